package event

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"newstape/ledger/claim"
	"newstape/receipt"
)

// fromClaims makes an ACCUSE of the allegations of parties and a REJECT of
// their denials.
func (f *finder) fromClaims() {
	for _, c := range f.ledger.Claims {
		switch c.Stance {
		case claim.Alleges:
			f.accuse(c)
		case claim.Denies:
			f.reject(c)
		case claim.Predicts:
			f.guide(c)
		}
	}
}

// party reports whether a speaker can act: one of the master's states and
// firms, or a state body that it does not hold.
func party(who claim.Speaker) bool {
	return isState(who.Entity) || isFirm(who.Entity) || who.Entity == nil && stateLike(who) && !looksLikePerson(who.Name)
}

func (f *finder) accuse(c claim.Claim) {
	actor := standsFor(c.Speaker)
	if !party(actor) || c.Cue.Empty() {
		return
	}
	e := f.eventOf(c, "ACCUSE", "112", "accuses")
	e.Mode = "disapprove"
	e.Actor = land(actor)
	e.Recipient = f.accused(c, actor)
	if e.Recipient.Name == "" || e.Recipient.Name == e.Actor.Name {
		return
	}
	f.events = append(f.events, e)
}

// accused is the party that the allegation names in its own sentence, else the
// company that the story is about.
func (f *finder) accused(c claim.Claim, actor claim.Speaker) claim.Speaker {
	from := receipt.Span{Start: min(c.Content.Start, max(c.Cue.Start, 0)), End: c.Content.End}
	for _, m := range f.names.Mentions { // accused Washington of
		rest := strings.TrimSpace(f.doc.Text[m.Span.End:min(len(f.doc.Text), m.Span.End+4)])
		if m.Span.Start >= c.Cue.End && m.Span.Start-c.Cue.End <= 6 && (isFirm(m.Entity) || isState(m.Entity)) && m.Entity != actor.Entity && strings.HasPrefix(rest, "of") {
			return f.makerOf(claim.Speaker{Name: m.Entity.Name, Entity: m.Entity})
		}
	}
	for _, m := range f.names.Mentions {
		if from.Contains(m.Span) && m.Span.Start >= c.Cue.End && m.Entity != actor.Entity && isFirm(m.Entity) && !f.harmed(c, m.Span) {
			return f.makerOf(claim.Speaker{Name: m.Entity.Name, Entity: m.Entity})
		}
	}
	for _, m := range f.names.Mentions {
		if from.Contains(m.Span) && m.Span.Start >= c.Cue.End && m.Entity != actor.Entity && isState(m.Entity) && isFirm(actor.Entity) {
			return claim.Speaker{Name: m.Entity.Name, Entity: m.Entity}
		}
	}
	if foreignOffice(actor) {
		for _, m := range f.names.Mentions {
			if from.Contains(m.Span) && isState(m.Entity) && m.Entity.Country != country(actor) {
				return claim.Speaker{Name: m.Entity.Name, Entity: m.Entity}
			}
		}
		return claim.Speaker{}
	}
	for _, m := range f.names.Mentions {
		if c.Content.Contains(m.Span) && f.harmedLater(c, m.Span) && isState(m.Entity) && m.Entity.Country != country(actor) {
			return claim.Speaker{Name: m.Entity.Name, Entity: m.Entity}
		}
	}
	if names := f.objectNames(c); names != "" {
		return claim.Speaker{Name: names}
	}
	if p, ok := f.subject(); ok && p != actor.Entity && !containsAny(" "+strings.ToLower(c.Content.In(f.doc.Text)), harms) {
		return claim.Speaker{Name: p.Name, Entity: p}
	}
	return claim.Speaker{}
}

// objectNames are the names, joined by semicolons, of those whom nobody knows in
// "accused Goldwind and Envision of": another company that the story is about is
// not accused for them. Empty when the object is no name.
func (f *finder) objectNames(c claim.Claim) string {
	i, ok := f.doc.SentenceAt(c.Cue.End)
	if !ok {
		return ""
	}
	object, _, ok := strings.Cut(f.doc.Text[c.Cue.End:f.doc.Sentences[i].End], " of ")
	if !ok {
		return ""
	}
	var names []string
	for part := range strings.SplitSeq(strings.ReplaceAll(object, " and ", ", "), ",") {
		words := strings.Fields(part)
		for _, w := range words {
			if r, _ := utf8.DecodeRuneInString(w); !unicode.IsUpper(r) {
				return ""
			}
		}
		if len(words) > 0 && len(words) < 5 {
			names = append(names, strings.Join(words, " "))
		}
	}
	return strings.Join(names, "; ")
}

// harms are the beginnings of verbs whose object is the one harmed.
var harms = []string{" stole ", " stealing ", " hack", " breach", " infiltrat", " broke into ", " spied on ", " spying on "}

// harmed: "hackers stole emails from Microsoft" does not accuse Microsoft.
func (f *finder) harmed(c claim.Claim, s receipt.Span) bool {
	return s.Start >= c.Content.Start && containsAny(" "+strings.ToLower(f.doc.Text[c.Content.Start:s.Start]), harms)
}

// harmedLater: the party stands before such a verb, as who did it.
func (f *finder) harmedLater(c claim.Claim, s receipt.Span) bool {
	return containsAny(strings.ToLower(f.doc.Text[s.End:c.Content.End])+" ", harms)
}

// foreignOffice: embassies and foreign ministries speak to other states.
func foreignOffice(who claim.Speaker) bool {
	n := strings.ToLower(who.Name)
	return strings.Contains(n, "embassy") || strings.Contains(n, "foreign ministry") || strings.Contains(n, "consulate") || strings.Contains(n, "ministry of foreign affairs")
}

func (f *finder) reject(c claim.Claim) {
	if !party(c.Speaker) {
		return
	}
	e := f.eventOf(c, "REJECT", "120", "contradicts")
	e.Actor = land(c.Speaker)
	for _, o := range f.ledger.Claims {
		if o.ID == c.About && (o.Content.Start < c.Content.Start || f.soonAfter(e.Sentence, o.Content)) {
			e.Recipient = standsFor(o.Speaker)
		}
	}
	if e.Recipient.Name == "" {
		e.Recipient = f.accuserOf(e.Actor)
	}
	if e.Recipient.Name == e.Actor.Name {
		e.Recipient = claim.Speaker{}
	}
	f.events = append(f.events, e)
}

// soonAfter: the words stand in the same sentence or one of the two behind it.
func (f *finder) soonAfter(s, words receipt.Span) bool {
	a, ok := f.doc.SentenceAt(s.Start)
	b, there := f.doc.SentenceAt(words.Start)
	return ok && there && b-a <= 2
}

// accuserOf is whom a denial answers that names nobody: who acted on the denier,
// else, for a state, the other state.
func (f *finder) accuserOf(denier claim.Speaker) claim.Speaker {
	if stateLike(denier) {
		return f.otherSide(denier)
	}
	for _, e := range f.events {
		if (e.Type == "SANCTION" || e.Type == "COERCE" || e.Type == "ACCUSE") && shares(e.Recipient.Name, denier.Name) {
			return e.Actor
		}
	}
	for _, c := range f.ledger.Claims {
		who := standsFor(c.Speaker)
		if c.Stance == claim.Alleges && isState(who.Entity) && f.accused(c, who).Name == denier.Name {
			return who
		}
	}
	return claim.Speaker{}
}

// measures are what guidance is about; a figure must stand with one.
var measures = []string{"revenue", "sales", "profit", "earnings", "margin", "for the current", "full-year", "full year"}

// guide makes corporate guidance of a forecast with a figure by a firm, or by
// an officer of the firm that the story is about.
func (f *finder) guide(c claim.Claim) {
	content := strings.ToLower(c.Content.In(f.doc.Text))
	if !containsAny(content, measures) || !strings.ContainsAny(content, "0123456789%") && !strings.Contains(content, "percentage") {
		return
	}
	e := f.eventOf(c, "corporate:guidance", "", "gives guidance")
	e.Actor = c.Speaker
	if !isFirm(c.Speaker.Entity) {
		p, ok := f.subject()
		source := strings.ToLower(c.Source.In(f.doc.Text))
		if !ok || !containsAny(source, []string{"chief", "ceo", "cfo", "officer", "chairman", "the company"}) {
			return
		}
		e.Actor = claim.Speaker{Name: p.Name, Entity: p}
	}
	f.events = append(f.events, e)
}

func (f *finder) eventOf(c claim.Claim, kind, cameo, word string) Event {
	trigger := c.Content
	if !c.Cue.Empty() {
		trigger = c.Cue
	}
	e := Event{Type: kind, CAMEO: cameo, Word: word, Trigger: trigger, Claims: []string{c.ID}, verb: c.Cue}
	if i, ok := f.doc.SentenceAt(c.Content.Start); ok {
		e.Sentence = f.doc.Sentences[i].Span
	}
	e.Background = f.standing(c, e)
	return e
}

// standing: a claim in the perfect or held "for years" is what somebody goes on
// saying, not what was said now.
func (f *finder) standing(c claim.Claim, e Event) bool {
	if c.Cue.Empty() || f.inHeading(c.Cue) || !e.Sentence.Contains(c.Cue) {
		return false
	}
	around := strings.ToLower(f.doc.Text[c.Cue.End:min(len(f.doc.Text), c.Cue.End+14)])
	if containsAny(around, []string{" for years", " for decades", " for months"}) {
		return true
	}
	words := strings.Fields(strings.ToLower(f.doc.Text[max(e.Sentence.Start, c.Cue.Start-30):c.Cue.Start]))
	for k := len(words) - 1; k >= max(0, len(words)-3); k-- {
		switch words[k] {
		case "has", "have":
			return c.Stance == claim.Denies || k < len(words)-1 && slices.Contains([]string{"long", "repeatedly", "always", "previously", "consistently"}, words[k+1])
		case "long", "previously", "repeatedly":
			return true
		}
	}
	return false
}
