package transition

// Gold is the tree that a parser learns: heads (the root's is the number of
// words) and the children of each word in order.
type Gold struct {
	Heads    []int32
	Labels   []uint8
	children [][]int32
}

// NewGold makes the oracle's view of a tree.
func NewGold(heads []int32, labels []uint8) *Gold {
	g := &Gold{Heads: heads, Labels: labels, children: make([][]int32, len(heads)+1)}
	for d, h := range heads {
		g.children[h] = append(g.children[h], int32(d)) // #nosec G115 -- sentences are short
	}
	return g
}

// Costs counts, for each move, the gold arcs that no later move can make once it
// is made (Goldberg and Nivre, 2013, for the arc-hybrid system).
func (s *State) Costs(g *Gold) (cost [Moves]int32) {
	top := len(s.stack) - 1
	b := s.next
	if top >= 0 {
		s0 := s.stack[top]
		h := g.Heads[s0]
		lost := int32(0)
		for _, c := range g.children[s0] {
			if c >= b {
				lost++
			}
		}
		cost[Left], cost[Right] = lost, lost
		if h > b || top > 0 && h == s.stack[top-1] {
			cost[Left]++
		}
		if h >= b {
			cost[Right]++
		}
	}
	if int(b) < s.n {
		if h := g.Heads[b]; h < b && s.Heads[h] == None && (top < 0 || h != s.stack[top]) {
			cost[Shift]++
		}
		for _, c := range g.children[b] {
			if c < b && s.Heads[c] == None {
				cost[Shift]++
			}
		}
	}
	return cost
}
