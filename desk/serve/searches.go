package serve

import (
	"context"
	"net/http"

	"newstape/desk/query"
	"newstape/desk/store"
)

func (s *Service) searchOperations() {
	add(s, operation{
		id: "list-keys", method: http.MethodGet, path: "/v1/query/keys", tag: "searches", scope: Read, summary: "What a query can ask about",
	}, func(context.Context, *nothing) (*listed[query.Key], error) { return whole(query.Keys()), nil })
	add(s, operation{
		id: "list-searches", method: http.MethodGet, path: "/v1/searches", tag: "searches", scope: Read, summary: "Saved searches",
	}, func(ctx context.Context, _ *nothing) (*listed[store.Search], error) {
		v, err := s.o.Store.Searches(ctx)
		return whole(v), err
	})
	add(s, operation{
		id: "get-search", method: http.MethodGet, path: "/v1/searches/{id}", tag: "searches", scope: Read, summary: "One saved search",
	}, func(ctx context.Context, in *byID) (*one[store.Search], error) {
		v, err := s.o.Store.Search(ctx, in.ID)
		return &one[store.Search]{v}, err
	})
	add(s, operation{
		id: "put-search", method: http.MethodPut, path: "/v1/searches/{id}", tag: "searches", scope: Admin, audited: true, summary: "Save a search under an id",
	}, s.putSearch)
	add(s, operation{
		id: "delete-search", method: http.MethodDelete, path: "/v1/searches/{id}", tag: "searches", scope: Admin, audited: true, status: http.StatusNoContent,
		summary: "Delete a saved search",
	}, func(ctx context.Context, in *byID) (*nothing, error) {
		return &nothing{}, s.o.Store.DeleteSearch(ctx, in.ID)
	})
}

type putSearchIn struct {
	ID   string `path:"id" minLength:"1" maxLength:"64" pattern:"^[A-Za-z0-9_-]+$" patternDescription:"letters, digits, - and _"`
	Body struct {
		Name  string `json:"name" minLength:"1" maxLength:"200"`
		Query string `json:"query" maxLength:"2000" example:"(and held:yes T:accuse)"`
	}
}

func (s *Service) putSearch(ctx context.Context, in *putSearchIn) (*one[store.Search], error) {
	q, err := query.Parse(in.Body.Query)
	if err != nil {
		return nil, err
	}
	x := exchangeOf(ctx)
	if err := s.o.Store.PutSearch(ctx, store.Search{ID: in.ID, Name: in.Body.Name, Query: q.String(), By: x.actor.Name}); err != nil {
		return nil, err
	}
	x.made = in.ID
	v, err := s.o.Store.Search(ctx, in.ID)
	return &one[store.Search]{v}, err
}

func (s *Service) followOperations() {
	add(s, operation{
		id: "list-list-changes", method: http.MethodGet, path: "/v1/lists/changes", tag: "lists", scope: Read,
		summary: "Who came onto restriction lists and who went", more: "The last seen first.",
	}, func(ctx context.Context, in *paged) (*listed[store.ListChange], error) {
		p, err := s.o.Store.ListChanges(ctx, in.ask())
		return newListed(ctx, p), err
	})
	s.holdingOperations()
}
