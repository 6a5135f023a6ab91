package check

import (
	"strings"

	"newstape/story/quantity"
	"newstape/story/when"
)

// superlative reads "its worst one-day drop since April 2022", "lowest finish
// since November 29", "steepest decline in six weeks".
func (r *reader) superlative(s *sentence, i int) {
	dir, session, byClose := s.items[i].direction, false, true
	if s.items[i].oneOf("most") {
		dir, session = s.at(i-2).direction, true // "rose the most since"
	}
	end := -1
	var since *when.Expr
	var who []*phrase
	for k := i + 1; k < len(s.items) && k <= i+9; k++ {
		it := s.items[k]
		switch {
		case it.time != nil && (it.time.Kind == when.Since || it.time.Kind == when.Trailing && s.at(k-1).oneOf("in", "of") || it.time.Kind == when.Period && s.at(k-1).oneOf("of", "far", "this", "in")):
			since, end = it.time, k
		case it.amount != nil && it.amount.Unit == quantity.Count && s.at(k-1).oneOf("in") && countUnit(it.amount.Noun) != "":
			since, end = backBy(it.amount, r.ref), k
		case it.is(moveNoun):
			session = true
			if it.direction == Up || it.direction == Down {
				dir = it.direction
			}
		case it.oneOf("day", "session", "performance", "days"):
			session = true
		case it.oneOf("finish", "close", "level", "closing", "point", "price"):
		case it.oneOf("for", "by", "in") && s.phraseAt(k+1) != nil && s.phraseAt(k+1).class != other:
			who = []*phrase{s.phraseAt(k + 1)} // "the biggest daily loss for Alibaba since"
			k = who[0].to - 1
		case it.oneOf("intraday"):
			byClose = false
		case it.time != nil || it.amount != nil || it.oneOf("in", "of", "one", "single", "percentage", "daily", "trading", "percent", "since", "so", "far", "ever") || it.plain() || it.text == "%":
		default:
			k = len(s.items)
		}
		if since != nil {
			break
		}
	}
	level := s.items[i].oneOf("lowest", "highest") || s.items[i].oneOf("lower", "higher") && s.at(i-1).is(closing|trading|being|touching)
	if since != nil && !session && !level && end == i+1 && since.Kind == when.Since {
		// "the drop was Alibaba's biggest since Oct. 10"
		session, dir = true, s.moveAround(i)
	}
	if since == nil && (level || session) && (dir == Up || dir == Down) && s.ever(i) > 0 {
		r.everRecord(s, i, dir, level, who)
		return
	}
	if since == nil || !level && !session || dir != Up && dir != Down {
		return
	}
	f := s.sinceFinding(i, end, dir, since, level, byClose)
	r.addRecord(s, f, i, who...)
}

// everRecord adds a record of all time: "their lowest close ever", "its biggest
// one-day gain on record".
func (r *reader) everRecord(s *sentence, i int, dir Direction, level bool, who []*phrase) {
	span := s.span(i, s.ever(i))
	f := finding{measure: Extreme, dir: dir, item: i, trigger: i, unit: "date", scope: s.scopeOf(i), span: span, number: span, kind: "move"}
	if level {
		f.kind = "level"
	}
	r.addRecord(s, f, i, who...)
}

// ever is the item that says that a superlative looks back as far as there is
// anything: "their lowest close ever"; 0 for none.
func (s *sentence) ever(i int) int {
	for k := i + 1; k <= i+6; k++ {
		if s.at(k).oneOf("annual", "yearly", "year", "monthly", "month", "weekly", "week", "quarterly", "quarter") {
			return 0 // a record of years, which sessions do not tell
		}
	}
	for k := i + 1; k <= i+4; k++ {
		if s.at(k).oneOf("ever") {
			return k
		}
		if s.at(k).oneOf("on") && s.at(k+1).oneOf("record") {
			return k + 1
		}
		if s.at(k).mark {
			break
		}
	}
	return 0
}

// unmatched reads a comparison that a denial makes a record: "has not had a bigger
// one-day drop since", "has not closed lower since".
func (s *sentence) unmatched(i int) bool {
	it := s.items[i]
	if !it.oneOf("bigger", "larger", "greater", "steeper", "sharper", "deeper", "worse", "better", "lower", "higher") {
		return false
	}
	for k := i - 1; k >= 0 && k >= i-5 && s.phraseAt(k) == nil; k-- {
		if s.items[k].oneOf("not", "never") || strings.HasSuffix(s.items[k].text, "n't") || strings.HasSuffix(s.items[k].text, "n’t") {
			return true
		}
	}
	return false
}

// countUnit is the unit of a counted stretch of time: "in six weeks".
func countUnit(noun string) string {
	switch u := strings.TrimSuffix(noun, "s"); u {
	case "session", "day", "week", "month", "quarter", "year":
		return u
	case "decade":
		return u
	}
	return ""
}

// backBy is the window that reaches back by a counted stretch.
func backBy(q *quantity.Quantity, ref when.Reference) *when.Expr {
	n, unit := int(q.Value), countUnit(q.Noun)
	if unit == "decade" {
		n, unit = 10*n, "year"
	}
	return &when.Expr{Span: q.Span, Kind: when.Trailing, Count: n, Unit: unit, Relative: true, Ref: ref}
}

// sinceFinding is a record that looks back to a date.
func (s *sentence) sinceFinding(i, end int, dir Direction, since *when.Expr, level, byClose bool) finding {
	f := finding{measure: ExtremeSince, dir: dir, time: since, item: i, trigger: i, unit: "date", scope: s.scopeOf(i), span: s.span(i, end), number: since.Span}
	f.kind = "move"
	if level {
		f.kind = "level"
		if !byClose {
			f.kind = "range"
		}
	}
	if s.at(i-1).oneOf("its", "their") {
		f.span = s.span(i-1, end)
	}
	return f
}
