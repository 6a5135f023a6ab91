package check

import (
	"strings"

	"newstape/story/quantity"
	"newstape/story/when"
)

// records finds extremes with a date ("worst day since March 2020"), record and
// 52-week highs and lows, and streaks.
func (r *reader) records(s *sentence) {
	for i := range s.items {
		it := s.items[i]
		switch {
		case it.is(superlative), s.unmatched(i), it.oneOf("most") && s.at(i-1).oneOf("the") && s.at(i-2).is(moveVerb):
			r.superlative(s, i)
		case it.oneOf("record", "high", "low", "highs", "lows", "all", "peak"):
			r.recordWord(s, i)
		case it.amount != nil && it.amount.Unit == quantity.Ordinal:
			r.streak(s, i)
		case s.sessions(i) > 1:
			r.streakCount(s, i)
		case it.oneOf("streak", "selloff", "rally") || it.oneOf("run") && s.at(i-1).oneOf("losing", "winning"):
			r.streakNoun(s, i)
		}
	}
}

// recordWord reads "a record high", "52-week low", "an all-time high", "closed at
// a record".
func (r *reader) recordWord(s *sentence, i int) {
	it := s.items[i]
	f := finding{measure: Extreme, item: i, trigger: i, unit: "date", scope: s.scopeOf(i), span: it.Span, number: it.Span, kind: "range"}
	switch {
	case it.oneOf("record"):
		k := i + 1
		for s.at(k).oneOf("closing", "nearest", "intraday", "intra") || s.at(k).is(closing) && s.at(k+1).oneOf("high", "highs", "low") {
			if s.at(k).oneOf("closing") {
				f.kind = "level"
			}
			k++
		}
		switch next := s.at(k); {
		case next.oneOf("high", "highs", "peak"):
			f.dir = Up
		case next.oneOf("low", "lows"):
			f.dir = Down
		case next.oneOf("close", "finish"):
			f.dir, f.kind = Up, "level"
		case s.at(i-1).oneOf("a") && s.at(i-2).oneOf("at") && !next.plain() && next.amount == nil && next.name == nil && s.closes(i-3):
			f.dir, f.kind, k = Up, "level", i // "closed at a record"
		default:
			return
		}
		f.span = s.span(i, k)
	case it.oneOf("all"):
		k := s.allTime(i)
		if k == 0 {
			return
		}
		f.dir, f.span = Up, s.span(i, k)
		if s.items[k].oneOf("low", "lows") {
			f.dir = Down
		}
	case s.newExtreme(i):
		f.dir, f.kind = Up, "new"
		if it.oneOf("low", "lows") {
			f.dir = Down
		}
		f.span = s.span(i-1, i)
	default:
		t := s.at(i - 1).time
		if t == nil || t.Kind != when.Trailing || s.distance(i) || (s.at(i+1).oneOf("of", "at", "point") || s.at(i+1).is(being)) && (s.at(i+2).amount != nil || s.used[i-2]) {
			return
		}
		f.time, f.dir = t, Up
		if it.oneOf("low", "lows") {
			f.dir = Down
		}
		f.span = s.span(i-1, i)
	}
	if p, ok := s.nounSubject(s.itemAt(f.span.End) - 1); ok && p != nil && p.class == listedName {
		r.addRecord(s, f, i, p) // "was a record high for Alibaba's shares"
		return
	}
	r.addRecord(s, f, i)
}

// allTime is the item of the high or low in "an all-time high" at item i; 0 for none.
func (s *sentence) allTime(i int) int {
	if strings.HasPrefix(s.lower(i, i+5), "all-time") && s.at(i+2).oneOf("high", "highs", "low", "lows") {
		return i + 2
	}
	return 0
}

// itemAt is the first item that begins at or behind a place.
func (s *sentence) itemAt(offset int) int {
	for k := range s.items {
		if s.items[k].Start >= offset {
			return k
		}
	}
	return len(s.items)
}

// newExtreme reads "reached a new high", of which nobody says how far back it looks.
func (s *sentence) newExtreme(i int) bool {
	if !s.items[i].oneOf("high", "highs", "low", "lows") || !s.at(i-1).oneOf("new", "fresh") || s.at(i+1).is(metricWord) || s.at(i+1).amount != nil || s.at(i+2).amount != nil {
		return false
	}
	for k := i - 2; k >= i-4; k-- {
		if it := s.at(k); it.is(touching) || it.oneOf("to", "at", "set", "climbed", "rose", "fell") {
			return true
		}
	}
	return false
}

// closes reports a verb of closing at item k, or right before a time there:
// "ended Friday at a record".
func (s *sentence) closes(k int) bool {
	if s.at(k).time != nil {
		k--
		for s.at(k).is(preposition) || s.at(k).oneOf("the") {
			k--
		}
	}
	return s.at(k).is(closing)
}

// distance reports that the high or low at item i is one that a distance is
// measured from: "0.6% above its 52-week low".
func (s *sentence) distance(i int) bool {
	for _, f := range s.findings {
		if f.kind != "" && f.item < i && i-f.item < 10 {
			return true
		}
	}
	return false
}

// addRecord finds who the record is of.
func (r *reader) addRecord(s *sentence, f finding, i int, who ...*phrase) {
	if s.hypothetical(i) {
		return
	}
	if len(who) > 0 {
		// the words themselves say who
	} else if s.at(i+1).is(being) && s.at(i+2).is(touching) && s.at(i+3).oneOf("by") && s.phraseAt(i+4) != nil {
		who = []*phrase{s.phraseAt(i + 4)} // "a 52-week high was reached by"
	} else if p := s.ownerBefore(f.trigger); p != nil {
		who = []*phrase{p}
	} else if p, ok := s.nounSubject(i); ok && p != nil && p.class == listedName {
		who = []*phrase{p}
	} else {
		who = s.subjects(i, false)
	}
	if len(who) == 0 && f.measure == ExtremeSince {
		who = s.ofMove(i)
	}
	if len(who) == 0 {
		if !s.heading && f.measure != Streak {
			return
		}
		who = []*phrase{nil}
	}
	for n, p := range who {
		if p != nil && p.class == other {
			continue
		}
		g := f
		sub, ok := r.resolve(s, p, i)
		if !ok || p == nil && sub.name == nil {
			continue
		}
		g.subject = sub
		if n > 0 && len(who) > 2 {
			break
		}
		s.findings = append(s.findings, g)
	}
}

// ofMove is who the move before item i is of: "the rise in shares of Alibaba was
// the biggest since October".
func (s *sentence) ofMove(i int) []*phrase {
	for k := i - 1; k >= 0 && s.items[k].text != ";"; k-- {
		if s.items[k].is(moveNoun) {
			if p, ok := s.nounSubject(k); ok && p != nil && p.class == listedName {
				return []*phrase{p}
			}
		}
	}
	return nil
}
