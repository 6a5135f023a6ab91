package train

import (
	"math"

	"newstape/story/syntax/transition"
)

const slots = 1 << transition.SlotBits

// moveLearner is an averaged perceptron over the three moves.
type moveLearner struct {
	w   [][4]int32                // weights of each slot; the fourth counts updates
	u   [][transition.Moves]int64 // sum over updates of step times change
	now int64
}

func newMoveLearner() *moveLearner {
	return &moveLearner{w: make([][4]int32, slots), u: make([][transition.Moves]int64, slots), now: 1}
}

func (l *moveLearner) score(features []uint32) (sum [transition.Moves]int32) {
	var a, b, c int32
	for _, f := range features {
		w := &l.w[f]
		a += w[0]
		b += w[1]
		c += w[2]
	}
	return [transition.Moves]int32{a, b, c}
}

// update moves the weights from the wrong move towards the right one.
func (l *moveLearner) update(features []uint32, right, wrong int) {
	for _, f := range features {
		w, u := &l.w[f], &l.u[f]
		w[right]++
		w[wrong]--
		w[3]++
		u[right] += l.now
		u[wrong] -= l.now
	}
}

// table is the averaged weights of features that were updated at least least
// times.
func (l *moveLearner) table(least int32, bucketBits uint) []byte {
	const scale = 64
	var all []transition.Weights
	for slot, w := range l.w {
		if w[3] < least {
			continue
		}
		var avg [transition.Moves]float64
		mean := 0.0
		for m := range avg {
			avg[m] = float64(w[m]) - float64(l.u[slot][m])/float64(l.now)
			mean += avg[m] / transition.Moves
		}
		out := transition.Weights{Slot: uint32(slot)} // #nosec G115 -- SlotBits
		for m := range avg {
			out.W[m] = int16(max(-32767, min(32767, math.Round(scale*(avg[m]-mean)))))
		}
		all = append(all, out)
	}
	return transition.BuildDense(all, bucketBits)
}

// cell is the weight of one class of a feature.
type cell struct {
	class uint8
	w     int32
	n     int32
	u     int64
}

// classLearner is an averaged perceptron over many classes.
type classLearner struct {
	rows [][]cell
	now  int64
	sum  [256]int32
}

func newClassLearner() *classLearner {
	return &classLearner{rows: make([][]cell, slots), now: 1}
}

func (l *classLearner) score(features []uint32, classes int) *[256]int32 {
	clear(l.sum[:classes])
	for _, f := range features {
		for _, c := range l.rows[f] {
			l.sum[c.class] += c.w
		}
	}
	return &l.sum
}

func (l *classLearner) update(features []uint32, right, wrong uint8) {
	for _, f := range features {
		l.add(f, right, 1)
		l.add(f, wrong, -1)
	}
}

func (l *classLearner) add(f uint32, class uint8, by int32) {
	row := l.rows[f]
	for i := range row {
		if row[i].class == class {
			row[i].w += by
			row[i].n++
			row[i].u += l.now * int64(by)
			return
		}
	}
	l.rows[f] = append(row, cell{class: class, w: by, n: 1, u: l.now * int64(by)})
}

// table is the averaged weights, in steps of a scale that the largest few pass.
func (l *classLearner) table(least int32, scale float64, bucketBits uint) []byte {
	var rows []transition.Row
	for slot, row := range l.rows {
		out := transition.Row{Slot: uint32(slot)} // #nosec G115 -- SlotBits
		updates := int32(0)
		for _, c := range row {
			updates += c.n
		}
		if updates < least {
			continue
		}
		for _, c := range row {
			avg := float64(c.w) - float64(c.u)/float64(l.now)
			w := math.Round(scale * avg)
			if w != 0 {
				out.Cells = append(out.Cells, transition.Cell{Class: c.class, W: int8(max(-127, min(127, w)))})
			}
		}
		if len(out.Cells) > 0 {
			rows = append(rows, out)
		}
	}
	return transition.BuildSparse(rows, bucketBits)
}
