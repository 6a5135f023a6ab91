package verdicts

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"newstape/check"
	"newstape/story/article"
	"newstape/story/syntax"
	"newstape/story/text"
	"newstape/story/when"
	"newstape/tape/sample"
)

// FuzzSentence checks that any sentence is shown in every form: JSON that can be
// read, no figure that is not a number, no markup of the sentence's own.
func FuzzSentence(f *testing.F) {
	tape, err := sample.Tape()
	if err != nil {
		f.Fatal(err)
	}
	parser, err := syntax.Open()
	if err != nil {
		f.Fatal(err)
	}
	for _, s := range []string{
		"Alibaba fell 4.7% on Friday.", "Alibaba fell 4,700% to -3.", "Alibaba closed at $1e308.", "BABA | 153.80 | -3.78%",
		"Alibaba had its worst day since Feb. 30.", "Alibaba's volume was 0 times its average.", "<script>Alibaba fell 3%</script>", "Alibaba fell 3% to 4%.",
		"Alibaba rose for a 99th straight day.", "Alibaba outperformed the S&P 500 by 2 points.", "Alibaba fell 999999999999999999999999%.",
	} {
		f.Add(s)
	}
	at := time.Date(2025, 11, 15, 9, 0, 0, 0, time.UTC)
	f.Fuzz(func(t *testing.T, words string) {
		if len(words) > 600 {
			return
		}
		words = strings.ToValidUTF8(words, "?")
		a := &article.Article{Name: "fuzz", Text: words, Reference: when.Reference{Published: at, Known: true}}
		doc := text.Parse(words)
		c := &Story{Name: "fuzz", Article: a, Doc: doc, Sentence: true}
		c.Statements = check.Story(a, doc, parser.Document(doc), linker().Find(a, doc), tape)
		r := New([]*Story{c, c}, tape)
		var b bytes.Buffer
		if err := r.JSON(&b); err != nil || !json.Valid(b.Bytes()) {
			t.Fatalf("%q: %v", words, err)
		}
		b.Reset()
		if err := r.HTML(&b); err != nil || strings.Contains(b.String(), "<script") {
			t.Fatalf("%q: %v\n%s", words, err, b.String())
		}
		for _, word := range []string{"NaN", "Inf"} {
			if strings.Contains(b.String(), word) && !strings.Contains(words, word) {
				t.Fatalf("%q: %s on the page", words, word)
			}
		}
		b.Reset()
		if err := r.Text(&b, Terminal{}); err != nil {
			t.Fatal(err)
		}
		if err := r.Markdown(&b); err != nil {
			t.Fatal(err)
		}
		if err := r.CSV(&b); err != nil {
			t.Fatal(err)
		}
	})
}
