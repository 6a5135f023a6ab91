package brief

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"newstape/dossier"
	"newstape/story/article"
)

// BenchmarkRead is the whole path of one story of 600 words about shares, from
// bytes to JSON on one line, as the service walks it for each story; the parts
// of it follow.
//
//	go test ./dossier/brief -run xxx -bench Read -cpu 1
func BenchmarkRead(b *testing.B) {
	raw, err := os.ReadFile(filepath.Join("testdata", "market-600.txt"))
	if err != nil {
		b.Fatal(err)
	}
	f := facts(b)
	readOnce := func(b *testing.B) *article.Article {
		a, err := article.Read(raw, article.Options{Name: "market-600.txt"})
		if err != nil {
			b.Fatal(err)
		}
		return a
	}
	layOut := func(b *testing.B, d *dossier.Dossier) *Page {
		p, err := Compose(d)
		if err != nil {
			b.Fatal(err)
		}
		return p
	}
	a := readOnce(b)
	d := dossier.Compose(a, f)
	p := layOut(b, d)
	parts := []struct {
		name string
		run  func(b *testing.B)
	}{
		{"whole", func(b *testing.B) {
			if _, err := Compact(layOut(b, dossier.Compose(readOnce(b), f))); err != nil {
				b.Fatal(err)
			}
		}},
		{"article", func(b *testing.B) { readOnce(b) }},
		{"dossier", func(*testing.B) { dossier.Compose(a, f) }},
		{"page", func(b *testing.B) { layOut(b, d) }},
		{"line", func(b *testing.B) {
			if _, err := Compact(p); err != nil {
				b.Fatal(err)
			}
		}},
		{"json", func(b *testing.B) {
			if err := JSON(&bytes.Buffer{}, p); err != nil {
				b.Fatal(err)
			}
		}},
	}
	for _, part := range parts {
		b.Run(part.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				part.run(b)
			}
		})
	}
	b.Run("everyCore", func(b *testing.B) {
		b.ReportAllocs()
		b.RunParallel(func(pb *testing.PB) {
			for pb.Next() {
				parts[0].run(b)
			}
		})
	})
}
