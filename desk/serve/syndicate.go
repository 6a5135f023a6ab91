package serve

import (
	"bytes"
	"context"
	"io"
	"net/http"

	"newstape/desk/alert"
	"newstape/desk/query"
	"newstape/desk/store"
)

// feedSize is how many entries a feed of ours has.
const feedSize = 50

// syndicateOperations are what feed readers read: every rule and every saved
// search is a feed.
func (s *Service) syndicateOperations() {
	for _, form := range []struct{ name, ending, media string }{
		{"atom", "feed.atom", "application/atom+xml"},
		{"json", "feed.json", "application/feed+json"},
	} {
		write := alert.Feed.WriteAtom
		if form.name == "json" {
			write = alert.Feed.WriteJSON
		}
		give := func(f alert.Feed, err error) (*raw, error) {
			if err != nil {
				return nil, err
			}
			return written(f, write, form.media)
		}
		add(s, operation{
			id: "search-feed-" + form.name, method: http.MethodGet, path: "/v1/searches/{id}/" + form.ending, tag: "searches", scope: Read,
			summary: "A saved search as a feed (" + form.name + ")", gives: []string{form.media},
		}, func(ctx context.Context, in *byID) (*raw, error) {
			return give(s.searchFeed(ctx, in.ID, "/v1/searches/"+in.ID+"/"+form.ending))
		})
		add(s, operation{
			id: "rule-feed-" + form.name, method: http.MethodGet, path: "/v1/rules/{id}/" + form.ending, tag: "alerts", scope: Read,
			summary: "A rule's alerts as a feed (" + form.name + ")", gives: []string{form.media},
		}, func(ctx context.Context, in *byID) (*raw, error) {
			return give(s.ruleFeed(ctx, in.ID, "/v1/rules/"+in.ID+"/"+form.ending))
		})
	}
}

func written(f alert.Feed, write func(alert.Feed, io.Writer) error, media string) (*raw, error) {
	var out bytes.Buffer
	if err := write(f, &out); err != nil {
		return nil, err
	}
	return &raw{ContentType: media + "; charset=utf-8", Body: out.Bytes()}, nil
}

func (s *Service) searchFeed(ctx context.Context, id, path string) (alert.Feed, error) {
	search, err := s.o.Store.Search(ctx, id)
	if err != nil {
		return alert.Feed{}, err
	}
	q, err := query.Parse(search.Query)
	if err != nil {
		return alert.Feed{}, err
	}
	page, err := s.o.Store.Stories(ctx, store.Ask{Query: q, Limit: feedSize, Order: store.Newest})
	return alert.SearchFeed(search, page.Items, s.self(path), s.o.Base), err
}

func (s *Service) ruleFeed(ctx context.Context, id, path string) (alert.Feed, error) {
	rule, err := s.o.Store.Rule(ctx, id)
	if err != nil {
		return alert.Feed{}, err
	}
	page, err := s.o.Store.Alerts(ctx, store.AlertAsk{Rule: rule.ID, Limit: feedSize})
	return alert.AlertFeed(rule, page.Items, s.self(path), s.o.Base), err
}

// self is the whole address of a path, "" when the desk does not know its own.
func (s *Service) self(path string) string {
	if s.o.Base == "" {
		return ""
	}
	return s.o.Base + path
}
