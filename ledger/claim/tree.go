package claim

import (
	"strings"

	"newstape/story/syntax"
)

// finite are the relations of a verb that heads a clause of its own; a participle
// inside a noun phrase ("a memo seen by Reuters") has none of them.
var finite = map[syntax.Relation]bool{
	syntax.Root: true, syntax.CComp: true, syntax.AdvCl: true, syntax.ACLRelCl: true, syntax.Parataxis: true, syntax.Conj: true, syntax.CSubj: true,
}

// dress gives the words of a line their nodes in the tree, and the class of verb
// to those that the word lists do not know as such. A line whose sentence was not
// parsed keeps what the lists say.
func (l *line) dress(t syntax.Tree) {
	if t.Missing != nil || len(t.Nodes) == 0 {
		return
	}
	l.tree = t
	l.node = make([]int, len(l.words))
	k := 0
	for i := range l.words {
		w := &l.words[i]
		for k < len(t.Nodes) && t.Nodes[k].End <= w.Start {
			k++
		}
		l.node[i] = -1
		if k >= len(t.Nodes) || !t.Nodes[k].Overlaps(w.Span) {
			continue
		}
		l.node[i] = k
		n := t.Nodes[k]
		if _, speaks := kindOf(w.low); !speaks && w.class == noun && n.Tag == syntax.VERB && l.heads(k) && len(lex().cues[w.low]) == 0 && l.classAt(i+1) != auxiliary && l.classAt(i+1) != modal && !w.upper && !l.isName(i) {
			w.class = verb
		}
		if w.class == verb && n.Tag == syntax.NOUN && !l.heading {
			w.class = noun // "a dividend cut"
		}
	}
}

// heads: the verb at node n heads a clause: it is no participle that hangs on a
// noun or stands between commas ("The document, dated Friday, says").
func (l *line) heads(n int) bool {
	node := l.tree.Nodes[n]
	if node.Rel == syntax.ACL {
		_, ok := l.tree.Child(n, syntax.NSubj, syntax.NSubjPass)
		return ok
	}
	if !finite[node.Rel] {
		return false
	}
	if node.Rel != syntax.Conj && n > 0 && l.tree.Nodes[n-1].In(l.src) == "," && strings.HasSuffix(node.In(l.src), "ed") {
		return false
	}
	if node.Rel == syntax.Root || node.Rel == syntax.CComp || node.Rel == syntax.ACLRelCl {
		return true
	}
	_, ok := l.tree.Child(n, syntax.NSubj, syntax.NSubjPass, syntax.Aux, syntax.AuxPass)
	return ok || node.Rel == syntax.Conj && l.tree.Nodes[node.Head].Tag == syntax.VERB
}

// wordsOf is the words that lie over the nodes below node n.
func (l *line) wordsOf(n int) (int, int) {
	first, last := l.tree.Subtree(n)
	from := l.indexAt(l.tree.Nodes[first].Start)
	to := l.indexAt(l.tree.Nodes[last].End - 1)
	return from, min(to+1, len(l.words))
}

// subjectInTree is the words of the subject of the verb at word i, by the tree:
// its own, or that of the verb it is joined to.
func (l *line) subjectInTree(i int) (int, int, bool) {
	if len(l.node) == 0 || l.node[i] < 0 {
		return 0, 0, false
	}
	n := l.node[i]
	if t := l.tree.Nodes[n].Tag; t != syntax.VERB && t != syntax.AUX {
		return 0, 0, false
	}
	for range 3 {
		if c, ok := l.tree.Child(n, syntax.NSubj, syntax.NSubjPass); ok && l.tree.Nodes[c].Start < l.tree.Nodes[n].Start {
			from, to := l.wordsOf(c)
			for to > from && l.classAt(to-1) == mark && !closes(l.low(to-1)) && !l.isQuote(to-1) {
				to--
			}
			return from, to, to > from
		}
		rel := l.tree.Nodes[n].Rel
		if rel != syntax.Conj && rel != syntax.AdvCl && rel != syntax.XComp || l.tree.Nodes[n].Head < 0 {
			break
		}
		n = l.tree.Nodes[n].Head
	}
	return 0, 0, false
}

// sayable: the words can be a source: they do not open with a participle
// ("Speaking in Salem") or a pronoun that stands for a clause, hold no verb and
// are no possessor.
func (l *line) sayable(from, to int) bool {
	if l.isParticiple(from) && !l.isName(from) || l.classAt(to) == genitive || to-from == 1 && (l.low(from) == "that" || l.low(from) == "which" || l.low(from) == "who") {
		return false
	}
	return l.verbless(from, to) || l.word("that", from, to)+l.word("which", from, to)+l.word("who", from, to) > -3
}

// verbInTree: the tree takes the word at i for a verb with its subject and a
// clause that it governs.
func (l *line) verbInTree(i int) bool {
	if len(l.node) == 0 || l.node[i] < 0 {
		return false
	}
	n := l.node[i]
	if l.tree.Nodes[n].Tag != syntax.VERB {
		return false
	}
	_, subject := l.tree.Child(n, syntax.NSubj)
	_, clause := l.tree.Child(n, syntax.CComp)
	return subject && clause
}

// finiteAt: the word at i is a verb with its own tense, by the lists or the tree.
func (l *line) finiteAt(i int) bool {
	if c := l.classAt(i); (c == auxiliary || c == verb) && !l.isIng(i) {
		return i < len(l.words) && !l.words[i].quoted
	}
	if len(l.node) == 0 || i >= len(l.words) || l.node[i] < 0 || l.words[i].quoted || l.upper(i) || l.isIng(i) {
		return false
	}
	n := l.tree.Nodes[l.node[i]]
	return n.Tag == syntax.VERB && (n.Rel == syntax.CComp || n.Rel == syntax.ACLRelCl)
}
