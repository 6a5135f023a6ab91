package stream_test

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"newstape/desk/stream"
	"newstape/desk/stream/streamtest"
	"newstape/fault"
)

func TestClusterKeepsWhatItAcceptedWhenALeaderStops(t *testing.T) {
	t.Parallel()
	c := streamtest.Start(t, 3)
	s := reach(t, c)
	var mu sync.Mutex
	kept, saw := map[string]bool{}, map[string]int{}
	ctx, cancel := context.WithCancel(t.Context())
	var all sync.WaitGroup
	all.Go(func() {
		s.Run(ctx, "fetched", 4, func(ctx context.Context, m stream.Message) error {
			if err := s.Publish(ctx, "read", m); err != nil {
				return err
			}
			mu.Lock()
			defer mu.Unlock()
			saw[m.ID]++
			return nil
		})
	})
	var enough atomic.Bool
	var publishers sync.WaitGroup
	var failed, slowest atomic.Int64
	for g := range 4 {
		publishers.Go(func() {
			for i := 0; !enough.Load(); i++ {
				id, begin := fmt.Sprintf("%d-%d", g, i), time.Now()
				if err := s.Publish(ctx, "fetched", stream.Message{ID: id, Data: make([]byte, 4096)}); err != nil {
					failed.Add(1)
					continue
				}
				slowest.Store(max(slowest.Load(), int64(time.Since(begin))))
				mu.Lock()
				kept[id] = true
				mu.Unlock()
			}
		})
	}
	time.Sleep(300 * time.Millisecond)
	down := c.StopLeader(t, "newstape_fetched")
	time.Sleep(700 * time.Millisecond)
	c.StartServer(t, down)
	c.WaitReady(t)
	c.StopLeader(t, "newstape_read")
	time.Sleep(700 * time.Millisecond)
	enough.Store(true)
	publishers.Wait()
	drained(t, s, "fetched")
	cancel()
	all.Wait()
	for id := range kept {
		if saw[id] == 0 {
			t.Errorf("%s was accepted and is lost", id)
		}
	}
	depths, err := s.Depths(t.Context())
	if err != nil || int(depths[1].Waiting) != len(saw) {
		t.Errorf("the next stage holds %+v, want %d, %v", depths, len(saw), err)
	}
	t.Logf("two leaders stopped: %d accepted, %d refused, the slowest took %s", len(kept), failed.Load(), time.Duration(slowest.Load()))
}

func reach(t *testing.T, c *streamtest.Cluster) *stream.Stream {
	t.Helper()
	s, err := stream.Open(t.Context(), stream.Config{URL: c.URL(), Replicas: 3, Stages: []string{"fetched", "read"}, AckWait: 2 * time.Second})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func drained(t *testing.T, s *stream.Stream, stage string) {
	t.Helper()
	for range 600 {
		depths, err := s.Depths(t.Context())
		for _, d := range depths {
			if d.Stage == stage && err == nil && d.Waiting+d.InFlight == 0 {
				return
			}
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatalf("stage %s is not empty after 30 s", stage)
}

// What was refused for fullness must not be taken for a duplicate later: the
// leader notes IDs before the replicas have agreed to keep the message.
func TestClusterTakesLaterWhatItRefused(t *testing.T) {
	t.Parallel()
	c := streamtest.Start(t, 3)
	s, err := stream.Open(t.Context(), stream.Config{URL: c.URL(), Replicas: 3, Stages: []string{"fetched", "read"}, MaxPending: 50})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	var refused sync.Map
	var all sync.WaitGroup
	for g := range 8 {
		all.Go(func() {
			for i := range 20 {
				id := fmt.Sprintf("%d-%d", g, i)
				if err := s.Publish(t.Context(), "fetched", stream.Message{ID: id}); fault.CodeOf(err) == fault.Busy {
					refused.Store(id, true)
				} else if err != nil {
					t.Errorf("%s: %v", id, err)
				}
			}
		})
	}
	all.Wait()
	var saw sync.Map
	ctx, cancel := context.WithCancel(t.Context())
	all.Go(func() {
		s.Run(ctx, "fetched", 2, func(_ context.Context, m stream.Message) error { saw.Store(m.ID, true); return nil })
	})
	drained(t, s, "fetched")
	n := 0
	refused.Range(func(id, _ any) bool {
		n++
		for s.Publish(t.Context(), "fetched", stream.Message{ID: id.(string)}) != nil {
			time.Sleep(5 * time.Millisecond)
		}
		return true
	})
	drained(t, s, "fetched")
	cancel()
	all.Wait()
	for g := range 8 {
		for i := range 20 {
			if _, ok := saw.Load(fmt.Sprintf("%d-%d", g, i)); !ok {
				t.Errorf("%d-%d was accepted and is lost", g, i)
			}
		}
	}
	t.Logf("%d of 160 refused at first", n)
}
