package clusters

import (
	"sync"
	"testing"

	"newstape/dossier"
	"newstape/names/link"
	"newstape/names/screen"
	"newstape/names/security"
	"newstape/story/syntax"
	"newstape/tape/sample"
)

var facts = sync.OnceValues(func() (dossier.Facts, error) {
	tape, err := sample.Tape()
	if err != nil {
		return dossier.Facts{}, err
	}
	m := security.Embedded()
	lists, err := screen.Open(m)
	if err != nil {
		return dossier.Facts{}, err
	}
	p, err := syntax.Open()
	if err != nil {
		return dossier.Facts{}, err
	}
	return dossier.Facts{Syntax: p, Master: m, Linker: link.New(m), Lists: lists, Tape: tape}, nil
})

func TestEmbeddedSets(t *testing.T) {
	sets, err := Embedded()
	if err != nil {
		t.Fatal(err)
	}
	f, err := facts()
	if err != nil {
		t.Fatal(err)
	}
	r, err := Run(t.Context(), sets, f)
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range r.Wrong {
		t.Log(w)
	}
	for _, s := range r.Scores {
		t.Logf("%s: B-cubed %.3f %.3f %.3f, pairs %.3f %.3f, %d false merges in %d clusters, %d clusters for %d, copies %.2f, corrections %.2f", s.Set, s.Precision, s.Recall, s.F1, s.PairPrecision, s.PairRecall, s.FalseMerges, s.Mixed, s.Found, s.Gold, s.Copies, s.Corrections)
	}
}
