package check

import (
	"fmt"
	"math"
	"time"

	"newstape/receipt"
	"newstape/story/when"
	"newstape/tape/bars"
	"newstape/tape/calendar"
)

// yearlyDividends bounds what dividends take from a price in a year: figures
// that were adjusted for them may differ from those as traded by so much.
const yearlyDividends = 0.06

// multi judges a move over several sessions, or from a peak named in the text.
func (c *book) multi(p placed) outcome {
	if p.kind != "" {
		return c.fromPeak(p)
	}
	if !c.known(c.to) {
		return missing(receipt.NoPrices, fmt.Sprintf("the session of %s had not closed when the story appeared", c.w.To))
	}
	if c.from < 0 || c.from == c.to {
		return missing(receipt.NoPrices, fmt.Sprintf("the tape has no close of %s at %s, where the window begins", c.st.Listing.ID(), c.w.From))
	}
	if p.amount == nil {
		truth := c.between(c.daily, c.from, c.to)
		return outcome{verdict: bareVerdict(p.dir, truth), truth: truth, hasTruth: true, why: c.sentence("close", c.close(), valueOf(c.daily.Close, c.from), truth)}
	}
	c.cell(c.from, bars.FieldClose)
	c.cell(c.to, bars.FieldClose)
	stated := c.st.signed()
	truth := c.between(c.daily, c.from, c.to)
	out := outcome{truth: truth, hasTruth: true, why: c.sentence("close", c.close(), valueOf(c.daily.Close, c.from)/c.split(c.from, c.to), truth)}
	if agrees(p, c.st, stated, truth) {
		out.verdict = Holds
		return out
	}
	if v, ok := c.soFarToday(p, stated); ok {
		out.verdict, out.truth = Holds, v
		return out
	}
	if v, ok := c.throughPublication(p, stated); ok {
		out.verdict, out.truth = Holds, v
		out.why += fmt.Sprintf("; up to the close of the story's day it was %s", c.figure(v))
		return out
	}
	for _, k := range c.anniversaries(p) {
		if v := c.between(c.daily, k, c.to); k != c.from && agrees(p, c.st, stated, v) {
			out.verdict = Holds
			out.why += fmt.Sprintf("; counted from %s it is %s", c.daily.Dates[k], c.figure(v))
			return out
		}
	}
	if c.earlierWindow(p, &out, stated) {
		return out
	}
	if c.adjusted && c.dividendsMayExplain(p, stated, truth) {
		res := missing(receipt.NoPrices, fmt.Sprintf("the tape has only prices of %s that are adjusted for dividends; over so long a window they cannot refute the figure", c.st.Listing.ID()))
		res.truth, res.hasTruth = truth, true
		return res
	}
	out.verdict = Fails
	return out
}

// earlierWindow looks for the figure in the same window up to one of the five closes
// before.
func (c *book) earlierWindow(p placed, out *outcome, stated float64) bool {
	for d := 1; d <= 5; d++ {
		to, from := c.to-d, c.from
		if trailing(p.time) {
			from -= d
		}
		if from < 0 || to <= from {
			break
		}
		v := c.between(c.daily, from, to)
		if !agrees(p, c.st, stated, v) {
			continue
		}
		out.verdict = HoldsElsewhere
		out.alternatives = append(out.alternatives, Alternative{
			What: "window up to " + c.daily.Dates[to].String(), Truth: v,
			Cells: []receipt.Cell{c.daily.Cell(from, bars.FieldClose), c.daily.Cell(to, bars.FieldClose)},
		})
		out.why += fmt.Sprintf("; up to %s it was %s", c.daily.Dates[to], c.figure(v))
		return true
	}
	return false
}

// soFarToday measures an open window up to the price at publication, in a story
// that appeared during a session with bars.
func (c *book) soFarToday(p placed, stated float64) (float64, bool) {
	if !c.ref.Known || c.ref.DateOnly || p.time == nil || p.time.Kind == when.Period {
		return 0, false
	}
	s, phase := c.cal.At(c.ref.Published)
	d := *c
	d.w.To, d.w.AsOf, d.w.named = s.Date, c.clock(s), false
	var ok bool
	if d.bars, ok = c.tape.Intraday(c.daily.Listing, s.Date); !ok || phase != calendar.Open {
		return 0, false
	}
	k := d.barBefore()
	if k < 0 {
		return 0, false
	}
	v := c.change(d.bars.Close[k], c.daily.Close[c.from])
	if !agrees(p, c.st, stated, v) {
		return 0, false
	}
	c.cells = append(c.cells, d.bars.Cell(k, bars.FieldClose))
	c.st.Window.To, c.st.Window.AsOf = s.Date, d.w.AsOf
	return v, true
}

// throughPublication measures an open window up to the close of the story's day, of
// which the hour is not known: it may have appeared after that close.
func (c *book) throughPublication(p placed, stated float64) (float64, bool) {
	next := c.to + 1
	if !c.ref.Known || !c.ref.DateOnly || p.time == nil || p.base != nil || next >= c.daily.Len() || c.daily.Dates[next] != c.dayOf() {
		return 0, false
	}
	if p.time.Kind == when.Period && p.time.To < c.dayOf() {
		return 0, false
	}
	from := c.from
	if trailing(p.time) {
		from++
	}
	v := c.between(c.daily, from, next)
	if !agrees(p, c.st, stated, v) {
		return 0, false
	}
	c.cell(next, bars.FieldClose)
	c.st.Window.From, c.st.Window.To = c.daily.Dates[from], c.daily.Dates[next]
	return v, true
}

// anniversaries are the rows that a window of so many months or years may begin
// at: the day so long before the last close or before publication, and either
// neighbour where that is no session.
func (c *book) anniversaries(p placed) []int {
	if !trailing(p.time) {
		return nil
	}
	days := []calendar.Date{c.w.To}
	if c.ref.Known {
		days = append(days, c.dayOf())
	}
	var out []int
	for _, d := range days {
		a, ok := anniversary(d, p.time.Unit, p.time.Count)
		if !ok {
			continue
		}
		if k, ok := c.daily.AtOrBefore(a); ok && k < c.to {
			out = append(out, k)
			if c.daily.Dates[k] != a && k+1 < c.to {
				out = append(out, k+1)
			}
		}
	}
	return out
}

// anniversary is the day so many units before d; the last of the month where
// that has no such day. Weeks and longer units have one.
func anniversary(d calendar.Date, unit string, n int) (calendar.Date, bool) {
	t := d.Time()
	months := 0
	switch unit {
	case "week":
		return d - calendar.Date(7*n), true
	case "month":
		months = n
	case "quarter":
		months = 3 * n
	case "year":
		months = 12 * n
	default:
		return 0, false
	}
	first := calendar.Civil(t.Year(), t.Month()-time.Month(months), 1)
	last := calendar.Civil(first.Time().Year(), first.Time().Month()+1, 0)
	return min(first+calendar.Date(t.Day()-1), last), true
}

// trailing reports a window that counts back from the story, whose first day is
// a matter of counting.
func trailing(t *when.Expr) bool { return t != nil && t.Kind == when.Trailing && t.Count > 0 }

// dividendsMayExplain reports that the gap between the adjusted and the stated
// move is one that dividends could make.
func (c *book) dividendsMayExplain(p placed, stated, truth float64) bool {
	days := float64(c.daily.Dates[c.to] - c.daily.Dates[c.from])
	if days <= 35 {
		return false
	}
	most := yearlyDividends * math.Max(days/365, 0.25) * (100 + truth)
	half := tolerance(p, c.st)
	return stated <= truth+half && stated >= truth-most-half
}
