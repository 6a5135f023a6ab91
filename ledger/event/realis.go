package event

import (
	"slices"
	"strings"

	"newstape/receipt"
	"newstape/story/syntax"
)

// standing is what the grammar says about whether an act was done.
type standing struct {
	real   bool
	future bool // behind "will", or promised
	plan   bool // unreal for the reason alone that it is planned
}

// modalWords leave open whether something is done.
var modalWords = []string{"could", "may", "might", "should", "can", "cannot", "ca", "must", "ought"}

var negations = []string{"not", "n't", "n’t", "never", "neither", "nor", "no", "without"}

// stands reads whether the act of node v was done: by its own helpers and
// negation, and by all that governs it up to the root.
func (g *grammar) stands(v int, heading bool) standing {
	s := standing{real: true}
	if !g.ownStanding(v, heading, &s) {
		return standing{plan: s.plan}
	}
	cur := v
	for range 24 {
		h := g.head(cur)
		if h < 0 {
			return s
		}
		if !g.passes(cur, h, &s) {
			return standing{plan: s.plan}
		}
		cur = h
	}
	return s
}

// ownStanding looks at what hangs on the verb itself.
func (g *grammar) ownStanding(v int, heading bool, s *standing) bool {
	aux := g.inheritedAux(v)
	for _, a := range aux {
		switch {
		case slices.Contains(modalWords, a):
			return false
		case (a == "would" || a == "'d") && slices.Contains(aux, "have"):
			return false // would have banned
		case a == "will" || a == "would" || a == "'ll" || a == "wo" || a == "shall" || a == "’ll":
			s.future = true
		}
	}
	if g.negated(v) || g.conditional(v) {
		return false
	}
	if !g.infinitive(v) {
		return true
	}
	return g.infinitiveStands(v, heading, s)
}

// inheritedAux are the helpers of v, or those of the verb that it is joined to
// when it has neither helper nor subject of its own.
func (g *grammar) inheritedAux(v int) []string {
	for range 6 {
		aux := g.aux(v)
		h := g.head(v)
		if len(aux) > 0 || g.rel(v) != syntax.Conj || h < 0 || g.child(v, syntax.NSubj, syntax.NSubjPass) >= 0 {
			return aux
		}
		if base := g.low[v]; strings.HasSuffix(base, "ed") && slices.ContainsFunc(g.aux(h), func(a string) bool { return slices.Contains(modalWords, a) || a == "will" || a == "would" }) &&
			!slices.Contains(g.aux(h), "be") && !slices.Contains(g.aux(h), "have") {
			return nil // "could fall and closed lower": another time
		}
		v = h
	}
	return nil
}

func (g *grammar) negated(v int) bool {
	for k := range g.kids(v) {
		r := g.rel(k)
		if (r == syntax.AdvMod || r == syntax.Mark || r == syntax.CcPreconj || r == syntax.Case || r == syntax.Aux) && slices.Contains(negations, g.low[k]) {
			return true
		}
		if r == syntax.NSubj || r == syntax.NSubjPass || r == syntax.Obj {
			if slices.Contains([]string{"nobody", "nothing", "none", "neither"}, g.low[k]) {
				return true
			}
			if d := g.child(k, syntax.Det); d >= 0 && slices.Contains([]string{"no", "neither"}, g.low[d]) {
				return true
			}
		}
	}
	return false
}

// conditional: behind "if", "unless" or "whether".
func (g *grammar) conditional(v int) bool {
	for k := range g.kids(v) {
		if r := g.rel(k); (r == syntax.Mark || r == syntax.AdvMod) && slices.Contains([]string{"if", "unless", "whether", "lest", "suppose", "supposing", "once", "until"}, g.low[k]) {
			return g.low[k] != "once" && g.low[k] != "until" || slices.Contains(g.aux(v), "will")
		}
	}
	return false
}

func (g *grammar) infinitive(v int) bool {
	for k := range g.kids(v) {
		if g.low[k] == "to" && (g.rel(k) == syntax.Mark || g.rel(k) == syntax.Aux) {
			return true
		}
	}
	h := g.head(v)
	return g.rel(v) == syntax.Conj && h >= 0 && len(g.aux(v)) == 0 && g.child(v, syntax.NSubj, syntax.NSubjPass) < 0 && !isPast(g.low[v]) && !isIng(g.low[v]) && g.infinitive(h)
}

// infinitiveStands: "agreed to buy" is done, "vowed to sue" promised, "Netflix to
// buy" in a headline announced; the rest is not done.
func (g *grammar) infinitiveStands(v int, heading bool, s *standing) bool {
	for g.rel(v) == syntax.Conj && g.head(v) >= 0 {
		v = g.head(v)
	}
	h := g.head(v)
	if h < 0 {
		s.future = true
		return heading || g.child(v, syntax.Cop, syntax.AuxPass) >= 0
	}
	switch w := g.low[h]; {
	case governs("done", w):
		return true
	case governs("promised", w):
		s.future = true
		return true
	case w == "is" || w == "are":
		s.future = true
		return true
	case governs("undone", w) || governs("undone noun", w):
		s.plan = slices.Contains([]string{"plan", "plans", "planned", "intends", "intend", "aims", "expects"}, w)
		return false
	case slices.Contains([]string{"agreement", "deal", "decision", "order", "pact", "move"}, w):
		return true
	}
	if governs("object", g.low[h]) { // the court ordered Google to sell: what is ordered is not done yet
		return false
	}
	if heading {
		s.future = true
		return true
	}
	return false
}

// passes climbs from cur to its head h: false when h makes what it governs
// unreal.
func (g *grammar) passes(cur, h int, s *standing) bool {
	r := g.rel(cur)
	w := g.low[h]
	switch r {
	case syntax.CComp, syntax.XComp, syntax.CSubj:
		if governs("undone noun", w) && g.tree.Nodes[h].Tag == syntax.NOUN {
			return false
		}
		if governs("undone", w) && g.tree.Nodes[h].Tag != syntax.NOUN && !governs("told", w) && !governs("done", w) {
			s.plan = w == "plans" || w == "intends" || w == "plan"
			return false
		}
		if r != syntax.CSubj && g.negated(h) || slices.ContainsFunc(g.inheritedAux(h), func(a string) bool { return slices.Contains(modalWords, a) }) {
			return false
		}
	case syntax.ACL, syntax.Nmod, syntax.Obl, syntax.Obj, syntax.Compound, syntax.NSubj, syntax.NSubjPass, syntax.NmodPoss, syntax.Appos, syntax.Conj, syntax.OblAgent:
		if r != syntax.NSubj && r != syntax.NSubjPass && r != syntax.Conj && r != syntax.Obj && r != syntax.Obl && (governs("undone noun", w) && (g.tree.Nodes[h].Tag == syntax.NOUN || r == syntax.ACL)) {
			return false
		}
	case syntax.AdvCl:
		for k := range g.kids(cur) {
			if g.rel(k) == syntax.Mark && slices.Contains([]string{"if", "unless", "before", "without", "until", "instead"}, g.low[k]) {
				return g.low[k] == "before" && isPast(g.low[cur])
			}
		}
		return true // what stands beside the act does not govern it
	case syntax.ACLRelCl, syntax.Parataxis, syntax.AdvClRelCl:
		return true
	}
	if r == syntax.Conj {
		return !g.conditional(h)
	}
	if (r == syntax.CComp || r == syntax.CSubj) && g.conditional(h) {
		return false
	}
	return true
}

// supposed: the sentence is a supposition or a question as a whole.
func (f *finder) supposed(s receipt.Span) bool {
	low := strings.ToLower(s.In(f.doc.Text))
	if strings.HasSuffix(strings.TrimRight(low, " \n\"'”’"), "?") && !startsWithAny(low, []string{"what ", "who ", "why ", "how ", "when "}) {
		return true
	}
	for w := range governors()["supposed"] {
		if hasWord(low, w) {
			return true
		}
	}
	return false
}

func startsWithAny(s string, words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.HasPrefix(s, w) })
}
