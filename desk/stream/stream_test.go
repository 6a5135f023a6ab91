package stream

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
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

func TestAnErrorComesBackUntilItWorks(t *testing.T) {
	s := open(t, quick(t))
	publish(t, s, "fetched", "a")
	var got seen
	during(t, s, "fetched", 2, func(_ context.Context, m Message) error {
		if got.add(m) < 3 {
			return errors.New("not yet")
		}
		return nil
	}, func() bool { return got.count() == 3 && empty(t, s)() })
	for i, m := range got.all {
		if m.Attempt != i+1 {
			t.Errorf("delivery %d is called attempt %d", i+1, m.Attempt)
		}
	}
}

func TestAPanicIsAnErrorAndADeadLetterInTheEnd(t *testing.T) {
	cfg := quick(t)
	cfg.MaxDeliver = 3
	s := open(t, cfg)
	publish(t, s, "read", "bad", "good")
	var got seen
	during(t, s, "read", 1, func(_ context.Context, m Message) error {
		if m.ID == "bad" {
			got.add(m)
			panic("no such\nparty")
		}
		return nil
	}, empty(t, s))
	letters, err := s.Dead(t.Context(), 0)
	if err != nil || len(letters) != 1 || got.count() != 3 {
		t.Fatalf("got %d calls, letters %+v, %v", got.count(), letters, err)
	}
	l := letters[0]
	if l.Stage != "read" || l.ID != "bad" || l.Reason != "panic: no such party" || l.Attempts != 3 || l.Bytes != len("data of bad") || l.At.IsZero() {
		t.Errorf("got %+v", l)
	}
}

func TestPermanentIsADeadLetterAtOnce(t *testing.T) {
	s := open(t, quick(t))
	publish(t, s, "fetched", "a")
	var got seen
	during(t, s, "fetched", 1, func(_ context.Context, m Message) error {
		got.add(m)
		return fmt.Errorf("read: %w", Permanent(fault.New(fault.Busy, "not a story"))) // permanent outweighs busy
	}, empty(t, s))
	letters, _ := s.Dead(t.Context(), 10)
	if got.count() != 1 || len(letters) != 1 || letters[0].Reason != "read: not a story" {
		t.Errorf("got %d calls, letters %+v", got.count(), letters)
	}
	if Permanent(nil) != nil || Wait(nil) != nil {
		t.Error("nil must stay nil")
	}
}

func TestRetrySendsLettersAgainWithAllTheirAttempts(t *testing.T) {
	cfg := quick(t)
	cfg.MaxDeliver = 2
	s := open(t, cfg)
	big := bytes.Repeat([]byte("shares of a company rose "), 2000)
	for _, id := range []string{"a", "b", "c"} {
		if err := s.Publish(t.Context(), "fetched", Message{ID: id, Data: big, Header: map[string]string{"traceparent": "00-" + id}}); err != nil {
			t.Fatal(err)
		}
	}
	fails := func(context.Context, Message) error { return errors.New("out of order") }
	during(t, s, "fetched", 2, fails, empty(t, s))
	letters, _ := s.Dead(t.Context(), 2)
	if len(letters) != 2 {
		t.Fatalf("asked for 2, got %+v", letters)
	}
	if n, err := s.Retry(t.Context(), letters[1].Seq); n != 1 || err != nil {
		t.Fatalf("retry one: %d, %v", n, err)
	}
	if n, err := s.Retry(t.Context(), letters[1].Seq); n != 0 || fault.CodeOf(err) != fault.NotFound {
		t.Errorf("retry what is gone: %d, %v", n, err)
	}
	if n, err := s.Retry(t.Context()); n != 2 || err != nil {
		t.Fatalf("retry all: %d, %v", n, err)
	}
	var got seen
	during(t, s, "fetched", 1, func(_ context.Context, m Message) error { got.add(m); return nil }, empty(t, s))
	if got.count() != 3 {
		t.Fatalf("got %s", got.ids())
	}
	for _, m := range got.all {
		if m.Attempt != 1 || !bytes.Equal(m.Data, big) || m.Header["traceparent"] != "00-"+m.ID || len(m.Header) != 1 {
			t.Errorf("a letter came back as %s, attempt %d, %d bytes, %v", m.ID, m.Attempt, len(m.Data), m.Header)
		}
	}
	if letters, _ := s.Dead(t.Context(), 0); len(letters) != 0 {
		t.Errorf("letters stay: %+v", letters)
	}
}

func TestAFullStageIsBusyAndLosesNothing(t *testing.T) {
	cfg := quick(t)
	cfg.MaxPending = 3
	s := open(t, cfg)
	publish(t, s, "fetched", "a", "b", "c")
	err := s.Publish(t.Context(), "fetched", Message{ID: "d"})
	if fault.CodeOf(err) != fault.Busy {
		t.Fatalf("got %v", err)
	}
	publish(t, s, "fetched", "a") // already kept, so this is no lie
	publish(t, s, "read", "x")    // the others are not full
	var got seen
	note := func(_ context.Context, m Message) error { got.add(m); return nil }
	during(t, s, "fetched", 1, note, func() bool { return got.count() == 3 })
	publish(t, s, "fetched", "d") // what was refused is not taken for a duplicate
	during(t, s, "fetched", 1, note, func() bool { return got.count() == 4 })
	if got.ids() != "a b c d" {
		t.Errorf("got %s", got.ids())
	}
}

func TestAFullNextStageHoldsTheOneBeforeIt(t *testing.T) {
	t.Parallel()
	cfg := quick(t)
	cfg.MaxPending, cfg.MaxDeliver = 2, 2
	s := open(t, cfg)
	publish(t, s, "read", "x", "y") // full
	publish(t, s, "fetched", "a")
	var calls atomic.Int32
	forward := func(ctx context.Context, m Message) error {
		calls.Add(1)
		return s.Publish(ctx, "read", m)
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	go s.Run(ctx, "fetched", 1, forward)
	eventually(t, func() bool { return calls.Load() > 2 }) // more than MaxDeliver, and no letter
	var got seen
	during(t, s, "read", 1, func(_ context.Context, m Message) error { got.add(m); return nil }, func() bool { return got.count() == 3 })
	if letters, _ := s.Dead(t.Context(), 0); len(letters) != 0 || got.ids() != "x y a" {
		t.Errorf("got %s, letters %+v", got.ids(), letters)
	}
}

func TestAnOutageWithRestartsMakesNoDeadLetters(t *testing.T) {
	t.Parallel()
	cfg := quick(t)
	cfg.MaxDeliver = 2
	s := open(t, cfg)
	publish(t, s, "stored", "a", "b")
	for range 6 { // more runs than MaxDeliver, in each the store is away
		var calls atomic.Int32
		during(t, s, "stored", 2, func(context.Context, Message) error {
			calls.Add(1)
			return Wait(errors.New("the store does not answer"))
		}, func() bool { return calls.Load() > 2 })
	}
	var got seen
	during(t, s, "stored", 1, func(_ context.Context, m Message) error { got.add(m); return nil }, empty(t, s))
	if letters, _ := s.Dead(t.Context(), 0); len(letters) != 0 || got.count() != 2 {
		t.Errorf("got %s, letters %+v", got.ids(), letters)
	}
}

func TestALongHandlerKeepsItsMessage(t *testing.T) {
	t.Parallel()
	cfg := quick(t)
	cfg.AckWait = 300 * time.Millisecond
	s := open(t, cfg)
	publish(t, s, "fetched", "a")
	var got seen
	var through atomic.Bool
	during(t, s, "fetched", 3, func(_ context.Context, m Message) error {
		got.add(m)
		time.Sleep(time.Second)
		through.Store(true)
		return nil
	}, func() bool { return through.Load() && empty(t, s)() })
	if got.count() != 1 {
		t.Errorf("it was given out %d times", got.count())
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
		if err := s.Publish(t.Context(), "fetched", m); fault.CodeOf(err) != fault.BadInput {
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
