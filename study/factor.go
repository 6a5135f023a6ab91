package study

import (
	"math"
	"slices"
)

// factorModel is R = a + b1 F1 + ... + u by least squares on the market and any
// factors: the CAPM with none, Fama and French (1993, 2015) with SMB and HML or
// five, Carhart (1997) with momentum as well.
//
//	s² = sum u² / (m - k)   C_t = 1 + x_t' (X'X)^-1 x_t   C_cum = L + 1'X_e (X'X)^-1 X_e'1
//
// It is solved by Gram-Schmidt, done twice, which keeps X_e R^-1 and the
// residuals accurate to the last digits where the factors are nearly collinear.
type factorModel struct{}

func (factorModel) Name() string { return "factors" }

func (factorModel) Params(regressors []string) []string {
	return append([]string{"alpha"}, regressors...)
}

func (factorModel) Fit(in *Rows, out *Fit) Reason {
	rows := completeRows(in)
	m, k := len(rows), len(in.X)+1
	out.Used, out.DF = m, m-k
	if out.DF < 1 {
		return TooFewDays
	}
	q := make([][]float64, k)
	for j := range q {
		q[j] = make([]float64, m)
		for a, t := range rows {
			q[j][a] = regressor(in, j, t)
		}
	}
	u := make([]float64, m)
	for a, t := range rows {
		u[a] = in.Y[t]
	}
	syy, _ := centre(u)
	r := make([]float64, k*k) // R, upper triangular, row major
	if !orthonormal(q, r) {
		return Collinear
	}
	z := make([]float64, k) // Q'y
	for range 2 {
		for j := range q {
			d := dot(q[j], u)
			z[j] += d
			addScaled(u, -d, q[j])
		}
	}
	out.Params = backSubstitute(r, z)
	for a, t := range rows {
		out.Residual[t-in.EstFrom] = u[a]
	}
	out.spread(dot(u, u), syy)
	for t := in.EventFrom; t < in.EventTo; t++ {
		forecastRow(in, out, r, t)
	}
	return Kept
}

// forecastRow gives AR = y - x'b and the row g = x'R^-1 of Load.
func forecastRow(in *Rows, out *Fit, r []float64, t int) {
	k := len(out.Params)
	g := out.Load[(t-in.EventFrom)*k : (t-in.EventFrom+1)*k]
	ar := in.Y[t]
	for j := range k {
		x := regressor(in, j, t)
		ar -= out.Params[j] * x
		for i := range j {
			x -= g[i] * r[i*k+j]
		}
		g[j] = x / r[j*k+j]
	}
	out.AR[t-in.EventFrom] = ar
}

func regressor(in *Rows, j, t int) float64 {
	if j == 0 {
		return 1
	}
	return in.X[j-1][t]
}

// completeRows are the estimation rows where security and regressors are finite.
func completeRows(in *Rows) []int {
	rows := make([]int, 0, in.EstTo-in.EstFrom)
	for t := in.EstFrom; t < in.EstTo; t++ {
		sum := in.Y[t]
		for _, x := range in.X {
			sum += x[t]
		}
		if sum-sum == 0 {
			rows = append(rows, t)
		}
	}
	return rows
}

// orthonormal replaces the columns q by an orthonormal basis and writes R with
// X = Q R; false when a column lies in the span of those before it.
func orthonormal(q [][]float64, r []float64) bool {
	k := len(q)
	for j := range q {
		before := math.Sqrt(dot(q[j], q[j]))
		for range 2 {
			for i := range j {
				d := dot(q[i], q[j])
				r[i*k+j] += d
				addScaled(q[j], -d, q[i])
			}
		}
		norm := math.Sqrt(dot(q[j], q[j]))
		if !(norm > 1e-10*before) {
			return false
		}
		r[j*k+j] = norm
		for a := range q[j] {
			q[j][a] /= norm
		}
	}
	return true
}

func backSubstitute(r, z []float64) []float64 {
	k := len(z)
	b := slices.Clone(z)
	for j := k - 1; j >= 0; j-- {
		for i := j + 1; i < k; i++ {
			b[j] -= r[j*k+i] * b[i]
		}
		b[j] /= r[j*k+j]
	}
	return b
}

func dot(a, b []float64) float64 {
	sum := 0.0
	for k, x := range a {
		sum += x * b[k]
	}
	return sum
}

func addScaled(a []float64, by float64, b []float64) {
	for k := range a {
		a[k] += by * b[k]
	}
}
