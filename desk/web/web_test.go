package web_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"io"
	"io/fs"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"newstape/desk/record"
	"newstape/desk/serve"
	"newstape/desk/store"
	"newstape/desk/web"
)

// mostScript is how many bytes all scripts may have together, as gzip -9 packs
// them; mostStyle the same of style sheets.
const (
	mostScript = 200_000
	mostStyle  = 20_000
)

// built reads what the program carries, by name under dist.
func built(t *testing.T) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := fs.WalkDir(os.DirFS("dist"), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(filepath.Join("dist", name))
		files[name] = string(b)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func TestScriptsAreSmall(t *testing.T) {
	sum := map[string]int{}
	for name, text := range built(t) {
		var b bytes.Buffer
		z, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(z, text); err != nil {
			t.Fatal(err)
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		sum[path.Ext(name)] += b.Len()
		t.Logf("%6d %s", b.Len(), name)
	}
	t.Logf("measure: scripts_gzip %d bytes", sum[".js"])
	t.Logf("measure: styles_gzip %d bytes", sum[".css"])
	if sum[".js"] >= mostScript {
		t.Errorf("all scripts have %d bytes, packed, and may have %d", sum[".js"], mostScript)
	}
	if sum[".css"] >= mostStyle {
		t.Errorf("all style sheets have %d bytes, packed, and may have %d", sum[".css"], mostStyle)
	}
}

// Files name one another by their hash: a half-made build is found here.
func TestFilesNameFilesThatAreThere(t *testing.T) {
	files := built(t)
	inDocument := regexp.MustCompile(`(?:src|href)="/([^"]+)"`)
	inScript := regexp.MustCompile("[\"'`(](?:\\./|/?assets/)([A-Za-z0-9_.-]+\\.(?:js|css|svg|woff2))[\"'`)]")
	named := map[string]bool{"index.html": true, "licences.txt": true}
	for _, m := range inDocument.FindAllStringSubmatch(files["index.html"], -1) {
		if m[1] == "docs" {
			continue // the service's own
		}
		if _, ok := files[m[1]]; !ok {
			t.Errorf("the document names %s, which is not there", m[1])
		}
		named[m[1]] = true
	}
	for name, text := range files {
		if path.Ext(name) != ".js" && path.Ext(name) != ".css" {
			continue
		}
		for _, m := range inScript.FindAllStringSubmatch(text, -1) {
			if _, ok := files["assets/"+m[1]]; !ok {
				t.Errorf("%s names %s, which is not there", name, m[1])
			}
			named["assets/"+m[1]] = true
		}
	}
	for name := range files {
		if !named[name] {
			t.Errorf("nothing names %s: it is left over from an older build", name)
		}
	}
}

func TestNothingIsInline(t *testing.T) {
	doc := built(t)["index.html"]
	for what, pattern := range map[string]string{
		"an inline script":        `(?i)<script(?:\s[^>]*)?>\s*[^<\s]`,
		"a script without a file": `(?i)<script(?:\s+(?:type|crossorigin|defer|async)(?:="[^"]*")?)*\s*>`,
		"an inline style":         `(?i)<style|\sstyle=`,
		"a handler":               `(?i)<[^>]+\son[a-z]+=`,
		"a script address":        `(?i)javascript:`,
	} {
		if m := regexp.MustCompile(pattern).FindString(doc); m != "" {
			t.Errorf("the document has %s: %s", what, m)
		}
	}
}

// What is shown to people may name other hosts; nothing may be fetched from one.
func TestNothingComesFromAnotherHost(t *testing.T) {
	address := regexp.MustCompile("(?i)(?:https?:)?//[a-z0-9-]+(?:\\.[a-z0-9-]+)+[^\\s\"'`)<]*")
	fine := regexp.MustCompile(`^(?:https?:)?//(?:www\.w3\.org/(?:\d+|XML|MathML|xlink|svg)|svelte\.dev/e/|www\.tradingview\.com/)`)
	for name, text := range built(t) {
		if path.Ext(name) == ".txt" {
			continue // terms of licences, shown as text
		}
		for _, m := range address.FindAllString(text, -1) {
			if !fine.MatchString(m) {
				t.Errorf("%s names %s", name, m)
			}
		}
		if regexp.MustCompile(`@import|url\(\s*["']?(?:https?:|//|data:)`).MatchString(text) {
			t.Errorf("%s fetches from elsewhere or from a data: address", name)
		}
		if regexp.MustCompile(`\beval\(|new Function\(|sourceMappingURL`).MatchString(text) {
			t.Errorf("%s makes code of text, or names a map that is not there", name)
		}
	}
}

// service is a desk with nothing in it.
func service(t *testing.T) *httptest.Server {
	t.Helper()
	st, err := store.Open(t.Context(), "sqlite:"+filepath.Join(t.TempDir(), "desk.db"), store.Options{Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = st.Close() })
	svc, err := serve.New(serve.Options{
		Version: "test", Store: st, Access: serve.Access{Open: true}, Now: time.Now, Log: slog.New(slog.DiscardHandler),
		Submit: func(context.Context, record.Submission) (bool, error) { return true, nil },
	})
	if err != nil {
		t.Fatal(err)
	}
	srv := httptest.NewUnstartedServer(nil)
	srv.Config = svc.Server()
	srv.Start()
	t.Cleanup(func() { svc.Close(); srv.Close() })
	return srv
}

// answer is what came, its body read.
type answer struct {
	status int
	header http.Header
	body   string
}

func get(t *testing.T, url string) answer {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	a, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = a.Body.Close() }()
	b, err := io.ReadAll(a.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer{a.StatusCode, a.Header, string(b)}
}

func TestEveryAddressAnswersUnderTheServicesPolicy(t *testing.T) {
	srv, doc := service(t), built(t)["index.html"]
	// The stand-in of the tests must set the policy that the service sets.
	front, err := os.ReadFile("test/front.mjs")
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range []string{"/", "/?q=tt%3Ababa", "/stories/c0780ea", "/companies", "/companies/alibaba", "/study", "/study/x", "/screen", "/watch", "/watch/feeds"} {
		a := get(t, srv.URL+p)
		if a.status != http.StatusOK || a.body != doc || a.header.Get("Content-Type") != "text/html; charset=utf-8" {
			t.Errorf("%s: %d, %s, %d bytes", p, a.status, a.header.Get("Content-Type"), len(a.body))
		}
		policy := a.header.Get("Content-Security-Policy")
		for _, want := range []string{"default-src 'none'", "script-src 'self'", "style-src 'self'", "connect-src 'self'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'"} {
			if !strings.Contains(policy, want) {
				t.Errorf("%s: the policy lacks %s: %s", p, want, policy)
			}
		}
		if strings.Contains(policy, "unsafe") || strings.Contains(policy, "data:") || strings.Contains(policy, "*") {
			t.Errorf("%s: the policy has an exception: %s", p, policy)
		}
		if !strings.Contains(string(front), `"`+policy+`"`) {
			t.Errorf("test/front.mjs has another policy than the service: %s", policy)
		}
		if cache := a.header.Get("Cache-Control"); strings.Contains(cache, "immutable") || strings.Contains(cache, "max-age=3") {
			t.Errorf("%s: the document would be kept: %s", p, cache)
		}
	}
}

func TestFilesAreKeptForEver(t *testing.T) {
	srv := service(t)
	types := map[string]string{".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".svg": "image/svg+xml", ".txt": "text/plain; charset=utf-8"}
	for name, want := range built(t) {
		if name == "index.html" {
			continue
		}
		a := get(t, srv.URL+"/"+name)
		if a.status != http.StatusOK || a.body != want || a.header.Get("Content-Type") != types[path.Ext(name)] || a.header.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s: %d, %v, %d bytes", name, a.status, a.header, len(a.body))
		}
		kept := strings.Contains(a.header.Get("Cache-Control"), "immutable")
		if hashed := strings.HasPrefix(name, "assets/"); kept != hashed {
			t.Errorf("%s: Cache-Control %s", name, a.header.Get("Cache-Control"))
		}
	}
	for _, p := range []string{"/assets/", "/assets/../index.html", "/index.html", "/assets/none.js", "/nowhere"} {
		if a := get(t, srv.URL+p); a.status == http.StatusOK && strings.Contains(a.body, "<script") {
			t.Errorf("%s answers with the document", p)
		}
	}
}

func TestPatternsAreTheRoutersAddresses(t *testing.T) {
	p, err := web.Open()
	if err != nil {
		t.Fatal(err)
	}
	src, err := os.ReadFile("src/lib/router.svelte.ts")
	if err != nil {
		t.Fatal(err)
	}
	all := strings.Join(p.Patterns(), "\n")
	for _, name := range []string{"stories", "companies", "study", "screen", "watch"} {
		if !strings.Contains(string(src), `^\/`+name) || !strings.Contains(all, "GET /"+name) {
			t.Errorf("%s is an address of the router or of the desk alone", name)
		}
	}
}
