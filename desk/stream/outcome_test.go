package stream

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"testing"
	"time"

	"newstape/fault"
)

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
