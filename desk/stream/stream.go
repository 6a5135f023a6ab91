// Package stream moves messages from stage to stage of the desk so that none
// is lost, whatever is killed.
//
//	s, err := stream.Open(ctx, stream.Config{Dir: "data/stream"}) // a server of its own; URL: an external cluster
//	err = s.Publish(ctx, "fetched", stream.Message{ID: sub.ID, Data: body}) // nil: on disk
//	err = s.Run(ctx, "fetched", 4, func(ctx context.Context, m stream.Message) error {
//		return store(m.Data) // nil: done with; an error: again later
//	})
//
// In: messages of a stage, each with an ID. Out: each of them, at least once,
// to one of the workers that run the stage. What a handler answers decides:
//
//   - nil: the message goes away;
//   - [Permanent]: it goes to the dead letters at once, with the reason;
//   - [Wait], or an error of code [fault.Busy]: not the message's fault (a store
//     that restarts, a next stage that is full); the worker holds the message
//     and tries again until it works. This is how a slow stage slows the one
//     before it, and an outage fills no dead letters. What [Stream.Publish]
//     returns says itself whether to wait or to give up;
//   - any other error, or a panic: it is delivered again after Config.Backoff,
//     and goes to the dead letters after Config.MaxDeliver attempts.
//
// A message that takes the process with it is counted too, by the server and,
// when the server is part of the process, by a journal beside it (see
// journal.go): after MaxDeliver attempts it is a dead letter, not a loop.
//
// Each stage is a JetStream stream of its own, for three reasons: it can be
// full without the others being full, it is replayed or looked into without the
// others, and in a cluster the stages have different leaders. What is published
// twice under one ID within two minutes is kept once. [Stream.Dead] lists the
// dead letters and [Stream.Retry] sends them to their stage again.
//
// Limits: delivery is at least once, so handlers are idempotent by message ID.
// Order is that of publishing with one worker and no redelivery, else none. A
// message is at most 30 MiB after compression (an external server's max_payload
// if that is less). An external server must be set to sync_interval: always for
// Publish to mean "on disk"; the embedded one is.
package stream

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"regexp"
	"slices"
	"sync"
	"time"

	"github.com/klauspost/compress/zstd"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"newstape/fault"
)

// Config says where messages are kept and how patient the stages are.
type Config struct {
	URL         string          // of external servers, separated by commas; "" = a server in this process
	Credentials string          // path of a NATS credentials file for URL; "" = none
	Dir         string          // folder of the server in this process; made when absent
	InMemory    bool            // keep nothing on disk (tests); Dir may then be ""
	Name        string          // begins the names of streams, so that several desks can share a cluster; default "newstape"
	Stages      []string        // default fetched, read, stored, alerted
	Replicas    int             // copies of each message in an external cluster, 1 to 5; default 1
	MaxPending  int64           // messages a stage may hold; default 20000
	MaxBytes    int64           // bytes a stage may hold, compressed; default 2 GiB
	MinFree     int64           // bytes of disk to leave free: below, the server in this process takes no more; default 256 MiB
	AckWait     time.Duration   // after this silence a message is given to another worker; default 5 s in process, 30 s external
	MaxDeliver  int             // attempts before a message is a dead letter; default 5
	Backoff     []time.Duration // pauses before attempts 2, 3 ..., the last one for all later; default 1 s, 5 s, 30 s, 2 min
	PublishWait time.Duration   // how long Publish tries to reach the server; default 15 s
	Grace       time.Duration   // how long a handler may go on after its Run was told to end; default 20 s
	Log         *slog.Logger    // default: nothing is said
}

var nameRule = regexp.MustCompile(`^[A-Za-z0-9_-]{1,40}$`)

// defaults fills what was left empty and refuses what cannot be.
func (c Config) defaults() (Config, error) {
	setInt(&c.MaxPending, 20_000)
	setInt(&c.MaxBytes, 2<<30)
	setInt(&c.MinFree, 256<<20)
	setInt(&c.MaxDeliver, 5)
	setInt(&c.Replicas, 1)
	setInt(&c.PublishWait, 15*time.Second)
	setInt(&c.Grace, 20*time.Second)
	setInt(&c.AckWait, 5*time.Second)
	if c.URL != "" && c.AckWait == 5*time.Second {
		c.AckWait = 30 * time.Second
	}
	if len(c.Backoff) == 0 {
		c.Backoff = []time.Duration{time.Second, 5 * time.Second, 30 * time.Second, 2 * time.Minute}
	}
	if c.Name == "" {
		c.Name = "newstape"
	}
	if len(c.Stages) == 0 {
		c.Stages = []string{"fetched", "read", "stored", "alerted"}
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	for _, name := range append([]string{c.Name}, c.Stages...) {
		if !nameRule.MatchString(name) || name == deadStage {
			return c, fault.New(fault.BadUsage, "open streams: %q cannot name a stream: 1 to 40 of letters, digits, - and _, and not %q", name, deadStage)
		}
	}
	switch {
	case c.Replicas < 1 || c.Replicas > 5:
		return c, fault.New(fault.BadUsage, "open streams: %d replicas: give 1 to 5", c.Replicas)
	case c.URL == "" && c.Replicas != 1:
		return c, fault.New(fault.BadUsage, "open streams: %d replicas need an external cluster", c.Replicas).Try("give the addresses of the NATS servers")
	case c.URL == "" && c.Dir == "" && !c.InMemory:
		return c, fault.New(fault.BadUsage, "open streams: no folder and no server address given")
	}
	return c, nil
}

// setInt gives *v the value it has when left empty.
func setInt[T int | int64 | time.Duration](v *T, empty T) {
	if *v == 0 {
		*v = empty
	}
}

// Stream is the stages. It is safe for concurrent use.
type Stream struct {
	cfg     Config
	server  *embedded // nil when external
	conn    *nats.Conn
	js      jetstream.JetStream
	enc     *zstd.Encoder
	dec     *zstd.Decoder
	journal *journal // nil when external or in memory

	stop   context.CancelFunc // ends every Run
	ctx    context.Context    // ended by stop
	closed sync.Once
	mu     sync.Mutex // held to add to runs, so that none starts during Close
	ended  bool
	runs   sync.WaitGroup
}

// Open starts or reaches the server and makes the stages that are missing.
// It fails with [fault.Unreachable] when an external server does not answer
// before ctx ends or within Config.PublishWait, and with [fault.Corrupt] or
// [fault.Refused] when Dir cannot be used, saying what to do about it.
func Open(ctx context.Context, cfg Config) (*Stream, error) {
	cfg, err := cfg.defaults()
	if err != nil {
		return nil, err
	}
	s := &Stream{cfg: cfg}
	if s.enc, s.dec, err = codecs(); err != nil {
		return nil, err
	}
	s.ctx, s.stop = context.WithCancel(context.Background())
	if err := s.open(ctx); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

func (s *Stream) open(ctx context.Context) (err error) {
	if s.cfg.URL == "" {
		if s.server, err = startServer(s.cfg); err != nil {
			return err
		}
		if s.journal, err = openJournal(s.cfg); err != nil {
			return err
		}
		s.conn, err = s.server.connect(s.cfg)
	} else {
		s.conn, err = connect(ctx, s.cfg)
	}
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, s.cfg.PublishWait)
	defer cancel()
	if s.js, err = jetstream.New(s.conn); err != nil {
		return fault.New(fault.Internal, "open streams: %w", err)
	}
	return s.lay(ctx)
}

// Close ends every Run, waits until their handlers have come back, and shuts
// the server of this process down. It may be called twice.
func (s *Stream) Close() (err error) {
	s.closed.Do(func() {
		s.mu.Lock()
		s.ended = true
		s.mu.Unlock()
		s.stop()
		s.wait()
		if s.conn != nil {
			if s.conn.IsConnected() {
				err = s.conn.FlushTimeout(5 * time.Second) // the last acks
			}
			s.conn.Close()
		}
		err = errors.Join(err, s.journal.close(), s.server.stop())
		s.dec.Close()
	})
	if err != nil {
		return fmt.Errorf("close streams: %w", err)
	}
	return nil
}

// wait waits for the Runs, but not for ever: a handler that does not heed its
// context must not keep the process from ending. Its message is not acked.
func (s *Stream) wait() {
	done := make(chan struct{})
	go func() { s.runs.Wait(); close(done) }()
	limit := time.NewTimer(s.cfg.Grace + 2*time.Second)
	defer limit.Stop()
	select {
	case <-done:
	case <-limit.C:
		s.cfg.Log.Error("stream: a handler does not come back; its message will be delivered again")
	}
}

// known says whether stage is one of the configured.
func (s *Stream) known(stage string) error {
	if !slices.Contains(s.cfg.Stages, stage) {
		return fault.New(fault.Internal, "stream: there is no stage %q", stage)
	}
	return nil
}
