package study

import (
	"math"
	"slices"
)

// simplex finds the mix of columns nearest to y,
//
//	min |y - X w|²   w >= 0, sum w = 1
//
// exactly. Frank and Wolfe's (1956) steps with exact line search choose the first
// columns; on the chosen ones Wolfe's (1976) active-set method finds the optimum;
// then the gradient over all columns, which at the optimum is nowhere below its
// value on the mix (the condition of Karush, Kuhn and Tucker), lets in those that
// would improve it. With ten thousand columns a few dozen have weight, so that
// all columns are read a few times only.
//
// In terms of D = X - y 1' it is the point of the columns' hull nearest to zero;
// r = D w is then X w - y.
type simplex struct {
	y []float64
	x [][]float64 // columns

	// set are the columns with weight, w their weights. What solve finds there, it
	// starts from.
	set []int
	w   []float64

	r     []float64 // X w - y
	scale float64   // squared distance that rounding is measured against
}

// Numbers of the solver.
const (
	seedSteps   = 40    // Frank-Wolfe steps
	admitted    = 12    // columns that one screen lets in at most
	simplexSlip = 1e-12 // of scale: how far the gradient may be below the optimum's
	maxScreens  = 500
)

// solve finds set and w; false when rounding keeps it from the optimum.
func (s *simplex) solve() bool {
	s.r = make([]float64, len(s.y))
	if len(s.set) == 0 {
		s.seed()
	} else {
		s.settle()
	}
	// A column that all but equals y leaves r to rounding of y's own size.
	s.scale = max(s.scale, dot(s.r, s.r), 1e-3*dot(s.y, s.y))
	pool := slices.Clone(s.set)
	if !s.optimise(pool) {
		return false
	}
	for range maxScreens {
		more := s.screen()
		if len(more) == 0 {
			return true
		}
		pool = append(slices.Clone(s.set), more...)
		before := dot(s.r, s.r)
		if !s.optimise(pool) {
			return false
		}
		if !(dot(s.r, s.r) < before) {
			return true // what is left is rounding
		}
	}
	return false
}

// settle makes r from the weights.
func (s *simplex) settle() {
	for k := range s.r {
		s.r[k] = -s.y[k]
	}
	for a, j := range s.set {
		addScaled(s.r, s.w[a], s.x[j])
	}
}

// distance is D_a'D_b.
func (s *simplex) distance(a, b int) float64 {
	sum := 0.0
	xa, xb := s.x[a], s.x[b]
	for k, y := range s.y {
		sum += (xa[k] - y) * (xb[k] - y)
	}
	return sum
}

// seed takes the nearest column, then Frank-Wolfe steps.
func (s *simplex) seed() {
	best, nearest := 0, math.Inf(1)
	for j := range s.x {
		if d := s.distance(j, j); d < nearest {
			best, nearest = j, d
		}
	}
	s.scale = nearest
	s.set, s.w = []int{best}, []float64{1}
	s.settle()
	for range seedSteps {
		j, g := 0, math.Inf(1)
		for k, column := range s.x {
			if v := dot(column, s.r); v < g {
				j, g = k, v
			}
		}
		rr := dot(s.r, s.r)
		gap := rr - (g - dot(s.y, s.r)) // r'(r - D_j)
		length := rr - 2*(rr-gap) + s.distance(j, j)
		if !(gap > 1e-3*rr) || !(length > 0) {
			return // near enough for the exact method
		}
		step := min(1, gap/length)
		for a := range s.w {
			s.w[a] *= 1 - step
		}
		if at := slices.Index(s.set, j); at >= 0 {
			s.w[at] += step
		} else {
			s.set, s.w = append(s.set, j), append(s.w, step)
		}
		s.settle()
	}
}

// screen lists the columns whose gradient is furthest below that of the mix,
// worst first.
func (s *simplex) screen() []int {
	limit := dot(s.r, s.r) + dot(s.y, s.r) - simplexSlip*s.scale
	type candidate struct {
		column int
		g      float64
	}
	var worst []candidate
	for j, column := range s.x {
		g := dot(column, s.r)
		if g >= limit || slices.Contains(s.set, j) {
			continue
		}
		at := len(worst)
		for at > 0 && g < worst[at-1].g {
			at--
		}
		if at < admitted {
			worst = slices.Insert(worst, at, candidate{j, g})
			worst = worst[:min(len(worst), admitted)]
		}
	}
	var out []int
	for _, c := range worst {
		out = append(out, c.column)
	}
	return out
}

// optimise is Wolfe's method on the columns of pool, from set and w.
func (s *simplex) optimise(pool []int) bool {
	if !s.descend() { // the set repeats itself: begin again with its heaviest column
		top := slices.Index(s.w, slices.Max(s.w))
		s.set, s.w = []int{s.set[top]}, []float64{1}
		s.settle()
	}
	dead := map[int]bool{} // columns that rounding does not let in
	for range 20*len(pool) + 100 {
		limit := dot(s.r, s.r) + dot(s.y, s.r) - simplexSlip*s.scale
		enter := -1
		for _, j := range pool {
			if dead[j] || slices.Contains(s.set, j) {
				continue
			}
			if g := dot(s.x[j], s.r); g < limit {
				enter, limit = j, g
			}
		}
		if enter < 0 {
			return true
		}
		before := dot(s.r, s.r)
		set, w := slices.Clone(s.set), slices.Clone(s.w)
		s.set, s.w = append(s.set, enter), append(s.w, 0)
		if !s.descend() || !(dot(s.r, s.r) < before) {
			s.set, s.w = set, w
			s.settle()
			dead[enter] = true
		}
	}
	return false
}

// descend moves from w to the best mix of the set, putting columns out whose
// weight falls to zero on the way.
func (s *simplex) descend() bool {
	for len(s.set) > 0 {
		v, ok := s.affine()
		if !ok {
			return false
		}
		step, out := 1.0, -1
		for a := range v {
			if v[a] <= 0 && s.w[a] < step*(s.w[a]-v[a]) {
				step, out = s.w[a]/(s.w[a]-v[a]), a
			}
		}
		for a := range v {
			s.w[a] += step * (v[a] - s.w[a])
		}
		if out < 0 {
			break
		}
		s.set, s.w = slices.Delete(s.set, out, out+1), slices.Delete(s.w, out, out+1)
	}
	total := 0.0
	for _, v := range s.w {
		total += v
	}
	for a := range s.w {
		s.w[a] /= total
	}
	s.settle()
	return len(s.set) > 0
}

// affine is the nearest mix of the set when weights may be negative: v/sum(v)
// with (D'D + c 1 1') v = 1 for any c > 0; false when the columns repeat each
// other.
func (s *simplex) affine() ([]float64, bool) {
	n := len(s.set)
	l := make([]float64, n*n)
	trace := 0.0
	for a := range s.set {
		for b := range a + 1 {
			l[a*n+b] = s.distance(s.set[a], s.set[b])
		}
		trace += l[a*n+a]
	}
	c := trace / float64(n)
	if !(c > 0) {
		return []float64{1}, n == 1
	}
	v := make([]float64, n)
	for a := range n {
		for b := range a + 1 {
			sum := l[a*n+b] + c - dot(l[a*n:a*n+b], l[b*n:b*n+b])
			if a != b {
				l[a*n+b] = sum / l[b*n+b]
				continue
			}
			if !(sum > 1e-13*c) {
				return nil, false
			}
			l[a*n+a] = math.Sqrt(sum)
		}
		v[a] = (1 - dot(l[a*n:a*n+a], v[:a])) / l[a*n+a]
	}
	total := 0.0
	for a := n - 1; a >= 0; a-- {
		for b := a + 1; b < n; b++ {
			v[a] -= l[b*n+a] * v[b]
		}
		v[a] /= l[a*n+a]
		total += v[a]
	}
	for a := range v {
		v[a] /= total
	}
	return v, true
}
