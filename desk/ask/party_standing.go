package ask

import (
	"newstape/dossier"
	"newstape/names/screen"
	"newstape/names/security"
	"newstape/tape/calendar"
)

// PartyStanding is where a party stood on one list on the day, as a dossier
// shows it.
type PartyStanding struct {
	List     string        `json:"list"`
	Title    string        `json:"title,omitempty"`
	Status   screen.Status `json:"status"`
	Since    string        `json:"since,omitempty"`
	Of       string        `json:"of,omitempty"` // ID of the parent whose entry decides
	Citation string        `json:"citation,omitempty"`
	// KnownUntil is the last day that the table of periods knows of; the standing
	// on a later day is that of this one.
	KnownUntil string       `json:"known_until,omitempty"`
	Earlier    []ListChange `json:"earlier,omitempty"` // what was over by the day
	Later      []ListChange `json:"later,omitempty"`   // what came after the day
	Receipt    Receipt      `json:"receipt"`
}

// ListChange is something that happened to an entry.
type ListChange struct {
	Date     string `json:"date"`
	What     string `json:"what"` // listed, removed; posted, then withdrawn
	Citation string `json:"citation"`
}

// PartyStretch is a time in which a party stood on a list, or a posting that was
// taken back.
type PartyStretch struct {
	List   string `json:"list"`
	Title  string `json:"title,omitempty"`
	Status string `json:"status"`       // listed, parent_listed, category; withdrawn for a posting taken back
	What   string `json:"what"`         // the same in words
	From   string `json:"from"`         // first day
	To     string `json:"to,omitempty"` // the day from which it held no longer; left out while it holds
	// Published is the day on which it was made known, where that is another.
	Published  string  `json:"published,omitempty"`
	Name       string  `json:"name,omitempty"` // as the list spells it
	Of         string  `json:"of,omitempty"`   // ID of the parent whose entry it is
	Citation   string  `json:"citation"`
	Note       string  `json:"note,omitempty"`
	KnownUntil string  `json:"known_until,omitempty"`
	Later      bool    `json:"later,omitempty"` // began after the day asked about
	Receipt    Receipt `json:"receipt"`
}

// standings fills what lists say of a party. A kind of party that dossiers do
// not ask about has no rows, unless a list names it.
func (r *Rooms) standings(out *Party, e *security.Entity, asOf calendar.Date) {
	history := r.facts.Lists.History(e)
	for _, s := range history {
		out.Timeline = append(out.Timeline, r.stretch(e, s, asOf))
	}
	if !dossier.Screenable(e) && len(history) == 0 {
		return
	}
	for _, s := range r.facts.Lists.Standings(e, asOf) {
		out.Standing = append(out.Standing, r.partyStanding(e, s))
	}
}

func (r *Rooms) partyStanding(e *security.Entity, s screen.Standing) PartyStanding {
	as := dossier.StandingOf(s)
	out := PartyStanding{
		List: as.List, Title: r.title(s.List), Status: s.Status, Since: as.Since.String(), Citation: as.Citation, KnownUntil: as.Edge.String(),
		Earlier: listChanges(as.Earlier), Later: listChanges(as.Later), Receipt: receiptOf(as.Receipt()),
	}
	if s.Period != nil && s.Period.EntityID != e.ID {
		out.Of = s.Period.EntityID
	}
	if facts := out.Receipt.Facts; out.Citation == "" && s.Status == screen.CategoryRule && len(facts) > 0 {
		out.Citation = facts[0].Source
	}
	return out
}

func (r *Rooms) title(list screen.List) string {
	e, _ := r.facts.Lists.Edition(list)
	return e.Title
}

func listChanges(all []dossier.ListChange) []ListChange {
	var out []ListChange
	for _, c := range all {
		out = append(out, ListChange{c.Date.String(), c.What, c.Citation})
	}
	return out
}

func (r *Rooms) stretch(e *security.Entity, s screen.Stretch, asOf calendar.Date) PartyStretch {
	out := PartyStretch{
		List: string(s.List), Title: r.title(s.List), From: s.From.String(), To: s.To.String(), Citation: s.Citation,
		KnownUntil: s.Edge.String(), Later: s.From > asOf, Receipt: receiptOf(s.Receipt()),
	}
	out.Status, out.What = string(s.Status), "listed"
	switch s.Status {
	case screen.NotListed:
		out.Status, out.What = "withdrawn", "posted, then withdrawn"
	case screen.ParentListed:
		out.What = "parent listed"
	case screen.CategoryRule:
		out.What = "products of its category listed"
	}
	if s.Of != e.ID {
		out.Of = s.Of
	}
	if p := s.Period; p != nil {
		out.Name, out.Note = p.Name, p.Note
		if p.Published != s.From {
			out.Published = p.Published.String()
		}
	}
	return out
}
