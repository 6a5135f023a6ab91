package store

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"newstape/fault"
)

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

func testAlert(n int, channels ...string) Alert {
	return Alert{
		ID: sumID("alert", fmt.Sprint(n)), Rule: "r1", Name: "a holding is accused", Query: "held:yes", Kind: KindStory,
		Subject: fmt.Sprint("s", n), Story: fmt.Sprint("s", n), Cluster: fmt.Sprint("c", n), At: noon.Add(time.Duration(n) * time.Second),
		Title: fmt.Sprint("title ", n), Lines: []string{"a line"}, Channels: channels,
	}
}

func put(t *testing.T, s *Store, want int, alerts ...Alert) {
	t.Helper()
	if n, err := s.PutAlerts(context.Background(), alerts); err != nil || n != want {
		t.Fatalf("%d new alerts, want %d: %v", n, want, err)
	}
}

// claimOne claims the one delivery that is due.
func claimOne(t *testing.T, s *Store, channel string, now time.Time) Delivery {
	t.Helper()
	ds, err := s.ClaimDeliveries(context.Background(), channel, now, "w", time.Minute, 10)
	if err != nil || len(ds) != 1 {
		t.Fatalf("claimed %d: %v", len(ds), err)
	}
	return ds[0]
}

func TestAlertsArePutOnce(t *testing.T) {
	each(t, func(t *testing.T, s *Store) {
		ctx := context.Background()
		put(t, s, 2, testAlert(1, "a", "b"), testAlert(2))
		put(t, s, 1, testAlert(1, "a", "b"), testAlert(3, "a"), testAlert(3, "a"))
		changes, err := s.Changes(ctx, 0, 10)
		if err != nil || len(changes) != 3 || changes[0].Kind != KindAlert || changes[0].Cluster != "c1" {
			t.Fatalf("%+v, %v", changes, err)
		}
		counts, err := s.DeliveryCounts(ctx)
		want := []DeliveryCount{{"a", Pending, 2}, {"b", Pending, 1}}
		if err != nil || !slices.Equal(counts, want) {
			t.Fatalf("%v, %v", counts, err)
		}
		var seen []string
		for ask := (AlertAsk{Rule: "r1", Limit: 2}); ; {
			page, err := s.Alerts(ctx, ask)
			if err != nil {
				t.Fatal(err)
			}
			for _, a := range page.Items {
				seen = append(seen, a.Title)
			}
			if ask.Cursor = page.Next; page.Next == "" {
				break
			}
		}
		if got := strings.Join(seen, ","); got != "title 3,title 2,title 1" {
			t.Error(got)
		}
		for _, c := range []string{"x", "YTEuMS4x", alertCursor(5, "a' OR 1=1"), strings.Repeat("A", 999)} {
			if _, err := s.Alerts(ctx, AlertAsk{Cursor: c}); c != "YTEuMS4x" && fault.CodeOf(err) != fault.BadUsage {
				t.Errorf("cursor %q: %v", c, err)
			}
		}
		a, err := s.Alert(ctx, testAlert(1).ID)
		if err != nil || a.Title != "title 1" || !a.At.Equal(noon.Add(time.Second)) || a.Channels != nil {
			t.Errorf("%+v, %v", a, err)
		}
	})
}

func TestAttemptsThatNobodySawTheEndOf(t *testing.T) {
	each(t, func(t *testing.T, s *Store) {
		ctx := context.Background()
		put(t, s, 1, testAlert(1, "a"))
		now := noon.Add(time.Hour)
		d := claimOne(t, s, "a", now)
		first, err := s.BeginAttempt(ctx, d, now, time.Minute)
		if err != nil {
			t.Fatal(err)
		}
		// While the lease lasts nobody else has it.
		if ds, err := s.ClaimDeliveries(ctx, "a", now.Add(30*time.Second), "w", time.Minute, 10); err != nil || len(ds) != 0 {
			t.Fatalf("%v, %v", ds, err)
		}
		now = now.Add(2 * time.Minute)
		again := claimOne(t, s, "a", now)
		if again.ID != d.ID || again.Tries != 1 || again.Failures != 0 || again.Lost != 1 {
			t.Fatalf("%+v", again)
		}
		if _, err := s.BeginAttempt(ctx, d, now, time.Minute); fault.CodeOf(err) != fault.Refused {
			t.Fatalf("the old claim still holds: %v", err)
		}
		second, err := s.BeginAttempt(ctx, again, now, time.Minute)
		if err != nil || second.ID == first.ID || second.N != 2 {
			t.Fatalf("%+v, %v", second, err)
		}
		// The first worker was only slow, and its message had arrived.
		if _, err := s.EndAttempt(ctx, End{Attempt: first.ID, At: now, Outcome: OutcomeSent, Status: 200}); err != nil {
			t.Fatal(err)
		}
		if _, err := s.EndAttempt(ctx, End{Attempt: second.ID, At: now, Outcome: OutcomeFailed, Status: 500, Why: "x", Next: now}); err != nil {
			t.Fatal(err)
		}
		page, err := s.Deliveries(ctx, DeliveryAsk{State: Sent, Channel: "a", Rule: "r1"})
		if err != nil || len(page.Items) != 1 {
			t.Fatalf("%+v, %v", page, err)
		}
		got := page.Items[0].Attempts
		if len(got) != 2 || got[0].Outcome != OutcomeSent || got[1].Outcome != OutcomeFailed || got[1].Status != 500 {
			t.Errorf("%+v", got)
		}
	})
}

func TestFailuresPauseAChannel(t *testing.T) {
	each(t, func(t *testing.T, s *Store) {
		ctx := context.Background()
		if _, err := s.PutChannel(ctx, Channel{ID: "a", Name: "desk", Kind: "webhook"}, nil); err != nil {
			t.Fatal(err)
		}
		put(t, s, 2, testAlert(1, "a"), testAlert(2, "a"))
		now := noon.Add(time.Hour)
		fail := func(e End) bool {
			ds, err := s.ClaimDeliveries(ctx, "a", now, "w", time.Minute, 1)
			if err != nil || len(ds) != 1 {
				t.Fatalf("%v, %v", ds, err)
			}
			a, err := s.BeginAttempt(ctx, ds[0], now, time.Minute)
			if err != nil {
				t.Fatal(err)
			}
			e.Attempt, e.At, e.Why, e.Next = a.ID, now, "refused", now
			paused, err := s.EndAttempt(ctx, e)
			if err != nil {
				t.Fatal(err)
			}
			return paused
		}
		blame := End{Outcome: OutcomeFailed, Blame: true, PauseAfter: 2, PauseUntil: now.Add(10 * time.Minute)}
		if fail(blame) || !fail(blame) {
			t.Fatal("two failures pause")
		}
		if due, err := s.DueChannels(ctx, now); err != nil || len(due) != 0 {
			t.Fatalf("%v, %v", due, err)
		}
		c, err := s.Channel(ctx, "a")
		if err != nil || c.Failures != 2 || c.PausedWhy != "refused" || !c.Paused.Equal(blame.PauseUntil) {
			t.Fatalf("%+v, %v", c, err)
		}
		now = now.Add(11 * time.Minute)
		if due, err := s.DueChannels(ctx, now); err != nil || !slices.Equal(due, []string{"a"}) {
			t.Fatalf("%v, %v", due, err)
		}
		fail(End{Outcome: OutcomeSent})
		if c, err = s.Channel(ctx, "a"); err != nil || c.Failures != 0 || !c.Paused.IsZero() {
			t.Fatalf("%+v, %v", c, err)
		}
		fail(End{Outcome: OutcomeDead})
		if n, err := s.RetryDeliveries(ctx); err != nil || n != 1 {
			t.Fatalf("%d, %v", n, err)
		}
		now = noon.Add(3 * time.Hour) // by the store's clock the retry is due at two
		fail(End{Outcome: OutcomeFailed, HoldUntil: now.Add(time.Hour)})
		if due, err := s.DueChannels(ctx, now); err != nil || len(due) != 0 {
			t.Fatalf("a service that asks to wait is not waited for: %v, %v", due, err)
		}
		if err := s.ResumeChannel(ctx, "a"); err != nil {
			t.Fatal(err)
		}
		claimOne(t, s, "a", now)
	})
}

func TestDigestGathersUntilItIsClaimed(t *testing.T) {
	each(t, func(t *testing.T, s *Store) {
		digest := func(n int) Alert {
			a := testAlert(n, "a")
			a.Digest, a.Due = "r1", noon.Add(time.Hour)
			return a
		}
		put(t, s, 2, digest(1), digest(2))
		put(t, s, 1, digest(2), digest(3))
		if due, err := s.DueChannels(context.Background(), noon); err != nil || len(due) != 0 {
			t.Fatalf("due before its time: %v, %v", due, err)
		}
		d := claimOne(t, s, "a", noon.Add(time.Hour))
		if len(d.Alerts) != 3 {
			t.Fatalf("%d alerts", len(d.Alerts))
		}
		put(t, s, 1, digest(4)) // too late for that one
		if d := claimOne(t, s, "a", noon.Add(time.Hour)); len(d.Alerts) != 1 {
			t.Fatalf("%d alerts", len(d.Alerts))
		}
	})
}

// TestNothingSlipsBetweenPutAndClaim: however puts and claims meet, each alert
// is in the hands of exactly one worker, whole.
func TestNothingSlipsBetweenPutAndClaim(t *testing.T) {
	each(t, func(t *testing.T, s *Store) {
		ctx := context.Background()
		const puts = 60
		var wg sync.WaitGroup
		var mu sync.Mutex
		carried := map[string]int{}
		take := func() int {
			ds, err := s.ClaimDeliveries(ctx, "a", noon.Add(time.Hour), "w", time.Hour, 5)
			if err != nil {
				t.Error(err)
			}
			mu.Lock()
			defer mu.Unlock()
			for _, d := range ds {
				for _, a := range d.Alerts {
					carried[a.ID]++
				}
			}
			return len(ds)
		}
		for w := range 2 {
			wg.Go(func() {
				for n := w; n < puts; n += 2 {
					a := testAlert(n, "a")
					if n%3 > 0 {
						a.Digest, a.Due = "r1", noon
					}
					if _, err := s.PutAlerts(ctx, []Alert{a}); err != nil {
						t.Error(err)
					}
				}
			})
			wg.Go(func() {
				for range 20 {
					take()
				}
			})
		}
		wg.Wait()
		for take() > 0 {
		}
		for n := range puts {
			if got := carried[testAlert(n).ID]; got != 1 {
				t.Errorf("alert %d was handed out %d times", n, got)
			}
		}
	})
}

func TestRules(t *testing.T) {
	each(t, func(t *testing.T, s *Store) {
		ctx := context.Background()
		rule := Rule{ID: "r1", Name: " accused ", Query: "held:YES  T:accuse", Channels: []string{"a"}, Quiet: []Quiet{{"22:00", "07:00", "Europe/Berlin", nil}}, Digest: &Digest{Every: "hourly"}}
		if _, err := s.PutRule(ctx, rule); fault.CodeOf(err) != fault.BadInput {
			t.Errorf("a rule with a channel that is not there: %v", err)
		}
		if _, err := s.PutChannel(ctx, Channel{ID: "a", Name: "desk", Kind: "webhook"}, nil); err != nil {
			t.Fatal(err)
		}
		r, err := s.PutRule(ctx, rule)
		if err != nil || r.Query != "(and held:yes T:accuse)" || r.Name != "accused" {
			t.Fatalf("%+v, %v", r, err)
		}
		until := noon.Add(time.Hour)
		if err := s.MuteRule(ctx, "r1", until); err != nil {
			t.Fatal(err)
		}
		created := r.Created
		r.Name, r.Created = "other", time.Time{}
		if r, err = s.PutRule(ctx, r); err != nil || !r.Created.Equal(created) || !r.Muted.Equal(until) || !r.Updated.After(created) {
			t.Fatalf("%+v, %v", r, err)
		}
		got, err := s.Rule(ctx, "r1")
		if err != nil || fmt.Sprintf("%+v", got.Quiet) != fmt.Sprintf("%+v", r.Quiet) || *got.Digest != *r.Digest || !got.Muted.Equal(until) {
			t.Fatalf("%+v, %v", got, err)
		}
		for name, bad := range map[string]Rule{
			"id":      {ID: "r/1", Name: "x", Query: "a"},
			"name":    {Name: " ", Query: "a"},
			"query":   {Name: "x", Query: "(and"},
			"channel": {Name: "x", Query: "a", Channels: []string{"'; DROP TABLE alerts; --"}},
		} {
			if _, err := s.PutRule(ctx, bad); err == nil {
				t.Errorf("%s is taken", name)
			}
		}
		put(t, s, 1, testAlert(1, "a"))
		if err := s.DeleteRule(ctx, "r1"); err != nil {
			t.Fatal(err)
		}
		counts, err := s.DeliveryCounts(ctx)
		if err != nil || !slices.Equal(counts, []DeliveryCount{{"a", Muted, 1}}) {
			t.Fatalf("%v, %v", counts, err)
		}
		for _, err := range []error{s.DeleteRule(ctx, "r1"), s.MuteRule(ctx, "r1", until), s.DeleteChannel(ctx, "zz"), s.ResumeChannel(ctx, "zz")} {
			if fault.CodeOf(err) != fault.NotFound {
				t.Errorf("%v", err)
			}
		}
	})
}

func TestSecretsStayInside(t *testing.T) {
	each(t, func(t *testing.T, s *Store) {
		ctx := context.Background()
		c, err := s.PutChannel(ctx, Channel{Name: "desk", Kind: "webhook", Settings: map[string]string{"url": "https://example.com"}}, Secrets{"secret": "hush", "old": "hash"})
		if err != nil {
			t.Fatal(err)
		}
		c.Name = "other"
		if c, err = s.PutChannel(ctx, c, Secrets{"old": ""}); err != nil || !slices.Equal(c.Secrets, []string{"secret"}) {
			t.Fatalf("%+v, %v", c, err)
		}
		all, err := s.Channels(ctx)
		if err != nil || len(all) != 1 || all[0].Settings["url"] != "https://example.com" {
			t.Fatalf("%+v, %v", all, err)
		}
		secrets, err := s.ChannelSecrets(ctx, c.ID)
		if err != nil || secrets["secret"] != "hush" || len(secrets) != 1 {
			t.Fatalf("%d secrets, %v", len(secrets), err)
		}
		var log strings.Builder
		slog.New(slog.NewJSONHandler(&log, nil)).Info("x", "secrets", secrets, "channel", c)
		js, _ := json.Marshal(struct{ A, B any }{secrets, c})
		for _, shown := range []string{log.String(), string(js), fmt.Sprint(secrets, c, all), fmt.Sprintf("%+v %#v", secrets, secrets)} {
			if strings.Contains(shown, "hush") {
				t.Errorf("shown: %s", shown)
			}
		}
		put(t, s, 1, testAlert(1, c.ID))
		if err := s.DeleteChannel(ctx, c.ID); err != nil {
			t.Fatal(err)
		}
		if _, err := s.ChannelSecrets(ctx, c.ID); fault.CodeOf(err) != fault.NotFound {
			t.Errorf("%v", err)
		}
		if counts, err := s.DeliveryCounts(ctx); err != nil || !slices.Equal(counts, []DeliveryCount{{c.ID, Dead, 1}}) {
			t.Errorf("%v, %v", counts, err)
		}
	})
}

func TestOldAlertsGoOnceTheyWereSent(t *testing.T) {
	each(t, func(t *testing.T, s *Store) {
		ctx := context.Background()
		put(t, s, 3, testAlert(1, "a"), testAlert(2, "a"), testAlert(3))
		now := noon.Add(time.Hour)
		ds, err := s.ClaimDeliveries(ctx, "a", now, "w", time.Minute, 1)
		if err != nil || len(ds) != 1 {
			t.Fatalf("%v, %v", ds, err)
		}
		a, err := s.BeginAttempt(ctx, ds[0], now, time.Minute)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.EndAttempt(ctx, End{Attempt: a.ID, At: now, Outcome: OutcomeSent}); err != nil {
			t.Fatal(err)
		}
		if n, err := s.trimAlerts(ctx, now, 10); err != nil || n != 2 {
			t.Fatalf("%d, %v", n, err)
		}
		page, err := s.Deliveries(ctx, DeliveryAsk{})
		if err != nil || len(page.Items) != 1 || page.Items[0].State != Pending || len(page.Items[0].Alerts) != 1 {
			t.Errorf("%+v, %v", page, err)
		}
		if n, err := one(ctx, s, "count", scanInt, "SELECT COUNT(*) FROM delivery_attempts"); err != nil || n != 0 {
			t.Errorf("%d attempts are left, %v", n, err)
		}
	})
}

func TestReleaseWithoutAnAttempt(t *testing.T) {
	each(t, func(t *testing.T, s *Store) {
		ctx := context.Background()
		put(t, s, 1, testAlert(1, "a"))
		now := noon.Add(time.Hour)
		d := claimOne(t, s, "a", now)
		if err := s.ReleaseDelivery(ctx, d, Pending, now.Add(time.Hour), "quiet hours"); err != nil {
			t.Fatal(err)
		}
		if due, err := s.DueChannels(ctx, now); err != nil || len(due) != 0 {
			t.Fatalf("%v, %v", due, err)
		}
		d2 := claimOne(t, s, "a", now.Add(time.Hour))
		if err := s.ReleaseDelivery(ctx, d, Dead, now, "x"); err != nil { // the old claim changes nothing
			t.Fatal(err)
		}
		if _, err := s.BeginAttempt(ctx, d2, now.Add(time.Hour), time.Minute); err != nil {
			t.Fatal(err)
		}
	})
}
