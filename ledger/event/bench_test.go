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

// BenchmarkFind finds the events of a story of 600 words whose names, trees and
// claims are there.
func BenchmarkFind(b *testing.B) {
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
	doc := text.Parse(art.Text)
	trees, names := parse(doc), linker().Find(art, doc)
	ledger := claim.Read(art, doc, trees, names)
	b.ReportAllocs()
	for b.Loop() {
		Find(art, doc, trees, names, ledger)
	}
}
