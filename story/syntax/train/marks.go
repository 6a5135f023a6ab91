package train

import (
	"math/rand/v2"

	"newstape/story/syntax/transition"
)

const marksEpochs = 8

// learnMarks trains where punctuation hangs, on gold trees of the words and on
// predicted ones in turn.
func learnMarks(m *transition.Model, all []example, predicted []transition.Tree, rng *rand.Rand) *moveLearner {
	l := &markLearner{moveLearner: newMoveLearner()}
	order := rng.Perm(len(all))
	for epoch := range marksEpochs {
		rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for _, k := range order {
			e := &all[k]
			heads, labels := e.gold.Heads, e.gold.Labels
			if epoch%2 == 1 {
				heads, labels = predicted[k].Heads, predicted[k].Labels
			}
			l.sentence(m, e, heads, labels)
		}
	}
	return l.moveLearner
}

type markLearner struct {
	*moveLearner
	marks transition.Marks
	f, g  [transition.MaxMarkFeatures]uint32
}

func (l *markLearner) sentence(m *transition.Model, e *example, heads []int32, labels []uint8) {
	w := e.whole
	l.marks.Words, l.marks.Tags, l.marks.Mark = w.words, w.tags, m.IsMark()
	l.marks.Heads, l.marks.Labels = e.expand(heads, labels)
	l.marks.Reset()
	for k, h := range l.marks.Heads {
		if h == transition.None {
			l.mark(int32(k), w.gold.Heads[k]) // #nosec G115 -- sentences are short
		}
	}
}

// mark learns one mark and ties it where it belongs.
func (l *markLearner) mark(i, gold int32) {
	at, best, top := -1, 0, int32(-1<<30)
	for k := range l.marks.Candidates(i) {
		s := l.score(l.marks.Features(&l.f, i, k))
		if v := s[0] - s[1]; v > top {
			best, top = k, v
		}
		if l.marks.Node(k) == gold {
			at = k
		}
	}
	l.now++
	if at >= 0 && at != best {
		l.update(l.marks.Features(&l.f, i, at), 0, 1)
		l.update(l.marks.Features(&l.g, i, best), 1, 0)
	}
	if at < 0 {
		at = best
	}
	l.marks.Set(i, l.marks.Node(at))
}
