package screen

import (
	"slices"

	"newstape/names/match"
	"newstape/names/security"
	"newstape/tape/calendar"
)

// latest stands for the present in the table of periods, whose questions need a
// day.
var latest = calendar.MustDate("2099-12-31")

// linked asks about a party: the table of periods by its identity, the book by
// the names that the table and the master give it.
func (s *Screener) linked(a *Answer, n match.Name) {
	on := a.Query.AsOf
	if on == 0 {
		on = latest
	}
	if s.table != nil {
		for _, st := range s.table.Standings(a.Entity, on) {
			if !slices.Contains(a.Query.Without, "US") {
				a.Standings = append(a.Standings, st)
			}
		}
	}
	if s.book == nil {
		return
	}
	if a.Entity.Kind == security.Person {
		s.byName(a, n)
		return
	}
	seen := map[uint32]bool{}
	for _, name := range s.crosswalk(a.Entity) {
		parsed, err := s.matcher.Parse(match.Company, name.text)
		if err != nil {
			continue
		}
		for _, h := range s.book.index.Exact(parsed) {
			if seen[h.Ref] || h.Kind == match.Person || h.Kind == match.Vessel || !s.same(a.Entity, name, parsed, h) {
				continue
			}
			seen[h.Ref] = true
			st := Listed
			if a.Brand {
				st = Affiliate
			}
			s.put(a, h, st, false, "the entry has the name "+name.text+" of "+a.Entity.Name)
		}
	}
	s.family(a, n, seen)
	// A name that is equal to an entry's, though the party is not known to be on
	// the list, is shown; anything less is not.
	for _, h := range s.book.index.Exact(n) {
		if !seen[h.Ref] && !h.Weak && h.Comparison.Score >= vetoFrom && fits(h.Kind, a.Query.Kind) {
			seen[h.Ref] = true
			s.put(a, h, SameName, true, "the name is that of an entry, but "+a.Entity.Name+" is not known to be it")
		}
	}
}

// crossname is a name under which lists may have a party.
type crossname struct {
	text string
	sure bool // the table of periods has it, or it is Chinese: no homonyms abroad
}

// crosswalk are the names under which lists have a party: as the table of
// periods spells them, and the master's legal, Chinese and former names, and
// short ones that are no ordinary words.
func (s *Screener) crosswalk(e *security.Entity) []crossname {
	var out []crossname
	put := func(name string, sure bool) {
		if !slices.ContainsFunc(out, func(c crossname) bool { return c.text == name }) {
			out = append(out, crossname{name, sure})
		}
	}
	if s.table != nil {
		for _, name := range s.table.spellings(e.ID) {
			put(name, true)
		}
	}
	put(e.Name, false)
	for _, a := range e.Aliases {
		switch a.Kind {
		case security.Legal, security.Former:
			put(a.Name, false)
		case security.Chinese:
			put(a.Name, true)
		case security.Short, security.Acronym:
			if !a.Common {
				put(a.Name, false)
			}
		}
	}
	return out
}

// same decides whether an entry with a party's name is the party. A name is not
// enough: Costar Group of Virginia is not Costar Group of Henan. The country
// must be the same; where one of the two is not known, the name with its legal
// form must be.
func (s *Screener) same(e *security.Entity, name crossname, parsed match.Name, h match.Hit) bool {
	if name.sure {
		return true
	}
	entry, err := s.book.Entry(int(h.Ref))
	if err != nil {
		return false
	}
	if e.Country != "" && e.Rank == 0 && len(entry.Countries) > 0 {
		return slices.Contains(entry.Countries, e.Country) || e.Country == "CN" && slices.Contains(entry.Countries, "HK")
	}
	if e.Rank == 0 && len(entry.Countries) == 0 {
		return !h.Weak && slices.ContainsFunc(parsed.Tokens, func(t match.Token) bool { return t.Weight >= unheard })
	}
	other, err := s.matcher.Parse(match.Company, h.Name)
	return err == nil && parsed.Definite() != "" && slices.Equal(parsed.Forms, other.Forms)
}

// maxFamily bounds the entries of a group that are shown.
const maxFamily = 5

// family shows entries that bear the party's name and more: ZTE Parsian for ZTE.
func (s *Screener) family(a *Answer, n match.Name, seen map[uint32]bool) {
	shown := 0
	for _, h := range s.book.index.Search(n, showFrom) {
		if seen[h.Ref] || h.Weak || !fits(h.Kind, match.Company) || shown == maxFamily {
			continue
		}
		c := h.Comparison
		if c.CoveredA < 0.99 || c.HeavyB < telling || len(c.OnlyB) == 0 || !begins(c) || c.Pairs[0].Weight < rare {
			continue
		}
		seen[h.Ref] = true
		shown++
		s.put(a, h, Affiliate, true, "the entry bears the name of "+a.Entity.Name+" and more")
	}
}

// begins reports that the query's words are the first of the entry's name.
func begins(c match.Comparison) bool {
	return slices.ContainsFunc(c.Pairs, func(p match.Pair) bool { return p.First() && p.Like == 1 })
}
