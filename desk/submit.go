package desk

import (
	"context"
	"encoding/json"

	"newstape/desk/record"
	"newstape/desk/stream"
	"newstape/fault"
)

// Submit accepts a story: when it returns nil the story is on disk and will be
// read, whatever happens to the process. The answer is false for a story that
// the desk already has. Errors have the codes bad_input (nothing in it) and
// busy (too many wait; try again later).
func (d *Desk) Submit(ctx context.Context, sub record.Submission) (fresh bool, err error) {
	if len(sub.Body) == 0 {
		return false, fault.New(fault.BadInput, "the story is empty").Try("send its text, HTML or Markdown")
	}
	if sub.Received.IsZero() {
		sub.Received = d.Now()
	}
	if sub.ID == "" {
		sub.Seal()
	}
	if had, err := d.Store.Has(ctx, sub.ID); err != nil || had {
		return false, err
	}
	raw, err := json.Marshal(sub)
	if err != nil {
		return false, err
	}
	if err := d.Stream.Publish(ctx, stageFetched, stream.Message{ID: sub.ID, Data: raw, Header: carried(ctx)}); err != nil {
		return false, err
	}
	d.meter.accepted.Inc()
	return true, nil
}
