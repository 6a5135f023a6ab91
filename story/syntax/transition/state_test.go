package transition_test

import (
	"testing"

	"pgregory.net/rapid"

	"newstape/story/syntax/transition"
)

// projective draws a tree without crossings: the head of each span is drawn, and
// the rest on both sides falls into spans below it.
func projective(t *rapid.T, n int32) []int32 {
	heads := make([]int32, n)
	var span func(from, to, head int32)
	span = func(from, to, head int32) {
		for from < to {
			end := rapid.Int32Range(from+1, to).Draw(t, "end")
			top := rapid.Int32Range(from, end-1).Draw(t, "top")
			heads[top] = head
			span(from, top, top)
			span(top+1, end, top)
			from = end
		}
	}
	root := rapid.Int32Range(0, n-1).Draw(t, "root")
	heads[root] = n
	span(0, root, root)
	span(root+1, n, root)
	return heads
}

func TestMovesWithoutCostBuildTheGoldTree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.Int32Range(1, 12).Draw(t, "words")
		heads := projective(t, n)
		gold := transition.NewGold(heads, make([]uint8, n))
		var s transition.State
		s.Reset(make([]transition.Word, n), make([]uint8, n))
		for !s.Done() {
			cost, legal := s.Costs(gold), s.Legal()
			move := transition.None
			for m := range transition.Moves {
				if legal[m] && cost[m] == 0 {
					move = m
				}
			}
			switch move {
			case transition.None:
				t.Fatalf("no move without cost for %v", heads)
			case transition.Shift:
				s.Shift()
			default:
				s.Attach(move, 0)
			}
		}
		for i, h := range heads {
			if s.Heads[i] != h {
				t.Fatalf("head of %d is %d, want %v", i, s.Heads[i], heads)
			}
		}
	})
}

// Whatever is done, the cheapest moves lose exactly the arcs that their costs say.
func TestCostsCountTheArcsThatAreLost(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.Int32Range(1, 10).Draw(t, "words")
		heads := projective(t, n)
		gold := transition.NewGold(heads, make([]uint8, n))
		var s transition.State
		s.Reset(make([]transition.Word, n), make([]uint8, n))
		lost := int32(0)
		for !s.Done() {
			cost, legal := s.Costs(gold), s.Legal()
			var moves []int
			for m, ok := range legal {
				if ok {
					moves = append(moves, m)
				}
			}
			move := rapid.SampledFrom(moves).Draw(t, "move")
			lost += cost[move]
			if move == transition.Shift {
				s.Shift()
			} else {
				s.Attach(move, 0)
			}
		}
		wrong := int32(0)
		for i, h := range heads {
			if s.Heads[i] != h {
				wrong++
			}
		}
		if wrong != lost {
			t.Fatalf("%d heads are wrong, the costs say %d", wrong, lost)
		}
	})
}
