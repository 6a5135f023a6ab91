package event

import (
	"slices"
	"strings"

	"newstape/ledger/claim"
	"newstape/names/security"
	"newstape/receipt"
)

func isCompany(w string) bool {
	return slices.Contains([]string{"company", "firm", "group", "carmaker", "planemaker", "chipmaker", "bank", "retailer"}, w)
}

// ownCompany is the story's company when an officer of a firm that the sentence
// does not name speaks of "the company".
func (f *finder) ownCompany(v verb) (claim.Speaker, bool) {
	c, ok := f.claimAround(v.span)
	source := strings.ToLower(c.Source.In(f.doc.Text))
	if !ok || !containsAny(source, []string{"chief", "ceo", "cfo", "officer", "chairman", "chairwoman", "executive"}) || isFirm(c.Speaker.Entity) {
		return claim.Speaker{}, false
	}
	for _, m := range f.names.Mentions {
		if isFirm(m.Entity) && v.sentence.Contains(m.Span) {
			return claim.Speaker{}, false
		}
	}
	p, ok := f.subject()
	if !ok {
		return claim.Speaker{}, false
	}
	return claim.Speaker{Name: p.Name, Entity: p}, true
}

// subjectBefore is the party that is the subject of the sentence before, which "It"
// goes on about.
func (f *finder) subjectBefore(at int) (claim.Speaker, bool) {
	if at == 0 || f.doc.Sentences[at-1].Paragraph != f.doc.Sentences[at].Paragraph {
		return claim.Speaker{}, false
	}
	g := f.grammarOf(at - 1)
	if g == nil {
		return claim.Speaker{}, false
	}
	n := g.subject(g.tree.Root())
	if n < 0 {
		return claim.Speaker{}, false
	}
	who, ok := f.partyOf(g, n)
	return who, ok && (isState(who.Entity) || isFirm(who.Entity))
}

// personBefore is the person that the story named last before "he".
func (f *finder) personBefore(at receipt.Span) (claim.Speaker, bool) {
	for _, m := range slices.Backward(f.names.Mentions) {
		if m.Span.End <= at.Start && m.Entity != nil && m.Entity.Kind == security.Person {
			return claim.Speaker{Name: m.Entity.Name, Entity: m.Entity}, true
		}
	}
	return claim.Speaker{}, false
}
