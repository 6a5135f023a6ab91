package train

import (
	"math/rand/v2"

	"newstape/story/syntax/transition"
)

// learnTrees trains moves and labels together: the parser follows its own moves
// most of the time and is told which moves lose no more than need be.
func learnTrees(all []example, epochs int, rng *rand.Rand) (*moveLearner, *classLearner) {
	moves, labels := newMoveLearner(), newClassLearner()
	t := treeLearner{moves: moves, labels: labels, rng: rng}
	order := rng.Perm(len(all))
	for epoch := range epochs {
		rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for _, k := range order {
			t.sentence(&all[k], epoch)
		}
	}
	return moves, labels
}

type treeLearner struct {
	moves  *moveLearner
	labels *classLearner
	rng    *rand.Rand
	state  transition.State
	moveF  [transition.MaxMoveFeatures]uint32
	labelF [transition.MaxLabelFeatures]uint32
}

// explore is how often the parser's own move is followed after the first epoch.
const explore = 0.9

func (t *treeLearner) sentence(e *example, epoch int) {
	s := &t.state
	s.Reset(e.words, e.tags)
	for !s.Done() {
		features := s.MoveFeatures(&t.moveF)
		scores := t.moves.score(features)
		legal := s.Legal()
		cost := s.Costs(e.gold)
		best := transition.BestMove(scores, legal)
		right := transition.BestMove(scores, cheapest(cost, legal))
		move := best
		if best != right {
			t.moves.update(features, right, best)
			if epoch == 0 || t.rng.Float64() > explore {
				move = right
			}
		}
		t.moves.now++
		if move == transition.Shift {
			s.Shift()
			continue
		}
		s.Attach(move, t.label(e, move, epoch))
	}
}

// cheapest are the legal moves of least cost.
func cheapest(cost [transition.Moves]int32, legal [transition.Moves]bool) [transition.Moves]bool {
	least := int32(1 << 30)
	for m, ok := range legal {
		if ok {
			least = min(least, cost[m])
		}
	}
	for m := range legal {
		legal[m] = legal[m] && cost[m] == least
	}
	return legal
}

func (t *treeLearner) label(e *example, move, epoch int) uint8 {
	head, dep := t.state.Arc(move)
	if int(head) == len(e.words) {
		return rootLabel
	}
	features := t.state.LabelFeatures(&t.labelF, e.words, head, dep)
	sum := t.labels.score(features, int(labelCount))
	sum[rootLabel] = -1 << 30
	best := argmax(sum, int(labelCount))
	t.labels.now++
	if e.gold.Heads[dep] != head {
		return best
	}
	gold := e.gold.Labels[dep]
	if best != gold {
		t.labels.update(features, gold, best)
		if epoch == 0 {
			best = gold
		}
	}
	return best
}
