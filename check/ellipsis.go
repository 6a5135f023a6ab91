package check

import "newstape/story/quantity"

// ellipsis reads "and American Airlines 3.5%", "Nvidia's +198%": the phrase
// stands right before the amount and the verb is that of the finding before.
func (s *sentence) ellipsis(i int) (governor, bool) {
	k := i
	for s.at(k-1).is(filler) && !s.at(k-1).is(preposition) || s.at(k-1).oneOf("by") || s.at(k-1).text == "," && s.behind(k-1) != nil && s.at(i+1).mark {
		k--
	}
	p := s.behind(k)
	if p == nil || p.class == other || p.class == anaphor || p.from == 0 && !s.printedSign(i) {
		return governor{}, false
	}
	if next := s.at(i + 1); next.is(preposition) && !next.oneOf("on", "in", "by", "over") && (!next.oneOf("at") || !s.printedSign(i) || s.at(i+2).amount == nil) || next.plain() && !next.oneOf("respectively") {
		return governor{}, false
	}
	g := governor{trigger: i, subject: p, list: true}
	if s.printedSign(i) {
		g.dir = signOf(s.items[i].amount)
		return g, true
	}
	if len(s.findings) == 0 {
		return governor{}, false
	}
	last := s.findings[len(s.findings)-1]
	if last.amount == nil || last.amount.Unit != quantity.Percent {
		return governor{}, false
	}
	g.dir, g.manner = last.dir, last.manner
	return g, true
}

// signed reads amounts that carry their sign and stand alone: "AKRX (-33.76%)",
// "Alibaba | BABA | -3.78%", and in lists "S&P 500: 1.59%".
func (s *sentence) signed(i int) (governor, bool) {
	k := i - 1
	open := s.at(k).text == "("
	if open || s.at(k).text == ":" {
		k--
	}
	g := governor{trigger: i, dir: signOf(s.items[i].amount), list: true}
	listing := s.at(i-1).text == ":" && s.heading && i == len(s.items)-1
	if !s.printedSign(i) && !listing && s.Cells == nil {
		return governor{}, false
	}
	if p := s.phraseAt(k); p != nil && p.class != other && (open || listing) {
		g.subject = p
		return g, true
	}
	if s.Cells != nil {
		return s.rowSubject(i, g)
	}
	if p := s.behind(i - 1); p != nil && s.priceInLine(i-1) {
		g.subject = p
		return g, true
	}
	if s.at(i-1).oneOf("vs", "vs.", "versus") && len(s.findings) > 0 && s.at(i+1).text == ")" {
		g.subject = &phrase{from: i - 1, to: i, class: unnamed} // (+33.6% vs. +33.0%)
		return g, true
	}
	if !open {
		return governor{}, false
	}
	// "outperformed the industry over the past year (+33.6% vs. +33.0%)"
	for j := k; j >= 0; j-- {
		if s.items[j].is(moveVerb) {
			g.trigger = j
			return g, true
		}
		if s.items[j].text == "(" || s.items[j].text == ")" {
			return governor{}, false
		}
	}
	return governor{}, false
}

// priceInLine reports a price between a name and its signed change, in a line that
// holds nothing else: "Alibaba (BABA) 153.80 -3.78%".
func (s *sentence) priceInLine(i int) bool {
	q, p := s.at(i).amount, s.behind(i)
	if q == nil || p == nil || p.class != listedName && p.class != stranger || q.Unit != quantity.Money && (q.Unit != quantity.Plain || q.Decimals != 2) {
		return false
	}
	next := s.at(i + 1).amount
	if next == nil || !s.printedSign(i+1) {
		return false
	}
	for _, it := range s.items {
		if it.is(moveVerb | moving | being | closing | trading) {
			return false
		}
	}
	return true
}

// rowSubject is the first listed name in a table row.
func (s *sentence) rowSubject(i int, g governor) (governor, bool) {
	for n := range s.phrases {
		p := &s.phrases[n]
		if p.from > i {
			break
		}
		if p.name != nil && listed(p.name) {
			p.class = listedName
			g.subject = p
			return g, true
		}
	}
	for n := range s.phrases {
		if p := &s.phrases[n]; p.from < i && (p.class == stranger || p.class == unnamed) {
			g.subject = p
			return g, true
		}
	}
	return governor{}, false
}
