package serve

import (
	"context"
	"log/slog"
	"sync"
	"time"
)

// What the hub keeps and how often it looks.
const (
	ringSize  = 512                    // events kept for those who follow closely
	pollEvery = 250 * time.Millisecond // while somebody listens
	pollBatch = 256                    // changes read at once
)

// hub tells event streams that there is something new. One goroutine looks into
// the store for all of them, and only while there are any. What it finds it
// keeps in a ring; a stream reads from the ring by its own position, and from
// the store when it is further behind. So no stream has a buffer of its own,
// and a slow one costs a blocked write and no memory.
type hub struct {
	load func(ctx context.Context, after int64, limit int) ([]event, error)
	last func(ctx context.Context) (int64, error)
	log  *slog.Logger

	mu      sync.Mutex
	streams int
	each    map[string]int
	stop    context.CancelFunc
	ring    []event // ascending, without gaps from ring[0] to head
	head    int64   // the newest change that was looked at
	from    int64   // the ring holds every change after this one
	ready   bool    // head is known
	news    chan struct{}
	closed  bool
}

func newHub(load func(context.Context, int64, int) ([]event, error), last func(context.Context) (int64, error), log *slog.Logger) *hub {
	return &hub{load: load, last: last, log: log, each: map[string]int{}, news: make(chan struct{})}
}

// join counts a stream of a caller in; false when there are too many.
func (h *hub) join(caller string, l Limits) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.closed || h.streams >= l.Streams || h.each[caller] >= l.StreamsEach {
		return false
	}
	h.each[caller]++
	if h.streams++; h.streams == 1 {
		var ctx context.Context
		ctx, h.stop = context.WithCancel(context.Background())
		h.ready, h.ring = false, nil
		// The one before may still be ending; its context is over, so it changes
		// nothing any more.
		go h.poll(ctx)
	}
	return true
}

// leave counts a stream out; the last one stops the looking.
func (h *hub) leave(caller string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.each[caller]--; h.each[caller] == 0 {
		delete(h.each, caller)
	}
	if h.streams--; h.streams == 0 {
		h.stop()
	}
}

// open tells how many streams there are.
func (h *hub) open() int {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.streams
}

// close ends all streams and lets no more in.
func (h *hub) close() {
	h.mu.Lock()
	defer h.mu.Unlock()
	if !h.closed {
		h.closed = true
		close(h.news)
	}
}

func (h *hub) poll(ctx context.Context) {
	tick := time.NewTicker(pollEvery)
	defer tick.Stop()
	for {
		more, err := h.look(ctx)
		if err != nil && ctx.Err() == nil {
			h.log.Warn("the store could not be asked for changes", "error", err)
		}
		if more && err == nil && ctx.Err() == nil {
			continue
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// look reads what is new; more tells that there may be more at once.
func (h *hub) look(ctx context.Context) (more bool, err error) {
	h.mu.Lock()
	head, ready := h.head, h.ready
	h.mu.Unlock()
	if !ready {
		if head, err = h.last(ctx); err != nil {
			return false, err
		}
		if !h.begin(ctx, head) {
			return false, ctx.Err()
		}
	}
	found, err := h.load(ctx, head, pollBatch)
	if err != nil || len(found) == 0 {
		return false, err
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	if ctx.Err() != nil {
		return false, ctx.Err()
	}
	h.ring = append(h.ring, found...)
	if over := len(h.ring) - ringSize; over > 0 {
		h.from = h.ring[over-1].seq
		h.ring = append(h.ring[:0:0], h.ring[over:]...)
	}
	h.head = found[len(found)-1].seq
	h.wake()
	return len(found) == pollBatch, nil
}

// begin notes where the ring begins; false when this poll is over.
func (h *hub) begin(ctx context.Context, head int64) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	if ctx.Err() != nil {
		return false
	}
	h.head, h.from, h.ready = head, head, true
	h.wake()
	return true
}

// wake tells all streams; the lock is held.
func (h *hub) wake() {
	if !h.closed {
		close(h.news)
		h.news = make(chan struct{})
	}
}

// after gives what follows a position: the events that the ring holds, or
// behind when the stream must ask the store first. news is closed when there is
// more than what was given; over tells that the service is closing.
func (h *hub) after(seq int64) (found []event, behind, over bool, head int64, news <-chan struct{}) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if !h.ready {
		return nil, false, h.closed, -1, h.news
	}
	if seq < h.from {
		return nil, true, h.closed, h.head, h.news
	}
	for i := range h.ring {
		if h.ring[i].seq > seq {
			found = h.ring[i:len(h.ring):len(h.ring)]
			break
		}
	}
	return found, false, h.closed, h.head, h.news
}
