package report

import (
	"slices"

	"newstape/study"
)

// ModelWords is a model of normal returns in words.
type ModelWords struct {
	Name    string `json:"name"`
	Words   string `json:"words"`
	Formula string `json:"formula"`
	Source  string `json:"source"`
}

// TestWords is a test in words, with its conventions; the first is its default.
type TestWords struct {
	Name        string            `json:"name"`
	Words       string            `json:"words" doc:"what it is called"`
	About       string            `json:"about" doc:"what it rests on, and when it fails"`
	Conventions []ConventionWords `json:"conventions" nullable:"false"`
}

// ConventionWords is one formula of a test.
type ConventionWords struct {
	Name    string `json:"name"`
	Source  string `json:"source"`
	Default bool   `json:"default,omitempty"`
}

// ModelList is what [Models] prints, for programs.
func ModelList() []ModelWords {
	var out []ModelWords
	for _, name := range study.Models() {
		m := ModelWords{Name: name, Words: name}
		if row := lookup(modelWords, name); len(row) == 3 {
			m.Words, m.Formula, m.Source = row[0], row[1], row[2]
		}
		out = append(out, m)
	}
	return out
}

// TestList is what [Tests] prints, for programs.
func TestList() []TestWords {
	var out []TestWords
	for _, t := range study.Battery() {
		c := ConventionWords{Name: t.Convention, Source: t.Source}
		if k := slices.IndexFunc(out, func(w TestWords) bool { return w.Name == t.Name }); k >= 0 {
			out[k].Conventions = append(out[k].Conventions, c)
			continue
		}
		c.Default = true
		w := TestWords{Name: t.Name, Words: t.Name, Conventions: []ConventionWords{c}}
		if row := lookup(testWords, t.Name); len(row) == 2 {
			w.Words, w.About = row[0], row[1]
		}
		out = append(out, w)
	}
	return out
}

// Formats lists the ways of writing a [Page].
func Formats() []Format { return []Format{JSON, HTML, Text, CSV, XLSX, LaTeX} }
