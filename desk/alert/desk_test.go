package alert

import (
	"context"
	"crypto/tls"
	"flag"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"newstape/desk/store"
	"newstape/internal/pgtest"
)

// TestMain is also a worker that will be killed, see TestKilledWorkers.
func TestMain(m *testing.M) {
	if dsn := os.Getenv(killedEnv); dsn != "" {
		if err := sendUntilKilled(dsn); err != nil {
			os.Exit(1)
		}
		return
	}
	flag.Parse()
	if f := flag.Lookup("rapid.checks"); f.Value.String() == f.DefValue {
		_ = f.Value.Set("20") // each writes to disk; more with -rapid.checks
	}
	os.Exit(pgtest.Main(m))
}

// clock is moved by hand, and by whoever sleeps.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) pass(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

func (c *clock) Sleep(ctx context.Context, d time.Duration) error {
	c.pass(d)
	return ctx.Err()
}

// bench is a store, a clock and a worker that may send to loopback.
type bench struct {
	t     testing.TB
	st    *store.Store
	clock *clock
	o     Options
	w     *Worker
}

func newBench(t testing.TB, dsn string) *bench {
	t.Helper()
	c := &clock{now: noon}
	st, err := store.Open(context.Background(), dsn, store.Options{Now: c.Now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = st.Close() })
	b := &bench{t: t, st: st, clock: c, o: Options{
		Store: st, Now: c.Now, Sleep: c.Sleep, Rand: func() float64 { return 0.5 }, Base: "https://desk.example.org",
		AllowPrivate: true, Pace: map[string]time.Duration{}, Timeout: 5 * time.Second,
	}}
	b.restart()
	return b
}

func sqlite(t testing.TB) string { return "sqlite:" + filepath.Join(t.TempDir(), "desk.db") }

// each runs a test on either engine.
func each(t *testing.T, f func(t *testing.T, b *bench)) {
	t.Helper()
	t.Parallel()
	t.Run("sqlite", func(t *testing.T) { t.Parallel(); f(t, newBench(t, sqlite(t))) })
	t.Run("postgres", func(t *testing.T) { t.Parallel(); f(t, newBench(t, pgtest.Database(t))) })
}

// restart makes a new worker, as after the death of the process.
func (b *bench) restart() {
	b.t.Helper()
	w, err := NewWorker(b.o)
	if err != nil {
		b.t.Fatal(err)
	}
	b.w = w
}

func (b *bench) channel(id, kind string, settings map[string]string, secrets store.Secrets) {
	b.t.Helper()
	c := store.Channel{ID: id, Name: id, Kind: kind, Settings: settings}
	if err := CheckChannel(c, secrets, true); err != nil {
		b.t.Fatal(err)
	}
	if _, err := b.st.PutChannel(context.Background(), c, secrets); err != nil {
		b.t.Fatal(err)
	}
}

const testSecret = "a secret of sixteen and more bytes"

func (b *bench) webhook(id, url string) {
	b.channel(id, "webhook", map[string]string{"url": url}, store.Secrets{"secret": testSecret})
}

func (b *bench) rule(r store.Rule) store.Rule {
	b.t.Helper()
	if r.ID == "" {
		r.ID = "r1"
	}
	if r.Name == "" {
		r.Name = "a holding is accused"
	}
	if r.Query == "" {
		r.Query = "held:yes"
	}
	if err := CheckRule(r); err != nil {
		b.t.Fatal(err)
	}
	r, err := b.st.PutRule(context.Background(), r)
	if err != nil {
		b.t.Fatal(err)
	}
	return r
}

// raise lets a rule alert for stories by number.
func (b *bench) raise(r store.Rule, stories ...int) []store.Alert {
	b.t.Helper()
	rs, err := Compile([]store.Rule{r})
	if err != nil {
		b.t.Fatal(err)
	}
	var all []store.Alert
	for _, n := range stories {
		all = append(all, rs.Evaluate(accusation(), Subject{
			Kind: store.KindStory, ID: fmt.Sprint("s", n), Story: fmt.Sprint("s", n), Cluster: fmt.Sprint("c", n),
			Title: fmt.Sprint("story ", n), Lines: []string{"a line"},
		}, b.clock.Now())...)
	}
	if _, err := b.st.PutAlerts(context.Background(), all); err != nil {
		b.t.Fatal(err)
	}
	return all
}

func (b *bench) once() {
	b.t.Helper()
	if err := b.w.Once(context.Background()); err != nil {
		b.t.Fatal(err)
	}
}

func (b *bench) deliveries() []store.Delivery { return b.deliveriesOf("") }

func (b *bench) deliveriesOf(rule string) []store.Delivery {
	b.t.Helper()
	page, err := b.st.Deliveries(context.Background(), store.DeliveryAsk{Rule: rule, Limit: 500})
	if err != nil {
		b.t.Fatal(err)
	}
	return page.Items
}

// states counts deliveries by state, as "sent:2".
func (b *bench) states() string {
	b.t.Helper()
	n := map[string]int{}
	for _, d := range b.deliveries() {
		n[d.State]++
	}
	var out []string
	for _, s := range []string{store.Pending, store.Sending, store.Sent, store.Dead, store.Muted} {
		if n[s] > 0 {
			out = append(out, fmt.Sprintf("%s:%d", s, n[s]))
		}
	}
	return strings.Join(out, " ")
}

// got is one request that a fake service took.
type got struct {
	method, path string
	header       http.Header
	body         []byte
}

// fake is a service on loopback that writes down what it gets and answers as
// told.
type fake struct {
	*httptest.Server
	mu     sync.Mutex
	got    []got
	answer func(n int, w http.ResponseWriter) // n counts from 1
}

func newFake(t testing.TB, answer func(n int, w http.ResponseWriter)) *fake {
	f := &fake{answer: answer}
	f.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		f.mu.Lock()
		f.got = append(f.got, got{r.Method, r.URL.RequestURI(), r.Header.Clone(), body})
		n, answer := len(f.got), f.answer
		f.mu.Unlock()
		if answer != nil {
			answer(n, w)
		}
	}))
	t.Cleanup(f.Close)
	return f
}

// answers changes what the service says from now on.
func (f *fake) answers(with func(n int, w http.ResponseWriter)) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.answer = with
}

func (f *fake) requests() []got {
	f.mu.Lock()
	defer f.mu.Unlock()
	return slices.Clone(f.got)
}

func status(code int) func(int, http.ResponseWriter) {
	return func(_ int, w http.ResponseWriter) { w.WriteHeader(code) }
}

// testTLS is a certificate for 127.0.0.1 and the roots that trust it.
func testTLS(t testing.TB) (server, roots *tls.Config) {
	s := httptest.NewTLSServer(nil)
	t.Cleanup(s.Close)
	roots = s.Client().Transport.(*http.Transport).TLSClientConfig.Clone()
	roots.MinVersion = tls.VersionTLS12
	return &tls.Config{Certificates: s.TLS.Certificates, MinVersion: tls.VersionTLS12}, roots
}
