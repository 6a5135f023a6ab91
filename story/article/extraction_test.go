package article

import (
	"compress/gzip"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"testing"
	"unicode/utf8"

	"newstape/internal/shared"
)

// TestExtractionMaps holds that every word of the text that Read finds in real
// pages decodes from its original bytes. How good that text is, package
// eval/extraction measures.
func TestExtractionMaps(t *testing.T) {
	dir := shared.Dir(t, "data", "gold", "extraction")
	var gold map[string]struct {
		URL string `json:"url"`
	}
	b, err := os.ReadFile(filepath.Join(dir, "ground-truth.json"))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(b, &gold); err != nil {
		t.Fatal(err)
	}
	words, wrong := 0, 0
	for id, g := range gold {
		raw := readGzip(t, filepath.Join(dir, "html", id+".html.gz"))
		a, err := Read(raw, Options{Name: g.URL, Format: HTML})
		if err != nil {
			t.Logf("%s: %v", id, err)
			continue
		}
		checkMap(t, a, raw)
		isUTF8 := utf8.Valid(raw)
		eachWord(a, raw, func(word, original string) {
			words++
			if isUTF8 && shown(original) != word {
				wrong++
				t.Logf("%.8s: word %q comes from %.80q", id, word, original)
			}
		})
	}
	t.Logf("%d words, %d do not decode from their original bytes", words, wrong)
	if wrong > words/1000 {
		t.Errorf("%d of %d words do not decode from their original bytes", wrong, words)
	}
}

func readGzip(t *testing.T, path string) []byte {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return b
}
