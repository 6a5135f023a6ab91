package study

import "math"

// scholesWilliams is the market model with the beta of Scholes and Williams
// (1977), which is consistent where a security trades less often than the
// market. With b_k the slope of R_t on Rm_{t+k} and r the first-order
// autocorrelation of Rm,
//
//	beta = ( b_-1 + b_0 + b_+1 ) / ( 1 + 2r )   alpha = mean(R) - beta mean(Rm)
//
// The three slopes and r are taken on the same days, those whose neighbours lie in
// the estimation window too, so that nothing after the window is looked at. But for
// the ends of the window it is the estimator of the instrument z_t = Rm_{t-1} + Rm_t
// + Rm_{t+1}, whose variance is s² v with v = Szz / Szx². The abnormal return is
// AR_t = R_t - alpha - beta Rm_t, and
//
//	s² = sum u² / (m - 3 + v Sxx)   C_t = 1 + 1/m + (Rm_t - mean(Rm))² v
//
// A beta that is not the one of least squares leaves residuals larger than the
// errors; the divisor, which is m-2 for least squares, makes s² unbiased all the
// same. Tests have m-2 degrees of freedom.
type scholesWilliams struct{}

func (scholesWilliams) Name() string { return "scholes-williams" }

func (scholesWilliams) Params([]string) []string { return []string{"alpha", "beta"} }

func (scholesWilliams) Fit(in *Rows, out *Fit) Reason {
	x := in.X[0]
	rows := lagRows(in, 1)
	m := len(rows)
	out.Used, out.DF = m, m-2
	if out.DF < 1 {
		return TooFewDays
	}
	now, before, after := lagged(x, rows, 0), lagged(x, rows, -1), lagged(x, rows, 1)
	sxx, mx := deviations(now)
	sbb, _ := deviations(before)
	saa, _ := deviations(after)
	if flat := collinear * float64(m) * mx * mx; !(sxx > flat && sbb > flat && saa > flat) {
		return Collinear
	}
	y := lagged(in.Y, rows, 0)
	syy, my := deviations(y)
	if !(syy > 0) {
		return ConstantReturns
	}
	thin := 1 + 2*dot(now, before)/sxx
	if !(thin > minThin) {
		return Collinear
	}
	beta := (dot(before, y)/sbb + dot(now, y)/sxx + dot(after, y)/saa) / thin
	zx, zz := 0.0, 0.0
	for k := range now {
		z := before[k] + now[k] + after[k]
		zx += z * now[k]
		zz += z * z
	}
	if !(math.Abs(zx) > minThin*sxx) {
		return Collinear
	}
	out.oneBeta(in, rows, my, mx, beta, math.Sqrt(zz)/math.Abs(zx))
	return Kept
}

// minThin is the smallest 1 + 2r that is divided by. A market that nearly
// reverses each day (r towards -1/2) leaves no aggregate beta.
const minThin = 0.05

// lagRows are the estimation rows whose return is finite and whose market
// returns are finite from n days before to n days after, all of them in the
// estimation window.
func lagRows(in *Rows, n int) []int {
	x := in.X[0]
	var rows []int
	for t := in.EstFrom + n; t < in.EstTo-n; t++ {
		sum := in.Y[t]
		for k := -n; k <= n; k++ {
			sum += x[t+k]
		}
		if sum-sum == 0 {
			rows = append(rows, t)
		}
	}
	return rows
}

// lagged is v at rows moved by k days.
func lagged(v []float64, rows []int, k int) []float64 {
	out := make([]float64, len(rows))
	for a, t := range rows {
		out[a] = v[t+k]
	}
	return out
}

// deviations takes the mean off v and gives the sum of squares and the mean.
func deviations(v []float64) (squares, mean float64) {
	for _, x := range v {
		mean += x
	}
	mean /= float64(len(v))
	for k := range v {
		v[k] -= mean
		squares += v[k] * v[k]
	}
	return squares, mean
}

// oneBeta fills a fit whose normal return is alpha + beta Rm with the line
// through the means of the rows, for a beta that is linear in the returns. slope is
// its standard error in units of s; sum u² then has the expectation
// s² (m - 3 + slope² Sxx). Used and DF are set already.
func (f *Fit) oneBeta(in *Rows, rows []int, my, mx, beta, slope float64) {
	x := in.X[0]
	ssr, syy, sxx := 0.0, 0.0, 0.0
	for _, t := range rows {
		dy, dx := in.Y[t]-my, x[t]-mx
		u := dy - beta*dx
		f.Residual[t-in.EstFrom] = u
		ssr += u * u
		syy += dy * dy
		sxx += dx * dx
	}
	f.Params = []float64{my - beta*mx, beta}
	f.spread(ssr, syy)
	f.R2 = max(0, f.R2) // least squares alone cannot be worse than the mean
	f.Sigma = math.Sqrt(ssr / (float64(len(rows)-3) + slope*slope*sxx))
	level := 1 / math.Sqrt(float64(len(rows)))
	for t := in.EventFrom; t < in.EventTo; t++ {
		d, k := x[t]-mx, t-in.EventFrom
		f.AR[k] = (in.Y[t] - my) - beta*d
		f.Load[2*k], f.Load[2*k+1] = level, d*slope
	}
}
