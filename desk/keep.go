package desk

import (
	"context"
	"encoding/json"
	"fmt"

	"newstape/desk/cluster"
	"newstape/desk/store"
	"newstape/desk/stream"
)

// keep puts a record into the store, once, and says so to the next stage. A
// record that was there already is announced again: the process may have died
// between the two.
func (d *Desk) keep(ctx context.Context, m stream.Message) error {
	st, threads, err := unpack(m.Data)
	if err != nil {
		return stream.Permanent(fmt.Errorf("record %s: %w", m.ID, err))
	}
	stored, err := d.Store.Put(ctx, st)
	if err != nil {
		return hopeless(err)
	}
	if stored.Fresh {
		d.meter.stored.Inc()
		d.meter.latency.Observe(d.Now().Sub(st.Submission.Received).Seconds())
	}
	if err := d.keepThreads(ctx, stored, threads); err != nil {
		return hopeless(err)
	}
	return d.announce(ctx, stored, m.Header)
}

// keepThreads stores the claims of a story that begins a cluster; those of one
// that joins, or that was stored before, are joined later, with all of its
// cluster's.
func (d *Desk) keepThreads(ctx context.Context, stored store.Stored, threads []store.Thread) error {
	if stored.Fresh && stored.Relation == string(cluster.New) {
		return d.Store.PutThreads(ctx, stored.Cluster, threads)
	}
	return d.Store.MarkToJoin(ctx, stored.Cluster)
}

func (d *Desk) announce(ctx context.Context, stored store.Stored, header map[string]string) error {
	raw, err := json.Marshal(stored)
	if err != nil {
		return stream.Permanent(err)
	}
	return d.Stream.Publish(ctx, stageStored, stream.Message{ID: stored.ID, Data: raw, Header: header})
}
