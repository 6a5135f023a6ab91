package check

import (
	"fmt"
	"math"
	"strings"

	"newstape/receipt"
	"newstape/story/when"
	"newstape/tape/bars"
	"newstape/tape/calendar"
)

// stated is the date of an extreme as the words give it: 2020-03, 2024-11-29,
// 2016; "" when they count back instead ("in six weeks").
func stated(t *when.Expr, text string) string {
	if t.Missing != nil || t.From == 0 || t.Kind == when.Trailing {
		return ""
	}
	words := strings.ToLower(t.In(text))
	year := t.From.Time().Format("2006")
	digits, month := false, false
	for _, w := range strings.FieldsFunc(words, func(r rune) bool { return r == ' ' || r == ',' || r == '.' }) {
		if w[0] >= '0' && w[0] <= '9' && w != year {
			digits = true
		}
		for m := 1; m <= 12; m++ {
			name := strings.ToLower(calendar.Civil(2000, 1, 1).Time().AddDate(0, m-1, 0).Format("January"))
			if w == name || w == name[:3] || w == "sept" && m == 9 {
				month = true
			}
		}
		if strings.HasSuffix(w, "day") {
			digits = true
		}
	}
	switch {
	case digits:
		return t.From.String()
	case month:
		return t.From.Time().Format("2006-01")
	}
	return year
}

// extremeSince looks for the last session before this one that was at least as
// extreme; the statement holds when its date is the stated one.
func (c *book) extremeSince(p placed) outcome {
	at, value := c.extremity(p)
	if math.IsNaN(value) {
		return missing(receipt.NoPrices, "the tape does not reach back to the session before")
	}
	if p.kind == "move" && p.time.Kind == when.Since && (p.dir == Up && value < 0 || p.dir == Down && value > 0) {
		c.extremeCell(p, c.to)
		return outcome{truth: value, hasTruth: true, verdict: Fails, why: fmt.Sprintf("the move of %s was %+.2f %%, which is not %s", c.w.To, value, p.dir)}
	}
	row, ok := c.past().Last(c.recordOf(p), p.dir == Up, c.to)
	if !ok {
		row = -1
	}
	c.extremeCell(p, c.to)
	c.st.Window.Field = "close"
	limit := c.daily.Dates[0]
	if p.time.Kind == when.Trailing || p.time.Kind == when.Period && p.time.From <= c.w.To && c.w.To <= p.time.To {
		return c.extremeWithin(p, row)
	}
	if row < 0 {
		return missing(receipt.NoPrices, fmt.Sprintf("the tape of %s begins on %s and holds no session before as extreme", c.st.Listing.ID(), limit))
	}
	c.extremeCell(p, row)
	c.st.Window.From = c.daily.Dates[row]
	out := outcome{truth: value, hasTruth: true, truthDate: c.daily.Dates[row], verdict: Fails}
	out.why = fmt.Sprintf("%s on %s; the last session as extreme was %s (%s)", c.extremeFigure(p, value), c.w.To, c.daily.Dates[row], c.extremeFigure(p, at(row)))
	if strings.HasPrefix(c.daily.Dates[row].String(), c.st.Since) || c.sinceWeek(p, c.daily.Dates[row]) {
		out.verdict = Holds
	}
	return out
}

// extremeWithin judges "in six weeks" and "of 2025": row is the last session before
// that was as extreme, or -1. Of a year or month also the sessions after it count,
// as far as they had closed.
func (c *book) extremeWithin(p placed, row int) outcome {
	at, value := c.extremity(p)
	from := p.time.From
	if p.time.Kind == when.Trailing {
		from = c.w.To - spanDays(p.time)
	}
	if from < c.daily.Dates[0] && row < 0 {
		return missing(receipt.NoPrices, fmt.Sprintf("the tape of %s begins on %s, later than the words reach", c.st.Listing.ID(), c.daily.Dates[0]))
	}
	out := outcome{truth: value, hasTruth: true, verdict: Holds}
	out.why = fmt.Sprintf("%s on %s; ", c.extremeFigure(p, value), c.w.To)
	passed := row
	if p.time.Kind == when.Period {
		for k := c.to + 1; k < c.daily.Len() && c.daily.Dates[k] <= p.time.To && c.known(k); k++ {
			if v := at(k); p.dir == Down && v < value || p.dir == Up && v > value {
				passed = k
				break
			}
		}
	}
	if passed < 0 {
		out.why += "no session of the window was as extreme"
		return out
	}
	out.truthDate = c.daily.Dates[passed]
	c.extremeCell(p, passed)
	if passed > c.to {
		out.verdict = Fails
		out.why += fmt.Sprintf("%s was more extreme (%s)", out.truthDate, c.extremeFigure(p, at(passed)))
		return out
	}
	out.why += fmt.Sprintf("the last as extreme before it was %s (%s)", out.truthDate, c.extremeFigure(p, at(passed)))
	if out.truthDate > from {
		out.verdict = Fails
	}
	return out
}

// sinceWeek: the stated moment is a period that holds the date.
func (c *book) sinceWeek(p placed, d calendar.Date) bool {
	return p.time.Kind == when.Period && d < p.time.From
}

func (c *book) extremeFigure(p placed, v float64) string {
	if p.kind == "move" {
		return fmt.Sprintf("%+.2f %%", v)
	}
	return c.price(v)
}

// extremity is the figure that an extreme is about, in today's shares: the session's
// move in per cent, its close, or its high or low.
func (c *book) extremity(p placed) (func(int) float64, float64) {
	f, past, unit := c.recordOf(p), c.past(), 1.0
	if f == bars.DailyMove {
		unit = 100
	}
	at := func(k int) float64 { return unit * past.At(f, k, max(k, c.to)) }
	return at, at(c.to)
}

// recordOf is the figure of a session that an extreme is about.
func (c *book) recordOf(p placed) bars.Figure {
	switch {
	case p.kind == "move":
		return bars.DailyMove
	case p.kind == "range" && p.dir == Up && c.daily.High != nil:
		return bars.HighLevel
	case p.kind == "range" && p.dir == Down && c.daily.Low != nil:
		return bars.LowLevel
	}
	return bars.CloseLevel
}

// past is the index of the series' records.
func (c *book) past() *bars.Records {
	if x, ok := c.tape.Records(c.daily.Listing, c.daily.Basis); ok {
		return x
	}
	return bars.NewRecords(c.daily)
}

// extremeCell notes the cells that the figure of row k rests on.
func (c *book) extremeCell(p placed, k int) {
	switch c.recordOf(p) {
	case bars.DailyMove:
		if k > 0 {
			c.cell(k-1, bars.FieldClose)
		}
	case bars.HighLevel:
		c.cell(k, bars.FieldHigh)
		return
	case bars.LowLevel:
		c.cell(k, bars.FieldLow)
		return
	}
	c.cell(k, bars.FieldClose)
}

// longHistory is how far the tape must reach back before a record may be judged
// by it.
const longHistory = 10 * 366

// extreme judges a record or a high or low of so many weeks or years.
func (c *book) extreme(p placed) outcome {
	if p.kind == "new" {
		return missing(receipt.Ambiguous, "a new high or low of what stretch of time the words do not say")
	}
	limit := calendar.Date(0)
	if p.time != nil && p.time.Kind == when.Trailing {
		limit = c.daily.Dates[c.to] - spanDays(p.time)
		if c.daily.Dates[0] > limit+10 {
			return missing(receipt.NoPrices, fmt.Sprintf("the tape of %s begins on %s, later than the words reach", c.st.Listing.ID(), c.daily.Dates[0]))
		}
	} else if c.daily.Dates[0] > c.daily.Dates[c.to]-longHistory {
		return missing(receipt.NoPrices, fmt.Sprintf("the tape of %s begins on %s: too short a past to know a record by", c.st.Listing.ID(), c.daily.Dates[0]))
	}
	if c.w.AsOf != "" || c.w.rangeOnly {
		p.kind = "range"
	}
	holds := func(p placed) (bool, int, float64) {
		_, value := c.extremity(p)
		k, ok := c.past().Beyond(c.recordOf(p), p.dir == Up, c.to)
		if ok && c.daily.Dates[k] >= limit {
			return false, k, value
		}
		return true, -1, value
	}
	ok, row, value := holds(p)
	if !ok && p.kind == "range" {
		q := p
		q.kind = "level"
		if again, _, v := holds(q); again {
			ok, value, p = true, v, q
		}
	}
	c.extremeCell(p, c.to)
	out := outcome{truth: value, hasTruth: true, verdict: Holds, why: fmt.Sprintf("%s on %s was not passed before, as far as the tape reaches (%s)", c.price(value), c.w.To, c.daily.Dates[0])}
	if !ok {
		out.verdict = Fails
		out.truthDate = c.daily.Dates[row]
		c.extremeCell(p, row)
		at, _ := c.extremity(p)
		out.why = fmt.Sprintf("%s on %s was passed on %s (%s)", c.price(value), c.w.To, c.daily.Dates[row], c.price(at(row)))
	}
	return out
}

// spanDays is the length of a trailing window in days.
func spanDays(t *when.Expr) calendar.Date {
	n := calendar.Date(max(t.Count, 1))
	switch t.Unit {
	case "week":
		return 7 * n
	case "month":
		return 31 * n
	case "quarter":
		return 92 * n
	case "year":
		return 366 * n
	case "session":
		return n * 7 / 5
	}
	return n
}

// streak counts the sessions in a row that moved one way, up to the stated one.
func (c *book) streak(p placed) outcome {
	to := c.to
	count := c.past().Run(p.dir == Up, to)
	if p.kind == "ended" && (count == 0 || c.wasOpen()) && to > 0 {
		// "after five days of selloff it rose": the run ended the session before
		to--
		count = c.past().Run(p.dir == Up, to)
	}
	c.st.Window.To = c.daily.Dates[to]
	if k := to - int(p.value); k >= 0 {
		c.st.Window.From = c.daily.Dates[k]
		c.cell(k, bars.FieldClose)
	}
	c.cell(to, bars.FieldClose)
	out := outcome{truth: float64(count), hasTruth: true, verdict: Fails}
	move, _ := c.daily.Return(to)
	switch count {
	case 0:
		out.why = fmt.Sprintf("the session of %s did not go %s (%+.2f %%)", c.daily.Dates[to], p.dir, 100*move)
	case 1:
		out.why = fmt.Sprintf("%s went %s (%+.2f %%), the session before it did not", c.daily.Dates[to], p.dir, 100*move)
	default:
		out.why = fmt.Sprintf("%d sessions in a row went %s, the last on %s (%+.2f %%)", count, p.dir, c.daily.Dates[to], 100*move)
	}
	if float64(count) == p.value {
		out.verdict = Holds
	}
	return out
}
