package link

import (
	"slices"
	"strings"

	"newstape/names/security"
)

// The functions here say in a phrase what in a sentence speaks for a company,
// or "" when nothing does.

// shareEvidence: "Target shares", "Gap's New York stock", "shares of Visa".
func (s *story) shareEvidence(c *candidate) string {
	i, _ := s.after(c)
	for k := range 4 {
		if s.gapAt(c.sentence, i+k) != spaced {
			break
		}
		cl := s.class(c.sentence, i+k)
		if cl&share != 0 {
			return "followed by " + s.low(c.sentence, i+k)
		}
		if cl&shareMod == 0 {
			break
		}
	}
	if s.gapAt(c.sentence, c.from) == spaced && s.class(c.sentence, c.from-2)&share != 0 {
		switch s.low(c.sentence, c.from-1) {
		case "of", "in", "at":
			return s.low(c.sentence, c.from-2) + " " + s.low(c.sentence, c.from-1) + " it"
		}
	}
	if s.low(c.sentence, c.from-2) == "stake" && s.low(c.sentence, c.from-1) == "in" {
		return "a stake in it"
	}
	return ""
}

// verbEvidence: the name is the subject of what prices or companies do. The
// second result says that a price move with a figure stands there.
func (s *story) verbEvidence(c *candidate) (why string, priced bool) {
	i, possessive := s.after(c)
	if possessive {
		return "", false
	}
	i = s.skipClause(c, i)
	for range 3 {
		if s.class(c.sentence, i)&adverb == 0 || s.gapAt(c.sentence, i) == broken {
			break
		}
		i++
	}
	if g := s.gapAt(c.sentence, i); g != spaced && g != comma {
		return "", false
	}
	cl := s.class(c.sentence, i)
	if cl&(move|firm) == 0 || s.onlyJoins(c.sentence, i) || s.pluralNoun(c.sentence, i) {
		return "", false
	}
	// A price verb may stand behind an auxiliary: was down, has fallen.
	priced = s.figureWithin(c.sentence, i, 14) && (cl&move != 0 || s.class(c.sentence, i+1)&move != 0)
	return "does what companies do (" + s.low(c.sentence, i) + ")", priced
}

// skipClause steps over ", which sells ..., " to the verb behind it.
func (s *story) skipClause(c *candidate, i int) int {
	if s.gapAt(c.sentence, i) != comma {
		return i
	}
	switch s.low(c.sentence, i) {
	case "which", "whose", "the", "a", "an", "where", "already", "once", "long":
	default:
		return i
	}
	for k := i + 1; k < i+25 && s.gapAt(c.sentence, k) != broken; k++ {
		if s.gapAt(c.sentence, k) == comma && s.class(c.sentence, k)&(move|firm|adverb) != 0 {
			return k
		}
	}
	return i
}

// figureWithin reports a percentage, a price or "a fifth" in the next words.
func (s *story) figureWithin(sentence, i, n int) bool {
	for k := i; k < i+n && k < len(s.words) && s.inside[k] == sentence; k++ {
		w := s.words[k]
		rest := s.doc.Text[w.end:]
		if s.doc.Text[w.start] >= '0' && s.doc.Text[w.start] <= '9' {
			if strings.HasPrefix(rest, "%") || strings.HasPrefix(rest, " percent") || strings.HasPrefix(rest, " per cent") ||
				strings.HasPrefix(rest, " point") || w.start > 0 && (s.doc.Text[w.start-1] == '$' || s.doc.Text[w.start-1] == '.') {
				return true
			}
		}
		switch s.low(sentence, k) {
		case "percent", "fifth", "quarter", "third", "half", "tenth", "points", "flat", "unchanged":
			return true
		}
	}
	return false
}

// describedEvidence: "retailer Target", "rivals such as Block".
func (s *story) describedEvidence(c *candidate) string {
	if s.gapAt(c.sentence, c.from) != spaced {
		return ""
	}
	prev := s.low(c.sentence, c.from-1)
	switch prev {
	case "at", "like", "as", "including", "include", "includes", "included", "left", "against", "versus":
		return "" // says something only inside a sentence, where a capital says more
	}
	if s.class(c.sentence, c.from-1)&descriptor != 0 {
		return "described as " + prev
	}
	return ""
}

// corporateEvidence: "Apple executives", "Target's stores".
func (s *story) corporateEvidence(c *candidate, e *security.Entity) string {
	if c.bears(security.Brand) && s.starts(c) {
		return "" // Coach passengers
	}
	i, _ := s.after(c)
	if s.gapAt(c.sentence, i) == spaced && s.class(c.sentence, i)&corporate != 0 && !s.capital(i) {
		if w := s.low(c.sentence, i); slices.Contains(flown, w) && !strings.Contains(e.Sector, "air") && !strings.Contains(e.Sector, "aero") {
			return "" // Charter flights
		}
		return "followed by " + s.low(c.sentence, i)
	}
	return ""
}

// flown are what only airlines and plane makers have.
var flown = []string{"flights", "flight", "passengers", "pilots", "planes", "jets"}

// companyEvidence: named in one breath with a company, or "X and other card
// networks".
func (s *story) companyEvidence(c *candidate, e *security.Entity) string {
	i, _ := s.after(c)
	if s.low(c.sentence, i) == "and" || s.low(c.sentence, i) == "or" {
		if o := s.low(c.sentence, i+1); o == "other" || o == "rival" || o == "fellow" {
			return "one of several (and " + o + ")"
		}
	}
	for _, n := range []*candidate{s.listed(c, +1), s.listed(c, -1)} {
		if n == nil {
			continue
		}
		if n.entity != nil && (n.entity.Kind == security.Issuer || n.entity.Kind == security.Private) && n.entity != e {
			return "named in one breath with " + n.entity.Name
		}
		if n.open() && e.Sector != "" {
			for _, o := range n.names {
				if o.entity != e && o.entity.Rank == 0 && o.entity.Sector == e.Sector {
					return "named in one breath with another of its trade"
				}
			}
		}
	}
	return ""
}

// listed is the neighbour in an enumeration: "American, Delta and United".
func (s *story) listed(c *candidate, direction int) *candidate {
	if direction > 0 {
		i, possessive := s.after(c)
		if possessive {
			return nil
		}
		joined := s.gapAt(c.sentence, i) == comma
		if w := s.low(c.sentence, i); (w == "and" || w == "or") && s.gapAt(c.sentence, i) != broken {
			joined = true
			i++
		}
		if joined && i < len(s.words) && s.inside[i] == c.sentence && s.gapAt(c.sentence, i) != broken {
			return s.owner[i]
		}
		return nil
	}
	i := c.from
	joined := s.gapAt(c.sentence, i) == comma
	if w := s.low(c.sentence, i-1); (w == "and" || w == "or") && s.gapAt(c.sentence, i) == spaced {
		joined = true
		i--
	}
	if joined && i > 0 && s.inside[i-1] == c.sentence && s.gapAt(c.sentence, i) != broken {
		return s.owner[i-1]
	}
	return nil
}

// indexContext reports that a word that may be an index or something else
// (Nasdaq, Nikkei, Dow) is the index.
func (s *story) indexContext(c *candidate) bool {
	i, possessive := s.after(c)
	if s.class(c.sentence, i)&indexMove != 0 && s.gapAt(c.sentence, i) == spaced {
		return true
	}
	for _, n := range []*candidate{s.listed(c, +1), s.listed(c, -1)} {
		if n != nil && n.names[0].entity.Kind == security.Index {
			return true
		}
	}
	if possessive {
		return false
	}
	_, priced := s.verbEvidence(c)
	if priced {
		return true
	}
	return s.low(c.sentence, c.from-1) == "the" && s.figureWithin(c.sentence, i, 8) && s.gapAt(c.sentence, i) == spaced &&
		s.class(c.sentence, i)&(move|adverb|firm) != 0
}
