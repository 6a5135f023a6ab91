package link

import (
	"slices"

	"newstape/names/security"
)

// The reasons of refusals.
const (
	ordinaryWord = "ordinary_word"
	ambiguous    = "ambiguous"
	partOfName   = "part_of_longer_name"
	personName   = "person"
	productName  = "product"
	unsupported  = "not_enough_evidence"
	unknownName  = "unknown_name"
	unknownCode  = "unknown_ticker"
	affiliated   = "affiliate" // of the company that its senses name
)

// decide settles every candidate: again and again, since one name that is sure
// speaks for others, until a round settles nothing.
func (s *story) decide() {
	for range 5 {
		settled := false
		for _, c := range s.cands {
			if c.open() {
				s.try(c)
				settled = settled || !c.open()
			}
		}
		if !settled {
			break
		}
	}
	s.refuseSurnames()
	for _, c := range s.cands {
		if c.open() {
			s.giveUp(c)
		}
		if c.refused != "" && c.bears(security.Demonym) {
			c.dropped, c.refused = true, "" // American shoppers: nothing to tell
		}
	}
}

// refuseSurnames takes back a company's one-word name where the story has a
// person of that name and never says a thing that only a company has: "Tony
// Abbott ... Abbott said".
func (s *story) refuseSurnames() {
	people := map[uint64]bool{}
	for _, c := range s.cands {
		if c.refused == personName {
			people[s.words[c.from].hash] = true
		}
	}
	if len(people) == 0 {
		return
	}
	for _, c := range s.cands {
		if c.entity != nil && (c.to-c.from > 1 || c.ticker != nil || c.via != "alias" || s.shareEvidence(c) != "" || s.describedEvidence(c) != "") {
			delete(people, s.words[c.from].hash)
		}
	}
	for _, c := range s.cands {
		if c.entity != nil && c.to-c.from == 1 && people[s.words[c.from].hash] {
			c.senses = []string{c.entity.ID}
			c.entity = nil
			c.refuse(personName)
		}
	}
}

// bears reports that one of the names is of the kind.
func (c *candidate) bears(kind security.AliasKind) bool {
	return slices.ContainsFunc(c.names, func(n name) bool { return n.alias.Kind == kind })
}

func (c *candidate) accept(s *story, e *security.Entity, via, reason string, sure bool) {
	c.entity, c.via, c.reason = e, via, reason
	if sure {
		s.known[e] = true
	}
}

func (c *candidate) refuse(reason string) { c.refused = reason }

// try settles c if its sentence or what is known of the story allows.
func (s *story) try(c *candidate) {
	n, ok := s.sense(c)
	if !ok {
		return
	}
	e, common := n.entity, n.alias.Common
	switch {
	case n.alias.Kind == security.Demonym:
		c.dropped = true
	case e.Rank > 0 && c.to-c.from == 1 && s.class(c.sentence, c.from)&weekday != 0:
		c.dropped = true // Q2, May
	case e.Rank > 0:
		s.trySmall(c, n)
	case common:
		s.tryCommon(c, n)
	case s.person(c) && (e.Kind == security.Issuer || e.Kind == security.Private):
		c.refuse(personName)
	case e.Kind == security.Issuer && s.product(c):
		c.refuse(productName)
	case e.Kind == security.State && s.ofPlace(c):
		c.refuse(partOfName)
	case company(e) && c.ticker == nil && s.affiliate(c) > 0:
		s.refuseAffiliate(c, e)
	default:
		c.accept(s, e, "alias", "its name is no ordinary word", true)
	}
}

// refuseAffiliate refuses a unit by its whole name.
func (s *story) refuseAffiliate(c *candidate, parent *security.Entity) {
	end := s.affiliate(c)
	for i := c.to; i < end; i++ {
		if o := s.owner[i]; o != nil {
			o.dropped, o.entity, o.refused = true, nil, ""
		}
		s.owner[i] = c
	}
	c.to, c.End = end, s.words[end-1].end
	c.senses = []string{"a unit of " + parent.ID}
	c.refuse(affiliated)
}

// sense picks among the entities that bear the name; false leaves c open.
func (s *story) sense(c *candidate) (name, bool) {
	hand := c.names[:0:0]
	for _, n := range c.names {
		if n.entity.Rank == 0 {
			hand = append(hand, n)
		}
	}
	if len(hand) == 0 {
		return s.smallSense(c)
	}
	if len(hand) == 1 {
		return hand[0], true
	}
	var index, party, rest *name
	press := slices.ContainsFunc(hand, func(n name) bool { return n.entity.Kind == security.Press })
	for i := range hand {
		n := &hand[i]
		switch {
		case !press && s.known[n.entity] && n.entity.Kind == security.Issuer:
			return *n, true
		case n.entity.Kind == security.Index:
			index = first(index, n)
		case n.entity.Kind == security.Issuer || n.entity.Kind == security.Private || n.entity.Kind == security.Fund:
			party = first(party, n)
		default:
			rest = first(rest, n)
		}
	}
	if index != nil {
		switch {
		case party != nil && s.shareEvidence(c) != "":
			return *party, true
		case s.indexContext(c):
			return *index, true
		case rest != nil:
			return *rest, true
		case party == nil || s.inPhrase(c) || !s.known[party.entity] && s.companyReason(c, party.entity) == "":
			return *index, true // a Dow component
		}
		return *party, true
	}
	if party != nil && (rest == nil || s.outranks(c, party.entity, rest)) {
		return *party, true
	}
	if rest != nil {
		return *rest, true
	}
	return hand[0], true
}

// outranks reports that evidence speaks for the company against the other sense
// of its name. A people's name (American) takes shares and factories as well as a
// company does, so it wants the company's trade or a price; an outlet reports
// and tells, so it wants shares.
func (s *story) outranks(c *candidate, e *security.Entity, other *name) bool {
	switch {
	case other.entity.Kind == security.Press:
		return c.ticker != nil || s.shareEvidence(c) != ""
	case other.alias.Kind != security.Demonym:
		return s.companyReason(c, e) != ""
	}
	why, priced := s.verbEvidence(c)
	if i, _ := s.after(c); s.starts(c) && (s.low(c.sentence, i) == "said" || s.low(c.sentence, i) == "says") {
		return true // a people's adjective says nothing
	}
	return c.ticker != nil || s.companyEvidence(c, e) != "" || priced || why != "" && s.known[e]
}

func first(a, b *name) *name {
	if a != nil {
		return a
	}
	return b
}

// companyReason is the first evidence that speaks for a company at c.
func (s *story) companyReason(c *candidate, e *security.Entity) string {
	if c.ticker != nil {
		return "its ticker " + c.ticker.code + " follows"
	}
	if c.legal {
		return "a legal form follows"
	}
	if why := s.shareEvidence(c); why != "" {
		return why
	}
	if why := s.describedEvidence(c); why != "" {
		return why
	}
	if why, _ := s.verbEvidence(c); why != "" && !s.inPhrase(c) {
		return why
	}
	if why := s.companyEvidence(c, e); why != "" {
		return why
	}
	return s.corporateEvidence(c, e)
}

// tryCommon settles a name that is also an ordinary word.
func (s *story) tryCommon(c *candidate, n name) {
	e := n.entity
	switch {
	case s.person(c):
		c.refuse(personName)
	case s.longerName(c), c.Start > 0 && s.doc.Text[c.Start-1] == '-':
		c.refuse(partOfName)
	case e.Kind == security.Issuer && s.product(c):
		c.refuse(productName)
	case s.idiom(c):
		c.refuse(ordinaryWord)
	case e.Kind == security.Product:
		if parent, ok := s.master.Issuer(e.Parent); ok && s.known[parent] {
			c.accept(s, e, "alias", "its maker "+parent.Name+" is in the story", false)
		}
	case e.Kind == security.Place:
		if !s.starts(c) && !s.flat[c.sentence] {
			c.accept(s, e, "alias", "capitalised inside a sentence", false)
		}
	case s.noun(c) && c.ticker == nil && (s.starts(c) || s.flat[c.sentence]):
		c.refuse(ordinaryWord)
	default:
		if why := s.companyReason(c, e); why != "" {
			c.accept(s, e, "alias", why, true)
			return
		}
		if _, possessive := s.after(c); possessive && e.Rank == 0 && !s.flat[c.sentence] && s.class(c.sentence, c.from-1)&determiner == 0 {
			c.accept(s, e, "alias", "it has something, without an article", false)
			return
		}
		s.tryCapital(c, e)
	}
}

// tryCapital settles an ordinary word by its capital letter alone: inside a
// sentence, without an article, it is a name; elsewhere only when the story
// names the company beyond doubt.
func (s *story) tryCapital(c *candidate, e *security.Entity) {
	start := s.starts(c) || s.flat[c.sentence]
	switch {
	case s.inPhrase(c) || s.ownArticle(c):
		// left open: the Gap between them, a Visa at the consulate
	case s.known[e] && !start:
		c.accept(s, e, "alias", "the story names the company elsewhere", false)
	case s.noun(c):
	case !start && s.namePlace(c):
		c.accept(s, e, "alias", "capitalised inside a sentence", false)
	case s.known[e] && s.class(c.sentence, c.to)&determiner == 0: // not "Honor your father"
		c.accept(s, e, "alias", "the story names the company elsewhere", false)
	}
}

// ownArticle reports that the name itself begins with an article: The Gap.
func (s *story) ownArticle(c *candidate) bool {
	return c.to-c.from > 1 && s.class(c.sentence, c.from)&determiner != 0
}
