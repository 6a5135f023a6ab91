package ask

import (
	"cmp"
	"slices"
	"strings"

	"newstape/names/security"
)

// PartyFound is one party that answers to what was typed.
type PartyFound struct {
	ID      string `json:"id"`
	Name    string `json:"name"`
	Kind    string `json:"kind"`
	Country string `json:"country,omitempty"`
	Listing string `json:"listing,omitempty"` // that US-market news means
	Matched string `json:"matched,omitempty"` // the other name or the listing that it was found by
	Prices  bool   `json:"prices,omitempty"`  // the tape has prices of a line of it
}

// Parties finds parties of the master by ticker, by the beginning of a name or of
// a word in it, or else by a name that is spelt like it, best first and at most
// limit. Nothing typed gives those that the tape has prices of.
func (r *Rooms) Parties(q string, limit int) ([]PartyFound, error) {
	leave, err := r.enter()
	if err != nil {
		return nil, err
	}
	defer leave()
	f := r.finder()
	found := f.find(strings.Join(strings.Fields(q), " "))
	order := make([]*security.Entity, 0, len(found))
	for e := range found {
		order = append(order, e)
	}
	slices.SortFunc(order, func(a, b *security.Entity) int {
		x, y := found[a], found[b]
		return cmp.Or(
			cmp.Compare(x.how, y.how), cmp.Compare(x.edits, y.edits), cmp.Compare(f.rank(a), f.rank(b)),
			cmp.Compare(x.at, y.at), cmp.Compare(a.ID, b.ID),
		)
	})
	out := make([]PartyFound, 0, max(0, min(len(order), limit)))
	for _, e := range order[:cap(out)] {
		one := PartyFound{
			ID: e.ID, Name: e.Name, Kind: string(e.Kind), Country: e.Country, Matched: found[e].matched, Prices: f.held[e.ID],
		}
		if l := e.Primary(0); l != nil {
			one.Listing = l.ID()
		}
		out = append(out, one)
	}
	return out, nil
}

// rank orders parties that answer equally well: those with prices, then those
// that a list names or that news quotes beside others, then other companies,
// then what belongs to companies, then the rest.
func (f *finder) rank(e *security.Entity) int {
	if f.held[e.ID] {
		return 0
	}
	if f.listed[e.ID] || len(e.Peers) > 0 {
		return 1
	}
	switch e.Kind {
	case security.Issuer, security.Private:
		return 2
	case security.Fund, security.Index, security.Product, security.Person:
		return 3
	}
	return 4
}

// How a party answers, best first.
type how int

const (
	byCode   how = iota // the whole ticker, listing or ID
	byName              // a whole name
	byBegin             // the beginning of a name
	byTicker            // the beginning of a ticker
	byWord              // the beginning of a word within a name
	byLike              // a name that begins with something spelt like it
)

// answer is how one party was found.
type answer struct {
	how     how
	edits   int
	at      uint32 // the party's place in the master: by hand first, then by size
	matched string
}

func (f *finder) find(q string) map[*security.Entity]answer {
	found := map[*security.Entity]answer{}
	if q == "" {
		for id := range f.held {
			if e, ok := f.master.Issuer(id); ok {
				found[e] = answer{}
			}
		}
		return found
	}
	f.codes(strings.ToLower(q), found)
	folded := f.fold(q)
	if folded == "" {
		return found
	}
	f.each("\n"+folded, func(k nameKey, rest string) {
		if k.ticker {
			return
		}
		if rest == "" {
			f.put(found, k, byName, 0)
		} else {
			f.put(found, k, byBegin, 0)
		}
	})
	f.each(" "+folded, func(k nameKey, _ string) { f.put(found, k, byWord, 0) })
	for _, a := range found {
		if a.how != byTicker {
			return found
		}
	}
	f.like(folded, found)
	return found
}

// codes finds tickers, listings and IDs.
func (f *finder) codes(q string, found map[*security.Entity]answer) {
	mic, ticker, whole := strings.Cut(q, ":")
	if !whole {
		mic, ticker = "", q
	}
	if ticker == "" {
		return
	}
	f.each("\n"+ticker, func(k nameKey, rest string) {
		switch {
		case !k.ticker || mic != "" && !strings.EqualFold(f.entity(k).Listings[k.at].MIC, mic):
		case rest == "":
			f.put(found, k, byCode, 0)
		default:
			f.put(found, k, byTicker, 0)
		}
	})
	if e, ok := f.master.Issuer(q); ok {
		found[e] = answer{}
	}
}

// put keeps the best way in which a party answers.
func (f *finder) put(found map[*security.Entity]answer, k nameKey, by how, edits int) {
	e := f.entity(k)
	old, ok := found[e]
	if ok && (old.how < by || old.how == by && old.edits <= edits) {
		return
	}
	a := answer{how: by, edits: edits, at: k.entity}
	switch {
	case k.ticker:
		a.matched = e.Listings[k.at].ID()
	case k.at >= 0:
		a.matched = e.Aliases[k.at].Name
	}
	found[e] = a
}
