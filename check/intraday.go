package check

import (
	"fmt"
	"math"
	"strings"

	"newstape/story/quantity"
	"newstape/story/when"
	"newstape/tape/bars"
)

// traded reports that the stated price was traded in the session, and names the
// first and last minute where bars exist. Without them it is a check of the
// day's range, which can refute and never date.
func (c *book) traded(p placed, out *outcome, stated, base float64) bool {
	return c.reached(out, c.aimOf(p, stated, base))
}

// aimOf is the price that a statement's figure means.
func (c *book) aimOf(p placed, stated, base float64) aim {
	half := precision(p.amount, unitScale(c.st.Unit))
	name := c.stated(stated)
	if p.upto != nil {
		upto := math.Copysign(c.st.UpTo, stated)
		name += fmt.Sprintf(" to %+.*f %%", max(p.upto.Decimals, 0), upto)
		half = tolerance(p, c.st) + (c.st.UpTo-p.value)/2
		stated = (stated + upto) / 2
	}
	want := base + stated
	if c.st.Unit == "pct" {
		want = base * (1 + stated/100)
		half = half / 100 * base
	}
	if isLevel(c.st.Measure) {
		want, half = c.st.Value, precision(p.amount, 1)
	}
	return aim{name: name, want: want, half: half, stated: stated, base: base, beyond: isMoreThan(p)}
}

// reached looks for the price aimed at among the bars, else in the day's range.
func (c *book) reached(out *outcome, target aim) bool {
	if c.bars != nil {
		return c.reachedInBars(target, out)
	}
	low, high := valueOf(c.daily.Low, c.to), valueOf(c.daily.High, c.to)
	if c.wasOpen() || math.IsNaN(low) || math.IsNaN(high) || !target.in(low, high) {
		return false
	}
	c.cell(c.to, bars.FieldLow)
	c.cell(c.to, bars.FieldHigh)
	out.why += fmt.Sprintf("; %s %s (a range check: no bars date it)", target.name, c.placeInRange(target, low, high))
	return true
}

// placeInRange says where in the day's range an aim lies.
func (c *book) placeInRange(a aim, low, high float64) string {
	switch {
	case a.beyond:
		return fmt.Sprintf("was passed in the day's range %s to %s", c.price(low), c.price(high))
	case a.want < low:
		return "is the day's low in round figures: " + c.priced(low, a.base)
	case a.want > high:
		return "is the day's high in round figures: " + c.priced(high, a.base)
	}
	return fmt.Sprintf("lies in the day's range %s to %s", c.price(low), c.price(high))
}

// aim is the price that a stated figure means, and how exactly.
type aim struct {
	name         string // the figure as the text has it
	want, half   float64
	stated, base float64
	beyond       bool // "more than": a price farther from the base
}

// in reports that a price of the range is the one aimed at.
func (a aim) in(low, high float64) bool {
	if a.beyond {
		return a.stated < 0 && low < a.want || a.stated >= 0 && high > a.want
	}
	return low-a.half-slack <= a.want && a.want <= high+a.half+slack
}

// reachedInBars names the first and the last bar that reached the aim.
func (c *book) reachedInBars(a aim, out *outcome) bool {
	first, last := -1, -1
	end := c.bars.Len()
	if c.w.AsOf != "" || c.wasOpen() {
		end = c.barBefore() + 1
	}
	for k := range end {
		if a.in(c.bars.Low[k], c.bars.High[k]) {
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
	low, high := c.bars.Low[first], c.bars.High[first]
	field, side, price := bars.FieldLow, "low", low
	if a.beyond && a.stated >= 0 || !a.beyond && high < a.want+a.half && math.Abs(high-a.want) < math.Abs(low-a.want) {
		field, side, price = bars.FieldHigh, "high", high
	}
	c.cells = append(c.cells, c.bars.Cell(first, field))
	verb, shown := "touched", c.price(price)
	if a.beyond {
		verb = "passed"
	}
	if low > a.want+slack || high < a.want-slack {
		shown = c.priced(price, a.base) // reached in round figures only
	}
	out.why += fmt.Sprintf("; %s was %s from %s %s (%s %s)", a.name, verb, out.minute, c.zone(), side, shown)
	return true
}

// priced prints a price and, for a move, its change from the base.
func (c *book) priced(v, base float64) string {
	if isLevel(c.st.Measure) || !(base > 0) {
		return c.price(v)
	}
	return c.price(v) + ", " + c.figure(c.change(v, base))
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
	if c.traded(p, &out, stated, base) || p.amount.Qualifier == quantity.About && c.near(p, stated, base) {
		out.verdict = HoldsIntraday
		if c.spoken(p, out) {
			out.verdict = Holds
		}
		return out
	}
	return c.elsewhere(p, out, stated)
}

// spoken reports that bars show the figure at a moment of which the words speak:
// "at one point", "earlier in the session", "in morning trading".
func (c *book) spoken(p placed, out outcome) bool {
	if out.minute == "" || !c.w.rangeOnly {
		return false
	}
	if p.time == nil || p.time.Part != when.Intraday {
		return p.manner.somewhere
	}
	words := strings.ToLower(p.time.In(c.text))
	switch {
	case hasWord(words, "morning") || hasWord(words, "early"):
		return out.minute < "12:00"
	case hasWord(words, "afternoon"):
		return out.last >= "12:00"
	}
	return true
}

// near reports that the range, of an open session that so far, comes as close as
// "about" allows.
func (c *book) near(p placed, stated, base float64) bool {
	lowest, highest := valueOf(c.daily.Low, c.to), valueOf(c.daily.High, c.to)
	if c.wasOpen() {
		var bar int
		if lowest, highest, bar = c.soFar(); bar < 0 {
			return false
		}
	}
	low, high := c.change(lowest, base), c.change(highest, base)
	tol := tolerance(p, c.st)
	return low-tol <= stated && stated <= high+tol
}

// within judges a move between two prices of one session.
func (c *book) within(p placed) outcome {
	high, low, open, end := valueOf(c.daily.High, c.to), valueOf(c.daily.Low, c.to), valueOf(c.daily.Open, c.to), c.close()
	if c.wasOpen() {
		// move has made sure that a bar had ended
		var bar int
		low, high, bar = c.soFar()
		end = c.bars.Close[bar]
		c.cells = append(c.cells, c.bars.Cell(bar, bars.FieldClose))
		return c.betweenPrices(p, high, low, open, end)
	}
	c.cell(c.to, bars.FieldClose)
	return c.betweenPrices(p, high, low, open, end)
}

// betweenPrices judges the move from the high, low or open to the last price.
func (c *book) betweenPrices(p placed, high, low, open, end float64) outcome {
	from, words := high, "high"
	switch {
	case p.manner.fromOpn:
		from, words = open, "open"
		c.st.Window.Field = "open_to_close"
		c.cell(c.to, bars.FieldOpen)
	case p.manner.fromLow:
		from, words = low, "low"
		c.st.Window.Field = "low_to_close"
		if !c.wasOpen() {
			c.cell(c.to, bars.FieldLow)
		}
	case !c.wasOpen():
		c.cell(c.to, bars.FieldHigh)
	}
	c.st.Window.From = c.w.To
	out := outcome{truth: c.change(end, from), hasTruth: true}
	verb := "closed"
	if c.wasOpen() {
		verb = "was"
	}
	out.why = fmt.Sprintf("%s %s against the day's %s of %s: %s", verb, c.price(end), words, c.price(from), c.figure(out.truth))
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
