package store

import (
	"context"
	"time"
)

// Join is a cluster whose claims are to be joined anew.
type Join struct {
	Cluster string
	at      int64 // when a story last came to it
}

// MarkToJoin notes that a story has come to a cluster.
func (s *Store) MarkToJoin(ctx context.Context, cluster string) error {
	return s.write(ctx, "note a cluster to join", func(t *tx) error {
		now := micros(s.now())
		_, err := t.exec(ctx, `INSERT INTO joins (cluster, since, at) VALUES (?, ?, ?)
			ON CONFLICT (cluster) DO UPDATE SET at = excluded.at`, clean(cluster), now, now)
		return err
	})
}

// ToJoin are clusters to which no story has come for the time quiet, and those
// that have waited for the time longest: a cluster that grows fast is joined now
// and then, not for every story.
func (s *Store) ToJoin(ctx context.Context, quiet, longest time.Duration, limit int) ([]Join, error) {
	now := s.now()
	return list(ctx, s, "read clusters to join", func(r row) (Join, error) {
		var j Join
		err := r.Scan(&j.Cluster, &j.at)
		return j, err
	}, "SELECT cluster, at FROM joins WHERE at <= ? OR since <= ? ORDER BY since, cluster LIMIT ?",
		micros(now.Add(-quiet)), micros(now.Add(-longest)), int64(limit))
}

// Joined takes a cluster off the list, unless a story has come to it since it
// was read from there: then it waits from that time on.
func (s *Store) Joined(ctx context.Context, j Join) error {
	return s.write(ctx, "note a joined cluster", func(t *tx) error {
		if _, err := t.exec(ctx, "DELETE FROM joins WHERE cluster = ? AND at = ?", j.Cluster, j.at); err != nil {
			return err
		}
		_, err := t.exec(ctx, "UPDATE joins SET since = at WHERE cluster = ?", j.Cluster)
		return err
	})
}
