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
func (f *finder) cast(a act, e *Event, s text.Sentence, verb receipt.Span) bool {
	subject, ok := f.subjectOf(a, s, verb)
	passive := f.ledger.Passive(verb) || s.Heading && a.flags["state"] && ok && isFirm(subject.Entity)
	if passive {
		e.Recipient = firmOnly(subject, ok)
		if agent, _, found := f.ledger.AgentOf(verb); found {
			subject, ok = agent, true
		} else {
			subject, ok = f.behindPassive(a, s, verb)
		}
	}
	if !ok {
		return false
	}
	e.Actor = land(standsFor(subject))
	if a.flags["state"] && !stateLike(e.Actor) || a.flags["firm"] && !firmLike(e.Actor) {
		return false
	}
	if first, second, two := strings.Cut(e.Actor.Name, "; "); two && e.Recipient.Name == "" && (e.Type == "AGREE" || a.flags["target"]) {
		e.Actor.Name, e.Recipient.Name = first, second
	}
	if e.Recipient.Name == "" {
		e.Recipient = f.recipient(a, e, s, verb)
	}
	if a.flags["target"] && e.Recipient.Name == "" {
		if e.Recipient.Name = f.nameBehind(s, verb); e.Recipient.Name == "" {
			return false
		}
	}
	return e.Actor.Name != "" && e.Actor.Name != e.Recipient.Name
}

// nameBehind is the capitalised words right behind the verb: the name of a firm
// that the master does not hold.
func (f *finder) nameBehind(s text.Sentence, verb receipt.Span) string {
	var run receipt.Span
	for _, t := range s.Tokens {
		if t.Start < verb.End {
			continue
		}
		c := f.doc.Text[t.Start]
		if c < 'A' || c > 'Z' {
			break
		}
		run = run.Cover(t.Span)
	}
	return run.In(f.doc.Text)
}

// subjectOf is who does the act of a verb: the speaker when the verb is a claim's
// own cue or its subject a pronoun inside a claim, else its subject.
func (f *finder) subjectOf(a act, s text.Sentence, verb receipt.Span) (claim.Speaker, bool) {
	if a.flags["noun"] {
		return f.nearest(s, verb, isFirm)
	}
	for _, c := range f.ledger.Claims {
		if c.Cue.Overlaps(verb) && c.Speaker.Name != "" {
			return c.Speaker, true
		}
	}
	subject, span, ok := f.ledger.SubjectOf(verb)
	if !ok || isPronoun(span.In(f.doc.Text)) {
		if c, found := f.claimAround(verb); found && c.Speaker.Name != "" {
			return c.Speaker, true
		}
	}
	return subject, ok
}

func isPronoun(s string) bool {
	return slices.Contains([]string{"it", "they", "he", "she", "we"}, strings.ToLower(s))
}

func firmOnly(who claim.Speaker, ok bool) claim.Speaker {
	if !ok || !isFirm(who.Entity) {
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

var stateWords = []string{
	"ministry", "department", "government", "regulator", "agency", "commission", "administration", "president", "embassy", "minister",
	"bureau", "white house", "congress", "court", "secretary", "united states", "authorities", "regulators", "watchdog", "pentagon", "china", "europe",
}

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

// behindPassive is who acts when a passive names no agent: who already acted so
// in the story, the speaker, the state body nearest or last named.
func (f *finder) behindPassive(a act, s text.Sentence, verb receipt.Span) (claim.Speaker, bool) {
	if a.flags["firm"] {
		return claim.Speaker{}, false
	}
	if a.flags["list"] || a.flags["passive"] {
		for _, e := range f.events {
			if e.Type == "SANCTION" {
				return e.Actor, true
			}
		}
	}
	if c, ok := f.claimAround(verb); ok && c.Speaker.Name != "" && stateLike(c.Speaker) {
		return c.Speaker, true
	}
	if who, ok := f.nearest(s, verb, isState); ok {
		return who, true
	}
	for _, m := range slices.Backward(f.names.Mentions) {
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

// recipient is the companies named behind the verb in its sentence, else a state
// on the other side, else, for an act by a state body, the company that the
// story is about.
func (f *finder) recipient(a act, e *Event, s text.Sentence, verb receipt.Span) claim.Speaker {
	var names []string
	var first *security.Entity
	for _, m := range f.names.Mentions {
		if !s.Contains(m.Span) || m.Span.Start < verb.End || m.Entity == e.Actor.Entity || !isFirm(m.Entity) || slices.Contains(names, m.Entity.Name) {
			continue
		}
		if containsAny(f.doc.Text[verb.End:m.Span.Start], []string{" after ", " because ", " which ", " while "}) {
			break // another clause
		}
		m.Entity = f.maker(m.Entity)
		if slices.Contains(names, m.Entity.Name) || m.Entity == e.Actor.Entity {
			continue
		}
		if first == nil {
			first = m.Entity
		}
		names = append(names, m.Entity.Name)
	}
	toState := e.Type == "THREATEN" || e.Type == "REQUEST" || e.Type == "COOPERATE"
	if first != nil && !toState {
		return claim.Speaker{Name: strings.Join(names, "; "), Entity: first}
	}
	if strings.HasPrefix(e.Type, "corporate:") || a.flags["firm"] {
		return claim.Speaker{}
	}
	if toState {
		return f.otherSide(e.Actor)
	}
	if p, ok := f.subject(); ok && e.Type == "COERCE" && stateLike(e.Actor) {
		return claim.Speaker{Name: p.Name, Entity: p}
	}
	for _, m := range f.names.Mentions {
		if s.Contains(m.Span) && m.Span.Start >= verb.End && isState(m.Entity) && m.Entity.Country != country(e.Actor) && !a.flags["list"] {
			return claim.Speaker{Name: m.Entity.Name, Entity: m.Entity}
		}
	}
	if stateLike(e.Actor) && e.Type != "SANCTION" || a.flags["list"] {
		if p, ok := f.subject(); ok {
			return claim.Speaker{Name: p.Name, Entity: p}
		}
	}
	return claim.Speaker{}
}

// maker is the firm behind a product when the story names that too.
func (f *finder) maker(e *security.Entity) *security.Entity {
	if e.Kind != security.Product || e.Parent == "" {
		return e
	}
	for _, p := range f.names.Parties {
		if p.Entity != nil && p.Entity.ID == e.Parent {
			return p.Entity
		}
	}
	return e
}

// otherSide is the state that an answer is addressed to: the author of the main
// allegation or act, else the state of another country that the story names most.
func (f *finder) otherSide(actor claim.Speaker) claim.Speaker {
	for _, c := range f.ledger.Claims {
		if c.Stance == claim.Alleges && isState(c.Speaker.Entity) && country(c.Speaker) != country(actor) {
			return standsFor(c.Speaker)
		}
	}
	for _, e := range f.events {
		if isState(e.Actor.Entity) && (country(e.Actor) != country(actor) || !stateLike(actor)) && e.Actor.Name != actor.Name {
			return e.Actor
		}
	}
	counts := map[*security.Entity]int{}
	var best *security.Entity
	for _, m := range f.names.Mentions {
		if !isState(m.Entity) || m.Entity == actor.Entity || stateLike(actor) && m.Entity.Country == country(actor) {
			continue
		}
		counts[m.Entity]++
		if best == nil || counts[m.Entity] > counts[best] {
			best = m.Entity
		}
	}
	if best == nil {
		return claim.Speaker{}
	}
	return claim.Speaker{Name: best.Name, Entity: best}
}
