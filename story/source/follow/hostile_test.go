package follow

import (
	"compress/gzip"
	"context"
	"fmt"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"newstape/fault"
	"newstape/story/source"
)

// Nothing inside is asked, whichever way an address leads there.
func TestNothingInsideIsAsked(t *testing.T) {
	s := newSite(t, serve(rss("", begin)))
	port := s.URL[strings.LastIndexByte(s.URL, ':'):]
	for name, tt := range map[string]struct{ address, resolves string }{
		"an address":           {s.URL + "/feed", ""},
		"IPv6":                 {"http://[::1]" + port, ""},
		"mapped":               {"http://[::ffff:7f00:1]" + port, ""},
		"metadata":             {"http://169.254.169.254/latest", ""},
		"a name for 10.x":      {"http://wire.example/feed", "10.1.2.3"},
		"a name for loopback":  {"http://wire.example" + port + "/feed", "127.0.0.1"},
		"a name for a gateway": {"http://wire.example/feed", "192.168.0.1"},
		"zero":                 {"http://0.0.0.0" + port, ""},
	} {
		t.Run(name, func(t *testing.T) {
			opt := Options{Limits: source.Limits{Timeout: 5 * time.Second}}
			if tt.resolves != "" {
				opt.Resolver = resolver(t, tt.resolves)
			}
			p, _ := poller(t, opt)
			_, st, err := p.Poll(t.Context(), NewState(tt.address), begin)
			if fault.CodeOf(err) != fault.Refused || !strings.Contains(err.Error(), "private, loopback or link-local") || st.Health.Condition != Failing {
				t.Errorf("poll: %v", err)
			}
			if _, err := p.Page(t.Context(), tt.address); fault.CodeOf(err) != fault.Refused {
				t.Errorf("page: %v", err)
			}
		})
	}
	if s.count() != 0 {
		t.Errorf("%d requests arrived", s.count())
	}
}

// A redirect is dialled under the same guard as an address: here the first host
// is let through by name, and what it leads to is not.
func TestRedirectInsideIsRefused(t *testing.T) {
	secret := newSite(t, serve(rss("", begin)))
	outside := newSite(t, func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, secret.URL+"/feed", http.StatusMovedPermanently)
	})
	p, _ := poller(t, Options{Limits: source.Limits{Timeout: 5 * time.Second}})
	inner, ok := p.client.Transport.(*http.Transport)
	if !ok {
		t.Fatal("no transport")
	}
	guarded := inner.DialContext
	inner.DialContext = func(ctx context.Context, network, address string) (net.Conn, error) {
		if address == outside.Listener.Addr().String() {
			return (&net.Dialer{}).DialContext(ctx, network, address)
		}
		return guarded(ctx, network, address)
	}
	_, st, err := p.Poll(t.Context(), NewState(outside.URL), begin)
	if fault.CodeOf(err) != fault.Refused || secret.count() != 0 || st.URL != outside.URL {
		t.Errorf("%d requests inside, %v", secret.count(), err)
	}
}

func TestHostileServers(t *testing.T) {
	zeros := make([]byte, 1<<20)
	s := newSite(t, nil)
	s.set(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/bomb":
			w.Header().Set("Content-Encoding", "gzip")
			z := gzip.NewWriter(w)
			for range 100 {
				_, _ = z.Write(zeros)
			}
			z.Close()
		case "/endless":
			for r.Context().Err() == nil {
				if _, err := w.Write(zeros); err != nil {
					return
				}
			}
		case "/headers":
			for i := range 100 {
				w.Header().Set(fmt.Sprintf("X-%d", i), strings.Repeat("x", 10_000))
			}
			fmt.Fprint(w, rss("", begin))
		case "/drip":
			for r.Context().Err() == nil {
				fmt.Fprint(w, " ")
				w.(http.Flusher).Flush()
				time.Sleep(20 * time.Millisecond)
			}
		case "/silent":
			<-r.Context().Done()
		case "/brotli":
			w.Header().Set("Content-Encoding", "br")
			fmt.Fprint(w, "xx")
		case "/cut":
			w.Header().Set("Content-Length", "1000")
			fmt.Fprint(w, "<rss>")
		case "/status":
			w.WriteHeader(http.StatusInternalServerError)
		case "/gone":
			w.WriteHeader(http.StatusGone)
		case "/etag":
			w.Header().Set("ETag", `"`+strings.Repeat("x", 20_000)+`"`)
			fmt.Fprint(w, rss("", begin))
		}
	})
	opt := open()
	opt.Limits.Timeout = 400 * time.Millisecond
	hasty, _ := poller(t, opt)
	opt.Limits.Timeout = time.Minute
	p, _ := poller(t, opt)
	for path, want := range map[string]struct {
		code      fault.Code
		condition Condition
	}{
		"/bomb": {fault.TooLarge, Failing}, "/endless": {fault.TooLarge, Failing}, "/headers": {fault.Unreachable, Failing}, "/drip": {fault.Unreachable, Timeout},
		"/silent": {fault.Unreachable, Timeout}, "/brotli": {fault.BadInput, Failing}, "/cut": {fault.Unreachable, Failing}, "/status": {fault.Unreachable, Failing},
		"/gone": {fault.NotFound, Failing},
	} {
		asker := p
		if want.condition == Timeout {
			asker = hasty
		}
		_, st, err := asker.Poll(t.Context(), NewState(s.URL+path), begin)
		if fault.CodeOf(err) != want.code || st.Health.Condition != want.condition || !st.Health.Since.Equal(begin) || st.Health.Why == "" || st.Failures != 1 {
			t.Errorf("%s: %+v, %v", path, st.Health, err)
		}
	}
	if _, st, err := p.Poll(t.Context(), NewState(s.URL+"/etag"), begin); err != nil || len(st.ETag) > 1000 {
		t.Errorf("a huge ETag: %d bytes, %v", len(st.ETag), err)
	}
	if _, st, err := p.Poll(t.Context(), NewState("http://127.0.0.1:1/"), begin); fault.CodeOf(err) != fault.Unreachable || st.Health.Condition != Failing {
		t.Errorf("nobody there: %v", err)
	}
}
