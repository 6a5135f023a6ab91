package check

import (
	"fmt"
	"math"

	"newstape/receipt"
	"newstape/story/quantity"
	"newstape/story/when"
	"newstape/tape/bars"
	"newstape/tape/calendar"
)

// level judges a price or index level. Figures that are adjusted can confirm a
// printed price, for that is no accident, but not refute it.
func (c *book) level(p placed) outcome {
	field := levelField(c.st.Measure)
	if c.unseen() && c.st.Measure != LevelOpen {
		return c.wholeDay(p, 0, func() outcome { return c.levelElsewhere(p, outcome{why: c.unseenWords()}, c.st.Value) })
	}
	truth := valueOf(c.daily.Column(field), c.to)
	if row := c.extremeRow(p, field); row >= 0 {
		return c.windowLevel(p, field, row)
	}
	words := "the " + string(field)
	exact := true
	switch {
	case c.w.AsOf != "" && (c.st.Measure == LevelAsOf || c.st.Measure == LevelClose):
		if k := c.barBefore(); k >= 0 {
			truth, words = c.bars.Close[k], "the price at "+c.w.AsOf
			c.cells = append(c.cells, c.bars.Cell(k, bars.FieldClose))
		} else {
			exact = false
		}
	case c.w.AsOf != "" && (c.st.Measure == LevelLow || c.st.Measure == LevelHigh):
		low, high, k := c.soFar()
		if k < 0 {
			exact = false
		} else if truth, words = low, "the low by "+c.w.AsOf; c.st.Measure == LevelHigh {
			truth, words = high, "the high by "+c.w.AsOf
		}
	default:
		c.cell(c.to, field)
	}
	if math.IsNaN(truth) {
		return missing(receipt.NoPrices, fmt.Sprintf("the tape has no %s of %s on %s", field, c.st.Listing.ID(), c.w.To))
	}
	out := outcome{truth: truth, hasTruth: true, why: fmt.Sprintf("%s on %s was %s", words, c.w.To, c.price(truth))}
	stated := c.st.Value
	moment := c.w.rangeOnly && (c.st.Measure == LevelAsOf || c.st.Measure == LevelClose)
	switch {
	case exact && !moment && c.agreesLevel(p, stated, truth):
		out.verdict = Holds
	case c.w.AsOf != "" && exact && c.printedLevel(p, stated):
		out.verdict = Holds
	case c.traded(p, &out, stated, 0):
		out.verdict = HoldsIntraday
		if c.spoken(p, out) {
			out.verdict = Holds
		}
	case c.adjusted:
		return missing(receipt.NoPrices, fmt.Sprintf("the tape has only adjusted prices of %s, whose levels are not those of the day", c.st.Listing.ID()))
	default:
		out = c.levelElsewhere(p, out, stated)
	}
	if c.w.after && out.verdict == Holds {
		out.verdict = HoldsIntraday
		out.why += "; the session had not closed when the story appeared"
	}
	if c.adjusted && out.verdict == HoldsIntraday {
		return missing(receipt.NoPrices, fmt.Sprintf("the tape has only adjusted prices of %s, whose levels are not those of the day", c.st.Listing.ID()))
	}
	return out
}

// extremeRow is the row of the highest or lowest figure of a window of weeks or
// months; -1 when the window is one session.
func (c *book) extremeRow(p placed, field bars.Field) int {
	column := c.daily.Column(field)
	if p.time == nil || column == nil || c.st.Measure != LevelHigh && c.st.Measure != LevelLow {
		return -1
	}
	from := calendar.Date(0)
	switch p.time.Kind {
	case when.Trailing:
		from = c.daily.Dates[c.to] - spanDays(p.time)
	case when.Period:
		from = p.time.From
	default:
		return -1
	}
	if k := c.rowFrom(from); k >= 0 {
		c.st.Window.From = c.daily.Dates[k]
	}
	return c.peak(column, c.st.Measure == LevelHigh, func(k int) bool { return c.daily.Dates[k] >= from })
}

// windowLevel judges the high or low of a window: "a 52-week low of $23.26".
func (c *book) windowLevel(p placed, field bars.Field, row int) outcome {
	truth := c.daily.Column(field)[row] / c.split(row, c.to)
	c.cell(row, field)
	out := outcome{truth: truth, hasTruth: true, verdict: Fails, why: fmt.Sprintf("the %s of the window was %s on %s", field, c.price(truth), c.daily.Dates[row])}
	switch {
	case agrees(p, c.st, c.st.Value, truth):
		out.verdict = Holds
	case c.adjusted:
		return missing(receipt.NoPrices, fmt.Sprintf("the tape has only adjusted prices of %s, whose levels are not those of the day", c.st.Listing.ID()))
	}
	return out
}

// agreesLevel compares a level as the text allows. "As low as" is the extreme.
func (c *book) agreesLevel(p placed, stated, truth float64) bool {
	return agrees(p, c.st, stated, truth)
}

// printedLevel: any print of the ten minutes before the moment.
func (c *book) printedLevel(p placed, stated float64) bool {
	unit := c.st.Unit
	c.st.Unit = "price"
	defer func() { c.st.Unit = unit }()
	return c.printed(p, stated, 0)
}

func levelField(m Measure) bars.Field {
	switch m {
	case LevelOpen:
		return bars.FieldOpen
	case LevelHigh:
		return bars.FieldHigh
	case LevelLow:
		return bars.FieldLow
	}
	return bars.FieldClose
}

// levelElsewhere looks for the level at the closes beside the stated one.
func (c *book) levelElsewhere(p placed, out outcome, stated float64) outcome {
	field := levelField(c.st.Measure)
	column := c.daily.Column(field)
	for _, d := range [...]int{-1, 1, -2, 2, -3, -4, -5} {
		k := c.to + d
		if k < 0 || k >= c.daily.Len() || !c.known(k) || p.amount.Qualifier != quantity.Exact || !agrees(p, c.st, stated, valueOf(column, k)) {
			continue
		}
		out.verdict = HoldsElsewhere
		out.alternatives = append(out.alternatives, Alternative{
			What: "session of " + c.daily.Dates[k].String(), Truth: column[k], Cells: []receipt.Cell{c.daily.Cell(k, field)},
		})
		out.why += fmt.Sprintf("; %s was the %s of %s", c.price(column[k]), field, c.daily.Dates[k])
		return out
	}
	out.verdict = Fails
	return out
}

// known reports that the session of row k had closed when the story appeared.
func (c *book) known(k int) bool {
	s, ok := c.cal.Session(c.daily.Dates[k])
	if !ok || !c.ref.Known {
		return ok
	}
	if c.ref.DateOnly {
		return c.daily.Dates[k] <= c.dayOf()
	}
	return !c.ref.Published.Before(s.Close)
}
