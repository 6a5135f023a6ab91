package stream

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"newstape/fault"
)

const (
	deadStage = "dead"          // the dead letters
	window    = 2 * time.Minute // in which one ID is kept once
	durable   = "workers"       // the consumer of a stage
)

func (s *Stream) streamName(stage string) string { return s.cfg.Name + "_" + stage }
func (s *Stream) subject(stage string) string    { return s.cfg.Name + "." + stage }

// lay makes the streams and their consumers, or brings them to the Config.
// Workers that start together may all do so: it is the same each time.
func (s *Stream) lay(ctx context.Context) error {
	for _, stage := range append(slices.Clip(s.cfg.Stages), deadStage) {
		if err := s.patiently(ctx, func() error { return s.layStage(ctx, stage) }); err != nil {
			return s.explain(err, "open stream %s", s.streamName(stage))
		}
	}
	return nil
}

func (s *Stream) layStage(ctx context.Context, stage string) error {
	cfg := jetstream.StreamConfig{
		Name:       s.streamName(stage),
		Subjects:   []string{s.subject(stage)},
		Retention:  jetstream.WorkQueuePolicy,
		Discard:    jetstream.DiscardNew,
		MaxMsgs:    s.cfg.MaxPending,
		MaxBytes:   s.cfg.MaxBytes,
		Duplicates: window,
		Replicas:   s.cfg.Replicas,
	}
	if s.cfg.InMemory {
		cfg.Storage = jetstream.MemoryStorage
	}
	if stage == deadStage {
		// Letters are read by number and deleted one by one; only the bytes bound them.
		cfg.Retention, cfg.MaxMsgs = jetstream.LimitsPolicy, -1
	}
	stream, err := s.js.CreateOrUpdateStream(ctx, cfg)
	if err != nil || stage == deadStage {
		return err
	}
	s.journal.forget(stage, stream.CachedInfo().State.FirstSeq)
	consumer := jetstream.ConsumerConfig{
		Durable:   durable,
		AckPolicy: jetstream.AckExplicitPolicy,
		AckWait:   s.cfg.AckWait,
		// Attempts are counted here, not there: the server would only stop
		// delivering and leave the message lying.
		MaxDeliver: -1,
		// Each worker asks for one message at a time, so what is in flight is
		// bounded by the workers. Messages that wait for their next attempt
		// count as well, and must not keep the others from being delivered.
		MaxAckPending: -1,
	}
	_, err = stream.CreateOrUpdateConsumer(ctx, consumer)
	if api, ok := errors.AsType[*jetstream.APIError](err); ok && api.ErrorCode == jetstream.JSErrCodeConsumerCreate && s.server != nil {
		// What it knew of deliveries is damaged. The messages are not: without
		// that state all of them are delivered, as if for the first time.
		if err := s.server.forgetConsumer(s.streamName(stage)); err != nil {
			return err
		}
		s.cfg.Log.Warn("stream: the state of the workers was damaged and is begun anew", "stage", stage, "error", err)
		_, err = stream.CreateOrUpdateConsumer(ctx, consumer)
	}
	return err
}

// patiently does f again while what fails is the server's being away.
func (s *Stream) patiently(ctx context.Context, f func() error) error {
	for pause := 50 * time.Millisecond; ; pause = min(2*pause, time.Second) {
		err := f()
		if err == nil || !away(err) || ctx.Err() != nil || s.ctx.Err() != nil || s.server.broken() != "" {
			return err
		}
		if !sleep(ctx, s.ctx, pause) {
			return err
		}
	}
}

// away tells the errors that a server gives while it starts, elects or fails.
func away(err error) bool {
	for _, e := range []error{
		nats.ErrNoResponders, nats.ErrTimeout, context.DeadlineExceeded, nats.ErrDisconnected, nats.ErrNoServers,
		nats.ErrReconnectBufExceeded, nats.ErrConnectionReconnecting, jetstream.ErrNoStreamResponse,
		jetstream.ErrJetStreamNotEnabled, nats.ErrStaleConnection,
	} {
		if errors.Is(err, e) {
			return true
		}
	}
	api, ok := errors.AsType[*jetstream.APIError](err)
	if !ok {
		return false
	}
	switch api.ErrorCode {
	case codeNotReady, codeNoPeers, codeNotLeader, codeTryAgain, codeInProcess:
		return true
	}
	return false
}

// Error codes of the JetStream API that the client has no names for.
const (
	codeInsufficient jetstream.ErrorCode = 10023
	codeNoPeers      jetstream.ErrorCode = 10005
	codeNotReady     jetstream.ErrorCode = 10008
	codeNotLeader    jetstream.ErrorCode = 10009
	codeMemoryFull   jetstream.ErrorCode = 10028
	codeStorageFull  jetstream.ErrorCode = 10047
	codeStoreFailed  jetstream.ErrorCode = 10077
	codeInProcess    jetstream.ErrorCode = 10158 // the same ID is being stored now
	codeTryAgain     jetstream.ErrorCode = 10167
	fullMessages                         = "maximum messages exceeded"
	fullBytes                            = "maximum bytes exceeded"
)

// explain gives an error of NATS the code and the hint of ours.
func (s *Stream) explain(err error, format string, args ...any) error {
	args = append(args, err)
	format += ": %w"
	if api, ok := errors.AsType[*jetstream.APIError](err); ok {
		switch api.ErrorCode {
		case codeInsufficient, codeMemoryFull, codeStorageFull:
			return fault.New(fault.Busy, format, args...).Try("free disk space, or let the stages hold less")
		case codeStoreFailed:
			if api.Description == fullMessages || api.Description == fullBytes {
				return fault.New(fault.Busy, format, args...).Try("later, when the stage has caught up")
			}
		}
		return fault.New(fault.Internal, format, args...)
	}
	if said := s.server.broken(); said != "" {
		return fault.New(fault.Unreachable, format+"; the store could not be written: %s", append(args, said)...).
			Try("see to the disk, then start newstape again: what was accepted is kept")
	}
	if away(err) {
		return fault.New(fault.Unreachable, format, args...).Try("see that the NATS servers run and have a leader")
	}
	if errors.Is(err, nats.ErrConnectionClosed) || errors.Is(err, context.Canceled) {
		return fault.New(fault.Unreachable, format, args...)
	}
	return fault.New(fault.Internal, format, args...)
}

// sleep waits for d; false when ctx or end was over first.
func sleep(ctx, end context.Context, d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return true
	case <-ctx.Done():
	case <-end.Done():
	}
	return false
}
