package desk

import (
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"

	"newstape/desk/record"
	"newstape/desk/store"
	"newstape/desk/stream"
	"newstape/fault"
	"newstape/ledger/thread"
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
	st, threads, err := d.compose(sub)
	if err != nil {
		return err
	}
	raw, err := pack(&st, threads)
	if err != nil {
		return stream.Permanent(fmt.Errorf("record of %s: %w", sub.ID, err))
	}
	return d.Stream.Publish(ctx, stageRead, stream.Message{ID: sub.ID, Data: raw, Header: m.Header})
}

// compose reads one submission whole: its record, and its claims as they stand
// while it is the only story of its cluster.
func (d *Desk) compose(sub record.Submission) (record.Story, []store.Thread, error) {
	made, page, err := d.Rooms.Current().Read(sub.Body, options(sub))
	if err != nil {
		return record.Story{}, nil, hopeless(err)
	}
	st, err := record.From(sub, made, page, d.Program, d.Now())
	if err != nil {
		return record.Story{}, nil, stream.Permanent(err)
	}
	ledger := ledgerOf(sub.ID, made)
	d.recent.put(ledger)
	threads, err := threadsOf([]thread.Story{ledger})
	return st, threads, err
}

// pack and unpack carry a record and its threads to the next stage: the length of
// the record, the record, the threads as JSON.
func pack(st *record.Story, threads []store.Thread) ([]byte, error) {
	raw, err := st.Encode()
	if err != nil {
		return nil, err
	}
	more, err := json.Marshal(threads)
	if err != nil {
		return nil, err
	}
	out := binary.BigEndian.AppendUint64(make([]byte, 0, 8+len(raw)+len(more)), uint64(len(raw)))
	return append(append(out, raw...), more...), nil
}

func unpack(raw []byte) (st record.Story, threads []store.Thread, err error) {
	if len(raw) < 8 || binary.BigEndian.Uint64(raw) > uint64(len(raw)-8) {
		return st, nil, fault.New(fault.Corrupt, "record of %d bytes is cut short", len(raw))
	}
	n := binary.BigEndian.Uint64(raw)
	if st, err = record.Decode(raw[8 : 8+n]); err == nil {
		err = json.Unmarshal(raw[8+n:], &threads)
	}
	return st, threads, err
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
