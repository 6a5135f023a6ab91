package syntax

import "slices"

// index holds the children and reach of each node, so that asking for them takes
// no walk over the sentence. kids[start[i]:start[i+1]] are the children of node i
// in order; first and last are the ends of its subtree.
type index struct {
	start, kids, first, last []int32
}

// NewTree makes a tree of nodes, indexed.
func NewTree(src string, nodes []Node) Tree {
	return Tree{Text: src, Nodes: nodes, index: newIndex(nodes)}
}

func newIndex(nodes []Node) *index {
	n := len(nodes)
	memory := make([]int32, 4*n+2)
	x := &index{start: memory[: n+2 : n+2], kids: memory[n+2 : 2*n+2 : 2*n+2], first: memory[2*n+2 : 3*n+2 : 3*n+2], last: memory[3*n+2:]}
	for i, node := range nodes {
		if node.Head >= 0 {
			x.start[node.Head+2]++
		}
		x.first[i], x.last[i] = int32(i), int32(i) // #nosec G115 -- a position in a sentence
	}
	for i := 2; i < len(x.start); i++ {
		x.start[i] += x.start[i-1]
	}
	root := int32(-1)
	for i, node := range nodes {
		if node.Head < 0 {
			root = int32(i) // #nosec G115
			continue
		}
		x.kids[x.start[node.Head+1]] = int32(i) // #nosec G115
		x.start[node.Head+1]++
	}
	if root >= 0 {
		x.reach(root)
	}
	return x
}

// reach widens the ends of each node below i to those of its children. It walks
// in the order of depth with the memory of kids alone, since trees may be deep.
func (x *index) reach(root int32) {
	order := append(make([]int32, 0, len(x.first)), root)
	for k := 0; k < len(order) && len(order) <= len(x.first); k++ {
		order = append(order, x.children(int(order[k]))...)
	}
	for _, i := range slices.Backward(order) {
		for _, c := range x.children(int(i)) {
			x.first[i], x.last[i] = min(x.first[i], x.first[c]), max(x.last[i], x.last[c])
		}
	}
}

func (x *index) children(i int) []int32 { return x.kids[x.start[i]:x.start[i+1]] }

// indexed is the tree's index; a tree not made by NewTree is indexed anew.
func (t Tree) indexed() *index {
	if t.index != nil && len(t.index.first) == len(t.Nodes) {
		return t.index
	}
	return newIndex(t.Nodes)
}

// Children are the dependents of node i in order of the text. They are not to be
// changed.
func (t Tree) Children(i int) []int32 { return t.indexed().children(i) }

// Root is the index of the root, -1 when there are no nodes.
func (t Tree) Root() int {
	for i, n := range t.Nodes {
		if n.Head < 0 {
			return i
		}
	}
	return -1
}

// Child is the first dependent of head with one of the relations.
func (t Tree) Child(head int, rels ...Relation) (int, bool) {
	for _, c := range t.Children(head) {
		if slices.Contains(rels, t.Nodes[c].Rel) {
			return int(c), true
		}
	}
	return -1, false
}

// Subtree is the first and last index (both included) of the nodes that hang
// below node i, itself included. The parser's trees are projective: every node
// between the two hangs below i.
func (t Tree) Subtree(i int) (first, last int) {
	x := t.indexed()
	return int(x.first[i]), int(x.last[i])
}

// Above says that node i hangs below node top, or is it.
func (t Tree) Above(top, i int) bool {
	for ; i >= 0; i = t.Nodes[i].Head {
		if i == top {
			return true
		}
	}
	return false
}

// Path is the way from node a to node b over their lowest common head, both
// included; up is how many of its steps go to a head before it turns down.
func (t Tree) Path(a, b int) (nodes []int, up int) {
	depthA, depthB := t.depth(a), t.depth(b)
	var down []int
	nodes = append(nodes, a)
	for a != b {
		if depthA >= depthB {
			a = t.Nodes[a].Head
			depthA--
			up++
			nodes = append(nodes, a)
		} else {
			down = append(down, b)
			b = t.Nodes[b].Head
			depthB--
		}
	}
	slices.Reverse(down)
	return append(nodes, down...), up
}

func (t Tree) depth(i int) int {
	d := 0
	for i = t.Nodes[i].Head; i >= 0; i = t.Nodes[i].Head {
		d++
	}
	return d
}

// At is the node that holds the byte at offset, or the first one after it; -1
// after the last.
func (t Tree) At(offset int) int {
	i, _ := slices.BinarySearchFunc(t.Nodes, offset, func(n Node, offset int) int {
		if n.End <= offset {
			return -1
		}
		return 1
	})
	if i == len(t.Nodes) {
		return -1
	}
	return i
}

// HeadOf is the node among those of [from, to) bytes whose head lies outside: the
// syntactic head of the span. Where several have theirs outside it is the one
// nearest the root, the first of equals; -1 when no node begins in the span.
func (t Tree) HeadOf(from, to int) int {
	best, depth := -1, 0
	for i := t.At(from); i >= 0 && i < len(t.Nodes) && t.Nodes[i].Start < to; i++ {
		if h := t.Nodes[i].Head; h >= 0 && t.Nodes[h].End > from && t.Nodes[h].Start < to {
			continue
		}
		if d := t.depth(i); best < 0 || d < depth {
			best, depth = i, d
		}
	}
	return best
}

// Word is the text of node i.
func (t Tree) Word(i int) string { return t.Nodes[i].In(t.Text) }
