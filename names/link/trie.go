package link

import (
	"newstape/names/security"
)

// name is an alias of an entity as the trie keeps it.
type name struct {
	entity *security.Entity
	alias  *security.Alias
	next   int32 // next name with the same words, -1 when none
	words  int
}

// trie finds names word by word. A state is the hash of the words and gaps read
// so far; the table tells whether a state ends names and whether longer ones go
// on from it. Open addressing, linear probing, at most half full: 16 bytes a
// slot, and a scan that touches one slot for most words of a text. A state is 64
// bits; with 100,000 states the chance that any of a thousand million words
// falls on a wrong one is below 1 in 100,000, so letters are not compared again.
type trie struct {
	slots []slot
	used  int
	names []name
	words []word // of the name being entered, reused
	flat  *flat  // holds slots and names instead, when they come from an index file
}

type slot struct {
	state uint64
	name  int32 // first name that ends here, -1 when none
	more  bool
	full  bool
}

func newTrie(m *security.Master) *trie {
	t := &trie{slots: make([]slot, 1<<17)}
	for _, e := range m.Entities() {
		t.addEntity(e)
	}
	return t
}

// addEntity enters all names of an entity.
func (t *trie) addEntity(e *security.Entity) {
	for i := range e.Aliases {
		t.words = cut(e.Aliases[i].Name, t.words[:0])
		t.add(t.words, e, &e.Aliases[i])
	}
}

// add enters a name, once as written and once with its dots and commas left out.
func (t *trie) add(ws []word, e *security.Entity, a *security.Alias) {
	if len(ws) == 0 || len(ws) == 1 && ws[0].end-ws[0].start == 1 {
		return // a single letter names nobody
	}
	t.enter(ws, e, a)
	loose := false
	for i := range ws {
		if i > 0 && (ws[i].gap == stopped || ws[i].gap == comma) {
			ws[i].gap = spaced
			loose = true
		}
		if i > 0 && ws[i].gap == broken {
			return
		}
	}
	last := ws[len(ws)-1]
	if loose {
		t.enter(ws, e, a)
	}
	if i := len(ws) - 1; i > 0 && a.Kind == security.Legal && ws[i].gap == spaced && last.hash != ampersand {
		ws[i].gap = comma // Apple, Inc.
		t.enter(ws, e, a)
	}
}

func (t *trie) enter(ws []word, e *security.Entity, a *security.Alias) {
	h := ws[0].hash
	for i := 1; i < len(ws); i++ {
		t.slot(h).more = true
		h = step(h, ws[i])
	}
	s := t.slot(h)
	for at := s.name; at >= 0; at = t.names[at].next {
		if t.names[at].entity == e && t.names[at].alias == a {
			return
		}
	}
	t.names = append(t.names, name{entity: e, alias: a, next: -1, words: len(ws)})
	id := int32(len(t.names) - 1)
	if s.name < 0 {
		s.name = id
		return
	}
	at := s.name
	for t.names[at].next >= 0 {
		at = t.names[at].next
	}
	t.names[at].next = id
}

func step(h uint64, w word) uint64 {
	h ^= uint64(w.gap) + 1
	h *= prime64
	h ^= h >> 29
	return (h ^ w.hash) * prime64
}

// slot finds or makes the slot of a state.
func (t *trie) slot(state uint64) *slot {
	if t.used*2 >= len(t.slots) {
		t.grow()
	}
	s := t.find(state)
	if !s.full {
		*s = slot{state: state, name: -1, full: true}
		t.used++
	}
	return s
}

// find gives the state's slot, or the empty one where it would stand.
func (t *trie) find(state uint64) *slot {
	mask := uint64(len(t.slots) - 1)
	for i := (state ^ state>>32) & mask; ; i = (i + 1) & mask {
		s := &t.slots[i]
		if !s.full || s.state == state {
			return s
		}
	}
}

func (t *trie) grow() {
	old := t.slots
	t.slots = make([]slot, 2*len(old))
	for i := range old {
		if old[i].full {
			*t.find(old[i].state) = old[i]
		}
	}
}

// match gives the longest name that starts at word i and whose letters stand in
// the case that the name asks for: the number of its words and the first of the
// names in the list; 0 when there is none.
func (t *trie) match(text string, ws []word, i int) (n int, first int32) {
	h := ws[i].hash
	for j := i; ; {
		s := t.look(h)
		if !s.full {
			return n, first
		}
		if s.name >= 0 && t.fits(text, ws[i:j+1], s.name) {
			n, first = j+1-i, s.name
		}
		j++
		if !s.more || j == len(ws) || ws[j].gap == broken {
			return n, first
		}
		h = step(h, ws[j])
	}
}

// fits reports whether any of the names may stand as written in text.
func (t *trie) fits(text string, ws []word, first int32) bool {
	for at := first; at >= 0; {
		n := t.name(at)
		if spelt(text, ws, n.alias) {
			return true
		}
		at = n.next
	}
	return false
}

// look is the slot of a state, not full when there is none.
func (t *trie) look(state uint64) slot {
	if t.flat != nil {
		return t.flat.look(state)
	}
	return *t.find(state)
}

// name is a name by its number.
func (t *trie) name(at int32) name {
	if t.flat != nil {
		return t.flat.name(at)
	}
	return t.names[at]
}
