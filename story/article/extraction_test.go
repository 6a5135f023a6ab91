package article

import (
	"compress/gzip"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"newstape/internal/shared"
)

// leastF1 is a floor under the extraction score, a little below what was
// measured: it catches a change that loses article text, not noise.
const leastF1 = 0.94

// TestExtraction scores the body that Read finds in real pages as the article
// extraction benchmark does: four-word shingles with multiplicity, per page
// normalised true and false positives and negatives, F1 of the averages.
func TestExtraction(t *testing.T) {
	dir := shared.Dir(t, "data", "gold", "extraction")
	var gold map[string]struct {
		ArticleBody string `json:"articleBody"`
		URL         string `json:"url"`
	}
	b, err := os.ReadFile(filepath.Join(dir, "ground-truth.json"))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(b, &gold); err != nil {
		t.Fatal(err)
	}
	var precision, recall float64
	words, wrong := 0, 0
	for id, g := range gold {
		raw := readGzip(t, filepath.Join(dir, "html", id+".html.gz"))
		body := ""
		a, err := Read(raw, Options{Name: g.URL, Format: HTML})
		if err != nil {
			t.Logf("%s: %v", id, err)
		} else {
			body = a.Body().In(a.Text)
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
		p, r := shingleScore(g.ArticleBody, body)
		precision += p
		recall += r
		if p+r < 1.7 {
			t.Logf("%.8s P %.3f R %.3f %s", id, p, r, g.URL)
		}
	}
	n := float64(len(gold))
	precision, recall = precision/n, recall/n
	f1 := 2 * precision * recall / (precision + recall)
	t.Logf("%d words, %d do not decode from their original bytes", words, wrong)
	if wrong > words/1000 {
		t.Errorf("%d of %d words do not decode from their original bytes", wrong, words)
	}
	t.Logf("%d pages: precision %.4f, recall %.4f, F1 %.4f", len(gold), precision, recall, f1)
	if f1 < leastF1 {
		t.Errorf("F1 %.4f, want at least %.3f", f1, leastF1)
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

var wordRun = regexp.MustCompile(`[\p{L}\p{N}\p{M}_]+`)

func shingles(s string) map[string]float64 {
	words := wordRun.FindAllString(s, -1)
	out := map[string]float64{}
	for i := range max(1, len(words)-3) {
		out[strings.Join(words[i:min(i+4, len(words))], " ")]++
	}
	return out
}

func shingleScore(want, got string) (precision, recall float64) {
	w, g := shingles(want), shingles(got)
	var tp, fp, fn float64
	for _, key := range slices.Concat(keys(w), keys(g)) {
		n, m := w[key], g[key]
		tp += min(n, m)
		fp += max(0, m-n)
		fn += max(0, n-m)
		delete(w, key)
		delete(g, key)
	}
	precision, recall = 1, 1
	if tp+fp > 0 {
		precision = tp / (tp + fp)
	}
	if tp+fn > 0 {
		recall = tp / (tp + fn)
	}
	return precision, recall
}

func keys(m map[string]float64) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	return out
}
