package screen

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"newstape/names/lists"
	"newstape/names/match"
)

// The weights of words in names: from rare on, a word alone points to somebody;
// below telling, it tells nothing.
const (
	rare    = 0.62
	telling = 0.35
	unheard = 0.9 // a word that nobody else uses
)

// byName asks about a name that was not linked, or is a person's.
func (s *Screener) byName(a *Answer, n match.Name) {
	best := map[uint32]bool{}
	least := showFrom
	if a.Query.Kind == match.Person {
		least = showPerson
	}
	for _, h := range s.book.index.Search(n, least) {
		if best[h.Ref] || !fits(h.Kind, a.Query.Kind) {
			continue // the entry was found by a better name
		}
		best[h.Ref] = true
		if a.Query.Kind == match.Person {
			s.person(a, n, h)
		} else {
			s.organisation(a, n, h)
		}
	}
	a.Hits = slices.DeleteFunc(a.Hits, func(h Hit) bool { return h.Status == SameName && h.Score < countFrom && len(a.Hits) > 10 })
}

// fits keeps people and everybody else apart, where the list tells them apart.
func fits(entry, query match.Kind) bool {
	switch {
	case entry == match.Unknown:
		return true
	case query == match.Person:
		return entry == match.Person
	case query == match.Vessel:
		return entry == match.Vessel
	}
	return entry == match.Company
}

// person judges a hit on a person's name. A name that many people bear says
// nothing without a second attribute.
func (s *Screener) person(a *Answer, n match.Name, h match.Hit) {
	c := h.Comparison
	e, err := s.book.Entry(int(h.Ref))
	if err != nil {
		return
	}
	bearers := s.matcher.Bearers(n)
	if whole, err := s.matcher.Parse(match.Person, h.Name); err == nil && c.Exact && len(whole.Tokens) > len(n.Tokens) {
		bearers = s.matcher.Bearers(whole) // the query wrote it as one word
	}
	second := attribute(a.Query, e)
	switch {
	case second == "" && (c.CoveredA < 0.75 || c.CoveredB < 0.4):
		return // a given name, or a family name, of everybody
	case second != "":
		s.put(a, h, Listed, c.Score < countFrom, "the name and "+second)
	case a.Entity != nil && c.Score >= countFrom && bearers < worldKnown:
		s.put(a, h, Listed, false, "a name of "+a.Entity.Name)
	case bearers >= homonyms:
		s.put(a, h, SameName, true, fmt.Sprintf("about %.0f people may bear this name; give a birth date or a country", roundTo(bearers)))
	case c.Weak && !c.Exact, c.Score < 0.8, inexact(c) && len(c.OnlyA)+len(c.OnlyB) > 0:
		s.put(a, h, SameName, true, "a name that is spelt like it")
	default:
		s.put(a, h, Listed, c.Weak || c.Score < countFrom, "a rare name")
	}
}

// inexact reports that no word that tells is the same as it stands.
func inexact(c match.Comparison) bool {
	return !slices.ContainsFunc(c.Pairs, func(p match.Pair) bool { return p.Like >= 0.9 && p.Weight >= telling })
}

// worldKnown is the number of bearers below which a public person's name is
// taken for that person's.
const worldKnown = 10_000.0

// attribute names a second attribute that the query and an entry have in common.
func attribute(q Query, e lists.Entry) string {
	if q.Birth != "" {
		for _, b := range e.Births {
			if strings.Contains(b, q.Birth) || len(q.Birth) >= 4 && strings.Contains(b, q.Birth[:4]) {
				return "the birth " + b
			}
		}
	}
	if q.Country != "" {
		for _, c := range e.Countries {
			if strings.EqualFold(c, lists.Country(q.Country)) {
				return "the country " + c
			}
		}
	}
	return ""
}

// organisation judges a hit on the name of a company, vessel or body.
func (s *Screener) organisation(a *Answer, n match.Name, h match.Hit) {
	c := h.Comparison
	if h.Kind == match.Unknown && s.homonym(n) {
		s.put(a, h, SameName, true, "perhaps a person, of a name that many people bear")
		return
	}
	heaviest := 0.0
	for _, p := range c.Pairs {
		if p.Like >= 0.85 {
			heaviest = max(heaviest, p.Weight)
		}
	}
	switch {
	case c.NumbersDiffer:
		s.put(a, h, SameName, true, "another number")
	case c.Exact && len(c.Pairs) == 1 && heaviest < unheard && !slices.Equal(n.Forms, s.forms(h)):
		s.put(a, h, SameName, true, "a word that others use, with another legal form")
	case c.Exact && c.Weak && heaviest < rare:
		s.put(a, h, SameName, true, "an ordinary word")
	case c.Exact && c.Weak && len(n.Joined) <= 3 && !s.spelledOut(h, n.Joined):
		s.put(a, h, SameName, true, "three letters in common")
	case c.Exact:
		s.put(a, h, Listed, c.Weak || c.FormsDiffer, "the same name"+unless(c.FormsDiffer, ", another legal form"))
	case len(c.OnlyA) > 0 && c.CoveredB >= 0.75:
		s.put(a, h, Affiliate, true, "the entry's name and more: "+strings.Join(c.OnlyA, " "))
	case heaviest < rare && c.CoveredB < 0.9:
		s.put(a, h, SameName, true, "ordinary words in common")
	case c.Weak, c.HeavyA >= telling:
		s.put(a, h, SameName, true, "part of the name")
	case !sure(c, latin(n.Text)), len(c.Pairs) == 1 && c.Pairs[0].Like < 1 && len(c.OnlyB) > 0:
		s.put(a, h, SameName, true, "a name that is spelt like it")
	case len(c.Pairs) == 1 && heaviest < unheard && len(c.OnlyB) > 0:
		s.put(a, h, SameName, true, "one word in common")
	case c.HeavyB >= rare && !begins(c):
		s.put(a, h, SameName, true, "part of a longer name: "+strings.Join(c.OnlyB, " "))
	default:
		s.put(a, h, Listed, c.Score < countFrom, "a like name")
	}
}

// forms are the classes of the legal forms of a hit's name.
func (s *Screener) forms(h match.Hit) []string {
	n, err := s.matcher.Parse(match.Company, h.Name)
	if err != nil {
		return nil
	}
	return n.Forms
}

// sure reports that the words that tell differ no more than by a wrong letter:
// short ones not at all. What is written in another script is spelt by sound, so
// that a like sound is enough.
func sure(c match.Comparison, latin bool) bool {
	for _, p := range c.Pairs {
		if p.Like == 1 || p.Why == "meaning" || p.Weight < telling {
			continue
		}
		short := min(len(p.A), len(p.B))
		switch {
		case !latin && p.Why == "sound" && short > 4:
		case p.Why == "initial", short < 4, p.Letters > 2, p.Letters == 2 && short < 9:
			return false
		case len(c.Pairs) == 1 && short < 6:
			return false
		}
	}
	return true
}

func latin(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return unicode.IsLetter(r) && !unicode.Is(unicode.Latin, r) })
}

// spelledOut reports that an entry uses an acronym inside a longer name of its
// own, as VTB Bank does.
func (s *Screener) spelledOut(h match.Hit, acronym string) bool {
	e, err := s.book.Entry(int(h.Ref))
	if err != nil {
		return false
	}
	for _, name := range append([]lists.Alias{{Name: e.Name}}, e.Aliases...) {
		n, err := s.matcher.Parse(match.Company, name.Name)
		if err == nil && len(n.Tokens) > 1 && slices.ContainsFunc(n.Tokens, func(t match.Token) bool { return t.Text == acronym }) {
			return true
		}
	}
	return false
}

// homonym reports a name that many people bear.
func (s *Screener) homonym(n match.Name) bool {
	if !s.matcher.MayBePerson(n) || len(n.Tokens) < 2 {
		return false
	}
	p, err := s.matcher.Parse(match.Person, n.Text)
	return err == nil && s.matcher.Bearers(p) >= homonyms
}

func unless(b bool, s string) string {
	if b {
		return s
	}
	return ""
}

// roundTo keeps one digit: more would be pretence.
func roundTo(x float64) float64 {
	unit := 1.0
	for x/unit >= 10 {
		unit *= 10
	}
	return float64(int(x/unit+0.5)) * unit
}
