package store

import (
	"context"
	"testing"
	"time"
)

func TestAClusterWaitsUntilItIsQuietOrHasWaitedLong(t *testing.T) {
	each(t, func(t *testing.T, s *Store) {
		ctx := context.Background()
		now := s.now()
		s.now = func() time.Time { return now }
		due := func(want ...string) []Join {
			t.Helper()
			got, err := s.ToJoin(ctx, 2*time.Second, 30*time.Second, 10)
			if err != nil {
				t.Fatal(err)
			}
			if len(got) != len(want) {
				t.Fatalf("got %v, want %v", got, want)
			}
			for i := range got {
				if got[i].Cluster != want[i] {
					t.Fatalf("got %v, want %v", got, want)
				}
			}
			return got
		}
		mark := func(cluster string) {
			t.Helper()
			if err := s.MarkToJoin(ctx, cluster); err != nil {
				t.Fatal(err)
			}
		}
		mark("a")
		due()
		now = now.Add(3 * time.Second)
		read := due("a")
		mark("a") // a story comes while the claims are joined
		if err := s.Joined(ctx, read[0]); err != nil {
			t.Fatal(err)
		}
		due()
		for range 31 {
			now = now.Add(time.Second)
			mark("a")
		}
		read = due("a")
		if err := s.Joined(ctx, read[0]); err != nil {
			t.Fatal(err)
		}
		due()
	})
}
