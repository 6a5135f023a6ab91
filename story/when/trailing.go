package when

import (
	"strings"

	"newstape/story/text"
	"newstape/tape/calendar"
)

// fewDays is the most days that a market writer counts as sessions: "the last
// ten days" are ten closes, "the past 30 days" a month.
const fewDays = 10

// trailing reads the past year, the last three months, the previous 20
// sessions, the trailing 12 months.
func (r *reader) trailing(i int) (hit, bool) {
	w := r.lower(i)
	switch w {
	case "past", "last", "previous", "prior", "preceding", "trailing":
	default:
		return hit{}, false
	}
	n, at, counted := 1, i+1, false
	if v, ok := smallNumber(r.lower(at)); ok && r.lower(at) != "a" && r.lower(at) != "an" {
		n, at, counted = v, at+1, true
	}
	if r.at(at).Raw == "-" { // 12 - month
		at++
	}
	for w := r.lower(at); w == "trading" || w == "straight" || w == "consecutive" || w == "business" || w == "calendar"; w = r.lower(at) {
		at++
	}
	unit := unitOf(r.lower(at))
	if unit == "" || !counted && w != "past" {
		return hit{}, false
	}
	if !counted && strings.HasSuffix(r.lower(at), "s") {
		return hit{}, false
	}
	if r.lower(at-1) == "trading" || r.lower(at-1) == "business" {
		unit = "session"
	}
	return r.back(unit, n, at+1), true
}

// back is the n units up to publication.
func (r *reader) back(unit string, n, end int) hit {
	if unit == "day" && n <= fewDays && n > 1 {
		unit = "session"
	}
	e := r.relative(Expr{Kind: Trailing, Count: n, Unit: unit}, func(today calendar.Date) days {
		return days{moved(unit, today, -n), today}
	})
	return hit{Expr: e, end: end}
}

// sessions reads a count of sessions after "over" or "in": over five sessions,
// over those two sessions. "Those" end on the day named before.
func (r *reader) sessions(i int) (hit, bool) {
	n, ok := smallNumber(r.lower(i))
	if !ok || r.lower(i) == "a" || r.lower(i) == "an" {
		return hit{}, false
	}
	at := i + 1
	if w := r.lower(at); w == "trading" || w == "straight" || w == "consecutive" {
		at++
	}
	if w := r.lower(at); w != "session" && w != "sessions" && (w != "days" || r.lower(at-1) != "trading") {
		return hit{}, false
	}
	before := i - 1
	those := r.lower(before) == "those" || r.lower(before) == "these"
	if those || r.lower(before) == "the" {
		before--
	}
	switch r.lower(before) {
	case "over", "in", "during", "for", "across":
	default:
		return hit{}, false
	}
	h := r.back("session", n, at+1)
	if named, ok := r.antecedent(); ok && those && named.Missing == nil {
		h.To = named.To
	}
	return h, true
}

// high reads the window of a record or move: 52-week high, 12-month return, the
// six-day stretch.
func (r *reader) high(i int) (hit, bool) {
	n, ok := smallNumber(r.lower(i))
	if !ok || r.lower(i) == "a" || r.lower(i) == "an" || r.at(i).Kind != text.Number && !r.at(i+1).Inner {
		return hit{}, false
	}
	at := i + 1
	if r.at(at).Raw == "-" {
		at++
	}
	unit := unitOf(r.lower(at))
	if unit == "" || strings.HasSuffix(r.lower(at), "s") {
		return hit{}, false
	}
	end := at + 1
	noun := end
	if r.lower(noun) == "trading" {
		noun++
	}
	switch r.lower(noun) {
	case "average", "mean", "median", "high", "low", "highs", "lows", "peak", "trough", "range", "increase", "gain", "rise", "return", "decline", "loss", "drop":
	case "period", "stretch", "run", "streak", "slide", "rally", "rout", "selloff":
		end = noun + 1
	default:
		return hit{}, false
	}
	return r.back(unit, n, end), true
}

// ago reads two days ago, a week earlier, three months later. Ago counts from
// publication; earlier and later from the day named before. Without one,
// earlier counts from publication and later means nothing.
func (r *reader) ago(i int) (hit, bool) {
	n, ok := smallNumber(r.lower(i))
	if !ok {
		return hit{}, false
	}
	unit := unitOf(r.lower(i + 1))
	word := r.lower(i + 2)
	if unit == "" || unit == "session" || word != "ago" && word != "earlier" && word != "later" {
		return hit{}, false
	}
	sign := -1
	if word == "later" {
		sign = 1
	}
	move := func(d calendar.Date) calendar.Date { return moved(unit, d, sign*n) }
	h := hit{end: i + 3}
	if named, ok := r.antecedent(); ok && word != "ago" && named.Missing == nil {
		h.Expr = sameDay(named)
		h.From = move(named.From)
		h.To = h.From
	} else if word == "later" {
		return hit{}, false
	} else {
		h.Expr = r.day(move)
	}
	h.Roll = sign
	return h, true
}
