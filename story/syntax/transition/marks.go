package transition

// Marks ties the punctuation of a sentence to the finished tree of its words. A
// mark may hang below the words above its left neighbour and those above its right
// one, up to where they meet, so that no arc crosses; features of the candidate and
// of what the mark parts decide.
type Marks struct {
	Words  []Word
	Tags   []uint8
	Heads  []int32 // of the whole sentence; a mark's is None until it is tied
	Labels []uint8
	Mark   *[256]bool // the tags of marks

	chain []candidate
	seen  []int32 // the last mark that had the word above its right neighbour
	f     [MaxMarkFeatures]uint32

	// What stands at the tops of both sides: label and tag.
	leftLabel, rightLabel, leftTag, rightTag uint32
}

// candidate is a word that a mark may hang below.
type candidate struct {
	node int32
	side uint32 // left, right or above both
	step uint32 // from the mark's neighbour
	top  bool   // the last of its side
}

// The sides of a mark.
const (
	leftOf = iota
	rightOf
	aboveBoth
)

// MarkLabel stands for a mark that was tied; no relation has it.
const MarkLabel = 250

// farthest is how many words above a neighbour are candidates.
const farthest = 16

// Reset takes a sentence whose words have their heads.
func (m *Marks) Reset() {
	m.seen = grow(m.seen, len(m.Words)+1)
	for i := range m.seen {
		m.seen[i] = None
	}
}

// Candidates finds the words that the mark at i may hang below and gives their
// number.
func (m *Marks) Candidates(i int32) int {
	n := int32(len(m.Words)) // #nosec G115 -- sentences are short
	a, b := i-1, i+1
	for a >= 0 && m.Mark[m.Tags[a]] {
		a--
	}
	for b < n && m.Mark[m.Tags[b]] {
		b++
	}
	meet := n
	if a >= 0 && b < n {
		for k := b; k < n; k = m.Heads[k] {
			m.seen[k] = i
		}
		for meet = a; meet < n && m.seen[meet] != i; {
			meet = m.Heads[meet]
		}
	}
	m.chain = m.chain[:0]
	m.leftLabel, m.leftTag = m.climb(a, meet, leftOf)
	m.rightLabel, m.rightTag = m.climb(b, meet, rightOf)
	if meet < n {
		m.chain = append(m.chain, candidate{node: meet, side: aboveBoth})
	}
	return len(m.chain)
}

// climb adds the words from k up to before meet, and gives label and tag of the
// last.
func (m *Marks) climb(k, meet int32, side uint32) (label, tag uint32) {
	n := int32(len(m.Words)) // #nosec G115
	label, tag = 99, 999
	if k < 0 {
		return label, tag
	}
	for step := uint32(0); k < n && k != meet && step < farthest; step++ {
		m.chain = append(m.chain, candidate{node: k, side: side, step: min(step, 5)})
		label, tag = uint32(m.Labels[k]), uint32(m.Tags[k])
		k = m.Heads[k]
	}
	if len(m.chain) > 0 {
		if last := &m.chain[len(m.chain)-1]; last.side == side {
			last.top = true
		}
	}
	return label, tag
}

// Node is the word of candidate k.
func (m *Marks) Node(k int) int32 { return m.chain[k].node }

// Tie gives each mark its head.
func (m *Marks) Tie(table Dense) {
	m.Reset()
	for k := range m.Words {
		i := int32(k) // #nosec G115
		if m.Heads[i] != None {
			continue
		}
		best, top := 0, int32(-1<<30)
		for c := range m.Candidates(i) {
			if s := table.Score(m.Features(&m.f, i, c)); s[0]-s[1] > top {
				best, top = c, s[0]-s[1]
			}
		}
		m.Set(i, m.chain[best].node)
	}
}

// Set ties the mark at i.
func (m *Marks) Set(i, head int32) { m.Heads[i], m.Labels[i] = head, MarkLabel }
