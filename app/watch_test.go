package app

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

const wire = `<rss version="2.0"><channel><title>Wire</title><link>https://wire.example/</link>%s
<item><title>Mill fined&#27;[31m</title><link>https://wire.example/mill</link><pubDate>Fri, 14 Nov 2025 13:02:00 EST</pubDate></item>
<item><title>Undated</title><link>https://wire.example/undated</link></item>
</channel></rss>`

// newsroom serves a feed that can be changed, a JSON feed, a page that offers
// it, and errors.
func newsroom(t *testing.T) (address string, change func(string)) {
	t.Helper()
	var mu sync.Mutex
	more := ""
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		switch r.URL.Path {
		case "/wire":
			fmt.Fprintf(w, wire, more)
		case "/page":
			w.Header().Set("Content-Type", "text/html")
			fmt.Fprint(w, `<html><head><link rel="alternate" type="application/rss+xml" href="/wire"></head></html>`)
		case "/empty":
			fmt.Fprint(w, `{"version": "https://jsonfeed.org/version/1.1", "title": "Quiet", "items": []}`)
		default:
			http.NotFound(w, r)
		}
	}))
	t.Cleanup(s.Close)
	return s.URL, func(items string) {
		mu.Lock()
		defer mu.Unlock()
		more = items
	}
}

// watchOnce runs the command line and gives its output without the times of the
// test and the address of its server.
func watchOnce(t *testing.T, address string, args ...string) (status int, out, problems string) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	m := Main{Stdin: strings.NewReader(""), Stdout: &stdout, Stderr: &stderr, Env: func(string) (string, bool) { return "", false }}
	status = m.Run(t.Context(), append([]string{"watch", "--once", "--allow-private"}, args...))
	return status, strings.ReplaceAll(stdout.String(), address, "SITE"), strings.ReplaceAll(stderr.String(), address, "SITE")
}

// withoutTimes drops "since ...".
func withoutTimes(s string) string {
	var lines []string
	for line := range strings.Lines(s) {
		if at := strings.Index(line, " since "); at >= 0 {
			line = line[:at] + line[at+len(" since 2006-01-02T15:04:05Z"):]
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "")
}

func TestWatchPrintsStoriesAndHealth(t *testing.T) {
	site, _ := newsroom(t)
	other, _ := newsroom(t) // another host: one is not asked twice within two seconds
	list := filepath.Join(t.TempDir(), "desk.opml")
	opml := fmt.Sprintf(`<opml version="2.0"><body><outline text="Wires"><outline text="Wire" xmlUrl="%[1]s/wire"/></outline><outline text="Quiet" xmlUrl="%[2]s/empty"/></body></opml>`, site, other)
	if err := os.WriteFile(list, []byte(opml), 0o600); err != nil {
		t.Fatal(err)
	}
	status, out, problems := watchOnce(t, site, list, site+"/wire")
	out = strings.ReplaceAll(out, other, "OTHER")
	want := `undated  Wire  Undated  https://wire.example/undated
2025-11-14 13:02 -0500  Wire  Mill fined [31m  https://wire.example/mill

stale     Wire  SITE/wire  no new item 2025-11-14T18:02:00Z; usual interval unknown
empty     Quiet  OTHER/empty  the feed has no items
`
	// "no new item since ..." is a since as well.
	want = strings.Replace(want, "no new item 2025-11-14T18:02:00Z", "no new item since 2025-11-14T18:02:00Z", 1)
	if diff := cmp.Diff(want, withoutTimes(out)); diff != "" || status != 0 || problems != "" {
		t.Errorf("status %d, %s\n(-want +got)\n%s", status, problems, diff)
	}
}

func TestWatchRemembersWhatItPrinted(t *testing.T) {
	site, change := newsroom(t)
	state := filepath.Join(t.TempDir(), "state.json")
	stories := func() []string {
		t.Helper()
		status, out, problems := watchOnce(t, site, "--format", "json", "--state", state, site+"/page")
		if status != 0 {
			t.Fatalf("status %d: %s", status, problems)
		}
		var titles []string
		for line := range strings.Lines(out) {
			var v struct {
				Kind, Title string
				URL         string
				Revision    bool
			}
			if err := json.Unmarshal([]byte(line), &v); err != nil {
				t.Fatal(err)
			}
			if v.Kind == "feed" && v.URL != "SITE/wire" {
				t.Errorf("the page's feed was not found: %s", line)
			}
			if v.Kind == "story" {
				titles = append(titles, fmt.Sprintf("%s %t", v.Title, v.Revision))
			}
		}
		return titles
	}
	for _, step := range []struct {
		items string
		want  []string
	}{
		{"", []string{"Undated false", "Mill fined [31m false"}},
		{"", nil},
		{"<item><title>New</title><guid>n</guid></item>", []string{"New false"}},
		{"<item><title>New, corrected</title><guid>n</guid></item>", []string{"New, corrected true"}},
		{"", nil},
	} {
		change(step.items)
		if diff := cmp.Diff(step.want, stories()); diff != "" {
			t.Errorf("with %q: %s", step.items, diff)
		}
	}
}

func TestWatchTellsWhatCouldNotBeHad(t *testing.T) {
	site, _ := newsroom(t)
	other, _ := newsroom(t)
	status, out, problems := watchOnce(t, site, other+"/wire", site+"/none")
	if status != 3 || !strings.Contains(out, "failing") || !strings.Contains(problems, "could not be had: read SITE/none: HTTP 404 Not Found") {
		t.Errorf("status %d\n%s\n%s", status, out, problems)
	}
}

// Following goes on until it is told to end, and then says how the feeds are.
func TestWatchFollowsUntilInterrupted(t *testing.T) {
	site, _ := newsroom(t)
	ctx, cancel := context.WithTimeout(t.Context(), 500*time.Millisecond)
	defer cancel()
	var stdout, stderr bytes.Buffer
	m := Main{Stdin: strings.NewReader(""), Stdout: &stdout, Stderr: &stderr, Env: func(string) (string, bool) { return "", false }}
	if status := m.Run(ctx, []string{"watch", "--allow-private", site + "/wire"}); status != 0 || !strings.Contains(stdout.String(), "Mill fined") || !strings.Contains(stdout.String(), "stale") {
		t.Errorf("status %d\n%s\n%s", status, stdout.String(), stderr.String())
	}
}
