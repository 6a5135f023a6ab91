package serve

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"runtime"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// got is one event as a client reads it.
type got struct{ id, event, data string }

// opened is how a stream began.
type opened struct {
	code int
	kind string
}

// follow opens a stream and gives its events; comments and bare ids are given
// without an event.
func (d *desk) follow(ctx context.Context, query, last string) (<-chan got, opened) {
	d.t.Helper()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, d.url+"/v1/stream"+query, nil)
	if err != nil {
		d.t.Fatal(err)
	}
	if last != "" {
		req.Header.Set("Last-Event-ID", last)
	}
	res, err := (&http.Client{Transport: &http.Transport{DisableKeepAlives: true}}).Do(req) //nolint:bodyclose // closed by the goroutine that reads it
	if err != nil {
		d.t.Fatal(err)
	}
	out := make(chan got, 1000)
	go func() {
		defer close(out)
		defer res.Body.Close()
		var g got
		lines := bufio.NewScanner(res.Body)
		for lines.Scan() {
			name, value, _ := strings.Cut(lines.Text(), ": ")
			switch name {
			case "id":
				g.id = value
			case "event":
				g.event = value
			case "data":
				g.data = value
			case "":
				if g.event != "" {
					out <- g
				}
				g = got{id: g.id}
			}
		}
	}()
	return out, opened{res.StatusCode, res.Header.Get("Content-Type")}
}

// take waits for one event.
func take(t *testing.T, c <-chan got) got {
	t.Helper()
	select {
	case g, ok := <-c:
		if !ok {
			t.Fatal("the stream ended")
		}
		return g
	case <-time.After(10 * time.Second):
		t.Fatal("no event came")
	}
	panic("unreachable")
}

// takeStory waits for the next event of kind story.
func takeStory(t *testing.T, c <-chan got) got {
	t.Helper()
	for {
		if g := take(t, c); g.event == "story" {
			return g
		}
	}
}

func TestStreamTellsWhatHappens(t *testing.T) {
	d := newDesk(t)
	ctx := t.Context()
	old := d.put(0)
	all, res := d.follow(ctx, "", "")
	if res.code != http.StatusOK || res.kind != "text/event-stream" {
		t.Fatal(res)
	}
	wanted, _ := d.follow(ctx, "?q=tt:baba", "")
	other, _ := d.follow(ctx, "?q=tt:msft", "")
	waitFor(t, func() bool { return d.svc.hub.ready3() })
	id := d.put(1)
	for _, c := range []<-chan got{all, wanted} {
		g := takeStory(t, c)
		if !strings.Contains(g.data, id) || strings.Contains(g.data, old) && !strings.Contains(g.data, `"nearest"`) || !strings.Contains(g.data, `"title"`) {
			t.Errorf("%+v", g)
		}
	}
	select {
	case g := <-other:
		t.Errorf("not asked for: %+v", g)
	default:
	}
}

// ready3 tells whether three streams are open and the hub knows where it stands.
func (h *hub) ready3() bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.streams == 3 && h.ready
}

func waitFor(t *testing.T, f func() bool) {
	t.Helper()
	for range 500 {
		if f() {
			time.Sleep(50 * time.Millisecond)
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Fatal("it never came so far")
}

func TestStreamReplays(t *testing.T) {
	d := newDesk(t)
	ctx := t.Context()
	var ids []string
	for n := range 5 {
		ids = append(ids, d.put(n))
	}
	all, _ := d.follow(ctx, "", "0")
	var last string
	for n := range 5 {
		g := takeStory(t, all)
		if !strings.Contains(g.data, `"id":"`+ids[n]+`"`) {
			t.Fatalf("story %d: %+v", n, g)
		}
		if n == 2 {
			last = g.id
		}
	}
	rest, _ := d.follow(ctx, "?q=tt:baba", last)
	for n := 3; n < 5; n++ {
		if g := takeStory(t, rest); !strings.Contains(g.data, `"id":"`+ids[n]+`"`) {
			t.Fatalf("story %d: %+v", n, g)
		}
	}
	// What comes now follows what was replayed, on both.
	live := d.put(99)
	for _, c := range []<-chan got{all, rest} {
		if g := takeStory(t, c); !strings.Contains(g.data, `"id":"`+live+`"`) {
			t.Fatalf("live: %+v", g)
		}
	}
}

func TestNoChangeIsSkippedOrToldTwice(t *testing.T) {
	d := newDesk(t)
	ctx := t.Context()
	d.put(0)
	streams := make([]<-chan got, 5)
	for i := range streams {
		streams[i], _ = d.follow(ctx, "", "0")
		d.put(100 + i)
	}
	last, err := d.store.LastChange(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for i, c := range streams {
		for want := int64(1); want <= last; want++ {
			if g := take(t, c); g.id != strconv.FormatInt(want, 10) {
				t.Fatalf("stream %d: %s, want %d", i, g.id, want)
			}
		}
	}
}

func TestBadPlacesInTheStream(t *testing.T) {
	d := newDesk(t)
	for _, id := range []string{"x", "-1", "1e3", "99999999999999999999", "7; DROP TABLE changes", "1000000"} {
		isProblem(t, d.call("GET", "/v1/stream", "", "Last-Event-ID: "+id), 400)
	}
	isProblem(t, d.call("GET", "/v1/stream?q=(and", ""), 400)
}

func TestStreamsAreCounted(t *testing.T) {
	d := newDesk(t, func(o *Options) { o.Limits = Limits{Streams: 4, StreamsEach: 3} })
	ctx, cancel := context.WithCancel(context.Background())
	for range 3 {
		if _, res := d.follow(ctx, "", ""); res.code != http.StatusOK {
			t.Fatal(res)
		}
	}
	isProblem(t, d.call("GET", "/v1/stream", ""), 503)
	cancel()
	waitFor(t, func() bool { return d.svc.hub.open() == 0 })
	ctx, cancel = context.WithCancel(context.Background())
	defer cancel()
	if _, res := d.follow(ctx, "", ""); res.code != http.StatusOK {
		t.Error("a place that became free is not given: ", res)
	}
}

func TestManyStreamsComeAndGo(t *testing.T) {
	d := newDesk(t)
	d.put(1)
	settle := func() int {
		n := 0
		for range 100 {
			time.Sleep(20 * time.Millisecond)
			if m := runtime.NumGoroutine(); m == n {
				return n
			} else {
				n = m
			}
		}
		return n
	}
	before := settle()
	for range 40 {
		ctx, cancel := context.WithCancel(context.Background())
		for range 5 {
			d.follow(ctx, "?q=tt:baba", "0")
		}
		cancel()
	}
	waitFor(t, func() bool { return d.svc.hub.open() == 0 })
	for range 50 {
		if runtime.NumGoroutine() <= before+3 {
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
	t.Errorf("%d goroutines before, %d after", before, runtime.NumGoroutine())
}

func TestAClientThatDoesNotReadIsDropped(t *testing.T) {
	d := newDesk(t)
	f := &follower{s: d.svc, w: &stuck{header: http.Header{}}, at: -1}
	f.control = http.NewResponseController(f.w)
	if !d.svc.hub.join("x", d.svc.limits.l) {
		t.Fatal("no place")
	}
	defer d.svc.hub.leave("x")
	if err := f.run(context.Background()); !errors.Is(err, errSlow) {
		t.Error(err)
	}
}

// stuck is a client whose buffers are full: its deadline passes.
type stuck struct{ header http.Header }

func (s *stuck) Header() http.Header { return s.header }
func (s *stuck) WriteHeader(int)     {}
func (s *stuck) Write([]byte) (int, error) {
	return 0, &net.OpError{Op: "write", Err: fmt.Errorf("i/o timeout")}
}
func (s *stuck) SetWriteDeadline(time.Time) error { return nil }

func TestClosingEndsStreams(t *testing.T) {
	d := newDesk(t)
	all, res := d.follow(context.Background(), "", "")
	if res.code != http.StatusOK {
		t.Fatal(res)
	}
	d.svc.Close()
	for {
		select {
		case _, ok := <-all:
			if !ok {
				return
			}
		case <-time.After(5 * time.Second):
			t.Fatal("the stream goes on")
		}
	}
}

// A poll that is ending while the next stream comes once kept both waiting for
// each other.
func TestTheHubStopsAndStarts(t *testing.T) {
	var seq atomic.Int64
	h := newHub(func(context.Context, int64, int) ([]event, error) {
		time.Sleep(time.Millisecond)
		return []event{{seq: seq.Add(1)}}, nil
	}, func(context.Context) (int64, error) { return seq.Load(), nil }, slog.New(slog.DiscardHandler))
	done := make(chan struct{})
	go func() {
		defer close(done)
		for range 300 {
			if h.join("x", Limits{}.withDefaults()) {
				_, _, _, _, news := h.after(0)
				<-news
				h.leave("x")
			}
		}
	}()
	select {
	case <-done:
	case <-time.After(30 * time.Second):
		t.Fatal("stream and poll wait for each other")
	}
	if h.open() != 0 {
		t.Errorf("%d streams are open", h.open())
	}
}

// TestStreamEndsWithItsToken: who may no longer come in does not stay either.
func TestStreamEndsWithItsToken(t *testing.T) {
	d := newDesk(t, func(o *Options) { o.Access.Open = false })
	d.svc.beat = 20 * time.Millisecond
	ctx := context.Background()
	for name, end := range map[string]func(id string) error{
		"revoked": func(id string) error { return d.store.RevokeToken(ctx, id) },
		"expired": func(string) error { return nil },
	} {
		var expires time.Time
		if name == "expired" {
			expires = time.Now().Add(300 * time.Millisecond)
		}
		token, secret, err := d.store.CreateToken(ctx, name, []string{"read"}, expires)
		if err != nil {
			t.Fatal(err)
		}
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, d.url+"/v1/stream", nil)
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Authorization", "Bearer "+secret)
		res, err := http.DefaultClient.Do(req) //nolint:bodyclose // closed below
		if err != nil || res.StatusCode != http.StatusOK {
			t.Fatal(err, res)
		}
		if err := end(token.ID); err != nil {
			t.Fatal(err)
		}
		ended := make(chan error, 1)
		go func() {
			_, err := io.Copy(io.Discard, res.Body)
			ended <- err
		}()
		select {
		case err := <-ended:
			if err != nil {
				t.Errorf("%s: %v", name, err)
			}
		case <-time.After(5 * time.Second):
			t.Errorf("%s: the stream goes on", name)
		}
		_ = res.Body.Close()
	}
}
