package serve

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"mime"
	"net/http"
	"reflect"
	"strings"
	"unicode"

	"newstape/desk/store"
	"newstape/fault"
)

const (
	csvType      = "text/csv"
	holdingsBody = 4 << 20 // 20,000 rows with names
)

func (s *Service) holdingOperations() {
	add(s, operation{
		id: "list-holdings", method: http.MethodGet, path: "/v1/holdings", tag: "holdings", scope: Read, summary: "What is held",
		more:  "As JSON, or with Accept: text/csv as CSV that PUT takes. A text that a spreadsheet would run as a formula has an apostrophe before it.",
		gives: []string{"application/json", csvType}, shape: reflect.TypeFor[items[store.Holding]](),
	}, s.listHoldings)
	add(s, operation{
		id: "put-holdings", method: http.MethodPut, path: "/v1/holdings", tag: "holdings", scope: Admin, audited: true, body: holdingsBody,
		summary: "Say what is held",
		more: "In place of all that was said before. Stories that name a holding are held:yes. As text/csv the first row names the columns, in any order: " +
			"quantity, and symbol or listing (MIC:ticker) or both; portfolio, party, name, price and currency may be there. Figures have a decimal point and no separator of thousands.",
		forms: map[string]reshape{csvType: holdingsJSON},
	}, s.putHoldings)
}

type listHoldingsIn struct {
	Accept string `header:"Accept"`
}

func (s *Service) listHoldings(ctx context.Context, in *listHoldingsIn) (*raw, error) {
	v, err := s.o.Store.Holdings(ctx)
	if err != nil {
		return nil, err
	}
	exchangeOf(ctx).vary = "Accept"
	var out bytes.Buffer
	if wantsCSV(in.Accept) {
		err := store.WriteHoldings(&out, v)
		return &raw{ContentType: csvType + "; charset=utf-8; header=present", Body: out.Bytes()}, err
	}
	err = json.NewEncoder(&out).Encode(whole(v).Body)
	return &raw{ContentType: "application/json", Body: out.Bytes()}, err
}

// wantsCSV tells whether CSV is named before JSON, or whatever there is.
func wantsCSV(accept string) bool {
	for part := range strings.SplitSeq(accept, ",") {
		media, params, err := mime.ParseMediaType(part)
		if err != nil || params["q"] != "" && strings.Trim(params["q"], "0.") == "" {
			continue
		}
		switch media {
		case csvType, "text/*":
			return true
		case "application/json", "application/*", "*/*":
			return false
		}
	}
	return false
}

// holdingsJSON makes the body that JSON would have been of one that is CSV.
func holdingsJSON(body []byte) ([]byte, error) {
	list, err := store.ParseHoldings(body)
	if err != nil {
		return nil, err
	}
	return json.Marshal(items[store.Holding]{Items: list})
}

type putHoldingsIn struct {
	Body struct {
		Items []store.Holding `json:"items" maxItems:"20000" nullable:"false"`
	}
}

func (s *Service) putHoldings(ctx context.Context, in *putHoldingsIn) (*listed[store.Holding], error) {
	for i, h := range in.Body.Items {
		if err := fits(h); err != nil {
			return nil, fault.New(fault.BadInput, "holding %d: %w", i+1, err)
		}
	}
	if err := s.o.Store.PutHoldings(ctx, in.Body.Items); err != nil {
		return nil, err
	}
	v, err := s.o.Store.Holdings(ctx)
	return whole(v), err
}

// fits bounds the texts of a holding as the reader of CSV does, so that what is
// taken can be given as CSV and taken again.
func fits(h store.Holding) error {
	if h.Symbol == "" {
		return errors.New("it needs a symbol")
	}
	for _, f := range []struct {
		name, text string
		most       int
	}{
		{"symbol", h.Symbol, 64},
		{"listing", h.Listing, 64},
		{"currency", h.Currency, 64},
		{"portfolio", h.Portfolio, 300},
		{"party", h.Party, 300},
		{"name", h.Name, 300},
	} {
		if len(f.text) > f.most {
			return fmt.Errorf("its %s has %d bytes, at most %d are taken", f.name, len(f.text), f.most)
		}
		if strings.ContainsFunc(f.text, unicode.IsControl) {
			return fmt.Errorf("its %s holds a line break or another control character", f.name)
		}
	}
	return nil
}
