package train

import (
	"math/rand/v2"

	"newstape/story/syntax/transition"
)

const (
	arbiterMargin = 40
	arbiterEpochs = 8
)

// learnArbiter trains the choice between two trees of each example, neither made
// by a parser that saw it. Words that have the right head in one tree teach.
func learnArbiter(m *transition.Model, all []example, a, b []transition.Tree, rng *rand.Rand) *moveLearner {
	type question struct{ sentence, word int }
	var asked []question
	for k := range all {
		for d, gold := range all[k].gold.Heads {
			if x, y := a[k].Heads[d], b[k].Heads[d]; x != y && (x == gold || y == gold) {
				asked = append(asked, question{k, d})
			}
		}
	}
	l := newMoveLearner()
	var f [transition.MaxPairFeatures]uint32
	for range arbiterEpochs {
		rng.Shuffle(len(asked), func(i, j int) { asked[i], asked[j] = asked[j], asked[i] })
		for _, q := range asked {
			e := &all[q.sentence]
			c := transition.Arbiter{Words: e.words, Tags: e.tags, A: &a[q.sentence], B: &b[q.sentence], Kind: m.Kind()}
			features := c.PairFeatures(&f, int32(q.word)) // #nosec G115 -- sentences are short
			right, wrong := 0, 1
			if c.B.Heads[q.word] == e.gold.Heads[q.word] {
				right, wrong = 1, 0
			}
			if s := l.score(features); s[right]-s[wrong] < arbiterMargin {
				l.update(features, right, wrong)
			}
			l.now++
		}
	}
	return l
}
