package desk

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"newstape/desk/ask"
	"newstape/desk/record"
	"newstape/desk/store"
	"newstape/desk/stream"
	"newstape/fault"
	"newstape/ledger/thread"
	"newstape/story/article"
	"newstape/story/source"
	"newstape/story/source/follow"
	"newstape/tape/calendar"
)

// still is a desk whose parts are run by the test; now is the store's clock.
func still(t *testing.T, now func() time.Time) *Desk {
	t.Helper()
	dir := t.TempDir()
	st, err := store.Open(t.Context(), "sqlite:"+filepath.Join(dir, "desk.db"), store.Options{Now: now})
	fatal(t, err)
	sm, err := stream.Open(t.Context(), stream.Config{Dir: filepath.Join(dir, "stream"), Stages: Stages(), InMemory: true})
	fatal(t, err)
	rooms, err := ask.NewSource(ask.Options{})
	fatal(t, err)
	t.Cleanup(func() { fatal(t, errors.Join(sm.Close(), st.Close(), rooms.Close())) })
	d, err := New(Config{Store: st, Stream: sm, Rooms: rooms, Now: time.Now, Log: slog.New(slog.NewTextHandler(t.Output(), nil)), Holder: "test"})
	fatal(t, err)
	return d
}

// put stores a story as the stages do, after change.
func put(t *testing.T, d *Desk, name string, change func(*record.Story)) store.Stored {
	t.Helper()
	sub := example(t, name)
	sub.Received = d.Now()
	sub.Seal()
	st, _, err := d.compose(sub)
	fatal(t, err)
	if change != nil {
		change(&st)
	}
	stored, err := d.Store.Put(t.Context(), st)
	fatal(t, err)
	return stored
}

func TestAPanicInADutyIsAnError(t *testing.T) {
	d := still(t, time.Now)
	err := d.turn(t.Context(), "claims", time.Minute, func(context.Context) error { panic("a strange story") })
	if fault.CodeOf(err) != fault.Internal || !strings.Contains(err.Error(), "a strange story") {
		t.Error(err)
	}
}

func TestADutyKeepsItsLeaseWhileItWorksAndGivesItBack(t *testing.T) {
	d := still(t, time.Now)
	const ttl = 150 * time.Millisecond
	err := d.turn(t.Context(), "claims", ttl, func(ctx context.Context) error {
		if !pause(ctx, 3*ttl) {
			t.Error("the turn was cut short")
		}
		held, err := d.Store.Lease(ctx, "claims", "another", ttl)
		if held {
			t.Error("another has the lease of a duty that is being done")
		}
		return err
	})
	fatal(t, err)
	ctx, cancel := context.WithCancel(t.Context())
	fatal(t, d.duty(ctx, "claims", time.Hour, func(context.Context) error { cancel(); return nil }))
	if held, err := d.Store.Lease(t.Context(), "claims", "another", time.Minute); err != nil || !held {
		t.Errorf("after the desk stopped another cannot have its duty: %v, %v", held, err)
	}
}

// An SQLite store has one process: what a dead one held must not wait until it
// runs out.
func TestDutiesOfADeadProcessAreTakenUpAtOnce(t *testing.T) {
	d := still(t, time.Now)
	if held, err := d.Store.Lease(t.Context(), "sessions", "killed", time.Hour); err != nil || !held {
		t.Fatal(held, err)
	}
	f, err := d.Store.PutFeed(t.Context(), store.Feed{URL: "https://example.com/feed"})
	fatal(t, err)
	if due, err := d.Store.DueFeeds(t.Context(), d.Now(), 9, "killed", time.Hour); err != nil || len(due) != 1 {
		t.Fatal(due, err)
	}
	fatal(t, d.freed(t.Context()))
	if held, err := d.Store.Lease(t.Context(), "sessions", d.Holder, time.Minute); err != nil || !held {
		t.Errorf("the duty: %v, %v", held, err)
	}
	if due, err := d.Store.DueFeeds(t.Context(), d.Now(), 9, d.Holder, time.Hour); err != nil || len(due) != 1 || due[0].ID != f.ID {
		t.Errorf("the feed: %v, %v", due, err)
	}
}

// A story that was read once and cannot be read again, as after an upgrade, costs
// its own claims.
func TestOneStoryDoesNotKeepOtherClustersFromBeingJoined(t *testing.T) {
	ahead := time.Duration(0)
	d := still(t, func() time.Time { return time.Now().Add(ahead) })
	ctx := t.Context()
	bad := put(t, d, "alibaba-memo.txt", func(st *record.Story) { st.Submission.Body = []byte("<html></html>") })
	good := put(t, d, "smic-entity-list.txt", nil)
	if bad.Cluster == good.Cluster {
		t.Fatal("one cluster")
	}
	d.recent = recent{}
	for _, c := range []string{bad.Cluster, good.Cluster} {
		fatal(t, d.Store.MarkToJoin(ctx, c))
	}
	ahead = time.Minute
	fatal(t, d.joinAll(ctx))
	if threads, err := d.Store.Threads(ctx, good.Cluster); err != nil || len(threads) == 0 {
		t.Errorf("%d threads, %v", len(threads), err)
	}
	if left, err := d.Store.ToJoin(ctx, 0, 0, 10); err != nil || len(left) != 0 {
		t.Errorf("still waiting: %v, %v", left, err)
	}
}

func TestAStoryThatIsGoneHasNoRulesToAsk(t *testing.T) {
	d := still(t, time.Now)
	_, err := d.Store.PutRule(t.Context(), store.Rule{Name: "all", Query: "T:accuse"})
	fatal(t, err)
	if err := d.tell(t.Context(), stream.Message{ID: "gone", Data: []byte(`{"ID":"gone","Cluster":"gone"}`)}); err != nil {
		t.Error(err)
	}
}

// The process dies between the measurement and its alert.
func TestAMeasurementIsNotStoredBeforeItsRulesWereAsked(t *testing.T) {
	d := still(t, time.Now)
	ctx := t.Context()
	put(t, d, "alibaba-memo.txt", nil)
	_, err := d.Store.PutRule(ctx, store.Rule{Name: "measured", Query: "(and kind:measurement tt:baba)"})
	fatal(t, err)
	real, calls := d.Now, 0
	d.Now = func() time.Time {
		if calls++; calls == 2 {
			panic("killed")
		}
		return real()
	}
	fatal(t, d.remeasure(ctx))
	d.Now = real
	fatal(t, d.remeasure(ctx))
	page, err := d.Store.Alerts(ctx, store.AlertAsk{})
	fatal(t, err)
	var breaking bool
	for _, a := range page.Items {
		breaking = breaking || strings.Contains(strings.Join(a.Lines, "\n"), "breaking")
	}
	if !breaking {
		t.Errorf("no alert of the first measurement: %+v", page.Items)
	}
}

// A story that comes while reactions are measured is measured at the next turn,
// though nothing else happens.
func TestAStoryThatComesMeanwhileIsMeasured(t *testing.T) {
	d := still(t, time.Now)
	ctx := t.Context()
	put(t, d, "alibaba-memo.txt", nil)
	real := d.Now
	var late store.Stored
	calls := 0
	d.Now = func() time.Time {
		if calls++; calls == 3 { // after both looks at the lists
			d.Now = real
			late = put(t, d, "alibaba-memo.txt", func(st *record.Story) { st.Submission.ID = "0" })
		}
		return real()
	}
	fatal(t, d.refresh(ctx))
	if late.ID == "" {
		t.Fatal("nothing was measured")
	}
	fatal(t, d.refresh(ctx))
	if ms, err := d.Store.Measurements(ctx, late.ID); err != nil || len(ms) == 0 {
		t.Errorf("%d measurements, %v", len(ms), err)
	}
	fatal(t, d.refresh(ctx))
	if seq, err := d.Store.LastChange(ctx); err != nil || d.measured != seq {
		t.Errorf("measured at %d, last change %d, %v", d.measured, seq, err)
	}
}

// A table of names without a party says nothing about the lists that it is on.
func TestAPartyThatIsNotInTheTableOfNamesHasNotGoneFromItsLists(t *testing.T) {
	d := still(t, time.Now)
	ctx := t.Context()
	fatal(t, d.Store.PutSetting(ctx, standingsKey, `{"nobody-we-know 1260H":"2026-06-08","alibaba NDAA-NONE":"2020-01-01"}`))
	fatal(t, d.compareLists(ctx))
	page, err := d.Store.ListChanges(ctx, store.Ask{Limit: 100})
	fatal(t, err)
	removed := 0
	for _, c := range page.Items {
		if c.Change == "removed" {
			removed++
			if c.Party != "alibaba" {
				t.Errorf("told: %+v", c)
			}
		}
	}
	if removed != 1 {
		t.Errorf("%d were told to be removed", removed)
	}
	if kept, err := d.Store.Setting(ctx, standingsKey); err != nil || !strings.Contains(kept, "nobody-we-know") {
		t.Errorf("forgotten, so that it would be told as added: %v", err)
	}
}

func TestASessionIsMeasuredOnceForAllItsStories(t *testing.T) {
	d := still(t, time.Now)
	reached := onTape(d.Rooms.Current().Facts())
	on, err := calendar.ParseDate("2025-11-14")
	fatal(t, err)
	first, ok := reached("XNYS:BABA", on, 1)
	again, _ := reached("XNYS:BABA", on, 1)
	if !ok || first.Missing != nil || first.CAR.Value() != again.CAR.Value() {
		t.Errorf("%+v, then %+v", first, again)
	}
	if _, ok := reached("XNYS:NONE", on, 1); ok {
		t.Error("a line that nobody has was measured")
	}
}

func TestTheLedgersAtHandAreBounded(t *testing.T) {
	var r recent
	story := func(id string, bytes int) thread.Story {
		return thread.Story{ID: id, Article: &article.Article{Text: strings.Repeat("x", bytes)}}
	}
	for i := range mostRecent + 5 {
		r.put(story(strconv.Itoa(i), 10))
	}
	r.put(story("7", 20)) // in place of the one that is there
	if _, ok := r.get("4"); ok || len(r.byID) != mostRecent || r.text != 10*mostRecent+10 {
		t.Errorf("%d ledgers of %d bytes", len(r.byID), r.text)
	}
	for _, id := range []string{"a", "b", "c"} {
		r.put(story(id, mostRecentText/2))
	}
	if _, ok := r.get("c"); !ok || len(r.byID) != 2 || r.text != mostRecentText {
		t.Errorf("%d ledgers of %d bytes", len(r.byID), r.text)
	}
	r.put(story("huge", mostRecentText+1))
	if len(r.byID) != 0 || len(r.order) != 0 || r.text != 0 {
		t.Errorf("%d ledgers of %d bytes", len(r.byID), r.text)
	}
}

// A feed with more pages than a turn allows gives way before its lease runs out.
func TestAFeedWithManyPagesGivesWay(t *testing.T) {
	d := still(t, time.Now)
	var feed strings.Builder
	feed.WriteString(`<rss version="2.0"><channel><title>Wire</title>`)
	for i := range 3 {
		fmt.Fprintf(&feed, `<item><guid isPermaLink="false">%d</guid><title>Alibaba falls %d%%</title><description>%s</description></item>`,
			i, i+1, strings.Repeat("Alibaba shares fell in New York on Friday, traders said. ", 12))
	}
	feed.WriteString(`</channel></rss>`)
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		if q.URL.Path != "/feed" {
			http.NotFound(w, q)
			return
		}
		w.Header().Set("ETag", `"1"`)
		_, _ = io.WriteString(w, feed.String())
	}))
	defer site.Close()
	real, calls := d.Now, 0
	d.Now = func() time.Time {
		if calls++; calls > 4 { // the poll, the turn, two items
			return real().Add(feedTurn + time.Minute)
		}
		return real()
	}
	poller, err := follow.New(follow.Options{Now: time.Now, Wait: func(context.Context, time.Duration) error { return nil }, Limits: source.Limits{AllowPrivate: true}})
	fatal(t, err)
	defer poller.Close()
	d.Feeds = poller
	_, err = d.Store.PutFeed(t.Context(), store.Feed{URL: site.URL + "/feed"})
	fatal(t, err)
	due, err := d.Store.DueFeeds(t.Context(), time.Now(), 1, d.Holder, feedLease)
	fatal(t, err)
	fatal(t, d.pollFeed(t.Context(), due[0]))
	f, err := d.Store.Feed(t.Context(), due[0].ID)
	fatal(t, err)
	if f.Taken == 0 || f.Taken == 3 || f.State.ETag != "" || f.State.Next.After(d.Now().Add(feedSoon)) {
		t.Errorf("taken %d, etag %s, next %s", f.Taken, f.State.ETag, f.State.Next)
	}
	d.Now = real
	due[0].State = f.State
	due[0].State.Next = time.Time{}
	fatal(t, d.pollFeed(t.Context(), due[0]))
	if n, err := d.Stream.Depths(t.Context()); err != nil || n[0].Waiting != 3 {
		t.Errorf("submitted: %+v, %v", n, err)
	}
}

// A page may be ninjs or JSON-LD: what is read is its story, not its JSON.
func TestAPageOfJSONIsUnpacked(t *testing.T) {
	d := still(t, time.Now)
	const body = "Alibaba shares fell 3.8% in New York on Friday, traders said."
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		switch q.URL.Path {
		case "/feed":
			_, _ = io.WriteString(w, `<rss version="2.0"><channel><title>Wire</title><item><title>Alibaba</title><link>/story</link></item></channel></rss>`)
		case "/story":
			w.Header().Set("Content-Type", "application/ld+json")
			_, _ = fmt.Fprintf(w, `{"@context":"https://schema.org","@type":"NewsArticle","headline":"Alibaba","articleBody":%q,"datePublished":"2025-11-15T09:00:00Z"}`, body)
		default:
			http.NotFound(w, q)
		}
	}))
	defer site.Close()
	poller, err := follow.New(follow.Options{Now: time.Now, Wait: func(context.Context, time.Duration) error { return nil }, Limits: source.Limits{AllowPrivate: true}})
	fatal(t, err)
	defer poller.Close()
	d.Feeds = poller
	sub, err := d.Fetch(t.Context(), site.URL+"/story")
	if err != nil || strings.Contains(string(sub.Body), "@context") || !strings.Contains(string(sub.Body), body) {
		t.Errorf("fetched: %s, %v", sub.Body, err)
	}
	_, err = d.Store.PutFeed(t.Context(), store.Feed{URL: site.URL + "/feed"})
	fatal(t, err)
	due, err := d.Store.DueFeeds(t.Context(), time.Now(), 1, d.Holder, feedLease)
	fatal(t, err)
	fatal(t, d.pollFeed(t.Context(), due[0]))
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	fatal(t, d.Stream.Run(ctx, stageFetched, 1, func(_ context.Context, m stream.Message) error {
		defer cancel()
		return json.Unmarshal(m.Data, &sub)
	}))
	if sub.Feed == "" || strings.Contains(string(sub.Body), "@context") || sub.Published != "2025-11-15T09:00:00Z" {
		t.Errorf("followed: %+v, %s", sub, sub.Body)
	}
}
