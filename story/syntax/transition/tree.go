package transition

import "slices"

// Tree is a parser's answer: heads (the root's is the number of words) and
// labels, with what the arbiter's features ask of them.
type Tree struct {
	Heads  []int32
	Labels []uint8
	sib    []int32  // the next dependent of the same head on the way to it, None
	first  []int32  // the first dependent, None
	last   []int32  // the last dependent so far, while indexing
	lset   []uint32 // sets of the labels of dependents on each side
	rset   []uint32
}

// Reset makes room for a sentence of n words.
func (t *Tree) Reset(n int) {
	t.Heads, t.Labels = grow(t.Heads, n), grow(t.Labels, n)
}

// Mirror turns the tree of a sentence read from its end into that of the sentence.
func (t *Tree) Mirror() {
	n := int32(len(t.Heads)) // #nosec G115 -- sentences are short
	slices.Reverse(t.Heads)
	slices.Reverse(t.Labels)
	for i, h := range t.Heads {
		t.Heads[i] = Mirrored(h, n)
	}
}

// Mirrored is the head in the sentence of n words of a head in its mirror; the
// root stays.
func Mirrored(h, n int32) int32 {
	if h == n {
		return n
	}
	return n - 1 - h
}

// Index looks at the finished heads and labels.
func (t *Tree) Index() {
	n := len(t.Heads)
	t.sib, t.first, t.last = grow(t.sib, n), grow(t.first, n+1), grow(t.last, n+1)
	t.lset, t.rset = grow(t.lset, n+1), grow(t.rset, n+1)
	clear(t.lset)
	clear(t.rset)
	for i := range t.first {
		t.first[i], t.last[i] = None, None
	}
	for k, h := range t.Heads {
		d := int32(k) // #nosec G115 -- sentences are short
		t.sib[d] = None
		if t.first[h] == None {
			t.first[h] = d
		}
		bit := uint32(1) << (t.Labels[d] & 31)
		p := t.last[h]
		if d > h {
			t.rset[h] |= bit
			if p > h {
				t.sib[d] = p
			}
		} else {
			t.lset[h] |= bit
			if p != None {
				t.sib[p] = d
			}
		}
		t.last[h] = d
	}
}

// label and head give 0 and None for what is no word.
func (t *Tree) label(i int32) uint32 {
	if i < 0 || int(i) >= len(t.Labels) {
		return 0
	}
	return uint32(t.Labels[i]) + 1
}

func (t *Tree) head(i int32) int32 {
	if i < 0 || int(i) >= len(t.Heads) {
		return None
	}
	return t.Heads[i]
}
