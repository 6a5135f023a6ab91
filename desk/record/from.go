package record

import (
	"encoding/json"
	"slices"
	"time"

	"newstape/check"
	"newstape/desk/cluster"
	"newstape/dossier"
	"newstape/dossier/brief"
	"newstape/fault"
	"newstape/ledger/claim"
	"newstape/names/security"
	"newstape/receipt"
)

// From makes the record of a story from its dossier and the page of it. program
// is the version that read it, read when it was done. A submission without an
// ID is sealed.
//
// It fails when a row has no receipt, or when the dossier is of another text
// than the submission's: both are defects of ours, never of the story.
func From(sub Submission, d *dossier.Dossier, page *brief.Page, program string, read time.Time) (Story, error) {
	if sub.ID == "" {
		sub.Seal()
	}
	if sum := bodySum(sub.Body); sum != d.Article.Hash {
		return Story{}, fault.New(fault.Internal, "record %s: the dossier is of the text %.16s, the submission of %.16s", sub.ID, d.Article.Hash, sum)
	}
	whole, err := brief.Compact(page)
	if err != nil {
		return Story{}, fault.New(fault.Internal, "record %s: write the dossier: %w", sub.ID, err)
	}
	a := d.Article
	s := Story{
		Submission: sub, SHA256: a.Hash, Title: a.Title.In(a.Text), Language: a.Language, Text: a.Text,
		Read: read.UTC(), Program: program, Dossier: whole,
	}
	if a.Outlet != nil {
		s.Outlet = a.Outlet.Value
	}
	if a.Reference.Known {
		s.Published, s.DateOnly = a.Reference.Published.UTC(), a.Reference.DateOnly
	}
	if len(d.Trust) > 0 {
		s.Trust = d.Trust[0].Text
	}
	rows := rows{d: d}
	s.Parties, s.Claims, s.Statements = rows.parties(), rows.claims(), rows.statements()
	s.Events, s.Reactions, s.Standings = rows.events(), rows.reactions(), rows.standings()
	if rows.err != nil {
		return Story{}, fault.New(fault.Internal, "record %s: %w", sub.ID, rows.err)
	}
	s.Attributes, s.Numbers = attributes(d, sub.Feed), numbers(d)
	if s.Signature, err = cluster.Sign(ClusterStory(d, sub.ID, sub.Received)).MarshalBinary(); err != nil {
		return Story{}, fault.New(fault.Internal, "record %s: write its signature: %w", sub.ID, err)
	}
	return s, nil
}

// rows turns the dossier's parts into rows and remembers the first one that has
// no receipt.
type rows struct {
	d   *dossier.Dossier
	err error
}

func (r *rows) receipt(of receipt.Receipt, what string) json.RawMessage {
	out, err := brief.ReceiptJSON(r.d, of)
	if err != nil && r.err == nil {
		r.err = fault.New(fault.Internal, "%s: %w", what, err)
	}
	return out
}

func (r *rows) parties() []Party {
	var out []Party
	for _, p := range r.d.Names.Parties {
		out = append(out, Party{
			ID: p.Entity.ID, Name: p.Entity.Name, Kind: string(p.Entity.Kind), Country: p.Entity.Country,
			Listing: listingID(p.Listing), Role: string(p.Role), Relevance: p.Relevance,
		})
	}
	return out
}

func (r *rows) claims() []Claim {
	var out []Claim
	for _, c := range r.d.Ledger.Claims {
		row := Claim{
			ID: c.ID, Text: c.Content.In(r.d.Article.Text), Speaker: c.Speaker.Name, Party: entityID(c.Speaker),
			Stance: string(c.Stance), Status: string(c.Status), Why: c.Why, About: c.About,
			Receipt: r.receipt(c.Receipt(), "claim "+c.ID),
		}
		for _, v := range c.Via {
			row.Via = append(row.Via, v.Name)
		}
		out = append(out, row)
	}
	return out
}

// statements leaves out what the story quotes only in order to take it back: a
// correction is not counted for the error that it corrects. The dossier has both.
func (r *rows) statements() []Statement {
	var out []Statement
	for _, s := range r.d.Statements {
		if slices.Contains(s.Flags, check.Retracted) {
			continue
		}
		row := Statement{
			ID: s.ID, Text: s.Span.In(r.d.Article.Text), Listing: listingID(s.Listing), Measure: string(s.Measure),
			Direction: string(s.Direction), Value: value(s.Value, s.HasValue), Unit: s.Unit, Verdict: string(s.Verdict),
			Truth: value(s.Truth, s.HasTruth), Session: session(s), Headline: s.Headline, Why: s.Why,
			Receipt: r.receipt(s.Receipt(), "statement "+s.ID),
		}
		if s.Missing != nil {
			row.Reason = string(s.Missing.Reason)
		}
		out = append(out, row)
	}
	return out
}

// session is the last session that a statement measures.
func session(s check.Statement) string { return s.Window.To.String() }

func (r *rows) events() []Event {
	var out []Event
	for n, e := range r.d.Events {
		id := eventID(n)
		out = append(out, Event{
			ID: id, Type: e.Type, CAMEO: e.CAMEO, Word: e.Word, Actor: e.Actor.Name, ActorID: entityID(e.Actor),
			Recipient: e.Recipient.Name, TargetID: entityID(e.Recipient), Date: e.Date.String(), Background: e.Background,
			Receipt: r.receipt(e.Receipt(), "event "+id),
		})
	}
	return out
}

func (r *rows) reactions() []Reaction {
	var out []Reaction
	for _, x := range r.d.Reactions {
		row := Reaction{
			Party: x.Entity.ID, Listing: x.Listing.ID(), Session: x.Session.Date.String(), Stand: string(x.Stand),
			Return: r.figure(x.Return, "return of "+x.Listing.ID()),
		}
		if a, ok := marketModel(x); ok {
			row.Benchmark = a.Benchmark
			row.AR = r.figure(a.AR, "abnormal return of "+x.Listing.ID())
			row.T, row.P = r.figure(a.T, "t of "+x.Listing.ID()), r.figure(a.P, "p of "+x.Listing.ID())
		}
		out = append(out, row)
	}
	return out
}

// figure is nil for a figure that could not be had.
func (r *rows) figure(f dossier.Figure, what string) *float64 {
	if f.Receipt().Void() && f.Value() != 0 && r.err == nil {
		r.err = fault.New(fault.Internal, "%s: a figure without a receipt", what)
	}
	return value(f.Value(), !f.Void())
}

func (r *rows) standings() []Standing {
	var out []Standing
	for _, of := range r.d.Standings {
		for _, s := range of.Lists {
			if s.Receipt().Void() && r.err == nil {
				r.err = fault.New(fault.Internal, "standing of %s on %s: no receipt", of.Entity.ID, s.List)
			}
			out = append(out, Standing{Party: of.Entity.ID, List: s.List, Status: s.Status, Since: s.Since.String()})
		}
	}
	return out
}

// marketModel is the abnormal return against the market: the market comes first,
// peers after it.
func marketModel(x dossier.Reaction) (dossier.Abnormal, bool) {
	if len(x.Abnormal) == 0 || x.Abnormal[0].Peer || x.Abnormal[0].Model != dossier.MarketModel {
		return dossier.Abnormal{}, false
	}
	return x.Abnormal[0], true
}

func value(v float64, has bool) *float64 {
	if !has {
		return nil
	}
	return &v
}

func listingID(l *security.Listing) string {
	if l == nil {
		return ""
	}
	return l.ID()
}

func entityID(s claim.Speaker) string {
	if s.Entity == nil {
		return ""
	}
	return s.Entity.ID
}
