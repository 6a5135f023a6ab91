package train

import "newstape/story/syntax/transition"

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

// weights are the averaged ones of features that were updated at least least
// times, the largest of them 1.
func (l *moveLearner) weights(least int32) []transition.Weights {
	largest := float32(0)
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
			out.W[m] = float32(avg[m] - mean)
			largest = max(largest, out.W[m], -out.W[m])
		}
		all = append(all, out)
	}
	for i := range all {
		for m := range all[i].W {
			all[i].W[m] /= largest
		}
	}
	return all
}

// cell is the weight of one class of a feature.
type cell struct {
	u     int64
	w     int32
	n     uint16 // updates, up to the most it can count
	class uint8
}

// row says where the cells of a feature lie. Without pointers in it, millions of
// rows cost the collector nothing.
type row struct {
	at   uint32
	n    uint8
	room uint8
}

// classLearner is an averaged perceptron over many classes.
type classLearner struct {
	rows  []row
	cells []cell
	now   int64
	sum   [256]int32
}

func newClassLearner() *classLearner {
	return &classLearner{rows: make([]row, slots), now: 1}
}

func (l *classLearner) score(features []uint32, classes int) []int32 {
	sum := l.sum[:classes]
	clear(sum)
	for _, f := range features {
		r := l.rows[f]
		for _, c := range l.cells[r.at:][:r.n] {
			sum[c.class] += c.w
		}
	}
	return sum
}

// noClass is barred from nothing.
const noClass = 255

// best is the class with the highest score, but for the barred one.
func (l *classLearner) best(features []uint32, classes int, barred uint8) uint8 {
	sum := l.score(features, classes)
	if int(barred) < classes {
		sum[barred] = lowest
	}
	return argmax(sum)
}

// learn teaches the right class where it does not win by the margin, and gives the
// class that won before.
func (l *classLearner) learn(features []uint32, classes int, right, barred uint8, margin int32) uint8 {
	won := l.best(features, classes, barred)
	l.now++
	if won != right {
		l.update(features, right, won)
		return won
	}
	top := l.sum[won]
	l.sum[won] = lowest
	if second := argmax(l.sum[:classes]); top-l.sum[second] < margin {
		l.update(features, right, second)
	}
	return won
}

const lowest = -1 << 30

func argmax(sum []int32) uint8 {
	best := 0
	for c, v := range sum {
		if v > sum[best] {
			best = c
		}
	}
	return uint8(best) // #nosec G115 -- a class
}

func (l *classLearner) update(features []uint32, right, wrong uint8) {
	for _, f := range features {
		l.add(f, right, 1)
		l.add(f, wrong, -1)
	}
}

func (l *classLearner) add(f uint32, class uint8, by int32) {
	r := &l.rows[f]
	cells := l.cells[r.at:][:r.n]
	for i := range cells {
		if c := &cells[i]; c.class == class {
			c.w += by
			c.n = max(c.n, c.n+1)
			c.u += l.now * int64(by)
			return
		}
	}
	if r.n == r.room {
		r.room = uint8(min(255, max(2, 2*int(r.room))))
		l.cells = append(l.cells, cells...)
		r.at = uint32(len(l.cells)) - uint32(r.n) // #nosec G115 -- fewer than 2^32 cells
		for range r.room - r.n {
			l.cells = append(l.cells, cell{})
		}
	}
	l.cells[r.at+uint32(r.n)] = cell{class: class, w: by, n: 1, u: l.now * int64(by)}
	r.n++
}

// table is the averaged weights of features that were updated at least least times.
func (l *classLearner) table(least int32, bucketBits uint) []byte {
	var rows []transition.Row
	for slot, r := range l.rows {
		out := transition.Row{Slot: uint32(slot)} // #nosec G115 -- SlotBits
		updates := int32(0)
		cells := l.cells[r.at:][:r.n]
		for _, c := range cells {
			updates += int32(c.n)
		}
		if updates < least {
			continue
		}
		for _, c := range cells {
			avg := float64(c.w) - float64(c.u)/float64(l.now)
			out.Cells = append(out.Cells, transition.Cell{Class: c.class, W: float32(avg)})
		}
		rows = append(rows, out)
	}
	return transition.BuildSparse(rows, bucketBits)
}
