package check

import (
	"newstape/story/quantity"
	"newstape/story/when"
)

// rowLevel is the close in a table row.
func (s *sentence) rowLevel(i int) (finding, levelOwner, bool) {
	g, ok := s.rowSubject(i, governor{})
	f := finding{measure: LevelClose, dir: NoSign, trigger: i, span: s.items[i].Span}
	f.manner.closing = true
	return f, levelOwner{phrases: []*phrase{g.subject}}, ok
}

// lineLevel is the price in a line of movers.
func (s *sentence) lineLevel(i int) (finding, levelOwner, bool) {
	f := finding{measure: LevelClose, dir: NoSign, trigger: i, span: s.items[i].Span}
	return f, levelOwner{phrases: []*phrase{s.behind(i)}}, true
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

// priceOf is the item of the price in "the closing price of Alibaba on Thursday
// was", left of the verb at item k; 0 for none.
func (s *sentence) priceOf(k int) int {
	j := k - 1
	for s.at(j).time != nil || s.at(j).is(preposition) || s.at(j).text == "," && s.at(j-1).time != nil {
		j--
	}
	p := s.phraseAt(j)
	if p != nil && p.shares && s.items[p.from].oneOf("price") && s.at(p.from-1).is(closing|opening) {
		return p.from
	}
	if p != nil && p.shares && s.items[p.to-1].oneOf("price", "stock price", "share price") {
		return p.to - 1 // "its stock price on January 3 was"
	}
	if p == nil || p.lead != "of" && p.lead != "for" {
		return 0
	}
	for j = p.from - 1; s.at(j).oneOf("of", "for", "the"); j-- {
		continue
	}
	if j < 1 || !s.items[j].oneOf("price", "close", "high", "low", "open") || !s.items[j-1].is(closing|opening) && !s.items[j].oneOf("close", "high", "low") && !s.items[j-1].is(equityWord) {
		return 0
	}
	return j
}

// timeBetween is a time between two items, nil for none.
func (s *sentence) timeBetween(from, to int) *when.Expr {
	for k := from; k < to; k++ {
		if t := s.items[k].time; t != nil {
			return t
		}
	}
	return nil
}

// priceOfLevel is the level that the words at item k name.
func (s *sentence) priceOfLevel(f finding, i, k int) (finding, levelOwner, bool) {
	from := k
	if s.items[k-1].is(closing | opening) {
		from--
	}
	f.trigger, f.span, f.measure = from, s.span(from, i), LevelAsOf
	switch w := s.lower(from, k+1); {
	case hasWord(w, "closing") || hasWord(w, "close"):
		f.measure = LevelClose
	case hasWord(w, "opening") || hasWord(w, "open"):
		f.measure = LevelOpen
	case hasWord(w, "high"):
		f.measure = LevelHigh
	case hasWord(w, "low"):
		f.measure = LevelLow
	}
	j := k
	for s.phraseAt(j) == nil {
		j++
	}
	f.time = s.timeBetween(k, i)
	return f, levelOwner{phrases: []*phrase{s.phraseAt(j)}}, true
}
