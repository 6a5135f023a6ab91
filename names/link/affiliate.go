package link

import "newstape/names/security"

// affiliate finds the end of a longer name that begins with a company's and
// means a unit of its: "Nestle India", "Hyundai Motor India", "Toyota Kirloskar
// Motor". The end is a word index, 0 when the company itself is meant. Products
// and people behind a company's name (Tesla Model Y, Alibaba Chairman) are no
// units.
func (s *story) affiliate(c *candidate) int {
	end := c.to
	for end < c.to+4 && s.gapAt(c.sentence, end) == spaced && s.capital(end) && s.class(c.sentence, end)&(title|corporate|weekday) == 0 {
		if o := s.owner[end]; o != nil && o.entity != nil && company(o.entity) {
			break
		}
		end++
		if s.flat[c.sentence] {
			break // beyond one word a headline's capitals say nothing
		}
	}
	if end == c.to {
		return 0
	}
	switch {
	case s.class(c.sentence, end-1)&affiliateWord != 0:
		return end
	case !s.flat[c.sentence] && s.place(end-1) && !s.smallNoun(c.sentence, end):
		return end
	}
	return 0
}

// place reports that word i is a country's or town's name.
func (s *story) place(i int) bool {
	o := s.owner[i]
	return o != nil && o.from == i && !o.bears(security.Demonym) && o.names[0].entity.Kind == security.Place
}

// smallNoun reports that word i is a small word that goes on with the phrase:
// the sales of "Tesla China sales" are Tesla's.
func (s *story) smallNoun(sentence, i int) bool {
	return s.gapAt(sentence, i) == spaced && !s.capital(i) && s.class(sentence, i)&(move|firm|adverb|function|auxiliary) == 0
}

// ofPlace reports that a state body's name goes on with a place of its own:
// Supreme Court of Western Australia.
func (s *story) ofPlace(c *candidate) bool {
	if s.low(c.sentence, c.to) != "of" || s.gapAt(c.sentence, c.to+1) != spaced || !s.capital(c.to+1) {
		return false
	}
	return s.place(c.to+1) || s.place(c.to+2) && s.capital(c.to+2)
}
