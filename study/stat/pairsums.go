package stat

import "math"

// PairSums answers for the moments of any stretch of two series in constant
// time, from running sums of x, y, x², xy and y². Products are exact and the
// sums are kept in two parts, hi + lo, of 106 bits (Dekker 1971; Knuth's
// two-sum), so that the difference of two large sums keeps its digits: a stretch
// of tiny variance around a large mean, or beside a jump of level, is as exact as
// a two-pass sum over it.
//
// A pair with NaN or an infinity counts for nothing.
type PairSums struct {
	count []int32
	sums  []pairRow // one longer than the series
}

type pairRow struct{ x, y, xx, xy, yy twin }

// twin is the unevaluated sum hi + lo.
type twin struct{ hi, lo float64 }

// add is t + v.
func (t twin) add(v float64) twin {
	sum := t.hi + v
	part := sum - t.hi
	err := (t.hi - (sum - part)) + (v - part)
	return normal(sum, t.lo+err)
}

// addProduct is t + a b, the product with its rounding error.
func (t twin) addProduct(a, b float64) twin {
	p := a * b
	t = t.add(p)
	return normal(t.hi, t.lo+math.FMA(a, b, -p))
}

// minus is t - u.
func (t twin) minus(u twin) twin {
	out := t.add(-u.hi)
	return normal(out.hi, out.lo-u.lo)
}

// normal brings hi + lo into the form in which hi is the rounded sum.
func normal(hi, lo float64) twin {
	sum := hi + lo
	return twin{sum, lo - (sum - hi)}
}

// NewPairSums adds up two series of equal length.
func NewPairSums(x, y []float64) *PairSums {
	p := &PairSums{count: make([]int32, len(x)+1), sums: make([]pairRow, len(x)+1)}
	row, seen := pairRow{}, int32(0)
	for k := range x {
		if finite(x[k], y[k]) {
			seen++
			row.x, row.y = row.x.add(x[k]), row.y.add(y[k])
			row.xx, row.xy, row.yy = row.xx.addProduct(x[k], x[k]), row.xy.addProduct(x[k], y[k]), row.yy.addProduct(y[k], y[k])
		}
		p.count[k+1], p.sums[k+1] = seen, row
	}
	return p
}

func finite(x, y float64) bool {
	s := x + y
	return s-s == 0
}

// Moments are sums of squares and products about the means of n pairs.
type Moments struct {
	N             int
	MeanX, MeanY  float64
	SXX, SXY, SYY float64
}

// Range gives the moments of rows from..to, half open.
func (p *PairSums) Range(from, to int) Moments {
	a, b := &p.sums[from], &p.sums[to]
	m := Moments{N: int(p.count[to] - p.count[from])}
	if m.N == 0 {
		return m
	}
	n := float64(m.N)
	x, y := b.x.minus(a.x), b.y.minus(a.y)
	m.MeanX, m.MeanY = (x.hi+x.lo)/n, (y.hi+y.lo)/n
	m.SXX = about(b.xx.minus(a.xx), x, x, n)
	m.SXY = about(b.xy.minus(a.xy), x, y, n)
	m.SYY = about(b.yy.minus(a.yy), y, y, n)
	return m
}

// about is sum(xy) - sum(x) sum(y) / n in two parts.
func about(xy, x, y twin, n float64) float64 {
	p := x.hi * y.hi
	low := math.FMA(x.hi, y.hi, -p) + x.hi*y.lo + x.lo*y.hi
	q := p / n
	rest := math.FMA(-q, n, p) + low // what p/n leaves, to be divided as well
	d := xy.add(-q)
	return d.hi + (d.lo - rest/n)
}

// Line is y = Alpha + Beta x by least squares with the sum of squared residuals
//
//	Beta = SXY/SXX   Alpha = mean y - Beta mean x   SSR = SYY - SXY²/SXX
//
// ok is false when x does not vary.
func (m Moments) Line() (alpha, beta, ssr float64, ok bool) {
	if m.N < 2 || !(m.SXX > 0) {
		return 0, 0, 0, false
	}
	beta = m.SXY / m.SXX
	return m.MeanY - beta*m.MeanX, beta, math.Max(0, m.SYY-beta*m.SXY), true
}
