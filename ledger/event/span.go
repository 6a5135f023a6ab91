package event

import (
	"strings"

	"newstape/receipt"
	"newstape/story/syntax"
)

// ofClause reports whether words of its sentence, such as a day or a place, belong
// to the clause of the act, or to the one that tells of it ("said on Friday it
// would").
func (f *finder) ofClause(e Event, words receipt.Span) bool {
	between := f.doc.Text[min(words.End, e.Trigger.Start):max(words.Start, e.Trigger.End)]
	if strings.Contains(between, ";") {
		return false
	}
	if words.Start-e.Sentence.Start <= 4 {
		return true // "In April, ..." stands over the whole sentence
	}
	k, ok := f.doc.SentenceAt(e.Sentence.Start)
	if !ok || e.verb.Empty() {
		return true
	}
	g := f.grammarOf(k)
	if g == nil {
		return true
	}
	n, v := g.at(words.Start), g.tree.HeadOf(e.verb.Start, e.verb.End)
	if n < 0 || v < 0 {
		return true
	}
	own := g.clause(n)
	for c := v; c >= 0; c = g.head(c) {
		if c == own {
			return true
		}
		if r := g.rel(c); r == syntax.Conj && g.verbal(c) && g.subject(c) >= 0 || r == syntax.ACLRelCl || r == syntax.AdvCl {
			return false
		}
	}
	return own < 0
}

// clause is the verb that node n hangs on.
func (g *grammar) clause(n int) int {
	for n >= 0 && g.tree.Nodes[n].Tag != syntax.VERB && g.tree.Nodes[n].Tag != syntax.AUX {
		n = g.head(n)
	}
	return n
}
