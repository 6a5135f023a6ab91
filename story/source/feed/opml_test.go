package feed

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"newstape/fault"
)

const listOfFeeds = `<?xml version="1.0" encoding="UTF-8"?>
<opml version="2.0"><head><title>Desk</title></head><body>
  <outline text="Wires">
    <outline text="Harbour" title="Harbour Wire" type="rss" xmlUrl="https://harbour.example/rss" htmlUrl="https://harbour.example/"/>
    <outline text="Asia &amp; Pacific"><outline text="Quay" xmlUrl="HTTPS://quay.example/feed.json"></outline></outline>
  </outline>
  <outline text="Top" xmlUrl="https://top.example/rss?a=1&b=2"/>
  <outline text="Again" xmlUrl="https://top.example/rss?a=1&amp;b=2"/>
  <outline text="File" xmlUrl="file:///etc/hosts"/>
</body></opml>`

func TestParseOPML(t *testing.T) {
	feeds, notes, err := ParseOPML([]byte(listOfFeeds), "desk.opml")
	if err != nil {
		t.Fatal(err)
	}
	want := []Outline{
		{Title: "Harbour Wire", URL: "https://harbour.example/rss", Site: "https://harbour.example/", Folder: []string{"Wires"}},
		{Title: "Quay", URL: "https://quay.example/feed.json", Folder: []string{"Wires", "Asia & Pacific"}},
		{Title: "Top", URL: "https://top.example/rss?a=1&b=2"},
	}
	if diff := cmp.Diff(want, feeds); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if len(notes) != 1 || !strings.Contains(notes[0], "file:///etc/hosts") {
		t.Errorf("notes %q", notes)
	}
}

func TestOPMLIsRefusedInWords(t *testing.T) {
	tests := map[string]struct {
		doc  string
		code fault.Code
	}{
		"a feed":          {rssOf(""), fault.BadInput},
		"prose":           {"feeds", fault.BadInput},
		"cut":             {listOfFeeds[:len(listOfFeeds)/2], fault.BadInput},
		"too many":        {"<opml><body>" + manyOutlines(maxFeeds+1) + "</body></opml>", fault.BadInput},
		"nested too deep": {"<opml><body>" + strings.Repeat("<outline text='x'>", 100_000), fault.BadInput},
		"too large":       {"<opml>" + strings.Repeat(" ", MaxBytes), fault.TooLarge},
	}
	for name, tt := range tests {
		if _, _, err := ParseOPML([]byte(tt.doc), "x.opml"); fault.CodeOf(err) != tt.code || !strings.Contains(err.Error(), "; try: ") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func manyOutlines(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "<outline xmlUrl='https://a.example/%d'/>", i)
	}
	return b.String()
}

// Whatever a list holds, writing and reading it again gives the same feeds.
func TestOPMLRoundTrip(t *testing.T) {
	name := rapid.StringMatching(`[A-Za-z0-9<>&"' é钢-]{1,12}`).Filter(func(s string) bool { return strings.Join(strings.Fields(s), " ") == s && s != "" })
	rapid.Check(t, func(t *rapid.T) {
		var feeds []Outline
		for i := range rapid.IntRange(0, 12).Draw(t, "n") {
			feeds = append(feeds, Outline{
				Title: name.Draw(t, "title"), URL: fmt.Sprintf("https://f%d.example/rss?a=1&b=%d", i, i),
				Folder: rapid.SliceOfN(rapid.SampledFrom([]string{"Wires", "Asia & <Pacific>", `"Law"`}), 0, 3).Draw(t, "folder"),
			})
			if len(feeds[i].Folder) == 0 {
				feeds[i].Folder = nil
			}
		}
		var b bytes.Buffer
		if err := WriteOPML(&b, "Desk", feeds); err != nil {
			t.Fatal(err)
		}
		again, notes, err := ParseOPML(b.Bytes(), "x")
		if err != nil || len(notes) > 0 {
			t.Fatal(err, notes)
		}
		byURL := func(fs []Outline) map[string]Outline {
			out := map[string]Outline{}
			for _, f := range fs {
				out[f.URL] = f
			}
			return out
		}
		if diff := cmp.Diff(byURL(feeds), byURL(again)); diff != "" {
			t.Fatalf("(-want +got)\n%s\n%s", diff, b.String())
		}
	})
}

func TestDiscover(t *testing.T) {
	page := `<html><head><base href="/news/"><link rel="stylesheet" href="x.css">
<link rel="alternate" type="application/rss+xml" title="All &amp; more" href="rss.xml">
<link rel="ALTERNATE home" type="application/atom+xml; charset=utf-8" href="https://other.example/atom">
<link rel="alternate" type="application/rss+xml" href="rss.xml">
<link rel="alternate" hreflang="de" href="/de/"><link rel=alternate type=application/feed+json href=javascript:x></head></html>`
	want := []Link{
		{URL: "https://site.example/news/rss.xml", Title: "All & more", Type: "application/rss+xml"},
		{URL: "https://other.example/atom", Type: "application/atom+xml; charset=utf-8"},
	}
	if diff := cmp.Diff(want, Discover([]byte(page), "https://site.example/")); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestKeysAndRevisions(t *testing.T) {
	a := Item{GUID: "1", URL: "https://a.example/1", Title: "Mill fined"}
	b := a
	b.Title = "Mill fined $3m"
	if a.Key() != b.Key() || a.Hash() == b.Hash() {
		t.Error("a changed title is a revision of the same item")
	}
	b = a
	b.GUID, b.Published = "", ParseStamp("2025-11-14")
	if a.Key() == b.Key() || a.Hash() != b.Hash() {
		t.Error("another key or the same hash was expected")
	}
	x, y := Item{Title: "ab", Summary: "c"}, Item{Title: "a", Summary: "bc"}
	if x.Hash() == y.Hash() {
		t.Error("texts run together")
	}
}

func TestPlainAndWhole(t *testing.T) {
	for in, want := range map[string]string{
		"a  b\nc":                  "a b c",
		"AT&amp;T &lt; 5":          "AT&T < 5",
		"3 < 5 and P<Zz>R":         "3 < 5 and P<Zz>R",
		"<p>One</p><p>Two</p>":     "One Two",
		"s<b>tro</b>ng":            "strong",
		"<script>x</script>Fine":   "Fine",
		"one<br/>two":              "one two",
		"unfinished <a href='x":    "unfinished",
		"a\x1b[31mb\u202ec\u009bd": "a[31mbcd",
		"a&#27;[31m&#x202E;b":      "a[31mb",
		"&#x1F4C8; up &unknown; ":  "📈 up &unknown;",
	} {
		if got := plain(in); got != want {
			t.Errorf("plain(%q) = %q, want %q", in, got, want)
		}
	}
	long := strings.Repeat("It was said again. ", 60)
	for in, want := range map[string]bool{
		long: true, "Short.": false, long + "…": false, long + "[...]": false, long + "Read more": false, long + "Continue reading »": false,
		strings.Repeat("钢铁价格上涨。", 75): true, strings.Repeat("钢铁价格上涨。", 30): false,
	} {
		if got := whole(in, "text"); got != want {
			t.Errorf("whole(%q) = %t", in[max(0, len(in)-20):], got)
		}
	}
}

func TestDocuments(t *testing.T) {
	flash := Item{Title: "Mill fined", Content: "<p>The mill\nwas <b>fined</b>.</p><ul><li>$3m</li></ul><table><tr><td>BABA</td></tr></table>", Format: "html"}
	if body, format := flash.Document(); string(body) != "Mill fined\n\nThe mill was fined.\n\n$3m\n\nBABA\n" || format != "text" {
		t.Errorf("%s %q", format, body)
	}
	long := Story{Headline: "A & B", Body: strings.Repeat("<p>The mill was fined again and again.</p>", 100), Format: "html", Language: "en"}
	body, format := long.Document()
	if format != "html" || !strings.Contains(string(body), `<html lang="en">`) || !strings.Contains(string(body), "<h1>A &amp; B</h1>") || !strings.Contains(string(body), long.Body) {
		t.Errorf("%s %.300q", format, body)
	}
	text := Story{Headline: "A & B", Body: " It was said.\n\nAnd more.\n", Format: "text"}
	if body, format := text.Document(); format != "text" || string(body) != "A & B\n\nIt was said.\n\nAnd more.\n" {
		t.Errorf("%s %q", format, body)
	}
}
