package pull

import (
	"context"
	"crypto/sha256"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"newstape/fault"
	"newstape/tape/calendar"
)

// publisher serves one file and breaks off when it is told to.
type publisher struct {
	sync.Mutex
	content string
	etag    string
	breakAt int // bytes of the content after which a transfer breaks off; 0 for never
	plain   bool
	asked   []string // Range headers, "all" for none
}

func (p *publisher) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	p.Lock()
	defer p.Unlock()
	asked := r.Header.Get("Range")
	if asked == "" {
		asked = "all"
	}
	p.asked = append(p.asked, asked)
	if p.plain {
		r.Header.Del("Range")
	}
	if p.etag != "" {
		w.Header().Set("ETag", p.etag)
	}
	cut := &cutter{ResponseWriter: w, left: p.breakAt}
	p.breakAt = 0
	http.ServeContent(cut, r, "x.json", time.Time{}, strings.NewReader(p.content))
}

// cutter drops the connection after some bytes.
type cutter struct {
	http.ResponseWriter
	left int
}

func (c *cutter) Write(b []byte) (int, error) {
	if c.left == 0 {
		return c.ResponseWriter.Write(b)
	}
	if c.left < len(b) {
		_, _ = c.ResponseWriter.Write(b[:c.left])
		c.ResponseWriter.(http.Flusher).Flush()
		panic(http.ErrAbortHandler)
	}
	c.left -= len(b)
	return c.ResponseWriter.Write(b)
}

func serve(t *testing.T, h http.Handler) string {
	t.Helper()
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	return s.URL + "/x.json"
}

func fetchOptions(address string) Options {
	return Options{SEC: address, Today: calendar.MustDate("2026-11-29"), Client: &http.Client{}, Agent: "test"}
}

func TestFetchGoesOnWhereItBrokeOff(t *testing.T) {
	p := &publisher{content: secFile, etag: `"one"`, breakAt: 100}
	var done []int64
	opts := fetchOptions(serve(t, p))
	opts.Progress = func(source string, n, total int64) {
		if source != secSource || total != int64(len(secFile)) {
			t.Errorf("progress of %s: %d of %d", source, n, total)
		}
		done = append(done, n)
	}
	dir := t.TempDir()
	m, _ := pullInto(t, dir, opts)
	if describe(m, "zygotron") == "none" {
		t.Error("the file was not read")
	}
	if want := []string{"all", "bytes=100-"}; !slices.Equal(p.asked, want) {
		t.Errorf("asked for %q, want %q", p.asked, want)
	}
	if !slices.IsSorted(done) || done[len(done)-1] != int64(len(secFile)) {
		t.Errorf("progress: %v", done)
	}
	s := m.About().Pulls[0].Sources[0]
	if want := fmt.Sprintf("%x", sha256.Sum256([]byte(secFile))); s.SHA256 != want || s.Bytes != int64(len(secFile)) {
		t.Errorf("about: %+v", s)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "sources", ".*")); len(left) > 0 {
		t.Errorf("%v is left behind", left)
	}
}

// A pull that is stopped leaves a part, and the next one asks for the rest.
func TestFetchGoesOnInTheNextPull(t *testing.T) {
	p := &publisher{content: secFile, etag: `"one"`, breakAt: 100}
	address := serve(t, p)
	dir := t.TempDir()
	opts := fetchOptions(address)
	ctx, stop := context.WithCancel(context.Background())
	opts.Progress = func(_ string, n, _ int64) {
		if n >= 100 {
			stop()
		}
	}
	_, err := Securities(ctx, dir, opts)
	if fault.CodeOf(err) != fault.Unreachable || !strings.Contains(err.Error(), "the same command again") {
		t.Fatalf("stopped: %v", err)
	}
	if _, err := os.Stat(filepath.Join(dir, IndexFile)); err == nil {
		t.Fatal("there is an index")
	}
	pullInto(t, dir, fetchOptions(address))
	if p.asked[len(p.asked)-1] != "bytes=100-" {
		t.Errorf("asked for %q", p.asked)
	}
}

// The rest of another content is not put behind the first part of this one.
func TestFetchBeginsAgainWhenTheContentChanged(t *testing.T) {
	for name, change := range map[string]func(*publisher){
		"etag":     func(p *publisher) { p.etag = `"two"` },
		"no range": func(p *publisher) { p.plain = true },
		"shorter":  func(p *publisher) { p.content = secFile[:50] },
	} {
		p := &publisher{content: secFile, etag: `"one"`, breakAt: 100}
		address := serve(t, p)
		dir := t.TempDir()
		opts := fetchOptions(address)
		ctx, stop := context.WithCancel(context.Background())
		opts.Progress = func(_ string, n, _ int64) {
			if n >= 100 {
				stop()
			}
		}
		if _, err := Securities(ctx, dir, opts); err == nil {
			t.Fatal("not stopped")
		}
		change(p)
		if name == "shorter" {
			_, err := Securities(context.Background(), dir, fetchOptions(address))
			if err == nil || !strings.Contains(err.Error(), "is the file whole?") {
				t.Errorf("%s: %v", name, err)
			}
			continue
		}
		m, _ := pullInto(t, dir, fetchOptions(address))
		if got := m.About().Pulls[0].Sources[0].Bytes; got != int64(len(p.content)) {
			t.Errorf("%s: %d bytes", name, got)
		}
	}
}

func TestFetchFails(t *testing.T) {
	for name, tc := range map[string]struct {
		handler http.HandlerFunc
		code    fault.Code
		want    string
	}{
		"gone":      {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNotFound) }, fault.NotFound, "HTTP 404 Not Found"},
		"forbidden": {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusForbidden) }, fault.Refused, "--agent"},
		"down":      {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusServiceUnavailable) }, fault.Unreachable, "HTTP 503"},
		"large":     {func(w http.ResponseWriter, _ *http.Request) { w.Header().Set("Content-Length", "999999999999") }, fault.TooLarge, "more than the limit"},
		"breaks always": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "100")
			fmt.Fprint(w, "short")
		}, fault.Unreachable, "broke off at 5 of 100 bytes"},
		"odd range": {func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("ETag", `"x"`)
			if r.Header.Get("Range") == "" {
				w.Header().Set("Content-Length", "100")
				fmt.Fprint(w, "short")
				return
			}
			w.Header().Set("Content-Range", "bytes 0-9/100")
			w.WriteHeader(http.StatusPartialContent)
		}, fault.Unreachable, ""},
	} {
		dir := t.TempDir()
		_, err := Securities(context.Background(), dir, fetchOptions(serve(t, tc.handler)))
		if fault.CodeOf(err) != tc.code || !strings.Contains(err.Error(), tc.want) {
			t.Errorf("%s: got %v (%s)", name, err, fault.CodeOf(err))
		}
	}
	opts := fetchOptions("http://127.0.0.1:1/x")
	opts.Client = nil
	if _, err := Securities(context.Background(), t.TempDir(), opts); fault.CodeOf(err) != fault.Internal {
		t.Errorf("no client: %v", err)
	}
}

func TestContentRange(t *testing.T) {
	for in, want := range map[string][2]int64{"bytes 5-9/10": {5, 10}, "bytes 5-9/*": {5, -1}} {
		if from, size, ok := contentRange(in); !ok || from != want[0] || size != want[1] {
			t.Errorf("%s: %d %d %v", in, from, size, ok)
		}
	}
	for _, in := range []string{"", "bytes", "bytes x-9/10", "items 1/2"} {
		if _, _, ok := contentRange(in); ok {
			t.Errorf("%q is taken", in)
		}
	}
}
