package report

import (
	"fmt"
	"strings"

	"newstape/study"
)

// BuyAndHold writes buy-and-hold abnormal returns.
func BuyAndHold(q study.Hold, against string, r *study.HoldResult) Answer {
	events := Sheet{Name: "events", Title: "Events", Columns: []Column{
		{Name: "id", Title: "id"},
		{Name: "security", Title: "security"},
		{Name: "from", Title: "from"},
		{Name: "to", Title: "to"},
		{Name: "own", Title: "own", Kind: Return},
		{Name: "reference", Title: "reference", Kind: Return},
		{Name: "abnormal", Title: "BHAR", Kind: Return},
		{Name: "ended", Title: "days after its end", Kind: Count},
	}}
	for _, e := range r.Events {
		row := []Cell{words(e.ID), words(e.Security), words(e.From.String()), words(e.To.String()), figure(e.Own), figure(e.Reference), figure(e.Abnormal)}
		if e.Ended > 0 {
			row = append(row, count(e.Ended))
		} else {
			row = append(row, Cell{})
		}
		events.Rows = append(events.Rows, row)
	}
	return Answer{
		Name: "bhar", Title: fmt.Sprintf("Buy-and-hold abnormal return of %s over %s, against %s", ofEvents(len(r.Events)), q.Horizon, against),
		Lines: []string{
			fmt.Sprintf("mean %s, median %s, %d of %d above zero", figure(r.Mean).human(Return), figure(r.Median).human(Return), r.Positive, len(r.Events)),
			"convention: BHAR = product of (1 + R) of the security less that of its reference; a reference portfolio is bought once and not rebalanced (Barber and Lyon 1997; Lyon, Barber and Tsai 1999)",
			"long-horizon returns are skewed: read skew-boot; horizons that overlap in time make all tests reject too often: see newstape study calendar-time",
		},
		Sheets: []Sheet{statSheet("of", map[string][]study.Stat{"BHAR": r.Stats}, []string{"BHAR"}), events},
		Setup:  q, Result: r, Stats: r.Stats, Drops: r.Drops,
	}
}

// CalendarTime writes the regression of a calendar-time portfolio.
func CalendarTime(q study.CalendarPortfolio, events int, r *study.CalendarResult) Answer {
	s := coefficientSheet("errors")
	for _, part := range []struct {
		name string
		of   []study.Coefficient
	}{{"least squares", r.OLS}, {fmt.Sprintf("Newey-West, %d %s", r.Lag, plural(r.Lag, "lag")), r.HAC}} {
		for _, c := range part.of {
			s.Rows = append(s.Rows, append([]Cell{words(part.name)}, coefficientCells(c)...))
		}
	}
	weights := "equal weights"
	if q.ByValue {
		weights = "weights of the events"
	}
	return Answer{
		Name: "calendar-time", Title: fmt.Sprintf("Calendar-time portfolio of %s, held %s, against %s", ofEvents(events), q.Hold, strings.Join(append([]string{q.Market}, q.Factors...), ", ")),
		Lines: []string{
			fmt.Sprintf("alpha is the abnormal return a day: %+.4f %%; %d days from %s to %s, %.1f securities a day, %s, R² %.3f, %d degrees of freedom",
				100*r.OLS[0].Value, r.Days, r.First, r.Last, r.MeanUnits, weights, r.R2, r.DF),
			"convention: the portfolio's return on market and factors, day by day, least squares (Jaffe 1974; Mandelker 1974; Fama 1998)",
			"Newey-West errors: Bartlett weights, floor(4 (n/100)^(2/9)) lags, factor n/(n-k) (Newey and West 1987, 1994)",
		},
		Sheets: []Sheet{s}, Setup: q, Result: r, Drops: r.Drops,
	}
}

func coefficientSheet(first string) Sheet {
	return Sheet{Name: "coefficients", Title: "Coefficients", Columns: []Column{
		{Name: "of", Title: first},
		{Name: "name", Title: "coefficient"},
		{Name: "value", Title: "value", Kind: Measure},
		{Name: "se", Title: "SE", Kind: Measure},
		{Name: "t", Title: "t", Kind: Value},
		{Name: "p", Title: "p", Kind: Chance},
	}}
}

func coefficientCells(c study.Coefficient) []Cell {
	return []Cell{words(c.Name), figure(c.Value), figure(c.SE), figure(c.T), figure(c.P)}
}
