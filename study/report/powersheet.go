package report

import (
	"fmt"
	"strings"

	"newstape/study/power"
)

// Simulated is the sheet of a simulation: one block a number of events and a
// window.
func Simulated(t *power.Table) Sheet {
	title := t.Plan.Title()
	s := Sheet{
		Name: "simulation", Title: strings.ToUpper(title[:1]) + title[1:], Blocks: true,
		Note: fmt.Sprintf("Share rejected at %s, two-sided, with the effect on day 0; standard errors of 5 %% are %.1f points.",
			percent(t.Plan.Design.Level), 100*standardError(0.05, t.Plan.Samples)),
		Columns: []Column{{Name: "sample", Title: "sample"}, {Name: "test", Title: "test"}, {Name: "convention", Title: "convention"}},
	}
	for _, e := range t.Plan.Effects {
		s.Columns = append(s.Columns, Column{Name: fmt.Sprintf("rejects_%g", e), Title: effectTitle(e), Kind: Share})
	}
	s.Columns = append(s.Columns, Column{Name: "detects", Title: "80 % power at", Kind: Spread}, Column{Name: "missing", Title: "no value", Kind: Share})
	for _, r := range t.Rows {
		row := []Cell{words(fmt.Sprintf("%d %s, window %s", r.Events, plural(r.Events, "event"), r.Window)), words(r.Test), words(r.Convention)}
		for _, x := range r.Rejects {
			row = append(row, figure(x))
		}
		row = append(row, words("not reached"), Cell{})
		if r.Detects > 0 {
			row[len(row)-2] = figure(r.Detects)
		}
		if r.Missing > 0 {
			row[len(row)-1] = figure(r.Missing)
		}
		s.Rows = append(s.Rows, row)
	}
	return s
}
