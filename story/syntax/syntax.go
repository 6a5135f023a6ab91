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
// Method: a tagger from left to right; then two greedy transition-based parsers of
// the arc-hybrid system (Kuhlmann, Gómez-Rodríguez and Satta, 2011), one from the
// left and one from the right, trained with a dynamic oracle and exploration
// (Goldberg and Nivre, 2013) on features after Zhang and Nivre (2011), with
// punctuation as a property of the words beside it (Ma, Zhang and Zhu, 2014). Where
// the two trees differ a third model chooses, with features of both; then
// punctuation is tied to the tree. All are averaged perceptrons over hashed
// features; see story/syntax/transition. "newstape train syntax" makes the model
// again.
//
// Data: trained on the training files of two treebanks of Universal Dependencies.
// English Web Treebank (Silveira et al., 2014), CC BY-SA 4.0; GUM, the Georgetown
// University Multilayer corpus (Zeldes, 2017), its CC BY genres: news, interview,
// bio, voyage, textbook, speech, vlog. The model holds weights, no text.
//
// Limits: English prose. A sentence in another script, of a document in another
// language, or longer than MaxTokens comes back as a Tree with Missing set and no
// nodes.
package syntax

import "newstape/receipt"

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
	index   *index // of the nodes; nil in a tree that was not made by NewTree
}

// Trees are those of a document: one for each of its sentences, in order.
type Trees []Tree
