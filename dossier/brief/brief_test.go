package brief

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"golang.org/x/net/html"

	"newstape/dossier"
	"newstape/fault"
	"newstape/names/link"
	"newstape/names/screen"
	"newstape/names/security"
	"newstape/receipt"
	"newstape/story/article"
	"newstape/story/syntax"
	"newstape/tape/sample"
)

var update = flag.Bool("update", false, "rewrite the golden pages")

func facts(t testing.TB) dossier.Facts {
	t.Helper()
	m := security.Embedded()
	l, err := screen.Open(m)
	if err != nil {
		t.Fatal(err)
	}
	tape, err := sample.Tape()
	if err != nil {
		t.Fatal(err)
	}
	parser, err := syntax.Open()
	if err != nil {
		t.Fatal(err)
	}
	return dossier.Facts{Syntax: parser, Master: m, Linker: link.New(m), Lists: l, Tape: tape}
}

func page(t testing.TB, text string) *Page {
	t.Helper()
	a, err := article.Read([]byte(text), article.Options{Name: "story.txt"})
	if err != nil {
		t.Fatal(err)
	}
	p, err := Compose(dossier.Compose(a, facts(t)))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func example(t testing.TB, name string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("..", "..", "examples", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// TestGoldenPages holds the four forms of one example; -update rewrites them,
// and the difference is then for a person to read.
func TestGoldenPages(t *testing.T) {
	p := page(t, example(t, "alibaba-memo.txt"))
	for name, write := range map[string]func(*bytes.Buffer) error{
		"memo.txt":  func(b *bytes.Buffer) error { return Text(b, p, Terminal{}) },
		"memo.md":   func(b *bytes.Buffer) error { return Markdown(b, p) },
		"memo.html": func(b *bytes.Buffer) error { return HTML(b, p) },
	} {
		var got bytes.Buffer
		if err := write(&got); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		path := filepath.Join("testdata", name)
		if *update {
			if err := os.WriteFile(path, got.Bytes(), 0o600); err != nil {
				t.Fatal(err)
			}
			continue
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got.Bytes(), want) {
			t.Errorf("%s differs from its golden page; run with -update and read the difference", name)
		}
	}
}

func TestASentenceNeedsItsReceipt(t *testing.T) {
	b := newBuilder(&dossier.Dossier{})
	b.section("s", "S")
	b.paragraph(b.say(receipt.New("rule", receipt.Span{Start: 0, End: 1}), "fine"), b.say(receipt.Receipt{}, "made up"))
	p, err := b.finish()
	if p != nil || err == nil || !strings.Contains(err.Error(), `"made up" has no receipt`) || fault.CodeOf(err) != fault.Internal {
		t.Errorf("a page with a sentence from nothing came out: %v", err)
	}
}

// hostile is a story that tries to be markup in every form.
const hostile = `<script>alert("Alibaba")</script> | *Alibaba* shares [fall](javascript:x) 4.7% & more
November 15, 2025, 9:40 a.m. ET

Alibaba shares fell 4.7% on Friday, <img src=x onerror=alert(1)> said "the | company". ` + "`code` _x_ # y\n"

func TestHostileWordsStayWords(t *testing.T) {
	p := page(t, hostile)
	var b bytes.Buffer
	if err := HTML(&b, p); err != nil {
		t.Fatal(err)
	}
	doc, err := html.Parse(bytes.NewReader(b.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	for n := range doc.Descendants() {
		if n.Type == html.ElementNode && (n.Data == "script" || n.Data == "img" || n.Data == "iframe" || n.Data == "link") {
			t.Errorf("the page holds a <%s>", n.Data)
		}
		for _, a := range n.Attr {
			if strings.HasPrefix(a.Key, "on") || strings.Contains(strings.ToLower(a.Val), "javascript:") {
				t.Errorf("the page holds %s=%q", a.Key, a.Val)
			}
		}
	}
	b.Reset()
	if err := Markdown(&b, p); err != nil {
		t.Fatal(err)
	}
	var rendered bytes.Buffer
	if err := goldmark.Convert(b.Bytes(), &rendered); err != nil {
		t.Fatal(err)
	}
	for _, bad := range []string{"<script", "<img", "<em>Alibaba", "href=\"javascript", "<code>code"} {
		if strings.Contains(rendered.String(), bad) {
			t.Errorf("Markdown let %q through", bad)
		}
	}
}

func TestTextKeepsToItsWidth(t *testing.T) {
	p := page(t, example(t, "adr-monitor.txt"))
	for _, width := range []int{60, 80, 100, 120} {
		var b bytes.Buffer
		if err := Text(&b, p, Terminal{Width: width}); err != nil {
			t.Fatal(err)
		}
		for line := range strings.SplitSeq(b.String(), "\n") {
			// Tables of figures may not be cut; at 100 columns they fit.
			if w := stringWidth(line); w > width && width >= 100 {
				t.Errorf("width %d: a line of %d columns: %s", width, w, line)
			}
		}
		if strings.Contains(b.String(), "\x1b") {
			t.Error("colours without a terminal")
		}
	}
	var b bytes.Buffer
	if err := Text(&b, p, Terminal{Colour: true}); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(b.String(), "\x1b[1m") {
		t.Error("no colours on a terminal")
	}
}

// TestJSONIsDocumented holds docs/dossier-json.md against what is written: each
// key must stand there in backquotes.
func TestJSONIsDocumented(t *testing.T) {
	doc, err := os.ReadFile(filepath.Join("..", "..", "docs", "dossier-json.md"))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := JSON(&b, page(t, example(t, "alibaba-memo.txt"))); err != nil {
		t.Fatal(err)
	}
	var v any
	if err := json.Unmarshal(b.Bytes(), &v); err != nil {
		t.Fatal(err)
	}
	keys := map[string]bool{}
	collect(v, keys)
	for k := range keys {
		if !regexp.MustCompile("[`{, .]" + regexp.QuoteMeta(k) + "[`}, .]").Match(doc) {
			t.Errorf("key %q is not in docs/dossier-json.md", k)
		}
	}
}

// The JSON tells how a claim is put, how many carry it, and what was not read.
func TestJSONTellsMoodOriginsAndWhatIsUnread(t *testing.T) {
	p := page(t, "Memo on Alibaba\n\nThe White House said Alibaba could face sanctions if it does not cooperate. "+
		"Officials said the company did not share any data with the army. "+
		"Die Bank hat am Freitag mitgeteilt, dass sie die Vorschriften der Behörde nicht verletzt hat und das auch nicht tun wird.\n")
	var b bytes.Buffer
	if err := JSON(&b, p); err != nil {
		t.Fatal(err)
	}
	var v jsonDossier
	if err := json.Unmarshal(b.Bytes(), &v); err != nil {
		t.Fatal(err)
	}
	if len(v.Claims) != 2 || v.Claims[0].Modal != "possible" || !v.Claims[0].Conditional || v.Claims[0].Negated || !v.Claims[1].Negated || v.Claims[0].Origins != 1 {
		t.Errorf("%+v", v.Claims)
	}
	if len(v.Unread) != 1 || v.Unread[0].Missing.Reason != receipt.Language || !strings.HasPrefix(v.Unread[0].Span.Text, "Die Bank") {
		t.Errorf("%+v", v.Unread)
	}
}

func collect(v any, keys map[string]bool) {
	switch v := v.(type) {
	case map[string]any:
		for k, x := range v {
			keys[k] = true
			collect(x, keys)
		}
	case []any:
		for _, x := range v {
			collect(x, keys)
		}
	}
}

// Every receipt of the page points into the story or names a cell or row, and
// spans given with their words repeat them rightly in both texts.
func TestSpansLeadBackToTheInput(t *testing.T) {
	text := example(t, "alibaba-memo.txt")
	p := page(t, text)
	for i, r := range p.Receipts {
		if r.Void() {
			t.Errorf("receipt %d is void", i+1)
		}
		for _, s := range r.Spans() {
			words := s.In(p.dossier.Article.Text)
			o := p.dossier.Article.Original(s)
			if words == "" || o.Empty() || o.End > len(text) {
				t.Errorf("receipt %d: span %s leads nowhere", i+1, s)
			}
			if !strings.Contains(text[o.Start:o.End], strings.Fields(words)[0]) {
				t.Errorf("receipt %d: %q is not at original %s: %q", i+1, words, o, text[o.Start:o.End])
			}
		}
	}
}
