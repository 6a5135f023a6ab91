// Package attribution finds who says what in a text: for each attribution the
// words of its source, of its cue (the word that says that something is said,
// thought or wanted) and of its content, with a score and the reasons for it.
//
// In: a document, its trees and the spans from which nothing may be taken. Out:
// [Attribution]s in the order of their cues.
//
//	finder, err := attribution.Open()
//	for _, a := range finder.Find(doc, trees, nil) {
//		// "The ministry said that exports had stopped."
//		// a.Source "The ministry", a.Cue "said", a.Content "that exports had stopped"
//	}
//
// What is an attribution follows the PolNeAR corpus of political news (Newell,
// Margolin and Ruths, LREC 2018), from which the weights are learned: speech and
// writing, but also thoughts, intentions and what documents show. Cues take in
// auxiliaries and negation ("did not say") and often the prepositions that lead
// to the content ("called for", "according to"). A content takes in the word
// "that" and its quotation marks; it may be in several pieces, around "he said".
// A source takes in titles and appositions. Every word lies in at most one
// attribution: what is attributed inside of a content is not told apart.
//
// # Method
//
// Three linear models over hashed features, read in place from the embedded file
// (ledger/attribution/model, /sight, /chain): a chain over each sentence marks
// cues; for each cue a chain over its neighbourhood marks source and content by
// what lies on the way to the cue in the tree, quotations and words; a judge
// weighs the whole against its rivals. [Attribution.Score] is the judge's
// probability that annotators would mark the cue. newstape/ledger/attribution/train
// learns all three.
//
// # Limits
//
// English. Cues without a source are found, sources without a cue are not. A
// quotation that follows without any cue belongs to nobody. A sentence without a
// tree is read by its words alone, less well.
package attribution

import (
	_ "embed"

	"newstape/ledger/attribution/model"
	"newstape/ledger/attribution/sight"
	"newstape/receipt"
	"newstape/story/syntax"
	"newstape/story/text"
)

//go:embed model.bin
var embedded []byte

// Attribution is one source, cue and content.
type Attribution struct {
	// Cue is the word or words of saying; Source who says it, empty when the text
	// names nobody; Content what is said, in pieces. Each in order of the text, no
	// two overlapping, in bytes.
	Cue, Source, Content []receipt.Span
	// Score is the probability, 0 to 1, that this is an attribution.
	Score float64
	// Why are what spoke most for it, the loudest of each part first.
	Why []Reason

	receipt receipt.Receipt
}

// Receipt is the spans that the attribution rests on.
func (a Attribution) Receipt() receipt.Receipt { return a.receipt }

// Reason is one feature that spoke for a part of an attribution.
type Reason struct {
	Part   string  // cue, source or content
	What   string  // what the feature looked at: "the stem and what hangs on it"
	Weight float64 // in natural log odds
}

// newAttribution builds an attribution on its cue.
func newAttribution(cue receipt.Span, source, content []receipt.Span, score float64, why []Reason) Attribution {
	a := Attribution{Cue: []receipt.Span{cue}, Source: source, Content: content, Score: score, Why: why}
	a.receipt = receipt.New("ledger/attribution", cue)
	for _, spans := range [][]receipt.Span{source, content} {
		for _, s := range spans {
			a.receipt = a.receipt.With(s)
		}
	}
	return a
}

// Threshold is the score from which an attribution is given. It was chosen for
// the F1 of a tenth of the training articles that the weights had not seen.
const Threshold = 0.4

// Finder finds attributions. It is read only and may be used by many goroutines
// at once.
type Finder struct {
	model     *model.Model
	threshold float64
}

// Open gives the finder with the embedded weights. It fails only when the build is
// damaged.
func Open() (*Finder, error) {
	m, err := model.Open(embedded)
	if err != nil {
		return nil, err
	}
	return With(m, Threshold), nil
}

// With is a finder with other weights or another threshold.
func With(m *model.Model, threshold float64) *Finder { return &Finder{m, threshold} }

// At is the finder with another threshold: a higher one for fewer and surer
// attributions.
func (f *Finder) At(threshold float64) *Finder { return With(f.model, threshold) }

// Find gives the attributions of a document in the order of their cues. Nothing
// is taken from the opaque spans.
func (f *Finder) Find(doc text.Document, trees syntax.Trees, opaque []receipt.Span) []Attribution {
	p := sight.New(doc, trees, opaque)
	var out []Attribution
	for _, c := range settle(p, f.model.Candidates(p), float32(f.threshold)) {
		var source []receipt.Span
		if c.HasSource() {
			source = spans(p, c.Source)
		}
		out = append(out, newAttribution(span(p, c.Cue.Range), source, spans(p, c.Content...), float64(c.P), reasons(c)))
	}
	return out
}

func span(p *sight.Passage, r sight.Range) receipt.Span {
	return receipt.Span{Start: p.Units[r.First].Start, End: p.Units[r.Last].End}
}

func spans(p *sight.Passage, rs ...sight.Range) (out []receipt.Span) {
	for _, r := range rs {
		out = append(out, span(p, r))
	}
	return out
}

// reasons puts the voices of a candidate into words.
func reasons(c model.Candidate) (out []Reason) {
	for part, voices := range c.Why {
		for _, v := range voices {
			if v.Weight <= 0 {
				break
			}
			r := Reason{Part: [...]string{"cue", "source", "content"}[part], Weight: float64(v.Weight)}
			if r.What = sight.RoleTemplate(v.Template); part == 0 {
				r.What = sight.CueTemplate(v.Template)
			}
			out = append(out, r)
		}
	}
	return out
}
