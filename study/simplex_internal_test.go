package study

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"
)

// mixWorld draws columns with a common factor and a y that is a mix of a few of
// them and noise, or noise alone.
func mixWorld(seed uint64, rows, columns int, noise float64) *simplex {
	draw := rand.New(rand.NewPCG(seed, 3))
	s := &simplex{y: make([]float64, rows), x: make([][]float64, columns)}
	common := make([]float64, rows)
	for t := range common {
		common[t] = 0.01 * draw.NormFloat64()
	}
	for j := range s.x {
		s.x[j] = make([]float64, rows)
		for t := range s.x[j] {
			s.x[j][t] = common[t] + 0.02*draw.NormFloat64()
		}
	}
	for t := range s.y {
		for j := range min(3, columns) {
			s.y[t] += s.x[j][t] * []float64{0.5, 0.3, 0.2}[j]
		}
		s.y[t] += noise * draw.NormFloat64()
	}
	return s
}

// kkt says how the weights fail the conditions of the optimum, or "".
func kkt(s *simplex) string {
	total := 0.0
	for a, w := range s.w {
		if w < 0 {
			return fmt.Sprintf("weight %v of column %d", w, s.set[a])
		}
		total += w
	}
	if math.Abs(total-1) > 1e-12 {
		return fmt.Sprintf("weights sum to %v", total)
	}
	slip := 1e-9 * s.scale
	mix := dot(s.r, s.r) + dot(s.y, s.r) // the gradient of the mix itself
	for j, x := range s.x {
		if g := dot(x, s.r); g < mix-slip {
			return fmt.Sprintf("column %d has gradient %v below the mix's %v", j, g, mix)
		}
	}
	for a, j := range s.set {
		if g := dot(s.x[j], s.r); s.w[a] > 1e-9 && math.Abs(g-mix) > slip {
			return fmt.Sprintf("column %d has weight %v and gradient %v, not the mix's %v", j, s.w[a], g, mix)
		}
	}
	return ""
}

func TestMixMeetsTheConditionsOfTheOptimum(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rows, columns := rapid.IntRange(1, 60).Draw(t, "rows"), rapid.IntRange(1, 150).Draw(t, "columns")
		noise := rapid.SampledFrom([]float64{0, 1e-6, 0.01, 0.5}).Draw(t, "noise")
		s := mixWorld(rapid.Uint64().Draw(t, "seed"), rows, columns, noise)
		if rapid.Bool().Draw(t, "repeat") && columns > 1 {
			copy(s.x[columns-1], s.x[0])
		}
		if !s.solve() {
			t.Fatal("no optimum")
		}
		if why := kkt(s); why != "" {
			t.Fatal(why)
		}
	})
}

// On four columns the optimum is the best of the least-squares mixes of every
// subset whose weights are not negative.
func TestMixIsTheBestOfEverySubset(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := mixWorld(rapid.Uint64().Draw(t, "seed"), rapid.IntRange(5, 30).Draw(t, "rows"), 4, 0.05)
		best := math.Inf(1)
		for subset := 1; subset < 16; subset++ {
			part := simplex{y: s.y, x: s.x, r: make([]float64, len(s.y))}
			for j := range 4 {
				if subset>>j&1 == 1 {
					part.set = append(part.set, j)
				}
			}
			w, ok := part.affine()
			feasible := ok
			for _, v := range w {
				feasible = feasible && v >= 0
			}
			if !feasible {
				continue
			}
			part.w = w
			part.settle()
			best = min(best, dot(part.r, part.r))
		}
		if !s.solve() {
			t.Fatal("no optimum")
		}
		if got := dot(s.r, s.r); math.Abs(got-best) > 1e-12*best {
			t.Fatalf("sum of squares %v, the best subset has %v", got, best)
		}
	})
}

func TestMixFindsItsParts(t *testing.T) {
	s := mixWorld(1, 250, 2000, 0)
	if !s.solve() {
		t.Fatal("no optimum")
	}
	for a, j := range s.set {
		want := 0.0
		if j < 3 {
			want = []float64{0.5, 0.3, 0.2}[j]
		}
		if math.Abs(s.w[a]-want) > 1e-9 {
			t.Errorf("column %d has weight %v, mixed with %v", j, s.w[a], want)
		}
	}
}

func BenchmarkSimplex(b *testing.B) {
	for _, columns := range []int{20, 500, 10000} {
		b.Run(fmt.Sprintf("donors=%d", columns), func(b *testing.B) {
			s := mixWorld(1, 250, columns, 0.02)
			for b.Loop() {
				one := simplex{y: s.y, x: s.x}
				if !one.solve() {
					b.Fatal("no optimum")
				}
			}
		})
	}
}
