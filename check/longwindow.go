package check

import (
	"newstape/receipt"
	"newstape/story/when"
	"newstape/tape/calendar"
)

// idleDay is the window of a day on which the exchange did not trade: that of
// the session before it, which can only hold elsewhere.
func (j *judge) idleDay(d calendar.Date, cal *calendar.Calendar, missing *receipt.Unavailable, m Measure) (span, Measure) {
	s, ok := cal.Prev(d)
	if !ok || m != ReturnClose && m != LevelClose {
		return span{missing: missing}, m
	}
	w := j.session(cal, s)
	w.idle, w.explicit, w.Field = missing, true, fieldOf(m, Up)
	return w, m
}

// fromTo is the window between two times that the words name: "between the close
// on November 13 and the close on November 21".
func (j *judge) fromTo(p placed, cal *calendar.Calendar, m Measure) (span, Measure) {
	from, missing := p.base.Session(cal)
	if missing != nil {
		return span{missing: missing}, m
	}
	to, missing := p.time.Session(cal)
	if missing != nil {
		return span{missing: missing}, m
	}
	if m == ReturnClose {
		m = ReturnMulti
	}
	return span{Window: Window{From: from.Date, To: to.Date, Field: "close"}, explicit: true}, m
}

// offHours is a move before the open or after the close.
func (j *judge) offHours(t *when.Expr, cal *calendar.Calendar, moved, m Measure) (span, Measure) {
	base, last, missing := t.Window(cal)
	w := span{Window: Window{From: base.Date, To: last.Date, Field: string(t.Part)}, explicit: true}
	if missing == nil || missing.Reason == receipt.NotTraded {
		missing = &receipt.Unavailable{Reason: receipt.NoPrices, Detail: "the tape holds no trading outside the session"}
	}
	w.missing = missing
	if m == ReturnClose || m == ReturnAsOf || m == ReturnExtreme {
		m = moved
	}
	return w, m
}

// longWindow is a window of weeks, months or several sessions.
func (j *judge) longWindow(p placed, t *when.Expr, cal *calendar.Calendar, m Measure) (span, Measure) {
	base, last, missing := t.Window(cal)
	if missing == nil && j.onPublicationDay(t, last) {
		e := *t
		e.Ref.Published = e.Ref.Published.AddDate(0, 0, -1)
		if b, l, none := e.Window(cal); none == nil {
			base, last = b, l
		}
	}
	if missing != nil && missing.Reason == receipt.NotTraded && t.Kind == when.Trailing && t.Count == 0 {
		if b, l, ok := periodBefore(t, cal); ok {
			base, last, missing = b, l, nil
		}
	}
	if missing != nil {
		return span{missing: missing, explicit: true}, longMeasure(m)
	}
	w := span{Window: Window{From: base.Date, To: last.Date, Field: "close"}, explicit: true}
	switch m {
	case LevelClose, LevelAsOf, LevelHigh, LevelLow, Extreme, Streak, Volume, LevelOpen:
		w.Field = fieldOf(m, p.dir)
		return w, m
	}
	if t.To == 0 || t.Kind == when.Trailing {
		w.Default = "the window ends at the last close before the story"
	}
	return w, longMeasure(m)
}

// onPublicationDay reports a window without an end of its own whose last session is
// the day of publication, of which only the day is known: the close before that day
// is the last that had surely come.
func (j *judge) onPublicationDay(t *when.Expr, last calendar.Session) bool {
	if !j.ref.Known || !j.ref.DateOnly || t.Kind == when.Period && t.To < j.dayOf() || !t.Relative && t.Kind == when.Trailing {
		return false
	}
	return last.Date == j.dayOf()
}

// dayOf is the day of publication.
func (j *judge) dayOf() calendar.Date { return calendar.DateOf(j.ref.Published) }

// periodBefore is the month or year that has just ended: "for the month" in a
// story that appeared before the first close of the next one.
func periodBefore(t *when.Expr, cal *calendar.Calendar) (base, last calendar.Session, ok bool) {
	if t.From == 0 {
		return base, last, false
	}
	last, ok = cal.AtOrBefore(t.From - 1)
	if !ok {
		return base, last, false
	}
	day := last.Date.Time()
	first := calendar.Civil(day.Year(), day.Month(), 1)
	switch {
	case t.From.Time().Month() == 1 && t.From.Time().Day() == 1:
		first = calendar.Civil(day.Year(), 1, 1)
	case t.From.Time().Day() != 1:
		first = t.From - 7
	}
	base, ok = cal.Prev(first)
	return base, last, ok
}

func longMeasure(m Measure) Measure {
	if m == ReturnClose || m == ReturnAsOf {
		return ReturnMulti
	}
	return m
}
