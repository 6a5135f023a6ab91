// Package desk is the running service: stories come in by submission, feeds and
// folders, are read once each, kept, joined into clusters, alerted on, and
// measured again as sessions arrive.
//
//	d, err := desk.New(desk.Config{Store: st, Stream: sm, Rooms: rooms, Now: time.Now, Log: log})
//	fresh, err := d.Submit(ctx, record.Submission{Body: raw, Received: now})
//	err = d.Run(ctx) // until ctx ends
//
// The stages, each a durable queue of package stream:
//
//	fetched   a submission was accepted: it is on disk before Submit returns
//	read      its dossier is made; the record moves on
//	stored    the record is in the store, in a cluster; rules are asked, and
//	          what they raise waits in the store until it is delivered
//
// A message leaves its stage only when what it led to is durable in the next,
// and every stage is idempotent by the story's ID, so a process may be killed
// at any moment: work is done again, and its result is there once.
//
// Several processes may run one desk on PostgreSQL and an outside NATS: the
// stages share their work, and what must be done by one alone (polling a feed,
// measuring again, watching lists, retention) is held by leases of the store.
//
// Limits: the package decides nothing about stories; what a story says is
// dossier's, what belongs together is cluster's, whom to tell is alert's.
package desk

import (
	"context"
	"log/slog"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"go.opentelemetry.io/otel/trace"
	"golang.org/x/sync/errgroup"

	"newstape/desk/alert"
	"newstape/desk/ask"
	"newstape/desk/store"
	"newstape/desk/stream"
	"newstape/fault"
	"newstape/story/source/follow"
)

// Config is what a desk is built from. Store, Stream, Rooms, Now and Log are
// demanded.
type Config struct {
	Store   *store.Store
	Stream  *stream.Stream
	Rooms   *ask.Source
	Now     func() time.Time
	Log     *slog.Logger
	Program string // version, kept with each story

	// Holder names this process in leases; it must differ between processes.
	Holder string
	// Readers is how many stories are read at once; 0 means 2.
	Readers int
	// Remeasure is how often new sessions are looked for; 0 means 10 minutes.
	Remeasure time.Duration
	// Retain bounds what is kept; the zero policy keeps everything.
	Retain store.Policy
	// Alerts sends what the rules raise; nil leaves it waiting in the store.
	Alerts *alert.Worker
	// Feeds polls the feeds of the store; nil polls none.
	Feeds *follow.Poller
	// Folders are watched for story files.
	Folders []string
	// Registry takes the metrics; nil counts without showing.
	Registry prometheus.Registerer
	// Tracer takes the spans of stages; nil makes none.
	Tracer trace.TracerProvider
}

// Desk is a service that can be run once.
type Desk struct {
	Config
	meter  meter
	recent recent
	rules  rules
	// measured is the last change before reactions were measured, -1 when they must
	// be anew; only the duty that measures touches it.
	measured int64
}

// New makes a desk; it starts nothing.
func New(c Config) (*Desk, error) {
	if c.Store == nil || c.Stream == nil || c.Rooms == nil || c.Now == nil || c.Log == nil {
		return nil, fault.New(fault.Internal, "a desk needs a store, a stream, rooms, a clock and a log")
	}
	if c.Readers <= 0 {
		c.Readers = 2
	}
	if c.Remeasure <= 0 {
		c.Remeasure = 10 * time.Minute
	}
	d := &Desk{Config: c}
	d.meter = newMeter(c.Registry)
	return d, nil
}

// Run works until ctx ends, then lets what is in hand finish. It fails when a
// part of the desk cannot go on at all.
func (d *Desk) Run(ctx context.Context) error {
	if err := d.freed(ctx); err != nil {
		return err
	}
	g, ctx := errgroup.WithContext(ctx)
	stage := func(name string, workers int, h stream.Handler) {
		g.Go(func() error { return d.Stream.Run(ctx, name, workers, d.timed(name, h)) })
	}
	stage(stageFetched, d.Readers, d.read)
	stage(stageRead, 2, d.keep)
	stage(stageStored, 1, d.tell)
	if d.Alerts != nil {
		g.Go(func() error { return untilEnded(ctx, d.Alerts.Run(ctx)) })
	}
	if d.Feeds != nil {
		g.Go(func() error { return d.poll(ctx) })
	}
	g.Go(func() error { return d.duty(ctx, "sessions", d.Remeasure, d.refresh) })
	g.Go(func() error { return d.duty(ctx, "claims", joinQuiet, d.joinAll) })
	g.Go(func() error { return d.duty(ctx, "retention", time.Hour, d.retain) })
	for _, dir := range d.Folders {
		g.Go(func() error { return d.watch(ctx, dir) })
	}
	return g.Wait()
}

// The stages.
const (
	stageFetched = "fetched"
	stageRead    = "read"
	stageStored  = "stored"
)

// Stages are the queues that a desk's stream must have.
func Stages() []string { return []string{stageFetched, stageRead, stageStored} }

// untilEnded drops the error by which a part says that it was told to stop.
func untilEnded(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return nil
	}
	return err
}
