package report

import (
	"fmt"
	"strings"

	"newstape/study"
)

// Volatility writes whether returns were larger than usual.
func Volatility(r *study.Result, windows []study.VolatilityResult) Answer {
	s := Sheet{Name: "volatility", Title: "Abnormal volatility", Columns: []Column{
		{Name: "window", Title: "window"},
		{Name: "n", Title: "N", Kind: Count},
		{Name: "ratio", Title: "times the usual", Kind: Value},
	}}
	a := Answer{
		Name: "volatility", Title: fmt.Sprintf("Abnormal volatility of %s: %s against %s", ofEvents(len(r.Events)), modelTitle(r.Design.Model), r.Design.Market),
		Lines: []string{
			"convention: U = AR²/(s²C), F(1, d) where nothing happens; the ratio is its mean over its expectation (Beaver 1968; Patell 1976)",
			"read p above: the evidence is one-sided; patell needs normal returns and rejects too often on fat tails, csect does not",
		},
		Setup: r.Design, Result: windows, Drops: r.Drops,
	}
	tests, order := map[string][]study.Stat{}, []string{}
	for _, w := range windows {
		row := []Cell{words(w.Window.String()), count(w.N), {}}
		if w.N > 0 {
			row[2] = figure(w.Ratio)
		}
		s.Rows = append(s.Rows, row)
		order = append(order, w.Window.String())
		tests[w.Window.String()] = w.Stats
		a.Stats = append(a.Stats, w.Stats...)
	}
	a.Sheets = []Sheet{s, statSheet("window", tests, order)}
	return a
}

// CrossSection is the regression of one window's CARs.
type CrossSection struct {
	Window       study.Window                `json:"window"`
	N            int                         `json:"n"`
	Coefficients []study.PreEventCoefficient `json:"coefficients"`
}

// PreEvent writes regressions of CARs set against their own past.
func PreEvent(r *study.Result, on []string, parts []CrossSection) Answer {
	a := Answer{
		Name: "pre-event", Title: fmt.Sprintf("CARs of %s on %s, against the pre-event benchmark", ofEvents(len(r.Events)), strings.Join(on, ", ")),
		Lines: []string{
			"convention: least squares on the window and on every stretch of as many estimation days; p is the coefficient's rank among those (after Cohn, Johnson, Liu and Wardlaw 2026; ranks over overlapping stretches are ours)",
			"t and p of least squares stand beside it for comparison: they take the events as independent",
		},
		Setup: r.Design, Result: parts, Drops: r.Drops,
	}
	s := coefficientSheet("window")
	s.Columns = append(s.Columns, Column{Name: "pre_mean", Title: "mean before", Kind: Measure}, Column{Name: "pre_sd", Title: "SD before", Kind: Measure},
		Column{Name: "z", Title: "z", Kind: Value}, Column{Name: "p_rank", Title: "p by rank", Kind: Chance},
		Column{Name: "stretches", Title: "stretches", Kind: Count}, Column{Name: "note", Title: "note"})
	for _, p := range parts {
		for _, c := range p.Coefficients {
			row := append([]Cell{words(p.Window.String())}, coefficientCells(c.Coefficient)...)
			row = append(row, figure(c.PreMean), figure(c.PreSD), figure(c.Z))
			if c.Stat.Missing != "" {
				row = append(row, Cell{}, count(c.Stretches), words("none: "+c.Stat.Missing))
			} else {
				row = append(row, figure(c.Stat.P), count(c.Stretches), Cell{})
			}
			s.Rows = append(s.Rows, row)
			a.Stats = append(a.Stats, c.Stat)
		}
	}
	a.Sheets = []Sheet{s}
	return a
}

// Synthetic writes events against their synthetic controls.
func Synthetic(q study.Controls, events []study.Controlled, drops []study.Drop) Answer {
	a := Answer{
		Name: "synthetic", Title: fmt.Sprintf("Synthetic control of %s from %d %s", ofEvents(len(events)), len(q.Donors), plural(len(q.Donors), "donor")),
		Lines: []string{
			"convention: weights at least 0 that sum to 1, nearest to the security on the estimation days (Abadie, Diamond and Hainmueller 2010)",
			"p: conformal over cyclic shifts of the residuals, refitted under the hypothesis (Chernozhukov, Wuthrich and Zhu 2021)",
		},
		Setup: q, Result: events, Drops: drops,
	}
	if q.Placebos > 0 {
		a.Lines = append(a.Lines, "p of placebos: rank of event over estimation error among donors treated as if the event were theirs")
	}
	s := Sheet{Name: "events", Title: "Events", Columns: []Column{
		{Name: "id", Title: "id"},
		{Name: "security", Title: "security"},
		{Name: "session", Title: "session"},
		{Name: "car", Title: "CAR " + q.Event.String(), Kind: Return},
		{Name: "p", Title: "p", Kind: Chance},
		{Name: "rmse", Title: "error before", Kind: Spread},
		{Name: "used", Title: "days", Kind: Count},
		{Name: "placebo", Title: "p of placebos", Kind: Chance},
		{Name: "mix", Title: "mix"},
	}}
	gaps := Sheet{Name: "gaps", Title: "Days", Blocks: true, Columns: []Column{
		{Name: "event", Title: "event"},
		{Name: "day", Title: "day", Kind: Count},
		{Name: "ar", Title: "AR", Kind: Return},
		{Name: "p", Title: "p", Kind: Chance},
		{Name: "low", Title: "from", Kind: Return},
		{Name: "high", Title: "to", Kind: Return},
	}}
	for _, e := range events {
		row := []Cell{words(e.ID), words(e.Security), words(e.Session.String()), figure(e.CAR), figure(e.P), figure(e.RMSE), count(e.Used), {}, words(mix(e.Weights))}
		if e.Placebo != nil {
			row[7] = figure(e.Placebo.P)
		}
		s.Rows = append(s.Rows, row)
		for _, g := range e.Gaps {
			row := []Cell{words(fmt.Sprintf("%s %s %s", e.ID, e.Security, e.Session)), count(g.Day), figure(g.AR), {}, {}, {}}
			if g.P > 0 {
				row[3], row[4], row[5] = figure(g.P), figure(g.Low), figure(g.High)
			}
			gaps.Rows = append(gaps.Rows, row)
		}
	}
	a.Sheets = []Sheet{s, gaps}
	return a
}

// mixShown is how many donors of a mix are named on a terminal.
const mixShown = 4

// mix is "F08 41 %, F10 22 %".
func mix(weights []study.DonorWeight) string {
	var out []string
	for _, w := range weights[:min(mixShown, len(weights))] {
		out = append(out, fmt.Sprintf("%s %.0f %%", w.Donor, 100*w.Weight))
	}
	if more := len(weights) - mixShown; more > 0 {
		out = append(out, fmt.Sprintf("%d more", more))
	}
	return strings.Join(out, ", ")
}
