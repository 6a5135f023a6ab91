package feed

import (
	"bytes"
	"math/rand/v2"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/rogpeppe/go-internal/txtar"
)

// seeds are the documents of the cases.
func seeds(t testing.TB, dir string) [][]byte {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("testdata", dir, "*.case"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	var out [][]byte
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, txtar.Parse(b).Files[0].Data)
	}
	return out
}

func FuzzFeed(f *testing.F) {
	for _, s := range seeds(f, "feeds") {
		f.Add(s, "application/rss+xml; charset=iso-8859-1")
	}
	f.Fuzz(func(t *testing.T, doc []byte, contentType string) {
		got, err := Parse(doc, Options{URL: address, ContentType: contentType})
		checkFeed(t, got, err)
	})
}

// checkFeed asks for what callers rest on.
func checkFeed(t *testing.T, f *Feed, err error) {
	t.Helper()
	if err != nil {
		if s := err.Error(); strings.Contains(s, "gave up") || !strings.Contains(s, "; try: ") {
			t.Errorf("error %q", s)
		}
		return
	}
	if !f.Kind.IsFeed() || len(f.Items) > MaxItems {
		t.Errorf("kind %q with %d items", f.Kind, len(f.Items))
	}
	for _, it := range f.Items {
		if it.URL != "" {
			if u, err := url.Parse(it.URL); err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.User != nil {
				t.Errorf("address %q", it.URL)
			}
		}
		if len(it.Title) > maxTitle || strings.ContainsAny(it.Title, "\n\r") || !utf8.ValidString(it.Title+it.Summary+it.Content) {
			t.Errorf("title %q", it.Title)
		}
		if it.Whole && it.Content == "" || len(it.Key()) != 32 {
			t.Errorf("item %+v", it)
		}
		if s := it.Published; s.Dated() && ParseStamp(s.String()).String() != s.String() {
			t.Errorf("date %q reads as %q", s, ParseStamp(s.String()))
		}
	}
}

func FuzzOPML(f *testing.F) {
	f.Add([]byte(listOfFeeds))
	f.Fuzz(func(t *testing.T, doc []byte) {
		feeds, _, err := ParseOPML(doc, "x")
		if err != nil {
			return
		}
		var b bytes.Buffer
		if err := WriteOPML(&b, "x", feeds); err != nil {
			t.Fatal(err)
		}
		if again, _, err := ParseOPML(b.Bytes(), "x"); err != nil || len(again) != len(feeds) {
			t.Errorf("%d feeds became %d: %v\n%s", len(feeds), len(again), err, b.String())
		}
	})
}

func FuzzStories(f *testing.F) {
	for _, s := range seeds(f, "stories") {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, doc []byte) {
		stories, err := Stories(doc, Options{URL: address})
		if err == nil && len(stories) == 0 {
			t.Error("neither stories nor an error")
		}
		for _, s := range stories {
			if s.Body == "" || s.Format != "html" && s.Format != "text" || len(s.Headline) > maxTitle {
				t.Errorf("story %+v", s)
			}
		}
	})
}

func FuzzDiscover(f *testing.F) {
	f.Add([]byte(`<link rel="alternate" type="application/rss+xml" href="/x">`))
	f.Fuzz(func(t *testing.T, page []byte) {
		if n := len(Discover(page, address)); n > maxLinks {
			t.Errorf("%d links", n)
		}
	})
}

// TestMutatedFeedsLeaveNothingBehind damages the documents thousands of times:
// each is answered, and goroutines and memory are afterwards where they were.
func TestMutatedFeedsLeaveNothingBehind(t *testing.T) {
	docs := append(seeds(t, "feeds"), seeds(t, "stories")...)
	docs = append(docs, []byte(listOfFeeds))
	rng := rand.New(rand.NewPCG(7, 7))
	round := func(n int) {
		for range n {
			doc := mutate(rng, docs)
			f, err := Parse(doc, Options{URL: address})
			checkFeed(t, f, err)
			_, _, _ = ParseOPML(doc, "x")
			_, _ = Stories(doc, Options{})
			_ = Discover(doc, address)
		}
	}
	round(500)
	goroutines, heap := runtime.NumGoroutine(), heapNow()
	start := time.Now()
	round(4000)
	t.Logf("4000 mutated documents in %v", time.Since(start))
	if n := runtime.NumGoroutine(); n > goroutines {
		t.Errorf("%d goroutines, %d before", n, goroutines)
	}
	if h := heapNow(); h > heap+4<<20 {
		t.Errorf("heap %d KiB, %d KiB before", h>>10, heap>>10)
	}
}

func heapNow() uint64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// mutate damages a document: bytes, cuts, repeats, and pieces of others.
func mutate(rng *rand.Rand, docs [][]byte) []byte {
	doc := bytes.Clone(docs[rng.IntN(len(docs))])
	for range 1 + rng.IntN(4) {
		if len(doc) == 0 {
			return doc
		}
		at, to := rng.IntN(len(doc)), rng.IntN(len(doc))
		at, to = min(at, to), max(at, to)
		switch rng.IntN(5) {
		case 0:
			doc[at] = byte(rng.IntN(256))
		case 1:
			doc = append(doc[:at:at], doc[to:]...)
		case 2:
			doc = doc[:at]
		case 3:
			doc = append(doc[:to:to], doc[at:]...)
		case 4:
			other := docs[rng.IntN(len(docs))]
			from := rng.IntN(len(other))
			doc = append(append(doc[:at:at], other[from:]...), doc[to:]...)
		}
	}
	return doc
}
