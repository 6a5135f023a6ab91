package study

import "math"

// marketModel is R = alpha + beta Rm + u by least squares (Fama, Fisher, Jensen
// and Roll 1969; MacKinlay 1997):
//
//	beta = Sxy / Sxx   alpha = mean(R) - beta mean(Rm)   s² = sum u² / (m - 2)
//	C_t = 1 + 1/m + (Rm_t - mean(Rm))² / Sxx
//
// In excess of a risk-free column it is the CAPM's regression. Sums are of
// centred values, taken in two passes.
type marketModel struct{}

// collinear is the share of the square of its mean below which a market's
// variance is taken for rounding: it does not vary.
const collinear = 1e-24

func (marketModel) Name() string { return "market-model" }

func (marketModel) Params([]string) []string { return []string{"alpha", "beta"} }

func (marketModel) Fit(in *Rows, out *Fit) Reason {
	ys, xs := in.Y[in.EstFrom:in.EstTo], in.X[0][in.EstFrom:in.EstTo]
	mo := twoPass(ys, xs)
	out.Used, out.DF = mo.N, mo.N-2
	if out.DF < 1 {
		return TooFewDays
	}
	m, my, mx := float64(mo.N), mo.MeanY, mo.MeanX
	if !(mo.SXX > collinear*m*mx*mx) {
		return Collinear
	}
	beta := mo.SXY / mo.SXX
	ssr := 0.0
	for t, y := range ys {
		if u := (y - my) - beta*(xs[t]-mx); u-u == 0 {
			out.Residual[t] = u
			ssr += u * u
		}
	}
	out.Params = []float64{my - beta*mx, beta}
	out.spread(ssr, mo.SYY)
	ye, xe := in.Y[in.EventFrom:in.EventTo], in.X[0][in.EventFrom:in.EventTo]
	level, slope := 1/math.Sqrt(m), 1/math.Sqrt(mo.SXX)
	for t, y := range ye {
		dx := xe[t] - mx
		out.AR[t] = (y - my) - beta*dx
		out.Load[2*t], out.Load[2*t+1] = level, dx*slope
	}
	return Kept
}

// spread sets Sigma and R2 from the sums of squares of residuals and returns.
func (f *Fit) spread(ssr, syy float64) {
	f.Sigma = math.Sqrt(ssr / float64(f.DF))
	if syy > 0 {
		f.R2 = 1 - ssr/syy
	}
}
