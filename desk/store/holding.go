package store

import (
	"context"
	"math"
	"strings"

	"newstape/fault"
)

// Holding is one position of a portfolio.
type Holding struct {
	Portfolio string  `json:"portfolio,omitempty"`
	Symbol    string  `json:"symbol"`
	Listing   string  `json:"listing,omitempty"` // MIC:ticker
	Party     string  `json:"party,omitempty"`   // of the master
	Name      string  `json:"name,omitempty"`
	Quantity  float64 `json:"quantity"`
	Price     float64 `json:"price,omitempty"`
	Currency  string  `json:"currency,omitempty"`
}

// Holdings are all holdings in the order they were put.
func (s *Store) Holdings(ctx context.Context) ([]Holding, error) {
	return list(ctx, s, "read holdings", func(r row) (Holding, error) {
		var h Holding
		return h, r.Scan(&h.Portfolio, &h.Symbol, &h.Listing, &h.Party, &h.Name, &h.Quantity, &h.Price, &h.Currency)
	}, "SELECT portfolio, symbol, listing, party, name, quantity, price, currency FROM holdings ORDER BY ord")
}

// PutHoldings replaces all holdings. Stories that name one of their parties or
// listings, or the symbol of one that has neither, are held:yes from then on,
// earlier stories too.
func (s *Store) PutHoldings(ctx context.Context, holdings []Holding) error {
	for _, h := range holdings {
		if math.IsNaN(h.Quantity) || math.IsInf(h.Quantity, 0) || math.IsNaN(h.Price) || math.IsInf(h.Price, 0) {
			return fault.New(fault.BadInput, "store holdings: %.80q has no finite quantity and price", h.Symbol)
		}
	}
	return s.write(ctx, "store holdings", func(t *tx) error {
		if err := t.inOrder(ctx); err != nil { // nobody else replaces them meanwhile
			return err
		}
		for _, name := range []string{"holdings", "holding_keys"} {
			if _, err := t.exec(ctx, "DELETE FROM "+name); err != nil {
				return err
			}
		}
		for i, h := range holdings {
			if _, err := t.exec(ctx, "INSERT INTO holdings (ord, portfolio, symbol, listing, party, name, quantity, price, currency) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
				int64(i+1), clean(h.Portfolio), clean(h.Symbol), clean(h.Listing), clean(h.Party), clean(h.Name), h.Quantity, h.Price, clean(h.Currency)); err != nil {
				return err
			}
			for _, k := range h.keys() {
				if _, err := t.exec(ctx, "INSERT INTO holding_keys (key, value) VALUES (?, ?) ON CONFLICT DO NOTHING", k[0], k[1]); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// keys are the attributes of a story that name the holding.
func (h Holding) keys() [][2]string {
	var out [][2]string
	if h.Party != "" {
		out = append(out, [2]string{"party", key(strings.ToLower(h.Party))})
	}
	switch {
	case h.Listing != "":
		out = append(out, [2]string{"tt", key(strings.ToLower(h.Listing))})
	case h.Party == "" && h.Symbol != "":
		out = append(out, [2]string{"tt", key(strings.ToLower(h.Symbol))})
	}
	return out
}
