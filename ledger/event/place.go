package event

import (
	"slices"
	"strings"

	"newstape/ledger/claim"
	"newstape/names/link"
	"newstape/names/security"
)

// locatives stand before the place of an act.
var locatives = []string{"in", "at", "near", "outside", "off", "across", "around", "throughout"}

// place is where the act happened: a place that the clause of the act names
// behind "in" or its like. Where the story was filed is none, nor is a party.
func (f *finder) place(e Event) *Place {
	var best *Place
	dist := 1 << 30
	for _, m := range f.names.Mentions {
		if m.Entity == nil || m.Entity.Kind != security.Place || !e.Sentence.Contains(m.Span) || f.inDateline(m.Span) || f.isParty(e, m) {
			continue
		}
		words := strings.Fields(strings.ToLower(f.doc.Text[max(e.Sentence.Start, m.Span.Start-16):m.Span.Start]))
		if n := len(words); n == 0 || !slices.Contains(locatives, words[n-1]) && (words[n-1] != "the" || n < 2 || !slices.Contains(locatives, words[n-2])) {
			continue
		}
		if d := max(0, m.Span.Start-e.Trigger.End, e.Trigger.Start-m.Span.End); d < dist && d < 120 && f.ofClause(e, m.Span) {
			dist = d
			best = &Place{Name: m.Entity.Name, Country: m.Entity.Country, City: country(claim.Speaker{Name: m.Entity.Name}) == "" || isCapital(m.Entity.Name), Span: m.Span}
		}
	}
	return best
}

func (f *finder) isParty(e Event, m link.Mention) bool {
	return shares(e.Actor.Name, m.Entity.Name) || shares(e.Recipient.Name, m.Entity.Name)
}

// isCapital: the name of a city that also stands for its government.
func isCapital(name string) bool {
	return !slices.ContainsFunc(nations(), func(n nation) bool { return n.name == name }) && country(claim.Speaker{Name: name}) != ""
}
