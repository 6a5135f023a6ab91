package check

import "newstape/names/security"

// equityPhrase reads a phrase whose head is shares or stock: "shares of Micron
// Technology", "its over-the-counter shares", "the stock", "chip stocks".
func (s *sentence) equityPhrase(i int) (phrase, bool) {
	if s.isVerbal(i) {
		return phrase{}, false
	}
	p := phrase{from: i, to: i + 1, shares: true, class: anaphor}
	for s.at(p.to).is(equityWord) {
		p.to++
	}
	word := s.items[i].text
	if s.at(p.to).is(person) || s.at(p.to).is(metricWord) && !s.at(p.to).is(modal) {
		p.class = other
		p.to++
		return p, true
	}
	if s.at(p.to).oneOf("of", "in", "for") && s.at(p.to).is(preposition) {
		if q, ok := s.sharesOf(p); ok {
			return q, true
		}
	}
	weak := word == "price" || word == "prices" || word == "line" || word == "units" || word == "equity" || word == "share"
	if word == "prices" {
		p.class, p.shares = other, false // of what it sells
		return p, true
	}
	from, det := s.determiner(i)
	switch {
	case (det == "'s" || det == "’s" || det == "'") && s.at(from-1).plain() && s.at(from-1).capital() && !s.titled:
		p.class, p.from = unnamed, from-1 // of somebody whom nobody linked
	case det == "its" || det == "their" || det == "the" || det == "that" || det == "this" || det == "'s" || det == "’s" || det == "'":
		if weak && det != "its" && det != "their" {
			return phrase{}, false
		}
		p.from = from
	case weak:
		return phrase{}, false
	case from < i:
		p.class, p.from = unnamed, from
	case det == "a" || det == "some" || det == "most" || det == "other" || det == "more":
		p.class = unnamed
	case word == "stocks":
		p.class = unnamed
	}
	return p, true
}

// thoseOf reads "those of JD.com" behind shares of somebody else; behind anything
// else it is what has no price.
func (s *sentence) thoseOf(i int) (phrase, bool) {
	p := phrase{from: i, to: i + 1, shares: true, class: anaphor}
	q, ok := s.sharesOf(p)
	if !ok {
		return p, false
	}
	for _, before := range s.phrases {
		if before.shares {
			return q, true
		}
	}
	q.class, q.shares = other, false
	return q, true
}

// determiner walks left over adjectives to what determines the phrase.
func (s *sentence) determiner(i int) (from int, det string) {
	from = i
	for k := i - 1; k >= 0 && k >= i-5; k-- {
		it := s.items[k]
		switch {
		case it.oneOf("its", "their", "the", "that", "this", "a", "some", "most", "other", "more") || it.possessive():
			return k, it.text
		case it.name != nil && it.name.Entity.Kind == security.Place, it.time != nil:
		case it.plain() || it.oneOf("new", "common", "over the counter", "price") || it.text == "-":
		case it.is(metricWord|commodity) && k == i-1:
		default:
			return from, ""
		}
		from = k
	}
	return from, ""
}

// sharesOf reads "shares of", "stock in" and what follows: a listed name, a
// party that nobody linked, or "the company".
func (s *sentence) sharesOf(p phrase) (phrase, bool) {
	start := p.to + 1
	for k := start; k < len(s.items) && k < start+9; k++ {
		it := s.items[k]
		switch {
		case it.name != nil && listed(it.name):
			q := s.namePhrase(k)
			if q.owner && !q.shares || q.class != listedName {
				q.class = other
			}
			q.from, q.shares = p.from, true
			return q, true
		case it.name != nil && it.name.Entity.Kind != security.Place && it.name.Entity.Kind != security.OtherKind && k == start:
			p.class, p.to = unnamed, k+1
			return p, true
		case it.oneOf("company", "group", "firm", "companies", "chipmaker", "retailer", "bank", "carmaker") && s.definite(k):
			p.to = k + 1
			return p, true
		case it.mark && it.text != "-" || it.oneOf("to", "at") || it.is(moveVerb|being|closing|sideways|aux|modal) && !it.capital() || it.amount != nil:
			if k == start {
				return p, false
			}
			p.class, p.to = unnamed, k
			return p, true
		}
	}
	p.class, p.to = unnamed, min(len(s.items), start+9)
	return p, true
}

// pronounPhrase reads it and they as subjects, and its with what it owns.
func (s *sentence) pronounPhrase(i int) (phrase, bool) {
	it := s.items[i]
	if it.oneOf("it", "they") {
		return phrase{from: i, to: i + 1, class: anaphor}, true
	}
	head := s.head(i+1, true)
	switch {
	case head < 0:
		if s.ownsMove(i + 1) {
			return phrase{from: i, to: i + 1, class: anaphor, owner: true}, true
		}
		return phrase{from: i, to: i + 1, class: other, owner: true}, true
	case s.items[head].is(equityWord):
		p := phrase{from: i, to: head + 1, class: anaphor, shares: true}
		for s.at(p.to).is(equityWord) {
			p.to++
		}
		return p, true
	}
	return phrase{from: i, to: head + 1, class: other}, true
}

// definitePhrase reads "the company", "the chipmaker's shares".
func (s *sentence) definitePhrase(i int) phrase {
	p := phrase{from: i, to: i + 1, class: anaphor}
	if s.at(p.to).possessive() {
		p.to++
		p.owner = true
	}
	head := s.head(p.to, p.owner)
	switch {
	case head < 0:
		if p.owner && !s.ownsMove(p.to) {
			p.class = other
		}
	case s.items[head].is(equityWord):
		p.shares, p.to = true, head+1
		for s.at(p.to).is(equityWord) {
			p.to++
		}
	default:
		p.class, p.to = other, head+1
	}
	return p
}

// strangerPhrase reads a run of capitalised words that nobody linked. At the
// start of a sentence one capital says nothing, unless a ticker follows.
func (s *sentence) strangerPhrase(i int) (phrase, bool) {
	p := phrase{from: i, to: i + 1, class: stranger}
	if s.items[i].oneOf("the", "a", "an", "this", "these", "those", "some", "i", "we", "you", "he", "she") {
		return phrase{}, false
	}
	for s.at(p.to).capital() && (s.at(p.to).plain() || s.at(p.to).is(metricWord|commodity|indexWord) && !s.at(p.to).is(modal|equityWord)) || s.at(p.to).oneOf("&") {
		p.to++
	}
	if s.at(p.to).is(indexWord) && s.at(p.to).oneOf("fund", "etf", "index", "tracker", "gauge", "composite") {
		p.to++
	}
	if s.anyOf(p.from+1, p.to, "etf", "fund", "index", "trust", "tracker", "gauge", "composite") {
		p.class, p.shares = unnamed, true
	}
	ticker := s.tickerBehind(p.to)
	if i == 0 && p.to == i+1 && !ticker && !s.at(p.to).is(moveVerb|closing) {
		return phrase{}, false
	}
	if ticker {
		for p.to < len(s.items) && s.items[p.to].text != ")" {
			p.to++
		}
		p.to++
	}
	if s.at(p.to).possessive() {
		p.to++
		p.owner = true
	}
	head := s.head(p.to, p.owner)
	switch {
	case head < 0:
		if p.owner && !s.ownsMove(p.to) {
			p.class = other
		}
	case s.items[head].is(equityWord) && s.pointed(i) && s.items[i].oneOf("american", "u.s.", "us", "chinese", "new", "hong"):
		p.class, p.shares, p.to = anaphor, true, head+1 // the American shares
	case s.items[head].is(equityWord):
		p.class, p.shares, p.to = unnamed, true, head+1
	default:
		p.class, p.to = other, head+1
	}
	p.to = min(p.to, len(s.items))
	return p, true
}

// tickerBehind reports "(NYSE: XYZ)" or "(XYZ)" at item i.
func (s *sentence) tickerBehind(i int) bool {
	if s.at(i).text != "(" {
		return false
	}
	for k := i + 1; k < i+6; k++ {
		it := s.at(k)
		if it.text == ")" {
			return k > i+1 && tickerLike(s.items[k-1].raw)
		}
		if it.amount != nil || it.raw == "" {
			return false
		}
	}
	return false
}
