package transition

// Moves of the arc-hybrid system.
const (
	Shift = iota // the next word goes onto the stack
	Left         // the next word heads the top of the stack, which leaves it
	Right        // the second of the stack heads the top, which leaves it
	Moves
)

// None stands for no node.
const None = -1

// node is what the features see of a word in a half-built tree. The children are
// the outermost and next outermost on each side.
type node struct {
	w, t           uint32
	pb, pa, marks  uint32 // punctuation before and after
	suf            uint32
	label          uint32
	l1, l2, r1, r2 int32
	lset, rset     uint32 // sets of child labels, hashed to a bit each
	lval, rval     uint32
}

// State is a half-built tree: a stack, the words not yet read, and the arcs. The
// root stands after the last word.
type State struct {
	n     int
	nodes []node // the words, the root, and one that stands for no node
	stack []int32
	next  int32
	Heads []int32
}

// Reset begins a sentence.
func (s *State) Reset(words []Word, tags []uint8) {
	n := len(words)
	s.n = n
	s.nodes = grow(s.nodes, n+2)
	s.Heads = grow(s.Heads, n)
	s.stack = s.stack[:0]
	s.next = 0
	absent := int32(n + 1) // #nosec G115 -- sentences are short
	empty := node{l1: absent, l2: absent, r1: absent, r2: absent}
	for i := range words {
		s.nodes[i] = empty
		s.nodes[i].w = words[i].Lower
		s.nodes[i].pb, s.nodes[i].pa, s.nodes[i].marks, s.nodes[i].suf = words[i].Before, words[i].After, words[i].Marks, words[i].Suf[2]
		s.nodes[i].t = uint32(tags[i]) + 3
		s.Heads[i] = None
	}
	s.nodes[n] = empty
	s.nodes[n].w, s.nodes[n].t = 1, 1
	s.nodes[n+1] = empty
	s.nodes[n+1].w, s.nodes[n+1].t = 2, 2
}

func grow[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n, n+n/2)
	}
	return s[:n]
}

// Done says that every word has its head.
func (s *State) Done() bool { return len(s.stack) == 0 && int(s.next) == s.n }

// Legal says which moves may be made. The root takes one word only, so that a
// tree has one root.
func (s *State) Legal() (ok [Moves]bool) {
	atRoot := int(s.next) == s.n
	ok[Shift] = !atRoot
	ok[Left] = len(s.stack) == 1 || len(s.stack) > 1 && !atRoot
	ok[Right] = len(s.stack) > 1
	return ok
}

// Forced is the only legal move, None where there is a choice. One move in six is
// forced, and needs no scores.
func (s *State) Forced() int {
	switch {
	case len(s.stack) == 0:
		return Shift
	case int(s.next) < s.n:
		return None
	case len(s.stack) == 1:
		return Left
	}
	return Right
}

// Shift makes the move.
func (s *State) Shift() {
	s.stack = append(s.stack, s.next)
	s.next++
}

// Arc gives the head and dependent that a Left or Right would tie.
func (s *State) Arc(move int) (head, dep int32) {
	top := len(s.stack) - 1
	if move == Left {
		return s.next, s.stack[top]
	}
	return s.stack[top-1], s.stack[top]
}

// Attach makes a Left or Right with the label of the arc.
func (s *State) Attach(move int, label uint8) {
	head, dep := s.Arc(move)
	s.stack = s.stack[:len(s.stack)-1]
	s.Heads[dep] = head
	d, h := &s.nodes[dep], &s.nodes[head]
	d.label = uint32(label) + 1
	bit := uint32(1) << (label & 31)
	if move == Left {
		h.l2, h.l1 = h.l1, dep
		h.lset |= bit
		h.lval++
	} else {
		h.r2, h.r1 = h.r1, dep
		h.rset |= bit
		h.rval++
	}
}
