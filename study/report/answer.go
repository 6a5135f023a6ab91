package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"slices"

	"newstape/fault"
	"newstape/study"
	"newstape/study/record"
)

// Answer is what the commands beside the window study write: a buy-and-hold
// return, a calendar-time portfolio, volatility, a cross-section, a synthetic
// control.
type Answer struct {
	Name    string         // of the JSON schema: newstape.study-<name>/1
	Title   string         // what was measured, of how many events
	Lines   []string       // conventions with their sources, and how to read the figures
	Sheets  []Sheet        // for people
	Setup   any            // the question, for JSON
	Result  any            // the answer, for JSON
	Stats   []study.Stat   // every test in Result, for the list of its conventions
	Drops   []study.Drop   // listed after the sheets
	Program string         // name, version and commit
	Inputs  []record.Input // what was read
}

// Write writes the answer as text or JSON.
func (a Answer) Write(w io.Writer, f Format) error {
	var b bytes.Buffer
	switch f {
	case Text, "":
		a.text(&b)
	case JSON:
		if err := a.json(&b); err != nil {
			return err
		}
	default:
		return fault.New(fault.BadUsage, "study report: format %q is unknown here", f).Try("text or json")
	}
	_, err := w.Write(b.Bytes())
	return err
}

func (a Answer) text(b *bytes.Buffer) {
	fmt.Fprintf(b, "%s\n", clean(a.Title))
	for _, line := range a.Lines {
		fmt.Fprintf(b, "- %s\n", clean(line))
	}
	for _, s := range append(slices.Clone(a.Sheets), dropSheet(&study.Result{Drops: a.Drops})) {
		if len(s.Rows) > 0 {
			s.WriteText(b)
		}
	}
}

func (a Answer) json(b *bytes.Buffer) error {
	doc := struct {
		Schema  string              `json:"schema"`
		Program string              `json:"program"`
		Inputs  []record.Input      `json:"inputs"`
		Title   string              `json:"title"`
		Notes   []string            `json:"notes"`
		Tests   []record.Convention `json:"tests"`
		Setup   any                 `json:"setup"`
		Result  any                 `json:"result"`
		Drops   []study.Drop        `json:"drops"`
	}{
		Schema: "newstape.study-" + a.Name + "/1", Program: a.Program, Inputs: a.Inputs, Title: a.Title, Notes: a.Lines,
		Tests: []record.Convention{}, Setup: a.Setup, Result: a.Result, Drops: a.Drops,
	}
	if doc.Drops == nil {
		doc.Drops = []study.Drop{}
	}
	for _, s := range a.Stats {
		c := record.Convention{Test: s.Test, Convention: s.Convention, Source: s.Source}
		if !slices.Contains(doc.Tests, c) {
			doc.Tests = append(doc.Tests, c)
		}
	}
	text, err := json.MarshalIndent(doc, "", "  ")
	if err != nil {
		return fmt.Errorf("write study as JSON: %w", err)
	}
	b.Write(append(text, '\n'))
	return nil
}

// statSheet is tests with their sources in sight.
func statSheet(heading string, stats map[string][]study.Stat, order []string) Sheet {
	s := Sheet{Name: "tests", Title: "Tests", Columns: testColumns(Column{Name: "of", Title: heading})}
	for k := range s.Columns {
		s.Columns[k].Wide = s.Columns[k].Name == "p_adjusted"
	}
	for _, of := range order {
		for _, t := range stats[of] {
			s.Rows = append(s.Rows, append([]Cell{words(of)}, testCells(t)...))
		}
	}
	return s
}

// ofEvents is "12 events".
func ofEvents(n int) string { return fmt.Sprintf("%d %s", n, plural(n, "event")) }

// DroppedOf says how many of given events were dropped and why; "" when none was.
func DroppedOf(given int, drops []study.Drop) string {
	return Dropped(&study.Result{Drops: drops, Events: make([]study.EventResult, given-len(drops))})
}
