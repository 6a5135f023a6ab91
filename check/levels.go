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
		if r.priceColumn(s, i) {
			f, who, ok = s.rowLevel(i)
		}
		if !ok || s.hypothetical(min(f.trigger, i)) {
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

// rowLevel is the close in a table row.
func (s *sentence) rowLevel(i int) (finding, levelOwner, bool) {
	g, ok := s.rowSubject(i, governor{})
	f := finding{measure: LevelClose, dir: NoSign, trigger: i, span: s.items[i].Span}
	f.manner.closing = true
	return f, levelOwner{phrases: []*phrase{g.subject}}, ok
}

// couldBeLevel: money of the size of a price, or a bare number.
func (s *sentence) couldBeLevel(i int) bool {
	q := s.items[i].amount
	switch q.Unit {
	case quantity.Money:
		if q.Scale > 1 {
			return false
		}
		return !s.at(i+1).oneOf("per") || s.at(i+2).oneOf("share", "ads")
	case quantity.Points:
		return s.at(i-1).oneOf("at", "to") && q.Value >= 100
	case quantity.Plain:
		return q.Decimals > 0 || q.Value >= 100
	case quantity.Count:
		return false
	}
	return false
}

// plainLevel: a number without a unit is a price only with decimals, or an
// index level.
func plainLevel(q *quantity.Quantity, sub subject) bool {
	if sub.name != nil && sub.name.Entity.Kind == security.Index || sub.index || sub.class == stranger {
		return true
	}
	return q.Decimals == 2
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
	case it.is(being) && s.pointBefore(k) > 0:
		return s.pointLevel(f, i, s.pointBefore(k))
	case s.at(i+1).oneOf("as") && s.pointBehind(i) > 0:
		return s.pointLevel(f, i, s.pointBehind(i))
	case it.oneOf("of") || s.peakWord(k):
		return s.peakLevel(f, i, k)
	case it.oneOf("at", "to", "in") || it.text == "@":
		return s.prepositionLevel(f, i, k)
	case it.is(touching) && !it.oneOf("set", "sets", "setting", "post", "posted", "reach", "reaches", "mark", "marked", "marks", "marking"):
		f.trigger = k
		f.measure = s.touched(k)
		f.span = s.span(k, s.ago(i))
		return f, levelOwner{phrases: s.subjects(k, false)}, true
	case it.is(closing|trading) && q.Qualifier == quantity.AsMuchAs, it.oneOf("hands"), it.text == "trading", q.Qualifier != quantity.Exact && it.is(trading):
		f.trigger = k
		if f.measure == LevelClose {
			f.measure = LevelAsOf
		}
		f.span = s.span(k, i)
		return f, levelOwner{phrases: s.subjects(k, false)}, true
	}
	return f, levelOwner{}, false
}

// crossedLevel reads "dropping quickly below $57.50", "closed above 6,000".
func (s *sentence) crossedLevel(f finding, i int) (finding, levelOwner, bool) {
	k := i - 1
	for s.at(k).is(filler) || s.at(k).time != nil || s.at(k).plain() && adverb(s.at(k).text) {
		k--
	}
	it := s.at(k)
	switch {
	case it.is(closing):
		f.measure = LevelClose
	case it.is(moveVerb | moving | trading | sideways):
		f.measure = LevelHigh
		if s.items[i].amount.Qualifier == quantity.LessThan {
			f.measure = LevelLow
		}
	default:
		return f, levelOwner{}, false
	}
	f.trigger, f.span = k, s.span(k, i)
	return f, levelOwner{phrases: s.subjects(k, it.is(moveVerb))}, true
}

// pointBefore finds "low point" or "high point" left of item k: "its low point in
// its 52-week range is $33.55".
func (s *sentence) pointBefore(k int) int {
	for j := k - 1; j > 0 && j >= k-8; j-- {
		if s.items[j].oneOf("point") && s.items[j-1].oneOf("low", "high") {
			return j - 1
		}
		if s.items[j].text == ";" || s.items[j].amount != nil {
			return 0
		}
	}
	return 0
}

// pointBehind finds it right of the number: "with $98.09 as the 52-week high point".
func (s *sentence) pointBehind(i int) int {
	for j := i + 2; j < i+7; j++ {
		if s.at(j+1).oneOf("point", "mark") && s.at(j).oneOf("low", "high") {
			return j
		}
	}
	return 0
}

// pointLevel is the level of a low or high point at item k.
func (s *sentence) pointLevel(f finding, i, k int) (finding, levelOwner, bool) {
	f.measure, f.trigger, f.span = LevelHigh, min(k, i), s.span(min(k, i), max(k, i))
	if s.items[k].oneOf("low") {
		f.measure = LevelLow
	}
	owner := levelOwner{phrases: s.subjects(min(k, i), false), shares: true}
	if p := s.behind(k); p != nil && p.owner && p.class != other {
		owner.phrases = []*phrase{p}
	}
	return f, owner, true
}

// ago takes in "minutes earlier" behind a touched price.
func (s *sentence) ago(i int) int {
	if s.at(i+1).amount == nil && s.at(i+1).oneOf("minutes", "moments", "hours", "seconds") && s.at(i+2).oneOf("earlier", "before", "later") {
		return i + 2
	}
	return i
}

// touched tells a touched low from a touched high by the moves around it.
func (s *sentence) touched(k int) Measure {
	if s.items[k].oneOf("peak", "peaked", "peaks") {
		return LevelHigh
	}
	nearest, at := LevelLow, -1
	for _, f := range s.findings {
		if f.item > k || f.item < at {
			continue
		}
		switch f.dir {
		case Down:
			nearest, at = LevelLow, f.item
		case Up:
			nearest, at = LevelHigh, f.item
		}
	}
	return nearest
}

func (s *sentence) peakWord(k int) bool {
	return s.at(k).oneOf("high", "low", "highs", "lows", "peak", "close", "trade", "price")
}

// peakLevel reads "a high of $196.00", "a record high $451", "a last trade of
// $39.48", "its closing price of $20".
func (s *sentence) peakLevel(f finding, i, k int) (finding, levelOwner, bool) {
	if s.items[k].oneOf("of") {
		k--
		for s.at(k).oneOf("point", "range", "mark") || s.at(k).is(filler) && !s.at(k).is(preposition) {
			k--
		}
	}
	it := s.at(k)
	from := k
	for s.at(from-1).plain() && s.phraseAt(from-1) == nil || s.at(from-1).time != nil || s.at(from-1).oneOf("record", "closing", "last", "current", "recent") || s.at(from-1).amount != nil && s.at(from-1).amount.Unit == quantity.Count {
		from--
	}
	words := s.lower(from, i)
	owner := levelOwner{phrases: s.subjects(from, false), shares: true}
	if p := s.behind(from); p != nil && p.owner && p.class != other {
		owner.phrases = []*phrase{p}
	}
	f.trigger, f.span = from, s.span(from, i)
	switch {
	case it.oneOf("high", "highs", "peak"):
		f.measure, f.dir = LevelHigh, NoSign
	case it.oneOf("low", "lows"):
		f.measure, f.dir = LevelLow, NoSign
	case it.oneOf("trade") && hasWord(words, "last"):
		f.measure = LevelAsOf
	case it.oneOf("price") && (hasWord(words, "closing") || s.at(k-1).is(equityWord)):
		f.measure = LevelAsOf
		if hasWord(words, "closing") {
			f.measure = LevelClose
		}
	case it.is(equityWord) && it.oneOf("share price", "stock price"):
		f.measure = LevelAsOf
	case it.oneOf("close"):
		f.measure = LevelClose
	default:
		return f, owner, false
	}
	if hasWord(words, "target") || hasWord(words, "strike") || hasWord(words, "exercise") || hasWord(words, "average") {
		return f, owner, false
	}
	return f, owner, true
}

// prepositionLevel reads "at" and "to" levels: behind a move of the same
// sentence, or behind a verb that closes, opens, trades.
func (s *sentence) prepositionLevel(f finding, i, k int) (finding, levelOwner, bool) {
	prep := s.items[k].text
	f.span = s.span(k, i)
	if prep == "in" {
		return f, levelOwner{}, false
	}
	for j := k - 1; j >= 0 && j >= k-12; j-- {
		it := s.items[j]
		if p := s.phraseAt(j); p != nil && p.class == other && (!p.governed || j == k-1) {
			return f, levelOwner{}, false // "increased its target to $80"
		}
		if n := s.findingAt(j); n >= 0 && !s.cutOff(j, k) {
			f.measure = levelLike(s.findings[n], f.measure)
			f.trigger = j
			if m := s.verbBetween(j, k); m > 0 {
				f.measure = s.verbMeasure(m, f.measure)
				f.span = s.span(m, i)
				if s.at(m - 1).oneOf("to") {
					f.span = s.span(m-1, i)
				}
			}
			return f, levelOwner{from: &s.findings[n]}, true
		}
		switch {
		case it.is(closing|opening|trading|gapping) && !it.is(moveNoun) && !s.items[j].oneOf("end", "start", "close") || it.is(closing) && s.at(j-1).oneOf("to"):
			f.measure = s.verbMeasure(j, f.measure)
			f.trigger = j
			f.span = s.span(j, i)
			who := s.subjects(j, !s.at(j).is(trading))
			return f, levelOwner{phrases: who}, true
		case it.is(being) && prep == "at":
			who := s.subjects(j, false)
			f.measure, f.trigger, f.span = LevelAsOf, j, s.span(j, i)
			return f, levelOwner{phrases: who}, len(who) > 0 && (who[0].shares || who[0].class == anaphor && who[0].index)
		case it.is(moveVerb|moving|sideways) && (prep == "to" || prep == "at"):
			who := s.subjects(j, it.is(moveVerb))
			f.trigger = j
			f.span = s.span(k, i)
			return f, levelOwner{phrases: who}, len(who) > 0 && (prep == "to" || it.is(sideways) || who[0].shares)
		case it.oneOf("peaked", "bottomed", "bottomed out", "peak"):
			f.measure, f.trigger, f.span = LevelHigh, j, s.span(j, i)
			if !it.oneOf("peaked", "peak") {
				f.measure = LevelLow
			}
			return f, levelOwner{phrases: s.subjects(j, false)}, true
		case it.oneOf("high", "low") && s.at(j-1).oneOf("record", "time", "closing"):
			f.measure, f.trigger, f.span = LevelHigh, j, s.span(j, i)
			if it.oneOf("low") {
				f.measure = LevelLow
			}
			return f, levelOwner{phrases: s.subjects(j, false)}, true
		case it.oneOf("valued"):
			f.measure = LevelAsOf
			if q := s.fronted(j, j); q != nil {
				return f, levelOwner{phrases: []*phrase{q}}, true
			}
			return f, levelOwner{}, false
		case it.oneOf("now") && j == 0 && prep == "at":
			f.measure = LevelAsOf
			q := s.fronted(j, j)
			if q == nil {
				return f, levelOwner{}, false
			}
			return f, levelOwner{phrases: []*phrase{q}}, true
		case it.text == ";" || it.is(relative) || it.is(subordinate) && it.time == nil:
			return f, levelOwner{}, false
		}
	}
	return f, levelOwner{}, false
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

// verbBetween is a closing, opening or trading verb between a move and a level:
// "rose 2.5% to close at 25.20".
func (s *sentence) verbBetween(from, to int) int {
	for k := to - 1; k > from; k-- {
		if s.items[k].is(closing | opening | trading) {
			return k
		}
	}
	return 0
}

func (s *sentence) verbMeasure(k int, m Measure) Measure {
	it := s.items[k]
	switch {
	case m == LevelLow || m == LevelHigh:
		return m
	case it.is(closing):
		return LevelClose
	case it.is(opening | gapping):
		return LevelOpen
	case it.is(trading):
		return LevelAsOf
	}
	return m
}

// levelLike is the measure of a level that a move led to.
func levelLike(f finding, m Measure) Measure {
	switch {
	case m != LevelClose:
		return m
	case f.measure == ReturnOpen || f.manner.opening:
		return LevelOpen
	case f.amount != nil && f.amount.Qualifier == quantity.AsMuchAs && f.dir == Down:
		return LevelLow
	case f.amount != nil && f.amount.Qualifier == quantity.AsMuchAs:
		return LevelHigh
	}
	return m
}
