package study

import "math"

// meanAdjusted is R = mu + u (Brown and Warner 1980, 1985; Masulis 1980):
//
//	s² = sum u² / (m - 1)   C_t = 1 + 1/m   C_cum = L + L²/m
type meanAdjusted struct{}

func (meanAdjusted) Name() string { return "mean-adjusted" }

func (meanAdjusted) Params([]string) []string { return []string{"mean"} }

func (meanAdjusted) Fit(in *Rows, out *Fit) Reason {
	ys := in.Y[in.EstFrom:in.EstTo]
	ssr, mean := centre(ys)
	out.Used = countNumbers(ys)
	out.DF = out.Used - 1
	if out.DF < 1 {
		return TooFewDays
	}
	for t, y := range ys {
		out.Residual[t] = y - mean
	}
	out.Params = []float64{mean}
	out.spread(ssr, ssr)
	level := 1 / math.Sqrt(float64(out.Used))
	for t, y := range in.Y[in.EventFrom:in.EventTo] {
		out.AR[t] = y - mean
		out.Load[t] = level
	}
	return Kept
}

// marketAdjusted is AR = R - Rm with nothing estimated (Brown and Warner 1985),
// so that C_t = 1; s is the standard deviation (m - 1) of R - Rm.
type marketAdjusted struct{}

func (marketAdjusted) Name() string { return "market-adjusted" }

func (marketAdjusted) Params([]string) []string { return nil }

func (marketAdjusted) Fit(in *Rows, out *Fit) Reason {
	ys, xs := in.Y[in.EstFrom:in.EstTo], in.X[0][in.EstFrom:in.EstTo]
	for t, y := range ys {
		if u := y - xs[t]; u-u == 0 {
			out.Residual[t] = u
		}
	}
	out.Used = countNumbers(out.Residual)
	out.DF = out.Used - 1
	if out.DF < 1 {
		return TooFewDays
	}
	ssr, _ := centre(out.Residual)
	out.Sigma = math.Sqrt(ssr / float64(out.DF))
	for t, y := range in.Y[in.EventFrom:in.EventTo] {
		out.AR[t] = y - in.X[0][in.EventFrom+t]
	}
	return Kept
}

// centre is the sum of squares about the mean of the numbers in v, and the mean.
func centre(v []float64) (squares, mean float64) {
	n := 0.0
	for _, x := range v {
		if x == x {
			n++
			mean += x
		}
	}
	mean /= n
	for _, x := range v {
		if x == x {
			squares += (x - mean) * (x - mean)
		}
	}
	return squares, mean
}

func countNumbers(v []float64) int {
	n := 0
	for _, x := range v {
		if x == x {
			n++
		}
	}
	return n
}
