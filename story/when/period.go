package when

import (
	"strings"
	"time"

	"newstape/tape/calendar"
)

// since reads "since" and a day or period: an open range.
func (r *reader) since(i int) (hit, bool) {
	if r.lower(i) != "since" {
		return hit{}, false
	}
	at := i + 1
	for r.lower(at) == "at" || r.lower(at) == "least" || r.lower(at) == "the" || r.lower(at) == "early" || r.lower(at) == "late" || r.lower(at) == "mid" {
		at++
	}
	for _, try := range [...]func(int) (hit, bool){r.fixed, r.date, r.weekday, r.edge, r.ago, r.seasonal, r.period, r.bareYear} {
		h, ok := try(at)
		if !ok || h.needsDay {
			continue
		}
		if h.silent || h.Kind == Since || h.Kind == Trailing {
			return h, true
		}
		if h.Kind == Day || h.Kind == SessionOf {
			h.Base = h.From
		}
		h.Kind, h.Part, h.To = Since, WholeDay, 0
		return h, true
	}
	return hit{}, false
}

// unitOf is the calendar unit of a word, singular.
func unitOf(lower string) string {
	switch w := strings.TrimSuffix(lower, "s"); w {
	case "day", "week", "month", "quarter", "year", "decade", "session":
		return w
	}
	return ""
}

// period reads last week, this month, next year, the weekend, and years.
func (r *reader) period(i int) (hit, bool) {
	n := 0
	switch r.lower(i) {
	case "last", "previous":
		n = -1
	case "this", "current":
	case "next", "coming":
		n = 1
	case "weekend":
		return r.weekend(i)
	default:
		return r.year(i)
	}
	if m, _, ok := monthOf(r.at(i + 1).Raw); ok {
		return r.nearMonth(i+2, m, n), true
	}
	at := i + 1
	if r.lower(at) == "calendar" {
		at++
	}
	unit := unitOf(r.lower(at))
	if unit == "" || strings.HasSuffix(r.lower(at), "s") || unit == "day" || unit == "decade" || unit == "session" {
		if r.lower(at) == "weekend" {
			return r.weekend(at)
		}
		return hit{}, false
	}
	if n == -1 && r.lower(i-1) == "the" && r.lower(i) == "last" { // the last year is the twelve months to now
		return r.back(unit, 1, at+1), true
	}
	later := r.lower(i-1) == "later" || n > 0
	e := r.relative(Expr{Kind: Period}, func(today calendar.Date) days {
		d := unitDays(unit, today, n)
		if n == 0 && !later {
			d.to = min(d.to, today)
		}
		return d
	})
	e.Base = before(e.From)
	return hit{Expr: e, end: at + 1}, true
}

// weekend is the last Saturday and Sunday that began at or before today.
func (r *reader) weekend(i int) (hit, bool) {
	e := r.relative(Expr{Kind: Period}, func(today calendar.Date) days {
		saturday := weekdayNear(today, time.Saturday, "")
		return days{saturday, saturday + 1}
	})
	e.Base = before(e.From)
	return hit{Expr: e, end: i + 1}, true
}

// nearMonth is last March, this March, next March.
func (r *reader) nearMonth(end int, m time.Month, n int) hit {
	e := r.relative(Expr{Kind: Period}, func(today calendar.Date) days {
		y, now, _ := today.Time().Date()
		switch {
		case n < 0 && m >= now:
			y--
		case n > 0 && m <= now:
			y++
		}
		return monthDays(y, m)
	})
	e.Base = before(e.From)
	return hit{Expr: e, end: end}
}

// year reads a year after a word that makes it one: in 2023, of 2024. "So far
// in 2024" ends today.
func (r *reader) year(i int) (hit, bool) {
	switch r.lower(i - 1) {
	case "in", "during", "of", "from", "through", "until", "till", "by", "late", "early", "mid", "year", "than", "throughout", "calendar":
	default:
		return hit{}, false
	}
	h, ok := r.bareYear(i)
	if ok && r.lower(i-2) == "far" && r.lower(i-3) == "so" {
		if r.ref.Known && h.From <= r.today && r.today <= h.To {
			h.Kind, h.To, h.Relative = Trailing, r.today, true
		}
	}
	return h, ok
}

// bareYear is a whole year.
func (r *reader) bareYear(i int) (hit, bool) {
	year, end, ok := r.yearAfter(i)
	if !ok || end != i+1 || r.at(end).Raw == "%" || unitWord(r.lower(end)) {
		return hit{}, false
	}
	return period(yearDays(year), end), true
}

// unitWord: a word that makes a count of the number before it.
func unitWord(lower string) bool {
	switch lower {
	case "points", "shares", "people", "stocks", "companies", "percent", "yuan", "dollars", "million", "billion":
		return true
	}
	return false
}

// edge reads the start, beginning or end of a period.
func (r *reader) edge(i int) (hit, bool) {
	word := r.lower(i)
	if word != "start" && word != "beginning" && word != "end" && word != "turn" || r.lower(i+1) != "of" {
		return hit{}, false
	}
	at := i + 2
	var h hit
	ok := false
	if unit := unitOf(r.lower(at + 1)); r.lower(at) == "the" && unit != "" && unit != "day" && unit != "session" && unit != "decade" {
		e := r.relative(Expr{}, func(today calendar.Date) days { return unitDays(unit, today, 0) })
		h, ok = hit{Expr: e, end: at + 2}, true
	}
	for _, try := range [...]func(int) (hit, bool){r.date, r.seasonal, r.period, r.bareYear} {
		if ok {
			break
		}
		h, ok = try(at)
	}
	if !ok || h.silent || h.Kind == Day || h.Kind == Trailing {
		return hit{}, false
	}
	day := h.From
	h.Base, h.Roll = before(day), 1
	if word == "end" {
		day = h.To
		h.Base, h.Roll = day, -1
	}
	h.Kind, h.From, h.To = Day, day, day
	return h, true
}

// seasonal reads quarters and halves: the third quarter of 2025, Q3 2025, the
// first half, the first four months of 2020. Without a year it is the last one
// that had begun, or the next when the words before look ahead.
func (r *reader) seasonal(i int) (hit, bool) {
	n, months, end, ok := r.stretch(i)
	if !ok {
		return hit{}, false
	}
	year, at, dated := r.yearOf(end)
	if !dated && months != 3 && !strings.ContainsAny(r.at(i).Raw, "Hh12") {
		return hit{}, false
	}
	first := time.Month((n-1)*months + 1)
	stretch := func(y int) days {
		return days{calendar.Civil(y, first, 1), calendar.Civil(y, first+time.Month(months), 0)}
	}
	if dated {
		return period(stretch(year), at), true
	}
	e := r.relative(Expr{Kind: Period}, func(today calendar.Date) days {
		y, _, _ := today.Time().Date()
		d := stretch(y)
		switch {
		case d.from > today && !r.future(i):
			d = stretch(y - 1)
		case d.to < today && r.future(i):
			d = stretch(y + 1)
		}
		return d
	})
	e.Base = before(e.From)
	return hit{Expr: e, end: end}, true
}

// stretch reads which part of a year is meant: its number, length in months,
// and the piece after it.
func (r *reader) stretch(i int) (n, months, end int, ok bool) {
	raw := r.at(i).Raw
	if len(raw) == 2 {
		for _, f := range [...]struct {
			mark   byte
			months int
			most   byte
		}{{'Q', 3, '4'}, {'H', 6, '2'}} {
			digit := raw[1]
			if raw[1] == f.mark {
				digit = raw[0]
			} else if raw[0] != f.mark {
				continue
			}
			if digit >= '1' && digit <= f.most {
				return int(digit - '0'), f.months, i + 1, true
			}
		}
	}
	n, ok = ordinalOf(r.lower(i))
	if !ok {
		return 0, 0, 0, false
	}
	switch {
	case r.lower(i+1) == "quarter":
		return n, 3, i + 2, true
	case r.lower(i+1) == "half" && n <= 2:
		return n, 6, i + 2, true
	case n == 1:
		if count, ok := smallNumber(r.lower(i + 1)); ok && count > 1 && count < 12 && r.lower(i+2) == "months" {
			return 1, count, i + 3, true
		}
	}
	return 0, 0, 0, false
}

// yearOf reads "2025", "of 2025", "of the year", "of last year".
func (r *reader) yearOf(i int) (year, end int, ok bool) {
	if y, end, ok := r.yearAfter(i); ok && r.at(i).Raw != "," {
		return y, end, true
	}
	if r.lower(i) != "of" {
		return 0, i, false
	}
	if y, end, ok := r.yearAfter(i + 1); ok && end == i+2 {
		return y, end, true
	}
	if r.lower(i+2) != "year" || !r.ref.Known {
		return 0, i, false
	}
	y, _, _ := r.today.Time().Date()
	switch r.lower(i + 1) {
	case "the", "this":
		return y, i + 3, true
	case "last":
		return y - 1, i + 3, true
	case "next":
		return y + 1, i + 3, true
	}
	return 0, i, false
}
