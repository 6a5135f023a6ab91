package report

import (
	_ "embed"
	"encoding/csv"
	"strings"

	"newstape/study"
)

// The plain words of tests and models.
var (
	//go:embed tests.csv
	testWords string
	//go:embed models.csv
	modelWords string
)

// lookup gives the cells after the name in an embedded table; nil when the name
// is not there.
func lookup(table, name string) []string {
	rows, err := csv.NewReader(strings.NewReader(table)).ReadAll()
	if err != nil {
		return nil // a test reads the embedded tables
	}
	for _, row := range rows[1:] {
		if row[0] == name {
			return row[1:]
		}
	}
	return nil
}

func modelTitle(name string) string {
	if row := lookup(modelWords, name); row != nil {
		return row[0]
	}
	return name
}

func modelSource(name string) string {
	if row := lookup(modelWords, name); row != nil {
		return row[2]
	}
	return ""
}

// Tests lists every test with every convention; the first of a name is its
// default.
func Tests() Sheet {
	s := Sheet{
		Name: "tests", Title: "Tests", Blocks: true, Columns: []Column{
			{Name: "test", Title: "test"},
			{Name: "convention", Title: "--test"},
			{Name: "default", Title: ""},
			{Name: "source", Title: "formula from"},
		},
		Note: "Without --test every test runs in its default convention; --test all runs all. docs/method.md has the formulas.",
	}
	seen := map[string]bool{}
	for _, t := range study.Battery() {
		about := ""
		if row := lookup(testWords, t.Name); row != nil {
			about = ": " + row[0] + ". " + strings.ToUpper(row[1][:1]) + row[1][1:] + "."
		}
		mark := ""
		if !seen[t.Name] {
			mark, seen[t.Name] = "default", true
		}
		s.Rows = append(s.Rows, []Cell{words(t.Name + about), words(t.String()), words(mark), words(t.Source)})
	}
	return s
}

// Models lists the models of normal returns.
func Models() Sheet {
	s := Sheet{Name: "models", Title: "Models", Columns: []Column{
		{Name: "model", Title: "--model"},
		{Name: "title", Title: "model"},
		{Name: "formula", Title: "formula"},
		{Name: "source", Title: "source"},
	}}
	for _, name := range study.Models() {
		row := []Cell{words(name)}
		more := lookup(modelWords, name)
		for k := range 3 {
			if k < len(more) {
				row = append(row, words(more[k]))
			} else {
				row = append(row, Cell{})
			}
		}
		s.Rows = append(s.Rows, row)
	}
	return s
}
