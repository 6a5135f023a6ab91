package studies

import (
	"context"
	"time"

	"newstape/desk/ask"
	"newstape/study"
)

// Stage is how far a study has come.
type Stage string

// The stages.
const (
	Waiting   Stage = "waiting"
	Running   Stage = "running"
	Done      Stage = "done"
	Failed    Stage = "failed"
	Cancelled Stage = "cancelled"
)

// Ended tells whether nothing more will happen.
func (s Stage) Ended() bool { return s == Done || s == Failed || s == Cancelled }

// Reading is the phase before the engine's own: events and prices are read.
const Reading study.Phase = "reading"

// State is what is known of a study.
type State struct {
	ID    string
	State Stage
	Ahead int // of a study that waits: how many come before it
	// Phase, Done and Total say how far it is, see [study.Progress]; Total is 0
	// where nothing is counted.
	Phase study.Phase
	Done  int
	Total int

	Events   int    // given
	Kept     int    // measured, once it is done
	Model    string // as asked, and once it is done as used
	Market   string
	Dropped  string // which events are missing and why, in one line
	Embedded bool   // the prices were the sample of the binary alone
	Created  time.Time
	Started  time.Time
	Finished time.Time
	Err      error // of Failed
}

// entry is one study. Its book holds it, but for ctx.
type entry struct {
	state    State
	question ask.StudyRequest // while it waits
	ctx      context.Context
	stop     context.CancelFunc
	done     *ask.StudyDone
	figures  int // of the result
}

// told is the state with its place among those that wait; the book is held.
func (b *Book) told(e *entry) State {
	out := e.state
	if out.State != Waiting {
		return out
	}
	for _, o := range b.entries {
		if o == e {
			break
		}
		if !o.state.State.Ended() {
			out.Ahead++
		}
	}
	return out
}

// note keeps the furthest report of a phase; they may come out of order.
func (b *Book) note(e *entry, at study.Progress) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if e.state.State != Running || at.Phase == e.state.Phase && at.Done < e.state.Done {
		return
	}
	e.state.Phase, e.state.Done, e.state.Total = at.Phase, at.Done, at.Total
}
