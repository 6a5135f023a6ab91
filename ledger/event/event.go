// Package event names what a story tells: who did what to whom, where, when, and
// which exchange session could react. The main event comes first.
//
//	events := event.Find(art, doc, trees, names, ledger)
//	e := events[0]              // ACCUSE (112, "accuses"): White House -> Alibaba, 2025-11-14
//	t := event.Time(e, art, cal) // the session of the listing that could react
//	p := event.ProfileOf(e.Actor) // US, USA, sector GOV
//
// Four sources make events. Verbs with the objects that make them an act
// (acts.tsv): "added ... to the list", "agreed to buy". Nouns with the one who
// does them (nominals.tsv): "the U.S. ban on Huawei"; and products that a story
// tells by their effect. The claims of the ledger: an allegation by a party is an
// ACCUSE, a denial a REJECT. The learned types of company sentences (package
// corporate), where no rule finds an act: type and company.
//
// The sentence's tree says who acts, whom it hits, and whether it was done: far
// subjects, relative clauses, passives, joined verbs, "agreed to". Where the tree
// is missing, has no clause at its root, or takes the verb for something else,
// the words around the verb decide, as the ledger reads them.
//
// Types are PLOVER roots with mode, contexts, CAMEO code and a plain word, or
// corporate types without a code. By the guide that the stories are scored by,
// restriction listings and export bans are SANCTION and orders and seizures
// COERCE; [Event.PLOVER] gives the codebook's own word, in whose crosswalk of 2021
// imposed sanctions, CAMEO 163, are COERCE and SANCTION means reduced relations.
// No severity: nothing in a story justifies a figure.
//
// What is negated, only possible, planned, supposed, rumoured or denied is no
// event; what a head of state announces is his country's, with his name in By.
// What the story looks back on ("already", "days after", "last month", what has
// long been denied) is background, with its own date.
//
// Events are ranked by salience: told in the title and the lead, told again,
// carried and answered by claims, about the story's company. Event.Because says
// which.
//
// Limits: one event for each type, actor and recipient of a story; acts without
// a named party or a describable crowd are left out; a party is as the linker and
// the ledger resolve it; English. Sarcasm is known by stock phrases alone.
package event

import (
	"slices"
	"strings"

	"newstape/ledger/claim"
	"newstape/names/link"
	"newstape/names/security"
	"newstape/receipt"
	"newstape/story/article"
	"newstape/story/syntax"
	"newstape/story/text"
	"newstape/story/when"
)

// finder holds one story while its events are found.
type finder struct {
	art      *article.Article
	doc      text.Document
	trees    syntax.Trees
	grammars []*grammar // of the sentences, made when first asked for
	lows     [][]string // their words in lower case, likewise
	names    link.Result
	ledger   claim.Ledger
	times    []when.Expr
	events   []Event
}

// Find gives the events of a story, the main one first, then by place, the
// background last.
func Find(art *article.Article, doc text.Document, trees syntax.Trees, names link.Result, ledger claim.Ledger) []Event {
	return FindTimed(art, doc, trees, names, ledger, when.Find(doc, art.Reference))
}

// FindTimed is [Find] for a caller who has found the times of doc: what [when.Find]
// gives for the story's reference.
func FindTimed(art *article.Article, doc text.Document, trees syntax.Trees, names link.Result, ledger claim.Ledger, times []when.Expr) []Event {
	f := &finder{art: art, doc: doc, trees: trees, names: names, ledger: ledger, times: times}
	f.fromActs()
	f.fromNouns()
	f.fromClaims()
	f.fromTypes()
	f.relieve()
	f.events = f.distinct()
	for i := range f.events {
		f.date(&f.events[i])
	}
	f.dateFollowers()
	f.dateSiblings()
	f.dateResults()
	f.dateDateline()
	for i := range f.events {
		f.hours(&f.events[i])
		f.past(&f.events[i])
	}
	f.rank()
	if len(f.events) > 0 {
		f.dateAnswers()
	}
	for i := range f.events {
		e := &f.events[i]
		e.Word = wordFor(*e)
		e.Actors, e.Recipients = f.apart(e.Actor), f.apart(e.Recipient)
		e.Contexts = f.contexts(*e)
		e.Place = f.place(*e)
		e.receipt = receipt.New("event/"+e.Type, e.Trigger, e.Sentence)
		if !e.Moment.Empty() {
			e.receipt = e.receipt.With(e.Moment)
		}
	}
	return f.events
}

// wordFor is the plain word fit to stand before the recipient, or alone when
// there is none.
func wordFor(e Event) string {
	if e.Recipient.Name != "" {
		return e.Word
	}
	if e.Type == "REJECT" {
		return "denies what is said of it"
	}
	for _, preposition := range []string{" with", " of", " against"} {
		if w, ok := strings.CutSuffix(e.Word, preposition); ok {
			return w
		}
	}
	return e.Word
}

// distinct keeps one event for each type, actor and recipient: the one of the
// body rather than the headline's, which it completes. An accusation that a
// listing by the same side carries is part of the listing, and an accused firm
// that hits back does not accuse anew.
func (f *finder) distinct() []Event {
	slices.SortStableFunc(f.events, func(a, b Event) int { return a.Trigger.Start - b.Trigger.Start })
	var out []Event
	for _, e := range f.events {
		k := slices.IndexFunc(out, func(o Event) bool {
			return o.Type == e.Type && (sameSide(o.Actor, e.Actor) || e.Type == "PROTEST") && (e.Type != "corporate:product" || o.Word == e.Word) && sameTarget(o.Recipient, e.Recipient)
		})
		if k < 0 {
			out = append(out, e)
			continue
		}
		if f.inHeading(out[k].Trigger) && !f.inHeading(e.Trigger) {
			e, out[k] = out[k], e
		}
		out[k].absorb(e)
	}
	return slices.DeleteFunc(out, func(e Event) bool {
		known := e.ActorInferred && f.inHeading(e.Trigger) && slices.ContainsFunc(out, func(o Event) bool {
			return !o.ActorInferred && o.Type == e.Type && shares(o.Recipient.Name, e.Recipient.Name)
		})
		return known || e.Type == "ACCUSE" && e.CAMEO == "112" && slices.ContainsFunc(out, func(o Event) bool {
			return o.Type == "SANCTION" && !o.Background && sameSide(o.Actor, e.Actor) ||
				o.Type == "SANCTION" && stateLike(e.Actor) && country(e.Actor) == "" ||
				o.Type == "ACCUSE" && o.Trigger.Start < e.Trigger.Start && isFirm(e.Actor.Entity) && sameSide(o.Recipient, e.Actor)
		})
	})
}

// absorb takes over what a second telling of the same act adds.
func (e *Event) absorb(o Event) {
	if e.Type == "ACCUSE" && e.CAMEO == "112" && o.CAMEO != "112" { // a probe says more than an allegation
		e.CAMEO, e.Mode, e.Word = o.CAMEO, o.Mode, o.Word
	}
	for _, id := range o.Claims {
		if !slices.Contains(e.Claims, id) {
			e.Claims = append(e.Claims, id)
		}
	}
	if e.Recipient.Name == "" || len(o.Recipient.Name) > len(e.Recipient.Name) && strings.Contains(o.Recipient.Name, e.Recipient.Name) {
		e.Recipient = o.Recipient
	}
	if len(o.Actor.Name) > len(e.Actor.Name) && strings.Contains(o.Actor.Name, e.Actor.Name+"; ") {
		e.Actor = o.Actor
	}
	e.Background = e.Background && o.Background
	if o.Sentence != e.Sentence && !slices.Contains(e.also, o.Sentence) {
		e.also = append(e.also, o.Sentence)
	}
}

// sameSide: one party, or two bodies of one country.
func sameSide(a, b claim.Speaker) bool {
	if shares(a.Name, b.Name) {
		return true
	}
	ca, cb := country(a), country(b)
	return ca != "" && ca == cb && stateLike(a) && stateLike(b)
}

func sameTarget(a, b claim.Speaker) bool {
	return a.Name == "" || b.Name == "" || shares(a.Name, b.Name) || stateLike(a) && stateLike(b) && country(a) == country(b)
}

// shares reports whether two joined names ("TikTok; ByteDance") have one in
// common.
func shares(a, b string) bool {
	for x := range strings.SplitSeq(a, "; ") {
		for y := range strings.SplitSeq(b, "; ") {
			if x == y {
				return true
			}
		}
	}
	return false
}

func (f *finder) inHeading(s receipt.Span) bool {
	i, ok := f.doc.SentenceAt(s.Start)
	return ok && f.doc.Sentences[i].Heading
}

// subject is the company or fund that the story is about.
func (f *finder) subject() (*security.Entity, bool) {
	for _, p := range f.names.Parties {
		if isFirm(p.Entity) {
			return p.Entity, true
		}
	}
	counts := map[*security.Entity]int{}
	var best *security.Entity
	for _, m := range f.names.Mentions {
		if m.Entity == nil || !isFirm(m.Entity) {
			continue
		}
		counts[m.Entity]++
		product := m.Entity.Kind == security.Product // a firm before its products
		if best == nil || !product && best.Kind == security.Product || counts[m.Entity] > counts[best] && (!product || best.Kind == security.Product) {
			best = m.Entity
		}
	}
	return best, best != nil
}

func isFirm(e *security.Entity) bool {
	return e != nil && (e.Kind == security.Issuer || e.Kind == security.Private || e.Kind == security.Product)
}

// isState: state bodies, and places as news uses them: Washington, China.
func isState(e *security.Entity) bool {
	return e != nil && (e.Kind == security.State || e.Kind == security.Place)
}
