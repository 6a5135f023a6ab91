package chain

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// drawLattice draws a short row of scores.
func drawLattice(t *rapid.T) (*Lattice, []Step) {
	score := rapid.Float32Range(-3, 3)
	l := &Lattice{}
	l.Reset(rapid.IntRange(1, 6).Draw(t, "tokens"))
	steps := make([]Step, 2)
	for e := range steps {
		for x := range Labels {
			for y := range Labels {
				steps[e][x][y] = score.Draw(t, "step")
			}
		}
	}
	for i := range l.Emissions {
		l.Edges[i] = uint16(rapid.IntRange(0, 1).Draw(t, "edge"))
		for y := 1; y < Labels; y++ {
			l.Emissions[i][y] = score.Draw(t, "emission")
			l.Begins[i][y], l.Ends[i][y] = score.Draw(t, "begin"), score.Draw(t, "end")
		}
	}
	return l, steps
}

// score is the definition in the package comment.
func score(l *Lattice, steps []Step, labels []uint8) (s float64) {
	from := uint8(0)
	for i, y := range labels {
		s += float64(l.Emissions[i][y] + steps[l.Edges[i]][from][y])
		if from != y {
			s += float64(l.Begins[i][y] + l.Ends[i][from])
		}
		from = y
	}
	return s
}

// every calls visit with each row of n labels.
func every(n int, visit func([]uint8)) {
	labels := make([]uint8, n)
	for {
		visit(labels)
		i := 0
		for ; i < n; i++ {
			if labels[i]++; labels[i] < Labels {
				break
			}
			labels[i] = 0
		}
		if i == n {
			return
		}
	}
}

func TestBestAndMarginalsAgreeWithEveryRowOfLabels(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l, steps := drawLattice(t)
		n := len(l.Emissions)
		best, total := math.Inf(-1), 0.0
		want := make([][Labels]float64, n)
		every(n, func(labels []uint8) {
			s := score(l, steps, labels)
			best, total = max(best, s), total+math.Exp(s)
			for i, y := range labels {
				want[i][y] += math.Exp(s)
			}
		})
		labels := make([]uint8, n)
		l.Best(steps, labels)
		if got := score(l, steps, labels); math.Abs(got-best) > 1e-3 {
			t.Fatalf("best row scores %v, not %v", got, best)
		}
		got := make([]Scores, n)
		l.Marginals(steps, got)
		for i := range got {
			for y := range Labels {
				if d := math.Abs(float64(got[i][y]) - want[i][y]/total); d > 1e-3 {
					t.Fatalf("token %d label %d: probability %v, not %v", i, y, got[i][y], want[i][y]/total)
				}
			}
		}
	})
}

func TestLongRowsGiveProbabilities(t *testing.T) {
	l := &Lattice{}
	l.Reset(20_000)
	for i := range l.Emissions {
		l.Emissions[i] = Scores{0, float32(i%17) * 9, -float32(i%13) * 11}
	}
	steps := []Step{{{0, -2, Never}, {1, 3, -9}, {0, Never, 4}}}
	got := make([]Scores, len(l.Emissions))
	l.Marginals(steps, got)
	for i, p := range got {
		for _, x := range p {
			if !(x >= 0 && x <= 1.001) {
				t.Fatalf("token %d: %v", i, p)
			}
		}
	}
}
