package serve

import (
	"context"
	"slices"
	"time"
)

// me is who asks, and what a page must know of the desk before it shows anything.
type me struct {
	Name       string    `json:"name" doc:"of the token or user; local on an open desk; empty for a caller whom the desk does not know"`
	Scopes     []string  `json:"scopes" nullable:"false" doc:"admin includes the others"`
	Open       bool      `json:"open" doc:"callers on the desk's machine need no token"`
	Version    string    `json:"version"`
	Now        time.Time `json:"now" doc:"the desk's clock"`
	Stories    *int64    `json:"stories,omitempty" doc:"how many are stored; for callers with the scope read"`
	Feeds      *int64    `json:"feeds,omitempty" doc:"how many are followed; for callers with the scope read"`
	SampleTape *bool     `json:"sample_tape,omitempty" doc:"all prices are those of the embedded sample; for callers with the scope read"`
}

func (s *Service) getMe(ctx context.Context, _ *nothing) (*one[me], error) {
	x := exchangeOf(ctx)
	x.secret = true // one caller's answer is not another's
	out := me{
		Name: x.actor.Name, Scopes: slices.Clone(x.actor.Scopes), Open: s.access.Open, Version: s.o.Version, Now: s.o.Now().UTC(),
	}
	if out.Scopes == nil {
		out.Scopes = []string{}
	}
	if !x.actor.May(Read) {
		return &one[me]{out}, nil
	}
	stories, feeds, err := s.o.Store.Size(ctx)
	if err != nil {
		return nil, err
	}
	out.Stories, out.Feeds = &stories, &feeds
	if s.o.Rooms != nil {
		sample := s.o.Rooms().SampleTape()
		out.SampleTape = &sample
	}
	return &one[me]{out}, nil
}
