package alert

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"pgregory.net/rapid"

	"newstape/desk/store"
	"newstape/fault"
)

func TestSentOnce(t *testing.T) {
	each(t, func(t *testing.T, b *bench) {
		f := newFake(t, status(204))
		b.webhook("a", f.URL)
		r := b.rule(store.Rule{Channels: []string{"a"}})
		b.raise(r, 1, 2)
		b.raise(r, 1, 2)
		b.once()
		b.once()
		if len(f.requests()) != 2 || b.states() != "sent:2" {
			t.Errorf("%d requests, %s", len(f.requests()), b.states())
		}
	})
}

func TestFailuresAreTriedAgainAndThenGivenUp(t *testing.T) {
	t.Parallel()
	b := newBench(t, sqlite(t))
	f := newFake(t, func(_ int, w http.ResponseWriter) {
		http.Error(w, "try later "+testSecret, http.StatusServiceUnavailable)
	})
	b.o.PauseAfter = 100
	b.o.Backoff = []time.Duration{time.Minute, 5 * time.Minute}
	b.restart()
	b.webhook("a", f.URL)
	b.raise(b.rule(store.Rule{Channels: []string{"a"}}), 1)
	for i, wait := range []time.Duration{time.Minute, 5 * time.Minute} {
		b.once()
		d := b.deliveries()[0]
		if want := b.clock.Now().Add(wait + wait/10); !d.Due.Equal(want) || d.State != store.Pending {
			t.Errorf("try %d: %s due %s, want %s", i+1, d.State, d.Due, want)
		}
		b.once() // not yet
		b.clock.pass(wait + wait/10)
	}
	b.once()
	d := b.deliveries()[0]
	if d.State != store.Dead || len(d.Attempts) != 3 || !strings.HasPrefix(d.Why, "given up after 3 attempts; the last: it answered 503: try later") {
		t.Errorf("%+v", d)
	}
	if strings.Contains(d.Why, testSecret) || !strings.Contains(d.Why, "(hidden)") {
		t.Errorf("a secret is told: %s", d.Why)
	}
	if n, err := b.st.RetryDeliveries(context.Background(), d.ID); err != nil || n != 1 {
		t.Fatalf("%d, %v", n, err)
	}
	f.answers(status(200))
	b.once()
	keys, ids := map[string]bool{}, map[string]bool{}
	for _, g := range f.requests() {
		keys[g.header.Get(HeaderKey)], ids[g.header.Get(HeaderDelivery)] = true, true
	}
	if b.states() != "sent:1" || len(keys) != 1 || len(ids) != 4 {
		t.Errorf("%s, %d keys, %d delivery ids", b.states(), len(keys), len(ids))
	}
}

func TestWhatAnAnswerMeans(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		code  int
		after string
		state string
		due   time.Duration // 0: any
	}{
		{200, "", store.Sent, 0},
		{202, "", store.Sent, 0},
		{301, "", store.Dead, 0},
		{400, "", store.Dead, 0},
		{401, "", store.Dead, 0},
		{404, "120", store.Dead, 0},
		{410, "", store.Dead, 0},
		{408, "", store.Pending, 66 * time.Second},
		{425, "", store.Pending, 66 * time.Second},
		{429, "", store.Pending, 66 * time.Second},
		{429, "300", store.Pending, 5 * time.Minute},
		{500, "", store.Pending, 66 * time.Second},
		{503, "3600", store.Pending, time.Hour},
		{503, "1", store.Pending, 66 * time.Second},
		{503, noon.Add(time.Hour).Format(http.TimeFormat), store.Pending, time.Hour},
		{503, "999999999999999", store.Pending, 24 * time.Hour},
		{503, "-5", store.Pending, 66 * time.Second},
		{503, "NaN", store.Pending, 66 * time.Second},
		{503, "soon", store.Pending, 66 * time.Second},
	} {
		t.Run(fmt.Sprint(c.code, c.after), func(t *testing.T) {
			b := newBench(t, sqlite(t))
			f := newFake(t, func(_ int, w http.ResponseWriter) {
				w.Header().Set("Location", "/elsewhere")
				if c.after != "" {
					w.Header().Set("Retry-After", c.after)
				}
				w.WriteHeader(c.code)
			})
			b.webhook("a", f.URL)
			b.raise(b.rule(store.Rule{Channels: []string{"a"}}), 1)
			b.once()
			d := b.deliveries()[0]
			if d.State != c.state || len(f.requests()) != 1 {
				t.Errorf("%s after %d requests: %s", d.State, len(f.requests()), d.Why)
			}
			if c.due > 0 && d.Due.Sub(noon) != c.due {
				t.Errorf("due after %s", d.Due.Sub(noon))
			}
		})
	}
}

func TestBusyServiceIsLeftAlone(t *testing.T) {
	t.Parallel()
	b := newBench(t, sqlite(t))
	f := newFake(t, func(_ int, w http.ResponseWriter) {
		w.Header().Set("Retry-After", "30")
		w.WriteHeader(http.StatusTooManyRequests)
	})
	b.webhook("a", f.URL)
	b.raise(b.rule(store.Rule{Channels: []string{"a"}}), 1, 2, 3)
	b.once()
	b.once()
	if n := len(f.requests()); n != 1 {
		t.Errorf("%d requests to a service that asked to wait", n)
	}
	c, err := b.st.Channel(context.Background(), "a")
	if err != nil || c.Failures != 0 || c.PausedWhy == "" {
		t.Errorf("%+v, %v", c, err)
	}
	f.answers(status(200))
	b.clock.pass(2 * time.Minute)
	b.once()
	if b.states() != "sent:3" {
		t.Error(b.states())
	}
}

func TestFailingChannelIsPausedAndSaysSo(t *testing.T) {
	t.Parallel()
	b := newBench(t, sqlite(t))
	var log strings.Builder
	b.o.Log = slog.New(slog.NewTextHandler(&log, nil))
	b.restart()
	f, good := newFake(t, status(500)), newFake(t, nil)
	b.webhook("a", f.URL)
	b.webhook("b", good.URL)
	b.raise(b.rule(store.Rule{Channels: []string{"a", "b"}}), 1, 2, 3, 4, 5, 6, 7, 8)
	b.once()
	if n := len(f.requests()); n != 5 || len(good.requests()) != 8 {
		t.Errorf("%d requests before the pause, %d to the other channel", n, len(good.requests()))
	}
	c, err := b.st.Channel(context.Background(), "a")
	if err != nil || !c.Paused.Equal(noon.Add(15*time.Minute)) || c.PausedWhy != "it answered 500" || !strings.Contains(log.String(), "the channel is paused") {
		t.Errorf("%+v, %v\n%s", c, err, log.String())
	}
	if strings.Contains(log.String(), testSecret) {
		t.Error("a secret is in the log")
	}
	b.clock.pass(16 * time.Minute)
	b.once() // one more to see whether it is well
	if n := len(f.requests()); n != 6 {
		t.Errorf("%d requests", n)
	}
	f.answers(nil)
	b.clock.pass(16 * time.Minute)
	b.once()
	if b.states() != "sent:16" {
		t.Error(b.states())
	}
}

func TestQuietMuteUrgent(t *testing.T) {
	each(t, func(t *testing.T, b *bench) {
		f := newFake(t, nil)
		b.webhook("a", f.URL)
		quiet := []store.Quiet{{From: "11:00", To: "14:00", Zone: "UTC"}}
		r := b.rule(store.Rule{Channels: []string{"a"}, Quiet: quiet})
		u := b.rule(store.Rule{ID: "r2", Channels: []string{"a"}, Quiet: quiet, Urgent: true})
		b.raise(r, 1)
		b.raise(u, 2)
		b.once()
		if len(f.requests()) != 1 || b.states() != "pending:1 sent:1" {
			t.Fatalf("%d requests, %s", len(f.requests()), b.states())
		}
		for _, d := range b.deliveries() {
			if d.State == store.Pending && (!d.Due.Equal(noon.Add(2*time.Hour)) || d.Why != "quiet hours" || d.Tries != 0) {
				t.Errorf("%+v", d)
			}
		}
		b.clock.pass(2 * time.Hour)
		b.once()
		if b.states() != "sent:2" {
			t.Fatal(b.states())
		}
		if err := b.st.MuteRule(context.Background(), "r1", b.clock.Now().Add(time.Hour)); err != nil {
			t.Fatal(err)
		}
		b.raise(r, 3)
		b.once()
		b.clock.pass(time.Hour)
		b.raise(r, 4)
		b.once()
		if b.states() != "sent:3 muted:1" {
			t.Error(b.states())
		}
		page, err := b.st.Alerts(context.Background(), store.AlertAsk{Rule: "r1"})
		if err != nil || len(page.Items) != 3 {
			t.Errorf("muted alerts are kept: %d, %v", len(page.Items), err)
		}
	})
}

func TestDigestIsOneMessage(t *testing.T) {
	t.Parallel()
	b := newBench(t, sqlite(t))
	f := newFake(t, nil)
	b.webhook("a", f.URL)
	r := b.rule(store.Rule{Channels: []string{"a"}, Digest: &store.Digest{Every: "hourly"}})
	b.raise(r, 1, 2)
	b.clock.pass(30 * time.Minute)
	b.raise(r, 2, 3)
	b.once()
	if len(f.requests()) != 0 {
		t.Fatal("sent before its time")
	}
	b.clock.pass(30 * time.Minute)
	b.once()
	var p Payload
	if len(f.requests()) != 1 || json.Unmarshal(f.requests()[0].body, &p) != nil || len(p.Alerts) != 3 {
		t.Errorf("%d messages with %d alerts", len(f.requests()), len(p.Alerts))
	}
}

func TestClosedWithoutSending(t *testing.T) {
	t.Parallel()
	b := newBench(t, sqlite(t))
	f := newFake(t, nil)
	b.webhook("a", f.URL)
	r := b.rule(store.Rule{Channels: []string{"a"}})
	b.raise(r, 1)
	b.clock.pass(time.Second)
	r.Channels = []string{"gone"}
	b.raise(r, 2)
	if err := b.st.DeleteRule(context.Background(), r.ID); err != nil {
		t.Fatal(err)
	}
	b.once()
	if len(f.requests()) != 0 || b.states() != "muted:2" {
		t.Errorf("%d requests, %s", len(f.requests()), b.states())
	}
	r.Channels, r.ID = []string{"gone"}, "r9"
	b.raise(r, 3)
	b.once()
	if b.states() != "dead:1 muted:2" {
		t.Error(b.states())
	}
}

func TestPrivateAddressesAreNotReached(t *testing.T) {
	b := newBench(t, sqlite(t))
	f := newFake(t, nil)
	b.webhook("a", f.URL)
	b.o.AllowPrivate = false
	b.restart()
	b.raise(b.rule(store.Rule{Channels: []string{"a"}}), 1)
	b.once()
	d := b.deliveries()[0]
	if len(f.requests()) != 0 || d.State != store.Pending || !strings.Contains(d.Why, "private") {
		t.Errorf("%d requests, %+v", len(f.requests()), d)
	}
	if err := b.w.Test(context.Background(), "a"); err == nil || len(f.requests()) != 0 {
		t.Errorf("%v", err)
	}
}

func TestRunSendsAndEndsWhatItBegan(t *testing.T) {
	t.Parallel()
	b := newBench(t, sqlite(t))
	b.o.Sleep, b.o.Poll = nil, 5*time.Millisecond
	b.restart()
	ctx, stop := context.WithCancel(context.Background())
	f := newFake(t, func(_ int, _ http.ResponseWriter) { stop(); time.Sleep(50 * time.Millisecond) })
	b.webhook("a", f.URL)
	b.raise(b.rule(store.Rule{Channels: []string{"a"}}), 1, 2)
	if err := b.w.Run(ctx); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if b.states() != "pending:1 sent:1" {
		t.Error(b.states())
	}
}

// TestRunTakesOverAtOnce: on SQLite nobody else can hold what the last process held.
func TestRunTakesOverAtOnce(t *testing.T) {
	t.Parallel()
	b := newBench(t, sqlite(t))
	ctx, stop := context.WithCancel(context.Background())
	f := newFake(t, func(n int, _ http.ResponseWriter) {
		if n == 2 {
			stop()
		}
	})
	b.webhook("a", f.URL)
	b.raise(b.rule(store.Rule{Channels: []string{"a"}}), 1)
	b.w.testOnlyCrash = func(point, _ string) bool { return point == "sent" }
	_ = b.w.Once(ctx)
	b.o.Sleep, b.o.Poll = func(ctx context.Context, _ time.Duration) error { return sleep(ctx, 5*time.Millisecond) }, time.Second
	b.restart()
	end := time.AfterFunc(10*time.Second, stop)
	_ = b.w.Run(ctx)
	end.Stop()
	d := b.deliveries()[0]
	if d.State != store.Sent || len(d.Attempts) != 2 || d.Attempts[0].Outcome != store.OutcomeUnknown || !b.clock.Now().Equal(noon) {
		t.Errorf("%+v", d)
	}
}

// TestNoAlertIsLostAndNoDeliveryIDSentTwice: whatever the service answers and
// wherever the process dies, each alert arrives under one key, and each delivery
// id once.
func TestNoAlertIsLostAndNoDeliveryIDSentTwice(t *testing.T) {
	each(t, func(t *testing.T, b *bench) {
		trial := 0
		rapid.Check(t, func(rt *rapid.T) {
			trial++
			hostile(rt, b, trial)
		})
	})
}

func hostile(t *rapid.T, b *bench, trial int) {
	channels := []string{fmt.Sprint("a", trial), fmt.Sprint("b", trial)}
	var quiet atomic.Bool
	answers := rapid.SliceOfN(rapid.IntRange(0, 5), 1, 12).Draw(t, "answers")
	f := newFake(b.t, func(n int, w http.ResponseWriter) {
		if quiet.Load() {
			return
		}
		switch answers[n%len(answers)] {
		case 0, 1, 2:
		case 3:
			w.WriteHeader(http.StatusInternalServerError)
		case 4:
			w.WriteHeader(http.StatusTooManyRequests)
		case 5: // it has it, and nobody hears so
			if c, _, err := http.NewResponseController(w).Hijack(); err == nil {
				_ = c.Close()
			}
		}
	})
	defer f.Close()
	for _, c := range channels {
		b.webhook(c, f.URL)
	}
	r := b.rule(store.Rule{ID: fmt.Sprint("r", trial), Channels: channels})
	if rapid.Bool().Draw(t, "digest") {
		r.Digest = &store.Digest{Every: "hourly"}
		r = b.rule(r)
	}
	var want []string
	for range rapid.IntRange(1, 5).Draw(t, "steps") {
		for _, a := range b.raise(r, rapid.SliceOfN(rapid.IntRange(1, 6), 1, 3).Draw(t, "stories")...) {
			want = append(want, a.ID)
		}
		crash := rapid.SliceOfN(rapid.SampledFrom([]string{"", "", "begun", "sent"}), 1, 4).Draw(t, "crashes")
		b.o.Holder = fmt.Sprint("w", rapid.IntRange(1, 2).Draw(t, "holder"))
		b.restart()
		n := 0
		mu := make(chan struct{}, 1)
		b.w.testOnlyCrash = func(point, _ string) bool {
			mu <- struct{}{}
			defer func() { <-mu }()
			n++
			return crash[n%len(crash)] == point
		}
		_ = b.w.Once(context.Background())
		b.clock.pass(time.Duration(rapid.IntRange(0, 100).Draw(t, "minutes")) * time.Minute)
	}
	quiet.Store(true)
	b.restart()
	open := func() (n int) {
		for _, d := range b.deliveriesOf(r.ID) {
			if d.State != store.Sent {
				n++
			}
		}
		return n
	}
	for round := 0; open() > 0; round++ {
		if round == 20 {
			t.Fatalf("not sent: %+v", b.deliveriesOf(r.ID))
		}
		b.clock.pass(3 * time.Hour)
		b.once()
	}
	ids, carried := map[string]int{}, map[string]map[string]bool{}
	for _, g := range f.requests() {
		if err := Verify(g.header, g.body, b.clock.Now(), 1000*time.Hour, testSecret); err != nil {
			t.Fatal(err)
		}
		ids[g.header.Get(HeaderDelivery)]++
		var p Payload
		if err := json.Unmarshal(g.body, &p); err != nil {
			t.Fatal(err)
		}
		for _, a := range p.Alerts {
			if carried[a.ID] == nil {
				carried[a.ID] = map[string]bool{}
			}
			carried[a.ID][g.header.Get(HeaderKey)] = true
		}
	}
	for id, n := range ids {
		if n > 1 {
			t.Fatalf("delivery id %s was sent %d times", id, n)
		}
	}
	slices.Sort(want)
	for _, id := range slices.Compact(want) {
		if len(carried[id]) != len(channels) {
			t.Fatalf("alert %s came under %d keys, want one for each of %d channels", id, len(carried[id]), len(channels))
		}
	}
}

func TestMessageThatKillsItsProcessIsGivenUp(t *testing.T) {
	t.Parallel()
	b := newBench(t, sqlite(t))
	f := newFake(t, nil)
	b.webhook("a", f.URL)
	b.raise(b.rule(store.Rule{Channels: []string{"a"}}), 1)
	b.w.testOnlyCrash = func(string, string) bool { return true }
	for range 30 {
		_ = b.w.Once(context.Background())
		b.clock.pass(time.Hour)
	}
	d := b.deliveries()[0]
	if d.State != store.Dead || d.Lost != maxUnknown || len(f.requests()) != 0 {
		t.Errorf("%d requests, %+v", len(f.requests()), d)
	}
	if _, err := b.st.RetryDeliveries(context.Background()); err != nil {
		t.Fatal(err)
	}
	b.restart()
	b.once()
	if d := b.deliveries()[0]; d.State != store.Sent || d.Tries != maxUnknown+1 {
		t.Errorf("retried by hand: %+v", d)
	}
}

func TestStoreThatIsAwayWhenAnAttemptEnds(t *testing.T) {
	b := newBench(t, sqlite(t))
	f := newFake(t, nil)
	b.webhook("a", f.URL)
	b.raise(b.rule(store.Rule{Channels: []string{"a"}}), 1)
	b.w.testOnlyCrash = func(point, _ string) bool {
		if point == "sent" {
			_ = b.st.Close()
		}
		return false
	}
	_ = b.w.Once(context.Background())
	if len(f.requests()) != 1 {
		t.Fatal("not sent")
	}
	if _, err := NewWorker(Options{}); fault.CodeOf(err) != fault.Internal {
		t.Errorf("a worker without a store: %v", err)
	}
}
