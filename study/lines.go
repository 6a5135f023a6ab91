package study

import (
	"math"

	"newstape/study/stat"
)

// Line is the market model at one place, without residuals.
type Line struct {
	Alpha, Beta float64
	Sigma       float64 // s, m-2 degrees of freedom
	MeanX, SXX  float64 // of the market in the estimation window
	Used        int
	Reason      Reason // why there is no line; Kept when there is one
}

// AR is the abnormal return y - Alpha - Beta x.
func (l Line) AR(y, x float64) float64 { return y - l.Alpha - l.Beta*x }

// C is the forecast-error factor 1 + 1/m + (x - mean)²/Sxx.
func (l Line) C(x float64) float64 {
	d := x - l.MeanX
	return 1 + 1/float64(l.Used) + d*d/l.SXX
}

// sumsPay is how many rows a fit in two passes may read for each row that
// running sums would cost.
const sumsPay = 12

// Lines fits the market model of y on x at many places: at row r the estimation
// rows are r+est.From..r+est.To. It is meant for screens and simulations that
// need no residuals. A few places are fitted in two passes over their rows; many
// share one run of sums ([stat.PairSums]), after which a place costs the same
// whatever the window.
func Lines(y, x []float64, rows []int, est Window) []Line {
	out := make([]Line, len(rows))
	var sums *stat.PairSums
	if len(rows)*est.Len() > sumsPay*len(y) {
		sums = stat.NewPairSums(x, y)
	}
	for k, r := range rows {
		from, to := r+est.From, r+est.To+1
		switch {
		case from < 0:
			out[k].Reason = EstimationTooOld
		case to > len(y):
			out[k].Reason = EventTooLate
		case sums != nil:
			out[k] = lineOf(sums.Range(from, to))
		default:
			out[k] = lineOf(twoPass(y[from:to], x[from:to]))
		}
	}
	return out
}

func lineOf(m stat.Moments) Line {
	l := Line{Used: m.N, MeanX: m.MeanX, SXX: m.SXX}
	if m.N < 3 {
		l.Reason = TooFewDays
		return l
	}
	if !(m.SXX > collinear*float64(m.N)*m.MeanX*m.MeanX) {
		l.Reason = Collinear
		return l
	}
	alpha, beta, ssr, _ := m.Line()
	l.Alpha, l.Beta, l.Sigma = alpha, beta, math.Sqrt(ssr/float64(m.N-2))
	if !(ssr > 1e-14*m.SYY) {
		l.Reason = ConstantReturns
	}
	return l
}

// twoPass is the moments of the pairs of which both are numbers. Four lanes run
// side by side; where a value is missing the sums say so by being no number, and
// the pairs are taken one by one.
func twoPass(ys, xs []float64) stat.Moments {
	if m, ok := complete(ys, xs); ok {
		return m
	}
	var m stat.Moments
	for t, y := range ys {
		if sum := y + xs[t]; sum-sum == 0 { // neither is NaN nor infinite
			m.N++
			m.MeanY += y
			m.MeanX += xs[t]
		}
	}
	m.MeanY /= float64(m.N)
	m.MeanX /= float64(m.N)
	for t, y := range ys {
		dy, dx := y-m.MeanY, xs[t]-m.MeanX
		if sum := dy + dx; sum-sum == 0 {
			m.SXY += dx * dy
			m.SXX += dx * dx
			m.SYY += dy * dy
		}
	}
	return m
}

// complete is twoPass when nothing is missing.
func complete(ys, xs []float64) (stat.Moments, bool) {
	n := len(ys)
	m := stat.Moments{N: n}
	xs = xs[:n]
	var y0, y1, x0, x1 float64
	t := 0
	for ; t+2 <= n; t += 2 {
		y0 += ys[t]
		y1 += ys[t+1]
		x0 += xs[t]
		x1 += xs[t+1]
	}
	if t < n {
		y0 += ys[t]
		x0 += xs[t]
	}
	m.MeanY, m.MeanX = (y0+y1)/float64(n), (x0+x1)/float64(n)
	if sum := m.MeanX + m.MeanY; sum-sum != 0 {
		return m, false
	}
	var xx0, xx1, xy0, xy1, yy0, yy1 float64
	for t = 0; t+2 <= n; t += 2 {
		a, b := ys[t]-m.MeanY, xs[t]-m.MeanX
		c, d := ys[t+1]-m.MeanY, xs[t+1]-m.MeanX
		yy0 += a * a
		xy0 += a * b
		xx0 += b * b
		yy1 += c * c
		xy1 += c * d
		xx1 += d * d
	}
	if t < n {
		a, b := ys[t]-m.MeanY, xs[t]-m.MeanX
		yy0 += a * a
		xy0 += a * b
		xx0 += b * b
	}
	m.SXX, m.SXY, m.SYY = xx0+xx1, xy0+xy1, yy0+yy1
	return m, true
}
