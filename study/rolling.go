package study

import (
	"fmt"
	"math"
)

// weightedLine is R = alpha + beta Rm + u with a weight for each estimation day
// that depends on its age. Two models are of this kind:
//
// rolling-60 takes the last 60 days of the estimation window alone (w = 1), as
// Fama and MacBeth (1973) took the last years.
//
// ew-60 takes all days with w = 2^(-age/60): a day 60 days before the end of the
// window counts half (exponential smoothing; RiskMetrics 1996).
//
// Both are weighted least squares with errors of equal variance; the weights say
// how much of the old beta is left, not how noisy the day was. Hence, with
// W_j = sum w^j, D_jk = sum w^j (Rm - M)^k, and M the weighted mean of Rm,
//
//	beta = sum w (Rm - M) R / D_12   s² = sum w u² / tr Q
//	tr Q = W_1 - W_2/W_1 - D_22/D_12
//	C_t = 1 + a + 2 d c + d² b,  d = Rm_t - M
//	a = W_2/W_1²   c = D_21/(W_1 D_12)   b = D_22/D_12²
//
// and s² has about (tr Q)² / tr Q² degrees of freedom (Satterthwaite 1946). With
// equal weights all this is the market model.
type weightedLine struct {
	last     int // days at the end of the window that count; 0 is all
	halfLife int // days after which a weight halves; 0 is never
}

// fewestRolling is the fewest days that a rolling window is fitted on.
const fewestRolling = 30

func (l weightedLine) Name() string {
	if l.last > 0 {
		return fmt.Sprintf("rolling-%d", l.last)
	}
	return fmt.Sprintf("ew-%d", l.halfLife)
}

func (weightedLine) Params([]string) []string { return []string{"alpha", "beta"} }

// weight is the weight of row t.
func (l weightedLine) weight(in *Rows, t int) float64 {
	if l.halfLife == 0 {
		return 1
	}
	return math.Exp2(-float64(in.EstTo-1-t) / float64(l.halfLife))
}

func (l weightedLine) Fit(in *Rows, out *Fit) Reason {
	y, x := in.Y, in.X[0]
	rows, w := l.rows(in)
	out.Used = len(rows)
	if len(rows) < fewestRolling {
		return TooFewDays
	}
	var mo lineMoments
	for a, t := range rows {
		mo.w[0] += w[a]
		mo.my += w[a] * y[t]
		mo.mx += w[a] * x[t]
	}
	mo.my /= mo.w[0]
	mo.mx /= mo.w[0]
	sxy, syy := 0.0, 0.0
	for a, t := range rows {
		dy := y[t] - mo.my
		sxy += w[a] * (x[t] - mo.mx) * dy
		syy += w[a] * dy * dy
		mo.add(w[a], x[t]-mo.mx)
	}
	if !(mo.d[0][2] > collinear*mo.w[0]*mo.mx*mo.mx) {
		return Collinear
	}
	beta := sxy / mo.d[0][2]
	ssr := 0.0
	for a, t := range rows {
		u := (y[t] - mo.my) - beta*(x[t]-mo.mx)
		out.Residual[t-in.EstFrom] = u
		ssr += w[a] * u * u
	}
	trace, df := mo.freedom()
	if out.DF = df; df < 1 {
		return TooFewDays
	}
	out.Params = []float64{mo.my - beta*mo.mx, beta}
	out.Sigma = math.Sqrt(ssr / trace)
	if syy > 0 {
		out.R2 = 1 - ssr/syy
	}
	level, cross, slope := mo.load()
	for t := in.EventFrom; t < in.EventTo; t++ {
		d, k := x[t]-mo.mx, t-in.EventFrom
		out.AR[k] = (y[t] - mo.my) - beta*d
		out.Load[2*k], out.Load[2*k+1] = level+d*cross, d*slope
	}
	return Kept
}

// rows are the days that count, and their weights.
func (l weightedLine) rows(in *Rows) (rows []int, w []float64) {
	from := in.EstFrom
	if l.last > 0 {
		from = max(from, in.EstTo-l.last)
	}
	for t := from; t < in.EstTo; t++ {
		if finite(in.Y[t] + in.X[0][t]) {
			rows, w = append(rows, t), append(w, l.weight(in, t))
		}
	}
	return rows, w
}

// lineMoments are the sums of a weighted line: w[j-1] is W_j and d[j-1][k] is D_jk.
type lineMoments struct {
	my, mx float64
	w      [3]float64
	d      [3][3]float64
}

func (m *lineMoments) add(w, d float64) {
	power := 1.0
	for j := range m.d {
		power *= w
		if j > 0 { // W_1 is there already
			m.w[j] += power
		}
		m.d[j][1] += power * d
		m.d[j][2] += power * d * d
	}
}

// freedom is tr Q of Q = W - W X (X'W X)^-1 X'W and the degrees of freedom.
func (m *lineMoments) freedom() (trace float64, df int) {
	w, sxx := m.w[0], m.d[0][2]
	trace = w - m.w[1]/w - m.d[1][2]/sxx
	a, b, c, d := m.w[1]/w, m.d[1][1]/w, m.d[1][1]/sxx, m.d[1][2]/sxx
	squared := m.w[1] - 2*(m.w[2]/w+m.d[2][2]/sxx) + a*a + 2*b*c + d*d
	// With equal weights the quotient is m-2 but for rounding.
	return trace, int(trace*trace/squared + 1e-6)
}

// load is the Cholesky factor of the covariance of (mean, beta) in units of s².
func (m *lineMoments) load() (level, cross, slope float64) {
	w, sxx := m.w[0], m.d[0][2]
	level = math.Sqrt(m.w[1]) / w
	cross = m.d[1][1] / (w * sxx) / level
	slope = math.Sqrt(max(0, m.d[1][2]/(sxx*sxx)-cross*cross))
	return level, cross, slope
}
