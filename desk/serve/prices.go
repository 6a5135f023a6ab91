package serve

import (
	"context"
	"net/http"

	"newstape/desk/ask"
)

// priceOperations show what the tape holds.
func (s *Service) priceOperations() {
	add(s, operation{
		id: "list-prices", method: http.MethodGet, path: "/v1/prices", tag: "prices", scope: Read,
		summary: "The listings that the tape has prices of",
		more:    "first, last and days are those of adjusted figures where there are such, as a study takes them.",
	}, s.listPrices)
	add(s, operation{
		id: "get-prices", method: http.MethodGet, path: "/v1/prices/{listing}", tag: "prices", scope: Read,
		summary: "Daily figures of one listing, in columns",
		more: "Columns of one length, oldest first, null where there is no figure; at most 3000 sessions, the newest of the range. " +
			"first and last are of all that there is. Raw and adjusted figures are never mixed.",
	}, s.getPrices)
	add(s, operation{
		id: "get-bars", method: http.MethodGet, path: "/v1/prices/{listing}/bars", tag: "prices", scope: Read,
		summary: "Intraday bars of one listing and session, in columns",
		more: "As traded. at is a bar's start; prior_close is in shares of this session's size, from figures as traded. " +
			"not_found when there are no bars on that day.",
	}, s.getBars)
}

type pricesIn struct {
	Q      string `query:"q" maxLength:"200" doc:"part of a listing or of a party's name" example:"ali"`
	Cursor string `query:"cursor" maxLength:"100" doc:"next of the page before"`
	Limit  int    `query:"limit" minimum:"1" maximum:"10000" default:"5000" doc:"items on a page"`
}

func (s *Service) listPrices(ctx context.Context, in *pricesIn) (*listed[ask.PriceLine], error) {
	r, err := s.rooms()
	if err != nil {
		return nil, err
	}
	lines, next, err := r.Prices(ask.PriceSearch{Q: in.Q, After: in.Cursor, Limit: in.Limit})
	if err != nil {
		return nil, err
	}
	out := whole(lines)
	if out.Body.Next = next; next != "" {
		out.Link = nextLink(exchangeOf(ctx), next)
	}
	return out, nil
}

type dailyIn struct {
	Listing string `path:"listing" minLength:"1" maxLength:"64" doc:"XNYS:BABA, or a ticker that one listing alone has" example:"XNYS:BABA"`
	From    string `query:"from" maxLength:"10" doc:"first day" example:"2025-01-02"`
	To      string `query:"to" maxLength:"10" doc:"last day" example:"2025-11-14"`
	Basis   string `query:"basis" enum:"auto,raw,adjusted" default:"auto" doc:"auto is adjusted where there is"`
}

func (s *Service) getPrices(_ context.Context, in *dailyIn) (*one[*ask.Daily], error) {
	r, err := s.rooms()
	if err != nil {
		return nil, err
	}
	v, err := r.Daily(ask.DailyRequest{Listing: in.Listing, From: in.From, To: in.To, Basis: in.Basis})
	return &one[*ask.Daily]{v}, err
}

type barsIn struct {
	Listing string `path:"listing" minLength:"1" maxLength:"64" doc:"XNYS:BABA, or a ticker that one listing alone has" example:"XNYS:BABA"`
	Session string `query:"session" maxLength:"10" doc:"the day; the newest that has bars when left out" example:"2025-11-14"`
}

func (s *Service) getBars(_ context.Context, in *barsIn) (*one[*ask.Bars], error) {
	r, err := s.rooms()
	if err != nil {
		return nil, err
	}
	v, err := r.Bars(in.Listing, in.Session)
	return &one[*ask.Bars]{v}, err
}
