package serve

import (
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/danielgtaylor/huma/v2"
	"pgregory.net/rapid"

	"newstape/fault"
)

func TestUnchangedAnswersAre304(t *testing.T) {
	d := newDesk(t)
	first := d.call("GET", "/v1/query/keys", "")
	tag := first.Header.Get("ETag")
	if !first.is(200) || tag == "" {
		t.Fatalf("%s, tag %q", first.Status, tag)
	}
	for _, asked := range []string{tag, "*", `"other", ` + tag, strings.TrimPrefix(tag, "W/")} {
		a := d.call("GET", "/v1/query/keys", "", "If-None-Match: "+asked)
		if !a.is(304) || len(a.body) != 0 || a.Header.Get("ETag") != tag {
			t.Errorf("If-None-Match %s: %s, %d bytes", asked, a.Status, len(a.body))
		}
	}
	if a := d.call("GET", "/v1/query/keys", "", `If-None-Match: W/"other"`); !a.is(200) {
		t.Error(a.Status)
	}
	if a := d.call("HEAD", "/v1/query/keys", ""); !a.is(200) || a.Header.Get("ETag") != tag || len(a.body) != 0 {
		t.Errorf("HEAD: %s, %q, %d bytes", a.Status, a.Header.Get("ETag"), len(a.body))
	}
}

func TestGzipWhenAsked(t *testing.T) {
	d := newDesk(t)
	plain := d.call("GET", "/openapi.json", "", "Accept-Encoding: identity")
	pressed := d.call("GET", "/openapi.json", "", "Accept-Encoding: br;q=1, gzip;q=0.5")
	if pressed.Header.Get("Content-Encoding") != "gzip" || len(pressed.body) >= len(plain.body)/2 || pressed.Header.Get("Vary") == "" {
		t.Fatalf("%d bytes of %d, %v", len(pressed.body), len(plain.body), pressed.Header)
	}
	z, err := gzip.NewReader(strings.NewReader(string(pressed.body)))
	if err != nil {
		t.Fatal(err)
	}
	if all, err := io.ReadAll(z); err != nil || string(all) != string(plain.body) {
		t.Errorf("other bytes come out: %v", err)
	}
	if a := d.call("GET", "/openapi.json", "", "Accept-Encoding: gzip;q=0"); a.Header.Get("Content-Encoding") != "" {
		t.Error("gzip although it was refused")
	}
	if plain.Header.Get("ETag") != pressed.Header.Get("ETag") {
		t.Error("two tags for one answer")
	}
}

func TestPanicsAreProblems(t *testing.T) {
	d := newDesk(t)
	d.svc.mux.HandleFunc("GET /panic", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		_, _ = w.Write([]byte("half an answer"))
		panic("secret words of /etc/newstape")
	})
	a := d.call("GET", "/panic", "")
	isProblem(t, a, 500)
	if strings.Contains(string(a.body), "secret") || strings.Contains(string(a.body), "half") {
		t.Errorf("leaks: %s", a.body)
	}
	log := d.log.String()
	if !strings.Contains(log, "secret words") || !strings.Contains(log, a.Header.Get("X-Request-Id")) {
		t.Error("the log does not tell why")
	}
	if a := d.call("GET", "/healthz", ""); !a.is(200) {
		t.Error("it does not go on")
	}
}

func TestAPanicInAStreamClosesTheConnection(t *testing.T) {
	d := newDesk(t)
	d.svc.mux.HandleFunc("GET /half", func(w http.ResponseWriter, _ *http.Request) {
		_, _ = w.Write([]byte("half"))
		_ = http.NewResponseController(w).Flush()
		panic("x")
	})
	res, err := http.Get(d.url + "/half")
	if err == nil {
		_, err = io.ReadAll(res.Body)
		res.Body.Close()
	}
	if err == nil {
		t.Error("half an answer is taken for a whole one")
	}
}

func TestLargeAnswersPassThrough(t *testing.T) {
	d := newDesk(t)
	chunk := strings.Repeat("x", 1<<20)
	d.svc.mux.HandleFunc("GET /large", func(w http.ResponseWriter, _ *http.Request) {
		for range 10 {
			_, _ = w.Write([]byte(chunk))
		}
	})
	if a := d.call("GET", "/large", ""); len(a.body) != 10<<20 || a.Header.Get("ETag") != "" {
		t.Errorf("%d bytes, tag %q", len(a.body), a.Header.Get("ETag"))
	}
}

func TestNothingOfAnInnerErrorIsTold(t *testing.T) {
	secret := "open /var/lib/newstape/desk.db: near SELECT"
	for _, err := range []error{
		errors.New(secret),
		fault.New(fault.Internal, "%s", secret),
		fault.New(fault.Corrupt, "%s", secret),
		fault.New(fault.Unreachable, "dial postgres://u:p@host: %s", secret),
		fmt.Errorf("wrapped: %w", errors.New(secret)),
		&huma.ErrorModel{Status: 500, Detail: secret},
	} {
		p := problemOf(err)
		body, _ := json.Marshal(p)
		if p.Status < 500 || strings.Contains(string(body), "SELECT") || strings.Contains(string(body), "/var") || strings.Contains(string(body), "postgres") {
			t.Errorf("%v: %s", err, body)
		}
	}
	p := problemOf(fault.New(fault.NotFound, "read tape %s: it is not there", "/srv/prices/us.bars").Try("newstape pull prices --to %q", "/srv/prices"))
	if body, _ := json.Marshal(p); p.Status != 404 || strings.Contains(string(body), "/srv") || !strings.Contains(p.Detail, "read tape (a file)") {
		t.Errorf("%s", body)
	}
}

func TestPathsAreTakenOutAndNothingElse(t *testing.T) {
	for in, want := range map[string]string{
		"open /a/b/c.txt: no such file": "open (a file): no such file",
		`"/a/b" is no list`:             `"(a file)" is no list`,
		"text/html and 3/4 and km/h":    "text/html and 3/4 and km/h",
		"see /docs and /v1/query/keys":  "see /docs and /v1/query/keys",
		"https://example.com/a/b":       "https://example.com/a/b",
	} {
		if got := withoutPaths(in); got != want {
			t.Errorf("%q: %q", in, got)
		}
	}
}

func TestWhatTheMuxRefusesIsAProblem(t *testing.T) {
	d := newDesk(t)
	isProblem(t, d.call("GET", "/nowhere", ""), 404)
	a := d.call("DELETE", "/v1/stories", "")
	isProblem(t, a, 405)
	if !strings.Contains(a.Header.Get("Allow"), "POST") {
		t.Errorf("Allow: %q", a.Header.Get("Allow"))
	}
	for _, path := range []string{"/v1//stories", "/v1/../metrics", "/v1/%2e%2e/metrics", "/v1/stories/", "/v1/stories/a%2fb", "/v1/stories/%00", "/./healthz"} {
		a := d.call("GET", path, "")
		if !a.is(404) {
			t.Errorf("%s: %s", path, a.Status)
			continue
		}
		isProblem(t, a, 404)
	}
}

func TestDepthIsCountedOutsideOfStrings(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		depth := rapid.IntRange(1, 40).Draw(t, "depth")
		noise := rapid.String().Draw(t, "noise")
		text, _ := json.Marshal(noise + `[[[{{{\"`)
		body := strings.Repeat("[", depth) + string(text) + strings.Repeat("]", depth)
		if deeperThan([]byte(body), depth) || !deeperThan([]byte(body), depth-1) {
			t.Fatalf("depth %d of %s", depth, body)
		}
	})
}

func TestAsksFor(t *testing.T) {
	for header, want := range map[string]bool{
		"": false, "gzip": true, "br, gzip": true, "GZIP;q=1": true, "gzip;q=0": false, "gzip; q=0.000": false, "gzip;q=0.001": true, "xgzip": false, "identity": false,
	} {
		if got := asksFor(header, "gzip"); got != want {
			t.Errorf("%q: %t", header, got)
		}
	}
}

func TestClientsThatGoAreNoDefects(t *testing.T) {
	d := newDesk(t)
	w := httptest.NewRecorder()
	defer func() {
		if err, _ := recover().(error); !errors.Is(err, http.ErrAbortHandler) {
			t.Errorf("recovered %v", err)
		}
		if strings.Contains(d.log.String(), "panicked") {
			t.Error("logged as a defect")
		}
	}()
	d.svc.mux.HandleFunc("GET /gone", func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) })
	r := httptest.NewRequest(http.MethodGet, "http://localhost/gone", nil)
	r.RemoteAddr = "127.0.0.1:5"
	d.svc.ServeHTTP(w, r)
}

// FuzzParts gives the small readers of headers, cursors and paths whatever there
// is: they answer, and what they let through is what they promise.
func FuzzParts(f *testing.F) {
	for _, s := range nasty {
		f.Add(s)
	}
	f.Add("open /a/b/c: x")
	f.Add(place(7))
	f.Fuzz(func(t *testing.T, s string) {
		if n, err := readPlace(s); err == nil && s != "" && place(n) != s {
			if again, err := readPlace(place(n)); err != nil || again != n {
				t.Errorf("cursor %q", s)
			}
		}
		if cleanPath(s) && (strings.Contains(s, "/../") || strings.ContainsRune(s, 0)) {
			t.Errorf("path %q", s)
		}
		if out := withoutPaths(s); strings.Contains(out, " /etc/passwd ") || secretShape.MatchString(out) {
			t.Errorf("%q leaves %q", s, out)
		}
		if id := s; plainID(id) && strings.ContainsAny(id, "\r\n \"") {
			t.Errorf("request id %q", id)
		}
		formatFor(s)
		asksFor(s, "gzip")
		matchesTag(s, `W/"x"`)
		mediaType(s)
		charsetOf(s)
		webAddress(s)
		deeperThan([]byte(s), 3)
		if len(printable(s)) > len(s) || len(clip(s, 3)) > 6 {
			t.Errorf("%q grows", s)
		}
	})
}
