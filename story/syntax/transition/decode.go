package transition

// NoTag stands before the first tag of a sentence.
const NoTag = 255

// Scratch is memory that one sentence after the other uses.
type Scratch struct {
	State  State
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
		tags[i] = sc.best(m.Tags, f, 0, len(m.Fine))
		t1, t2 = uint32(tags[i]), t1
	}
}

// best is the class in [from, to) with the highest score, the first of equals.
func (sc *Scratch) best(table Sparse, f []uint32, from, to int) uint8 {
	clear(sc.sum[:to])
	table.Score(f, &sc.sum)
	best := from
	for c := from + 1; c < to; c++ {
		if sc.sum[c] > sc.sum[best] {
			best = c
		}
	}
	return uint8(best) // #nosec G115 -- a class
}

// Parse builds the tree; heads are in sc.State.Heads, the root's is len(words).
// The last label of the label table is that of the root.
func (m *Model) Parse(words []Word, tags, labels []uint8, root, count uint8, sc *Scratch) {
	s := &sc.State
	s.Reset(words, tags)
	for !s.Done() {
		scores := m.Moves.Score(s.MoveFeatures(&sc.moveF))
		move := BestMove(scores, s.Legal())
		if move == Shift {
			s.Shift()
			continue
		}
		head, dep := s.Arc(move)
		labels[dep] = root
		if int(head) < len(words) {
			labels[dep] = sc.bestLabel(m.Label, s.LabelFeatures(&sc.labelF, words, head, dep), root, count)
		}
		s.Attach(move, labels[dep])
	}
}

func (sc *Scratch) bestLabel(table Sparse, f []uint32, root, count uint8) uint8 {
	clear(sc.sum[:count])
	table.Score(f, &sc.sum)
	sc.sum[root] = -1 << 30
	best := uint8(0)
	for c := uint8(1); c < count; c++ {
		if sc.sum[c] > sc.sum[best] {
			best = c
		}
	}
	return best
}

// BestMove is the legal move with the highest score, the first of equals.
func BestMove(scores [Moves]int32, legal [Moves]bool) int {
	best := None
	for m, ok := range legal {
		if ok && (best == None || scores[m] > scores[best]) {
			best = m
		}
	}
	return best
}
