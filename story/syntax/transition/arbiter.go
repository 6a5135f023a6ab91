package transition

import (
	"cmp"
	"slices"
)

// Arbiter joins two trees of a sentence: it starts from the first and, where they
// give a word different heads, decides by features of both, the surest decisions
// first. A change that would close a ring is not made.
type Arbiter struct {
	Words   []Word
	Tags    []uint8
	A, B    *Tree
	Kind    *[256]uint32 // a bit for some tags, by fine tag
	changes []change
	f       [MaxPairFeatures]uint32
}

type change struct {
	word, margin int32
}

// Join writes the joined tree into A.
func (c *Arbiter) Join(table Dense) {
	n := int32(len(c.Words)) // #nosec G115 -- sentences are short
	rootA, rootB := c.root(c.A, n), c.root(c.B, n)
	c.changes = c.changes[:0]
	for d := range n {
		// The root changes with the other root.
		if c.A.Heads[d] == c.B.Heads[d] || d == rootA {
			continue
		}
		if s := table.Score(c.PairFeatures(&c.f, d)); s[1] > s[0] {
			c.changes = append(c.changes, change{word: d, margin: s[1] - s[0]})
		}
	}
	slices.SortFunc(c.changes, func(a, b change) int {
		return cmp.Or(cmp.Compare(b.margin, a.margin), cmp.Compare(a.word, b.word))
	})
	// A change may become possible after another.
	for round := 0; round < 2 && len(c.changes) > 0; round++ {
		kept := c.changes[:0]
		for _, x := range c.changes {
			if !c.change(x.word, rootA, rootB) {
				kept = append(kept, x)
			}
		}
		c.changes = kept
	}
}

func (c *Arbiter) root(t *Tree, n int32) int32 {
	return int32(slices.Index(t.Heads, n)) // #nosec G115
}

// change gives word d, and with a new root the old one, the head of B.
func (c *Arbiter) change(d, rootA, rootB int32) bool {
	heads := c.A.Heads
	old := heads[d]
	heads[d] = c.B.Heads[d]
	if d != rootB {
		if ring(heads, d) {
			heads[d] = old
			return false
		}
		c.A.Labels[d] = c.B.Labels[d]
		return true
	}
	was := heads[rootA]
	heads[rootA] = c.B.Heads[rootA]
	if ring(heads, rootA) {
		heads[d], heads[rootA] = old, was
		return false
	}
	c.A.Labels[d], c.A.Labels[rootA] = c.B.Labels[d], c.B.Labels[rootA]
	return true
}

// ring says that the way up from d does not end at the root.
func ring(heads []int32, d int32) bool {
	n := len(heads)
	for range n {
		if d = heads[d]; int(d) == n {
			return false
		}
	}
	return true
}

func (c *Arbiter) tag(i int32) uint32 {
	if i < 0 {
		return 1
	}
	if int(i) >= len(c.Tags) {
		return 2
	}
	return uint32(c.Tags[i]) + 3
}

func (c *Arbiter) word(i int32) uint32 {
	if i < 0 || int(i) >= len(c.Words) {
		return 1
	}
	return c.Words[i].Lower
}

// differ is 1 where the trees give word i different heads.
func (c *Arbiter) differ(i int32) uint32 {
	if c.A.head(i) != c.B.head(i) {
		return 1
	}
	return 0
}

// between is the set of what stands between two words.
func (c *Arbiter) between(a, b int32) uint32 {
	lo, hi := min(a, b), max(a, b)
	set := uint32(0)
	for i := lo + 1; i < min(hi, lo+40, int32(len(c.Tags))); i++ { // #nosec G115
		set |= c.Kind[c.Tags[i]]
	}
	return set
}
