package store

import (
	"context"
	"encoding/json"
	"time"

	"newstape/fault"
)

// ListChange is a party that came onto a list or went from it.
type ListChange struct {
	ID     string          `json:"id"`
	List   string          `json:"list"` // 1260H
	Party  string          `json:"party,omitempty"`
	Name   string          `json:"name"`             // as the list has it
	Change string          `json:"change"`           // added, removed
	Day    string          `json:"day"`              // in force since, 2026-06-08
	Seen   time.Time       `json:"seen"`             // when the desk learnt of it
	Detail json.RawMessage `json:"detail,omitempty"` // source, citation
}

// PutListChanges stores list changes that are not there yet, by ID, appends a
// change for each of these, and tells how many there were. A zero Seen is now.
func (s *Store) PutListChanges(ctx context.Context, changes []ListChange) (int, error) {
	fresh := 0
	err := s.write(ctx, "store list changes", func(t *tx) error {
		fresh = 0
		if err := t.inOrder(ctx); err != nil {
			return err
		}
		for _, c := range changes {
			if c.ID == "" {
				return fault.New(fault.BadInput, "store list changes: one of %q has no ID", c.Name)
			}
			if c.Seen.IsZero() {
				c.Seen = s.now()
			}
			n, err := t.exec(ctx, `INSERT INTO list_changes (id, list, party, name, change, day, seen, detail)
				VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING`,
				clean(c.ID), clean(c.List), clean(c.Party), clean(c.Name), clean(c.Change), clean(c.Day), micros(c.Seen), clean(string(c.Detail)))
			if err != nil {
				return err
			}
			if n == 0 {
				continue
			}
			fresh++
			if _, err := t.change(ctx, Change{Kind: KindListChange, ID: c.ID}); err != nil {
				return err
			}
		}
		return nil
	})
	return fresh, err
}

const listChangeColumns = "id, list, party, name, change, day, seen, detail"

func scanListChange(r row) (ListChange, error) {
	var c ListChange
	var seen int64
	var detail string
	err := r.Scan(&c.ID, &c.List, &c.Party, &c.Name, &c.Change, &c.Day, &seen, &detail)
	c.Seen = fromMicros(seen)
	if detail != "" {
		c.Detail = []byte(detail)
	}
	return c, err
}

// ListChange is one list change; not_found when it is not there.
func (s *Store) ListChange(ctx context.Context, id string) (ListChange, error) {
	return one(ctx, s, "read list change "+clip(id), scanListChange, "SELECT "+listChangeColumns+" FROM list_changes WHERE id = ?", clean(id))
}

// ListChanges are the list changes, latest seen first; the query is not looked at.
func (s *Store) ListChanges(ctx context.Context, a Ask) (Page[ListChange], error) {
	if err := a.check(false); err != nil {
		return Page[ListChange]{}, err
	}
	c, first, err := a.place("list changes")
	if err != nil {
		return Page[ListChange]{}, err
	}
	where := always
	if !first {
		where = clause{sql: "(seen, id) < (?, ?)", args: []any{c.at, c.id}}
	}
	found, err := list(ctx, s, "ask for list changes", scanListChange,
		"SELECT "+listChangeColumns+" FROM list_changes WHERE "+where.sql+" ORDER BY seen DESC, id DESC LIMIT ?", append(where.args, a.Limit+1)...)
	if err != nil {
		return Page[ListChange]{}, err
	}
	return cut(a, "list changes", found, func(c ListChange) cursor { return cursor{at: micros(c.Seen), id: c.ID} }), nil
}
