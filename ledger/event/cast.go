package event

import (
	"strings"

	"newstape/ledger/claim"
	"newstape/story/syntax"
	"newstape/story/text"
)

// cast fills actor and recipient of an act; false when the actor cannot be what
// the act asks for. before says that the object of the act is its subject, as in
// "the tariffs were lifted".
func (f *finder) cast(a act, e *Event, v verb, before bool) bool {
	subject, ok := f.actorOf(a, e, v, before)
	if !ok {
		return false
	}
	if subject.Unnamed {
		return false
	}
	e.Actor = land(standsFor(subject))
	if a.flags["state"] || a.flags["party"] || a.flags["people"] {
		e.Actor, e.By = f.office(e.Actor)
		if e.By == "" && !isState(e.Actor.Entity) && !isFirm(e.Actor.Entity) && looksLikePerson(e.Actor.Name) {
			e.Actor, e.By = f.minister(v, e.Actor)
		}
	}
	if e.Type == "corporate:outage" {
		e.Actor = f.outageOwner(v.sentence, v.span)
		return e.Actor.Name != ""
	}
	switch {
	case a.flags["state"] && !rules(e.Actor), a.flags["firm"] && !firmLike(e.Actor), a.flags["party"] && !party(e.Actor) && !firmLike(e.Actor):
		return false
	case a.flags["firm"]:
		e.Actor = f.makerOf(e.Actor)
	}
	if first, second, two := strings.Cut(e.Actor.Name, "; "); two && e.Recipient.Name == "" && (e.Type == "AGREE" || e.Type == "CONSULT" || a.flags["target"]) {
		e.Actor.Name, e.Recipient.Name = first, second
	}
	if e.Recipient.Name == "" {
		e.Recipient = f.recipient(a, e, v)
	}
	if a.flags["target"] && e.Recipient.Name == "" {
		if e.Recipient = f.nameBehind(v.sentence, v.span); e.Recipient.Name == "" {
			return false
		}
	}
	return e.Actor.Name != "" && e.Actor.Name != e.Recipient.Name
}

// actorOf finds who does the act, and in the passive whom it hits.
func (f *finder) actorOf(a act, e *Event, v verb, before bool) (claim.Speaker, bool) {
	s := v.sentence
	subject, ok := f.subjectOf(a, v)
	if a.flags["noun"] {
		return subject, ok
	}
	if body := (claim.Speaker{Name: strings.TrimPrefix(subject.Name, "unnamed ")}); ok && subject.Unnamed && a.flags["state"] && official(body) {
		subject = body // a federal judge
	}
	if body, found := f.crowd(v); ok && found && a.flags["state"] && subject.Entity == nil && official(body) && strings.HasSuffix(body.Name, " "+subject.Name) {
		subject = body // a Hong Kong court
	}
	if (!ok || subject.Unnamed) && (a.flags["state"] || a.flags["party"]) {
		if body, found := f.crowd(v); found && official(body) {
			subject, ok = body, true
		}
	}
	if a.flags["firm"] && !firmLike(subject) && !isState(subject.Entity) && !official(subject) {
		if firm, found := f.firmOf(v, a.kind == "corporate:employment"); found {
			subject, ok = firm, true
		}
	}
	if a.flags["firm"] && ok && subject.Entity == nil {
		subject = f.begins(subject, s)
	}
	if other, found := f.sharedSubject(a, v, subject); found {
		subject, ok = other, true
	}
	passive := f.passive(v) || a.flags["passive"] && v.g == nil && f.passiveBefore(s, v.span) || a.flags["suffered"] ||
		s.Heading && a.flags["state"] && ok && isFirm(subject.Entity) && isPast(v.low[v.word])
	if !passive {
		if e.Type == "PROTEST" || !ok && a.flags["people"] {
			if who, found := f.crowd(v); found || e.Type == "PROTEST" {
				return who, found
			}
		}
		return subject, ok
	}
	if !before {
		e.Recipient = firmOnly(subject, ok)
	}
	if e.Recipient.Name == "" && !before {
		e.Recipient = f.unlinked(v)
	}
	if agent, found := f.agent(v, a.flags["suffered"]); found {
		return agent, true
	}
	e.ActorInferred = true
	if !a.flags["state"] {
		return claim.Speaker{}, false
	}
	return f.behindPassive(a, s, v.span, e.Recipient.Name != "" || before && a.flags["passive"])
}

// subjectOf is who does the act of a verb: the speaker when the verb is a claim's
// own cue or its subject a pronoun inside a claim, else its subject.
func (f *finder) subjectOf(a act, v verb) (claim.Speaker, bool) {
	if a.flags["noun"] {
		return f.nearest(v.sentence, v.span, isFirm)
	}
	for _, c := range f.ledger.Claims {
		if c.Cue.Overlaps(v.span) && c.Speaker.Name != "" && !f.passive(v) {
			if who, _, ok := f.doer(v); ok && c.Speaker.Entity == nil && who.Entity != nil {
				return who, true
			}
			return c.Speaker, true
		}
	}
	subject, span, ok := f.doer(v)
	if a.kind == "ASSAULT" { // never the speaker who tells of it
		if strings.Contains(strings.ToLower(f.doc.Text[v.sentence.Start:v.span.Start]), "hackers ") {
			return claim.Speaker{Name: "Hackers"}, true
		}
		if c, found := f.claimAround(v.span); found && c.Speaker.Name == subject.Name {
			return f.band(v)
		}
		return subject, ok
	}
	infinitive := v.g == nil && strings.HasSuffix(f.doc.Text[:v.span.Start], " to ") // "agreed on Friday to merge"
	if !ok || infinitive || isPronoun(span.In(f.doc.Text)) {
		if c, found := f.claimAround(v.span); found && c.Speaker.Name != "" {
			return c.Speaker, true
		}
	}
	return subject, ok
}

// sharedSubject is who acts in an earlier verb of the sentence, for a joined verb
// whose subject by the tree cannot do the act: "the judge ruled that Google need
// not sell it, but ordered it to share".
func (f *finder) sharedSubject(a act, v verb, subject claim.Speaker) (claim.Speaker, bool) {
	if v.g == nil || v.g.rel(v.node) != syntax.Conj || v.g.subject(v.node) >= 0 || v.g.passive(v.node) || !a.flags["state"] || rules(subject) {
		return claim.Speaker{}, false
	}
	for k := v.node - 1; k >= 0; k-- {
		if v.g.tree.Nodes[k].Tag != syntax.VERB {
			continue
		}
		n := v.g.subject(k)
		if h := v.g.head(k); n < 0 && h >= 0 && v.g.rel(k) == syntax.ACL {
			n = h
		}
		if n < 0 {
			continue
		}
		who, ok := f.partyOf(v.g, n)
		if who.Unnamed {
			who = claim.Speaker{Name: strings.TrimPrefix(who.Name, "unnamed ")}
		}
		if ok && rules(who) {
			return who, true
		}
	}
	return claim.Speaker{}, false
}

// begins is the firm with whose name the words of a subject begin that was cut too
// long: "Nvidia beat expectations".
func (f *finder) begins(who claim.Speaker, s text.Sentence) claim.Speaker {
	for _, m := range f.names.Mentions {
		if s.Contains(m.Span) && isFirm(m.Entity) && strings.HasPrefix(who.Name, m.Span.In(f.doc.Text)+" ") {
			return claim.Speaker{Name: m.Entity.Name, Entity: m.Entity}
		}
	}
	return who
}
