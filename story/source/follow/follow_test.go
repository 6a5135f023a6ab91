package follow

import (
	"context"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/dns/dnsmessage"

	"newstape/fault"
	"newstape/story/source"
	"newstape/story/source/feed"
)

// begin is the time of the tests.
var begin = time.Date(2025, 11, 14, 18, 0, 0, 0, time.UTC)

// clock is a time that passes only when somebody waits.
type clock struct {
	mu    sync.Mutex
	now   time.Time
	waits []time.Duration
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) Wait(_ context.Context, d time.Duration) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
	c.waits = append(c.waits, d)
	return nil
}

// site is a server of one page that can be changed, and what it was asked.
type site struct {
	*httptest.Server
	mu     sync.Mutex
	asked  []*http.Request
	robots string
	page   http.HandlerFunc
}

func newSite(t *testing.T, page http.HandlerFunc) *site {
	t.Helper()
	s := &site{page: page}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		s.asked = append(s.asked, r)
		robots, page := s.robots, s.page
		s.mu.Unlock()
		switch {
		case r.URL.Path == "/robots.txt" && robots == "":
			http.NotFound(w, r)
		case r.URL.Path == "/robots.txt":
			fmt.Fprint(w, robots)
		default:
			page(w, r)
		}
	}))
	t.Cleanup(s.Close)
	return s
}

func (s *site) set(page http.HandlerFunc) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.page = page
}

func (s *site) last() *http.Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.asked[len(s.asked)-1]
}

func (s *site) count() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.asked)
}

func poller(t *testing.T, opt Options) (*Poller, *clock) {
	t.Helper()
	c := &clock{now: begin}
	opt.Now, opt.Wait = c.Now, c.Wait
	if opt.Limits.Timeout == 0 {
		opt.Limits.Timeout = 5 * time.Second
	}
	p, err := New(opt)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.Close)
	return p, c
}

func open() Options { return Options{Limits: source.Limits{AllowPrivate: true}} }

// rss is a feed with an item at each of some times.
func rss(head string, at ...time.Time) string {
	var b strings.Builder
	b.WriteString(`<rss version="2.0"><channel><title>Wire</title><link>https://wire.example/</link>` + head)
	for _, t := range at {
		fmt.Fprintf(&b, "<item><title>Story of %s</title><link>https://wire.example/%d</link><pubDate>%s</pubDate></item>", t.Format(time.DateTime), t.Unix(), t.Format(time.RFC1123Z))
	}
	return b.String() + "</channel></rss>"
}

func serve(body string, headers ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		for i := 0; i+1 < len(headers); i += 2 {
			w.Header().Set(headers[i], headers[i+1])
		}
		fmt.Fprint(w, body)
	}
}

func TestConditionalRequests(t *testing.T) {
	s := newSite(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", `"v1"`)
		w.Header().Set("Last-Modified", "Fri, 14 Nov 2025 17:00:00 GMT")
		if r.Header.Get("If-None-Match") == `"v1"` && r.Header.Get("If-Modified-Since") == "Fri, 14 Nov 2025 17:00:00 GMT" {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		fmt.Fprint(w, rss("", begin.Add(-time.Hour)))
	})
	opt := open()
	opt.Product, opt.Contact = "newstape/1.0", "desk@example.com"
	p, _ := poller(t, opt)
	res, st, err := p.Poll(t.Context(), NewState(s.URL+"/feed"), begin)
	if err != nil || res.New != 1 || len(res.Items()) != 1 || st.Health.Condition != Fresh || st.Title != "Wire" {
		t.Fatalf("first poll: %+v, %+v, %v", res, st, err)
	}
	if got := s.last().Header.Get("User-Agent"); got != "newstape/1.0 (+desk@example.com)" {
		t.Errorf("user agent %q", got)
	}
	// The state survives being stored.
	kept, err := json.Marshal(st)
	if err != nil {
		t.Fatal(err)
	}
	var again State
	if err := json.Unmarshal(kept, &again); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(st, again); diff != "" {
		t.Errorf("state after JSON: %s", diff)
	}
	res, st, err = p.Poll(t.Context(), again, begin.Add(time.Hour))
	if err != nil || res.Feed != nil || st.ETag != `"v1"` || !st.Read.Equal(begin.Add(time.Hour)) {
		t.Fatalf("second poll: %+v, %+v, %v", res, st, err)
	}
	if res, _, err = p.Poll(t.Context(), st.Again(), begin.Add(2*time.Hour)); err != nil || res.Feed == nil || res.New != 0 {
		t.Errorf("the whole document was asked for again: %+v, %v", res, err)
	}
	// A server without validators that sends the same bytes changes nothing.
	s.set(serve(rss("", begin.Add(-time.Hour))))
	_, st, _ = p.Poll(t.Context(), st.Again(), begin.Add(3*time.Hour))
	if res, _, err = p.Poll(t.Context(), st, begin.Add(4*time.Hour)); err != nil || res.Feed != nil {
		t.Errorf("equal bytes: %+v, %v", res, err)
	}
}

func TestRobots(t *testing.T) {
	s := newSite(t, serve(rss("", begin)))
	s.robots = "\ufeff# ours\nDisallow: /early\nUser-agent: *\nDisallow: /\nCrawl-delay: soon\nNoindex: /x\n\nUser-agent: Newstape\nDisallow: /private\nDisallow: /*.pdf$\nCrawl-delay: 7\n"
	p, c := poller(t, open())
	if _, _, err := p.Poll(t.Context(), NewState(s.URL+"/feed"), begin); err != nil {
		t.Fatal(err)
	}
	if _, err := p.Page(t.Context(), s.URL+"/paper"); fault.CodeOf(err) == fault.Refused {
		t.Fatal(err)
	}
	if len(c.waits) != 1 || c.waits[0] != 7*time.Second {
		t.Errorf("waits %v, want the crawl delay of 7 s", c.waits)
	}
	before := s.count()
	for _, path := range []string{"/private/x", "/a.pdf"} {
		if _, err := p.Page(t.Context(), s.URL+path); fault.CodeOf(err) != fault.Refused || !strings.Contains(err.Error(), "robots.txt") {
			t.Errorf("%s: %v", path, err)
		}
	}
	_, st, err := p.Poll(t.Context(), NewState(s.URL+"/private/feed"), begin)
	if fault.CodeOf(err) != fault.Refused || st.Health.Condition != Failing || st.Next.Sub(begin) < DefaultLongest {
		t.Errorf("a feed that robots.txt forbids: %+v, %v", st, err)
	}
	if s.count() != before {
		t.Errorf("%d requests were made against robots.txt", s.count()-before)
	}
	other := open()
	other.Product = "otherprogram"
	q, _ := poller(t, other)
	if _, _, err := q.Poll(t.Context(), NewState(s.URL+"/feed"), begin); fault.CodeOf(err) != fault.Refused {
		t.Errorf("the rules for everybody: %v", err)
	}
}

func TestRobotsThatCannotBeHad(t *testing.T) {
	status := http.StatusInternalServerError
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			w.WriteHeader(status)
			return
		}
		fmt.Fprint(w, rss("", begin))
	}))
	defer s.Close()
	p, c := poller(t, open())
	if _, _, err := p.Poll(t.Context(), NewState(s.URL), begin); fault.CodeOf(err) != fault.Unreachable || !strings.Contains(err.Error(), "HTTP 500") {
		t.Errorf("got %v", err)
	}
	status = http.StatusForbidden
	c.now = c.now.Add(robotsAgain + time.Second)
	if _, _, err := p.Poll(t.Context(), NewState(s.URL), begin); err != nil {
		t.Errorf("a publisher without robots.txt allows everything: %v", err)
	}
}

// A host that is down or hangs is told as such, robots.txt or not.
func TestHostThatDoesNotAnswer(t *testing.T) {
	s := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }))
	defer s.Close()
	opt := open()
	opt.Limits.Timeout = 200 * time.Millisecond
	p, _ := poller(t, opt)
	_, st, err := p.Poll(t.Context(), NewState(s.URL+"/feed"), begin)
	if err == nil || st.Health.Condition != Timeout || !strings.HasPrefix(err.Error(), "read "+s.URL+"/feed: no full answer within 200ms") {
		t.Errorf("%+v, %v", st.Health, err)
	}
}

// However many ask at once, a host is asked one thing at a time.
func TestOneRequestAtATime(t *testing.T) {
	var now, most, total atomic.Int64
	s := newSite(t, func(w http.ResponseWriter, _ *http.Request) {
		n := now.Add(1)
		defer now.Add(-1)
		for m := most.Load(); n > m && !most.CompareAndSwap(m, n); m = most.Load() {
		}
		total.Add(1)
		time.Sleep(2 * time.Millisecond)
		fmt.Fprint(w, rss("", begin))
	})
	p, c := poller(t, open())
	var wg sync.WaitGroup
	for range 20 {
		wg.Go(func() {
			if _, _, err := p.Poll(t.Context(), NewState(s.URL), begin); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if most.Load() != 1 || total.Load() != 20 || s.count() != 21 {
		t.Errorf("%d at once of %d; %d with robots.txt", most.Load(), total.Load(), s.count())
	}
	if took := c.Now().Sub(begin); took != 19*DefaultEvery {
		t.Errorf("20 requests took %v", took)
	}
}

func TestPaceAndRetryAfter(t *testing.T) {
	s := newSite(t, serve("<p>A page.</p>", "Content-Type", "text/html"))
	p, c := poller(t, open())
	for range 3 {
		if _, err := p.Page(t.Context(), s.URL+"/page"); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff([]time.Duration{DefaultEvery, DefaultEvery}, c.waits); diff != "" {
		t.Errorf("waits: %s", diff)
	}
	s.set(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Retry-After", "3600")
		w.WriteHeader(http.StatusTooManyRequests)
	})
	_, err := p.Page(t.Context(), s.URL+"/page")
	if until, ok := PutOff(err); !ok || until.Sub(c.Now()) != time.Hour {
		t.Errorf("put off until %v: %v", until, err)
	}
	asked := s.count()
	st := NewState(s.URL + "/feed")
	st.Health = Health{Condition: Fresh, Since: begin}
	res, next, err := p.Poll(t.Context(), st, c.Now())
	if err != nil || !res.Early || next.Next.Sub(c.Now()) != time.Hour || next.Health != st.Health || next.Failures != 0 || s.count() != asked {
		t.Errorf("another address of that host was asked: %+v, %+v, %v", res, next, err)
	}
	// A date, and one too far away.
	for _, v := range []string{c.Now().Add(30 * time.Hour).Format(http.TimeFormat), "999999999"} {
		until, ok := p.retryAfter(http.Header{"Retry-After": {v}})
		if !ok || until.Sub(c.Now()) != DefaultLongest {
			t.Errorf("Retry-After %s: %v %t", v, until, ok)
		}
	}
	for _, v := range []string{"", "-1", "soon", "0", "Mon, 01 Jan 2001 00:00:00 GMT"} {
		if until, ok := p.retryAfter(http.Header{"Retry-After": {v}}); ok {
			t.Errorf("Retry-After %q: %v", v, until)
		}
	}
}

func TestRedirects(t *testing.T) {
	feedPage := serve(rss("", begin))
	s := newSite(t, nil)
	s.set(func(w http.ResponseWriter, r *http.Request) {
		to := map[string]struct {
			path   string
			status int
		}{
			"/moved": {"/moved-again", 301}, "/moved-again": {"/new", 308}, "/away": {"/new", 302}, "/half": {"/half-2", 301}, "/half-2": {"/new", 307},
			"/loop": {"/loop-2", 301}, "/loop-2": {"/loop", 301}, "/self": {"/self", 302}, "/inside": {"http://10.0.0.1/", 301},
			"/file": {"file:///etc/hosts", 302}, "/user": {"http://a:b@example.com/", 302}, "/gone-page": {"/page", 301}, "/nowhere": {"", 302},
		}[r.URL.Path]
		switch {
		case to.status != 0:
			if to.path != "" {
				w.Header().Set("Location", to.path)
			}
			w.WriteHeader(to.status)
		case r.URL.Path == "/page":
			serve("<html><body>gone</body></html>")(w, r)
		default:
			feedPage(w, r)
		}
	})
	p, _ := poller(t, open())
	for path, want := range map[string]string{"/moved": "/new", "/away": "/away", "/half": "/half-2", "/new": "/new"} {
		res, st, err := p.Poll(t.Context(), NewState(s.URL+path), begin)
		if err != nil || st.URL != s.URL+want || res.URL != s.URL+"/new" || res.Moved != (path != want) {
			t.Errorf("%s: state %s, answered %s, moved %t: %v", path, st.URL, res.URL, res.Moved, err)
		}
	}
	for path, says := range map[string]string{
		"/loop": "more than 5 redirects", "/self": "more than 5 redirects", "/file": `scheme "file"`, "/user": "user name", "/gone-page": "a web page", "/nowhere": "leads nowhere",
	} {
		_, st, err := p.Poll(t.Context(), NewState(s.URL+path), begin)
		if err == nil || !strings.Contains(err.Error(), says) || st.URL != s.URL+path || st.Failures != 1 {
			t.Errorf("%s: %v, %+v", path, err, st)
		}
	}
}

func TestDiscovery(t *testing.T) {
	s := newSite(t, nil)
	s.set(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/feed.xml":
			serve(rss("", begin))(w, r)
		case "/bare":
			serve("<html><body>no feed</body></html>")(w, r)
		default:
			serve(`<html><head><link rel="alternate" type="application/rss+xml" title="News" href="/feed.xml"></head></html>`, "Content-Type", "text/html")(w, r)
		}
	})
	p, _ := poller(t, open())
	res, st, err := p.Poll(t.Context(), NewState(s.URL+"/"), begin)
	if err != nil || st.URL != s.URL+"/feed.xml" || !res.Moved || res.New != 1 || len(res.Offered) != 1 || res.Offered[0].Title != "News" {
		t.Errorf("%+v, %+v, %v", res, st, err)
	}
	if _, _, err := p.Poll(t.Context(), NewState(s.URL+"/bare"), begin); err == nil || !strings.Contains(err.Error(), "a web page, not a feed") {
		t.Error(err)
	}
	// A feed that turns into a page is not silently replaced.
	was := NewState(s.URL + "/")
	was.Read = begin
	if _, st, err := p.Poll(t.Context(), was, begin); err == nil || st.URL != was.URL || !strings.Contains(err.Error(), "it offers "+s.URL+"/feed.xml") {
		t.Error(st, err)
	}
}

// resolver answers every name with one address, over a DNS server on loopback.
func resolver(t *testing.T, ip string) *net.Resolver {
	t.Helper()
	conn, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	go func() {
		buf := make([]byte, 1500)
		for {
			n, from, err := conn.ReadFrom(buf)
			if err != nil {
				return
			}
			var m dnsmessage.Message
			if m.Unpack(buf[:n]) != nil || len(m.Questions) == 0 {
				continue
			}
			m.Response, m.Authoritative, m.Additionals = true, true, nil
			if q := m.Questions[0]; q.Type == dnsmessage.TypeA {
				m.Answers = []dnsmessage.Resource{{
					Header: dnsmessage.ResourceHeader{Name: q.Name, Type: q.Type, Class: q.Class, TTL: 1},
					Body:   &dnsmessage.AResource{A: netip.MustParseAddr(ip).As4()},
				}}
			}
			if out, err := m.Pack(); err == nil {
				_, _ = conn.WriteTo(out, from)
			}
		}
	}()
	return &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, "udp", conn.LocalAddr().String())
	}}
}

func TestInterruptedPollChangesNothing(t *testing.T) {
	s := newSite(t, func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() })
	p, _ := poller(t, open())
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	was := NewState(s.URL)
	_, st, err := p.Poll(ctx, was, begin)
	if err == nil || !cmp.Equal(st, was) {
		t.Errorf("%+v, %v", st, err)
	}
}

func TestPage(t *testing.T) {
	s := newSite(t, serve("<p>A page.</p>", "Content-Type", "text/html; charset=utf-8"))
	p, _ := poller(t, open())
	raw, err := p.Page(t.Context(), s.URL+"/page#part")
	if err != nil || string(raw.Bytes) != "<p>A page.</p>" || raw.URL != s.URL+"/page" || raw.Format != "html" || raw.Charset != "utf-8" {
		t.Errorf("%+v, %v", raw, err)
	}
	s.set(serve("%PDF", "Content-Type", "application/pdf"))
	if _, err := p.Page(t.Context(), s.URL+"/page"); fault.CodeOf(err) != fault.BadInput {
		t.Error(err)
	}
	for _, bad := range []string{"", "ftp://a/", "http://", "https://u:p@a.example/", "/path", "http://a.example:99999/"} {
		if _, err := p.Page(t.Context(), bad); err == nil {
			t.Errorf("%q was read", bad)
		}
	}
}

func TestSift(t *testing.T) {
	at := func(h int) feed.Stamp { return feed.Stamp{Time: begin.Add(time.Duration(h) * time.Hour)} }
	items := []feed.Item{
		{GUID: "5", Title: "pinned and old", Published: at(1)},
		{GUID: "4", Title: "newest", Published: at(9)},
		{GUID: "3", Title: "undated"},
		{GUID: "2", Title: "changed", Published: at(3)},
		{GUID: "2", Title: "again", Published: at(3)},
		{GUID: "1", Title: "seen", Published: at(2)},
	}
	changed := items[3]
	changed.Title = "before"
	seen := map[string]string{items[5].Key(): items[5].Hash(), changed.Key(): changed.Hash()}
	var got []string
	for _, it := range Sift(items, seen) {
		got = append(got, fmt.Sprintf("%s %t", it.Title, it.Revision))
		if it.Key != it.Item.Key() || it.Hash != it.Item.Hash() {
			t.Errorf("marks of %s", it.Title)
		}
	}
	if diff := cmp.Diff([]string{"pinned and old false", "changed true", "undated false", "newest false"}, got); diff != "" {
		t.Error(diff)
	}
}
