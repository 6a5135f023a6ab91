// Package train makes the model of story/syntax from treebanks.
package train

import (
	"fmt"
	"math/rand/v2"

	"newstape/story/syntax/conllu"
	"newstape/story/syntax/transition"
)

// Plan says how long and from which seed to train.
type Plan struct {
	Seed       uint64
	Folds      int // parts of the treebank that are tagged by a tagger of the others
	TagEpochs  int
	TreeEpochs int
	// Progress is told what is being done; may be nil.
	Progress func(string)
}

// DefaultPlan is that of the embedded model.
func DefaultPlan() Plan {
	return Plan{Seed: 1, Folds: 5, TagEpochs: 6, TreeEpochs: 10}
}

// Model trains on the sentences and gives the model file.
func Model(sentences []conllu.Sentence, p Plan) []byte {
	say := func(format string, args ...any) {
		if p.Progress != nil {
			p.Progress(fmt.Sprintf(format, args...))
		}
	}
	rng := rand.New(rand.NewPCG(p.Seed, 0)) // #nosec G404 -- an order, no secret
	fine := fineTags(sentences)
	all := makeExamples(sentences, fine)
	rng.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	for k := range p.Folds {
		say("tagger %d of %d folds", k+1, p.Folds)
		from, to := k*len(all)/p.Folds, (k+1)*len(all)/p.Folds
		rest := append(append([]example{}, all[:from]...), all[to:]...)
		l := learnTags(rest, len(fine), p.TagEpochs, rng)
		tagAll(l, fine, all[from:to])
	}
	say("tagger")
	tagger := learnTags(all, len(fine), p.TagEpochs, rng)
	say("trees")
	moves, labels := learnTrees(all, p.TreeEpochs, rng)
	say("tables")
	return transition.Parts{
		Fine:  fine,
		Tags:  tagger.table(tagLeast, tagScale, 17),
		Moves: moves.table(moveLeast, 16),
		Label: labels.table(labelLeast, labelScale, 17),
	}.Write()
}

// Features of fewer updates are dropped; averaged weights are kept in steps of
// one over the scale.
const (
	tagLeast, tagScale     = 3, 12
	labelLeast, labelScale = 3, 12
	moveLeast              = 3
)

// tagAll writes the tags of a trained tagger as those to parse with.
func tagAll(l *classLearner, fine []transition.Fine, all []example) {
	table, ok := transition.OpenSparse(string(l.table(tagLeast, tagScale, 17)))
	if !ok {
		panic("train: a table just written cannot be read")
	}
	m := transition.Model{Fine: fine, Tags: table}
	var sc transition.Scratch
	for _, e := range all {
		m.Tag(e.words, e.tags, &sc)
	}
}
