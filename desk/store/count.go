package store

import "context"

// Counts are the numbers that a status page shows.
type Counts struct {
	Stories    int64 `json:"stories"`
	Clusters   int64 `json:"clusters"`
	Statements int64 `json:"statements"`
	Claims     int64 `json:"claims"`
	Events     int64 `json:"events"`
	LastChange int64 `json:"last_change"`
	Bytes      int64 `json:"bytes"` // of the database
}

// Counts counts. Statements, claims and events are those of the stories' rows;
// it takes some milliseconds for each hundred thousand stories.
func (s *Store) Counts(ctx context.Context) (Counts, error) {
	size := "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"
	if s.engine == postgres {
		size = "SELECT pg_database_size(current_database())"
	}
	return one(ctx, s, "count", func(r row) (Counts, error) {
		var c Counts
		return c, r.Scan(&c.Stories, &c.Statements, &c.Claims, &c.Clusters, &c.Events, &c.LastChange, &c.Bytes)
	}, `SELECT COUNT(*), COALESCE(SUM(statements), 0), COALESCE(SUM(claims), 0), (SELECT COUNT(*) FROM clusters),
		(SELECT COUNT(*) FROM events), (SELECT COALESCE(MAX(seq), 0) FROM changes), (`+size+`) FROM stories`)
}

// Size is how many stories the store has and how many feeds it follows.
func (s *Store) Size(ctx context.Context) (stories, feeds int64, err error) {
	_, err = one(ctx, s, "count", func(r row) (struct{}, error) {
		return struct{}{}, r.Scan(&stories, &feeds)
	}, "SELECT (SELECT COUNT(*) FROM stories), (SELECT COUNT(*) FROM feeds)")
	return stories, feeds, err
}
