package security

import (
	"strconv"
	"strings"
)

// usColumns are the columns of the table restated from the SEC.
const usColumns = "id cik name listings"

// usSource is where the facts of that table come from.
const usSource = "SEC company_tickers_exchange.json, 2025-08"

// usRow adds one issuer of the SEC's table, or joins its CIK and its further
// lines to the hand-written entity that has one of its tickers.
func (m *Master) usRow(r row) error {
	cik, err := strconv.Atoi(r.cells[1])
	if err != nil {
		return r.bad(1, "%q is not a number", r.cells[1])
	}
	var lines []Listing
	var owner *Entity
	for s := range strings.FieldsSeq(r.cells[3]) {
		l, fail := parseListing(s)
		if fail != "" {
			return r.bad(3, "%q: %s", s, fail)
		}
		if e := m.usOwner(l.Ticker); e != nil {
			owner = e
			continue
		}
		lines = append(lines, l)
	}
	if owner != nil {
		m.join(owner, cik, r.cells[2], lines)
		return nil
	}
	if len(lines) == 0 {
		return r.bad(3, "no listing")
	}
	if m.byID[r.cells[0]] != nil {
		return r.bad(0, "the ID %q stands twice", r.cells[0])
	}
	lines[0].Primary = true
	e := &Entity{
		ID: r.cells[0], Kind: Issuer, Name: r.cells[2], CIK: cik, Listings: lines,
		Rank: r.line - 1, Source: usSource,
	}
	m.addName(e, e.Name)
	m.add(e)
	return nil
}

// usOwner is the hand-written entity with an open line of that ticker in the
// United States.
func (m *Master) usOwner(ticker string) *Entity {
	for _, e := range m.byTicker[ticker] {
		if e.entity.Rank != 0 {
			continue
		}
		for _, l := range e.entity.Listings {
			if l.Ticker == ticker && l.To == 0 && inUS(l.MIC) {
				return e.entity
			}
		}
	}
	return nil
}

func inUS(mic string) bool {
	switch mic {
	case "XNYS", "XNAS", "ARCX", "XASE", "BATS", "OTCM":
		return true
	}
	return false
}

// join adds what the SEC's row knows to a hand-written entity. A trust with many
// funds under one CIK gives nothing to the fund.
func (m *Master) join(e *Entity, cik int, name string, lines []Listing) {
	if e.Kind == Fund {
		return
	}
	if e.CIK == 0 {
		e.CIK = cik
		m.addName(e, name)
	}
	for _, l := range lines {
		e.Listings = append(e.Listings, l)
		m.index(e, len(e.Listings)-1)
	}
}
