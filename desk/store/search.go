package store

import (
	"context"
	"time"

	"newstape/fault"
)

// Search is a query that is kept.
type Search struct {
	ID      string    `json:"id"`
	Name    string    `json:"name"`
	Query   string    `json:"query"`
	By      string    `json:"by,omitempty"`
	Created time.Time `json:"created"`
	Updated time.Time `json:"updated"`
}

const searchColumns = "id, name, query, by_whom, created, updated"

func scanSearch(r row) (Search, error) {
	var x Search
	var created, updated int64
	err := r.Scan(&x.ID, &x.Name, &x.Query, &x.By, &created, &updated)
	x.Created, x.Updated = fromMicros(created), fromMicros(updated)
	return x, err
}

// Searches are the saved searches by name.
func (s *Store) Searches(ctx context.Context) ([]Search, error) {
	return list(ctx, s, "read searches", scanSearch, "SELECT "+searchColumns+" FROM searches ORDER BY name, id")
}

// Search is one saved search; not_found when it is not there.
func (s *Store) Search(ctx context.Context, id string) (Search, error) {
	return one(ctx, s, "read search "+clip(id), scanSearch, "SELECT "+searchColumns+" FROM searches WHERE id = ?", clean(id))
}

// PutSearch stores a search under its ID, new or in place of the one there;
// Created and Updated are set here.
func (s *Store) PutSearch(ctx context.Context, x Search) error {
	if x.ID == "" {
		return fault.New(fault.BadInput, "store search %.80q: it has no ID", x.Name)
	}
	return s.write(ctx, "store search "+clip(x.ID), func(t *tx) error {
		now := micros(s.now())
		_, err := t.exec(ctx, `INSERT INTO searches (id, name, query, by_whom, created, updated) VALUES (?, ?, ?, ?, ?, ?)
			ON CONFLICT (id) DO UPDATE SET name = excluded.name, query = excluded.query, by_whom = excluded.by_whom, updated = excluded.updated`,
			clean(x.ID), clean(x.Name), clean(x.Query), clean(x.By), now, now)
		return err
	})
}

// DeleteSearch removes a search; not_found when it is not there.
func (s *Store) DeleteSearch(ctx context.Context, id string) error {
	return s.write(ctx, "delete search "+clip(id), func(t *tx) error {
		n, err := t.exec(ctx, "DELETE FROM searches WHERE id = ?", clean(id))
		if err == nil && n == 0 {
			err = fault.New(fault.NotFound, "delete search %s: it is not in the store", clip(id))
		}
		return err
	})
}
