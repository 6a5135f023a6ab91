package ask

import (
	"slices"

	"newstape/dossier"
	"newstape/fault"
	"newstape/names/match"
	"newstape/names/screen"
	"newstape/names/security"
	"newstape/tape/calendar"
)

// PartyRequest asks for all that is known of one party.
type PartyRequest struct {
	ID string // of the master
	// AsOf is the day of the standing, the names and the listings, 2025-11-15; it
	// must be given, for there is no clock here.
	AsOf string
}

// Party is one party of the master: its names and lines, and where it stands on
// the lists of the table of periods.
type Party struct {
	ID      string    `json:"id"`
	Name    string    `json:"name"`
	Kind    string    `json:"kind"` // issuer, private, fund, index, state, press, person, product, place, other
	Country string    `json:"country,omitempty"`
	Sector  string    `json:"sector,omitempty"`
	CIK     int       `json:"cik,omitempty"`
	LEI     string    `json:"lei,omitempty"`
	Listing string    `json:"listing,omitempty"` // that US-market news means on the day
	Parent  *PartyRef `json:"parent,omitempty"`
	// Children are parties that have this one as parent, at most 50.
	Children []PartyRef  `json:"children,omitempty"`
	Also     []string    `json:"also,omitempty"` // other names that were in use by the day, tickers left out
	Listings []PartyLine `json:"listings" nullable:"false"`
	Peers    []PartyRef  `json:"peers,omitempty"`
	Source   string      `json:"source,omitempty"` // of these facts
	AsOf     string      `json:"as_of"`
	// Standing has a row for every list; none for a kind of party that lists are
	// not asked about.
	Standing []PartyStanding `json:"standing" nullable:"false"`
	// Timeline is every period on every list, by list and first day, whatever the
	// day asked about.
	Timeline []PartyStretch `json:"timeline" nullable:"false"`
	// Found are rows of whole lists that the party's name answers to; none without
	// an index of lists.
	Found []Finding `json:"found,omitempty"`
}

// PartyRef points to a party.
type PartyRef struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	// Listing of a peer is the line that is compared with the party's own, where
	// the tape has prices of one; else its usual line.
	Listing string `json:"listing,omitempty"`
	Prices  bool   `json:"prices,omitempty"` // the tape has prices of Listing
}

// PartyLine is a line of shares.
type PartyLine struct {
	Listing  string `json:"listing"`
	Currency string `json:"currency,omitempty"`
	Relation string `json:"relation,omitempty"` // ADR, class B, H share
	ISIN     string `json:"isin,omitempty"`
	FIGI     string `json:"figi,omitempty"`
	From     string `json:"from,omitempty"` // first day
	To       string `json:"to,omitempty"`   // the day from which it is no more
	Open     bool   `json:"open"`           // on the day asked about
	Prices   bool   `json:"prices"`         // the tape has prices of it
}

// maxChildren bounds the children that are named.
const maxChildren = 50

// Party is what is known of one party. An ID that the master has not is
// fault.NotFound.
func (r *Rooms) Party(q PartyRequest) (*Party, error) {
	leave, err := r.enter()
	if err != nil {
		return nil, err
	}
	defer leave()
	asOf, err := calendar.ParseDate(q.AsOf)
	if err != nil {
		return nil, fault.New(fault.BadInput, "as-of day: %w", err).Try("2026-02-13")
	}
	if asOf == 0 {
		// The zero of days asks the master about the present.
		return nil, fault.New(fault.BadInput, "as-of day: %s is the one day that cannot be asked about", q.AsOf).Try("the day before or after it")
	}
	e, ok := r.facts.Master.Issuer(q.ID)
	if !ok {
		return nil, fault.New(fault.NotFound, "party: the master of names has no %q", clipName(q.ID)).
			Try("GET /v1/parties?q= with its name; ids are as alibaba")
	}
	out := &Party{
		ID: e.ID, Name: e.Name, Kind: string(e.Kind), Country: e.Country, Sector: e.Sector, CIK: e.CIK, LEI: e.LEI, Source: e.Source,
		Also: alsoKnown(e, asOf), AsOf: asOf.String(), Listings: []PartyLine{}, Standing: []PartyStanding{}, Timeline: []PartyStretch{},
	}
	for _, l := range e.Listings {
		out.Listings = append(out.Listings, r.partyLine(l, asOf))
	}
	primary := e.Primary(asOf)
	if primary != nil {
		out.Listing = primary.ID()
	}
	r.relatives(out, e)
	out.Peers = r.peers(e, primary, asOf)
	r.standings(out, e, asOf)
	out.Found = r.onWholeLists(e, asOf)
	return out, nil
}

// alsoKnown are a party's other names by a day, each once.
func alsoKnown(e *security.Entity, asOf calendar.Date) []string {
	var out []string
	for _, a := range e.Aliases {
		if a.Kind == security.Ticker || a.Kind == security.Demonym || !a.Valid(asOf) || a.Name == e.Name || slices.Contains(out, a.Name) {
			continue
		}
		out = append(out, a.Name)
	}
	return out
}

func (r *Rooms) partyLine(l security.Listing, asOf calendar.Date) PartyLine {
	out := PartyLine{
		Listing: l.ID(), Currency: l.Currency, Relation: l.Relation, ISIN: l.ISIN, FIGI: l.FIGI,
		From: l.From.String(), To: l.To.String(), Open: l.Valid(asOf), Prices: r.holds(l.ID()),
	}
	if out.Currency == "" {
		out.Currency = security.Currency(l.MIC)
	}
	return out
}

// relatives names parent and children.
func (r *Rooms) relatives(out *Party, e *security.Entity) {
	if p, ok := r.facts.Master.Issuer(e.Parent); ok && p != e {
		out.Parent = &PartyRef{ID: p.ID, Name: p.Name}
	}
	for _, n := range r.finder().children[e.ID] {
		if c := r.facts.Master.At(int(n)); c != e && len(out.Children) < maxChildren {
			out.Children = append(out.Children, PartyRef{ID: c.ID, Name: c.Name})
		}
	}
}

// peers are those of the master, each with the line that a dossier would compare
// with the party's own.
func (r *Rooms) peers(e *security.Entity, primary *security.Listing, asOf calendar.Date) []PartyRef {
	var out []PartyRef
	for _, id := range e.Peers {
		p, ok := r.facts.Master.Issuer(id)
		if !ok {
			continue
		}
		ref := PartyRef{ID: p.ID, Name: p.Name}
		if l := p.Primary(asOf); l != nil {
			ref.Listing, ref.Prices = l.ID(), r.holds(l.ID())
		}
		if primary != nil {
			if l, ok := dossier.LineOn(r.facts.Tape, p, primary.MIC); ok {
				ref.Listing, ref.Prices = l.ID(), true
			}
		}
		out = append(out, ref)
	}
	return out
}

// onWholeLists asks the index of lists about the party under its name, unless
// that name means somebody else too.
func (r *Rooms) onWholeLists(e *security.Entity, asOf calendar.Date) []Finding {
	if r.book == nil || !dossier.Screenable(e) && e.Kind != security.Person {
		return nil
	}
	kind := match.Company
	if e.Kind == security.Person {
		kind = match.Person
	}
	a, err := r.screener.Screen(screen.Query{Name: e.Name, Kind: kind, AsOf: asOf})
	if err != nil || a.Entity != e {
		return nil // a name that cannot be asked about is found on no list
	}
	var out []Finding
	for _, h := range a.Hits {
		out = append(out, fromBook(h))
	}
	return out
}
