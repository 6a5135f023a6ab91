package event

import (
	"slices"
	"strings"

	"newstape/ledger/claim"
	"newstape/receipt"
)

// What makes an event salient, in points; a hundred is the most.
const (
	pointsTitle      = 30
	pointsLead       = 25
	pointsPlace      = 15 // of a sentence right behind the lead, one less for each later one
	pointsRepeated   = 6  // for each further telling
	mostRepeated     = 18
	pointsClaim      = 4 // for each claim that carries or answers it
	mostClaims       = 16
	pointsSubject    = 10 // the story's company does or suffers it
	pointsBackground = 45 // taken away
	pointsAnswer     = 12 // taken away: an answer presumes what it answers
	pointsForecast   = 6  // taken away: guidance goes with the results
)

// rank orders the events by salience and then by place, the background last.
func (f *finder) rank() {
	for i := range f.events {
		f.weigh(&f.events[i])
	}
	slices.SortStableFunc(f.events, func(a, b Event) int {
		if a.Background != b.Background {
			if a.Background {
				return 1
			}
			return -1
		}
		if a.Salience != b.Salience {
			return b.Salience - a.Salience
		}
		return a.Trigger.Start - b.Trigger.Start
	})
}

// weigh gives an event its salience with the reasons.
func (f *finder) weigh(e *Event) {
	var why []string
	add := func(points int, reason string) {
		if points != 0 {
			e.Salience += points
			why = append(why, reason)
		}
	}
	told := append([]receipt.Span{e.Sentence}, e.also...)
	e.Tellings = len(told)
	if slices.ContainsFunc(told, f.art.Title.Overlaps) && !f.art.Title.Empty() {
		add(pointsTitle, "in the title")
		e.Lead = true
	} else if f.titleSpeaks(*e) {
		add(pointsTitle*2/3, "the title speaks of it")
	}
	first := len(f.doc.Sentences)
	for _, s := range told {
		if k, ok := f.doc.SentenceAt(s.Start); ok && !f.doc.Sentences[k].Heading {
			first = min(first, k)
		}
	}
	if f.isLead(first) {
		add(pointsLead, "in the lead")
		e.Lead = true
	} else {
		add(max(0, pointsPlace-max(0, first-f.leadEnd())), "early in the story")
	}
	add(min(mostRepeated, pointsRepeated*(len(told)-1)), "told again")
	answered := 0
	for _, c := range f.ledger.Claims {
		if slices.Contains(e.Claims, c.ID) || c.About != "" && slices.Contains(e.Claims, c.About) {
			answered++
		}
	}
	add(min(mostClaims, pointsClaim*answered), "claims carry or answer it")
	if p, ok := f.subject(); ok && (e.Actor.Entity == p || e.Recipient.Entity == p) {
		add(pointsSubject, "about the story's company")
	}
	if e.Background {
		add(-pointsBackground, "background")
	}
	if e.future && strings.HasPrefix(e.Type, "corporate:") {
		add(-pointsForecast, "not done yet")
	}
	switch e.Type {
	case "REJECT", "THREATEN", "REQUEST", "COOPERATE", "RETREAT":
		add(-pointsAnswer, "an answer to something else")
	case "corporate:guidance":
		add(-pointsForecast, "a forecast")
	}
	e.Salience = min(100, max(0, e.Salience))
	e.Because = strings.Join(why, ", ")
}

// titleSpeaks: the title names who acts and a word of the act.
func (f *finder) titleSpeaks(e Event) bool {
	title := strings.ToLower(f.art.Title.In(f.art.Text))
	if title == "" {
		return false
	}
	named := e.By != "" && strings.Contains(title, strings.ToLower(e.By[strings.LastIndexByte(e.By, ' ')+1:]))
	for _, m := range f.names.Mentions {
		named = named || m.Entity != nil && f.art.Title.Contains(m.Span) && (m.Entity == e.Actor.Entity || country(claim.Speaker{Name: m.Entity.Name, Entity: m.Entity}) == country(e.Actor) && stateLike(e.Actor) && isState(m.Entity))
	}
	if !named {
		return false
	}
	for w := range strings.FieldsSeq(strings.ToLower(e.Trigger.In(f.doc.Text))) {
		if len(w) > 4 && strings.Contains(title, w[:5]) {
			return true
		}
	}
	return false
}

// isLead: the sentence stands in the first paragraph of the body.
func (f *finder) isLead(k int) bool { return k < len(f.doc.Sentences) && k < f.leadEnd() }

// leadEnd is the index of the sentence behind the first paragraph of the body.
func (f *finder) leadEnd() int {
	k := 0
	for k < len(f.doc.Sentences) && (f.doc.Sentences[k].Heading || f.doc.Sentences[k].Overlaps(f.art.Title)) {
		k++
	}
	if k == len(f.doc.Sentences) {
		return k
	}
	first := f.doc.Sentences[k].Paragraph
	for k < len(f.doc.Sentences) && f.doc.Sentences[k].Paragraph == first {
		k++
	}
	return k
}

// apart takes joined parties ("TikTok; ByteDance") one by one.
func (f *finder) apart(who claim.Speaker) []claim.Speaker {
	if who.Name == "" {
		return nil
	}
	var out []claim.Speaker
	for name := range strings.SplitSeq(who.Name, "; ") {
		one := claim.Speaker{Name: name, Document: who.Document, Unnamed: who.Unnamed}
		if who.Entity != nil && who.Entity.Name == name || !strings.Contains(who.Name, "; ") {
			one.Entity = who.Entity
		}
		for _, m := range f.names.Mentions {
			if one.Entity == nil && m.Entity != nil && m.Entity.Name == name {
				one.Entity = m.Entity
			}
		}
		out = append(out, one)
	}
	return out
}
