package event

import (
	"slices"
	"strings"

	"newstape/ledger/claim"
	"newstape/names/security"
	"newstape/receipt"
	"newstape/story/text"
)

// cast fills actor and recipient of an act; false when the actor cannot be what
// the act asks for.
func (f *finder) cast(a act, e *Event, s text.Sentence, verb receipt.Span, low []string, i int) bool {
	subject, span, ok := f.ledger.SubjectOf(verb)
	passive := f.ledger.Passive(verb)
	if a.flags["noun"] {
		subject, ok = f.nearest(s, verb, isFirm)
		if !ok {
			return false
		}
	}
	switch {
	case passive:
		e.Recipient = firmOnly(subject, ok)
		if agent, _, found := f.ledger.AgentOf(verb); found {
			subject, ok = agent, true
		} else {
			subject, ok = f.behindPassive(a, s, verb)
		}
	case ok && isPronoun(span.In(f.doc.Text)):
		if c, found := f.claimAround(verb); found && c.Speaker.Name != "" {
			subject = c.Speaker
		}
	case !ok:
		if c, found := f.claimAround(verb); found && c.Speaker.Name != "" {
			subject, ok = c.Speaker, true
		}
	}
	if !ok {
		return false
	}
	subject = standsFor(subject)
	e.Actor = subject
	if a.flags["state"] && !stateLike(subject) || a.flags["firm"] && !firmLike(subject) {
		return false
	}
	if e.Recipient.Name == "" {
		e.Recipient = f.recipient(e, s, verb)
	}
	return e.Actor.Name != "" && e.Actor.Name != e.Recipient.Name
}

func isPronoun(s string) bool {
	return slices.Contains([]string{"it", "they", "he", "she", "we"}, strings.ToLower(s))
}

func firmOnly(who claim.Speaker, ok bool) claim.Speaker {
	if !ok || who.Entity != nil && !isFirm(who.Entity) {
		return claim.Speaker{}
	}
	return who
}

// standsFor gives a document's act to its author.
func standsFor(who claim.Speaker) claim.Speaker {
	if who.Document != "" && who.Entity != nil {
		return claim.Speaker{Name: who.Entity.Name, Entity: who.Entity}
	}
	return who
}

var stateWords = []string{"ministry", "department", "government", "regulator", "agency", "commission", "administration", "president", "embassy", "minister",
	"bureau", "white house", "congress", "court", "secretary", "united states", "authorities", "regulators", "watchdog", "pentagon", "china", "europe"}

func stateLike(who claim.Speaker) bool {
	if who.Entity != nil {
		return who.Entity.Kind == security.State || who.Entity.Kind == security.Place || who.Entity.Kind == security.Person
	}
	name := strings.ToLower(who.Name)
	return slices.ContainsFunc(stateWords, func(w string) bool { return strings.Contains(name, w) }) || looksLikePerson(who.Name)
}

// looksLikePerson: two or three capitalised words that the master does not hold.
func looksLikePerson(name string) bool {
	f := strings.Fields(name)
	if len(f) < 2 || len(f) > 3 {
		return false
	}
	return !slices.ContainsFunc(f, func(w string) bool { return w[0] < 'A' || w[0] > 'Z' })
}

func firmLike(who claim.Speaker) bool {
	if who.Entity != nil {
		return isFirm(who.Entity)
	}
	return false
}

// behindPassive is who acts when a passive names no agent: the keeper of the
// list, the state body last named.
func (f *finder) behindPassive(a act, s text.Sentence, verb receipt.Span) (claim.Speaker, bool) {
	if a.flags["firm"] {
		return claim.Speaker{}, false
	}
	if c, ok := f.claimAround(verb); ok && c.Speaker.Name != "" && stateLike(c.Speaker) {
		return c.Speaker, true
	}
	if who, ok := f.nearest(s, verb, isState); ok {
		return who, true
	}
	for i := len(f.names.Mentions) - 1; i >= 0; i-- {
		m := f.names.Mentions[i]
		if isState(m.Entity) && m.Span.Start < verb.Start {
			return claim.Speaker{Name: m.Entity.Name, Entity: m.Entity}, true
		}
	}
	return claim.Speaker{}, false
}

// nearest is the fitting party of the sentence nearest to the span.
func (f *finder) nearest(s text.Sentence, at receipt.Span, fits func(*security.Entity) bool) (claim.Speaker, bool) {
	best, dist := claim.Speaker{}, 1<<30
	for _, m := range f.names.Mentions {
		if !s.Contains(m.Span) || !fits(m.Entity) {
			continue
		}
		d := max(m.Span.Start-at.End, at.Start-m.Span.End)
		if d < dist {
			best, dist = claim.Speaker{Name: m.Entity.Name, Entity: m.Entity}, d
		}
	}
	return best, dist < 1<<30
}

// recipient is the parties named behind the verb in its sentence, else, for an
// act by a state body, the company that the story is about.
func (f *finder) recipient(e *Event, s text.Sentence, verb receipt.Span) claim.Speaker {
	var names []string
	var first *security.Entity
	for _, m := range f.names.Mentions {
		if !s.Contains(m.Span) || m.Span.Start < verb.End || m.Entity == e.Actor.Entity || !isFirm(m.Entity) || slices.Contains(names, m.Entity.Name) {
			continue
		}
		if first == nil {
			first = m.Entity
		}
		names = append(names, m.Entity.Name)
	}
	if first != nil {
		return claim.Speaker{Name: strings.Join(names, "; "), Entity: first}
	}
	if who, ok := f.nearest(receiptAfter(s, verb), verb, isState); ok && who.Name != e.Actor.Name {
		return who
	}
	if strings.HasPrefix(e.Type, "corporate:") {
		return claim.Speaker{}
	}
	if stateLike(e.Actor) {
		if p, ok := f.subject(); ok {
			return claim.Speaker{Name: p.Name, Entity: p}
		}
	}
	return f.opponent(e.Actor)
}

// receiptAfter is the sentence from the verb on.
func receiptAfter(s text.Sentence, verb receipt.Span) text.Sentence {
	s.Start = verb.End
	return s
}

// opponent is the author of the main allegation, for an answer that names
// nobody.
func (f *finder) opponent(actor claim.Speaker) claim.Speaker {
	for _, c := range f.ledger.Claims {
		if c.Stance == claim.Alleges && c.Speaker.Entity != nil && c.Speaker.Entity != actor.Entity {
			return standsFor(c.Speaker)
		}
	}
	return claim.Speaker{}
}
