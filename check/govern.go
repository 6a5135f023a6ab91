package check

import (
	"newstape/story/quantity"
)

// governor is the word that makes an amount a move.
type governor struct {
	trigger int // its item; -1 for none
	end     int // the last item of the words, where that is behind the amount
	dir     Direction
	manner  manner
	noun    bool    // a move noun: subjects stand behind it or own it
	right   bool    // it stands behind the amount
	subject *phrase // decided by the words themselves; nil to search
	causing bool    // the subject stands between the verb and the amount
	list    bool    // taken over from the finding before, in a list or ellipsis
	// beyond: the amount is a distance from a peak or low behind it.
	beyond string
}

// govern finds what makes the amount at item i a move of a price; false when
// nothing does or when what stands there is something else.
func (s *sentence) govern(i int) (governor, bool) {
	if s.refused(i) {
		return governor{}, false
	}
	if g, ok := s.nounBehind(i); ok {
		return g, g.trigger >= 0
	}
	if g, ok := s.sidewaysBehind(i); ok {
		return g, g.trigger >= 0
	}
	if g, ok := s.triggerBefore(i); ok {
		return g, g.trigger >= 0
	}
	if g, ok := s.ellipsis(i); ok {
		return g, true
	}
	return s.signed(i)
}

// refused reports what follows a percentage that is no move: 15% of the entity,
// a 3% dividend, 12% better than expected.
func (s *sentence) refused(i int) bool {
	q := s.items[i].amount
	next, after := s.at(i+1), s.at(i+2)
	if s.at(i-1).oneOf("paragraph", "page", "section", "chapter", "item") {
		return true
	}
	if next.oneOf("of") {
		if s.ownValue(i+2) || q.Unit == quantity.Points {
			return false
		}
		return true
	}
	if next.is(metricWord|commodity) && !next.is(modal) || next.is(person) {
		return true
	}
	if next.oneOf("likelihood", "chance", "confidence", "probability", "annual", "annually", "complete", "clean", "owned", "thc") {
		return true
	}
	if next.plain() && (after.is(metricWord) && !after.is(modal) || after.oneOf("of")) && !next.is(moveNoun) {
		return true
	}
	if k := i - 1; s.at(k).oneOf("of") && s.at(k-1).is(moveNoun) && s.at(k-2).oneOf("a") && s.at(k-3).oneOf("of") && s.at(k-4).is(metricWord) {
		return true // "expectations of a gain of 6%"
	}
	if w := s.lower(i, i+1); !q.Hedge.Empty() && (hasWord(w, "below") || hasWord(w, "above")) {
		return true // a rate that fell below 80%
	}
	for k := i + 1; k < i+6 && k < len(s.items); k++ {
		it := s.items[k]
		if it.oneOf("expectations", "estimates", "forecasts", "expected", "forecast", "estimate", "target", "targets", "consensus", "quarter", "y-o-y", "yoy") && !s.passes(i+1, k) {
			return it.text != "quarter" || s.at(k-1).oneOf("a", "year", "earlier")
		}
	}
	return false
}

// passes reports that a comma, verb or time ends the reach of the amount.
func (s *sentence) passes(from, to int) bool {
	for k := from; k < to; k++ {
		it := s.items[k]
		if it.mark || it.time != nil || it.is(moveVerb|being|subordinate) && !it.is(sideways) {
			return true
		}
	}
	return false
}

// ownValue: "of its value", "of their worth", "of its market value".
func (s *sentence) ownValue(i int) bool {
	if !s.at(i).oneOf("its", "their", "the", "his") {
		return false
	}
	for k := i + 1; k < i+4; k++ {
		if s.at(k).oneOf("value", "worth", "price") {
			return true
		}
		if s.at(k).oneOf("gain", "gains") {
			return false
		}
	}
	return false
}

// nounBehind reads "a 2.8% slide", "a 35% share price drop", "its 8.5 percent
// gain". A noun of another kind ends the search.
func (s *sentence) nounBehind(i int) (governor, bool) {
	for k := i + 1; k < len(s.items) && k <= i+4; k++ {
		it := s.items[k]
		switch {
		case it.is(moveNoun) && !s.usedAsVerb(k):
			g := governor{trigger: k, dir: it.direction, noun: true, right: true}
			p, ok := s.nounSubject(k)
			if !ok {
				return governor{trigger: -1}, true
			}
			g.subject = p
			if g.dir == NoSign || g.dir == "" {
				g.dir = signOf(s.items[i].amount)
			}
			if p == nil {
				g.subject = s.ownerBefore(i)
			}
			return g, true
		case it.is(equityWord) || it.oneOf("one", "day", "intraday", "single", "daily", "weekly", "monthly") || it.plain() && k == i+1 && !it.capital():
		case it.time != nil && k == i+1:
		default:
			return governor{}, false
		}
	}
	return governor{}, false
}

// usedAsVerb: "up 3% rise" does not occur, but "said 3% drop" might; a noun is a
// verb when a phrase or pronoun that could be its subject ends right before it.
func (s *sentence) usedAsVerb(k int) bool {
	it := s.items[k]
	if !it.is(moveVerb) {
		return false
	}
	return s.behind(k) != nil && !s.behind(k).shares
}

// ownerBefore is the phrase that owns the amount at item i: "the S&P 500's 2%".
func (s *sentence) ownerBefore(i int) *phrase {
	for k := i - 1; k >= 0 && k >= i-4; k-- {
		if p := s.phraseAt(k); p != nil {
			if p.owner && p.class != other {
				return p
			}
			return nil
		}
		if it := s.items[k]; !it.plain() && !it.is(filler) && it.time == nil {
			return nil
		}
	}
	return nil
}

// sidewaysBehind reads "4.7% lower", "21% higher", "3.0% lower", and distances:
// "46% below the closing peak", "0.6% above its 52-week low".
func (s *sentence) sidewaysBehind(i int) (governor, bool) {
	k := i + 1
	for s.at(k).is(filler) && !s.at(k).is(preposition) && k < i+3 {
		k++
	}
	it := s.at(k)
	if !it.is(sideways) || it.raw == "" {
		return governor{}, false
	}
	if it.oneOf("up", "down") && (s.at(k-1).text == "," || s.at(k+1).amount != nil) {
		return governor{}, false
	}
	if s.at(k+1).oneOf("than", "from") && s.at(k+1).oneOf("than") && !s.previousPeak(k+2) {
		return governor{trigger: -1}, true
	}
	g := governor{trigger: k, dir: it.direction, right: true, end: k}
	if it.oneOf("below", "above", "off") || s.at(k+1).oneOf("than") {
		peak := s.previousPeak(k + 1)
		switch {
		case it.oneOf("off") && !peak:
			return governor{}, false
		case !peak:
			return governor{trigger: -1}, true
		}
		g.beyond = s.lower(k+1, k+10)
	}
	s.verbBefore(i, &g)
	return g, true
}

// previousPeak reports a high, low or peak that a distance is measured from.
func (s *sentence) previousPeak(i int) bool {
	for k := i; k < i+7 && k < len(s.items); k++ {
		it := s.items[k]
		if it.oneOf("high", "highs", "peak", "peaks", "low", "lows", "record", "open", "opening", "ipo") {
			return true
		}
		if it.mark && it.text != "-" {
			return false
		}
	}
	return false
}

// verbBefore looks left of the amount for the verb that "4.7% lower" hangs on:
// it tells the manner and who moves.
func (s *sentence) verbBefore(i int, g *governor) {
	for k := i - 1; k >= 0 && k >= i-8; k-- {
		it := s.items[k]
		if p := s.phraseAt(k); p != nil {
			if p.class == listedName || p.class == stranger || p.class == unnamed || p.class == anaphor {
				g.subject = p
			}
			return
		}
		s.manner(it, &g.manner)
		switch {
		case it.is(closing | opening | being | trading | moveVerb | moving | touching):
			g.trigger = k
			if it.is(causing) {
				g.causing = true
			}
			return
		case it.text == "," || it.is(conjunction):
			return
		}
	}
}

// manner notes what a word says of the moment.
func (s *sentence) manner(it item, m *manner) {
	switch {
	case it.is(closing):
		m.closing = true
	case it.is(opening) && !it.oneOf("open") || it.is(gapping):
		m.opening = true
	case it.is(trading):
		m.present = m.present || !it.oneOf("traded", "changed hands")
	case it.oneOf("is", "are", "now", "currently", "remain", "remains", "'s"):
		m.present = true
	case it.oneOf("last", "earlier", "briefly", "initially"):
		m.asof = true
	}
}

func signOf(q *quantity.Quantity) Direction {
	if q.Value < 0 {
		return Down
	}
	return Up
}
