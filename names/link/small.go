package link

import "newstape/names/security"

// trySmall settles a name from the SEC's table that nobody wrote by hand.
func (s *story) trySmall(c *candidate, n name) {
	e, words := n.entity, c.to-c.from
	start := s.starts(c) || s.flat[c.sentence]
	longer := s.longerName(c)
	switch {
	case c.ticker != nil:
		c.accept(s, e, "alias", "its ticker "+c.ticker.code+" follows", true)
	case n.alias.Kind == security.Legal && words >= 2 && !longer:
		c.accept(s, e, "alias", "its registered name", true)
	case longer:
		c.refuse(partOfName)
	case (n.alias.Common && s.flat[c.sentence] || s.generic(c)) && !s.known[e]:
		// left open: only a ticker or the registered name decides
	case s.known[e] && !n.alias.Common:
		c.accept(s, e, "alias", "the story names the company elsewhere", false)
	case s.noun(c) && (start || n.alias.Common):
		c.refuse(unsupported)
	case s.shareEvidence(c) != "":
		c.accept(s, e, "alias", s.shareEvidence(c), true)
	case s.known[e] && !start:
		c.accept(s, e, "alias", "the story names the company elsewhere", false)
	case n.alias.Common:
		// Not when longer names begin with it: Crown, of Crown Castle too.
		if _, priced := s.verbEvidence(c); priced && e.Rank <= prominent && !s.trie.look(s.words[c.from].hash).more {
			c.accept(s, e, "alias", "its price moves", true)
		}
	case words >= 2 && !s.flat[c.sentence] && !s.noun(c) && s.class(c.sentence, c.from-1)&determiner == 0:
		c.accept(s, e, "alias", "a name of several words", true)
	case e.Rank <= prominent && !start && !s.noun(c) && s.class(c.sentence, c.from-1)&determiner == 0:
		c.accept(s, e, "alias", "a large company's name", true)
	default:
		if why := s.companyReason(c, e); why != "" && (words >= 2 || e.Rank <= prominent || s.describedEvidence(c) != "") {
			c.accept(s, e, "alias", why, true)
		}
	}
}

// generic reports that all words of the name are such as many firms and offices
// bear: National Bank, Capital Trust.
func (s *story) generic(c *candidate) bool {
	for i := c.from; i < c.to; i++ {
		if s.class(c.sentence, i)&genericWord == 0 && s.low(c.sentence, i) != "&" {
			return false
		}
	}
	return true
}

// smallSense picks among issuers of the SEC's table: the one that the story
// names elsewhere, else the one that is far larger than the next.
func (s *story) smallSense(c *candidate) (name, bool) {
	best := c.names[0]
	for _, n := range c.names {
		if s.known[n.entity] {
			return n, true
		}
	}
	for _, n := range c.names[1:] {
		if n.entity != best.entity && (best.entity.Rank > prominent || n.entity.Rank < 3*best.entity.Rank) {
			return name{}, false
		}
	}
	return best, true
}

// giveUp refuses what nothing has spoken for. A small issuer's name that is an
// ordinary word is not worth a line.
func (s *story) giveUp(c *candidate) {
	for _, n := range c.names {
		c.senses = append(c.senses, n.entity.ID)
	}
	n, ok := s.sense(c)
	switch {
	case !ok:
		c.refuse(ambiguous)
	case n.entity.Rank > 0 && (n.alias.Common || c.to-c.from == 1 && s.lexicon.ordinary(s.low(c.sentence, c.from))):
		c.dropped = true
	case n.alias.Common:
		c.refuse(ordinaryWord)
	default:
		c.refuse(unsupported)
	}
}

// prominent is the rank down to which a listed company is news by its short name
// alone; below it a single word needs evidence.
const prominent = 1500
