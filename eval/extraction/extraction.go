// Package extraction measures the article text that story/article finds in real
// pages against the text that people marked, by the article extraction
// benchmark's own F1.
//
//	s, err := extraction.Run("gold/extraction")
//	s.F1   // 0.95
//
// In: a folder with ground-truth.json and html/ID.html.gz. Out: precision,
// recall, F1 and the pages that were read badly.
//
// Tokens are runs of word characters; every run of four tokens is a shingle,
// counted with multiplicity. On each page true positives, false positives and
// false negatives are the overlaps and excesses, divided by their sum so that
// long pages weigh no more; precision and recall are means over pages, F1 is that
// of the means.
package extraction

import (
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"newstape/fault"
	"newstape/story/article"
)

// Score is what the pages came to.
type Score struct {
	N                     int
	Precision, Recall, F1 float64
	Wrong                 []string // pages below 0.85, worst first
}

// page is what gold says of one.
type page struct {
	Body string `json:"articleBody"`
	URL  string `json:"url"`
}

// Run reads every page of the folder.
func Run(dir string) (Score, error) {
	var s Score
	file := filepath.Join(dir, "ground-truth.json")
	b, err := os.ReadFile(file) // #nosec G304 -- the caller names the gold
	if err != nil {
		return s, fault.New(fault.NotFound, "read gold: %w", err)
	}
	var gold map[string]page
	if err := json.Unmarshal(b, &gold); err != nil {
		return s, fault.New(fault.BadInput, "read gold %s: %w", file, err)
	}
	var ids []string
	for id := range gold {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	type bad struct {
		f1   float64
		line string
	}
	var worst []bad
	for _, id := range ids {
		body, why, err := body(filepath.Join(dir, "html", id+".html.gz"), gold[id].URL)
		if err != nil {
			return s, err
		}
		p, r := Shingles(gold[id].Body, body)
		s.N++
		s.Precision += p
		s.Recall += r
		if p+r < 1.7 {
			worst = append(worst, bad{p + r, fmt.Sprintf("extraction %.8s: precision %.3f, recall %.3f: %s%s", id, p, r, gold[id].URL, why)})
		}
	}
	if s.N == 0 {
		return s, fault.New(fault.BadInput, "read gold %s: no pages", file)
	}
	s.Precision /= float64(s.N)
	s.Recall /= float64(s.N)
	if s.Precision+s.Recall > 0 {
		s.F1 = 2 * s.Precision * s.Recall / (s.Precision + s.Recall)
	}
	slices.SortStableFunc(worst, func(a, b bad) int {
		switch {
		case a.f1 < b.f1:
			return -1
		case a.f1 > b.f1:
			return 1
		}
		return 0
	})
	for _, w := range worst {
		s.Wrong = append(s.Wrong, w.line)
	}
	return s, nil
}

// body is the article text of one page, empty with the reason when the page is
// refused: a refusal scores nothing, it does not stop the run.
func body(path, url string) (text, why string, err error) {
	f, err := os.Open(path) // #nosec G304 -- the caller names the gold
	if err != nil {
		return "", "", fault.New(fault.NotFound, "read gold: %w", err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return "", "", fault.New(fault.BadInput, "read gold %s: %w", path, err)
	}
	raw, err := io.ReadAll(z)
	if err != nil {
		return "", "", fault.New(fault.BadInput, "read gold %s: %w", path, err)
	}
	a, err := article.Read(raw, article.Options{Name: url, Format: article.HTML})
	if err != nil {
		return "", ": refused: " + err.Error(), nil
	}
	return a.Body().In(a.Text), "", nil
}

var wordRun = regexp.MustCompile(`[\p{L}\p{N}\p{M}_]+`)

// Shingles gives precision and recall of the text got against the text wanted;
// both are 1 for two texts without words.
func Shingles(want, got string) (precision, recall float64) {
	w, g := shingles(want), shingles(got)
	var hit, more, less float64
	for key, n := range w {
		hit += min(n, g[key])
		less += max(0, n-g[key])
	}
	for key, n := range g {
		more += max(0, n-w[key])
	}
	precision, recall = 1, 1
	if hit+more > 0 {
		precision = hit / (hit + more)
	}
	if hit+less > 0 {
		recall = hit / (hit + less)
	}
	return precision, recall
}

func shingles(s string) map[string]float64 {
	words := wordRun.FindAllString(s, -1)
	out := map[string]float64{}
	for i := range max(1, len(words)-3) {
		out[strings.Join(words[i:min(i+4, len(words))], " ")]++
	}
	return out
}
