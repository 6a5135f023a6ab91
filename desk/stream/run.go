package stream

import (
	"context"
	"errors"
	"sync"
	"time"

	"newstape/fault"
)

// Handler sees to one message. It must be idempotent by m.ID: it may be given
// a message again that it has already seen to. The package comment says what
// its answers mean. ctx ends Config.Grace after the Run was told to end.
type Handler func(ctx context.Context, m Message) error

// Permanent marks an error that no further attempt will change: the message
// goes to the dead letters at once. Permanent(nil) is nil.
func Permanent(err error) error {
	if err == nil {
		return nil
	}
	return &permanent{err}
}

type permanent struct{ error }

func (p *permanent) Unwrap() error { return p.error }

// Wait marks an error that is not the message's fault, such as a store that
// does not answer: the worker keeps the message and tries again until it works
// or the Run ends. Wait(nil) is nil.
func Wait(err error) error {
	if err == nil {
		return nil
	}
	return &waiting{err}
}

type waiting struct{ error }

func (w *waiting) Unwrap() error { return w.error }

// isWait says whether the handler is to be tried again in place.
func isWait(err error) bool {
	if isPermanent(err) {
		return false
	}
	_, ok := errors.AsType[*waiting](err)
	return ok || err != nil && fault.CodeOf(err) == fault.Busy
}

func isPermanent(err error) bool {
	_, ok := errors.AsType[*permanent](err)
	return ok
}

// Run has workers see to a stage's messages until ctx ends or the Stream is
// closed; then they finish what they hold, and Run returns nil. Several
// processes may run one stage.
func (s *Stream) Run(ctx context.Context, stage string, workers int, h Handler) error {
	if err := s.known(stage); err != nil {
		return err
	}
	s.mu.Lock()
	if s.ended {
		s.mu.Unlock()
		return fault.New(fault.Internal, "run stage %s: the streams are closed", stage)
	}
	s.runs.Add(1)
	s.mu.Unlock()
	defer s.runs.Done()

	// ctx: whether to take another message. work: whether to finish this one.
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	defer context.AfterFunc(s.ctx, cancel)()
	work, stopWork := context.WithCancel(context.WithoutCancel(ctx))
	defer stopWork()
	defer context.AfterFunc(ctx, func() {
		if sleep(work, work, s.cfg.Grace) {
			stopWork()
		}
	})()

	var all sync.WaitGroup
	var alone sync.RWMutex
	for range max(workers, 1) {
		w := &worker{s: s, stage: stage, h: h, ctx: ctx, work: work, alone: &alone}
		all.Go(w.loop)
	}
	all.Wait()
	return nil
}

// pause is how long a message waits after its nth attempt failed.
func (c *Config) pause(attempt int) time.Duration {
	return c.Backoff[min(max(attempt, 1), len(c.Backoff))-1]
}
