package serve

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"newstape/desk/ask"
	"newstape/desk/record"
	"newstape/desk/store"
	"newstape/desk/stream"
)

// desk is a service on a real listener, with a store, without stages: what is
// submitted is read when a test says so.
type desk struct {
	t     testing.TB
	svc   *Service
	store *store.Store
	url   string
	log   *logged

	mu   sync.Mutex
	subs map[string]record.Submission
	dead []stream.Letter
}

// logged is a log that a test can look into.
type logged struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *logged) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.b.Len() > 4<<20 {
		l.b.Reset()
	}
	return l.b.Write(p)
}

func (l *logged) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

var rooms = sync.OnceValues(func() (*ask.Rooms, error) { return ask.Open(ask.Options{}) })

func newDesk(t testing.TB, change ...func(*Options)) *desk {
	t.Helper()
	d := &desk{t: t, log: &logged{}, subs: map[string]record.Submission{}}
	st, err := store.Open(context.Background(), "sqlite:"+filepath.Join(t.TempDir(), "desk.db"), store.Options{Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	d.store = st
	t.Cleanup(func() { _ = st.Close() })
	o := Options{
		Version: "test", Store: st, Submit: d.submit, Access: Access{Open: true}, Now: time.Now,
		Log: slog.New(slog.NewJSONHandler(d.log, &slog.HandlerOptions{Level: slog.LevelDebug})),
		Depths: func(context.Context) ([]stream.Depth, error) {
			return []stream.Depth{{Stage: "fetched", Waiting: 2}}, nil
		},
		Dead: func(context.Context, int) ([]stream.Letter, error) {
			d.mu.Lock()
			defer d.mu.Unlock()
			return d.dead, nil
		},
		TestChannel: func(context.Context, string) error { return nil },
		Retry:       func(_ context.Context, seqs ...uint64) (int, error) { return len(seqs), nil },
		Rooms: func() *ask.Rooms {
			r, err := rooms()
			if err != nil {
				panic(err)
			}
			return r
		},
	}
	for _, c := range change {
		c(&o)
	}
	if d.svc, err = New(o); err != nil {
		t.Fatal(err)
	}
	srv := httptest.NewUnstartedServer(nil)
	srv.Config = d.svc.Server()
	srv.Start()
	t.Cleanup(func() { d.svc.Close(); srv.Close() })
	d.url = srv.URL
	return d
}

func (d *desk) submit(_ context.Context, sub record.Submission) (bool, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	_, again := d.subs[sub.ID]
	d.subs[sub.ID] = sub
	return !again, nil
}

// answered is a response that was read.
type answered struct {
	*http.Response
	body []byte
}

func (a answered) is(status int) bool { return a.StatusCode == status }

func (a answered) json(t testing.TB) map[string]any {
	t.Helper()
	var v map[string]any
	if err := json.Unmarshal(a.body, &v); err != nil {
		t.Fatalf("%s: %v\n%s", a.Status, err, clip(string(a.body), 500))
	}
	return v
}

// call makes a request; headers are "Name: value".
func (d *desk) call(method, path, body string, headers ...string) answered {
	d.t.Helper()
	req, err := http.NewRequest(method, d.url+path, strings.NewReader(body))
	if err != nil {
		d.t.Fatal(err)
	}
	for _, h := range headers {
		name, value, _ := strings.Cut(h, ": ")
		if name == "Host" {
			req.Host = value
		} else {
			req.Header.Set(name, value)
		}
	}
	client := &http.Client{Timeout: 30 * time.Second, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	res, err := client.Do(req)
	if err != nil {
		d.t.Fatal(err)
	}
	defer res.Body.Close()
	all, err := io.ReadAll(res.Body)
	if err != nil {
		d.t.Fatal(err)
	}
	client.CloseIdleConnections()
	return answered{res, all}
}

// isProblem checks what every no must be.
func isProblem(t testing.TB, a answered, status int) map[string]any {
	t.Helper()
	if a.StatusCode != status || a.Header.Get("Content-Type") != problemType {
		t.Fatalf("got %s %s, want the problem %d\n%s", a.Status, a.Header.Get("Content-Type"), status, clip(string(a.body), 500))
	}
	v := a.json(t)
	for _, member := range []string{"type", "title", "detail", "code", "request_id"} {
		if s, _ := v[member].(string); s == "" {
			t.Errorf("a problem without %s: %s", member, a.body)
		}
	}
	if v["status"] != float64(status) || v["request_id"] != a.Header.Get("X-Request-Id") {
		t.Errorf("status or request id differ: %s", a.body)
	}
	return v
}

func TestHealth(t *testing.T) {
	d := newDesk(t)
	if a := d.call("GET", "/healthz", ""); !a.is(200) || string(a.body) != "ok\n" {
		t.Errorf("%s %s", a.Status, a.body)
	}
	if a := d.call("GET", "/readyz", ""); !a.is(200) || a.json(t)["ready"] != true {
		t.Errorf("%s %s", a.Status, a.body)
	}
	a := d.call("GET", "/metrics", "")
	for _, name := range []string{`newstape_http_requests_total{route="GET /healthz",status="200"} 1`, `newstape_stage_waiting{stage="fetched"} 2`, "go_goroutines"} {
		if !strings.Contains(string(a.body), name) {
			t.Errorf("metrics lack %s", name)
		}
	}
}

func TestNotReadyIsAProblemInWords(t *testing.T) {
	d := newDesk(t, func(o *Options) {
		o.Ready = func(context.Context) []Condition {
			return []Condition{{Name: "stages", Words: "the stages are starting"}, {Name: "prices", Ready: true, Words: "prices end 2025-12-31"}}
		}
	})
	v := isProblem(t, d.call("GET", "/readyz", ""), 503)
	if !strings.Contains(string(mustJSON(v)), "the stages are starting") {
		t.Errorf("%v", v)
	}
}

func mustJSON(v any) []byte {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return b
}
