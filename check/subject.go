package check

// beside finds who the verb, noun or adverb at item i is about by what stands left
// of it in its clause.
func (s *sentence) beside(i int, verb bool) []*phrase {
	first := true
	for k := i - 1; k >= 0; k-- {
		it := s.items[k]
		if p := s.phraseAt(k); p != nil {
			if s.skips(p, k, i) {
				k = p.from
				first = false
				continue
			}
			return s.group(p)
		}
		switch {
		case it.text == ")":
			m := s.opening(k)
			if p := s.phraseAt(m + 1); p != nil && p.class == listedName && p.to == k {
				return []*phrase{p} // the fund tracking Chinese internet names (KWEB)
			}
			k = m
		case it.text == `"` || it.text == "”":
			k = s.quoteBefore(k)
		case it.text == ":" && s.behind(k) != nil && s.only(k+1, i):
			return []*phrase{s.behind(k)} // "Regency Centers: lower 4.3%"
		case it.text == ";" || it.text == ":":
			return nil
		case it.text == "," || it.text == "-" || it.text == "–" || it.text == "—":
			if p := s.ledBy(k, i); p != nil {
				return []*phrase{p}
			}
			if m := s.relativeRegion(k); m >= 0 && !s.holdsTrigger(m, k, i) {
				k = m
			}
		case it.is(relative) && !it.oneOf("that") && k > 0:
			return s.antecedentOf(k)
		case it.is(subordinate) && it.time == nil && !it.oneOf("but", "and then"):
			if q := s.fronted(k, i); q != nil {
				return s.group(q)
			}
		case it.plain() && first && verb && !adverb(it.text):
			return []*phrase{{from: k, to: k + 1, class: other}}
		}
		if !it.is(filler|aux|being|sideways) && it.time == nil && it.amount == nil {
			first = false
		}
	}
	if q := s.fronted(-1, i); q != nil {
		return s.group(q)
	}
	return nil
}

// antecedentOf is what the relative pronoun at item k stands for: the phrase
// right before it.
func (s *sentence) antecedentOf(k int) []*phrase {
	j := k - 1
	if s.at(j).text == "," || s.at(j).text == "-" || s.at(j).text == "–" || s.at(j).text == "—" {
		j--
	}
	if s.at(j).text == ")" {
		j = s.opening(j) - 1
	}
	if p := s.phraseAt(j); p != nil {
		return s.group(p)
	}
	if j >= 0 && s.items[j].plain() {
		return []*phrase{{from: j, to: j + 1, class: other}}
	}
	return s.beside(j+1, false)
}

// skips: a phrase behind a preposition is no subject, unless what follows hangs
// on it: "led by Alcoa, trading up", "with PDD losing".
func (s *sentence) skips(p *phrase, k, i int) bool {
	if p.class == other && p.owner && s.items[p.from].oneOf("its", "their") {
		return true
	}
	if s.asideOf(p) || s.predicate(p) || p.class == stranger && !p.shares && s.objectOf(p) {
		return true
	}
	if !p.governed {
		return false
	}
	if p.class == other && p.lead == "with" && s.only(k+1, i) {
		return false // "with revenue up 23%"
	}
	near := i-k <= 2 || s.only(k+1, i)
	if near && (p.class == listedName || p.class == stranger || p.class == anaphor || p.class == unnamed) {
		switch p.lead {
		case "with", "by", "for", "including", "than", "versus", "vs", "vs.", "like":
			return false
		}
		return p.lead == "of" && p.class == unnamed || !s.items[i].is(sideways|moving|trading)
	}
	return true
}

// only reports that nothing but commas, fillers and being words lie between.
func (s *sentence) only(from, to int) bool {
	for k := from; k < to; k++ {
		it := s.items[k]
		if it.text != "," && !it.is(filler|being|aux|trading|closing|relative) && it.time == nil && it.amount == nil {
			return false
		}
	}
	return true
}

// adverb guesses an adverb by its ending.
func adverb(w string) bool {
	n := len(w)
	return n > 3 && w[n-2:] == "ly" || w == "fared" || w == "better" || w == "worse" || w == "a" || w == "the" || w == "to" || w == "an"
}

// quoteBefore is the opening mark of a quotation of few words that closes at
// item k, or k.
func (s *sentence) quoteBefore(k int) int {
	for j := k - 1; j >= 0 && j >= k-6; j-- {
		if s.items[j].text == `"` || s.items[j].text == "“" {
			return j
		}
	}
	return k
}

// opening is the index of the bracket that item k closes, or k.
func (s *sentence) opening(k int) int {
	for j := k - 1; j >= 0; j-- {
		if s.items[j].text == "(" {
			return j
		}
	}
	return k
}

// holdsTrigger reports that the word at item i lies in the region itself.
func (s *sentence) holdsTrigger(from, to, i int) bool { return from < i && i < to }

// fronted is the subject of a clause that follows a fronted participle or
// subordinate clause: "After losing 16%, shares of Alcoa have risen". Item k is
// the word that opens the fronted part.
func (s *sentence) fronted(k, i int) *phrase {
	for j := k + 1; j < i; j++ {
		if p := s.phraseAt(j); p != nil && !p.governed && p.class != other {
			return nil
		}
	}
	if k > 2 && s.items[k].time == nil {
		return nil
	}
	comma := -1
	for j := i + 1; j < len(s.items); j++ {
		if s.items[j].text == "," {
			comma = j
			break
		}
		if s.items[j].text == ";" {
			return nil
		}
	}
	if comma < 0 {
		return nil
	}
	for j := comma + 1; j < len(s.items); j++ {
		p := s.phraseAt(j)
		if p != nil && !p.governed {
			if p.class == listedName || p.class == anaphor || p.class == stranger && tickerLike(s.items[p.from].raw) {
				return p
			}
			return nil
		}
		if s.items[j].is(moveVerb|being) && !s.items[j].is(moveNoun) {
			return nil
		}
	}
	return nil
}

// group adds to a phrase those that are coordinated with it on its left:
// "A (NYSE: A), B and C".
func (s *sentence) group(p *phrase) []*phrase {
	out := []*phrase{p}
	if p.class == other {
		return out
	}
	for {
		left := out[0]
		k := left.from - 1
		joined := false
		for ; k >= 0; k-- {
			it := s.items[k]
			if it.text == "," || it.oneOf("and", "&", "or") {
				joined = true
				continue
			}
			if s.phraseAt(k) == nil && (it.plain() && !it.capital() || it.is(filler) && it.oneOf("also", "both") || it.oneOf("a", "the") || descriptor(it)) {
				continue
			}
			break
		}
		q := s.phraseAt(k)
		if joined && q != nil && q.class == other && q.name != nil && !q.owner && !q.governed && q.to == left.from-1 {
			return append([]*phrase{q}, out...) // an exchange in a list of companies
		}
		if joined && q != nil && s.objectOf(q) {
			return out
		}
		if !joined || q == nil || q.owner || q.class != listedName && q.class != stranger && q.class != unnamed ||
			p.class == anaphor || s.twoClauses(q.to, left.from) {
			return out
		}
		if q.governed && !q.shares && q.lead != "of" && q.lead != "by" && q.lead != "including" && q.lead != "with" {
			return out
		}
		out = append([]*phrase{q}, out...)
	}
}

// nounSubject is who a move is of: "a rise in the S&P 500", "losses for Nike".
// ok is false when the noun is of something that has no price.
func (s *sentence) nounSubject(noun int) (p *phrase, ok bool) {
	k := noun + 1
	for s.at(k).time != nil || s.at(k).is(filler) && !s.at(k).is(preposition) || s.at(k).is(preposition) && s.at(k+1).time != nil {
		k++
	}
	if !s.at(k).oneOf("in", "for", "of", "by", "from", "on", "at") {
		return nil, true
	}
	prep := s.items[k].text
	for j := k + 1; j < len(s.items) && j <= k+7; j++ {
		if q := s.phraseAt(j); q != nil {
			if q.class == other && prep != "in" && prep != "of" {
				return nil, true
			}
			return q, q.class != other
		}
		it := s.items[j]
		if it.time != nil || it.amount != nil || it.mark && it.text != "-" {
			return nil, true
		}
	}
	return nil, prep != "in" && prep != "of"
}
