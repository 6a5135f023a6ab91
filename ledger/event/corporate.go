package event

import (
	"slices"
	"sync"

	"newstape/ledger/claim"
	"newstape/ledger/corporate"
	"newstape/story/syntax"
	"newstape/story/text"
)

// corporateModel is the learned types of sentences, which come with the program.
var corporateModel = sync.OnceValues(corporate.Open)

// kinds maps the learned types to the names used here. What is no act of a company
// (the value of its shares, the economy, its image) makes no event.
var kinds = map[corporate.Type]string{
	corporate.Deal: "corporate:deal", corporate.Dividend: "corporate:dividend", corporate.Employment: "corporate:employment", corporate.Expense: "corporate:expense",
	corporate.Facility: "corporate:facility", corporate.FinancialReport: "corporate:earnings", corporate.Financing: "corporate:financing",
	corporate.Investment: "corporate:investment", corporate.Legal: "corporate:legal", corporate.Merger: "corporate:merger", corporate.Product: "corporate:product",
	corporate.Profit: "corporate:earnings", corporate.Rating: "corporate:rating", corporate.Revenue: "corporate:earnings", corporate.SalesVolume: "corporate:earnings",
}

// sureKind is the probability from which a learned type makes an event where no
// rule does.
const sureKind = 0.6

// fromTypes joins the learned types: they stand beside the events of their
// sentence, and where no rule finds an act they make one of what the sentence's
// own verb says its company did.
func (f *finder) fromTypes() {
	model, err := corporateModel()
	if err != nil {
		return // the embedded model is checked by its own tests
	}
	for _, found := range model.Types(f.doc) {
		kind, ok := kinds[found.Type]
		s := f.doc.Sentences[found.Sentence]
		told := false
		for i := range f.events {
			if e := &f.events[i]; e.Sentence == s.Span {
				told = true
				e.Kinds = append(e.Kinds, found)
			}
		}
		if !ok || told || found.Probability < sureKind || s.Heading || f.supposed(s.Span) {
			continue
		}
		if e, ok := f.typed(found.Sentence, kind); ok {
			e.Kinds = append(e.Kinds, found)
			f.events = append(f.events, e)
		}
	}
}

// typed makes an event of the verb at the root of a sentence, or of the one that
// it reports, when a company is its subject.
func (f *finder) typed(at int, kind string) (Event, bool) {
	g := f.grammarOf(at)
	if g == nil {
		return Event{}, false
	}
	v := g.tree.Root()
	for steps := 0; steps < 3 && governs("told", g.low[v]); steps++ {
		c := g.child(v, syntax.CComp)
		if c < 0 {
			break
		}
		v = c
	}
	s := f.doc.Sentences[at]
	n, _ := g.doer(v)
	if n < 0 || f.opaque(s.Span) || governs("undone", g.low[v]) || !g.stands(v, false).real || g.tree.Nodes[v].Tag != syntax.VERB {
		return Event{}, false
	}
	who, ok := f.partyOf(g, n)
	if !ok || !isFirm(who.Entity) {
		if who, ok = f.ownerOf(g, s, n); !ok {
			return Event{}, false
		}
	}
	who = f.makerOf(who)
	if c, inside := f.claimAround(g.tree.Nodes[v].Span); inside && c.Speaker.Name != who.Name && (isFirm(c.Speaker.Entity) || isState(c.Speaker.Entity)) {
		return Event{}, false // what another says of it
	}
	return Event{Type: kind, Word: wordOf(kind), Actor: who, Sentence: s.Span, Trigger: g.tree.Nodes[v].Span, verb: g.tree.Nodes[v].Span}, true
}

// figures are subjects that are their company's.
var figures = []string{"revenue", "revenues", "sales", "profit", "profits", "earnings", "income", "margin", "margins", "turnover", "loss", "deliveries", "bookings", "orders"}

// ownerOf is the firm whose figure or thing is the subject: "Nvidia's revenue",
// or plain "Revenue" in a story about one company.
func (f *finder) ownerOf(g *grammar, s text.Sentence, n int) (claim.Speaker, bool) {
	if k := g.child(n, syntax.NmodPoss, syntax.Compound); k >= 0 {
		if who, ok := f.ledger.PartyAt(g.tree.Nodes[k].Span); ok && isFirm(who.Entity) {
			return who, true
		}
	}
	p, ok := f.subject()
	if !ok || !slices.Contains(figures, g.low[n]) {
		return claim.Speaker{}, false
	}
	for _, m := range f.names.Mentions {
		if isFirm(m.Entity) && s.Contains(m.Span) && m.Entity != p {
			return claim.Speaker{}, false
		}
	}
	return claim.Speaker{Name: p.Name, Entity: p}, true
}

// wordOf is the plain word of a corporate type, as its first row has it.
func wordOf(kind string) string {
	for _, a := range acts() {
		if a.kind == kind {
			return a.word
		}
	}
	return kind
}
