package when

import (
	"time"

	"newstape/story/text"
	"newstape/tape/calendar"
)

// Years that a four-digit number may mean.
const (
	firstYear = 1900
	lastYear  = 2099
)

// date reads calendar dates: 2025-11-14, 11/14/2025, Nov. 14, 14 November 2025,
// Nov. 13-21, and months on their own.
func (r *reader) date(i int) (hit, bool) {
	if r.at(i).Kind == text.Number {
		if h, ok := r.numericDate(i); ok {
			return h, true
		}
		return r.dayMonth(i)
	}
	m, short, ok := monthOf(r.at(i).Raw)
	if !ok {
		return hit{}, false
	}
	at := i + 1
	if r.at(at).Raw == "." && r.at(at).Gap { // Oct . 9
		at++
	}
	if day, _, ok := digits(r.at(at).Raw); ok && day <= 31 && r.at(at).Kind == text.Number && len(r.at(at).Raw) <= 4 {
		if last, ok := r.rangeEnd(at, day); ok {
			return r.dayRange(i, at+3, m, day, last)
		}
		return r.monthDay(i, at+1, m, day)
	}
	return r.month(i, at, m, short)
}

// numericDate reads 2025-11-14 and 11/14/2025. With slashes the month comes
// first, as American papers write it, unless it cannot.
func (r *reader) numericDate(i int) (hit, bool) {
	sep := r.at(i + 1).Raw
	if sep != "-" && sep != "/" || r.at(i+3).Raw != sep {
		return hit{}, false
	}
	for k := i + 1; k <= i+4; k++ {
		if !r.glued(k) {
			return hit{}, false
		}
	}
	a, _, ok := digits(r.at(i).Raw)
	b, _, ok2 := digits(r.at(i + 2).Raw)
	c, _, ok3 := digits(r.at(i + 4).Raw)
	if !ok || !ok2 || !ok3 {
		return hit{}, false
	}
	year, month, day := a, b, c
	if sep == "/" && a < 100 {
		year, month, day = c, a, b
		if month > 12 {
			month, day = day, month
		}
	}
	if year < 100 {
		year += 2000
	}
	return r.exact(i+5, year, time.Month(month), day), true
}

// exact is a date with its year; one that does not exist is silent.
func (r *reader) exact(end, year int, m time.Month, day int) hit {
	d, ok := civil(year, m, day)
	if !ok || year < firstYear || year > lastYear {
		return hit{end: end, silent: true}
	}
	return hit{Expr: Expr{Kind: Day, From: d, To: d}, end: end}
}

// dayMonth reads 14 November, 14th of November 2025.
func (r *reader) dayMonth(i int) (hit, bool) {
	day, _, ok := digits(r.at(i).Raw)
	if !ok || day < 1 || day > 31 || r.glued(i) && r.at(i-1).Kind != text.Punct {
		return hit{}, false
	}
	at := i + 1
	if r.lower(at) == "of" {
		at++
	}
	m, _, ok := monthOf(r.at(at).Raw)
	if !ok {
		return hit{}, false
	}
	if next, _, ok := digits(r.at(at + 1).Raw); ok && next <= 31 && !r.at(i).Gap { // "...1 Nov 14" counts the second
		return hit{}, false
	}
	return r.monthDay(i, at+1, m, day)
}

// monthDay goes on after a day and month with the year, or infers it.
func (r *reader) monthDay(i, end int, m time.Month, day int) (hit, bool) {
	if year, at, ok := r.yearAfter(end); ok {
		return r.exact(at, year, m, day), true
	}
	if _, ok := civil(2000, m, day); !ok { // in no year
		return hit{end: end, silent: true}, true
	}
	e := r.day(func(today calendar.Date) calendar.Date { return r.inferDay(i, today, m, day) })
	return hit{Expr: e, end: end}, true
}

// soon is how far ahead a date without a year may lie. Beyond it the writer
// means the past, or would have given the year.
const soon = 60

// inferDay gives a date its year: the coming one when it is near or the words
// before it look ahead, else the last one.
func (r *reader) inferDay(i int, today calendar.Date, m time.Month, day int) calendar.Date {
	ahead := calendar.Date(soon)
	if r.lower(i-1) == "since" {
		ahead = 0
	} else if r.future(i) {
		ahead = 200
	}
	y, _, _ := today.Time().Date()
	for year := y + 1; year > y-9; year-- { // nine years hold a 29 February
		if d, ok := civil(year, m, day); ok && d <= today+ahead {
			return d
		}
	}
	return today
}

// yearAfter reads "2025" or ", 2025".
func (r *reader) yearAfter(i int) (year, end int, ok bool) {
	if r.at(i).Raw == "," {
		i++
	}
	p := r.at(i)
	if p.Kind != text.Number || len(p.Raw) != 4 || r.at(i+1).Raw == "-" && r.glued(i+1) {
		return 0, 0, false
	}
	y, _, ok := digits(p.Raw)
	return y, i + 1, ok && y >= firstYear && y <= lastYear
}

// rangeEnd reads the "-21" of "Nov. 13-21".
func (r *reader) rangeEnd(at, first int) (int, bool) {
	if sep := r.at(at + 1).Raw; sep != "-" && sep != "–" {
		return 0, false
	}
	last, _, ok := digits(r.at(at + 2).Raw)
	return last, ok && last > first && last <= 31 && r.glued(at+1) && r.glued(at+2)
}

func (r *reader) dayRange(i, end int, m time.Month, first, last int) (hit, bool) {
	a, _ := r.monthDay(i, end, m, first)
	b, _ := r.monthDay(i, end, m, last)
	if a.silent || b.silent {
		return hit{end: a.end, silent: true}, true
	}
	a.Kind, a.To, a.Base = Period, b.To, before(a.From)
	return a, true
}

// month reads a month with or without a year. May, March and abbreviations
// alone need a word before them that makes a date of them.
func (r *reader) month(i, at int, m time.Month, short bool) (hit, bool) {
	if year, end, ok := r.yearAfter(at); ok {
		return period(monthDays(year, m), end), true
	}
	if (m == time.May || m == time.March || short) && !r.datingWord(i-1) {
		return hit{}, false
	}
	e := r.relative(Expr{Kind: Period}, func(today calendar.Date) days { return r.inferMonth(i, today, m) })
	e.Base = before(e.From)
	return hit{Expr: e, end: at}, true
}

func (r *reader) inferMonth(i int, today calendar.Date, m time.Month) days {
	y, now, _ := today.Time().Date()
	switch {
	case m > now && !r.future(i):
		y--
	case m < now && r.future(i):
		y++
	}
	return monthDays(y, m)
}

// datingWord reports a word after which a month's name is a date.
func (r *reader) datingWord(i int) bool {
	switch r.lower(i) {
	case "in", "since", "last", "next", "this", "by", "until", "till", "through", "during", "early", "late", "mid", "of", "from", "after", "before", "between":
		return true
	}
	return false
}

// period is an absolute run of days.
func period(d days, end int) hit {
	return hit{Expr: Expr{Kind: Period, From: d.from, To: d.to, Base: before(d.from)}, end: end}
}
