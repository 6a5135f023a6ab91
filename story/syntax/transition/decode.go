package transition

import "slices"

// NoTag stands before the first tag of a sentence.
const NoTag = 255

// Scratch is memory that one sentence after the other uses.
type Scratch struct {
	state  State
	words  []Word  // of the mirror
	tags   []uint8 // of the mirror
	join   Arbiter
	marks  Marks
	sum    [256]int32
	tagF   [MaxTagFeatures]uint32
	moveF  [MaxMoveFeatures]uint32
	labelF [MaxLabelFeatures]uint32
}

// Tag writes the fine tag of each word.
func (m *Model) Tag(words []Word, tags []uint8, sc *Scratch) {
	t1, t2 := uint32(NoTag), uint32(NoTag)
	for i := range words {
		f := TagFeatures(&sc.tagF, words, i, t1, t2)
		sum := sc.score(m.Tags, f, len(m.Fine))
		m.bar(sum, &words[i])
		tags[i] = best(sum)
		t1, t2 = uint32(tags[i]), t1
	}
}

func (sc *Scratch) score(table Sparse, f []uint32, classes int) []int32 {
	sum := sc.sum[:classes]
	clear(sum)
	table.Score(f, &sc.sum)
	return sum
}

// best is the class with the highest score, the first of equals.
func best(sum []int32) uint8 {
	at, top := 0, sum[0]
	for c, v := range sum {
		if v > top {
			at, top = c, v
		}
	}
	return uint8(at) // #nosec G115 -- a class
}

// Mirror turns a sentence round, and what is before a word to what is after it.
func Mirror(words []Word, tags []uint8) {
	slices.Reverse(words)
	slices.Reverse(tags)
	if len(words) == 0 {
		return
	}
	total := words[0].Marks + 1
	for i := range words {
		w := &words[i]
		w.Before, w.After, w.Marks = w.After, w.Before, total-w.Marks
	}
}

// Moves builds the tree of one parser.
func (m *Model) Moves(p Parser, words []Word, tags []uint8, into *Tree, sc *Scratch) {
	s := &sc.state
	s.Reset(words, tags)
	into.Reset(len(words))
	for !s.Done() {
		move := s.Forced()
		if move == None {
			move = BestMove(p.Moves.Score(s.MoveFeatures(&sc.moveF)), s.Legal())
		}
		if move == Shift {
			s.Shift()
			continue
		}
		head, dep := s.Arc(move)
		label := m.Root
		if int(head) < len(words) {
			sum := sc.score(p.Labels, s.LabelFeatures(&sc.labelF, words, head, dep), int(m.Labels))
			sum[m.Root] = -1 << 30
			label = best(sum)
		}
		into.Labels[dep] = label
		s.Attach(move, label)
	}
	copy(into.Heads, s.Heads)
}

// BestMove is the legal move with the highest score, the first of equals.
func BestMove(scores [Moves]int32, legal [Moves]bool) int {
	best := None
	for m, ok := range legal {
		if ok && (best == None || scores[m] > scores[best]) { // #nosec G602 -- best is a move
			best = m
		}
	}
	return best
}
