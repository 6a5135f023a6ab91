package event

import (
	"slices"
	"strings"

	"newstape/ledger/claim"
	"newstape/names/link"
	"newstape/names/security"
	"newstape/receipt"
)

// inDateline: "HONG KONG, Dec 11 - Tencent rejected": where the story was filed
// is no party to it.
func (f *finder) inDateline(s receipt.Span) bool {
	i, ok := f.doc.SentenceAt(s.Start)
	if !ok {
		return false
	}
	start := f.doc.Sentences[i].Start
	head := f.doc.Text[start:min(len(f.doc.Text), start+60)]
	for _, dash := range []string{" - ", " – ", " — ", " -- "} {
		place, _, found := strings.Cut(head, dash)
		if found && s.End <= start+len(place) && (strings.ContainsAny(place, ",()") || place == strings.ToUpper(place)) {
			return true
		}
	}
	return false
}

// located: "its Shanghai office", "in Shanghai": a city, or a country of which
// the text names what somebody has there, is no party.
func (f *finder) located(m link.Mention) bool {
	if m.Entity.Kind == security.Place && country(claim.Speaker{Name: m.Entity.Name}) == "" {
		return true // Washington stands for its government, Shanghai for none
	}
	before := strings.Fields(strings.ToLower(f.doc.Text[max(0, m.Span.Start-12):m.Span.Start]))
	return len(before) > 0 && slices.Contains([]string{"its", "their", "his", "her", "our"}, before[len(before)-1])
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
		if !isState(m.Entity) || f.inDateline(m.Span) || f.located(m) || m.Entity == actor.Entity || stateLike(actor) && m.Entity.Country == country(actor) {
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
