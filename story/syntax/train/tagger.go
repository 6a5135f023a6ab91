package train

import (
	"math/rand/v2"

	"newstape/story/syntax/transition"
)

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
				features := transition.TagFeatures(&f, e.words, i, t1, t2)
				best := argmax(l.score(features, fine), fine)
				if best != e.fine[i] {
					l.update(features, e.fine[i], best)
				}
				l.now++
				t1, t2 = uint32(best), t1
			}
		}
	}
	return l
}

func argmax(sum *[256]int32, classes int) uint8 {
	best := 0
	for c := 1; c < classes; c++ {
		if sum[c] > sum[best] {
			best = c
		}
	}
	return uint8(best) // #nosec G115 -- a class
}
