package transition

// Sentence is a sentence on its way through the model: its words go in, its tree
// comes out.
type Sentence struct {
	Words  []Word
	Tags   []uint8
	Heads  []int32 // the root's is the number of words
	Labels []uint8
	plain  Plain // the words that are no punctuation
	a, b   Tree  // of those, from the left and from the right; joined into a
}

// Reset makes room for the tree of the words.
func (s *Sentence) Reset() {
	n := len(s.Words)
	s.Tags, s.Heads, s.Labels = grow(s.Tags, n), grow(s.Heads, n), grow(s.Labels, n)
}

// Read tags and parses sentences. Each step is taken for all of them before the
// next: a step's table then stays in the processor's caches.
func (m *Model) Read(batch []Sentence, sc *Scratch) {
	for i := range batch {
		s := &batch[i]
		s.Reset()
		m.Tag(s.Words, s.Tags, sc)
		s.plain.Set(s.Words, s.Tags, &m.mark)
	}
	for i := range batch {
		s := &batch[i]
		m.Moves(m.Forward, s.plain.Words, s.plain.Tags, &s.a, sc)
	}
	for i := range batch {
		s := &batch[i]
		sc.words, sc.tags = append(sc.words[:0], s.plain.Words...), append(sc.tags[:0], s.plain.Tags...)
		Mirror(sc.words, sc.tags)
		m.Moves(m.Back, sc.words, sc.tags, &s.b, sc)
		s.b.Mirror()
	}
	for i := range batch {
		m.join(&batch[i], sc)
	}
}

// join makes one tree of the two and ties punctuation to it.
func (m *Model) join(s *Sentence, sc *Scratch) {
	s.a.Index()
	s.b.Index()
	sc.join.Words, sc.join.Tags, sc.join.A, sc.join.B, sc.join.Kind = s.plain.Words, s.plain.Tags, &s.a, &s.b, &m.kind
	sc.join.Join(m.Choices)
	n := int32(len(s.Words)) // #nosec G115 -- sentences are short
	k := int32(len(s.plain.Words))
	for i := range s.Heads {
		s.Heads[i] = None
	}
	for i, at := range s.plain.At {
		s.Heads[at], s.Labels[at] = n, s.a.Labels[i]
		if h := s.a.Heads[i]; h < k {
			s.Heads[at] = s.plain.At[h]
		}
	}
	sc.marks.Words, sc.marks.Tags, sc.marks.Heads, sc.marks.Labels, sc.marks.Mark = s.Words, s.Tags, s.Heads, s.Labels, &m.mark
	sc.marks.Tie(m.Choices)
	for i, l := range s.Labels {
		if l == MarkLabel {
			s.Labels[i] = m.Punct
		}
	}
}
