package syntax_test

import (
	"os"
	"testing"

	"newstape/story/syntax"
	"newstape/story/text"
)

// story is the example of the repository.
func story(b *testing.B) text.Document {
	b.Helper()
	data, err := os.ReadFile("../../examples/alibaba-memo.txt")
	if err != nil {
		b.Fatal(err)
	}
	return text.Parse(string(data))
}

// BenchmarkParse reads a story from text to trees: tokens, tags, heads, relations.
func BenchmarkParse(b *testing.B) {
	p := open(b)
	doc := story(b)
	tokens := 0
	for _, tree := range p.Document(doc) {
		tokens += len(tree.Nodes)
	}
	b.ReportAllocs()
	b.ResetTimer()
	for range b.N {
		p.Document(doc)
	}
	b.ReportMetric(float64(tokens*b.N)/b.Elapsed().Seconds(), "tokens/s")
}

// BenchmarkOpen is what a cold start pays before the first sentence.
func BenchmarkOpen(b *testing.B) {
	for range b.N {
		if _, err := syntax.Open(); err != nil {
			b.Fatal(err)
		}
	}
}
