package brief

import (
	"time"

	"newstape/ledger/claim"
	"newstape/names/security"
)

func (v viewer) story() jsonStory {
	a := v.d.Article
	out := jsonStory{
		Name: a.Name, Format: string(a.Format), SHA256: a.Hash, Title: a.Title.In(a.Text),
		Language: a.Language, Text: a.Text, Stripped: []jsonStrip{}, Opaque: v.spans(a.Opaque),
	}
	if a.Outlet != nil {
		out.Outlet = &jsonKnown{a.Outlet.Value, a.Outlet.How}
	}
	if a.Reference.Known {
		out.Published = &jsonKnown{a.Reference.Published.Format(time.RFC3339), a.Published.How}
		out.DateOnly = a.Reference.DateOnly
	}
	for _, s := range a.Stripped {
		out.Stripped = append(out.Stripped, jsonStrip{s.Kind, s.Text, s.Original.Start, s.Original.End})
	}
	return out
}

func (v viewer) names() jsonNames {
	out := jsonNames{Parties: []jsonParty{}, Mentions: []jsonMention{}, Refusals: []jsonRefusal{}}
	for _, p := range v.d.Names.Parties {
		row := jsonParty{
			ID: p.Entity.ID, Name: p.Entity.Name, Kind: string(p.Entity.Kind), Country: p.Entity.Country,
			Listing: listingID(p.Listing), Listings: []string{}, CIK: p.Entity.CIK, Role: string(p.Role), RoleWhy: p.RoleWhy,
			Relevance: p.Relevance, Mentions: p.Mentions,
		}
		for _, l := range p.Entity.Listings {
			row.Listings = append(row.Listings, l.ID())
		}
		out.Parties = append(out.Parties, row)
	}
	for _, m := range v.d.Names.Mentions {
		out.Mentions = append(out.Mentions, jsonMention{v.span(m.Span), m.Entity.ID, listingID(m.Listing), m.Via, m.Reason, v.receipt(m.Receipt())})
	}
	for _, r := range v.d.Names.Refusals {
		out.Refusals = append(out.Refusals, jsonRefusal{v.span(r.Span), r.Name, r.Reason, r.Senses, v.receipt(r.Receipt())})
	}
	return out
}

func listingID(l *security.Listing) string {
	if l == nil {
		return ""
	}
	return l.ID()
}

func (v viewer) claims() []jsonClaim {
	var out []jsonClaim
	for _, c := range v.d.Ledger.Claims {
		row := jsonClaim{
			ID: c.ID, Content: v.span(c.Content), Source: v.optional(c.Source), Cue: v.optional(c.Cue),
			Quotes: v.spans(c.Quotes), Speaker: c.Speaker.Name, Party: partyID(c.Speaker), Document: c.Speaker.Document, Unnamed: c.Speaker.Unnamed,
			Stance: string(c.Stance), About: c.About, Negated: c.Negated, Modal: string(c.Modal), Conditional: c.Conditional, Predicted: c.Predicted,
			Status: string(c.Status), Why: c.Why, Origins: c.Origins, Objects: v.spans(c.Objects), Receipt: v.receipt(c.Receipt()),
		}
		for _, s := range c.Via {
			row.Via = append(row.Via, s.Name)
		}
		out = append(out, row)
	}
	return out
}

func partyID(s claim.Speaker) string {
	if s.Entity == nil {
		return ""
	}
	return s.Entity.ID
}

func (v viewer) events() []jsonEvent {
	var out []jsonEvent
	for _, e := range v.d.Events {
		out = append(out, jsonEvent{e.Type, e.CAMEO, e.Word, e.Actor.Name, e.Recipient.Name, e.Date.String(), e.Claims, e.Background, v.receipt(e.Receipt())})
	}
	return out
}

func (v viewer) timing() *jsonTiming {
	t := v.d.Timing
	if t == nil {
		return nil
	}
	out := &jsonTiming{Session: t.Session.Date.String(), MIC: t.Session.MIC, Phase: string(t.Phase), How: t.How, Missing: t.Missing}
	if !t.Information.IsZero() {
		out.Information = t.Information.Format(time.RFC3339)
	}
	return out
}
