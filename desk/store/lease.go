package store

import (
	"context"
	"time"
)

// Lease gives holder the lease for ttl when nobody else has it, or lengthens it
// when holder has it already; false when another has it.
func (s *Store) Lease(ctx context.Context, name, holder string, ttl time.Duration) (bool, error) {
	got := false
	err := s.write(ctx, "take lease "+clip(name), func(t *tx) error {
		now := s.now()
		n, err := t.exec(ctx, `INSERT INTO leases AS l (name, holder, until) VALUES (?, ?, ?)
			ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until
			WHERE l.holder = excluded.holder OR l.until <= ?`, clean(name), clean(holder), micros(now.Add(ttl)), micros(now))
		got = n > 0
		return err
	})
	return got && err == nil, err
}

// Release ends holder's lease; it is no error when it has none.
func (s *Store) Release(ctx context.Context, name, holder string) error {
	return s.write(ctx, "release lease "+clip(name), func(t *tx) error {
		_, err := t.exec(ctx, "DELETE FROM leases WHERE name = ? AND holder = ?", clean(name), clean(holder))
		return err
	})
}

// DropLeases ends the leases of every holder, those of feeds too: for a process
// that has an SQLite store, when it starts.
func (s *Store) DropLeases(ctx context.Context) error {
	return s.write(ctx, "drop the leases of earlier processes", func(t *tx) error {
		if _, err := t.exec(ctx, "DELETE FROM leases"); err != nil {
			return err
		}
		_, err := t.exec(ctx, "UPDATE feeds SET holder = '', until = 0 WHERE holder <> ''")
		return err
	})
}

// Setting is a value that the desk keeps for itself, "" when it was never put.
func (s *Store) Setting(ctx context.Context, name string) (string, error) {
	found, err := list(ctx, s, "read setting "+clip(name), scanString, "SELECT value FROM settings WHERE name = ?", clean(name))
	if err != nil || len(found) == 0 {
		return "", err
	}
	return found[0], nil
}

// PutSetting stores a value; "" removes it.
func (s *Store) PutSetting(ctx context.Context, name, value string) error {
	return s.write(ctx, "store setting "+clip(name), func(t *tx) error {
		if value == "" {
			_, err := t.exec(ctx, "DELETE FROM settings WHERE name = ?", clean(name))
			return err
		}
		_, err := t.exec(ctx, "INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
			clean(name), clean(value))
		return err
	})
}
