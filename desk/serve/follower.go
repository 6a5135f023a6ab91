package serve

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"time"

	"newstape/desk/query"
)

// Times of a stream.
const (
	heartbeat   = 15 * time.Second
	writeStream = 10 * time.Second // a client that takes no event for so long is dropped
)

var errSlow = errors.New("the client takes nothing")

// follower is one stream on its way.
type follower struct {
	s       *Service
	w       http.ResponseWriter
	control *http.ResponseController
	q       query.Node
	token   string // id, "" without
	at      int64  // everything up to this change was sent or passed over; -1: begin now
}

// run sends until the client goes, falls asleep, or the service closes.
func (f *follower) run(ctx context.Context) error {
	h := f.w.Header()
	h.Set("Content-Type", "text/event-stream")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Accel-Buffering", "no")
	_ = f.control.SetReadDeadline(time.Time{}) // a writer without deadlines is a test's
	beat := time.NewTicker(f.s.beat)
	defer beat.Stop()
	looked := time.Now()
	if err := f.send([]byte("retry: 2000\n: newstape\n\n")); err != nil {
		return err
	}
	for {
		// Here and not at the beat, which a stream that never pauses does not hear.
		if time.Since(looked) >= f.s.beat {
			if err := f.holds(ctx); err != nil {
				return err
			}
			looked = time.Now()
		}
		found, behind, over, head, news := f.s.hub.after(max(f.at, 0))
		if f.at < 0 && head >= 0 {
			f.at = head
			continue
		}
		if over {
			return nil
		}
		if f.at >= 0 && behind {
			var err error
			if found, err = f.s.loadEvents(ctx, f.at, pollBatch); err != nil {
				return err
			}
		}
		if f.at >= 0 && len(found) > 0 {
			if err := f.pass(found); err != nil {
				return err
			}
			continue
		}
		if behind {
			f.at = head // what was asked for is gone from the store
			continue
		}
		select {
		case <-ctx.Done():
			return nil
		case <-news:
		case <-beat.C:
			if err := f.send([]byte(": " + strconv.FormatInt(max(f.at, 0), 10) + "\n\n")); err != nil {
				return err
			}
		}
	}
}

var errEnded = errors.New("the token is no longer in force")

// holds tells whether the client may still listen. A store that does not answer
// ends the stream too; the client comes back by itself.
func (f *follower) holds(ctx context.Context) error {
	if f.token == "" {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, writeStream)
	defer cancel()
	ok, err := f.s.o.Store.TokenHolds(ctx, f.token, f.s.o.Now())
	if err == nil && !ok {
		err = errEnded
	}
	return err
}

// pass sends those of the events that the query wants. The others move the
// client's Last-Event-ID on too, so that a replay does not read them again.
func (f *follower) pass(found []event) error {
	var out []byte
	skipped := false
	for _, e := range found {
		f.at = e.seq
		if !f.q.Match(e.doc) {
			skipped = true
			continue
		}
		skipped = false
		out = append(out, "id: "...)
		out = strconv.AppendInt(out, e.seq, 10)
		out = append(out, "\nevent: "+e.kind+"\ndata: "...)
		out = append(append(out, e.data...), '\n', '\n')
		f.s.metrics.events.Inc()
	}
	if skipped {
		out = append(out, "id: "...)
		out = append(strconv.AppendInt(out, f.at, 10), "\n: passed over\n\n"...)
	}
	return f.send(out)
}

// send writes and flushes within its time.
func (f *follower) send(b []byte) error {
	_ = f.control.SetWriteDeadline(time.Now().Add(writeStream))
	if _, err := f.w.Write(b); err != nil {
		return errSlow
	}
	if err := f.control.Flush(); err != nil {
		return errSlow
	}
	return nil
}
