// Package studies is a book of event studies that are done in the background:
// one after the other, each with its progress, its result, and a way to stop it.
//
//	b, err := studies.New(studies.Options{Rooms: source.Current, Now: time.Now, Log: log})
//	defer b.Close()
//	st, err := b.Start(ask.StudyRequest{CSV: events})
//	st, err = b.State(st.ID)          // waiting, running, done ...
//	page, err := b.Report(st.ID, report.HTML, "")
//	file, err := b.Record(st.ID, report.JSON, "")
//
// In: requests as package ask takes them, bounded by [ask.LongStudy]. Out: states,
// and of studies that are done the report in every format of study/report, the
// record that "newstape study --replay" reads, and the table of events that the
// record has the print of.
//
// What can be refused without prices is refused by Start; what only the prices
// tell makes the study fail, with the words of the fault in its state.
//
// Limits: [MaxKept] studies, the newest, of which [MaxWaiting] may wait; one runs
// at a time, for [LongestRun] at most. Everything is in memory and belongs to one
// process: a restart forgets it. An id is not guessable; whoever knows it may see
// and stop the study. A book whose results together pass [MaxFigures] forgets the
// oldest first.
package studies

import (
	"cmp"
	"context"
	"crypto/rand"
	"log/slog"
	"slices"
	"sync"
	"time"

	"newstape/desk/ask"
	"newstape/fault"
)

// Bounds of a book.
const (
	MaxKept    = 32
	MaxWaiting = 8
	LongestRun = 15 * time.Minute
	// MaxFigures bounds the figures of all results that are kept: some 40 MB.
	MaxFigures = 1_000_000
)

// Options are what a book stands on. All are needed.
type Options struct {
	Rooms func() *ask.Rooms
	Now   func() time.Time
	Log   *slog.Logger
}

// Book keeps studies. It is safe for concurrent use.
type Book struct {
	o    Options
	ctx  context.Context // ends with the book
	stop context.CancelFunc
	work sync.WaitGroup

	mu      sync.Mutex
	entries []*entry // oldest first
	running bool     // a worker is at it
	closed  bool

	writing sync.Mutex // one report at a time: each is some MB
}

// New makes an empty book.
func New(o Options) (*Book, error) {
	if o.Rooms == nil || o.Now == nil || o.Log == nil {
		return nil, fault.New(fault.Internal, "studies: rooms, clock and log must be given")
	}
	b := &Book{o: o}
	b.ctx, b.stop = context.WithCancel(context.Background())
	return b, nil
}

// Close cancels what runs or waits, and returns when nothing runs any more. The
// results can still be read.
func (b *Book) Close() {
	b.mu.Lock()
	b.closed = true
	for _, e := range b.entries {
		b.cancel(e)
	}
	b.mu.Unlock()
	b.stop()
	b.work.Wait()
}

// Start takes a study. It gives fault.Busy when as many wait as may.
func (b *Book) Start(q ask.StudyRequest) (State, error) {
	events, err := ask.CheckStudy(q, ask.LongStudy())
	if err != nil {
		return State{}, err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.closed {
		return State{}, fault.New(fault.Busy, "study: the desk is being stopped").Try("again when it is back")
	}
	if b.waiting() >= MaxWaiting {
		return State{}, fault.New(fault.Busy, "study: %d studies wait already", MaxWaiting).Try("again when one of them is done, or stop one")
	}
	e := &entry{question: q, state: State{
		ID: rand.Text(), State: Waiting, Events: events, Created: b.o.Now().UTC(),
		Model: cmp.Or(q.Model, ask.UsualModel), Market: cmp.Or(q.Market, ask.UsualMarket),
	}}
	e.ctx, e.stop = context.WithCancel(b.ctx)
	b.entries = append(b.entries, e)
	b.forget()
	if !b.running {
		b.running = true
		b.work.Go(b.run)
	}
	return b.told(e), nil
}

// waiting counts; the book is held.
func (b *Book) waiting() int {
	n := 0
	for _, e := range b.entries {
		if e.state.State == Waiting {
			n++
		}
	}
	return n
}

// forget drops the oldest that have ended, until the rest is within the bounds.
// The book is held.
func (b *Book) forget() {
	for {
		figures := 0
		for _, e := range b.entries {
			figures += e.figures
		}
		if len(b.entries) <= MaxKept && figures <= MaxFigures {
			return
		}
		at := slices.IndexFunc(b.entries, func(e *entry) bool {
			return e.state.State.Ended() && (len(b.entries) > MaxKept || e.figures > 0)
		})
		if at < 0 || at == len(b.entries)-1 {
			return
		}
		b.entries = slices.Delete(b.entries, at, at+1)
	}
}

// List tells of all studies, the newest first.
func (b *Book) List() []State {
	b.mu.Lock()
	defer b.mu.Unlock()
	out := make([]State, 0, len(b.entries))
	for _, e := range slices.Backward(b.entries) {
		out = append(out, b.told(e))
	}
	return out
}

// State tells of one study.
func (b *Book) State(id string) (State, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	e, err := b.find(id)
	if err != nil {
		return State{}, err
	}
	return b.told(e), nil
}

// Stop cancels a study that waits or runs, and forgets one that has ended.
func (b *Book) Stop(id string) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	e, err := b.find(id)
	if err != nil {
		return err
	}
	if e.state.State.Ended() {
		b.entries = slices.DeleteFunc(b.entries, func(o *entry) bool { return o == e })
		return nil
	}
	b.cancel(e)
	return nil
}

// cancel ends an entry; the book is held.
func (b *Book) cancel(e *entry) {
	if e.state.State.Ended() {
		return
	}
	e.state.State, e.state.Finished = Cancelled, b.o.Now().UTC()
	e.question = ask.StudyRequest{}
	e.stop()
}

func (b *Book) find(id string) (*entry, error) {
	for _, e := range b.entries {
		if e.state.ID == id {
			return e, nil
		}
	}
	return nil, fault.New(fault.NotFound, "study: there is none of this id").Try("start it again: a desk keeps its %d newest studies, and none over a restart", MaxKept)
}
