package serve

import (
	"context"
	"net/http"
	"time"

	"newstape/desk/store"
)

func (s *Service) stageOperations() {
	add(s, operation{
		id: "list-dead", method: http.MethodGet, path: "/v1/dead", tag: "desk", scope: Admin,
		summary: "Dead letters: what could not be done, and why",
	}, s.listDead)
	add(s, operation{
		id: "retry-dead", method: http.MethodPost, path: "/v1/dead/retry", tag: "desk", scope: Admin, audited: true,
		summary: "Try dead letters again", more: "Those of the sequence numbers given, or all.",
	}, s.retryDead)
	add(s, operation{
		id: "get-stats", method: http.MethodGet, path: "/v1/stats", tag: "desk", scope: Read,
		summary: "How much there is, and how much waits",
	}, s.getStats)
}

// letter is a dead letter.
type letter struct {
	Seq      uint64    `json:"seq"`
	Stage    string    `json:"stage"`
	ID       string    `json:"id" doc:"of the story"`
	Reason   string    `json:"reason"`
	Attempts int       `json:"attempts"`
	At       time.Time `json:"at"`
	Bytes    int       `json:"bytes"`
}

type listDeadIn struct {
	Limit int `query:"limit" minimum:"1" maximum:"1000" default:"100"`
}

func (s *Service) listDead(ctx context.Context, in *listDeadIn) (*listed[letter], error) {
	if s.o.Dead == nil {
		return nil, missing("stages")
	}
	found, err := s.o.Dead(ctx, in.Limit)
	out := make([]letter, 0, len(found))
	for _, l := range found {
		out = append(out, letter{Seq: l.Seq, Stage: l.Stage, ID: l.ID, Reason: withoutPaths(l.Reason), Attempts: l.Attempts, At: l.At, Bytes: l.Bytes})
	}
	return whole(out), err
}

type retryDeadIn struct {
	Body *struct {
		Seqs []uint64 `json:"seqs,omitempty" maxItems:"1000" doc:"all when left out"`
	}
}

type retried struct {
	Retried int `json:"retried"`
}

func (s *Service) retryDead(ctx context.Context, in *retryDeadIn) (*one[retried], error) {
	if s.o.Retry == nil {
		return nil, missing("stages")
	}
	var seqs []uint64
	if in.Body != nil {
		seqs = in.Body.Seqs
	}
	n, err := s.o.Retry(ctx, seqs...)
	return &one[retried]{retried{n}}, err
}

// depth is how much there is in a stage.
type depth struct {
	Stage    string `json:"stage"`
	Waiting  uint64 `json:"waiting"`
	InFlight uint64 `json:"in_flight"`
}

// stats is what a status page shows.
type stats struct {
	Version    string                `json:"version"`
	Engine     string                `json:"engine"`
	Counts     store.Counts          `json:"counts"`
	Stages     []depth               `json:"stages" nullable:"false"`
	Dead       int                   `json:"dead" doc:"dead letters, at most 1000 are counted"`
	Deliveries []store.DeliveryCount `json:"deliveries" nullable:"false"`
	Streams    int                   `json:"streams" doc:"event streams that are open"`
}

func (s *Service) getStats(ctx context.Context, _ *nothing) (*one[stats], error) {
	out := stats{Version: s.o.Version, Engine: s.o.Store.Engine(), Stages: []depth{}, Deliveries: []store.DeliveryCount{}, Streams: s.hub.open()}
	var err error
	if out.Counts, err = s.o.Store.Counts(ctx); err != nil {
		return nil, err
	}
	if s.o.Depths != nil {
		depths, err := s.o.Depths(ctx)
		if err != nil {
			return nil, err
		}
		for _, d := range depths {
			out.Stages = append(out.Stages, depth{d.Stage, d.Waiting, d.InFlight})
		}
	}
	if s.o.Dead != nil {
		letters, err := s.o.Dead(ctx, 1000)
		if err != nil {
			return nil, err
		}
		out.Dead = len(letters)
	}
	counts, err := s.o.Store.DeliveryCounts(ctx)
	if err != nil {
		return nil, err
	}
	out.Deliveries = append(out.Deliveries, counts...)
	return &one[stats]{out}, nil
}
