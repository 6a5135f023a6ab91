package event

import (
	"os"
	"strings"
	"testing"

	"newstape/internal/shared"
	"newstape/ledger/claim"
	"newstape/story/article"
	"newstape/story/text"
)

// BenchmarkFind measures the events alone, of a story of 600 words.
func BenchmarkFind(b *testing.B) {
	art, doc := longStory(b)
	trees, names := parse(doc), linker().Find(art, doc)
	ledger := claim.Read(art, doc, trees, names)
	b.ReportAllocs()
	for b.Loop() {
		Find(art, doc, trees, names, ledger)
	}
}

// BenchmarkLedger measures sentences, syntax, claims and events of the same story.
func BenchmarkLedger(b *testing.B) {
	art, doc := longStory(b)
	names := linker().Find(art, doc)
	parse(doc) // opens the parser
	b.ReportAllocs()
	for b.Loop() {
		doc := text.Parse(art.Text)
		trees := parse(doc)
		Find(art, doc, trees, names, claim.Read(art, doc, trees, names))
	}
}

func longStory(b *testing.B) (*article.Article, text.Document) {
	var all []string
	for _, name := range []string{"d03-huawei-suppliers", "d10-tariff-wrap", "d12-micron-cac"} {
		raw, err := os.ReadFile(shared.Dir(b, "data", "gold", "stories", name+".txt"))
		if err != nil {
			b.Fatal(err)
		}
		all = append(all, string(raw))
	}
	words := strings.SplitAfter(strings.Join(all, "\n"), " ")
	art, err := article.Read([]byte(strings.Join(words[:min(600, len(words))], "")), article.Options{Name: "story.txt", Published: "2025-04-03T17:20:00-04:00"})
	if err != nil {
		b.Fatal(err)
	}
	return art, text.Parse(art.Text)
}
