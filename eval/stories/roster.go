package stories

import (
	"slices"
	"strings"

	"newstape/ledger/claim"
	"newstape/names/security"
)

// roster says whether two names mean one party.
type roster struct {
	master *security.Master
	byName map[string]*security.Entity
}

func newRoster(m *security.Master) *roster {
	r := &roster{master: m, byName: map[string]*security.Entity{}}
	for _, e := range m.Entities() {
		r.put(e.Name, e)
		for _, a := range e.Aliases {
			r.put(a.Name, e)
		}
	}
	return r
}

func (r *roster) put(name string, e *security.Entity) {
	if key := strings.ToLower(name); r.byName[key] == nil {
		r.byName[key] = e
	}
}

func (r *roster) entity(name string) *security.Entity {
	name = strings.ToLower(strings.TrimSpace(name))
	if e := r.byName[name]; e != nil {
		return e
	}
	return r.byName[strings.TrimPrefix(name, "the ")]
}

// speakers reports whether a gold speaker and ours are one: the same entity, or
// the words of one name all stand in the other. A country alone is not its
// ministry.
func (r *roster) speakers(want string, got claim.Speaker) bool {
	return r.any(want, got, func(w, g string, e *security.Entity) bool {
		we := r.entity(w)
		if we != nil && (we == e || we == r.entity(g)) {
			return true
		}
		a, b := r.bag(w), r.bag(g)
		if len(a) > len(b) {
			a, b = b, a
		}
		if len(a) == 0 || len(a) < len(b) && len(a) == 1 && r.land(a[0]) {
			return false
		}
		for _, x := range a {
			if !slices.Contains(b, x) {
				return false
			}
		}
		return true
	})
}

// actors reports whether two parties of an event are one, agencies standing for
// their country.
func (r *roster) actors(want string, got claim.Speaker) bool {
	if want == "" || got.Name == "" {
		return want == got.Name
	}
	return r.any(want, got, func(w, g string, e *security.Entity) bool {
		we := r.entity(w)
		if e == nil {
			e = r.entity(g)
		}
		if we != nil && e != nil {
			a, b := country(we), country(e)
			return we == e || a != "" && a == b
		}
		w, g = strings.ToLower(w), strings.ToLower(g)
		return w == g || strings.HasPrefix(w, g+" ") || strings.HasPrefix(g, w+" ")
	})
}

// any tries every pair of the names that "; " joins.
func (r *roster) any(want string, got claim.Speaker, same func(w, g string, e *security.Entity) bool) bool {
	for w := range strings.SplitSeq(want, "; ") {
		for g := range strings.SplitSeq(got.Name, "; ") {
			e := got.Entity
			if strings.Contains(got.Name, "; ") {
				e = nil // an entity stands for one name
			}
			if strings.EqualFold(w, g) || same(w, g, e) {
				return true
			}
		}
	}
	return false
}

// country is the state that an entity is or acts for, "" for others.
func country(e *security.Entity) string {
	if e.Kind == security.State || e.Kind == security.Place {
		return e.Country
	}
	return ""
}

// land reports whether a word of a bag is a country.
func (r *roster) land(word string) bool {
	e := r.entity(word)
	return e != nil && e.Kind == security.Place
}

// bag is the words of a name that tell it from others; a people counts as its
// country.
func (r *roster) bag(name string) []string {
	var out []string
	for w := range strings.FieldsSeq(strings.ToLower(name)) {
		w = strings.TrimSuffix(strings.Trim(w, ",;\"'"), "'s")
		switch w {
		case "", "the", "of", "and", "a", "an", "in", "unnamed", "u.s.", "us":
			continue
		}
		if e := r.byName[w]; e != nil && e.Kind == security.Place {
			w = strings.ToLower(e.Name)
		}
		out = append(out, w)
	}
	return out
}
