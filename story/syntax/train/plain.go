package train

import (
	"slices"

	"newstape/story/syntax/transition"
)

// strip is the example without its punctuation. A word that hangs below a mark is
// tied to the first word above it.
func (e *example) strip(mark *[256]bool) example {
	var p transition.Plain
	p.Set(e.words, e.tags, mark)
	n := int32(len(p.Words)) // #nosec G115 -- sentences are short
	to := make([]int32, len(e.words)+1)
	for i := range to {
		to[i] = transition.None
	}
	for i, at := range p.At {
		to[at] = int32(i) // #nosec G115
	}
	to[len(e.words)] = n
	heads, labels := make([]int32, n), make([]uint8, n)
	root := int32(transition.None)
	for i, at := range p.At {
		h := e.gold.Heads[at]
		for to[h] == transition.None {
			h = e.gold.Heads[h]
		}
		heads[i], labels[i] = to[h], e.gold.Labels[at]
		switch {
		case heads[i] != n:
		case root == transition.None:
			root = int32(i) // #nosec G115
		default:
			heads[i] = root // the root was a mark with several words below it
		}
	}
	lift(heads)
	return example{words: p.Words, tags: p.Tags, gold: transition.NewGold(heads, labels), at: p.At, whole: e}
}

// mirror is the example read from its end.
func (e *example) mirror() example {
	n := int32(len(e.words)) // #nosec G115
	m := example{words: slices.Clone(e.words), tags: slices.Clone(e.tags)}
	transition.Mirror(m.words, m.tags)
	heads, labels := slices.Clone(e.gold.Heads), slices.Clone(e.gold.Labels)
	slices.Reverse(heads)
	slices.Reverse(labels)
	for i, h := range heads {
		heads[i] = transition.Mirrored(h, n)
	}
	m.gold = transition.NewGold(heads, labels)
	return m
}

// expand gives heads and labels of the whole sentence for those of its words; marks
// have none yet.
func (e *example) expand(heads []int32, labels []uint8) ([]int32, []uint8) {
	n := int32(len(e.whole.words)) // #nosec G115
	wide, wideLabels := make([]int32, n), make([]uint8, n)
	for i := range wide {
		wide[i] = transition.None
	}
	for i, at := range e.at {
		wide[at], wideLabels[at] = n, labels[i]
		if h := heads[i]; int(h) < len(e.words) {
			wide[at] = e.at[h]
		}
	}
	return wide, wideLabels
}
