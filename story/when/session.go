package when

import (
	"fmt"

	"newstape/receipt"
	"newstape/tape/calendar"
)

// Session is the trading session that the expression points at on an
// exchange: the day's own; the last one of a period, as far as it had closed
// when the story was published; the first one of a Since. A day without a
// session is unavailable{not_traded}, except where [Expr.Roll] lets another
// stand for it: "today" in a story of a Saturday is Friday.
func (e Expr) Session(cal *calendar.Calendar) (calendar.Session, *receipt.Unavailable) {
	if e.Missing != nil {
		return calendar.Session{}, e.Missing
	}
	switch e.Kind {
	case Clock:
		s, phase := cal.At(e.At)
		if phase == calendar.Closed {
			e.From = calendar.DateOf(e.At.In(cal.Location()))
			return e.daySession(cal) // "at 1:05 p.m." in a story of a Saturday is Friday's
		}
		return s, nil
	case Since:
		s, ok := cal.AtOrAfter(e.From)
		return e.found(cal, s, ok)
	case Period, Trailing:
		_, last, missing := e.Window(cal)
		return last, missing
	case SessionOf:
		if e.Part == WholeDay && e.Shift == 0 {
			s, ok := lastClosed(cal, e.Ref, e.To)
			return e.found(cal, s, ok)
		}
	}
	return e.daySession(cal)
}

// daySession is the session of From, rolled and shifted.
func (e Expr) daySession(cal *calendar.Calendar) (calendar.Session, *receipt.Unavailable) {
	s, ok := cal.Session(e.From)
	switch {
	case ok:
	case e.Roll < 0:
		s, ok = cal.AtOrBefore(e.From)
	case e.Roll > 0:
		s, ok = cal.AtOrAfter(e.From)
	default:
		return e.closed(cal, e.From)
	}
	for n := e.Shift; ok && n != 0; {
		if n < 0 {
			s, ok = cal.Prev(s.Date)
			n++
		} else {
			s, ok = cal.Next(s.Date)
			n--
		}
	}
	return e.found(cal, s, ok)
}

// Window is the base session and the last session of a move over the
// expression: "in September" runs from the last close of August to the last of
// September, "on Friday" from Thursday's, "since Oct. 21" from that day's,
// "over the past year" from the anniversary's. After hours both are the session
// whose close the move starts from. Where the expression does not name the day,
// nothing after publication counts: a session that had not closed by then is
// not the last one.
func (e Expr) Window(cal *calendar.Calendar) (base, last calendar.Session, missing *receipt.Unavailable) {
	if e.Missing != nil {
		return base, last, e.Missing
	}
	if e.Kind == Day || e.Kind == Clock || e.Kind == SessionOf {
		if last, missing = e.Session(cal); missing != nil {
			return base, last, missing
		}
		if e.Part == AfterHours {
			return last, last, nil
		}
		s, ok := cal.Prev(last.Date)
		base, missing = e.found(cal, s, ok)
		return base, last, missing
	}
	if e.To == 0 && !e.Ref.Known {
		return base, last, noTime()
	}
	s, ok := lastClosed(cal, e.Ref, e.To)
	if last, missing = e.found(cal, s, ok); missing != nil {
		return base, last, missing
	}
	s, ok = e.base(cal, last)
	if base, missing = e.found(cal, s, ok); missing != nil {
		return calendar.Session{}, calendar.Session{}, missing
	}
	if base.Date >= last.Date {
		return calendar.Session{}, calendar.Session{}, &receipt.Unavailable{
			Reason: receipt.NotTraded,
			Detail: fmt.Sprintf("no session of %s from %s had closed when the story was published", cal.MIC(), e.From),
		}
	}
	return base, last, nil
}

// base is the session whose close a move up to last starts from. A trailing
// window counts back from last.
func (e Expr) base(cal *calendar.Calendar, last calendar.Session) (calendar.Session, bool) {
	switch {
	case e.Unit == "session":
		i, _ := cal.Index(last.Date)
		return cal.ByIndex(i - e.Count)
	case e.Unit != "":
		return cal.AtOrBefore(moved(e.Unit, last.Date, -e.Count))
	}
	return cal.AtOrBefore(e.Base)
}

// lastClosed is the last session at or before to (any, when to is zero) that
// had closed at publication. When only the day of publication is known, that
// day's session counts as closed.
func lastClosed(cal *calendar.Calendar, ref Reference, to calendar.Date) (calendar.Session, bool) {
	if !ref.Known {
		return cal.AtOrBefore(to)
	}
	now := calendar.DateOf(ref.Published)
	if !ref.DateOnly {
		now = calendar.DateOf(ref.Published.In(cal.Location()))
	}
	if to == 0 || to > now {
		to = now
	}
	s, ok := cal.AtOrBefore(to)
	if ok && !ref.DateOnly && ref.Published.Before(s.Close) {
		return cal.Prev(s.Date)
	}
	return s, ok
}

// found passes a session on, or says that the calendar does not reach so far.
func (e Expr) found(cal *calendar.Calendar, s calendar.Session, ok bool) (calendar.Session, *receipt.Unavailable) {
	if ok && s.Date != 0 {
		return s, nil
	}
	return calendar.Session{}, &receipt.Unavailable{
		Reason: receipt.NotKnown,
		Detail: fmt.Sprintf("the calendar of %s does not reach %s", cal.MIC(), e.From),
	}
}

// closed says that a day has no session.
func (e Expr) closed(cal *calendar.Calendar, d calendar.Date) (calendar.Session, *receipt.Unavailable) {
	if y := d.Time().Year(); y < calendar.FirstYear || y > calendar.LastYear {
		return e.found(cal, calendar.Session{}, false)
	}
	return calendar.Session{}, &receipt.Unavailable{
		Reason: receipt.NotTraded,
		Detail: fmt.Sprintf("%s did not trade on %s, a %s", cal.MIC(), d, d.Weekday()),
	}
}
