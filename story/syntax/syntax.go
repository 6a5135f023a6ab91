// Package syntax gives each sentence its parts of speech and a labelled
// dependency tree, by the conventions of Universal Dependencies.
//
// In: the tokens of one English sentence. Out: a Tree whose nodes carry a byte
// span, a universal part of speech, a head and a relation to it.
//
//	parser, err := syntax.Open()
//	tree := parser.Parse(doc.Text, doc.Sentences[0])
//	root := tree.Root()                          // the verb of "Alibaba denied the claims."
//	subj, ok := tree.Child(root, syntax.NSubj)   // "Alibaba"
//
// The tokens are those of the treebanks, finer than story/text's: "don't" is two
// ("do", "n't"), a hyphen stands alone. Each has its span in the text.
//
// Limits: English prose. A sentence in another language, or longer than the
// parser's limit, comes back as a Tree with Missing set and no nodes.
package syntax

import (
	"slices"

	"newstape/receipt"
)

// Node is one token of a parsed sentence.
type Node struct {
	receipt.Span          // bytes of the text
	Tag          Tag      // universal part of speech
	Head         int      // index of the head in Tree.Nodes, -1 for the root
	Rel          Relation // relation to the head
}

// Tree is a parsed sentence. Nodes are in order of the text; exactly one has
// Head -1. When the sentence was not parsed, Nodes is empty and Missing says why.
type Tree struct {
	Text    string // the text that the spans index
	Nodes   []Node
	Missing *receipt.Unavailable
}

// Trees are those of a document: one for each of its sentences, in order.
type Trees []Tree

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
	for i, n := range t.Nodes {
		if n.Head == head && slices.Contains(rels, n.Rel) {
			return i, true
		}
	}
	return -1, false
}

// Subtree is the first and last index (both included) of the nodes that hang
// below node i, itself included. A tree that is not projective may have nodes
// of other heads between them.
func (t Tree) Subtree(i int) (first, last int) {
	first, last = i, i
	for j := range t.Nodes {
		for k := j; k >= 0; k = t.Nodes[k].Head {
			if k == i {
				first, last = min(first, j), max(last, j)
				break
			}
		}
	}
	return first, last
}

// Word is the text of node i.
func (t Tree) Word(i int) string { return t.Nodes[i].In(t.Text) }
