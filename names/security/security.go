// Package security is the master of issuers and their listings, with the names
// that news uses for them.
//
//	m := security.Embedded()
//	e, ok := m.Issuer("alibaba")
//	e.Primary(0).ID()               // XNYS:BABA
//	m.Ticker("9988")                // the Hong Kong line, of the same entity
//
// In: the tables beside this file (tables/SOURCES.md says where their facts come
// from). Out: a [Master], read-only and safe for concurrent use.
//
// Every name and listing has a validity period; questions carry a date, and the
// zero date asks about the present. Parties that news names but nobody can buy
// (Huawei, the White House, the Financial Times) are entries without listings,
// of another [Kind].
//
// Two kinds of row make an issuer. A row written by hand carries its names,
// listings and peers, and has Rank 0. A row restated from the SEC's table
// carries a name, tickers and a CIK; its short names are derived by taking the
// legal form away, and its Rank is its place in that table, which is ordered by
// size. A hand row takes over the SEC row that shares one of its tickers.
//
// A master may also be opened from an index file ([OpenIndex]), which package
// names/pull writes: a hundred thousand entities are there in milliseconds, and
// each is made when it is asked for.
//
// Limits: US issuers as of August 2025; issuers listed elsewhere only as far as
// news names them; embedded ISINs and FIGIs of some lines only, no LEI.
package security

import (
	"embed"
	"slices"
	"strings"

	"newstape/tape/calendar"
)

//go:embed tables/*.tsv tables/*.txt
var tables embed.FS

// Table names the embedded master in receipts.
const Table = "names/security"

// Master is the set of entities with the ways to find them.
type Master struct {
	entities []*Entity
	byID     map[string]*Entity
	byTicker map[string][]place
	common   map[string]bool
	file     *index // in place of the first three when opened from a file
}

// Line is a listing with the entity it belongs to.
type Line struct {
	Entity  *Entity
	Listing *Listing
}

// place is where a listing stands: an index, since an entity's listings may
// still grow while the tables are read.
type place struct {
	entity *Entity
	at     int
}

// Embedded reads the tables that come with the program. It takes some tens of
// milliseconds: read once and hand the Master on. It panics when a table is
// malformed, which the tests of this package exclude.
func Embedded() *Master {
	m, err := read(tables)
	if err != nil {
		panic(err)
	}
	return m
}

// Entities are all entities: those written by hand in the order of their
// tables, then the rest by size.
// Of a master opened from an index file, this makes every one of them.
func (m *Master) Entities() []*Entity {
	if m.file == nil {
		return m.entities
	}
	out := make([]*Entity, m.Len())
	for i := range out {
		out[i] = m.file.entity(i)
	}
	return out
}

// Len is the number of entities.
func (m *Master) Len() int {
	if m.file == nil {
		return len(m.entities)
	}
	return len(m.file.made)
}

// At is the nth of [Master.Entities], always the same pointer.
func (m *Master) At(n int) *Entity {
	if m.file == nil {
		return m.entities[n]
	}
	return m.file.entity(n)
}

// Issuer finds an entity of any kind by its ID.
func (m *Master) Issuer(id string) (*Entity, bool) {
	if m.file != nil {
		return m.file.issuer(id)
	}
	e, ok := m.byID[id]
	return e, ok
}

// Ticker finds the lines that carry a ticker, on any exchange: hand-written
// entities first, then by size. Class dots are as in BRK.B.
func (m *Master) Ticker(ticker string) []Line {
	if m.file != nil {
		return m.file.ticker(ticker)
	}
	at := m.byTicker[ticker]
	if len(at) == 0 {
		return nil
	}
	out := make([]Line, len(at))
	for i, p := range at {
		out[i] = Line{p.entity, &p.entity.Listings[p.at]}
	}
	return out
}

// Listing finds a line by MIC:ticker.
func (m *Master) Listing(id string) (Line, bool) {
	mic, ticker, _ := strings.Cut(id, ":")
	for _, l := range m.Ticker(ticker) {
		if l.Listing.MIC == mic {
			return l, true
		}
	}
	return Line{}, false
}

// Common reports whether a single lower-case word is an ordinary word, a place
// or a person's name that also begins the name of some issuer.
func (m *Master) Common(word string) bool { return m.common[word] }

// Family reports whether two entities are the same or share a parent.
func (m *Master) Family(a, b *Entity) bool {
	return a == b || m.root(a) == m.root(b)
}

// Root is the topmost parent of e, e itself when it has none.
func (m *Master) root(e *Entity) *Entity {
	for range 8 {
		up, ok := m.Issuer(e.Parent)
		if !ok {
			return e
		}
		e = up
	}
	return e
}

// add puts e into the indexes. The caller has seen to unique IDs.
func (m *Master) add(e *Entity) {
	m.entities = append(m.entities, e)
	m.byID[e.ID] = e
	for i := range e.Listings {
		m.index(e, i)
	}
}

func (m *Master) index(e *Entity, at int) {
	t := e.Listings[at].Ticker
	m.byTicker[t] = append(m.byTicker[t], place{e, at})
}

// Primary is the line that US-market news means on a date when it names none:
// the first of the primary lines valid then, else the first line valid then;
// nil when the entity had none. The zero date asks about the present.
func (e *Entity) Primary(on calendar.Date) *Listing {
	var first *Listing
	for i := range e.Listings {
		l := &e.Listings[i]
		if !valid(l.From, l.To, on) {
			continue
		}
		if l.Primary {
			return l
		}
		if first == nil {
			first = l
		}
	}
	return first
}

// On is the entity's line on one of the exchanges at a date; nil when none.
func (e *Entity) On(date calendar.Date, mics ...string) *Listing {
	for i := range e.Listings {
		l := &e.Listings[i]
		if slices.Contains(mics, l.MIC) && valid(l.From, l.To, date) {
			return l
		}
	}
	return nil
}

// Valid reports whether the name was in use on a date; a former name stays
// valid, since news goes on using it ("Facebook").
func (a Alias) Valid(on calendar.Date) bool {
	return on == 0 || a.From == 0 || on >= a.From
}

// Valid reports whether the line was open on a date; the zero date asks about
// the present.
func (l Listing) Valid(on calendar.Date) bool { return valid(l.From, l.To, on) }

func valid(from, to, on calendar.Date) bool {
	if on == 0 {
		return to == 0
	}
	return (from == 0 || on >= from) && (to == 0 || on < to)
}
