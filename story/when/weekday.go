package when

import (
	"strings"
	"time"

	"newstape/story/text"
	"newstape/tape/calendar"
)

// weekday reads Friday, Friday morning, Friday's close, Friday the 14th,
// Friday, Nov. 14, and last, this, next Friday.
func (r *reader) weekday(i int) (hit, bool) {
	at, how := i, ""
	switch w := r.lower(i); w {
	case "last", "previous", "this", "next", "coming", "that", "following", "preceding":
		at, how = i+1, w
	}
	d, short, ok := weekdayOf(r.lower(at))
	if !ok || r.at(at).Kind != text.Word || short && !r.shortWeekday(at) || r.isEventName(at) {
		return hit{}, false
	}
	h := hit{end: at + 1}
	if how == "" && r.isAnyDay(at) {
		return hit{}, false
	}
	if dated, ok := r.weekdayDate(d, h.end); ok {
		return dated, true
	}
	switch named, ok := r.antecedent(); {
	case ok && named.Missing == nil && r.countsFromNamed(i, how):
		h.Expr = sameDay(named)
		h.From = weekdayFrom(named.From, d, how)
		h.To = h.From
	case how == "following" || how == "preceding":
		return hit{}, false // of what?
	default:
		h.Expr = r.day(func(today calendar.Date) calendar.Date { return weekdayNear(today, d, how) })
	}
	r.partOfDay(&h)
	return h, true
}

// countsFromNamed reports a weekday that goes on from the day named before: "the
// following Monday", "the next Monday", "that Friday". "Next Monday" counts from
// today.
func (r *reader) countsFromNamed(i int, how string) bool {
	switch how {
	case "that", "following", "preceding":
		return true
	case "next", "previous":
		return r.lower(i-1) == "the"
	}
	return false
}

// weekdayFrom is the weekday counted from a day: the first one after it, for
// "that Friday" also the day itself, and the last one before it.
func weekdayFrom(from calendar.Date, d time.Weekday, how string) calendar.Date {
	ahead := calendar.Date((int(d) - int(from.Weekday()) + 7) % 7)
	switch {
	case how == "preceding" || how == "previous":
		return from + ahead - 7
	case ahead == 0 && how != "that":
		return from + 7
	}
	return from + ahead
}

// weekdayNear is the day that a weekday's name means: the last one at or
// before today; with "last" before today, with "next" after it, with "this" in
// the same week.
func weekdayNear(today calendar.Date, d time.Weekday, how string) calendar.Date {
	back := calendar.Date((int(today.Weekday()) - int(d) + 7) % 7)
	switch how {
	case "last", "previous":
		if back == 0 {
			back = 7
		}
	case "next", "coming":
		return today - back + 7
	case "this":
		return weekDays(today).from + calendar.Date((int(d)+6)%7)
	}
	return today - back
}

// shortWeekday asks for a sign that Sat, Sun or Mon is a day: a dot, a capital,
// and "on" or a bracket before it or a date after it.
func (r *reader) shortWeekday(i int) bool {
	raw := r.at(i).Raw
	if raw[0] < 'A' || raw[0] > 'Z' {
		return false
	}
	next := r.at(i + 1)
	if next.Raw == "," {
		next = r.at(i + 2)
	}
	if _, _, ok := monthOf(next.Raw); ok || next.Kind == text.Number {
		return true
	}
	before := r.lower(i - 1)
	return before == "on" || strings.HasSuffix(raw, ".") && before == "(" || before == "("
}

// isAnyDay: "every Friday", "a quiet Tuesday." name no day. "A Friday report"
// does.
func (r *reader) isAnyDay(i int) bool {
	switch before := r.lower(i - 1); {
	case before == "every", before == "any", before == "each", before == "most":
		return true
	case before == "share", before == "row", before == "unit", before == "piece", before == "session":
		return false // "$1.18 a share Tuesday", "in a row Thursday"
	case before == "a", r.lower(i-2) == "a" && r.at(i-1).Kind == text.Word:
		next := r.at(i + 1)
		return next.Raw == "" || next.Kind == text.Punct && next.Raw != "(" && next.Raw != "’"
	}
	return false
}

// isEventName: Black Friday, the Sunday Times.
func (r *reader) isEventName(i int) bool {
	switch r.lower(i - 1) {
	case "black", "cyber", "ruby", "good", "giving":
		return r.at(i).Gap && r.at(i-1).Raw != r.lower(i-1)
	}
	switch r.at(i + 1).Raw {
	case "Times", "Telegraph", "Post", "Night":
		return true
	}
	return false
}

// weekdayDate reads the date that may follow a weekday: ", Nov. 14", "the
// 14th". The date counts; Mismatch says that it falls on another weekday.
func (r *reader) weekdayDate(d time.Weekday, i int) (hit, bool) {
	at := i
	if sep := r.at(at).Raw; sep == "," || sep == "(" {
		at++
	}
	if r.lower(at) == "the" || r.lower(at) == "," {
		if day, ordinal, ok := digits(r.at(at + 1).Raw); ok && ordinal && day <= 31 {
			return r.weekdayOfMonth(d, day, at+2)
		}
	}
	h, ok := r.date(at)
	if !ok || h.Kind != Day && !h.silent {
		return hit{}, false
	}
	h.Mismatch = h.Missing == nil && h.From != 0 && h.From.Weekday() != d
	return h, true
}

// weekdayOfMonth is the last day with that number at or before today whose
// weekday fits, within a year; else the last with that number, as a mismatch.
func (r *reader) weekdayOfMonth(d time.Weekday, day, end int) (hit, bool) {
	mismatch := false
	e := r.day(func(today calendar.Date) calendar.Date {
		y, m, _ := today.Time().Date()
		last := calendar.Date(0)
		for back := range 12 {
			date, ok := civil(y, m-time.Month(back), day)
			first := time.Date(y, m-time.Month(back), 1, 0, 0, 0, 0, time.UTC)
			if !ok {
				date, ok = civil(first.Year(), first.Month(), day)
			}
			if !ok || date > today {
				continue
			}
			if date.Weekday() == d {
				return date
			}
			if last == 0 {
				last = date
			}
		}
		mismatch = true
		return last
	})
	e.Mismatch = mismatch
	return hit{Expr: e, end: end}, true
}

// partOfDay takes in morning, afternoon, 's close after a weekday.
func (r *reader) partOfDay(h *hit) {
	at := h.end
	if s := r.lower(at); s == "'s" || s == "’s" {
		at++
	}
	part := WholeDay
	switch r.lower(at) {
	case "morning", "afternoon":
		part = Intraday
	case "evening", "night":
		part = AfterHours
	case "close", "closing":
		part = AtClose
	case "open":
		part = AtOpen
	}
	if part != WholeDay && (at == h.end || part == AtClose || part == AtOpen) {
		h.Kind, h.Part, h.end = SessionOf, part, at+1
	}
}
