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

func (marketModel) Name() string { return "market-model" }

func (marketModel) Params([]string) []string { return []string{"alpha", "beta"} }

func (marketModel) Fit(in *Rows, out *Fit) Reason {
	ys, xs := in.Y[in.EstFrom:in.EstTo], in.X[0][in.EstFrom:in.EstTo]
	m, my, mx := 0.0, 0.0, 0.0
	for t, y := range ys {
		if sum := y + xs[t]; sum-sum == 0 { // neither is NaN nor infinite
			m++
			my += y
			mx += xs[t]
		}
	}
	out.Used, out.DF = int(m), int(m)-2
	if out.DF < 1 {
		return TooFewDays
	}
	my /= m
	mx /= m
	sxy, sxx, syy := 0.0, 0.0, 0.0
	for t, y := range ys {
		dy, dx := y-my, xs[t]-mx
		if sum := dy + dx; sum-sum == 0 {
			sxy += dx * dy
			sxx += dx * dx
			syy += dy * dy
		}
	}
	if !(sxx > 1e-24*m*mx*mx) {
		return Collinear
	}
	beta := sxy / sxx
	ssr := 0.0
	for t, y := range ys {
		if u := (y - my) - beta*(xs[t]-mx); u-u == 0 {
			out.Residual[t] = u
			ssr += u * u
		}
	}
	out.Params = []float64{my - beta*mx, beta}
	out.spread(ssr, syy)
	ye, xe := in.Y[in.EventFrom:in.EventTo], in.X[0][in.EventFrom:in.EventTo]
	level, slope := 1/math.Sqrt(m), 1/math.Sqrt(sxx)
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
