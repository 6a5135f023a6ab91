package text

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// lawful checks what holds for every text: spans in order, without overlap,
// inside their sentence and the text, and nothing but blanks and marks lost.
func lawful(t interface{ Fatalf(string, ...any) }, in string) {
	doc := Parse(in)
	if doc.Text != in {
		t.Fatalf("the text changed")
	}
	at, paragraph := 0, 0
	for i, s := range doc.Sentences {
		if s.Start < at || s.End <= s.Start || s.End > len(in) {
			t.Fatalf("sentence %d: %v after %d in %d bytes", i, s.Span, at, len(in))
		}
		if s.Paragraph < paragraph {
			t.Fatalf("sentence %d: paragraph %d after %d", i, s.Paragraph, paragraph)
		}
		if len(s.Tokens) == 0 || s.Tokens[0].Start != s.Start || s.Tokens[len(s.Tokens)-1].End != s.End {
			t.Fatalf("sentence %d: its tokens do not span it", i)
		}
		lost(t, in[at:s.Start])
		at, paragraph = s.Start, s.Paragraph
		for k, tok := range s.Tokens {
			if tok.Start < at || tok.End <= tok.Start || tok.End > s.End {
				t.Fatalf("sentence %d token %d: %v after %d", i, k, tok.Span, at)
			}
			if strings.TrimSpace(in[at:tok.Start]) != "" && !blank(in[at:tok.Start]) {
				t.Fatalf("sentence %d: %q lost before token %d", i, in[at:tok.Start], k)
			}
			at = tok.End
		}
		for _, c := range s.Cells {
			if !s.Contains(c) {
				t.Fatalf("sentence %d: cell %v outside %v", i, c, s.Span)
			}
		}
		if got, ok := doc.SentenceAt(s.Start); !ok || got != i {
			t.Fatalf("SentenceAt(%d) = %d, %v; want %d", s.Start, got, ok, i)
		}
	}
	lost(t, in[at:])
}

func blank(s string) bool {
	for _, r := range s {
		if !isBlank(r) {
			return false
		}
	}
	return true
}

// lost fails when text between sentences holds a letter; list numbers and
// rules may be left out.
func lost(t interface{ Fatalf(string, ...any) }, s string) {
	for _, r := range s {
		if isWordRune(r) && !isDigit(r) {
			t.Fatalf("%q fell between sentences", s)
		}
	}
}

func TestParseKeepsItsLaws(t *testing.T) {
	pieces := []string{
		"The U.S.", "Inc.", "and", "Alibaba's", "$153.80", ".", "!", "?", "\"", "“", "”", "'", " ", " ", " ", "\n", "\n\n",
		"| ", "\t", "   ", "No. 2", "Nov. 14", "4.7%", "阿里巴巴", "。", "...", "…", "(", ")", "[", "]", "1", "-", "- ", "1. ", "It fell", "JD.com", "\xff", "\u00ad", "\u200b", "e.g.", "https://a.b/c",
	}
	rapid.Check(t, func(t *rapid.T) {
		lawful(t, strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 40).Draw(t, "pieces"), ""))
	})
	rapid.Check(t, func(t *rapid.T) {
		lawful(t, rapid.String().Draw(t, "text"))
	})
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"", "The U.S. and China.\n\n\"No.\" He left.", "a|b|c\nd\te", "\xff\xfe.\x00", "1. x\n2. y", "U.S.-", "9988.HK 10-K 20bn .5"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, in string) {
		lawful(t, in)
		_ = Language(in)
	})
}

func TestLanguage(t *testing.T) {
	for in, want := range map[string]string{
		"": "", "Alibaba fell.": "",
		"Alibaba shares closed lower in New York on Friday after a newspaper said that a memo accuses the company of helping the Chinese military, which the company denied.": "en",
		"阿里巴巴周五否认了有关其协助中国军方的报道。":                                                                                                                                              "zh",
		"Las acciones de la empresa cayeron el viernes tras la publicación de un informe en la prensa.":                                                                       "es",
		strings.Repeat("\xff", 100): "",
	} {
		if got := Language(in); got != want {
			t.Errorf("Language(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestContentHash(t *testing.T) {
	// SHA-256 of the empty string, FIPS 180-4.
	if got := ContentHash(""); got != "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" {
		t.Error(got)
	}
	if ContentHash("a") == ContentHash("b") {
		t.Error("two texts share a hash")
	}
}

// A text without any sentence end, and one of nothing but stops, must not take
// time that grows faster than they do: twice the text, at most four times the
// time, with room for a busy machine.
func TestParseIsLinear(t *testing.T) {
	for _, unit := range []string{"a", "a ", ".", "\"", "U.S. ", "\n", "|", "1,", "\xff", "阿", "a-", "...\" ", "a.-", "   "} {
		spent := func(size int) time.Duration {
			start := time.Now()
			Parse(strings.Repeat(unit, size/len(unit)))
			return time.Since(start)
		}
		once, fourfold := spent(1<<16), spent(1<<18)
		if fourfold > 16*once+200*time.Millisecond {
			t.Errorf("%q: 64 KiB in %v, 256 KiB in %v", unit, once, fourfold)
		}
	}
}

func BenchmarkParse(b *testing.B) {
	story := strings.Repeat("Alibaba Group's U.S. shares fell 4.7% to $152.32 on Friday, Nov. 14, after the Financial Times reported a memo. \"It is false,\" the company said.\n", 100)
	if !utf8.ValidString(story) {
		b.Fatal("bad sample")
	}
	b.SetBytes(int64(len(story)))
	b.ReportAllocs()
	for b.Loop() {
		Parse(story)
	}
}
