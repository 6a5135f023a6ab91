package stream

import (
	"bytes"
	"context"
	"crypto/rand"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"newstape/fault"
)

// quick is a Config for tests: failures come back at once.
func quick(t *testing.T) Config {
	return Config{InMemory: true, AckWait: 2 * time.Second, Backoff: []time.Duration{5 * time.Millisecond}, Grace: 2 * time.Second}
}

func open(t *testing.T, cfg Config) *Stream {
	t.Helper()
	s, err := Open(t.Context(), cfg)
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

func publish(t *testing.T, s *Stream, stage string, ids ...string) {
	t.Helper()
	for _, id := range ids {
		if err := s.Publish(t.Context(), stage, Message{ID: id, Data: []byte("data of " + id)}); err != nil {
			t.Fatalf("publish %s: %v", id, err)
		}
	}
}

// during runs a stage until check says true, 10 s at most.
func during(t *testing.T, s *Stream, stage string, workers int, h Handler, check func() bool) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error)
	go func() { done <- s.Run(ctx, stage, workers, h) }()
	eventually(t, check)
	cancel()
	if err := <-done; err != nil {
		t.Errorf("run: %v", err)
	}
}

func eventually(t *testing.T, check func() bool) {
	t.Helper()
	for range 2000 {
		if check() {
			return
		}
		time.Sleep(5 * time.Millisecond)
	}
	t.Fatal("it did not come to pass within 10 s")
}

// seen collects what handlers were given.
type seen struct {
	mu  sync.Mutex
	all []Message
}

func (s *seen) add(m Message) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.all = append(s.all, m)
	return len(s.all)
}

func (s *seen) count() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.all)
}

func (s *seen) ids() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var ids []string
	for _, m := range s.all {
		ids = append(ids, m.ID)
	}
	return strings.Join(ids, " ")
}

func empty(t *testing.T, s *Stream) func() bool {
	return func() bool {
		depths, err := s.Depths(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range depths {
			if d.Waiting+d.InFlight > 0 {
				return false
			}
		}
		return true
	}
}

func TestOneWorkerSeesMessagesInOrder(t *testing.T) {
	s := open(t, quick(t))
	publish(t, s, "fetched", "a", "b", "c", "d", "e")
	var got seen
	during(t, s, "fetched", 1, func(_ context.Context, m Message) error { got.add(m); return nil }, empty(t, s))
	if got.ids() != "a b c d e" {
		t.Errorf("got %s", got.ids())
	}
	if m := got.all[0]; m.Attempt != 1 || m.Published.IsZero() || string(m.Data) != "data of a" {
		t.Errorf("got %+v", m)
	}
}

func TestStagesAreApart(t *testing.T) {
	s := open(t, quick(t))
	publish(t, s, "fetched", "a")
	publish(t, s, "read", "a", "b") // an ID names a message within its stage
	depths, err := s.Depths(t.Context())
	if want := "[{fetched 1 0} {read 2 0} {stored 0 0} {alerted 0 0}]"; err != nil || fmt.Sprint(depths) != want {
		t.Errorf("got %v, %v; want %s", depths, err, want)
	}
	if err := s.Publish(t.Context(), "written", Message{ID: "a"}); fault.CodeOf(err) != fault.Internal {
		t.Errorf("an unknown stage: %v", err)
	}
}

func TestOneIDIsKeptOnce(t *testing.T) {
	s := open(t, quick(t))
	publish(t, s, "fetched", "a", "a", "b", "a")
	var got seen
	during(t, s, "fetched", 2, func(_ context.Context, m Message) error { got.add(m); return nil }, empty(t, s))
	publish(t, s, "fetched", "a") // done with, and still in the window
	if !empty(t, s)() || got.count() != 2 {
		t.Errorf("got %s", got.ids())
	}
}

func TestRunFinishesWhatItHolds(t *testing.T) {
	s := open(t, quick(t))
	publish(t, s, "fetched", "a", "b")
	started, finished := make(chan bool, 9), atomic.Bool{}
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error)
	go func() {
		done <- s.Run(ctx, "fetched", 1, func(ctx context.Context, _ Message) error {
			started <- true
			time.Sleep(200 * time.Millisecond)
			finished.Store(ctx.Err() == nil)
			return nil
		})
	}()
	<-started
	cancel()
	if err := <-done; err != nil || !finished.Load() {
		t.Errorf("run ended with %v, handler finished in peace: %v", err, finished.Load())
	}
	var got seen
	during(t, s, "fetched", 1, func(_ context.Context, m Message) error { got.add(m); return nil }, empty(t, s))
	if got.ids() != "b" {
		t.Errorf("left for the next run: %q, want b", got.ids())
	}
}

func TestCloseEndsRunsAndIsPatientOnlySoLong(t *testing.T) {
	cfg := quick(t)
	cfg.Grace = 100 * time.Millisecond
	s := open(t, cfg)
	publish(t, s, "fetched", "a")
	started := make(chan bool, 1)
	done := make(chan error)
	go func() {
		done <- s.Run(t.Context(), "fetched", 2, func(ctx context.Context, _ Message) error {
			started <- true
			<-ctx.Done()
			return ctx.Err()
		})
	}()
	<-started
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	if err := <-done; err != nil {
		t.Error(err)
	}
	if err := s.Publish(t.Context(), "fetched", Message{ID: "b"}); err == nil {
		t.Error("a closed stream takes messages")
	}
	if err := s.Run(t.Context(), "fetched", 1, nil); err == nil {
		t.Error("a closed stream runs")
	}
}

func TestCloseDoesNotWaitForEver(t *testing.T) {
	t.Parallel()
	cfg := quick(t)
	cfg.Grace = 10 * time.Millisecond
	s := open(t, cfg)
	publish(t, s, "fetched", "a")
	started, let := make(chan bool, 1), make(chan bool)
	ended := make(chan error)
	go func() {
		ended <- s.Run(t.Context(), "fetched", 1, func(context.Context, Message) error {
			started <- true
			<-let
			return nil
		})
	}()
	<-started
	begin := time.Now()
	s.Close()
	if d := time.Since(begin); d > 4*time.Second {
		t.Errorf("it took %s", d)
	}
	close(let)
	<-ended
}

func TestLargeMessagesPass(t *testing.T) {
	t.Parallel()
	s := open(t, quick(t))
	noise := make([]byte, 12<<20) // 8 MiB raw that does not compress, as base64 in JSON
	rand.Read(noise)
	words := bytes.Repeat([]byte("The company said its shares fell 3.2 percent on Friday. "), 1<<20)
	want := map[string][]byte{"noise": noise, "words": words, "none": nil}
	for id, data := range want {
		if err := s.Publish(t.Context(), "fetched", Message{ID: id, Data: data}); err != nil {
			t.Fatal(err)
		}
	}
	var got seen
	during(t, s, "fetched", 3, func(_ context.Context, m Message) error { got.add(m); return nil }, empty(t, s))
	for _, m := range got.all {
		if !bytes.Equal(m.Data, want[m.ID]) {
			t.Errorf("%s came out with %d bytes, went in with %d", m.ID, len(m.Data), len(want[m.ID]))
		}
	}
	if got.count() != 3 {
		t.Errorf("got %s", got.ids())
	}
	huge := make([]byte, 31<<20)
	rand.Read(huge)
	if err := s.Publish(t.Context(), "fetched", Message{ID: "huge", Data: huge}); fault.CodeOf(err) != fault.TooLarge {
		t.Errorf("31 MiB of noise: %v", err)
	}
}

func TestWhatCannotBeCarriedIsRefused(t *testing.T) {
	s := open(t, quick(t))
	for name, m := range map[string]Message{
		"no ID":            {},
		"ID with a line":   {ID: "a\nNats-Rollup: all"},
		"long ID":          {ID: strings.Repeat("a", 600)},
		"header of NATS":   {ID: "a", Header: map[string]string{"nats-rollup": "all"}},
		"header of ours":   {ID: "a", Header: map[string]string{"Newstape-Id": "b"}},
		"header with line": {ID: "a", Header: map[string]string{"x": "1\r\nNats-Rollup: all"}},
		"header no name":   {ID: "a", Header: map[string]string{"x: y": "1"}},
	} {
		if err := s.Publish(t.Context(), "fetched", m); fault.CodeOf(err) != fault.BadInput || !isPermanent(err) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if !empty(t, s)() {
		t.Error("something was kept")
	}
}

func TestConfigSaysWhatCannotBe(t *testing.T) {
	for name, cfg := range map[string]Config{
		"nothing":         {},
		"a name":          {InMemory: true, Name: "a.b"},
		"a stage":         {InMemory: true, Stages: []string{"dead"}},
		"copies at home":  {InMemory: true, Replicas: 3},
		"too many copies": {URL: "nats://127.0.0.1:1", Replicas: 7},
	} {
		if s, err := Open(t.Context(), cfg); fault.CodeOf(err) != fault.BadUsage || s != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer cancel()
	_, err := Open(ctx, Config{URL: "nats://u:secret@127.0.0.1:1"})
	if fault.CodeOf(err) != fault.Unreachable || strings.Contains(err.Error(), "secret") {
		t.Errorf("nobody there: %v", err)
	}
}
