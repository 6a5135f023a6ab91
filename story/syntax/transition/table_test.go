package transition_test

import (
	"testing"

	"newstape/story/syntax/transition"
)

const slots = 1 << transition.SlotBits

func TestDenseGivesBackItsWeights(t *testing.T) {
	all := []transition.Weights{{Slot: 7, W: [transition.Moves]float32{1, -1, 0}}}
	for k := range uint32(5000) {
		all = append(all, transition.Weights{Slot: 8 + k*1601, W: [transition.Moves]float32{0.5, 0, -0.5}})
	}
	table, ok := transition.OpenDense(string(transition.BuildDense(all, 15)))
	if !ok {
		t.Fatal("a table just written cannot be read")
	}
	if got := table.Score([]uint32{7}); got != [transition.Moves]int32{127 * 127, -127 * 127, 0} {
		t.Errorf("slot 7 scores %v", got)
	}
	if got := table.Score([]uint32{0, 9, slots - 1}); got != [transition.Moves]int32{} {
		t.Errorf("slots without weights score %v", got)
	}
	for _, w := range all[1:] {
		if got := table.Score([]uint32{w.Slot}); got != [transition.Moves]int32{90 * 90, 0, -90 * 90} {
			t.Fatalf("slot %d scores %v", w.Slot, got)
		}
	}
}

func TestSparseGivesBackItsWeights(t *testing.T) {
	rows := []transition.Row{
		{Slot: 3, Cells: []transition.Cell{{Class: 0, W: 1}, {Class: 200, W: -1}}},
		{Slot: 300000, Cells: []transition.Cell{{Class: 5, W: 0.5}}},
	}
	table, ok := transition.OpenSparse(string(transition.BuildSparse(rows, 15)))
	if !ok {
		t.Fatal("a table just written cannot be read")
	}
	var sum [256]int32
	table.Score([]uint32{3, 300000, 4, 0}, &sum)
	if sum[0] != 127*127 || sum[200] != -127*127 || sum[5] != 90*90 || sum[1] != 0 {
		t.Fatalf("classes 0, 200, 5 score %d, %d, %d", sum[0], sum[200], sum[5])
	}
}

// A damaged file is an error, never a panic.
func FuzzOpen(f *testing.F) {
	f.Add("nsyntax2")
	f.Fuzz(func(_ *testing.T, data string) {
		_, _ = transition.Open(data)
	})
}
