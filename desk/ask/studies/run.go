package studies

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"

	"newstape/desk/ask"
	"newstape/fault"
	"newstape/study"
	"newstape/study/report"
)

// run does the studies that wait, one after the other, until none does.
func (b *Book) run() {
	for {
		e, q := b.next()
		if e == nil {
			return
		}
		done, err := b.do(e, q)
		b.end(e, done, err)
	}
}

// next takes the oldest that waits, and its question; nil ends the worker.
func (b *Book) next() (*entry, ask.StudyRequest) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, e := range b.entries {
		if e.state.State == Waiting {
			e.state.State, e.state.Phase, e.state.Started = Running, Reading, b.o.Now().UTC()
			q := e.question
			e.question = ask.StudyRequest{}
			return e, q
		}
	}
	b.running = false
	return nil, ask.StudyRequest{}
}

// do runs one study. A panic in it is an error of this study alone.
func (b *Book) do(e *entry, q ask.StudyRequest) (done *ask.StudyDone, err error) {
	defer func() {
		if v := recover(); v != nil {
			b.o.Log.Error("a study panicked", "panic", fmt.Sprint(v), "stack", string(debug.Stack()))
			err = fault.New(fault.Internal, "study: %v", v)
		}
	}()
	ctx, cancel := context.WithTimeout(e.ctx, LongestRun)
	defer cancel()
	plan, err := b.o.Rooms().PlanStudy(q, ask.LongStudy())
	if err != nil {
		return nil, err
	}
	return plan.Run(ctx, func(at study.Progress) { b.note(e, at) })
}

// end writes down how a study ended.
func (b *Book) end(e *entry, done *ask.StudyDone, err error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	e.stop()
	if e.state.State != Running {
		return // it was cancelled
	}
	e.state.Finished = b.o.Now().UTC()
	if err != nil {
		if errors.Is(err, context.DeadlineExceeded) {
			err = fault.New(fault.TooLarge, "study: it was not done within %s and was given up", LongestRun).
				Try("fewer events, draws or placebo samples, or newstape study on the command line")
		}
		e.state.State, e.state.Err = Failed, err
		if code := fault.CodeOf(err); code == fault.Internal || code == fault.Corrupt {
			b.o.Log.Error("a study failed", "study", e.state.ID, "error", err)
		}
		return
	}
	e.state.State, e.state.Phase = Done, ""
	e.state.Kept, e.state.Dropped = len(done.Result.Events), done.Dropped()
	e.state.Model, e.state.Market = done.Result.Design.Model, done.Result.Design.Market
	e.state.Embedded = done.Embedded()
	e.done, e.figures = done, done.Figures()
	b.forget()
}

// finished is the result of a study that is done.
func (b *Book) finished(id string) (*ask.StudyDone, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	e, err := b.find(id)
	switch {
	case err != nil:
		return nil, err
	case e.done == nil && e.state.State == Failed:
		return nil, fault.New(fault.NotFound, "study: it failed, and has no result").Try("its state, which says why")
	case e.done == nil:
		return nil, fault.New(fault.NotFound, "study: it is %s, and has no result", e.state.State).Try("its state, until that is done")
	}
	return e.done, nil
}

// Report writes a study that is done; see [ask.StudyDone].
func (b *Book) Report(id string, f report.Format, sheet string) ([]byte, error) {
	done, err := b.finished(id)
	if err != nil {
		return nil, err
	}
	b.writing.Lock()
	defer b.writing.Unlock()
	return done.Report(f, sheet)
}

// Record writes what a replay reads, with the print of the report in a format.
func (b *Book) Record(id string, f report.Format, sheet string) ([]byte, error) {
	done, err := b.finished(id)
	if err != nil {
		return nil, err
	}
	b.writing.Lock()
	defer b.writing.Unlock()
	return done.Record(f, sheet)
}

// Events is the table of events that a record has the print of.
func (b *Book) Events(id string) ([]byte, error) {
	done, err := b.finished(id)
	if err != nil {
		return nil, err
	}
	return done.Events, nil
}
