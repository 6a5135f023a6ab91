package study

import (
	"math"
	"slices"
)

// regression is y = X b + u by least squares.
type regression struct {
	b  []float64
	u  []float64
	q  [][]float64 // orthonormal columns of X = Q R
	r  []float64   // R, row major
	r2 float64
}

// leastSquares fits y on the columns x, or says why it cannot: no more rows than
// columns, columns that repeat each other, nothing left to judge by.
func leastSquares(y []float64, x [][]float64) (*regression, Reason) {
	k := len(x)
	if len(y) <= k {
		return nil, TooFewDays
	}
	reg := &regression{u: slices.Clone(y), q: make([][]float64, k), r: make([]float64, k*k)}
	for j := range x {
		reg.q[j] = slices.Clone(x[j])
	}
	if !orthonormal(reg.q, reg.r) {
		return nil, Collinear
	}
	z := make([]float64, k)
	for range 2 {
		for j := range reg.q {
			d := dot(reg.q[j], reg.u)
			z[j] += d
			addScaled(reg.u, -d, reg.q[j])
		}
	}
	reg.b = backSubstitute(reg.r, z)
	syy, _ := centre(y)
	ssr := dot(reg.u, reg.u)
	if syy > 0 {
		reg.r2 = max(0, 1-ssr/syy)
	}
	if !believable(y, math.Sqrt(ssr/float64(len(y)-k))) {
		return nil, ConstantReturns
	}
	return reg, Kept
}

// ones is the column of the constant.
func ones(n int) []float64 {
	out := make([]float64, n)
	for k := range out {
		out[k] = 1
	}
	return out
}

// rows of the inverse of R are b by Q'y: b_j = sum_i inverse[j][i] (Q'y)_i.
func (g *regression) inverse() [][]float64 {
	k := len(g.b)
	out := make([][]float64, k)
	for j := range out {
		out[j] = make([]float64, k)
	}
	unit := make([]float64, k)
	for i := range k {
		clear(unit)
		unit[i] = 1
		for j, v := range backSubstitute(g.r, unit) {
			out[j][i] = v
		}
	}
	return out
}

// errors are sqrt(s² (X'X)^-1_jj), s² = u'u/(n-k).
func (g *regression) errors() []float64 {
	n, k := len(g.u), len(g.b)
	s := math.Sqrt(dot(g.u, g.u) / float64(n-k))
	se := make([]float64, k)
	for j, row := range g.inverse() {
		se[j] = s * math.Sqrt(dot(row, row))
	}
	return se
}

// neweyWest are the errors that allow for autocorrelation up to lag days and for
// unequal variance (Newey and West 1987), with the factor n/(n-k):
//
//	V = n/(n-k) (X'X)^-1 S (X'X)^-1
//	S = sum_l w_l sum_t u_t u_{t-l} (x_t x_{t-l}' + x_{t-l} x_t'),  w_l = 1 - l/(lag+1)
//
// It is computed for X = Q, whose (Q'Q)^-1 is 1, and carried over to X by R^-1.
func (g *regression) neweyWest(lag int) []float64 {
	n, k := len(g.u), len(g.b)
	s := make([]float64, k*k)
	for l := range min(lag+1, n) {
		w := 1 - float64(l)/float64(lag+1)
		for i := range k {
			for j := range k {
				sum := 0.0
				for t := l; t < n; t++ {
					sum += g.u[t] * g.u[t-l] * g.q[i][t] * g.q[j][t-l]
				}
				s[i*k+j] += w * sum
				if l > 0 {
					s[j*k+i] += w * sum
				}
			}
		}
	}
	se := make([]float64, k)
	for j, row := range g.inverse() {
		v := 0.0
		for a := range k {
			v += row[a] * dot(s[a*k:a*k+k], row)
		}
		se[j] = math.Sqrt(v * float64(n) / float64(n-k))
	}
	return se
}
