package event

import (
	"slices"
	"strings"

	"newstape/ledger/claim"
	"newstape/names/security"
	"newstape/receipt"
	"newstape/story/syntax"
	"newstape/story/text"
	"newstape/story/when"
)

// nameBehind is the capitalised words right behind the verb: the name of a firm
// that the master does not hold.
func (f *finder) nameBehind(s text.Sentence, verb receipt.Span) claim.Speaker {
	var run receipt.Span
	for _, t := range s.Tokens {
		if t.Start < verb.End {
			continue
		}
		c := f.doc.Text[t.Start]
		if run.Empty() && slices.Contains([]string{"for", "with", "the", "rival", "on"}, t.In(f.doc.Text)) {
			continue
		}
		if c < 'A' || c > 'Z' {
			break
		}
		run = run.Cover(t.Span)
	}
	if slices.ContainsFunc(f.times, func(x when.Expr) bool { return x.Overlaps(run) }) {
		return claim.Speaker{} // spoke by phone on Saturday
	}
	name := run.In(f.doc.Text)
	if name == "" || country(claim.Speaker{Name: name}) != "" { // "American" chips
		return claim.Speaker{}
	}
	for _, m := range f.names.Mentions { // Warner Bros. of Warner Bros. Discovery
		if isFirm(m.Entity) && strings.HasPrefix(m.Entity.Name, name+" ") {
			return claim.Speaker{Name: m.Entity.Name, Entity: m.Entity}
		}
	}
	return claim.Speaker{Name: name}
}

// recipient is the companies named behind the verb in its sentence, else a state
// on the other side, else, for an act by a state body, the company that the
// story is about.
func (f *finder) recipient(a act, e *Event, v verb) claim.Speaker {
	s, verb := v.sentence, v.span
	names, first := f.firmsHit(a, e, v)
	if first == nil && v.g != nil && !f.stateHit(v) { // where the tree shows none, the words may
		bare := v
		bare.g = nil
		if names, first = f.firmsHit(a, e, bare); first != nil && f.anotherAct(v, first) {
			names, first = nil, nil
		}
	}
	if e.Type == "REQUEST" {
		if who, ok := f.askedParty(e, v); ok {
			return who
		}
	}
	if p, ok := f.subject(); ok && e.Type == "corporate:rating" && first == nil && containsAny(strings.ToLower(f.doc.Text[verb.End:min(s.End, verb.End+20)]), []string{"the stock", "the shares", "the company"}) {
		return claim.Speaker{Name: p.Name, Entity: p}
	}
	if o := v.object(); e.Type == "REQUEST" && o >= 0 {
		return claim.Speaker{} // urged exchanges to block: those asked are no party
	}
	toState := e.Type == "THREATEN" || e.Type == "REQUEST" || e.Type == "COOPERATE"
	if e.Type == "ASSAULT" && first == nil {
		if c, ok := f.claimAround(verb); ok && isFirm(c.Speaker.Entity) && containsAny(" "+strings.ToLower(f.doc.Text[verb.End:min(s.End, verb.End+30)]), []string{" its ", " their ", " our "}) {
			return c.Speaker // broke into its systems, it said
		}
	}
	if first != nil && !toState {
		return claim.Speaker{Name: strings.Join(names, "; "), Entity: first}
	}
	if e.Type == "PROTEST" {
		return f.employer(v)
	}
	if p, ok := f.subject(); ok && e.Type == "corporate:rating" && p != e.Actor.Entity && strings.Contains(strings.ToLower(e.Trigger.In(f.doc.Text)), "target") {
		return claim.Speaker{Name: p.Name, Entity: p} // its price target, of the story's company
	}
	if (strings.HasPrefix(e.Type, "corporate:") || a.flags["firm"]) && e.Type != "corporate:rating" && e.Type != "corporate:legal" {
		return claim.Speaker{}
	}
	if toState {
		return f.otherSide(e.Actor)
	}
	if e.Type == "RETREAT" && !a.flags["list"] {
		return claim.Speaker{} // see relieve
	}
	if p, ok := f.subject(); ok && e.Type == "COERCE" && stateLike(e.Actor) {
		return claim.Speaker{Name: p.Name, Entity: p}
	}
	for _, m := range f.names.Mentions {
		if s.Contains(m.Span) && m.Span.Start >= verb.End && m.Span.Start < f.clauseEnd(s, verb) && isState(m.Entity) && (m.Entity.Country != country(e.Actor) || strings.HasPrefix(e.Type, "corporate:")) && !a.flags["list"] && !f.noParty(m) && (v.g == nil || f.suffers(v, m.Span)) {
			return claim.Speaker{Name: m.Entity.Name, Entity: m.Entity}
		}
	}
	bare := e.CAMEO == "115" && v.g != nil && v.object() < 0 // "which sued to stop the merger"
	if (!a.flags["target"] || bare) && stateLike(e.Actor) && e.Type != "SANCTION" && !talks(e.Type) || a.flags["list"] {
		if p, ok := f.subject(); ok {
			return claim.Speaker{Name: p.Name, Entity: p}
		}
	}
	return claim.Speaker{}
}

// askedParty is the party named right behind the verb of asking: "urged the
// Pentagon to". A state that asks a capital of the other side asks that side.
func (f *finder) askedParty(e *Event, v verb) (claim.Speaker, bool) {
	if v.g != nil {
		if o := v.g.child(v.node, syntax.Obj, syntax.IObj); o > v.node && isCompany(v.g.low[o]) {
			if who, ok := f.partyOf(v.g, o); ok && isFirm(who.Entity) && who.Name != e.Actor.Name {
				return who, true // asked the company to
			}
		}
	}
	for _, m := range f.names.Mentions {
		if m.Span.Start < v.span.End || m.Span.Start-v.span.End > 12 || !isState(m.Entity) && !isFirm(m.Entity) || m.Entity == e.Actor.Entity {
			continue
		}
		wide := m.Entity.Kind == security.Place || country(claim.Speaker{Name: m.Entity.Name}) != "" && isNation(m.Entity.Name)
		if other := f.otherSide(e.Actor); wide && other.Entity != nil && other.Entity.Country == m.Entity.Country {
			return other, true
		}
		return claim.Speaker{Name: m.Entity.Name, Entity: m.Entity}, true
	}
	return claim.Speaker{}, false
}

func isNation(name string) bool {
	return slices.ContainsFunc(nations(), func(n nation) bool { return n.name == name })
}

// relieve gives a measure taken back the party that the measure hit, where the
// story tells of one by the same side.
func (f *finder) relieve() {
	for i := range f.events {
		e := &f.events[i]
		if e.Type != "RETREAT" || e.Recipient.Name != "" || isFirm(e.Actor.Entity) {
			continue
		}
		for _, kind := range []string{"SANCTION", "COERCE", "ACCUSE"} {
			k := slices.IndexFunc(f.events, func(o Event) bool {
				return o.Type == kind && o.Recipient.Name != "" && sameSide(o.Actor, e.Actor)
			})
			if k >= 0 {
				e.Recipient = f.events[k].Recipient
				break
			}
		}
	}
}

// talks are acts that fall back on nobody: whom they are with must be said.
func talks(kind string) bool {
	return slices.Contains([]string{"CONSULT", "AGREE", "AID", "MOBILIZE", "CONCEDE", "SUPPORT", "corporate:rating", "ASSAULT"}, kind)
}

// employer is the firm whose workers strike: named with them, else that of the
// story.
func (f *finder) employer(v verb) claim.Speaker {
	for _, m := range f.names.Mentions {
		if v.sentence.Contains(m.Span) && isFirm(m.Entity) && m.Span.End <= v.span.Start {
			return claim.Speaker{Name: m.Entity.Name, Entity: m.Entity}
		}
	}
	if p, ok := f.subject(); ok {
		return claim.Speaker{Name: p.Name, Entity: p}
	}
	return claim.Speaker{}
}

// makerOf gives the act of a product to its maker when the story names that.
func (f *finder) makerOf(who claim.Speaker) claim.Speaker {
	if who.Entity == nil || strings.Contains(who.Name, "; ") {
		return who
	}
	e := f.maker(who.Entity)
	return claim.Speaker{Name: e.Name, Entity: e}
}

// maker is the firm behind a product when the story names that too.
func (f *finder) maker(e *security.Entity) *security.Entity {
	if e == nil || e.Kind != security.Product || e.Parent == "" {
		return e
	}
	for _, p := range f.names.Parties {
		if p.Entity != nil && p.Entity.ID == e.Parent {
			return p.Entity
		}
	}
	return e
}
