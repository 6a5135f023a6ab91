package screen

import (
	"strings"
	"unicode"

	"newstape/names/match"
	"newstape/names/security"
)

// Link says which party a mention is, in a few words why, and whether the
// mention is the party itself or only a brand or product of it. Nil when it
// cannot say.
type Link func(mention string, kind match.Kind) (e *security.Entity, brand bool, why string)

// Directory links a mention that is, as a whole, a name of a party in the
// master: its legal, short, former or Chinese name, with or without legal form.
// For a story, whose context decides, use names/link instead.
type Directory struct {
	matcher *match.Matcher
	names   map[string][]entry
}

type entry struct {
	entity *security.Entity
	brand  bool
	exact  bool // as the master writes it, not less a legal form
}

// NewDirectory indexes the names of a master. It takes some tens of
// milliseconds: build once.
func NewDirectory(m *match.Matcher, master *security.Master) *Directory {
	d := &Directory{matcher: m, names: map[string][]entry{}}
	for _, e := range master.Entities() {
		if e.Kind == security.Place || e.Kind == security.Index {
			continue
		}
		d.put(e, e.Name, e.Kind == security.Product)
		for _, a := range e.Aliases {
			if a.Kind == security.Ticker || a.Kind == security.Demonym {
				continue
			}
			d.put(e, a.Name, a.Kind == security.Brand || e.Kind == security.Product)
		}
	}
	return d
}

func (d *Directory) put(e *security.Entity, name string, brand bool) {
	keys := d.keys(name, kindOfEntity(e))
	for i, k := range keys {
		// A party is not put under its name without plain words: 华为技术 may be
		// called 华为, but nobody may be called by what is left of any name.
		if k == "" || i > 0 && k == keys[i-1] || i == 2 {
			continue
		}
		have := d.names[k]
		seen := false
		for j := range have {
			if have[j].entity == e {
				have[j].brand = have[j].brand && brand
				have[j].exact = have[j].exact || i == 0
				seen = true
			}
		}
		if !seen {
			d.names[k] = append(have, entry{e, brand, i == 0})
		}
	}
}

func kindOfEntity(e *security.Entity) match.Kind {
	if e.Kind == security.Person {
		return match.Person
	}
	return match.Company
}

// keys are the folded name as it is, without its legal form, and, of a name in
// Han letters, without plain words too. Such a name keeps its letters: 海思 is not
// every "haisi".
func (d *Directory) keys(name string, kind match.Kind) []string {
	if strings.ContainsFunc(name, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
		letters := strings.ToLower(strings.Map(hanOnly, name))
		core, short := d.matcher.HanCore(letters)
		return []string{"han:" + d.matcher.Simplified(letters), "han:" + core, "han:" + short}
	}
	n, err := d.matcher.Parse(kind, name)
	if err != nil {
		return nil
	}
	return []string{strings.ReplaceAll(d.matcher.Fold(name), " ", ""), n.Joined}
}

func hanOnly(r rune) rune {
	if unicode.IsLetter(r) || unicode.IsDigit(r) {
		return r
	}
	return -1
}

// Link finds the party that a mention names as a whole. Of several, the one with
// the exact name wins, then one written by hand, then the largest; parties of
// different families with equal claims are refused.
func (d *Directory) Link(mention string, kind match.Kind) (*security.Entity, bool, string) {
	for _, k := range d.keys(mention, kind) {
		var best *entry
		for i := range d.names[k] {
			e := &d.names[k][i]
			if (kind == match.Person) != (e.entity.Kind == security.Person) {
				continue
			}
			if best == nil || better(e, best) {
				best = e
			}
		}
		if best != nil {
			return best.entity, best.brand, "a name of " + best.entity.Name
		}
	}
	return nil, false, ""
}

func better(a, b *entry) bool {
	if a.exact != b.exact {
		return a.exact
	}
	if a.brand != b.brand {
		return b.brand
	}
	ra, rb := rank(a.entity), rank(b.entity)
	return ra < rb
}

// rank orders parties of one name: written by hand first, then by size.
func rank(e *security.Entity) int {
	if e.Kind == security.Fund || e.Kind == security.Press {
		return 1<<30 + e.Rank
	}
	return e.Rank
}
