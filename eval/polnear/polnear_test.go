package polnear

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"newstape/fault"
	"newstape/internal/shared"
	"newstape/ledger/attribution"
	"newstape/ledger/attribution/brat"
	"newstape/receipt"
	"newstape/story/syntax"
	"newstape/story/text"
)

const sample = "The bank said rates fell. The union denied it. Ads said so."

func span(t *testing.T, words string) []receipt.Span {
	t.Helper()
	if words == "" {
		return nil
	}
	at := strings.Index(sample, words)
	if at < 0 {
		t.Fatalf("no %q in the sample", words)
	}
	return []receipt.Span{{Start: at, End: at + len(words)}}
}

// The sample by hand: of two gold attributions the first is found with a content
// one word short, the second whole; one that was set aside does not count.
func TestScore(t *testing.T) {
	gold := brat.Article{Text: sample, Discarded: span(t, "Ads said so."), Attributions: []brat.Attribution{
		{Source: span(t, "The bank"), Cue: span(t, "said"), Content: span(t, "rates fell")},
		{Source: span(t, "The union"), Cue: span(t, "denied"), Content: span(t, "it")},
	}}
	find := func(text.Document, syntax.Trees, []receipt.Span) []attribution.Attribution {
		return []attribution.Attribution{
			{Source: span(t, "The bank"), Cue: span(t, "said"), Content: span(t, "rates")},
			{Source: span(t, "The union"), Cue: span(t, "denied"), Content: span(t, "it")},
			{Source: span(t, "Ads"), Cue: span(t, "Ads said")},
		}
	}
	none := func(doc text.Document) syntax.Trees { return make(syntax.Trees, len(doc.Sentences)) }
	r := Score([]brat.Article{gold}, none, find)
	if len(r.Wrong) != 1 || !strings.Contains(r.Wrong[0], "gold [The bank | said | rates fell], ours [The bank | said | rates]") {
		t.Errorf("wrong cases: %q", r.Wrong)
	}
	m := r.Metrics()
	for name, want := range map[string]float64{
		"n":                                 2,
		"polnear.cue_exact_f1":              1,
		"polnear.source_exact_f1":           1,
		"polnear.content_exact_precision":   0.5,
		"polnear.content_exact_recall":      0.5,
		"polnear.content_overlap_precision": 1,
		"polnear.content_overlap_recall":    2.0 / 3,
		"polnear.all_exact_f1":              0.5,
		"polnear.all_overlap_precision":     1,
		"polnear.all_overlap_recall":        8.0 / 9,
	} {
		if got, ok := m[name]; !ok || math.Abs(got-want) > 1e-9 {
			t.Errorf("%s is %v, not %v", name, got, want)
		}
	}
}

func TestRolesThatArePairedElsewhereDoNotCount(t *testing.T) {
	gold := []marked{{{1}, {0}, {2, 3}}, {{5}, {4}, {6, 7}}}
	ours := []marked{{{1}, {4}, {6, 7}}} // the cue of the first with the rest of the second
	r := &Report{}
	r.count(gold, ours, pair(gold, ours))
	if r.Exact[cue].Right != 1 || r.Exact[source].Right != 0 || r.Overlap[content].Right != 0 {
		t.Errorf("cue %+v, source %+v, content %+v", r.Exact[cue], r.Exact[source], r.Overlap[content])
	}
}

func TestFile(t *testing.T) {
	dir := t.TempDir()
	if _, err := File(dir); fault.CodeOf(err) != fault.NotFound {
		t.Errorf("an empty folder: %v", err)
	}
	want := filepath.Join(dir, "claims", "polnear_test.jsonl.gz")
	if err := os.MkdirAll(filepath.Dir(want), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(want, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if got, err := File(dir); err != nil || got != want {
		t.Errorf("found %q, %v", got, err)
	}
}

// The figures that the committed model must hold; docs/performance.md has them in
// full.
func TestFiguresOnPolNeAR(t *testing.T) {
	r, err := Run(shared.Dir(t, "data", "gold"))
	if err != nil {
		t.Fatal(err)
	}
	m := r.Metrics()
	t.Log("\n" + r.Table())
	for name, floor := range map[string]float64{
		"polnear.cue_exact_f1":       0.68,
		"polnear.source_exact_f1":    0.69,
		"polnear.content_exact_f1":   0.52,
		"polnear.content_overlap_f1": 0.77,
		"polnear.all_exact_f1":       0.42,
		"polnear.all_overlap_f1":     0.755,
	} {
		if m[name] < floor {
			t.Errorf("%s fell to %s, below %v", name, fmt.Sprintf("%.4f", m[name]), floor)
		}
	}
}
