package check

import (
	"strings"
	"testing"

	"newstape/names/link"
	"newstape/story/article"
	"newstape/story/syntax"
	"newstape/story/text"
	"newstape/story/when"

	market "newstape/check"
)

// BenchmarkSentences takes made sentences from text to verdict, the embedded tape
// warm, and then from sentences that were cut, parsed and linked beforehand.
func BenchmarkSentences(b *testing.B) {
	f := embedded()
	samples, err := Generate(f.Tape, f.Master, 500, 1)
	if err != nil {
		b.Fatal(err)
	}
	b.Run("from text", func(b *testing.B) {
		for n := 0; b.Loop(); n++ {
			s := samples[n%len(samples)]
			statements(f, s.Kind, s.Text, when.Reference{Published: s.Published, Known: true})
		}
		b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "sentences/s")
	})
	type ready struct {
		a      *article.Article
		doc    text.Document
		linked link.Result
		trees  syntax.Trees
	}
	all := make([]ready, len(samples))
	for i, s := range samples {
		a := &article.Article{Name: s.Kind, Text: s.Text, Reference: when.Reference{Published: s.Published, Known: true}}
		doc := text.Parse(s.Text)
		all[i] = ready{a, doc, f.Linker.Find(a, doc), f.Syntax.Document(doc)}
	}
	b.Run("extraction and verdict", func(b *testing.B) {
		for n := 0; b.Loop(); n++ {
			r := all[n%len(all)]
			market.Story(r.a, r.doc, r.trees, r.linked, f.Tape)
		}
		b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "sentences/s")
	})
}

// FuzzParseLines: whatever a gold file holds, it is read or refused.
func FuzzParseLines(f *testing.F) {
	f.Add(goldText)
	f.Add(`{"sentence_id":"a","span":[0,-1],"text":"é"}`)
	f.Add(`{"statements":[],"text":""}`)
	f.Fuzz(func(t *testing.T, words string) {
		sentences, err := parseLines("fuzz", strings.NewReader(words))
		if err != nil {
			return
		}
		for _, lines := range sentences {
			for _, g := range lines {
				if g.Statements == nil {
					_ = g.span.In(g.Text)
				}
				_ = g.reference()
			}
		}
	})
}
