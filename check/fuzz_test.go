package check

import (
	"math"
	"os"
	"testing"
	"time"

	"newstape/story/article"
	"newstape/story/text"
	"newstape/story/when"
)

func FuzzStory(f *testing.F) {
	for _, s := range []string{
		"Alibaba fell 3.8% on Friday to $153.80.",
		"Alibaba | BABA | -3.78%\nJD.com | JD | +1%",
		"its low point in its 52 week range is $33.55, with $98.09 as the 52 week high point",
		"(+33.6% vs. +33.0%) at -3, -3%; a record high to 5.00 or 16.75 of them changed hands",
		"At 13:25 ET it was down 4.7% \"quoted\" when, which, after",
	} {
		f.Add(s)
	}
	tape := sampleTape(f)
	ref := when.Reference{Published: time.Date(2025, 11, 14, 18, 30, 0, 0, time.UTC), Known: true}
	f.Fuzz(func(t *testing.T, s string) {
		if len(s) > 1<<12 {
			return
		}
		for _, st := range judged(s, ref, tape) {
			if st.Span.Start < 0 || st.Span.End > len(s) || st.Span.Empty() || st.Receipt().Void() {
				t.Fatalf("span %v of %d bytes, receipt void: %v", st.Span, len(s), st.Receipt().Void())
			}
			if st.Verdict == "" || (st.Verdict == CannotCheck) != (st.Missing != nil) {
				t.Fatalf("verdict %q with missing %v", st.Verdict, st.Missing)
			}
			if math.IsNaN(st.Truth) || math.IsInf(st.Truth, 0) {
				t.Fatalf("truth %v", st.Truth)
			}
		}
	})
}

// BenchmarkStory reads and judges the cases, whose names are linked and whose
// sentences are parsed; the metric is sentences a second.
func BenchmarkStory(b *testing.B) {
	raw, err := os.ReadFile("testdata/moves.case")
	if err != nil {
		b.Fatal(err)
	}
	tape := sampleTape(b)
	ref := when.Reference{Published: time.Date(2025, 11, 14, 22, 30, 0, 0, time.UTC), Known: true}
	a := &article.Article{Name: "case", Text: string(raw), Reference: ref}
	doc := text.Parse(a.Text)
	linked, trees := linker().Find(a, doc), parse(doc)
	b.ResetTimer()
	for range b.N {
		Story(a, doc, trees, linked, tape)
	}
	b.ReportMetric(float64(len(doc.Sentences)*b.N)/b.Elapsed().Seconds(), "sentences/s")
}
