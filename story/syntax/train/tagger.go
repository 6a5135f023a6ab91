package train

import (
	"math/rand/v2"

	"newstape/story/syntax/transition"
)

// tagMargin is by how much the right tag must win to be left alone.
const tagMargin = 20

// learnTags trains a tagger that reads from left to right with its own tags.
func learnTags(all []example, fine, epochs int, rng *rand.Rand) *classLearner {
	l := newClassLearner()
	var f [transition.MaxTagFeatures]uint32
	order := rng.Perm(len(all))
	for range epochs {
		rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for _, k := range order {
			e := &all[k]
			t1, t2 := uint32(transition.NoTag), uint32(transition.NoTag)
			for i := range e.words {
				best := l.learn(transition.TagFeatures(&f, e.words, i, t1, t2), fine, e.fine[i], noClass, tagMargin)
				t1, t2 = uint32(best), t1
			}
		}
	}
	return l
}
