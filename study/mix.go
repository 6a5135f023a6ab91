package study

// syntheticControl is the mix of the market and the factors (here: donors, such
// as peers) that was nearest to the security in the estimation window (Abadie and
// Gardeazabal 2003; Abadie, Diamond and Hainmueller 2010, on returns):
//
//	min sum (R - X w)²   w >= 0, sum w = 1   AR = R - X w
//
// With n weights above zero s² = sum u² / (m - n + 1); the weights are taken as
// known in the forecast (C = 1), which their not being free to move makes a
// better approximation than the least-squares term. For many donors, intervals
// and placebos see [Synthetic].
type syntheticControl struct{}

func (syntheticControl) Name() string { return "synthetic-control" }

func (syntheticControl) Params(regressors []string) []string { return regressors }

func (syntheticControl) Fit(in *Rows, out *Fit) Reason {
	rows := completeRows(in)
	m := len(rows)
	out.Used = m
	if m < 2 {
		return TooFewDays
	}
	s := simplex{y: lagged(in.Y, rows, 0)}
	for _, x := range in.X {
		s.x = append(s.x, lagged(x, rows, 0))
	}
	if !s.solve() {
		return NoConvergence
	}
	if out.DF = m - len(s.set) + 1; out.DF < 1 {
		return TooFewDays
	}
	out.Params = make([]float64, len(in.X))
	for a, j := range s.set {
		out.Params[j] = s.w[a]
	}
	for a, t := range rows {
		out.Residual[t-in.EstFrom] = -s.r[a]
	}
	syy, _ := deviations(s.y)
	out.spread(dot(s.r, s.r), syy)
	out.R2 = max(0, out.R2)
	for t := in.EventFrom; t < in.EventTo; t++ {
		ar := in.Y[t]
		for a, j := range s.set {
			ar -= s.w[a] * in.X[j][t]
		}
		out.AR[t-in.EventFrom] = ar
	}
	return Kept
}
