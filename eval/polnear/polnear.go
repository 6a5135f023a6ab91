// Package polnear scores attributions against articles of the PolNeAR corpus:
// who says what, as spans of source, cue and content.
//
// In: a folder with claims/polnear_dev.jsonl.gz or claims/polnear_test.jsonl.gz.
// Out: precision, recall and F1 of cues, sources, contents and whole
// attributions, exact and by overlap.
//
//	report, err := polnear.Run("data/gold")
//	report.Metrics()["polnear.source_exact_f1"]
//
// Each article takes the path of the product: text.Parse, the embedded parser,
// attribution.Find. Gold is used to score only.
//
// # Definitions
//
// Tokens are those of story/text, the same for gold and prediction; a token lies
// in a span when it shares a character with it. Predicted and gold attributions
// are paired one to one: those first that share most tokens of their cues, which
// are what tells attributions apart, then those that share most tokens in the same
// role.
// Exact: a predicted span is right when the span of its kind in the paired gold
// attribution has the same tokens; precision is right / predicted spans, recall
// right / gold spans. Overlap: precision is the predicted tokens that lie in the
// paired attribution's tokens of that kind / predicted tokens, recall the same
// number / gold tokens. All: exact needs the same cue, source and content (what
// is absent must be absent in both); overlap adds up the three kinds. F1 is of
// the sums over all articles.
//
// Words that the annotators set aside (Discard) are not scored: a predicted
// attribution whose cue lies there is left out.
package polnear

import (
	"os"
	"path/filepath"

	"newstape/fault"
	"newstape/ledger/attribution"
	"newstape/ledger/attribution/brat"
	"newstape/receipt"
	"newstape/story/syntax"
	"newstape/story/text"
)

// Finder is what is scored.
type Finder func(doc text.Document, trees syntax.Trees, opaque []receipt.Span) []attribution.Attribution

// Run scores the product on the set's file below dir.
func Run(dir string) (*Report, error) {
	path, err := File(dir)
	if err != nil {
		return nil, err
	}
	articles, err := brat.Read(path)
	if err != nil {
		return nil, err
	}
	parser, err := syntax.Open()
	if err != nil {
		return nil, err
	}
	finder, err := attribution.Open()
	if err != nil {
		return nil, err
	}
	return Score(articles, parser.Document, finder.Find), nil
}

// Score scores a finder on articles.
func Score(articles []brat.Article, parse func(text.Document) syntax.Trees, find Finder) *Report {
	r := &Report{}
	for _, a := range articles {
		doc := text.Parse(a.Text)
		r.add(a, doc, find(doc, parse(doc), nil))
	}
	return r
}

// File is the set's file below dir: the development articles, or those of the
// test when these are there instead.
func File(dir string) (string, error) {
	for _, name := range []string{"polnear_dev.jsonl.gz", "polnear_test.jsonl.gz", "polnear_dev.jsonl", "polnear_test.jsonl"} {
		path := filepath.Join(dir, "claims", name)
		if _, err := os.Stat(path); err == nil {
			return path, nil
		}
	}
	return "", fault.New(fault.NotFound, "eval polnear: no polnear_dev or polnear_test in %s", filepath.Join(dir, "claims")).
		Try("--gold with a folder laid out like the shared gold")
}
