package store

import (
	"context"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"newstape/internal/pgtest"
)

func TestMain(m *testing.M) { os.Exit(pgtest.Main(m)) }

// clock ticks one microsecond whenever it is looked at, so that orders by time
// are the same in every run.
type clock struct{ us atomic.Int64 }

func (c *clock) now() time.Time {
	return time.Date(2026, 3, 2, 14, 0, 0, 0, time.UTC).Add(time.Duration(c.us.Add(1)) * time.Microsecond)
}

func (c *clock) pass(d time.Duration) { c.us.Add(d.Microseconds()) }

// each runs a test on a fresh store of either engine.
func each(t *testing.T, f func(t *testing.T, s *Store)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) { f(t, openTest(t, "sqlite:"+filepath.Join(t.TempDir(), "desk.db"))) })
	t.Run("postgres", func(t *testing.T) { f(t, openTest(t, pgtest.Schema(t))) })
}

func openTest(t testing.TB, dsn string) *Store {
	t.Helper()
	s, err := Open(context.Background(), dsn, Options{Now: new(clock).now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func TestOpenTwiceAndAgain(t *testing.T) {
	each(t, func(t *testing.T, s *Store) {
		ctx := context.Background()
		if err := s.Ping(ctx); err != nil {
			t.Fatal(err)
		}
		last, err := s.LastChange(ctx)
		if err != nil || last != 0 {
			t.Fatalf("last change of an empty store: %d, %v", last, err)
		}
		if v, err := s.Schema(ctx); err != nil || v < 2 {
			t.Fatalf("schema %d, %v", v, err)
		}
	})
}
