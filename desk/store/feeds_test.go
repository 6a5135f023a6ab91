package store

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"newstape/fault"
	"newstape/story/source/follow"
)

func TestFeedsAreKept(t *testing.T) {
	each(t, func(t *testing.T, s *Store) {
		ctx := context.Background()
		a, err := s.PutFeed(ctx, Feed{URL: " https://wire.example/rss#top ", Title: "Wire", Folder: "Wires", Outlet: "The Wire"})
		if err != nil || a.ID != FeedID("https://wire.example/rss") || a.State.URL != "https://wire.example/rss" || a.Added.IsZero() {
			t.Fatalf("%+v, %v", a, err)
		}
		b, err := s.PutFeed(ctx, Feed{ID: "quay", URL: "https://quay.example/feed.json", Off: true})
		if err != nil {
			t.Fatal(err)
		}
		all, err := s.Feeds(ctx)
		if diff := cmp.Diff([]Feed{b, a}, all); diff != "" || err != nil {
			t.Errorf("%v %s", err, diff)
		}
		if got, err := s.Feed(ctx, a.ID); err != nil || !cmp.Equal(got, a) {
			t.Errorf("%+v, %v", got, err)
		}
		if _, err := s.PutFeed(ctx, Feed{URL: "https://quay.example/feed.json"}); fault.CodeOf(err) != fault.BadInput {
			t.Errorf("two feeds of one address: %v", err)
		}
		for _, url := range []string{"", "file:///etc/hosts", "https://u:p@a.example/", "quay.example"} {
			if _, err := s.PutFeed(ctx, Feed{URL: url}); err == nil {
				t.Errorf("%q was stored", url)
			}
		}
		if err := s.DeleteFeed(ctx, a.ID); err != nil {
			t.Error(err)
		}
		if err := s.DeleteFeed(ctx, a.ID); fault.CodeOf(err) != fault.NotFound {
			t.Error(err)
		}
		if _, err := s.Feed(ctx, a.ID); fault.CodeOf(err) != fault.NotFound {
			t.Error(err)
		}
		changes, err := s.Changes(ctx, 0, 10)
		var ids []string
		for _, c := range changes {
			ids = append(ids, c.Kind+" "+c.ID)
		}
		if diff := cmp.Diff([]string{"feed " + a.ID, "feed quay", "feed " + a.ID}, ids); diff != "" || err != nil {
			t.Errorf("changes: %v %s", err, diff)
		}
	})
}

func TestDueFeeds(t *testing.T) {
	each(t, func(t *testing.T, s *Store) {
		ctx := context.Background()
		now := time.Date(2026, 3, 2, 15, 0, 0, 0, time.UTC)
		for i := range 4 {
			if _, err := s.PutFeed(ctx, Feed{ID: fmt.Sprint(i), URL: fmt.Sprintf("https://a.example/%d", i), Off: i == 3}); err != nil {
				t.Fatal(err)
			}
		}
		take := func(at time.Time, holder string, limit int) []string {
			due, err := s.DueFeeds(ctx, at, limit, holder, time.Minute)
			if err != nil {
				t.Fatal(err)
			}
			var ids []string
			for _, f := range due {
				ids = append(ids, f.ID)
			}
			return ids
		}
		if got := take(now, "a", 2); !slices.Equal(got, []string{"0", "1"}) {
			t.Errorf("first worker: %v", got)
		}
		if got := take(now, "b", 9); !slices.Equal(got, []string{"2"}) {
			t.Errorf("second worker: %v", got)
		}
		st := follow.NewState("https://moved.example/0")
		st.Next, st.Health = now.Add(time.Hour), follow.Health{Condition: follow.Fresh, Since: now}
		before, _ := s.LastChange(ctx)
		if held, err := s.SaveFeed(ctx, "0", "a", st, 3); err != nil || !held {
			t.Fatal(held, err)
		}
		f, err := s.Feed(ctx, "0")
		if err != nil || f.Taken != 3 || !cmp.Equal(f.State, st) || f.URL != "https://a.example/0" {
			t.Errorf("%+v, %v", f, err)
		}
		if after, _ := s.LastChange(ctx); after != before+1 {
			t.Errorf("%d changes for a new condition", after-before)
		}
		if held, err := s.SaveFeed(ctx, "0", "a", st, 3); err != nil || held {
			t.Errorf("saved twice: %t, %v", held, err)
		}
		// A lease that ran out goes to another, and the first one comes too late.
		later := now.Add(2 * time.Minute)
		if got := take(later, "c", 9); !slices.Equal(got, []string{"1", "2"}) {
			t.Errorf("after the lease: %v", got)
		}
		if held, err := s.SaveFeed(ctx, "1", "a", st, 1); err != nil || held {
			t.Errorf("the late worker saved: %t, %v", held, err)
		}
		if held, err := s.SaveFeed(ctx, "gone", "a", st, 1); err != nil || held {
			t.Errorf("%t, %v", held, err)
		}
		// Names and another address may change at any time.
		f.Title, f.State = "Named", follow.State{}
		if f, err = s.PutFeed(ctx, f); err != nil || !cmp.Equal(f.State, st) || f.Taken != 3 {
			t.Errorf("renaming touched the state: %+v, %v", f, err)
		}
		f.URL = "https://b.example/0"
		if f, err = s.PutFeed(ctx, f); err != nil || !cmp.Equal(f.State, follow.NewState(f.URL)) {
			t.Errorf("another address: %+v, %v", f, err)
		}
		if got := take(later, "d", 9); !slices.Equal(got, []string{"0"}) {
			t.Errorf("another address is due at once: %v", got)
		}
	})
}

// However many workers ask at once, no feed is handed out twice.
func TestDueFeedsAtOnce(t *testing.T) {
	each(t, func(t *testing.T, s *Store) {
		ctx := context.Background()
		const n = 40
		for i := range n {
			if _, err := s.PutFeed(ctx, Feed{URL: fmt.Sprintf("https://a.example/%d", i)}); err != nil {
				t.Fatal(err)
			}
		}
		var mu sync.Mutex
		var wg sync.WaitGroup
		times := map[string]int{}
		for w := range 6 {
			wg.Go(func() {
				for {
					due, err := s.DueFeeds(ctx, time.Now(), 3, fmt.Sprint(w), time.Hour)
					if err != nil {
						t.Error(err)
						return
					}
					mu.Lock()
					for _, f := range due {
						times[f.ID]++
					}
					done := len(times) >= n
					mu.Unlock()
					if done {
						return
					}
				}
			})
		}
		wg.Wait()
		for id, k := range times {
			if k != 1 {
				t.Errorf("feed %s was handed out %d times", id, k)
			}
		}
	})
}

func TestSeenItems(t *testing.T) {
	each(t, func(t *testing.T, s *Store) {
		ctx := context.Background()
		f, err := s.PutFeed(ctx, Feed{URL: "https://a.example/"})
		if err != nil {
			t.Fatal(err)
		}
		var keys []string
		mark := func(from, to int, hash string) {
			var marks []Mark
			for i := from; i < to; i++ {
				marks = append(marks, Mark{Key: fmt.Sprint(i), Hash: hash})
			}
			if err := s.MarkItems(ctx, f.ID, marks); err != nil {
				t.Fatal(err)
			}
		}
		for i := range 1200 {
			keys = append(keys, fmt.Sprint(i))
		}
		mark(0, 1000, "h")
		if err := s.MarkItems(ctx, f.ID, []Mark{{"10", "h2"}, {"10", "other"}}); err != nil {
			t.Fatal(err)
		}
		seen, err := s.SeenItems(ctx, f.ID, keys)
		if err != nil || len(seen) != 1000 || seen["10"] != "other" || seen["11"] != "h" {
			t.Fatalf("%d seen, %v", len(seen), err)
		}
		for i := 1; i <= 5; i++ {
			mark(1000*i, 1000*i+1000, "h")
		}
		seen, err = s.SeenItems(ctx, f.ID, keys)
		n, _ := one(ctx, s, "count", scanInt, "SELECT COUNT(*) FROM feed_items")
		if err != nil || n > MaxMarks || n < MaxMarks-1000 || seen["1100"] != "h" {
			t.Errorf("%d marks are kept, %d of the oldest, %v", n, len(seen), err)
		}
		if err := s.MarkItems(ctx, "gone", []Mark{{"a", "b"}}); err != nil {
			t.Errorf("marks of a feed that is gone: %v", err)
		}
		if err := s.DeleteFeed(ctx, f.ID); err != nil {
			t.Fatal(err)
		}
		if seen, err := s.SeenItems(ctx, f.ID, keys); err != nil || len(seen) != 0 {
			t.Errorf("%d items are left, %v", len(seen), err)
		}
	})
}
