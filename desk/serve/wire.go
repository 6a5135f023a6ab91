package serve

import (
	"context"
	"net/http"

	"newstape/desk/store"
)

func (s *Service) wireOperations() {
	add(s, operation{
		id: "list-wire", method: http.MethodGet, path: "/v1/wire", tag: "clusters", scope: Read,
		summary: "Clusters with what their first story tells and what the tape says of it",
		more: "Those with a story that satisfies q, the one with the latest story first; the same as /v1/clusters and with the same cursors. " +
			"A figure's receipt is in the dossier of the lead, or in its measurements when state is not read.",
	}, s.listWire)
	add(s, operation{
		id: "get-wire", method: http.MethodGet, path: "/v1/wire/{id}", tag: "clusters", scope: Read, summary: "One cluster as a row of the wire",
	}, func(ctx context.Context, in *byID) (*one[store.WireRow], error) {
		v, err := s.o.Store.WireRow(ctx, in.ID)
		return &one[store.WireRow]{v}, err
	})
}

type wireIn struct {
	Q      string `query:"q" maxLength:"2000" doc:"a query, see /v1/query/keys" example:"(and held:yes T:accuse)"`
	Cursor string `query:"cursor" maxLength:"1000" doc:"next of the page before"`
	Limit  int    `query:"limit" minimum:"1" maximum:"500" default:"50" doc:"items on a page"`
}

func (s *Service) listWire(ctx context.Context, in *wireIn) (*listed[store.WireRow], error) {
	a, err := asked{Q: in.Q, Cursor: in.Cursor, Limit: in.Limit}.ask()
	if err != nil {
		return nil, err
	}
	p, err := s.o.Store.Wire(ctx, a)
	if err != nil {
		return nil, err
	}
	return newListed(ctx, p), nil
}
