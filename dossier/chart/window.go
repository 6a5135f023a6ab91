package chart

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"time"

	"newstape/check"
	"newstape/tape/bars"
	"newstape/tape/calendar"
)

// context is how many sessions before its own a chart of one session shows where
// there are no bars of the session itself.
const context = 30

// Window is the chart of what a statement measures, with the stated figure as a
// level: the five-minute bars of its session where the tape has them, else the
// sessions that it spans or that lead up to it. Nothing from until on is shown; the
// zero time shows all. False when the statement has no figures to draw.
func Window(s check.Statement, tape *bars.Tape, until time.Time) (Lines, bool) {
	if tape == nil || s.Listing == nil || s.Window.To == 0 || s.Verdict == check.CannotCheck && !s.HasTruth {
		return Lines{}, false
	}
	w := &window{s: s, tape: tape, until: until}
	if !w.open() {
		return Lines{}, false
	}
	l, ok := w.draw()
	return l.near(), ok
}

// near drops levels so far from the series that these would be flat lines.
func (l Lines) near() Lines {
	var all []float64
	for _, s := range l.Series {
		all = append(all, s.Values...)
	}
	lo, hi := bounds(all)
	reach := 10 * max(hi-lo, 0.01*max(math.Abs(lo), math.Abs(hi)))
	l.Levels = slices.DeleteFunc(l.Levels, func(v Level) bool { return v.Value < lo-reach || v.Value > hi+reach })
	return l
}

// draw chooses the chart by what is measured.
func (w *window) draw() (Lines, bool) {
	s := w.s
	switch s.Measure {
	case check.Volume:
		return w.volume()
	case check.VolumeMultiple:
		return w.multiple()
	case check.ExtremeSince:
		if w.isMove() {
			return w.moves()
		}
		return w.closes(w.row(s.TruthDate)-5, false)
	case check.Extreme:
		return w.closes(w.to-260, false)
	case check.Streak:
		return w.closes(w.row(s.Window.From)-3, false)
	case check.ReturnMulti:
		return w.closes(w.row(s.Window.From), s.Unit == "pct")
	}
	if l, ok := w.session(); ok {
		return l, true
	}
	return w.closes(w.to-context, s.Unit == "pct")
}

// window is a statement with the series that its receipt rests on.
type window struct {
	s     check.Statement
	tape  *bars.Tape
	until time.Time
	daily *bars.Series
	to    int
}

// open takes the series that the verdict rests on, by its cells.
func (w *window) open() bool {
	listing, basis := w.s.Listing.ID(), bars.Raw
	for _, c := range w.s.Receipt().Cells() {
		listing, basis = c.Listing, bars.Basis(c.Basis)
		if c.Listing == w.s.Listing.ID() {
			break
		}
	}
	var ok bool
	if w.daily, ok = w.tape.Daily(listing, basis); !ok {
		if w.daily, ok = w.tape.Daily(listing, bars.Adjusted); !ok {
			return false
		}
	}
	w.to, ok = w.daily.AtOrBefore(w.s.Window.To)
	return ok
}

// row is the row of a session, or that of the statement when there is none.
func (w *window) row(d calendar.Date) int {
	if k, ok := w.daily.AtOrBefore(d); ok && d != 0 {
		return k
	}
	return w.to - context
}

// isMove reports that an extreme is one of moves: its true figure is the move.
func (w *window) isMove() bool {
	r, ok := w.daily.Return(w.to)
	return ok && math.Abs(100*r-w.s.Truth) < 0.005
}

// stated is the figure of the text with its sign.
func (w *window) stated() float64 {
	if w.s.Direction == check.Down {
		return -w.s.Value
	}
	return w.s.Value
}

func (w *window) lines(unit string) Lines {
	return Lines{Title: fmt.Sprintf("%s, %s", w.s.Listing.ID(), w.s.Window.To), Unit: unit, Mark: -1}
}

// level adds the stated figure, in the unit of the chart.
func (w *window) level(l *Lines, v float64, text string) {
	if w.s.HasValue && !math.IsNaN(v) {
		l.Levels = append(l.Levels, Level{Label: "stated " + text, Class: "stated", Value: v})
	}
}

func (w *window) statedText() string {
	decimals := max(w.s.Decimals, 0)
	switch w.s.Unit {
	case "pct":
		if w.s.Direction == check.Up || w.s.Direction == check.Down {
			return strconv.FormatFloat(w.stated(), 'f', decimals, 64) + " %"
		}
		return strconv.FormatFloat(w.s.Value, 'f', decimals, 64) + " %"
	default:
		return strconv.FormatFloat(w.s.Value, 'f', decimals, 64)
	}
}

// session draws the five-minute bars of the statement's session: in per cent
// against the close before, or as prices.
func (w *window) session() (Lines, bool) {
	b, ok := w.tape.Intraday(w.daily.Listing, w.s.Window.To)
	if !ok || w.to < 1 || w.daily.Basis != bars.Raw {
		return Lines{}, false
	}
	base, percent := w.daily.Close[w.to-1], w.s.Unit == "pct"
	if w.daily.Split != nil && w.daily.Split[w.to] > 0 {
		base /= w.daily.Split[w.to]
	}
	l := w.lines("")
	values := []float64{}
	for k := range b.Start {
		at := b.Start[k].Format("15:04")
		if w.s.Window.AsOf != "" && at >= w.s.Window.AsOf || !w.until.IsZero() && !b.Start[k].Before(w.until) {
			break
		}
		if at == w.s.Minute {
			l.Mark, l.MarkLabel = k, at
		}
		v := b.Close[k]
		if percent {
			v = 100 * (v/base - 1)
		}
		l.Points, values = append(l.Points, at), append(values, v)
	}
	if len(values) < 2 {
		return Lines{}, false
	}
	l.Series = []Series{{Name: w.s.Listing.Ticker, Class: "subject", Values: values}}
	switch {
	case percent:
		l.Unit = "%"
		if w.s.Measure != check.ReturnIntraday {
			w.level(&l, w.stated(), w.statedText())
		}
	case w.s.Measure == check.PointChange:
		w.level(&l, base+w.stated(), fmt.Sprintf("%.2f", base+w.stated()))
	default:
		w.level(&l, w.s.Value, w.statedText())
	}
	return l, true
}

// closes draws the closes from a row to the statement's: as prices, or in per cent
// against the base of the statement's move.
func (w *window) closes(from int, percent bool) (Lines, bool) {
	from = max(from, 0)
	if from >= w.to {
		from = max(w.to-context, 0)
	}
	l := w.lines("")
	base := math.NaN()
	if k, ok := w.daily.AtOrBefore(w.s.Window.From); ok && w.s.Window.From != 0 {
		base = w.daily.Close[k] / w.split(k)
	}
	if math.IsNaN(base) || base <= 0 {
		percent = false
	}
	var values []float64
	for k := from; k <= w.to; k++ {
		v := w.daily.Close[k] / w.split(k)
		if percent {
			v = 100 * (v/base - 1)
		}
		if w.daily.Dates[k] == w.s.TruthDate {
			l.Mark, l.MarkLabel = k-from, w.s.TruthDate.String()
		}
		l.Points, values = append(l.Points, w.daily.Dates[k].String()), append(values, v)
	}
	if len(values) < 2 {
		return Lines{}, false
	}
	l.Series = []Series{{Name: w.s.Listing.Ticker, Class: "subject", Values: values}}
	switch {
	case percent:
		l.Unit = "%"
		w.level(&l, w.stated(), w.statedText())
	case w.s.Unit == "pct" && !math.IsNaN(base):
		v := base * (1 + w.stated()/100)
		w.level(&l, v, fmt.Sprintf("%s: %.2f", w.statedText(), v))
	case w.s.Measure == check.PointChange && !math.IsNaN(base):
		w.level(&l, base+w.stated(), fmt.Sprintf("%.2f", base+w.stated()))
	case w.s.Measure == check.Streak, w.s.Unit == "date":
	default:
		w.level(&l, w.s.Value, w.statedText())
	}
	return l, true
}

// split is the shares that one share of row k had become by the statement's row.
func (w *window) split(k int) float64 {
	out := 1.0
	if w.daily.Basis != bars.Raw || w.daily.Split == nil {
		return out
	}
	for _, v := range w.daily.Split[k+1 : w.to+1] {
		if v > 0 {
			out *= v
		}
	}
	return out
}

// moves draws the daily moves back to the session that was last as extreme.
func (w *window) moves() (Lines, bool) {
	from := max(w.row(w.s.TruthDate)-5, 1)
	l := w.lines("%")
	var values []float64
	for k := from; k <= w.to; k++ {
		r, ok := w.daily.Return(k)
		if !ok {
			r = math.NaN()
		}
		if w.daily.Dates[k] == w.s.TruthDate {
			l.Mark, l.MarkLabel = k-from, w.s.TruthDate.String()
		}
		l.Points, values = append(l.Points, w.daily.Dates[k].String()), append(values, 100*r)
	}
	l.Series = []Series{{Name: w.s.Listing.Ticker, Class: "subject", Values: values}}
	l.Levels = []Level{{Label: fmt.Sprintf("%+.2f %%", w.s.Truth), Class: "stated", Value: w.s.Truth}}
	return l, len(values) > 1
}

// volume draws the millions of shares of the sessions up to the statement's.
func (w *window) volume() (Lines, bool) { return w.shares(w.s.Value, w.statedText()+" m") }

// multiple draws the same with the stated multiple of the mean as the level.
func (w *window) multiple() (Lines, bool) {
	from, sum := max(w.to-20, 0), 0.0
	for _, v := range w.daily.Volume[from:w.to] {
		sum += v / 1e6
	}
	mean := sum / float64(max(w.to-from, 1))
	return w.shares(w.s.Value*mean, fmt.Sprintf("%s x: %.1f m", w.statedText(), w.s.Value*mean))
}

func (w *window) shares(level float64, text string) (Lines, bool) {
	l := w.lines("m")
	var values []float64
	for k := max(w.to-context, 0); k <= w.to; k++ {
		l.Points, values = append(l.Points, w.daily.Dates[k].String()), append(values, w.daily.Volume[k]/1e6)
	}
	l.Series = []Series{{Name: w.s.Listing.Ticker, Class: "subject", Values: values}}
	w.level(&l, level, text)
	return l, len(values) > 1
}
