package desk

import (
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"newstape/desk/alert"
	"newstape/desk/ask"
	"newstape/desk/query"
	"newstape/desk/record"
	"newstape/desk/store"
	"newstape/desk/stream"
	"newstape/fault"
)

// running is a desk over a folder, with a clock that tests may set.
type running struct {
	*Desk
	t    *testing.T
	dir  string
	stop func()
}

// run starts a desk on a folder; the folder may have been a desk's before.
func run(t *testing.T, dir string, now func() time.Time) *running {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	st, err := store.Open(ctx, "sqlite:"+filepath.Join(dir, "desk.db"), store.Options{Now: now})
	fatal(t, err)
	sm, err := stream.Open(ctx, stream.Config{Dir: filepath.Join(dir, "stream"), Stages: Stages(), Backoff: []time.Duration{10 * time.Millisecond}})
	fatal(t, err)
	rooms, err := ask.NewSource(ask.Options{})
	fatal(t, err)
	worker, err := alert.NewWorker(alert.Options{Store: st, Now: now, Rand: func() float64 { return 0 }, AllowPrivate: true, Poll: 20 * time.Millisecond})
	fatal(t, err)
	d, err := New(Config{
		Store: st, Stream: sm, Rooms: rooms, Now: now, Log: slog.New(slog.NewTextHandler(t.Output(), &slog.HandlerOptions{Level: slog.LevelWarn})), Program: "test", Holder: "test",
		Alerts: worker, Remeasure: 50 * time.Millisecond,
	})
	fatal(t, err)
	ended := make(chan error, 1)
	go func() { ended <- d.Run(ctx) }()
	var once sync.Once
	r := &running{Desk: d, t: t, dir: dir}
	r.stop = func() {
		once.Do(func() {
			cancel()
			fatal(t, <-ended)
			fatal(t, sm.Close())
			fatal(t, st.Close())
			fatal(t, rooms.Close())
		})
	}
	t.Cleanup(r.stop)
	return r
}

func fatal(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func example(t *testing.T, name string) record.Submission {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("..", "examples", name))
	fatal(t, err)
	return record.Submission{Body: b, Name: name, By: "test"}
}

// submit hands a story in and waits until it is stored.
func (r *running) submit(sub record.Submission) string {
	r.t.Helper()
	sub.Seal()
	_, err := r.Submit(r.t.Context(), sub)
	fatal(r.t, err)
	r.until("story "+sub.Name+" is stored", func() bool {
		had, err := r.Store.Has(r.t.Context(), sub.ID)
		return err == nil && had
	})
	return sub.ID
}

func (r *running) until(what string, done func() bool) {
	r.t.Helper()
	for end := time.Now().Add(20 * time.Second); time.Now().Before(end); time.Sleep(10 * time.Millisecond) {
		if done() {
			return
		}
	}
	r.t.Fatalf("waited in vain: %s", what)
}

func TestAStoryIsReadKeptJoinedAndMeasured(t *testing.T) {
	r := run(t, t.TempDir(), time.Now)
	ctx := t.Context()
	id := r.submit(example(t, "alibaba-memo.txt"))
	if fresh, err := r.Submit(ctx, example(t, "alibaba-memo.txt")); err != nil || fresh {
		t.Errorf("the same story again: fresh %v, %v", fresh, err)
	}
	var d struct {
		Schema string
		Story  struct{ Title string }
	}
	raw, err := r.Store.Dossier(ctx, id)
	fatal(t, err)
	fatal(t, json.Unmarshal(raw, &d))
	if d.Schema != "newstape.dossier/1" || !strings.Contains(d.Story.Title, "4.7%") {
		t.Errorf("dossier: %+v", d)
	}
	sum, err := r.Store.Summary(ctx, id)
	fatal(t, err)
	var threads []store.Thread
	r.until("its claims have threads", func() bool {
		threads, err = r.Store.Threads(ctx, sum.Cluster)
		return err == nil && len(threads) > 0
	})
	if threads[0].Status != "disputed" || len(threads[0].History) == 0 || threads[0].Since.IsZero() {
		t.Errorf("first thread: %+v", threads[0])
	}
	var ms []record.Measurement
	r.until("the reaction is settled", func() bool {
		ms, err = r.Store.Measurements(ctx, id)
		return err == nil && len(ms) >= 2
	})
	for i, want := range []string{"breaking", "developing"} {
		if m := ms[i]; m.Stage != want || m.CAR == nil || m.Listing != "XNYS:BABA" || len(m.Receipt) == 0 {
			t.Errorf("measurement %d: %+v", i, m)
		}
	}
}

func TestARuleThatIsSatisfiedIsDeliveredOnce(t *testing.T) {
	var mu sync.Mutex
	var got []*http.Request
	hook := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, q *http.Request) {
		_, _ = io.Copy(io.Discard, q.Body)
		mu.Lock()
		defer mu.Unlock()
		got = append(got, q)
	}))
	defer hook.Close()
	r := run(t, t.TempDir(), time.Now)
	ctx := t.Context()
	fatal(t, r.Store.PutHoldings(ctx, []store.Holding{{Symbol: "BABA", Listing: "XNYS:BABA", Party: "alibaba", Quantity: 100}}))
	ch, err := r.Store.PutChannel(ctx, store.Channel{Name: "hook", Kind: "webhook", Settings: map[string]string{"url": hook.URL}}, store.Secrets{"secret": "s3cret-of-the-hook"})
	fatal(t, err)
	_, err = r.Store.PutRule(ctx, store.Rule{Name: "accused", Query: "(and held:yes T:accuse)", Channels: []string{ch.ID}})
	fatal(t, err)
	r.submit(example(t, "alibaba-memo.txt"))
	r.submit(example(t, "smic-entity-list.txt"))
	r.until("the alert has come", func() bool { mu.Lock(); defer mu.Unlock(); return len(got) > 0 })
	time.Sleep(200 * time.Millisecond)
	mu.Lock()
	defer mu.Unlock()
	if len(got) != 1 || got[0].Header.Get(alert.HeaderDelivery) == "" || got[0].Header.Get(alert.HeaderKey) == "" {
		t.Errorf("got %d deliveries", len(got))
	}
}

func TestWhatCannotBeReadIsADeadLetterWithItsReason(t *testing.T) {
	r := run(t, t.TempDir(), time.Now)
	ctx := t.Context()
	_, err := r.Submit(ctx, record.Submission{Body: []byte("<html><body></body></html>"), Name: "empty.html"})
	fatal(t, err)
	var letters []stream.Letter
	r.until("a dead letter", func() bool {
		letters, err = r.Stream.Dead(ctx, 10)
		return err == nil && len(letters) == 1
	})
	if letters[0].Stage != stageFetched || letters[0].Attempts != 1 || !strings.Contains(letters[0].Reason, "empty.html") {
		t.Errorf("letter: %+v", letters[0])
	}
	if _, err := r.Submit(ctx, record.Submission{}); fault.CodeOf(err) != fault.BadInput {
		t.Errorf("nothing submitted: %v", err)
	}
}

// What was accepted before the desk stopped is read after it starts again.
func TestAcceptedStoriesSurviveARestart(t *testing.T) {
	dir := t.TempDir()
	r := run(t, dir, time.Now)
	var ids []string
	for _, name := range []string{"alibaba-memo.txt", "alibaba-flash.txt", "adr-monitor.txt", "smic-entity-list.txt"} {
		sub := example(t, name)
		sub.Seal()
		ids = append(ids, sub.ID)
		_, err := r.Submit(t.Context(), sub)
		fatal(t, err)
	}
	r.stop()
	r = run(t, dir, time.Now)
	for _, id := range ids {
		r.until("story "+id, func() bool { had, err := r.Store.Has(t.Context(), id); return err == nil && had })
	}
}

// On 8 June 2026 Alibaba came onto the 1260H list: a desk that runs over that day
// tells who holds it, once.
func TestAPartyThatComesOntoAListIsTold(t *testing.T) {
	var mu sync.Mutex
	now := time.Date(2026, 6, 5, 12, 0, 0, 0, time.UTC)
	clock := func() time.Time { mu.Lock(); defer mu.Unlock(); return now }
	r := run(t, t.TempDir(), clock)
	ctx := t.Context()
	fatal(t, r.Store.PutHoldings(ctx, []store.Holding{{Symbol: "BABA", Listing: "XNYS:BABA", Party: "alibaba"}}))
	_, err := r.Store.PutRule(ctx, store.Rule{Name: "listed", Query: "(and kind:list_change change:added list:1260h held:yes)"})
	fatal(t, err)
	r.until("the base is set", func() bool { v, err := r.Store.Setting(ctx, standingsKey); return err == nil && v != "" })
	mu.Lock()
	now = time.Date(2026, 6, 10, 12, 0, 0, 0, time.UTC)
	mu.Unlock()
	var alerts []store.Alert
	r.until("an alert", func() bool {
		page, err := r.Store.Alerts(ctx, store.AlertAsk{})
		alerts = page.Items
		return err == nil && len(alerts) > 0
	})
	if len(alerts) != 1 || !strings.Contains(alerts[0].Title, "Alibaba") {
		t.Errorf("alerts: %+v", alerts)
	}
	page, err := r.Store.ListChanges(ctx, store.Ask{Query: query.Node{Op: query.All}})
	fatal(t, err)
	for _, c := range page.Items {
		if c.Party == "alibaba" && (c.List != "1260H" || c.Change != "added" || c.Day != "2026-06-08") {
			t.Errorf("list change: %+v", c)
		}
	}
}

func TestAFolderIsWatched(t *testing.T) {
	in := t.TempDir()
	b, err := os.ReadFile(filepath.Join("..", "examples", "smic-entity-list.txt"))
	fatal(t, err)
	path := filepath.Join(in, "smic.txt")
	fatal(t, os.WriteFile(path, b, 0o600))
	old := time.Now().Add(-time.Hour)
	fatal(t, os.Chtimes(path, old, old))
	r := run(t, t.TempDir(), time.Now)
	fatal(t, r.scan(t.Context(), in, "folder"))
	r.until("the story is stored", func() bool { c, err := r.Store.Counts(t.Context()); return err == nil && c.Stories == 1 })
	fatal(t, r.scan(t.Context(), in, "folder"))
	if c, err := r.Store.Counts(t.Context()); err != nil || c.Stories != 1 {
		t.Errorf("after a second look: %d stories, %v", c.Stories, err)
	}
}
