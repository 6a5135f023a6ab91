package serve

import (
	"context"
	"maps"
	"net/url"

	"newstape/desk/query"
	"newstape/desk/store"
)

// asked is how a list is asked for.
type asked struct {
	Q      string `query:"q" maxLength:"2000" doc:"a query, see /v1/query/keys" example:"(and tt:baba T:accuse)"`
	Cursor string `query:"cursor" maxLength:"1000" doc:"next of the page before"`
	Limit  int    `query:"limit" minimum:"1" maximum:"500" default:"50" doc:"items on a page"`
	Order  string `query:"order" enum:"newest,relevance" default:"newest" doc:"relevance needs words in q"`
}

// paged is how a list without queries is asked for.
type paged struct {
	Cursor string `query:"cursor" maxLength:"1000" doc:"next of the page before"`
	Limit  int    `query:"limit" minimum:"1" maximum:"500" default:"50" doc:"items on a page"`
}

func (p paged) ask() store.Ask { return store.Ask{Cursor: p.Cursor, Limit: p.Limit} }

func (a asked) ask() (store.Ask, error) {
	q, err := query.Parse(a.Q)
	if err != nil {
		return store.Ask{}, err
	}
	return store.Ask{Query: q, Cursor: a.Cursor, Limit: a.Limit, Order: a.Order}, nil
}

// items is one page of things.
type items[T any] struct {
	Items []T    `json:"items" nullable:"false"`
	Next  string `json:"next,omitempty" doc:"cursor of the next page; none on the last"`
}

// listed is the answer that carries a list.
type listed[T any] struct {
	Link string `header:"Link" doc:"rel=next: the next page"`
	Body items[T]
}

func newListed[T any](ctx context.Context, p store.Page[T]) *listed[T] {
	out := &listed[T]{Body: items[T]{Items: p.Items, Next: p.Next}}
	if out.Body.Items == nil {
		out.Body.Items = []T{}
	}
	if p.Next != "" {
		out.Link = nextLink(exchangeOf(ctx), p.Next)
	}
	return out
}

// whole is a list that has no pages.
func whole[T any](all []T) *listed[T] {
	if all == nil {
		all = []T{}
	}
	return &listed[T]{Body: items[T]{Items: all}}
}

func nextLink(x *exchange, cursor string) string {
	q := maps.Clone(x.query)
	if q == nil {
		q = url.Values{}
	}
	q.Set("cursor", cursor)
	return "<" + (&url.URL{Path: x.path}).EscapedPath() + "?" + q.Encode() + `>; rel="next"`
}

// one is the answer that carries one thing.
type one[T any] struct {
	Body T
}

// made is the answer to a creation.
type made[T any] struct {
	Location string `header:"Location"`
	Body     T
}

// raw is an answer in a form of its own.
type raw struct {
	ContentType string `header:"Content-Type"`
	Body        []byte
}

// byID is how one thing is asked for.
type byID struct {
	ID string `path:"id" minLength:"1" maxLength:"128" pattern:"^[A-Za-z0-9._:-]+$" patternDescription:"an id as the service gave it"`
}

type nothing struct{}
