package check

import (
	"math"
	"strings"

	"newstape/names/security"
	"newstape/story/quantity"
)

// levels finds prices and index levels: "closed at $153.80", "to 26,572",
// "touching $154.00", "a high of $196.00".
func (r *reader) levels(s *sentence) {
	for i := range s.items {
		q := s.items[i].amount
		if q == nil || s.used[i] || !s.couldBeLevel(i) {
			continue
		}
		f, who, ok := s.levelAt(i)
		if s.Cells == nil && s.priceInLine(i) {
			f, who, ok = s.lineLevel(i)
		}
		if r.priceColumn(s, i) {
			f, who, ok = s.rowLevel(i)
		}
		if !ok || s.hypothetical(min(f.trigger, i)) || s.negated(f.trigger) {
			continue
		}
		var sub subject
		switch {
		case who.from != nil:
			sub = who.from.subject
		default:
			phrases := who.phrases
			if len(phrases) == 0 {
				if !who.shares {
					continue
				}
				phrases = []*phrase{nil}
			}
			sub, ok = r.resolve(s, phrases[len(phrases)-1], i)
			if !ok {
				continue
			}
		}
		if q.Unit == quantity.Plain && !plainLevel(q, sub) {
			continue
		}
		f.subject, f.amount, f.value, f.item = sub, q, math.Abs(q.Value), i
		f.number = s.items[i].Span
		f.unit = q.Currency
		if q.Unit != quantity.Money {
			f.unit = "index"
			if sub.name != nil && sub.name.Listing != nil && sub.name.Entity.Kind != security.Index {
				f.unit = sub.name.Listing.Currency
			}
			if q.Unit == quantity.Count {
				f.unit = q.Noun // no currency that is known
			}
		}
		f.scope = s.scopeOf(i)
		if f.trigger < i && s.items[f.trigger].is(closing|opening|trading|being) {
			f.manner = s.allManner(f.trigger, f.manner)
		}
		if who.from != nil {
			f.manner.closing = f.manner.closing || who.from.manner.closing
		}
		s.used[i] = true
		s.findings = append(s.findings, f)
	}
}

// levelOwner is who a level is of: the subject of a finding, or phrases.
type levelOwner struct {
	from    *finding
	phrases []*phrase
	shares  bool // the words speak of shares even without a phrase
}

// levelAt reads the words left of the number at item i.
func (s *sentence) levelAt(i int) (finding, levelOwner, bool) {
	f := finding{measure: LevelClose, dir: NoSign, trigger: i}
	q := s.items[i].amount
	if q.Qualifier == quantity.AsMuchAs && hasWord(s.lower(i, i+1), "low") {
		f.measure = LevelLow
	} else if q.Qualifier == quantity.AsMuchAs {
		f.measure = LevelHigh
	}
	if w := s.lower(i+1, i+5); strings.HasPrefix(w, "at its lowest") || strings.HasPrefix(w, "at their lowest") || strings.HasPrefix(w, "at its low") || strings.HasPrefix(w, "at the low") {
		f.measure = LevelLow
	} else if strings.HasPrefix(w, "at its highest") || strings.HasPrefix(w, "at their highest") || strings.HasPrefix(w, "at its high") || strings.HasPrefix(w, "at the high") {
		f.measure = LevelHigh
	}
	k := i - 1
	if w := s.lower(i, i+1); q.Qualifier == quantity.LessThan && hasWord(w, "below") || q.Qualifier == quantity.MoreThan && hasWord(w, "above") {
		return s.crossedLevel(f, i)
	}
	for s.at(k).is(filler) && !s.at(k).is(preposition) || s.at(k).oneOf("around", "about", "nearly", "briefly", "the") {
		k--
	}
	switch it := s.at(k); {
	case it.is(being) && q.Unit == quantity.Money && s.at(k-1).oneOf("high", "low"):
		return s.peakLevel(f, i, k-1) // "its 52-week low is $80.06"
	case it.is(being) && s.priceOf(k) > 0:
		return s.priceOfLevel(f, i, s.priceOf(k))
	case it.is(being) && s.pointBefore(k) > 0:
		return s.pointLevel(f, i, s.pointBefore(k))
	case s.at(i+1).oneOf("as") && s.pointBehind(i) > 0:
		return s.pointLevel(f, i, s.pointBehind(i))
	case it.oneOf("of") && s.at(k-1).oneOf("price") && s.at(k-2).oneOf("a") && s.at(k-3).oneOf("at"):
		return s.prepositionLevel(f, i, k-3)
	case it.oneOf("of") || s.peakWord(k):
		return s.peakLevel(f, i, k)
	case it.oneOf("at", "to", "in") || it.text == "@":
		return s.prepositionLevel(f, i, k)
	case it.is(touching) && !it.oneOf("set", "sets", "setting", "post", "posted", "reach", "reaches", "mark", "marked", "marks", "marking"):
		f.trigger = k
		if f.measure == LevelClose {
			f.measure = s.touched(k)
		}
		f.span = s.span(k, s.ago(i))
		return f, levelOwner{phrases: s.subjects(k, false)}, true
	case it.is(closing|trading|moveVerb|moving) && q.Qualifier == quantity.AsMuchAs, it.oneOf("hands"), it.text == "trading", q.Qualifier != quantity.Exact && it.is(trading):
		f.trigger = k
		if f.measure == LevelClose {
			f.measure = LevelAsOf
		}
		f.span = s.span(k, i)
		return f, levelOwner{phrases: s.subjects(k, false)}, true
	}
	return f, levelOwner{}, false
}

// prepositionLevel reads "at" and "to" levels: behind a move of the same
// sentence, or behind a verb that closes, opens, trades.
func (s *sentence) prepositionLevel(f finding, i, k int) (finding, levelOwner, bool) {
	prep := s.items[k].text
	f.span = s.span(k, i)
	if prep == "in" || s.at(k-1).oneOf("it", "them") {
		return f, levelOwner{}, false // "raised it to $190"
	}
	for j := k - 1; j >= 0 && j >= k-12; j-- {
		it := s.items[j]
		if p := s.phraseAt(j); p != nil && p.class == other && (!p.governed || j == k-1) {
			return f, levelOwner{}, false // "increased its target to $80"
		}
		n := s.findingAt(j)
		if n < 0 && it.is(sideways) {
			n = s.findingAt(j - 1) // "opened 0.3% lower at $157.31"
		}
		if n >= 0 && !s.cutOff(j, k) {
			return s.levelOfMove(f, n, i, j, k), levelOwner{from: &s.findings[n]}, true
		}
		if it.text == ";" || it.is(relative) || it.is(subordinate) && it.time == nil {
			return f, levelOwner{}, false
		}
		if g, who, decided, ok := s.levelVerb(f, i, j, k, prep); decided {
			return g, who, ok
		}
	}
	return f, levelOwner{}, false
}

// levelOfMove is the level that the move at item j led to.
func (s *sentence) levelOfMove(f finding, n, i, j, k int) finding {
	f.measure = levelLike(s.findings[n], f.measure)
	f.trigger = j
	if m := s.verbBetween(j, k); m > 0 {
		f.measure = s.verbMeasure(m, f.measure)
		f.span = s.span(m, i)
		if s.at(m - 1).oneOf("to") {
			f.span = s.span(m-1, i)
		}
	}
	return f
}

// levelVerb decides by the verb or noun at item j; decided says that the search
// is over.
func (s *sentence) levelVerb(f finding, i, j, k int, prep string) (_ finding, _ levelOwner, decided, ok bool) {
	it := s.items[j]
	closes := it.is(closing|opening|trading|gapping) && !it.is(moveNoun) && !it.oneOf("end", "start", "close") || it.is(closing) && s.at(j-1).oneOf("to")
	f.trigger = j
	switch {
	case closes:
		f.measure, f.span = s.verbMeasure(j, f.measure), s.span(j, i)
		return f, levelOwner{phrases: s.subjects(j, !it.is(trading))}, true, true
	case it.is(being) && prep == "at":
		who := s.subjects(j, false)
		f.measure, f.span = LevelAsOf, s.span(j, i)
		return f, levelOwner{phrases: who}, true, len(who) > 0 && (who[0].shares || who[0].class == anaphor && who[0].index)
	case it.is(moveVerb | moving | sideways):
		who := s.subjects(j, it.is(moveVerb))
		f.span = s.span(k, i)
		return f, levelOwner{phrases: who}, true, len(who) > 0 && (prep == "to" || it.is(sideways) || who[0].shares)
	case it.oneOf("peaked", "bottomed", "bottomed out", "peak"),
		it.oneOf("high", "low") && s.at(j-1).oneOf("record", "time", "closing"):
		f.measure, f.span = LevelHigh, s.span(j, i)
		if it.oneOf("bottomed", "bottomed out", "low") {
			f.measure = LevelLow
		}
		return f, levelOwner{phrases: s.subjects(j, false)}, true, true
	case it.oneOf("valued"), it.oneOf("now") && j == 0 && prep == "at":
		f.measure = LevelAsOf
		q := s.fronted(j, j)
		return f, levelOwner{phrases: []*phrase{q}}, true, q != nil
	}
	return f, levelOwner{}, false, false
}

// findingAt is the finding whose number is item j, or -1.
func (s *sentence) findingAt(j int) int {
	for n := range s.findings {
		if s.findings[n].item == j {
			return n
		}
	}
	return -1
}

// cutOff reports that another clause began between a move and a level.
func (s *sentence) cutOff(from, to int) bool {
	for k := from + 1; k < to; k++ {
		it := s.items[k]
		if p := s.phraseAt(k); p != nil && !p.governed {
			return true
		}
		if it.text == ";" || it.is(relative) {
			return true
		}
	}
	return false
}
