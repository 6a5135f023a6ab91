package check

import (
	"fmt"
	"math"
	"strings"

	"newstape/story/quantity"
	"newstape/tape/bars"
)

// traded reports that the stated price was traded in the session, and names the
// first and last minute where bars exist. Without them it is a check of the
// day's range, which can refute and never date.
func (c *book) traded(p placed, out *outcome, stated, base float64) bool {
	half := precision(p.amount, unitScale(c.st.Unit))
	want := base + stated
	if c.st.Unit == "pct" {
		want = base * (1 + stated/100)
		half = half / 100 * base
	}
	if isLevel(c.st.Measure) {
		want, half = c.st.Value, precision(p.amount, 1)
	}
	return c.reached(p, out, want, half, stated)
}

// reached looks for a price within half of want among the bars, else in the
// day's range.
func (c *book) reached(p placed, out *outcome, want, half, stated float64) bool {
	if c.bars != nil {
		first, last := -1, -1
		end := c.bars.Len()
		if c.w.AsOf != "" {
			end = c.barBefore() + 1
		}
		for k := range end {
			if c.bars.Low[k]-half-slack <= want && want <= c.bars.High[k]+half+slack {
				if first < 0 {
					first = k
				}
				last = k
			}
		}
		if first < 0 {
			return false
		}
		out.minute, out.last = c.bars.Start[first].Format("15:04"), c.bars.Start[last].Format("15:04")
		field, side := bars.FieldLow, "low"
		if c.bars.High[first] < want+half && math.Abs(c.bars.High[first]-want) < math.Abs(c.bars.Low[first]-want) {
			field, side = bars.FieldHigh, "high"
		}
		c.cells = append(c.cells, c.bars.Cell(first, field))
		out.why += fmt.Sprintf("; %s was touched from %s %s (%s %s)", c.stated(stated), out.minute, c.zone(), side, c.price(valueOf(c.bars.Column(field), first)))
		return true
	}
	if c.w.AsOf != "" && !c.wasOpen() || c.w.AsOf == "" || c.wasOpen() {
		low, high := valueOf(c.daily.Low, c.to), valueOf(c.daily.High, c.to)
		if math.IsNaN(low) || math.IsNaN(high) {
			return false
		}
		in := low-half-slack <= want && want <= high+half+slack
		if isMoreThan(p) {
			in = stated < 0 && low < want || stated >= 0 && high > want
		}
		if !in {
			return false
		}
		c.cell(c.to, bars.FieldLow)
		c.cell(c.to, bars.FieldHigh)
		out.why += fmt.Sprintf("; %s lies in the day's range %s to %s (a range check: no bars date it)", c.stated(stated), c.price(low), c.price(high))
		return true
	}
	return false
}

// stated prints the stated figure as the text's digits have it.
func (c *book) stated(v float64) string {
	d := max(c.st.Decimals, 0)
	if c.st.Unit == "pct" {
		return fmt.Sprintf("%+.*f %%", d, v)
	}
	return fmt.Sprintf("%.*f", d, math.Abs(v))
}

// zone is the abbreviation that people use for the venue's time.
func (c *book) zone() string {
	switch c.cal.Location().String() {
	case "America/New_York":
		return "ET"
	case "Asia/Hong_Kong":
		return "HKT"
	}
	return c.cal.Location().String()
}

// somewhere judges a price of some moment that the bars do not show: it holds
// intraday when the session's range has it.
func (c *book) somewhere(p placed, out outcome, stated, base float64) outcome {
	out.why = strings.TrimPrefix(out.why, "price at "+c.w.AsOf+" ")
	if c.w.AsOf != "" && c.bars == nil {
		out.hasTruth = !c.wasOpen()
		if !out.hasTruth {
			out.truth = 0
			out.why = fmt.Sprintf("no bars show the price at %s %s", c.w.AsOf, c.zone())
		}
	}
	if c.traded(p, &out, stated, base) || p.amount.Qualifier == quantity.About && c.near(p, stated, base) {
		out.verdict = HoldsIntraday
		return out
	}
	return c.elsewhere(p, out, stated)
}

// near reports that the day's range comes as close as "about" allows.
func (c *book) near(p placed, stated, base float64) bool {
	low, high := c.change(valueOf(c.daily.Low, c.to), base), c.change(valueOf(c.daily.High, c.to), base)
	tol := tolerance(p, c.st)
	return low-tol <= stated && stated <= high+tol
}

// within judges a move between two prices of one session.
func (c *book) within(p placed) outcome {
	high, low, open, end := valueOf(c.daily.High, c.to), valueOf(c.daily.Low, c.to), valueOf(c.daily.Open, c.to), c.close()
	from, words := high, "high"
	switch {
	case p.manner.fromOpn:
		from, words = open, "open"
		c.st.Window.Field = "open_to_close"
		c.cell(c.to, bars.FieldOpen)
	case p.manner.fromLow:
		from, words = low, "low"
		c.st.Window.Field = "low_to_close"
		c.cell(c.to, bars.FieldLow)
	default:
		c.cell(c.to, bars.FieldHigh)
	}
	c.cell(c.to, bars.FieldClose)
	c.st.Window.From = c.w.To
	out := outcome{truth: c.change(end, from), hasTruth: true}
	out.why = fmt.Sprintf("closed %s against the day's %s of %s: %s", c.price(end), words, c.price(from), c.figure(out.truth))
	if p.amount != nil && agrees(p, c.st, c.st.signed(), out.truth) {
		out.verdict = Holds
		return out
	}
	if p.amount == nil {
		out.verdict = bareVerdict(p.dir, out.truth)
		return out
	}
	if lowest := c.change(low, from); p.dir == Down && agrees(p, c.st, c.st.signed(), lowest) {
		out.verdict = HoldsIntraday
		out.why += fmt.Sprintf("; to the day's low it was %s", c.figure(lowest))
		return out
	}
	out.verdict = Fails
	return out
}
