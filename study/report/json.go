package report

import (
	"encoding/json"
	"fmt"
	"io"

	"newstape/study"
	"newstape/study/record"
)

// Schema names the form of the JSON report; the number rises with any change
// that could break a reader.
const Schema = "newstape.study/1"

// document is the JSON report, drawn in docs/study-json.md.
type document struct {
	Schema  string         `json:"schema"`
	Program string         `json:"program"`
	Inputs  []record.Input `json:"inputs"`
	// Quantity is what was measured where it is not a return.
	Quantity string              `json:"quantity,omitempty"`
	Model    model               `json:"model"`
	Tests    []record.Convention `json:"tests"`
	Path     []pathStep          `json:"path"`
	Power    string              `json:"power,omitempty"`
	Result   *study.Result       `json:"result"`
}

type model struct {
	Name   string `json:"name"`
	Title  string `json:"title"`
	Source string `json:"source"`
}

type pathStep struct {
	Day  int     `json:"day"`
	N    int     `json:"n"`
	Mean float64 `json:"mean"`
	Low  float64 `json:"low"`
	High float64 `json:"high"`
}

func (p Page) json(w io.Writer) error {
	d := p.Result.Design
	tests, err := study.ChooseTests(d.Tests)
	if err != nil {
		return err
	}
	doc := document{
		Schema: Schema, Program: p.Program, Inputs: p.Inputs, Quantity: p.Quantity, Result: p.Result, Power: Power(p.Result),
		Model: model{d.Model, modelTitle(d.Model), modelSource(d.Model)}, Tests: []record.Convention{},
	}
	if doc.Inputs == nil {
		doc.Inputs = []record.Input{}
	}
	for _, t := range tests {
		doc.Tests = append(doc.Tests, record.Convention{Test: t.Name, Convention: t.Convention, Source: t.Source})
	}
	for _, s := range path(p.Result) {
		doc.Path = append(doc.Path, pathStep(s))
	}
	b, err := json.MarshalIndent(doc, "", "  ")
	if err != nil {
		return fmt.Errorf("write study as JSON: %w", err)
	}
	_, err = w.Write(append(b, '\n'))
	return err
}
