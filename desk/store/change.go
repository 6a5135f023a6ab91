package store

import (
	"context"
	"time"
)

// Change is one thing that happened to what is stored. Changes are numbered in
// the order in which they were committed: who has seen up to Seq n misses
// nothing by asking for what comes after n.
type Change struct {
	Seq     int64
	Kind    string // story, cluster, measurement, list_change, alert, feed
	ID      string // of the story, cluster, list change, alert or feed; of a measurement its story's
	Item    string // of a measurement: LISTING/EVENT_SESSION/HORIZON
	Cluster string // of the story, "" else
	At      time.Time
}

// Kinds of changes.
const (
	KindStory       = "story"
	KindCluster     = "cluster"
	KindMeasurement = "measurement"
	KindListChange  = "list_change"
	KindAlert       = "alert"
	KindFeed        = "feed"
)

const insertChange = "INSERT INTO changes (kind, id, item, cluster, at) VALUES (?, ?, ?, ?, ?) RETURNING seq"

// change appends a change to the transaction. It must come late in it: on
// PostgreSQL it waits until every other transaction with changes has committed.
func (t *tx) change(ctx context.Context, c Change) (int64, error) {
	if err := t.inOrder(ctx); err != nil {
		return 0, err
	}
	return one(ctx, t, "append a change", scanInt,
		insertChange,
		c.Kind, clean(c.ID), clean(c.Item), clean(c.Cluster), micros(t.s.now()))
}

// inOrder makes this transaction the only one that clusters or appends changes
// until it commits. SQLite has one writer anyway.
func (t *tx) inOrder(ctx context.Context) error {
	if t.s.engine != postgres || t.locked {
		return nil
	}
	_, err := t.ExecContext(ctx, "SELECT pg_advisory_xact_lock($1)", int64(changeLock))
	t.locked = err == nil
	return err
}

func scanChange(r row) (Change, error) {
	var c Change
	var at int64
	err := r.Scan(&c.Seq, &c.Kind, &c.ID, &c.Item, &c.Cluster, &at)
	c.At = fromMicros(at)
	return c, err
}

// Changes are those after a Seq, oldest first, at most limit (1 to 1000).
func (s *Store) Changes(ctx context.Context, after int64, limit int) ([]Change, error) {
	return list(ctx, s, "read changes", scanChange,
		"SELECT seq, kind, id, item, cluster, at FROM changes WHERE seq > ? ORDER BY seq LIMIT ?", after, max(1, min(limit, 1000)))
}

// LastChange is the Seq of the newest change, 0 when there is none.
func (s *Store) LastChange(ctx context.Context) (int64, error) {
	return one(ctx, s, "read the last change", scanInt, "SELECT COALESCE(MAX(seq), 0) FROM changes")
}
