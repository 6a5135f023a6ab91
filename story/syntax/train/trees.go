package train

import (
	"math/rand/v2"

	"newstape/story/syntax/transition"
)

// By how much the right move or label must win to be left alone.
const (
	moveMargin  = 40
	labelMargin = 15
)

// explore is how often the parser's own move is followed after the first epoch.
const explore = 0.9

// treeLearner trains moves and labels together: the parser follows its own moves
// most of the time and is told which moves lose no more than need be.
type treeLearner struct {
	moves  *moveLearner
	labels *classLearner
	names  labelNames
	rng    *rand.Rand
	state  transition.State
	moveF  [transition.MaxMoveFeatures]uint32
	labelF [transition.MaxLabelFeatures]uint32
}

func learnTrees(all []example, names labelNames, epochs int, rng *rand.Rand) *treeLearner {
	t := &treeLearner{moves: newMoveLearner(), labels: newClassLearner(), names: names, rng: rng}
	order := rng.Perm(len(all))
	for epoch := range epochs {
		rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for _, k := range order {
			t.sentence(&all[k], epoch)
		}
	}
	return t
}

func (t *treeLearner) sentence(e *example, epoch int) {
	s := &t.state
	s.Reset(e.words, e.tags)
	for !s.Done() {
		move := t.move(e, epoch)
		if move == transition.Shift {
			s.Shift()
			continue
		}
		s.Attach(move, t.label(e, move, epoch))
	}
}

// move learns from the state and gives the move to go on with.
func (t *treeLearner) move(e *example, epoch int) int {
	features := t.state.MoveFeatures(&t.moveF)
	scores := t.moves.score(features)
	legal := t.state.Legal()
	good := cheapest(t.state.Costs(e.gold), legal)
	var bad [transition.Moves]bool
	for m := range bad {
		bad[m] = legal[m] && !good[m]
	}
	right, wrong := transition.BestMove(scores, good), transition.BestMove(scores, bad)
	t.moves.now++
	if wrong == transition.None {
		return right
	}
	if scores[right]-scores[wrong] < moveMargin {
		t.moves.update(features, right, wrong)
	}
	if best := transition.BestMove(scores, legal); best == right || epoch > 0 && t.rng.Float64() < explore {
		return best
	}
	return right
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

// label learns the label of an arc that is gold, and gives the one to go on with.
func (t *treeLearner) label(e *example, move, epoch int) uint8 {
	head, dep := t.state.Arc(move)
	if int(head) == len(e.words) {
		return t.names.Root
	}
	features := t.state.LabelFeatures(&t.labelF, e.words, head, dep)
	if e.gold.Heads[dep] != head {
		t.labels.now++
		return t.labels.best(features, int(t.names.Count), t.names.Root)
	}
	gold := e.gold.Labels[dep]
	best := t.labels.learn(features, int(t.names.Count), gold, t.names.Root, labelMargin)
	if epoch == 0 {
		return gold
	}
	return best
}

// parser is what was learned, as it is used.
func (t *treeLearner) parser(least int32) (moves, labels []byte) {
	return transition.BuildDense(t.moves.weights(least), moveBits), t.labels.table(2*least-1, labelBits)
}
