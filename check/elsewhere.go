package check

import (
	"fmt"
	"math"

	"newstape/receipt"
	"newstape/story/quantity"
	"newstape/tape/bars"
)

// elsewhere looks for a reading under which the move would be true: another
// session, two sessions together, another listing, another base in the session.
// Readings that a loose number would fit by accident are not tried.
func (c *book) elsewhere(p placed, out outcome, stated float64) outcome {
	try := func(what string, truth float64, cells ...receipt.Cell) {
		if !math.IsNaN(truth) && c.same(p, stated, truth) {
			out.alternatives = append(out.alternatives, Alternative{What: what, Truth: truth, Cells: cells})
		}
	}
	for _, d := range [...]int{-1, 1} {
		if k := c.to + d; k >= 1 && k < c.daily.Len() && c.known(k) {
			try("session of "+c.daily.Dates[k].String(), c.between(c.daily, k-1, k), c.daily.Cell(k-1, bars.FieldClose), c.daily.Cell(k, bars.FieldClose))
		}
	}
	if c.to >= 2 && c.known(c.to) {
		try("two sessions up to "+c.w.To.String(), c.between(c.daily, c.to-2, c.to), c.daily.Cell(c.to-2, bars.FieldClose), c.daily.Cell(c.to, bars.FieldClose))
	}
	c.otherListings(try)
	if p.amount.Decimals > 0 && c.known(c.to) {
		open, high, low, end := valueOf(c.daily.Open, c.to), valueOf(c.daily.High, c.to), valueOf(c.daily.Low, c.to), c.close()
		try("from the open to the close", c.change(end, open), c.daily.Cell(c.to, bars.FieldOpen), c.daily.Cell(c.to, bars.FieldClose))
		try("from the session's high to its low", c.change(low, high), c.daily.Cell(c.to, bars.FieldHigh), c.daily.Cell(c.to, bars.FieldLow))
	}
	if len(out.alternatives) == 0 {
		out.verdict = Fails
		return out
	}
	out.verdict = HoldsElsewhere
	a := out.alternatives[0]
	out.why += fmt.Sprintf("; %s fits: %s", a.What, c.figure(a.Truth))
	if p.time != nil && p.time.Kind == "day" && len(a.What) > 11 && a.What[:11] == "session of " {
		out.flags = append(out.flags, "wrong_weekday")
	}
	return out
}

// besideIdleDay turns the verdict of the session before a day without trading
// into that of the day: true elsewhere, or not to be checked.
func (c *book) besideIdleDay(p placed, res outcome) outcome {
	next := outcome{}
	if k := c.to + 1; k < c.daily.Len() && c.known(k) && res.verdict != Holds {
		d := *c
		d.from, d.to, d.cells = c.to, k, nil
		d.w.From, d.w.To = c.daily.Dates[c.to], c.daily.Dates[k]
		if next = d.verdict(p); next.verdict == Holds {
			res = next
			c.st.Window.From, c.st.Window.To = d.w.From, d.w.To
		}
	}
	if res.verdict != Holds {
		return outcome{verdict: CannotCheck, missing: c.w.idle, why: c.w.idle.Detail}
	}
	res.verdict = HoldsElsewhere
	res.alternatives = append(res.alternatives, Alternative{What: "session of " + c.st.Window.To.String(), Truth: res.truth, Cells: res.cells})
	res.flags = append(res.flags, "wrong_weekday")
	res.why = c.w.idle.Detail + "; " + res.why
	return res
}

// same compares with an alternative more strictly than with the stated window:
// hedges are not stretched, and a bare whole number counts to half a unit.
func (c *book) same(p placed, stated, truth float64) bool {
	if p.upto != nil {
		return false
	}
	switch p.amount.Qualifier {
	case quantity.MoreThan, quantity.LessThan, quantity.AsMuchAs:
		return false
	}
	half := precision(p.amount, 1)
	if p.amount.Decimals <= 0 && math.Abs(stated) < 3 {
		half = 0.1
	} else if p.amount.Decimals <= 0 {
		half = 0.25
	}
	return math.Abs(truth-stated) <= half+slack
}

// between is the move from the close of row a to that of row b.
func (c *book) between(s *bars.Series, a, b int) float64 {
	from, to := valueOf(s.Close, a)/splits(s, a, b), valueOf(s.Close, b)
	if !(from > 0) {
		return math.NaN()
	}
	if c.st.Unit == "pct" {
		return 100 * (to/from - 1)
	}
	return to - from
}

// otherListings tries the same session on the other lines of the same party.
func (c *book) otherListings(try func(string, float64, ...receipt.Cell)) {
	if c.st.Mention == nil || c.st.Unit != "pct" {
		return
	}
	for i := range c.st.Mention.Entity.Listings {
		l := &c.st.Mention.Entity.Listings[i]
		if l.ID() == c.st.Listing.ID() || !l.Valid(c.w.To) {
			continue
		}
		cal := calendarOf(l)
		s, ok := c.tape.Daily(l.ID(), bars.Raw)
		if !ok {
			s, ok = c.tape.Daily(l.ID(), bars.Adjusted)
		}
		if !ok || cal == nil {
			continue
		}
		k, ok := s.Index(c.w.To)
		session, open := cal.Session(c.w.To)
		if !ok || !open || k < 1 || c.ref.Known && !c.ref.DateOnly && c.ref.Published.Before(session.Close) {
			continue
		}
		try("listing "+l.ID(), c.between(s, k-1, k), s.Cell(k-1, bars.FieldClose), s.Cell(k, bars.FieldClose))
	}
}
