package link

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"newstape/internal/patience"
	"newstape/names/security"
	"newstape/receipt"
	"newstape/story/article"
	"newstape/story/text"
)

// checkLaws holds what is true of every result: spans lie in the text, in order
// and apart; nothing is void; parties and mentions agree; opaque text is unread.
func checkLaws(t interface{ Fatalf(string, ...any) }, a *article.Article, doc text.Document, r Result) {
	end := 0
	for i, m := range r.Mentions {
		if m.Span.Empty() || m.Span.Start < end || m.Span.End > len(doc.Text) {
			t.Fatalf("mention %d at %v overlaps the one before or leaves the text", i, m.Span)
		}
		end = m.Span.End
		if m.Entity == nil || m.Via == "" || m.Reason == "" || m.Receipt().Void() {
			t.Fatalf("mention %d is not complete: %+v", i, m)
		}
		for _, o := range a.Opaque {
			if !o.Empty() && m.Span.Overlaps(o) {
				t.Fatalf("mention %v is read from opaque text %v", m.Span, o)
			}
		}
	}
	for _, x := range r.Refusals {
		if x.Span.Empty() || x.Span.End > len(doc.Text) || x.Reason == "" || x.Receipt().Void() {
			t.Fatalf("refusal %+v", x)
		}
	}
	n := 0
	for _, p := range r.Parties {
		n += len(p.Mentions)
		if p.Relevance < 0 || p.Relevance > 100 || p.Role == "" || p.RoleWhy == "" {
			t.Fatalf("party %+v", p)
		}
	}
	if n != len(r.Mentions) {
		t.Fatalf("%d mentions, %d in parties", len(r.Mentions), n)
	}
	for _, s := range doc.Sentences {
		_, _ = r.Company(doc, receipt.Span{Start: s.Start, End: min(s.End, s.Start+12)})
	}
}

func TestLaws(t *testing.T) {
	l := New(security.Embedded())
	pieces := []string{
		"Alibaba", "BABA", "Apple", "Target", "American", "the", "fell", "7%", "(NYSE: BABA)", "(9988.HK)", "$JD", ".", ",", ";", "\n\n", "and",
		"阿里巴巴", "Hong Kong", "shares", "of", "'s", "BRK.B", "Warner Bros.", "Discovery", "|", "\n", "Delta", "Colorado", "\u200b", "é", "\xff", "([", "Inc.", "New York Times",
	}
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 40).Draw(t, "words")
		clean := strings.Join(words, rapid.SampledFrom([]string{" ", ""}).Draw(t, "between"))
		a, doc := plain(clean)
		if len(clean) > 10 && rapid.Bool().Draw(t, "opaque") {
			from := rapid.IntRange(0, len(clean)-1).Draw(t, "from")
			a.Opaque = []receipt.Span{{Start: from, End: rapid.IntRange(from, len(clean)).Draw(t, "to")}}
		}
		checkLaws(t, a, doc, l.Find(a, doc))
	})
}

func FuzzFind(f *testing.F) {
	f.Add("Alibaba (NYSE: [BABA](x)) fell 4.7%. The company's shares in Hong Kong rose.")
	f.Add("Name | Ticker\nApple | AAPL | BRK.B\n$A.B (0.HK) (: X)")
	f.Add("阿里巴巴ADR\u200bA’s & & U.S. U.S.A. Yum! Brands")
	l := New(security.Embedded())
	f.Fuzz(func(t *testing.T, clean string) {
		a, doc := plain(clean)
		checkLaws(t, a, doc, l.Find(a, doc))
	})
}

func TestTheSameTwice(t *testing.T) {
	m := security.Embedded()
	clean := "Alibaba, JD.com and Apple fell 3%. Target shares rose; the retailer said Visa had agreed. The Nasdaq lost 1.2%."
	a, doc := plain(clean)
	first := lines(Find(a, doc, m), doc)
	second := lines(New(security.Embedded()).Find(a, doc), doc)
	if strings.Join(first, "\n") != strings.Join(second, "\n") {
		t.Errorf("two runs differ:\n%v\n%v", first, second)
	}
}

// A text without stops is one sentence; the work on it must not grow with the
// square of its names.
func TestOneEndlessSentence(t *testing.T) {
	l := New(security.Embedded())
	for _, unit := range []string{"Alibaba fell in Hong Kong ", "阿里巴巴", "| BABA ", "Apple, "} {
		a, doc := plain(strings.Repeat(unit, 16000))
		start := time.Now()
		l.Find(a, doc)
		if took := time.Since(start); took > patience.Limit(20*time.Second) {
			t.Errorf("%q 16,000 times took %s", unit, took)
		}
	}
}

func BenchmarkNew(b *testing.B) {
	m := security.Embedded()
	b.ReportAllocs()
	for b.Loop() {
		New(m)
	}
}

// BenchmarkScan is the search for names alone, in bytes of news prose.
func BenchmarkScan(b *testing.B) {
	l := New(security.Embedded())
	clean := strings.Repeat("The shares of Alibaba Group fell 4.7% in New York on Friday after a newspaper reported that a memo accuses the company of helping the military, and analysts said that investors had sold other technology stocks too. ", 200)
	ws := cut(clean, nil)
	b.SetBytes(int64(len(clean)))
	for b.Loop() {
		ws = cut(clean, ws[:0])
		for i := 0; i < len(ws); i++ {
			if n, _ := l.trie.match(clean, ws, i); n > 0 {
				i += n - 1
			}
		}
	}
}

func BenchmarkFind(b *testing.B) {
	l := New(security.Embedded())
	clean := strings.Repeat("The shares of Alibaba Group fell 4.7% in New York on Friday after a newspaper reported that a memo accuses the company of helping the military. Target and Visa rose.\n", 20)
	a, doc := plain(clean)
	b.SetBytes(int64(len(clean)))
	for b.Loop() {
		l.Find(a, doc)
	}
}
