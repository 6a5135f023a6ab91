package store

import (
	"context"
	"strings"
	"time"
)

// Policy is how long things are kept; zero keeps them for ever.
type Policy struct {
	Stories time.Duration // since they came in; a cluster that holds an alert keeps its stories
	Raw     time.Duration // the submitted bytes, since the story came in
	Changes time.Duration // what a client can catch up on
	Alerts  time.Duration // since they were raised; those still to be sent stay
	Audit   time.Duration // lines of the audit log
}

// Retained counts what retention took away.
type Retained struct {
	Stories, Clusters, Raw, Changes, Alerts, Audit int64
}

// atATime: so many stories or rows go in one transaction, so that writers
// wait some milliseconds for it and not seconds.
const atATime = 100

// Retain takes away what is older than the policy allows, in small transactions.
// What was taken before an error stays taken.
func (s *Store) Retain(ctx context.Context, p Policy) (Retained, error) {
	var out Retained
	now := s.now()
	for _, part := range []struct {
		keep  time.Duration
		count *int64
		step  func(ctx context.Context, before time.Time) (int64, error)
	}{
		{p.Alerts, &out.Alerts, func(ctx context.Context, before time.Time) (int64, error) { return s.trimAlerts(ctx, before, atATime) }},
		{p.Stories, &out.Stories, func(ctx context.Context, before time.Time) (int64, error) {
			n, clusters, err := s.dropStories(ctx, before)
			out.Clusters += clusters
			return n, err
		}},
		{p.Raw, &out.Raw, s.dropRaw},
		{p.Changes, &out.Changes, s.dropChanges},
		{p.Audit, &out.Audit, s.TrimAudit},
	} {
		if part.keep <= 0 {
			continue
		}
		for {
			n, err := part.step(ctx, now.Add(-part.keep))
			*part.count += n
			if err != nil {
				return out, err
			}
			if n == 0 {
				break
			}
		}
	}
	return out, nil
}

// dropStories removes some old stories with all their rows, and clusters that
// are left without any.
func (s *Store) dropStories(ctx context.Context, before time.Time) (stories, clusters int64, err error) {
	type old struct {
		n       int64
		cluster string
	}
	err = s.write(ctx, "remove old stories", func(t *tx) error {
		stories, clusters = 0, 0
		if err := t.inOrder(ctx); err != nil { // nobody joins a cluster that goes
			return err
		}
		found, err := list(ctx, t, "find old stories", func(r row) (old, error) {
			var x old
			return x, r.Scan(&x.n, &x.cluster)
		}, `SELECT n, cluster FROM stories WHERE received < ?
			AND NOT EXISTS (SELECT 1 FROM alerts a WHERE a.cluster <> '' AND a.cluster = stories.cluster) ORDER BY received, n LIMIT ?`, micros(before), int64(atATime))
		if err != nil || len(found) == 0 {
			return err
		}
		left := map[string]bool{}
		args := make([]any, len(found))
		for i, x := range found {
			args[i], left[x.cluster] = x.n, true
		}
		in := " IN (?" + strings.Repeat(", ?", len(args)-1) + ")"
		if s.engine == sqlite { // no table whose rows go with the story's
			if _, err := t.exec(ctx, "DELETE FROM words WHERE rowid"+in, args...); err != nil {
				return err
			}
		}
		if stories, err = t.exec(ctx, "DELETE FROM stories WHERE n"+in, args...); err != nil {
			return err
		}
		for _, x := range found {
			if !left[x.cluster] {
				continue
			}
			left[x.cluster] = false
			gone, err := t.settleCluster(ctx, x.cluster)
			if err != nil {
				return err
			}
			clusters += gone
		}
		return nil
	})
	return stories, clusters, err
}

// settleCluster brings a cluster in step after stories went; it tells 1 when it
// went with them.
func (t *tx) settleCluster(ctx context.Context, id string) (int64, error) {
	n, err := one(ctx, t, "count the stories of a cluster", scanInt, "SELECT COUNT(*) FROM stories WHERE cluster = ?", id)
	if err != nil {
		return 0, err
	}
	if n > 0 {
		return 0, t.recount(ctx, id)
	}
	for _, stmt := range []string{
		"DELETE FROM threads WHERE cluster = ?", "DELETE FROM thread_history WHERE cluster = ?", "DELETE FROM clusters WHERE id = ?",
	} {
		if _, err := t.exec(ctx, stmt, id); err != nil {
			return 0, err
		}
	}
	return 1, nil
}

// dropRaw lets go of the submitted bytes of some old stories. The text as it was
// read stays.
func (s *Store) dropRaw(ctx context.Context, before time.Time) (int64, error) {
	var n int64
	err := s.write(ctx, "remove old submissions", func(t *tx) (err error) {
		n, err = t.exec(ctx, `UPDATE contents SET body = NULL WHERE n IN
			(SELECT s.n FROM stories s JOIN contents c ON c.n = s.n WHERE s.received < ? AND c.body IS NOT NULL ORDER BY s.received LIMIT ?)`,
			micros(before), int64(atATime))
		return err
	})
	return n, err
}

// dropChanges removes some old changes, never the last one: numbers go on from it.
func (s *Store) dropChanges(ctx context.Context, before time.Time) (int64, error) {
	var n int64
	err := s.write(ctx, "remove old changes", func(t *tx) (err error) {
		n, err = t.exec(ctx, `DELETE FROM changes WHERE seq IN (SELECT seq FROM changes WHERE at < ? AND seq < (SELECT MAX(seq) FROM changes) ORDER BY seq LIMIT ?)`,
			micros(before), int64(10*atATime))
		return err
	})
	return n, err
}
