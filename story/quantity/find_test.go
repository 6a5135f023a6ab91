package quantity

import (
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"newstape/story/text"
)

// lawful checks what holds for every text: quantities in order, without
// overlap, their parts inside them, and values that can be computed with.
func lawful(t interface{ Fatalf(string, ...any) }, in string) {
	doc := text.Parse(in)
	at := 0
	for i, q := range Find(doc) {
		if q.Start < at || q.End > len(in) || q.Empty() {
			t.Fatalf("quantity %d: %v after %d in %q", i, q.Span, at, in)
		}
		at = q.End
		if q.Number.Empty() || !q.Contains(q.Number) || !q.Hedge.Empty() && !q.Contains(q.Hedge) {
			t.Fatalf("quantity %d: number %v or hedge %v outside %v in %q", i, q.Number, q.Hedge, q.Span, in)
		}
		if math.IsNaN(q.Value) || math.IsInf(q.Value, 0) || q.Scale <= 0 {
			t.Fatalf("quantity %d: value %v scale %v in %q", i, q.Value, q.Scale, in)
		}
		if (q.Unit == Money) != (q.Currency != "") || (q.Qualifier == Exact) != q.Hedge.Empty() {
			t.Fatalf("quantity %d: %+v in %q", i, q, in)
		}
		if q.Value < 0 && !strings.ContainsAny(q.In(in), "-−–") && !strings.Contains(strings.ToLower(q.In(in)), "minus") {
			t.Fatalf("quantity %d: negative without a sign: %q", i, q.In(in))
		}
	}
}

func TestFindKeepsItsLaws(t *testing.T) {
	words := []string{
		"about", "as much as", "over", "or more", "$", "HK$", "-", "–", "+", "/", "%", " ", " ", " ", "4.7", "1,234", "2024", "20", "bn", "million",
		"hundred", "and", "a", "half", "third", "two", "twenty-five", "percent", "basis-point", "points", "times", "threefold", "shares", "to", ",", ".",
		"Nov.", "May", "p.m.", ":", "S&P", "No.", "one", "quarters", "cents", "yuan", "sessions", "(", ")", "minus", "\xff",
	}
	rapid.Check(t, func(t *rapid.T) {
		lawful(t, strings.Join(rapid.SliceOfN(rapid.SampledFrom(words), 0, 30).Draw(t, "words"), ""))
	})
	rapid.Check(t, func(t *rapid.T) {
		lawful(t, strings.Join(rapid.SliceOfN(rapid.SampledFrom(words), 0, 30).Draw(t, "words"), " "))
	})
}

func FuzzFind(f *testing.F) {
	for _, s := range []string{"", "nearly 4.7%", "$20-30 billion", "two hundred and fifty thousand", "a fifth of", "half a million", "1e400%", "+/-6.6%", "3 : 38 p.m .", "No. 2"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, in string) { lawful(t, in) })
}

func BenchmarkFind(b *testing.B) {
	doc := text.Parse(strings.Repeat("Alibaba Group's U.S. shares fell nearly 4.7% to $152.32 on Friday, Nov. 14, after more than two weeks of gains; 34.0 million shares changed hands.\n", 100))
	b.SetBytes(int64(len(doc.Text)))
	b.ReportAllocs()
	for b.Loop() {
		Find(doc)
	}
}
