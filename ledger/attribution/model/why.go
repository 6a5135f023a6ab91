package model

import "newstape/ledger/attribution/sight"

// Voice is what one feature said for a label: the number of its template and its
// weight in natural log odds.
type Voice struct {
	Template int
	Weight   float32
}

// Voices are the features that spoke most, the loudest first; a weight of 0 ends
// them.
type Voices [3]Voice

// Why are the voices for cue, source and content.
type Why [3]Voices

// loudest are the features of the bag that spoke most for label 1 (which 0) or 2
// (which 1).
func (r *reader) loudest(t *Tagger, which int) (out Voices) {
	for _, f := range r.bag.Features {
		var w [2]float32
		w[0], w[1] = t.Table.Weights(f)
		v := Voice{sight.Template(f), w[which]}
		for k := range out {
			if v.Weight > out[k].Weight {
				v, out[k] = out[k], v
			}
		}
	}
	return out
}
