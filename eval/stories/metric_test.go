package stories

import (
	"strings"
	"testing"

	"newstape/check"
)

// Every row of the catalogue is whole, and every metric that a scorer counts has
// one: a figure without a row would never be printed.
func TestCatalogue(t *testing.T) {
	rows, known := 0, map[string]bool{}
	for _, p := range Catalogue() {
		for _, m := range p.Metrics {
			if rows++; m.Name == "" || m.Words == "" || known[m.Name] {
				t.Errorf("%s: row %+v is empty or comes twice", p.Title, m)
			}
			known[m.Name] = true
		}
	}
	if want := strings.Count(metricTable, "\n") - 1; rows != want {
		t.Errorf("%d metrics of %d rows", rows, want)
	}
	s := ownScene(t, facts(t), "correction.txt", "2025-11-14T21:00:00-05:00")
	s.score()
	for name := range s.report.shares {
		if !known[name] {
			t.Errorf("%s is counted and not in the catalogue", name)
		}
	}
	for name := range s.report.counts {
		if !known[name] {
			t.Errorf("%s is counted and not in the catalogue", name)
		}
	}
}

func TestEitherGuideOfAnOpenSession(t *testing.T) {
	open := check.Statement{Verdict: check.HoldsIntraday, Flags: []string{check.WholeDayRange}}
	for _, tc := range []struct {
		gold goldStatement
		s    check.Statement
		want bool
	}{
		{goldStatement{Verdict: "cannot_check", Reason: "no_prices"}, open, true},
		{goldStatement{Verdict: "cannot_check", Reason: "no_security"}, open, false},
		{goldStatement{Verdict: "holds"}, open, false},
		{goldStatement{Verdict: "cannot_check", Reason: "no_prices"}, check.Statement{Verdict: check.HoldsIntraday}, false},
	} {
		if got := tc.gold.eitherGuide(tc.s); got != tc.want {
			t.Errorf("%s %s: %v", tc.gold.Verdict, tc.gold.Reason, got)
		}
	}
}
