package check

import (
	"newstape/names/link"
	"newstape/names/security"
)

// class is what a noun phrase means for the market.
type class uint8

// The classes.
const (
	nobody     class = iota
	listedName       // a listed party or its shares
	anaphor          // the stock, its shares, it: somebody named before
	unnamed          // shares of somebody who has no listing here
	stranger         // a capitalised name that nobody linked
	other            // sales, oil, investors, a party without shares
)

// phrase is a noun phrase over items [from, to).
type phrase struct {
	from, to int
	class    class
	name     *link.Mention // of a security
	// shares says that the words speak of shares, not of the company.
	shares bool
	index  bool // an anaphor for an index: the benchmark
	owner  bool // a possessive: what it owns stands behind it
	// governed: a preposition stands before it, so it is no subject.
	governed bool
	lead     string // that preposition
}

// phrases finds the noun phrases of a sentence, in order.
func (s *sentence) findPhrases() {
	s.phrases = s.phrases[:0]
	s.owner = append(s.owner[:0], make([]int, len(s.items))...)
	for i := range s.owner {
		s.owner[i] = -1
	}
	for i := 0; i < len(s.items); {
		p, ok := s.phraseFrom(i)
		if !ok {
			i++
			continue
		}
		p.governed, p.lead = s.governed(p.from)
		if q := s.coordinate(p.from); q != nil && q.governed && !p.governed && q.lead != "with" {
			p.governed, p.lead = true, q.lead
		}
		for k := p.from; k < p.to; k++ {
			s.owner[k] = len(s.phrases)
		}
		s.phrases = append(s.phrases, p)
		i = p.to
	}
}

func (s *sentence) phraseFrom(i int) (phrase, bool) {
	it := s.items[i]
	switch {
	case it.name != nil:
		return s.namePhrase(i), true
	case it.is(equityWord):
		return s.equityPhrase(i)
	case it.oneOf("those") && s.at(i+1).oneOf("of"):
		return s.thoseOf(i)
	case it.oneOf("it", "they", "its", "their"):
		return s.pronounPhrase(i)
	case it.oneOf("market") && s.definite(i) && s.at(i+1).possessive() && s.ownsMove(i+2):
		return phrase{from: i, to: i + 2, class: anaphor, index: true, owner: true}, true
	case it.oneOf("sector") && s.definite(i) && s.at(i+1).is(moveVerb|closing|being):
		return phrase{from: i, to: i + 1, class: stranger}, true
	case it.is(indexWord) && s.definite(i):
		return phrase{from: i, to: i + 1, class: anaphor, index: true}, true
	case it.oneOf("company", "group", "chipmaker", "firm", "retailer", "automaker", "bank", "carmaker", "giant", "maker", "carrier", "lender") && s.definite(i):
		return s.definitePhrase(i), true
	case it.is(metricWord|commodity|person) && !it.is(moveVerb|modal):
		return phrase{from: i, to: i + 1, class: other}, true
	case it.plain() && it.capital() && !s.titled:
		return s.strangerPhrase(i)
	}
	return phrase{}, false
}

// namePhrase reads on from a linked name: the ticker in parentheses behind it,
// and the head of the phrase, which may be shares, revenue or analysts.
func (s *sentence) namePhrase(i int) phrase {
	p := phrase{from: i, to: i + 1, class: other, name: s.items[i].name}
	if listed(p.name) {
		p.class = listedName
	}
	p.to = s.afterTicker(p.to, p.name)
	if p.to < len(s.items) && s.items[p.to].possessive() {
		p.to++
		p.owner = true
	} else if s.at(p.to).is(indexWord) && p.class == listedName {
		if s.at(p.to).oneOf("fund", "etf", "tracker") && p.name.Entity.Kind == security.Index {
			p.class, p.shares = unnamed, true // a fund is not its index
		}
		p.to++
	}
	if k := s.partOf(p.to); k > 0 {
		p.class, p.to = unnamed, k
		if !s.anyOf(p.from, k, "sector", "futures", "minis", "contracts") {
			p.class = other
		}
		return p
	}
	head := s.head(p.to, p.owner)
	switch {
	case head < 0 && p.owner && p.class == listedName && s.at(p.to).is(moveVerb|closing|being) && !s.at(p.to).is(moveNoun):
		p.owner, p.shares = false, true // "Baidu's lost 1.0%"
	case head < 0:
		if p.owner && !s.ownsMove(p.to) {
			p.class = other
		}
	case s.items[head].is(equityWord) && p.class == listedName:
		p.shares = true
		p.to = head + 1
		for s.at(p.to).is(equityWord) && !s.at(p.to).is(opening) {
			p.to++
		}
		p.to = s.afterTicker(p.to, p.name)
		if s.at(p.to).is(metricWord|person) && !s.at(p.to).is(modal) {
			p.class = other
			p.to++
		}
	case s.items[head].is(equityWord) && p.name.Entity.Kind == security.Place && s.pointed(i):
		p.class, p.shares, p.to = anaphor, true, head+1 // its American shares
	case s.items[head].is(equityWord):
		p.class, p.shares, p.to = unnamed, true, head+1
	default:
		p.class, p.to = other, head+1
	}
	return p
}

// pointed reports "the", "its" or a possessive right before item i.
func (s *sentence) pointed(i int) bool {
	b := s.at(i - 1)
	return b.oneOf("the", "its", "their") || b.possessive()
}

// ownsMove: what the possessive owns is an amount or a move, "the S&P 500's 2%
// increase".
func (s *sentence) ownsMove(i int) bool {
	for k := i; k < i+4 && k < len(s.items); k++ {
		it := s.items[k]
		if it.amount != nil || it.is(moveNoun|superlative) || it.time != nil || it.oneOf("record", "low", "high", "recent", "current", "closing") {
			return true
		}
		if !it.plain() && !it.is(filler) {
			return false
		}
	}
	return false
}

// head finds the head noun of a phrase whose name ends before item i; -1 when
// the name itself is the head.
func (s *sentence) head(i int, owned bool) int {
	reach := 2
	if owned {
		reach = 6
	}
	for k := i; k < len(s.items) && k < i+reach; k++ {
		it := s.items[k]
		switch {
		case it.is(equityWord) && !s.isVerbal(k):
			return k
		case it.is(metricWord|commodity|person) && !it.is(modal):
			return k
		case owned && it.is(moveNoun) && !it.is(moveVerb|moving), it.amount != nil, it.mark && it.text != "-":
			return -1
		case it.name != nil && it.name.Entity.Kind == security.Place, owned && it.time != nil:
		case it.plain() && (owned || modifier(it.text)):
		case it.is(filler) && owned:
		default:
			return -1
		}
	}
	return -1
}

// modifier is a word that may stand between a name and "shares" without a
// possessive.
func modifier(w string) bool {
	switch w {
	case "common", "class", "a", "b", "c", "listed", "preferred", "depositary", "ordinary", "traded", "american":
		return true
	}
	return false
}

// isVerbal: "shares" and "units" are verbs in rare cases; "ads" are often
// advertisements.
func (s *sentence) isVerbal(i int) bool {
	it := s.items[i]
	return it.text == "ads" && it.raw != "ADS" && it.raw != "ADSs" || it.text == "share" && s.at(i+1).oneOf("of") && s.at(i-1).oneOf("a", "market")
}

// listed reports whether a mention is of something with a price.
func listed(m *link.Mention) bool {
	if m.Entity == nil || m.Listing == nil {
		return false
	}
	switch m.Entity.Kind {
	case security.Issuer, security.Fund, security.Index:
		return true
	case security.Press, security.Product:
		return false
	}
	return len(m.Entity.Listings) > 0
}

// at is the item at i, empty outside the sentence.
func (s *sentence) at(i int) item {
	if i < 0 || i >= len(s.items) {
		return item{}
	}
	return s.items[i]
}

// definite reports a "the" or "that" close before item i.
func (s *sentence) definite(i int) bool {
	for k := i - 1; k >= 0 && k >= i-4; k-- {
		it := s.items[k]
		if it.oneOf("the", "this", "that") {
			return true
		}
		if !it.plain() && it.name == nil {
			return false
		}
	}
	return false
}
