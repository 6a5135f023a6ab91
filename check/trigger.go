package check

import "newstape/story/quantity"

// triggerBefore looks left of the amount for the word that moves: "fell by about
// 8%", "was down more than 5%", "a gain of 5.1%", "its decline to 11.1%".
func (s *sentence) triggerBefore(i int) (governor, bool) {
	g := governor{trigger: -1}
	for k := i - 1; k >= 0 && k >= i-12; k-- {
		it := s.items[k]
		if p := s.phraseAt(k); p != nil {
			if s.between(p, i, &g) {
				k = p.from
				continue
			}
			return s.found(i, g)
		}
		s.manner(it, &g.manner)
		switch {
		case it.is(sideways) && g.dir == "" && s.at(k+1).oneOf("from", "to"):
			return governor{trigger: -1}, true // "up from 32%"
		case it.is(sideways) && g.dir == "" && !s.adjoins(k, i):
			return governor{}, false
		case it.is(sideways) && g.dir == "":
			g.dir, g.trigger = it.direction, k
		case it.is(sideways):
		case it.is(moveNoun) && s.isNoun(k, i):
			return s.nounBefore(i, k, g)
		case it.is(moveVerb|moving) && s.at(k-1).is(moveNoun) && s.at(k+1).oneOf("to"):
			return s.nounBefore(i, k-1, g) // "gains cooled down to just 18%"
		case it.is(moveVerb | moving):
			if s.at(i-1).oneOf("to", "from") || s.at(i-2).oneOf("high", "low") && s.at(i-1).oneOf("of") {
				return governor{trigger: -1}, true // a level of something: "fell to 55%"
			}
			return s.verbFound(i, k, g), true
		case it.is(multiple):
			return governor{trigger: -1}, true
		case it.is(closing | opening | gapping | being | trading | touching):
			if g.trigger < 0 {
				g.trigger = k
			}
			if it.is(being|aux) && g.dir == "" && !signedOrTrailing(s, i) {
				return governor{}, false
			}
			if g.dir != "" || it.is(being) || signed(s.items[i].amount) {
				g.manner = s.allManner(k, g.manner)
				return s.found(i, g)
			}
		case it.is(causing):
			g.causing = true
			if g.dir == "" {
				g.dir = it.direction
			}
			g.trigger = k
			return s.found(i, g)
		case s.stops(k):
			return s.found(i, g)
		}
	}
	return s.found(i, g)
}

// adjoins reports that nothing but fillers, amounts and "a healthy" stand between
// a sideways word and the amount.
func (s *sentence) adjoins(k, i int) bool {
	article := false
	for j := k + 1; j < i; j++ {
		it := s.items[j]
		if it.oneOf("a", "an") {
			article = true
			continue
		}
		if it.plain() && !article && !it.oneOf("whopping", "as") || it.oneOf("of") {
			return false
		}
	}
	return true
}

// found ends a search: with a direction, the amount is governed.
func (s *sentence) found(i int, g governor) (governor, bool) {
	if g.trigger < 0 {
		return governor{}, false
	}
	if g.dir == "" || g.dir == NoSign {
		if !signed(s.items[i].amount) && g.dir == "" && !signedOrTrailing(s, i) {
			return governor{}, false
		}
		g.dir = signOf(s.items[i].amount)
	}
	return g, true
}

func signed(q *quantity.Quantity) bool {
	return q.Value < 0 || q.Start < q.Number.Start && q.Unit == quantity.Percent && q.Hedge.Empty()
}

// signedOrTrailing: "is +9.84", "is nearly 8 percent year-to-date".
func signedOrTrailing(s *sentence, i int) bool {
	if s.printedSign(i) {
		return true
	}
	t := s.at(i + 1).time
	return t != nil && (t.Kind == "trailing" || t.Kind == "since")
}

// printedSign reports a plus or minus printed before the amount.
func (s *sentence) printedSign(i int) bool {
	q := s.items[i].amount
	if q.Value < 0 {
		return true
	}
	for at := q.Start; at < q.Number.Start; at++ {
		if s.doc[at] == '+' {
			return true
		}
	}
	return q.Start > 0 && s.doc[q.Start-1] == '+'
}

// verbFound completes a governor whose verb is item k.
func (s *sentence) verbFound(i, k int, g governor) governor {
	it := s.items[k]
	if it.direction == Up || it.direction == Down {
		// "rose 2% higher" agrees; "edged up" has its sign in the adverb
		g.dir = it.direction
	}
	if g.dir == "" {
		g.dir = it.direction
		if s.printedSign(i) {
			g.dir = signOf(s.items[i].amount)
		}
	}
	g.trigger = k
	g.manner = s.allManner(k, g.manner)
	return g
}

// allManner adds what stands before the trigger in its verb group.
func (s *sentence) allManner(k int, m manner) manner {
	s.manner(s.items[k], &m)
	for j := k - 1; j >= 0 && j >= k-3; j-- {
		if s.phraseAt(j) != nil || s.items[j].mark {
			break
		}
		s.manner(s.items[j], &m)
	}
	return m
}

// isNoun decides between noun and verb for a word that is both: an article,
// adjective or possessive before it, or "of" and "to" behind it.
func (s *sentence) isNoun(k, amount int) bool {
	it := s.items[k]
	if !it.is(moveVerb) {
		return true
	}
	before := s.at(k - 1)
	if before.oneOf("a", "an", "the", "its", "their", "this", "that") || before.possessive() || before.is(superlative) ||
		before.plain() && !adverb(before.text) && s.behind(k) == nil && k > 0 && !before.capital() || before.time != nil && before.time.Kind == "trailing" {
		return true
	}
	return s.at(k+1).oneOf("of") && k+1 < amount
}

// nounBefore reads "a gain of 5.1%", "losses for 2022 to 25%", "gains cooled
// down to just 18%".
func (s *sentence) nounBefore(i, k int, g governor) (governor, bool) {
	g.noun, g.trigger = true, k
	if d := s.items[k].direction; d != NoSign {
		g.dir = d
	} else if g.dir == "" {
		g.dir = signOf(s.items[i].amount)
	}
	for j := k - 1; j >= k-4; j-- {
		if v := s.at(j - 1); s.at(j).oneOf("with") && v.is(closing|opening|gapping) {
			s.manner(v, &g.manner) // "opened with a jump of 0.4%"
			if v.is(opening) {
				g.manner.opening = true
			}
		}
	}
	joint := s.at(k + 1)
	switch {
	case joint.oneOf("of"), joint.oneOf("to"), joint.time != nil, joint.is(preposition), joint.text == "(", joint.amount != nil:
	case joint.is(moveVerb):
	default:
		return governor{}, false
	}
	p, ok := s.nounSubject(k)
	if !ok && !joint.oneOf("of") {
		return governor{trigger: -1}, true
	}
	if p != nil && p.to <= i {
		g.subject = p
	}
	if g.subject == nil {
		g.subject = s.ownerBefore(k)
	}
	if q := s.behind(k); g.subject == nil && q != nil && q.class == listedName && len(priced([]*phrase{q}, false)) > 0 {
		g.subject = q // "the SPY return of 9%"
	}
	return g, true
}

// between reports a phrase that may stand between a verb and its amount: the
// object of a causing verb, or what is no subject.
func (s *sentence) between(p *phrase, i int, g *governor) bool {
	if p.to < i && !s.only2(p.to, i) {
		return p.governed
	}
	if p.class == other || p.owner {
		return p.governed
	}
	for j := p.from - 1; j >= 0 && j >= p.from-8; j-- {
		it := s.items[j]
		if it.is(causing) {
			g.subject, g.causing, g.trigger = p, true, j
			if g.dir == "" {
				g.dir = it.direction
			}
			q := s.group(p)
			return len(q) == 0
		}
		if s.phraseAt(j) == nil && (it.plain() || it.text == "," || it.is(conjunction|preposition)) {
			continue
		}
		if q := s.phraseAt(j); q != nil && (q.class != other || s.joined(q.to, p.from)) {
			continue // shares of A and B, by 2% and 3%
		}
		break
	}
	return false
}

// joined reports that a conjunction or a comma stands between two phrases.
func (s *sentence) joined(from, to int) bool {
	return from < to && s.anyOf(from, to, "and", ",", "&")
}

// only2 reports words such as "by", "some" and hedges between.
func (s *sentence) only2(from, to int) bool {
	for k := from; k < to; k++ {
		if it := s.items[k]; !it.is(filler|conjunction) && !it.oneOf("by") && !it.is(sideways) && it.amount == nil && it.text != "," {
			return false
		}
	}
	return true
}

// stops reports an item that ends the search for a verb.
func (s *sentence) stops(k int) bool {
	it := s.items[k]
	switch {
	case it.text == "," || it.text == "-" || it.text == "–" || it.text == "—":
		// "down 80 cents, or almost 7%"; "down 6%, 6.3%, and 9.1%"; "fell as well, by 4%"
		return s.at(k-1).amount == nil && !s.at(k+1).oneOf("by")
	case it.mark:
		return it.text != "$" && it.text != "(" && it.text != "~"
	case it.is(relative), it.is(subordinate) && it.time == nil && !it.is(filler):
		return true
	}
	return false
}
