package check

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"newstape/receipt"
	"newstape/story/when"
	"newstape/tape/bars"
	"newstape/tape/calendar"
)

// fromPeak judges a distance from a high, low or peak: "46% below the closing
// peak reached on September 10", "1.1% below its 52-week high".
func (c *book) fromPeak(p placed) outcome {
	high := strings.Contains(p.kind, "high") || strings.Contains(p.kind, "peak") || strings.Contains(p.kind, "record")
	closing := strings.Contains(p.kind, "clos")
	column, field := c.daily.High, bars.FieldHigh
	if !high {
		column, field = c.daily.Low, bars.FieldLow
	}
	if closing || column == nil {
		column, field = c.daily.Close, bars.FieldClose
	}
	last := c.to
	if strings.Contains(p.kind, "previous") || strings.Contains(p.kind, "prior") {
		last--
	}
	price := c.close()
	if c.unseen() {
		return missing(receipt.NoPrices, c.unseenWords())
	}
	if c.wasOpen() {
		bar := c.barBefore()
		price = c.bars.Close[bar]
		c.cells = append(c.cells, c.bars.Cell(bar, bars.FieldClose))
		last = c.to - 1 // the day's own high and low came later
	}
	row, start := c.peakRow(p, column, high, last)
	if row < 0 {
		return missing(receipt.Ambiguous, "the peak or low that the distance is measured from is not dated")
	}
	c.cell(row, field)
	verb := "was"
	if !c.wasOpen() {
		verb = "closed"
		c.cell(c.to, bars.FieldClose)
	}
	base := column[row] / c.split(row, c.to)
	truth := c.change(price, base)
	c.st.Window.From = c.daily.Dates[row]
	if start >= 0 {
		c.st.Window.From = c.daily.Dates[start]
	}
	out := outcome{truth: truth, hasTruth: true}
	out.why = fmt.Sprintf("%s %s on %s against the %s of %s on %s: %s", verb, c.price(price), c.w.To, field, c.price(base), c.daily.Dates[row], c.figure(truth))
	if agrees(p, c.st, c.st.signed(), truth) {
		out.verdict = Holds
		return out
	}
	out.verdict = Fails
	return out
}

// peakRow is the row of the peak or low that the words name, up to row last, and the
// first row of the weeks they count; -1 for none.
func (c *book) peakRow(p placed, column []float64, high bool, last int) (row, start int) {
	row, start = -1, -1
	switch {
	case p.base != nil && p.base.Missing == nil:
		from, to := p.base.From, p.base.To
		if p.base.Kind == when.Trailing || p.base.Kind == when.Since {
			to = c.daily.Dates[last]
		}
		row = c.peak(column, high, func(k int) bool { return k <= last && c.daily.Dates[k] >= from && c.daily.Dates[k] <= to })
	case strings.Contains(p.kind, "52") || strings.Contains(p.kind, "year"):
		from := c.daily.Dates[last] - 366
		start = c.rowFrom(from)
		row = c.peak(column, high, func(k int) bool { return c.daily.Dates[k] >= from && k <= last })
	case strings.Contains(p.kind, "record") || strings.Contains(p.kind, "all-time"):
		row = c.peak(column, high, func(k int) bool { return k <= last })
	}
	return row, start
}

// peak is the row of the highest or lowest figure among those that fit.
func (c *book) peak(column []float64, high bool, fits func(int) bool) int {
	best := -1
	for k := 0; k <= c.to; k++ {
		if !fits(k) || math.IsNaN(column[k]) {
			continue
		}
		if best < 0 || high && column[k]/c.split(k, c.to) > column[best]/c.split(best, c.to) || !high && column[k]/c.split(k, c.to) < column[best]/c.split(best, c.to) {
			best = k
		}
	}
	return best
}

// rowFrom is the first row at or after a day, -1 for none.
func (c *book) rowFrom(d calendar.Date) int {
	k, _ := slices.BinarySearch(c.daily.Dates, d)
	if k == c.daily.Len() {
		return -1
	}
	return k
}
