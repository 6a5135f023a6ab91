package store

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"newstape/desk/record"
	"newstape/desk/store/storetest"
	"newstape/internal/pgtest"
)

// BenchmarkPut puts typical stories, one at a time and four at a time:
//
//	go test -run xxx -bench Put -benchtime 500x ./desk/store
//
// PostgreSQL runs with fsync on, as the SQLite store does.
func BenchmarkPut(b *testing.B) {
	g, err := storetest.New(1)
	if err != nil {
		b.Fatal(err)
	}
	for _, writers := range []int{1, 4} {
		b.Run(fmt.Sprintf("sqlite/%d", writers), func(b *testing.B) {
			benchPut(b, openTest(b, "sqlite:"+filepath.Join(b.TempDir(), "desk.db")), g, writers)
		})
		b.Run(fmt.Sprintf("postgres/%d", writers), func(b *testing.B) {
			benchPut(b, openTest(b, pgtest.New(b, "fsync=on").Database(b)), g, writers)
		})
	}
}

func benchPut(b *testing.B, s *Store, g *storetest.Generator, writers int) {
	ctx := context.Background()
	stories := make([]record.Story, b.N)
	for i := range stories {
		stories[i] = g.Story(i)
	}
	took := make([]time.Duration, b.N)
	b.ReportAllocs()
	b.ResetTimer()
	done := make(chan error, writers)
	for w := range writers {
		go func() {
			for i := w; i < b.N; i += writers {
				begun := time.Now()
				if _, err := s.Put(ctx, stories[i]); err != nil {
					done <- err
					return
				}
				took[i] = time.Since(begun)
			}
			done <- nil
		}()
	}
	for range writers {
		if err := <-done; err != nil {
			b.Fatal(err)
		}
	}
	b.StopTimer()
	slices.Sort(took)
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "stories/s")
	b.ReportMetric(took[len(took)/2].Seconds()*1000, "p50-ms")
	b.ReportMetric(took[len(took)*99/100].Seconds()*1000, "p99-ms")
}
