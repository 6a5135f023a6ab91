package match

import (
	"cmp"
	"slices"
)

// Hit is a name in the index that is like the one asked for.
type Hit struct {
	Ref        uint32 // of [Builder.Add]
	Name       string // as it was added
	Kind       Kind
	Weak       bool
	Comparison Comparison
}

// scratch is one search's working memory, used again by the next.
type scratch struct {
	score   []float32
	by      []uint16 // the query token that scored last, from 1
	touched []uint32
	near    []nearToken
	best    []ranked
}

type nearToken struct {
	token uint32
	like  float32
}

type ranked struct {
	name uint32
	rank float32
}

// candidates is how many names are compared in full.
const candidates = 64

// Search finds the names most like n, best first, with a score of at least
// least. The ways in which a name is found (words as they are, with wrong
// letters, by sound, by meaning, without spaces, by initials) are taken together:
// a wrong word that happens to be another entry's right one hides nothing.
func (x *Index) Search(n Name, least float64) []Hit {
	s := x.scratch.Get().(*scratch)
	defer x.scratch.Put(s)
	x.gather(n, s)
	var out []Hit
	for _, r := range s.best {
		id := int(r.name)
		other, ok := x.name(id)
		if !ok {
			continue
		}
		c := x.m.Compare(n, other)
		c.Weak = other.Weak
		if c.Weak && !c.Exact {
			c.Score *= 0.9
		}
		if c.Score < least {
			continue
		}
		out = append(out, Hit{Ref: x.meta.at(4 * id), Name: other.Text, Kind: other.Kind, Weak: other.Weak, Comparison: c})
	}
	slices.SortStableFunc(out, func(a, b Hit) int {
		return cmp.Or(cmp.Compare(b.Comparison.Score, a.Comparison.Score), cmp.Compare(a.Ref, b.Ref), cmp.Compare(a.Name, b.Name))
	})
	return out
}

// Exact finds the names that are n's words without spaces, in any script.
func (x *Index) Exact(n Name) []Hit {
	var out []Hit
	seen := map[uint32]bool{}
	key := n.Joined
	if len(key) > 40 {
		key = key[:40]
	}
	x.joined.each(hash64("="+key), func(id uint32) {
		if seen[id] {
			return
		}
		seen[id] = true
		other, ok := x.name(int(id))
		if !ok {
			return
		}
		c := x.m.Compare(n, other)
		c.Weak = other.Weak
		if c.Exact {
			out = append(out, Hit{Ref: x.meta.at(4 * int(id)), Name: other.Text, Kind: other.Kind, Weak: other.Weak, Comparison: c})
		}
	})
	slices.SortStableFunc(out, func(a, b Hit) int { return cmp.Or(cmp.Compare(a.Ref, b.Ref), cmp.Compare(a.Name, b.Name)) })
	return out
}

// gather fills s.best with the names to compare.
func (x *Index) gather(n Name, s *scratch) {
	total := float32(0)
	for i := range n.Tokens {
		t := &n.Tokens[i]
		total += float32(t.Weight)
		x.nearTokens(t, s)
		for _, near := range s.near {
			x.credit(near.token, near.like*float32(t.Weight), uint16(i+1), s)
		}
	}
	// Two words that the list writes as one.
	for i := range len(n.Tokens) - 1 {
		if id, ok := x.token(n.Tokens[i].Text + n.Tokens[i+1].Text); ok {
			x.credit(id, float32(n.Tokens[i].Weight+n.Tokens[i+1].Weight), uint16(maxTokens+2), s)
		}
	}
	whole := func(id uint32) { x.mark(id, total, uint16(maxTokens+1), s) }
	joinedKeys(n.Joined, func(h uint64) { x.joined.each(h, whole) })
	if len(n.Tokens) == 1 && len(n.Joined) >= 3 && len(n.Joined) <= 8 {
		x.joined.each(hash64("#"+n.Joined), whole)
	}
	if len(n.Tokens) >= 3 {
		begins := make([]byte, 0, maxTokens)
		for i := range n.Tokens {
			begins = append(begins, n.Tokens[i].Text[0])
		}
		if id, ok := x.token(string(begins)); ok {
			x.credit(id, total/2, uint16(maxTokens+1), s)
		}
	}
	x.rank(total, s)
}

// nearTokens fills s.near with the words of the index that are like t, the most
// alike first.
func (x *Index) nearTokens(t *Token, s *scratch) {
	s.near = s.near[:0]
	exact := uint32(1<<32 - 1)
	if id, ok := x.token(t.Text); ok {
		exact = id
		s.near = append(s.near, nearToken{id, 1})
	}
	put := func(id uint32) {
		if id == exact {
			return
		}
		for _, n := range s.near {
			if n.token == id {
				return
			}
		}
		if like := x.like(t, id); like >= 0.6 {
			s.near = append(s.near, nearToken{id, like})
		}
	}
	if t.role != initial && t.Weight >= telling {
		deletes(t.Text, maxEdits(len(t.Text)), func(h uint64) { x.deletes.each(h, put) })
		if len(t.Sound) > 1 {
			x.sounds.each(hash64(t.Sound), put)
		}
		if t.same != 0 {
			for _, w := range x.m.sameWords[t.same-1] {
				if id, ok := x.token(w); ok && id != exact {
					s.near = append(s.near, nearToken{id, 0.97})
				}
			}
		}
	}
	slices.SortFunc(s.near, func(a, b nearToken) int { return cmp.Or(cmp.Compare(b.like, a.like), cmp.Compare(a.token, b.token)) })
}

// like compares a word of the query with one of the index by letters and sound.
func (x *Index) like(t *Token, id uint32) float32 {
	from, to := x.tokens.at(int(id)), x.tokens.at(int(id)+1)
	w := string(x.text[from:to])
	longer := max(len(w), len(t.Text))
	limit := longer * 3 / 5
	d := osa(t.Text, w, limit)
	like := 0.0
	if d <= limit {
		like = 1 - float64(d)/float64(longer)
	}
	if like < 0.85 && len(t.Sound) > 1 && sound(w) == t.Sound && like >= 0.4 {
		like = 0.85
	}
	return float32(like)
}

// credit adds a word's share to every name that has it. A query word scores once
// in a name, by its nearest.
func (x *Index) credit(token uint32, share float32, by uint16, s *scratch) {
	base := x.tokens.len()
	for j := x.posts.at(int(token)); j < x.posts.at(int(token)+1); j++ {
		x.mark(x.posts.at(base+int(j)), share, by, s)
	}
}

func (x *Index) mark(name uint32, share float32, by uint16, s *scratch) {
	switch s.by[name] {
	case 0:
		s.touched = append(s.touched, name)
	case by:
		return
	}
	s.by[name] = by
	s.score[name] += share
}

// rank keeps the names that cover most of the query and of themselves.
func (x *Index) rank(total float32, s *scratch) {
	s.best = s.best[:0]
	floor := float32(0.3)
	for _, name := range s.touched {
		score := s.score[name]
		s.score[name], s.by[name] = 0, 0
		r := 0.7*min(score/total, 1) + 0.3*min(score/max(x.weight(int(name)), 0.05), 1)
		if r < floor {
			continue
		}
		s.best = append(s.best, ranked{name, r})
		if len(s.best) >= 8*candidates {
			floor = s.cut()
		}
	}
	s.touched = s.touched[:0]
	s.cut()
}

// cut keeps the best candidates and gives the least rank among them.
func (s *scratch) cut() float32 {
	slices.SortFunc(s.best, func(a, b ranked) int { return cmp.Or(cmp.Compare(b.rank, a.rank), cmp.Compare(a.name, b.name)) })
	if len(s.best) > candidates {
		s.best = s.best[:candidates]
	}
	if len(s.best) < candidates {
		return 0.3
	}
	return s.best[len(s.best)-1].rank
}
