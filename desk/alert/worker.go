package alert

import (
	"context"
	"crypto/tls"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"time"

	"newstape/desk/store"
	"newstape/fault"
	"newstape/story/source"
)

// Options is what a worker works with. Store, Now and Rand must be given; zero
// is the default of all else.
type Options struct {
	Store *store.Store
	Now   func() time.Time
	// Rand gives numbers from 0 up to 1, by which waits are spread.
	Rand func() float64
	Log  *slog.Logger
	// Holder names this process in the store. Default "desk".
	Holder string
	// Base begins the links in messages; see [Link].
	Base string
	// AllowPrivate lets channels be on private and loopback addresses, and without TLS.
	AllowPrivate bool
	// Roots are the certificates to trust; nil is those of the machine.
	Roots *tls.Config

	Poll        time.Duration   // between looks for what is due; default 1 s
	Timeout     time.Duration   // of one attempt; default 20 s
	Lease       time.Duration   // for which a delivery is held; default 90 s, at least twice Timeout
	Concurrency int             // messages at once over all channels, one per channel; default 8
	Backoff     []time.Duration // waits after failures; then the delivery is dead. Default as in the package comment
	PauseAfter  int             // failures in a row that pause a channel; default 5
	PauseFor    time.Duration   // default 15 min
	// Pace is the time between two messages of a channel by kind; default what each service allows.
	Pace map[string]time.Duration
	// Sleep waits; default a timer. Tests give their own.
	Sleep func(context.Context, time.Duration) error
}

func (o *Options) fill() error {
	if o.Store == nil || o.Now == nil || o.Rand == nil {
		return fault.New(fault.Internal, "alerts: no store, no clock or no source of numbers was given")
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Holder == "" {
		o.Holder = "desk"
	}
	if o.Roots == nil {
		o.Roots = &tls.Config{MinVersion: tls.VersionTLS12}
	}
	o.Poll = orDefault(o.Poll, time.Second)
	o.Timeout = orDefault(o.Timeout, 20*time.Second)
	o.Lease = max(orDefault(o.Lease, 90*time.Second), 2*o.Timeout)
	o.PauseFor = orDefault(o.PauseFor, 15*time.Minute)
	if o.Concurrency <= 0 {
		o.Concurrency = 8
	}
	if o.PauseAfter <= 0 {
		o.PauseAfter = 5
	}
	if o.Backoff == nil {
		o.Backoff = []time.Duration{time.Minute, 5 * time.Minute, 30 * time.Minute, 2 * time.Hour, 6 * time.Hour, 12 * time.Hour, 24 * time.Hour}
	}
	if o.Sleep == nil {
		o.Sleep = sleep
	}
	return nil
}

func orDefault(d, otherwise time.Duration) time.Duration {
	if d <= 0 {
		return otherwise
	}
	return d
}

func sleep(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return nil
	}
}

// Worker sends what is due. Several may work on one store on PostgreSQL; on
// SQLite, which one process has to itself, one may run.
type Worker struct {
	o      Options
	client *http.Client
	dialer *net.Dialer
	slots  chan struct{} // one for each message under way

	mu   sync.Mutex
	busy map[string]bool      // channels that are being served
	next map[string]time.Time // channel: not before

	// testOnlyCrash ends the worker's care for a message at a point of its way,
	// as if the process had died there.
	testOnlyCrash func(point, attempt string) bool
}

// NewWorker makes a worker.
func NewWorker(o Options) (*Worker, error) {
	if err := o.fill(); err != nil {
		return nil, err
	}
	client := newClient(o.AllowPrivate, o.Timeout)
	if t, ok := client.Transport.(*http.Transport); ok {
		t.TLSClientConfig = o.Roots.Clone()
	}
	return &Worker{
		o: o, client: client, dialer: source.Dialer(o.AllowPrivate), slots: make(chan struct{}, o.Concurrency),
		busy: map[string]bool{}, next: map[string]time.Time{},
	}, nil
}

// Run sends what is due until ctx ends, then ends what it has begun. It returns
// ctx's error; trouble with the store is logged and tried again. On SQLite it
// begins by taking over what an earlier process held, without waiting for its
// lease to run out.
func (w *Worker) Run(ctx context.Context) error {
	if w.o.Store.Engine() == "sqlite" {
		if n, err := w.o.Store.ReleaseClaims(ctx); err != nil {
			w.o.Log.ErrorContext(ctx, "alerts: cannot take over what was held", "err", err)
		} else if n > 0 {
			w.o.Log.InfoContext(ctx, "alerts: taken over from an earlier process", "deliveries", n)
		}
	}
	var wg sync.WaitGroup
	defer wg.Wait()
	for {
		if err := w.start(ctx, &wg); err != nil && ctx.Err() == nil {
			w.o.Log.ErrorContext(ctx, "alerts: cannot look for what is due", "err", err)
		}
		if err := w.o.Sleep(ctx, w.o.Poll); err != nil {
			return err
		}
	}
}

// Once sends all that is due now and returns when it is done.
func (w *Worker) Once(ctx context.Context) error {
	var wg sync.WaitGroup
	err := w.start(ctx, &wg)
	wg.Wait()
	return err
}

// start begins to serve each channel that has something due and is not served yet.
func (w *Worker) start(ctx context.Context, wg *sync.WaitGroup) error {
	due, err := w.o.Store.DueChannels(ctx, w.o.Now())
	if err != nil {
		return err
	}
	for _, id := range due {
		if !w.take(id) {
			continue
		}
		wg.Go(func() {
			defer w.leave(id)
			if err := w.serve(ctx, id); err != nil && ctx.Err() == nil {
				w.o.Log.ErrorContext(ctx, "alerts: a channel cannot be served", "channel", id, "err", err)
			}
		})
	}
	return nil
}

func (w *Worker) take(id string) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.busy[id] {
		return false
	}
	w.busy[id] = true
	return true
}

func (w *Worker) leave(id string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	delete(w.busy, id)
	if !w.next[id].After(w.o.Now()) {
		delete(w.next, id)
	}
}

// serve sends what is due on one channel, one after the other.
func (w *Worker) serve(ctx context.Context, id string) error {
	for ctx.Err() == nil {
		more, err := w.serveOne(ctx, id)
		if err != nil || !more {
			return err
		}
	}
	return ctx.Err()
}

// errGone is a delivery that somebody else has by now.
var errGone = errors.New("another worker has it")

func (w *Worker) serveOne(ctx context.Context, id string) (more bool, err error) {
	if err := w.pace(ctx, id); err != nil {
		return false, err
	}
	select {
	case w.slots <- struct{}{}:
		defer func() { <-w.slots }()
	case <-ctx.Done():
		return false, ctx.Err()
	}
	c, err := w.channel(ctx, id)
	if err != nil && fault.CodeOf(err) != fault.NotFound {
		return false, err
	}
	now := w.o.Now()
	if c != nil && c.Paused.After(now) {
		return false, nil
	}
	held, err := w.o.Store.ClaimDeliveries(ctx, id, now, w.o.Holder, w.o.Lease, 1)
	if err != nil || len(held) == 0 {
		return false, err
	}
	// What is begun is ended, also while the process is asked to stop.
	if err = w.handle(context.WithoutCancel(ctx), c, held[0]); errors.Is(err, errGone) {
		err = nil
	}
	return err == nil, err
}

// channel reads a channel with its secrets.
func (w *Worker) channel(ctx context.Context, id string) (*channel, error) {
	c, err := w.o.Store.Channel(ctx, id)
	if err != nil {
		return nil, err
	}
	secrets, err := w.o.Store.ChannelSecrets(ctx, id)
	if err != nil {
		return nil, err
	}
	return &channel{Channel: c, secrets: secrets}, nil
}

// pace waits until the channel may be used again.
func (w *Worker) pace(ctx context.Context, id string) error {
	w.mu.Lock()
	wait := w.next[id].Sub(w.o.Now())
	w.mu.Unlock()
	if wait <= 0 {
		return nil
	}
	return w.o.Sleep(ctx, wait)
}

func (w *Worker) used(c *channel) {
	k, _ := kindOf(c.Kind)
	gap := k.pace
	if w.o.Pace != nil {
		gap = w.o.Pace[c.Kind]
	}
	if gap <= 0 {
		return
	}
	w.mu.Lock()
	w.next[c.ID] = w.o.Now().Add(gap)
	w.mu.Unlock()
}
