package event

import (
	"slices"

	"newstape/story/syntax"
)

// doer is the node of who does the act of v, or suffers it in the passive, -1 when
// the sentence does not say; own says that it hangs on the verb itself.
func (g *grammar) doer(v int) (n int, own bool) {
	own = true
	for range 10 {
		if n := g.subject(v); n >= 0 {
			if g.isRelative(n) && g.head(v) >= 0 {
				for g.rel(v) == syntax.Conj && g.head(v) >= 0 {
					v = g.head(v)
				}
				if g.rel(v) == syntax.ACLRelCl || g.rel(v) == syntax.ACL {
					return g.head(v), own
				}
			}
			return n, own
		}
		h := g.head(v)
		if h < 0 {
			return -1, false
		}
		if r := g.rel(v); r != syntax.XComp && r != syntax.ACLRelCl {
			own = false
		}
		switch g.rel(v) {
		case syntax.ACL, syntax.ACLRelCl:
			if isIng(g.low[v]) || g.rel(v) == syntax.ACLRelCl && !g.infinitive(v) || isPast(g.low[v]) && !g.infinitive(v) {
				return h, own
			}
			v = g.verbAbove(h) // an agreement to buy: of who reached it
			if v < 0 {
				return -1, false
			}
			continue
		case syntax.XComp, syntax.CComp:
			if o := g.child(h, syntax.Obj, syntax.IObj); o >= 0 && governs("object", g.low[h]) {
				return o, own
			}
			if g.passive(h) && governs("object", g.low[h]) {
				v = h // Google was ordered to sell: Google sells
				continue
			}
		case syntax.AdvCl, syntax.Conj, syntax.Parataxis, syntax.AdvClRelCl:
		default:
			return -1, false
		}
		v = h
	}
	return -1, false
}

// subject is the subject that hangs on v itself, -1 without one. Behind a relative
// pronoun that is its object, what stands before the pronoun is none.
func (g *grammar) subject(v int) int {
	after := -1
	if o := g.child(v, syntax.Obj); o >= 0 && o < v && g.isRelative(o) {
		after = o
	}
	best := -1
	for k := range g.kids(v) {
		if r := g.rel(k); (r == syntax.NSubj || r == syntax.NSubjPass || r == syntax.NSubjOuter) && k > after && (best < 0 || k < v) {
			best = k // the nearest before the verb: a dateline may pass for one
		}
	}
	return best
}

// relativeBehind: the object of v is a relative pronoun right behind node n:
// "Huawei, which Washington blacklisted".
func (g *grammar) relativeBehind(v, n int) bool {
	o := g.child(v, syntax.Obj)
	if o < 0 || o > v || !g.isRelative(o) {
		return false
	}
	for k := o - 1; k > n; k-- {
		if g.tree.Nodes[k].Tag != syntax.PUNCT {
			return false
		}
	}
	return n < o
}

// governor is the verb that v is joined to or governed by and whose subject it may
// have, -1 without one.
func (g *grammar) governor(v int) int {
	switch g.rel(v) {
	case syntax.XComp, syntax.Conj, syntax.AdvCl, syntax.Parataxis:
		if h := g.head(v); h < 0 || !governs("object", g.low[h]) || g.child(h, syntax.Obj) < 0 {
			return h
		}
	case syntax.ACL:
		if g.infinitive(v) {
			return g.verbAbove(g.head(v))
		}
	}
	return -1
}

// verbAbove is the verb that governs a noun.
func (g *grammar) verbAbove(n int) int {
	for steps := 0; n >= 0 && steps < 6; steps++ {
		if t := g.tree.Nodes[n].Tag; t == syntax.VERB || t == syntax.AUX {
			return n
		}
		n = g.head(n)
	}
	return -1
}

func (g *grammar) isRelative(n int) bool {
	return slices.Contains([]string{"which", "that", "who", "whom", "whose"}, g.low[n])
}

// passive reports whether v stands in the passive: with a helper, as a participle
// behind a noun, or joined to such a verb.
func (g *grammar) passive(v int) bool {
	for range 6 {
		if isIng(g.low[v]) && g.child(v, syntax.AuxPass) < 0 {
			return false
		}
		if g.child(v, syntax.AuxPass, syntax.NSubjPass) >= 0 {
			return true
		}
		if aux := g.aux(v); len(aux) > 0 && isPast(g.low[v]) && slices.Contains([]string{"be", "been", "was", "were", "is", "are", "got", "being"}, aux[len(aux)-1]) {
			return true
		}
		if g.rel(v) == syntax.ACL && isPast(g.low[v]) && len(g.aux(v)) == 0 && !g.infinitive(v) && g.child(v, syntax.NSubj, syntax.Obj) < 0 {
			return true
		}
		h := g.head(v)
		if g.rel(v) != syntax.Conj || h < 0 || len(g.aux(v)) > 0 || g.child(v, syntax.NSubj, syntax.Obj) >= 0 || !isPast(g.low[v]) {
			return false
		}
		v = h
	}
	return false
}

// agent is the noun behind "by" of a passive, -1 without one.
func (g *grammar) agent(v int) int {
	for range 4 {
		if n := g.child(v, syntax.OblAgent); n >= 0 {
			return n
		}
		for k := range g.kids(v) {
			if (g.rel(k) == syntax.Obl || g.rel(k) == syntax.Nmod) && g.caseOf(k) == "by" {
				return k
			}
		}
		h := g.head(v)
		if h < 0 || g.rel(v) != syntax.Conj && g.rel(v) != syntax.XComp {
			return -1
		}
		v = h
	}
	return -1
}

// origin is the noun behind "by" or "from" below what v governs: "faces a probe by
// the agency"; -1 without one.
func (g *grammar) origin(v int) int {
	for i := v + 1; i < len(g.low); i++ {
		if c := g.caseOf(i); (c == "by" || c == "from") && g.below(i, v) && g.tree.Nodes[i].Tag != syntax.VERB {
			return i
		}
	}
	return -1
}

// domain reports whether node n belongs to the act of v: it hangs below it, and no
// clause with an act of its own lies between.
func (g *grammar) domain(n, v int) bool {
	for steps := 0; n >= 0 && steps <= len(g.low); steps++ {
		if n == v {
			return true
		}
		switch g.rel(n) {
		case syntax.NSubj, syntax.NSubjPass, syntax.CSubj:
			if g.head(n) == v {
				return false
			}
		case syntax.AdvCl:
			if k := g.child(n, syntax.Mark, syntax.AdvMod, syntax.Case); g.verbal(n) && k >= 0 && slices.Contains(clauseMarks, g.low[k]) {
				return false
			}
		case syntax.Parataxis:
			if g.verbal(n) {
				return false
			}
		case syntax.Conj:
			h := g.head(n)
			if g.child(n, syntax.NSubj, syntax.NSubjPass) >= 0 || g.tree.Nodes[n].Tag == syntax.VERB && h >= 0 && g.tree.Nodes[h].Tag == syntax.VERB && g.below(v, h) {
				return false
			}
		}
		n = g.head(n)
	}
	return false
}

// clauseMarks open a clause that tells of something else than the one it hangs on.
var clauseMarks = []string{"after", "as", "because", "while", "since", "when", "although", "though", "before", "until", "if", "unless", "whereas", "without"}

// verbal: the node can head a clause.
func (g *grammar) verbal(n int) bool {
	t := g.tree.Nodes[n].Tag
	return t == syntax.VERB || t == syntax.AUX || g.child(n, syntax.NSubj, syntax.NSubjPass, syntax.Cop) >= 0
}

// relativized is the noun that a relative clause takes as the object of its verb:
// "Huawei, which Washington blacklisted"; -1 without one.
func (g *grammar) relativized(v int) int {
	if g.rel(v) != syntax.ACLRelCl || g.head(v) < 0 {
		return -1
	}
	s := g.child(v, syntax.NSubj, syntax.NSubjPass)
	if s < 0 || g.isRelative(s) {
		return -1
	}
	if o := g.child(v, syntax.Obj); o >= 0 && !g.isRelative(o) {
		return -1
	}
	return g.head(v)
}
