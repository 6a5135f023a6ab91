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
	row := -1
	for k := c.to - 1; k >= 1; k-- {
		v := at(k)
		if p.dir == Down && v <= value || p.dir == Up && v >= value {
			row = k
			break
		}
	}
	c.cell(c.to, bars.FieldClose)
	c.st.Window.Field = "close"
	limit := c.daily.Dates[0]
	if p.time.Kind == when.Trailing || p.time.Kind == when.Period && p.time.From <= c.w.To && c.w.To <= p.time.To {
		return c.extremeWithin(p, row)
	}
	if row < 0 {
		return missing(receipt.NoPrices, fmt.Sprintf("the tape of %s begins on %s and holds no session before as extreme", c.st.Listing.ID(), limit))
	}
	c.cell(row, bars.FieldClose)
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
	c.cell(passed, bars.FieldClose)
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

// extremity is the figure that an extreme is about: the session's move, its
// close, or its high or low.
func (c *book) extremity(p placed) (func(int) float64, float64) {
	var at func(int) float64
	switch {
	case p.kind == "move":
		at = func(k int) float64 {
			r, ok := c.daily.Return(k)
			if !ok {
				return math.NaN()
			}
			return 100 * r
		}
	case p.kind == "range" && p.dir == Up && c.daily.High != nil:
		at = func(k int) float64 { return c.daily.High[k] / c.split(k, c.to) }
	case p.kind == "range" && c.daily.Low != nil:
		at = func(k int) float64 { return c.daily.Low[k] / c.split(k, c.to) }
	default:
		at = func(k int) float64 { return c.daily.Close[k] / c.split(k, c.to) }
	}
	return at, at(c.to)
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
		at, value := c.extremity(p)
		for k := c.to - 1; k >= 0 && c.daily.Dates[k] >= limit; k-- {
			if v := at(k); p.dir == Up && v > value || p.dir == Down && v < value {
				return false, k, value
			}
		}
		return true, -1, value
	}
	ok, row, value := holds(p)
	if !ok && p.kind == "range" {
		q := p
		q.kind = "level"
		if again, _, v := holds(q); again {
			ok, value = true, v
		}
	}
	c.cell(c.to, bars.FieldClose)
	out := outcome{truth: value, hasTruth: true, verdict: Holds, why: fmt.Sprintf("%s on %s was not passed before, as far as the tape reaches (%s)", c.price(value), c.w.To, c.daily.Dates[0])}
	if !ok {
		out.verdict = Fails
		out.truthDate = c.daily.Dates[row]
		c.cell(row, bars.FieldClose)
		out.why = fmt.Sprintf("%s on %s was passed on %s", c.price(value), c.w.To, c.daily.Dates[row])
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
	count := c.run(to, p.dir)
	if p.kind == "ended" && (count == 0 || c.wasOpen()) && to > 0 {
		// "after five days of selloff it rose": the run ended the session before
		to--
		count = c.run(to, p.dir)
	}
	c.st.Window.To = c.daily.Dates[to]
	if k := to - int(p.value); k >= 0 {
		c.st.Window.From = c.daily.Dates[k]
		c.cell(k, bars.FieldClose)
	}
	c.cell(to, bars.FieldClose)
	out := outcome{truth: float64(count), hasTruth: true, verdict: Fails}
	move, _ := c.daily.Return(to)
	out.why = fmt.Sprintf("%d sessions in a row went %s up to %s (%+.2f %% that day)", count, p.dir, c.daily.Dates[to], 100*move)
	if float64(count) == p.value {
		out.verdict = Holds
	}
	return out
}

// run counts the sessions in a row up to row k that moved in a direction.
func (c *book) run(k int, dir Direction) int {
	n := 0
	for ; k >= 1; k-- {
		r, ok := c.daily.Return(k)
		if !ok || dir == Down && r >= 0 || dir == Up && r <= 0 {
			break
		}
		n++
	}
	return n
}
