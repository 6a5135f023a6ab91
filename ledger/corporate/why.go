package corporate

import (
	"cmp"
	"slices"

	"newstape/receipt"
	"newstape/story/text"
)

// Reason is a part of a sentence that spoke for a type.
type Reason struct {
	receipt.Span         // the words
	Weight       float64 // what they added to the sentence's score, in log-odds
}

// Why gives up to n parts of the sentence that spoke most for a type that was
// found in it, the strongest first. Features that stand on the same words are one
// reason. A type may rest on the story around the sentence instead; then there
// may be no reason.
func (m *Model) Why(doc text.Document, f Found, n int) []Reason {
	t := slices.Index(All(), f.Type)
	if t < 0 || f.Sentence < 0 || f.Sentence >= len(doc.Sentences) {
		return nil
	}
	s := doc.Sentences[f.Sentence]
	r := newReader(m.lexicon)
	r.keep = true
	weight := map[receipt.Span]float64{}
	for i, x := range r.read(doc, s) {
		if w := m.words.Weight(x.Key, t); w != 0 {
			at := receipt.Span{Start: s.Tokens[r.places[i].from].Start, End: s.Tokens[r.places[i].to].End}
			weight[at] += float64(w)
		}
	}
	var out []Reason
	for at, w := range weight {
		if w > 0 {
			out = append(out, Reason{at, w})
		}
	}
	slices.SortFunc(out, func(a, b Reason) int {
		return cmp.Or(cmp.Compare(b.Weight, a.Weight), cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End))
	})
	return out[:min(max(n, 0), len(out))]
}
