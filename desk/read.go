package desk

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"newstape/desk/record"
	"newstape/desk/stream"
	"newstape/fault"
)

// read makes the dossier of a submission and hands the record on. A story that
// cannot be read is a dead letter at once: reading it again gives the same.
func (d *Desk) read(ctx context.Context, m stream.Message) error {
	var sub record.Submission
	if err := json.Unmarshal(m.Data, &sub); err != nil {
		return stream.Permanent(fmt.Errorf("submission %s: %w", m.ID, err))
	}
	if had, err := d.Store.Has(ctx, sub.ID); err != nil || had {
		return hopeless(err)
	}
	st, err := d.compose(sub)
	if err != nil {
		return err
	}
	raw, err := st.Encode()
	if err != nil {
		return stream.Permanent(fmt.Errorf("record of %s: %w", sub.ID, err))
	}
	return d.Stream.Publish(ctx, stageRead, stream.Message{ID: sub.ID, Data: raw, Header: m.Header})
}

// compose reads one submission whole.
func (d *Desk) compose(sub record.Submission) (record.Story, error) {
	made, page, err := d.Rooms.Current().Read(sub.Body, options(sub))
	if err != nil {
		return record.Story{}, hopeless(err)
	}
	st, err := record.From(sub, made, page, d.Program, d.Now())
	if err != nil {
		return record.Story{}, stream.Permanent(err)
	}
	d.recent.put(ledgerOf(sub.ID, made))
	return st, nil
}

// hopeless sorts an error: what no second attempt mends is a dead letter, and an
// outage of what the desk stands on is waited out.
func hopeless(err error) error {
	own, ok := errors.AsType[*fault.Error](err)
	if !ok {
		return err
	}
	switch own.Code {
	case fault.BadInput, fault.BadUsage, fault.TooLarge, fault.Refused:
		return stream.Permanent(err)
	case fault.Unreachable, fault.Busy:
		return stream.Wait(err)
	}
	return err
}
