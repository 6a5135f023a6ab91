package check

import (
	"fmt"
	"strings"
	"time"

	"newstape/names/security"
	"newstape/receipt"
	"newstape/story/when"
	"newstape/tape/calendar"
)

// span is the window of a statement as the judge uses it.
type span struct {
	Window
	missing *receipt.Unavailable
	// offHours: the story appeared outside the session and names no day, so the
	// price may be one of trading before the open or after the close.
	offHours bool
	// rangeOnly: the words speak of some moment of the session that is not named.
	rangeOnly bool
	// after: the words speak of a close that had not come when the story appeared.
	after    bool
	explicit bool // the words name the day
	named    bool // the words name the clock time
	// idle: the day that the words name had no session; the window is that of the
	// one before it.
	idle *receipt.Unavailable
}

// calendarOf is the calendar whose sessions a listing keeps; nil when there is
// none here.
func calendarOf(l *security.Listing) *calendar.Calendar {
	mic := l.MIC
	if mic == "INDEX" {
		mic = "XNYS"
		switch l.Ticker {
		case "HSI", "HSCEI", "HSTECH":
			mic = "XHKG"
		case "N225", "KS11", "TWII", "FTSE", "GDAXI", "STOXX50E", "SSEC", "CSI300", "BSESN", "GSPTSE", "000300", "000001":
			return nil
		}
	}
	cal, err := calendar.For(mic)
	if err != nil {
		return nil
	}
	return cal
}

// window settles what stretch of trading a finding speaks of. The clock of
// publication decides where the words leave it open.
func (j *judge) window(p placed, cal *calendar.Calendar) (span, Measure) {
	m := j.measure(p)
	t := p.time
	if p.on != nil {
		return j.recordWindow(p, cal, m), m
	}
	if p.base != nil && p.kind == "" && t != nil {
		return j.fromTo(p, cal, m)
	}
	if t == nil || t.Missing == nil && t.Kind == when.Clock && p.stamp == t && p.manner.closing {
		return j.defaultWindow(p, cal, m)
	}
	if t.Missing != nil {
		return span{missing: t.Missing}, m
	}
	switch {
	case t.Part == when.Premarket && isMoment(m):
		return j.offHours(t, cal, ReturnPremarket, m)
	case t.Part == when.AfterHours && isMoment(m):
		return j.offHours(t, cal, ReturnAfterHours, m)
	case t.Kind == when.Period || t.Kind == when.Since || t.Kind == when.Trailing:
		return j.longWindow(p, t, cal, m)
	}
	base, last, missing := t.Window(cal)
	if missing != nil && missing.Reason == receipt.NotTraded && t.Kind == when.Day && t.From != 0 {
		return j.idleDay(t.From, cal, missing, m)
	}
	if missing != nil {
		return span{missing: missing}, m
	}
	if p.manner.closing && t.Relative && j.ref.Known && !j.ref.DateOnly && j.ref.Published.Before(last.Open) {
		return j.defaultWindow(p, cal, m)
	}
	if p.stamp != nil && p.stamp.Missing == nil && calendar.DateOf(p.stamp.At.In(cal.Location())) == last.Date && t.Kind != when.Clock {
		return j.stamped(p, cal, m)
	}
	w := span{Window: Window{From: base.Date, To: last.Date}, explicit: true}
	if t.Kind == when.Clock {
		at := t.At.In(cal.Location())
		w.AsOf, w.named = at.Format("15:04"), t != p.stamp
		if _, traded := cal.Session(calendar.DateOf(at)); !traded {
			y, m, d := last.Date.Time().Date()
			at = time.Date(y, m, d, at.Hour(), at.Minute(), 0, 0, cal.Location())
		}
		if !at.Before(last.Close) || p.manner.closing {
			w.AsOf = ""
		}
	}
	return j.settle(p, t, w, last, m)
}

// recordWindow is the session of a record whose day the words name.
func (j *judge) recordWindow(p placed, cal *calendar.Calendar, m Measure) span {
	s, missing := p.on.Session(cal)
	if missing != nil {
		return span{missing: missing}
	}
	w := j.session(cal, s)
	w.explicit = true
	w, _ = j.settle(p, p.on, w, s, m)
	return w
}

// settle fits measure and window to the words and to the clock, for one session.
func (j *judge) settle(p placed, t *when.Expr, w span, s calendar.Session, m Measure) (span, Measure) {
	during := j.ref.Known && !j.ref.DateOnly && j.ref.Published.Before(s.Close)
	if during && j.ref.Published.Before(s.Open) {
		w.missing = &receipt.Unavailable{Reason: receipt.NoPrices, Detail: fmt.Sprintf("the session of %s had not opened when the story appeared", s.Date)}
		if t != nil && t.Kind == when.Day && t.Roll < 0 && m == ReturnClose {
			m = ReturnPremarket
		}
		return w, m
	}
	part := when.WholeDay
	if t != nil {
		part = t.Part
	}
	switch {
	case p.manner.closing || part == when.AtClose:
		if during {
			w.after = true
			w.AsOf = j.clock(s)
		}
	case m == ReturnOpen || m == LevelOpen || part == when.AtOpen && !p.manner.fromOpn:
		if m == ReturnClose {
			m = ReturnOpen
		}
	case during && w.AsOf == "":
		w.AsOf = j.clock(s)
		w.Default = "the story appeared during the session: the price so far"
	case m == ReturnExtreme:
	case t != nil && part == when.Intraday && j.wholeSession(t):
	case p.manner.somewhere, part == when.Intraday || part == when.Midday || j.ref.DateOnly && p.manner.present:
		w.rangeOnly = true
	}
	if w.AsOf != "" && !w.after || w.rangeOnly {
		switch m {
		case ReturnClose:
			m = ReturnAsOf
		case LevelClose:
			m = LevelAsOf
		}
	}
	w.Field = fieldOf(m, p.dir)
	if m == LevelHigh || m == LevelLow {
		w.From = w.To
	}
	return w, m
}

// wholeSession reports words that mean the session and not a moment of it: "during
// regular trading hours", against the trading before and after.
func (j *judge) wholeSession(t *when.Expr) bool {
	words := strings.ToLower(t.In(j.text))
	before := strings.ToLower(j.text[max(0, t.Start-24):t.Start])
	for _, w := range [...]string{"regular trading", "normal trading", "regular session", "regular hours", "regular market"} {
		if strings.Contains(words, w) || strings.Contains(before, w) {
			return true
		}
	}
	return false
}

// clock is the wall time of publication at the venue of a session.
func (j *judge) clock(s calendar.Session) string {
	return j.ref.Published.In(s.Open.Location()).Format("15:04")
}

// defaultWindow is the reader's default for words that name no time.
func (j *judge) defaultWindow(p placed, cal *calendar.Calendar, m Measure) (span, Measure) {
	if p.stamp != nil && p.stamp.Missing == nil {
		return j.stamped(p, cal, m)
	}
	if !j.ref.Known {
		return span{missing: &receipt.Unavailable{Reason: receipt.NoTime, Detail: "when the story was published is not known; give --published"}}, m
	}
	if p.context != 0 && !p.manner.present {
		if s, ok := cal.AtOrBefore(p.context); ok && !j.ref.Published.Before(s.Open) {
			w := j.session(cal, s)
			w.Default = "no day is named: that of the sentence before"
			return j.settle(p, nil, w, s, m)
		}
	}
	s, phase := cal.At(j.ref.Published)
	if j.ref.DateOnly {
		day := calendar.DateOf(j.ref.Published)
		s, _ = cal.AtOrBefore(day)
		phase = calendar.AfterClose
	}
	var note string
	early := false
	switch phase {
	case calendar.AfterClose:
		note = "no day is named: the session that had closed when the story appeared"
	case calendar.Open, calendar.Lunch:
		if p.manner.closing || !p.manner.present && j.ref.Published.Sub(s.Open) < firstMinutes {
			s, _ = cal.Prev(s.Date)
			note = "no day is named, and the session was open: the last close before"
		}
	default:
		s, _ = cal.Prev(s.Date)
		note = "no day is named: the last session before the story"
		early = phase == calendar.BeforeOpen && !p.manner.closing && p.listing.MIC != "INDEX"
	}
	late := phase == calendar.AfterClose && !j.ref.DateOnly && p.manner.present && !p.manner.closing && p.listing.MIC != "INDEX"
	if s.Date == 0 {
		return span{missing: &receipt.Unavailable{Reason: receipt.NotKnown, Detail: "no session before the story is known"}}, m
	}
	w := j.session(cal, s)
	w.Default, w.offHours = note, early || late
	return j.settle(p, nil, w, s, m)
}

// firstMinutes of a session are too few to write a story about it: what appears
// then and speaks in the past tense speaks of the session before.
const firstMinutes = 10 * time.Minute

// stamped is the window of a live blog's entry: the price at its clock time.
func (j *judge) stamped(p placed, cal *calendar.Calendar, m Measure) (span, Measure) {
	s, ok := cal.Session(calendar.DateOf(p.stamp.At.In(cal.Location())))
	if !ok {
		return span{missing: &receipt.Unavailable{Reason: receipt.NotTraded, Detail: "the entry's day has no session"}}, m
	}
	if p.stamp.At.Before(s.Open) {
		s, _ = cal.Prev(s.Date)
	}
	w := j.session(cal, s)
	w.Default = "no day is named: the moment that heads the paragraph"
	if p.stamp.At.After(s.Open) && p.stamp.At.Before(s.Close) && !p.manner.closing {
		w.AsOf = p.stamp.At.In(cal.Location()).Format("15:04")
	}
	return j.settle(p, nil, w, s, m)
}

// session is the window of one session.
func (j *judge) session(cal *calendar.Calendar, s calendar.Session) span {
	base, _ := cal.Prev(s.Date)
	return span{Window: Window{From: base.Date, To: s.Date}}
}

// isMoment: measures that trading outside the session can have.
func isMoment(m Measure) bool {
	switch m {
	case ExtremeSince, Streak, MarketValue, MarketCapChange, OfferPremium:
		return false
	}
	return true
}

func fieldOf(m Measure, dir Direction) string {
	switch m {
	case ReturnExtreme:
		if dir == Up {
			return "high"
		}
		return "low"
	case ReturnOpen, LevelOpen:
		return "open"
	case LevelHigh:
		return "high"
	case LevelLow:
		return "low"
	case ReturnAsOf, LevelAsOf:
		return "last"
	case Volume, VolumeMultiple:
		return "volume"
	case ReturnIntraday:
		return "high_to_close"
	}
	return "close"
}
