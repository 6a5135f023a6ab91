package event

import (
	_ "embed"
	"iter"
	"slices"
	"strings"
	"sync"

	"newstape/internal/table"
	"newstape/receipt"
	"newstape/story/syntax"
)

// grammar is a parsed sentence made ready for questions about its verbs.
type grammar struct {
	tree syntax.Tree
	low  []string // words in lower case
}

// newGrammar is nil when the sentence was not parsed, or when its tree has no
// clause at its root, which a sentence of a story has.
func newGrammar(t syntax.Tree, heading bool) *grammar {
	if t.Missing != nil || len(t.Nodes) == 0 {
		return nil
	}
	root := t.Root()
	if n := t.Nodes[root]; !heading && n.Tag != syntax.VERB && n.Tag != syntax.AUX {
		if _, clause := t.Child(root, syntax.NSubj, syntax.NSubjPass, syntax.Cop, syntax.CSubj, syntax.CComp, syntax.Parataxis); !clause {
			return nil
		}
	}
	g := &grammar{tree: t, low: make([]string, len(t.Nodes))}
	for i := range t.Nodes {
		g.low[i] = strings.ToLower(t.Word(i))
	}
	return g
}

// reach is the bytes that the subtree of node i covers.
func (g *grammar) reach(i int) receipt.Span {
	first, last := g.tree.Subtree(i)
	return receipt.Span{Start: g.tree.Nodes[first].Start, End: g.tree.Nodes[last].End}
}

// at is the node that holds the byte, -1 without one.
func (g *grammar) at(offset int) int {
	if i := g.tree.At(offset); i >= 0 && g.tree.Nodes[i].Start <= offset {
		return i
	}
	return -1
}

func (g *grammar) rel(i int) syntax.Relation { return g.tree.Nodes[i].Rel }

func (g *grammar) head(i int) int { return g.tree.Nodes[i].Head }

// child is the first dependent with one of the relations, -1 without one.
func (g *grammar) child(head int, rels ...syntax.Relation) int {
	if k, ok := g.tree.Child(head, rels...); ok {
		return k
	}
	return -1
}

// kids are the dependents of a node, in order.
func (g *grammar) kids(i int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for _, k := range g.tree.Children(i) {
			if !yield(int(k)) {
				return
			}
		}
	}
}

// below reports whether node i is j or hangs below it.
func (g *grammar) below(i, j int) bool { return g.tree.Above(j, i) }

// caseOf is the preposition of a noun, "" without one.
func (g *grammar) caseOf(i int) string {
	if k := g.child(i, syntax.Case); k >= 0 {
		return g.low[k]
	}
	return ""
}

// twin is the subject before node i that "and" joins it to, where the tree makes two
// subjects of them; -1 without one.
func (g *grammar) twin(i int) int {
	h := g.head(i)
	if h < 0 || g.rel(i) != syntax.NSubj {
		return -1
	}
	for k := range g.kids(h) {
		if k >= i || g.rel(k) != syntax.NSubj {
			continue
		}
		for m := k + 1; m < i; m++ {
			if g.tree.Nodes[m].Tag == syntax.CCONJ && m >= i-3 && m-k <= 3 {
				return k
			}
		}
	}
	return -1
}

// phrase is the bytes of a noun phrase without the clauses and asides that
// follow it.
func (g *grammar) phrase(i int) receipt.Span {
	span := g.tree.Nodes[i].Span
	if k := g.twin(i); k >= 0 {
		span = span.Cover(g.phrase(k))
	}
	for k := range g.kids(i) {
		switch g.rel(k) {
		case syntax.ACL, syntax.ACLRelCl, syntax.AdvCl, syntax.Parataxis, syntax.Case, syntax.Punct, syntax.Mark, syntax.Cc, syntax.Cop, syntax.Aux, syntax.AuxPass, syntax.NSubj,
			syntax.NSubjPass, syntax.AdvMod, syntax.Appos, syntax.Discourse, syntax.Obl, syntax.OblAgent, syntax.OblUnmarked, syntax.CComp, syntax.XComp, syntax.Dep, syntax.List:
			continue
		case syntax.Conj:
			if g.tree.Nodes[k].Tag == syntax.VERB {
				continue
			}
		}
		if g.reach(k).Len() < 160 {
			span = span.Cover(g.reach(k))
		}
	}
	return span
}

// finite words open a clause.
func (g *grammar) aux(i int) []string {
	var out []string
	for k := range g.kids(i) {
		if r := g.rel(k); r == syntax.Aux || r == syntax.AuxPass || r == syntax.Cop {
			out = append(out, g.low[k])
		}
	}
	return out
}

// isIng and isPast tell participles by their form.
func isIng(low string) bool { return len(low) > 4 && strings.HasSuffix(low, "ing") }

func isPast(low string) bool {
	return strings.HasSuffix(low, "ed") || strings.HasSuffix(low, "wn") || strings.HasSuffix(low, "en") ||
		slices.Contains([]string{"put", "hit", "cut", "sold", "bought", "told", "made", "set", "sent", "brought", "sued", "paid", "held", "led", "shut", "struck", "split", "lost", "won", "found", "sought"}, low)
}

//go:embed governors.tsv
var governorsTable string

var governors = sync.OnceValue(func() map[string]map[string]bool {
	out := map[string]map[string]bool{}
	for _, c := range table.Rows(governorsTable) {
		words := map[string]bool{}
		for w := range strings.SplitSeq(c[1], "|") {
			words[w] = true
		}
		out[c[0]] = words
	}
	return out
})

// governs reports whether a word in any of its forms is of a class.
func governs(class, low string) bool {
	words := governors()[class]
	if words[low] {
		return true
	}
	for _, base := range bases(low) {
		if words[base] {
			return true
		}
	}
	return false
}

// bases are what a regular form may come from: "denied" from "deny", "planned"
// from "plan", "forces" from "force".
func bases(low string) []string {
	var out []string
	for _, end := range []string{"s", "es", "ed", "d", "ing"} {
		b, ok := strings.CutSuffix(low, end)
		if !ok || len(b) < 2 {
			continue
		}
		out = append(out, b)
		if end == "ing" {
			out = append(out, b+"e")
		}
		if n := len(b); n > 3 && b[n-1] == b[n-2] {
			out = append(out, b[:n-1])
		}
		if s, ok := strings.CutSuffix(b, "i"); ok {
			out = append(out, s+"y")
		}
	}
	return out
}
