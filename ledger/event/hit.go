package event

import (
	"slices"
	"strings"

	"newstape/ledger/claim"
	"newstape/names/link"
	"newstape/names/security"
	"newstape/receipt"
	"newstape/story/syntax"
)

// anotherAct: between the verb and the first name of the firm stands the verb of
// another act.
func (f *finder) anotherAct(v verb, firm *security.Entity) bool {
	index := byFirstWord()
	for _, m := range f.names.Mentions {
		if m.Span.Start < v.span.End || !v.sentence.Contains(m.Span) || f.maker(m.Entity) != firm {
			continue
		}
		for k := v.word + 1; k < len(v.low) && v.sentence.Tokens[k].Start < m.Span.Start; k++ {
			if n := v.g.at(v.sentence.Tokens[k].Start); len(index[v.low[k]]) > 0 && n >= 0 && v.g.tree.Nodes[n].Tag == syntax.VERB && v.g.rel(n) != syntax.Amod {
				return true
			}
		}
		return false
	}
	return false
}

// listedParent is the listed parent of a firm that is bought, where the story names
// it: Warner Bros. Discovery for Warner Bros.
func (f *finder) listedParent(e *security.Entity) *security.Entity {
	if e.Kind != security.Private || e.Parent == "" {
		return e
	}
	for _, m := range f.names.Mentions {
		if m.Entity != nil && m.Entity.ID == e.Parent && m.Entity.Kind == security.Issuer {
			return m.Entity
		}
	}
	return e
}

// noParty: a strait, or a city that stands for no government.
func (f *finder) noParty(m link.Mention) bool {
	return m.Entity.Kind == security.Place && country(claim.Speaker{Name: m.Entity.Name}) == ""
}

// stateHit reports whether the tree shows a state as the one hit.
func (f *finder) stateHit(v verb) bool {
	for _, m := range f.names.Mentions {
		if v.sentence.Contains(m.Span) && isState(m.Entity) && f.suffers(v, m.Span) {
			return true
		}
	}
	return false
}

// firmsHit are the firms named in the clause of the act.
func (f *finder) firmsHit(a act, e *Event, v verb) (names []string, first *security.Entity) {
	s, verb := v.sentence, v.span
	end := f.clauseEnd(s, verb)
	for _, m := range f.names.Mentions {
		if !s.Contains(m.Span) || m.Entity == e.Actor.Entity || !isFirm(m.Entity) || slices.Contains(names, m.Entity.Name) {
			continue
		}
		if v.g == nil && (m.Span.Start < verb.End || m.Span.Start >= end) || v.g != nil && !f.suffers(v, m.Span) {
			continue
		}
		between := f.doc.Text[verb.End:max(verb.End, m.Span.Start)]
		if e.Type == "REJECT" && strings.Contains(between, " by ") {
			continue // an appeal against a decision by
		}
		if e.Type == "corporate:merger" && containsAny(between, []string{" from ", " says ", " said "}) || a.flags["near"] && len(between) > 30 {
			break // another clause
		}
		m.Entity = f.maker(m.Entity)
		if e.Type == "corporate:merger" {
			m.Entity = f.listedParent(m.Entity)
		}
		if slices.Contains(names, m.Entity.Name) || m.Entity == e.Actor.Entity {
			continue
		}
		if first == nil {
			first = m.Entity
		}
		names = append(names, m.Entity.Name)
	}
	return names, first
}

// suffers reports whether a name of v's sentence stands where the one hit by the
// act is named.
func (f *finder) suffers(v verb, name receipt.Span) bool {
	n := v.g.at(name.End - 1)
	if n < 0 {
		return false
	}
	if h := v.g.relativized(v.node); h >= 0 && v.g.phrase(h).Contains(name) || v.g.relativeBehind(v.node, n) {
		return true
	}
	if s := v.g.child(v.node, syntax.NSubjPass); s >= 0 && v.g.below(n, s) {
		return true
	}
	if name.Start < v.span.End || name.Start >= f.clauseEnd(v.sentence, v.span) || !v.g.domain(n, v.node) {
		return false
	}
	for m := n; m >= 0 && m != v.node; m = v.g.head(m) {
		if r := v.g.rel(m); r == syntax.OblAgent || r == syntax.Obl && v.g.head(m) == v.node && slices.Contains(besides, v.g.caseOf(m)) {
			return false
		}
	}
	return true
}

// besides are prepositions of what stands beside an act, not under it.
var besides = []string{"by", "after", "amid", "despite", "following", "since", "during", "before", "unlike", "besides", "according", "via", "because", "ahead", "as", "alongside", "including"}
