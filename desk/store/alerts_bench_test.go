package store

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"newstape/internal/pgtest"
)

// BenchmarkDelivery takes deliveries from due to sent among 300,000 that were
// sent before: look, claim, begin, end.
func BenchmarkDelivery(b *testing.B) {
	for name, dsn := range map[string]func(testing.TB) string{
		"sqlite":   func(t testing.TB) string { return "sqlite:" + filepath.Join(t.TempDir(), "desk.db") },
		"postgres": pgtest.Database,
	} {
		b.Run(name, func(b *testing.B) {
			s, ctx := openTest(b, dsn(b)), context.Background()
			if err := s.write(ctx, "fill", func(t *tx) error {
				_, err := t.exec(ctx, `INSERT INTO deliveries (id, channel, rule, grp, state, due, alerts, attempts, failures, lost, claim, lease, why, created, updated)
					WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < 300000)
					SELECT 'k' || i, CASE WHEN i % 2 = 0 THEN 'a' ELSE 'b' END, 'r1', '', 'sent', i, 1, 1, 0, 0, '', 0, '', i, i FROM g`)
				return err
			}); err != nil {
				b.Fatal(err)
			}
			n := 0
			for b.Loop() {
				n++
				if _, err := s.PutAlerts(ctx, []Alert{testAlert(n, "a")}); err != nil {
					b.Fatal(err)
				}
				now := noon.Add(1000 * time.Hour)
				if _, err := s.DueChannels(ctx, now); err != nil {
					b.Fatal(err)
				}
				ds, err := s.ClaimDeliveries(ctx, "a", now, "w", time.Minute, 1)
				if err != nil || len(ds) != 1 {
					b.Fatalf("%d, %v", len(ds), err)
				}
				a, err := s.BeginAttempt(ctx, ds[0], now, time.Minute)
				if err != nil {
					b.Fatal(err)
				}
				if _, err := s.EndAttempt(ctx, End{Attempt: a.ID, At: now, Outcome: OutcomeSent}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
