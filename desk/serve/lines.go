package serve

import (
	"context"
	"net/http"

	"newstape/desk/store"
)

// lineOperations are those over the lines of dossiers.
func (s *Service) lineOperations() {
	add(s, operation{
		id: "list-claims", method: http.MethodGet, path: "/v1/claims", tag: "lines", scope: Read,
		summary: "Claims: who says what", more: "Of the stories that satisfy q.",
	}, listing(s.o.Store.Claims))
	add(s, operation{
		id: "list-statements", method: http.MethodGet, path: "/v1/statements", tag: "lines", scope: Read,
		summary: "Statements about the market, with verdicts", more: "Of the stories that satisfy q.",
	}, listing(s.o.Store.Statements))
	add(s, operation{
		id: "list-events", method: http.MethodGet, path: "/v1/events", tag: "lines", scope: Read,
		summary: "Events: who did what", more: "Of the stories that satisfy q.",
	}, listing(s.o.Store.Events))
}

func (s *Service) clusterOperations() {
	add(s, operation{
		id: "list-clusters", method: http.MethodGet, path: "/v1/clusters", tag: "clusters", scope: Read,
		summary: "Clusters: stories of one event", more: "Those with a story that satisfies q.",
	}, listing(s.o.Store.Clusters))
	add(s, operation{
		id: "get-cluster", method: http.MethodGet, path: "/v1/clusters/{id}", tag: "clusters", scope: Read, summary: "One cluster with its stories",
	}, func(ctx context.Context, in *byID) (*one[store.ClusterView], error) {
		v, err := s.o.Store.Cluster(ctx, in.ID)
		return &one[store.ClusterView]{v}, err
	})
	add(s, operation{
		id: "list-threads", method: http.MethodGet, path: "/v1/clusters/{id}/threads", tag: "clusters", scope: Read,
		summary: "The claims of a cluster and how their status went",
	}, func(ctx context.Context, in *byID) (*listed[store.Thread], error) {
		if _, err := s.o.Store.Cluster(ctx, in.ID); err != nil {
			return nil, err
		}
		v, err := s.o.Store.Threads(ctx, in.ID)
		return whole(v), err
	})
}

// listing makes a handler of a question to the store.
func listing[T any](ask func(context.Context, store.Ask) (store.Page[T], error)) func(context.Context, *asked) (*listed[T], error) {
	return func(ctx context.Context, in *asked) (*listed[T], error) {
		a, err := in.ask()
		if err != nil {
			return nil, err
		}
		p, err := ask(ctx, a)
		if err != nil {
			return nil, err
		}
		return newListed(ctx, p), nil
	}
}
