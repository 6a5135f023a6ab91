package study

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"gonum.org/v1/gonum/mat"
	"pgregory.net/rapid"
)

func nearly(t interface{ Fatalf(string, ...any) }, what string, got, want, tol float64) {
	if !(math.Abs(got-want) <= tol*max(1, math.Abs(want))) {
		t.Fatalf("%s is %v, want %v", what, got, want)
	}
}

// noise is n normal draws with the given spread.
func noise(draw *rand.Rand, n int, spread float64) []float64 {
	out := make([]float64, n)
	for k := range out {
		out[k] = spread * draw.NormFloat64()
	}
	return out
}

// thinlyTraded is a security with beta that trades on a share of the days; its
// price stands still on the others. The return of a trade is known on its day;
// with gaps, days without a trade are missing instead of zero.
func thinlyTraded(seed uint64, n int, beta, trades float64, gaps bool) (y, x []float64) {
	draw := rand.New(rand.NewPCG(seed, 11))
	x = noise(draw, n, 0.01)
	y = make([]float64, n)
	pent := 0.0
	for t := range y {
		pent += 0.0001 + beta*x[t] + 0.01*draw.NormFloat64()
		switch {
		case draw.Float64() < trades:
			y[t], pent = pent, 0
		case gaps:
			y[t] = math.NaN()
		}
	}
	return y, x
}

func fitAllBut(m Model, y []float64, event int, x ...[]float64) (Fit, Reason) {
	n := len(y)
	return fitModel(m, y, x, 0, n-event, n-event, n)
}

// A price that stands still on one day in ten hides a tenth of beta from least
// squares; the sums of leads and lags find it.
func TestLeadsAndLagsFindAThinSecuritysBeta(t *testing.T) {
	y, x := thinlyTraded(1, 60000, 1.2, 0.9, false)
	ols, _ := fitAllBut(marketModel{}, y, 11, x)
	if ols.Params[1] > 1.11 {
		t.Errorf("least squares gives %v: the world is not thin", ols.Params[1])
	}
	for _, m := range []Model{scholesWilliams{}, dimson{days: 1}, dimson{days: 2}, dimson{days: 1, plain: true}, dimson{days: 2, plain: true}} {
		f, reason := fitAllBut(m, y, 11, x)
		if reason != Kept || math.Abs(f.Params[1]-1.2) > 0.03 {
			t.Errorf("%s gives beta %v (%s), simulated with 1.2", m.Name(), f.Params[1], reason)
		}
	}
}

// A market that is autocorrelated separates Dimson's sum from the weights of
// Fowler and Rorke, which agree with Scholes and Williams.
func TestFowlerAndRorkeAgreeWithScholesAndWilliams(t *testing.T) {
	draw := rand.New(rand.NewPCG(2, 2))
	e := noise(draw, 100001, 0.01)
	n := len(e) - 1
	x, y := make([]float64, n), make([]float64, n)
	for t := range x {
		x[t] = e[t+1] + 0.5*e[t] // r_1 = 0.4, nothing further
	}
	for t := 1; t < n; t++ {
		y[t] = 0.7*x[t] + 0.3*x[t-1] + 0.005*draw.NormFloat64()
	}
	sw, _ := fitAllBut(scholesWilliams{}, y, 11, x)
	one, _ := fitAllBut(dimson{days: 1}, y, 11, x)
	sum, _ := fitAllBut(dimson{days: 1, plain: true}, y, 11, x)
	two, _ := fitAllBut(dimson{days: 2}, y, 11, x)
	nearly(t, "Fowler-Rorke beta", one.Params[1], sw.Params[1], 0.01)
	nearly(t, "Fowler-Rorke beta of two days", two.Params[1], 0.7+0.3*(1+2*0.4)/(1+2*0.4), 0.02)
	nearly(t, "Dimson's sum", sum.Params[1], 1, 0.01)
	nearly(t, "Fowler-Rorke beta", one.Params[1], 0.7+0.3*1.4/1.8, 0.01)
}

// A return that the market's days explain but for a trace has their sum.
func TestDimsonRecoversItsSlopes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		draw := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
		x, u := noise(draw, 120, 0.01), noise(draw, 120, 1e-9)
		b := []float64{0.1, 0.2, 0.9, 0.3, -0.2}
		y := make([]float64, len(x))
		for k := 2; k+2 < len(y); k++ {
			for j := range b {
				y[k] += b[j] * x[k+j-2]
			}
			y[k] += 0.001 + u[k]
		}
		f, reason := fitAllBut(dimson{days: 2, plain: true}, y, 11, x)
		if reason != Kept {
			t.Fatal(reason)
		}
		nearly(t, "beta", f.Params[1], 1.3, 1e-5)
	})
}

// Scholes and Williams written out on their own, with the variance of the
// instrument's estimator.
func TestScholesWilliamsIsItsFormula(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		draw := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
		n := rapid.IntRange(10, 80).Draw(t, "days") + 5
		x, y := noise(draw, n, 0.01), noise(draw, n, 0.02)
		f, reason := fitAllBut(scholesWilliams{}, y, 5, x)
		if reason != Kept {
			t.Skip(reason)
		}
		n -= 5
		slope := func(lag int) float64 {
			v := make([]float64, n-2)
			for k := range v {
				v[k] = x[k+1+lag]
			}
			return covariance(y[1:n-1], v) / covariance(v, v)
		}
		r := covariance(x[1:n-1], x[:n-2]) / covariance(x[1:n-1], x[1:n-1])
		beta := (slope(-1) + slope(0) + slope(1)) / (1 + 2*r)
		nearly(t, "beta", f.Params[1], beta, 1e-10)
		_, my := deviations(slices.Clone(y[1 : n-1]))
		_, mx := deviations(slices.Clone(x[1 : n-1]))
		nearly(t, "alpha", f.Params[0], my-beta*mx, 1e-10)
		z := make([]float64, n-2)
		for k := range z {
			z[k] = x[k] + x[k+1] + x[k+2]
		}
		szx, szz := covariance(z, x[1:n-1]), covariance(z, z)
		d := x[n] - mx
		nearly(t, "C", 1+f.Load[0]*f.Load[0]+f.Load[1]*f.Load[1], 1+1/float64(n-2)+d*d*szz/(szx*szx), 1e-9)
	})
}

// covariance is the sum of products of deviations.
func covariance(a, b []float64) float64 {
	a, b = slices.Clone(a), slices.Clone(b)
	deviations(a)
	deviations(b)
	return dot(a, b)
}

// The variance and freedom of a weighted line, by plain matrices.
func TestWeightedLineIsTheMatrixFormula(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		draw := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
		m := rapid.IntRange(40, 120).Draw(t, "days")
		x, y := noise(draw, m+5, 0.01), noise(draw, m+5, 0.02)
		model := weightedLine{halfLife: rapid.IntRange(8, 200).Draw(t, "half life")}
		f, reason := fitAllBut(model, y, 5, x)
		if reason != Kept {
			t.Fatal(reason)
		}
		xm := mat.NewDense(m, 2, nil)
		w := mat.NewDiagDense(m, nil)
		for k := range m {
			xm.SetRow(k, []float64{1, x[k]})
			w.SetDiag(k, math.Pow(0.5, float64(m-1-k)/float64(model.halfLife)))
		}
		var wx, xwx, inverse, half, b, middle, v, hat, q, q2 mat.Dense
		wx.Mul(w, xm)
		xwx.Mul(xm.T(), &wx)
		if err := inverse.Inverse(&xwx); err != nil {
			t.Fatal(err)
		}
		half.Mul(&inverse, wx.T()) // b = half y
		b.Mul(&half, mat.NewDense(m, 1, slices.Clone(y[:m])))
		nearly(t, "beta", f.Params[1], b.At(1, 0), 1e-8)
		middle.Mul(&half, half.T())
		xe := mat.NewDense(5, 2, nil)
		for k := range 5 {
			xe.SetRow(k, []float64{1, x[m+k]})
		}
		v.Product(xe, &middle, xe.T())
		for i := range 5 {
			for j := range 5 {
				nearly(t, "covariance of the forecast", f.Load[2*i]*f.Load[2*j]+f.Load[2*i+1]*f.Load[2*j+1], v.At(i, j), 1e-8)
			}
		}
		hat.Mul(&wx, &half)
		q.Sub(w, &hat)
		q2.Mul(&q, &q)
		if want := int(mat.Trace(&q)*mat.Trace(&q)/mat.Trace(&q2) + 1e-6); f.DF != want {
			t.Fatalf("%d degrees of freedom, want %d", f.DF, want)
		}
		ssr := 0.0
		for k, u := range f.Residual {
			ssr += w.At(k, k) * u * u
		}
		nearly(t, "s²", f.Sigma*f.Sigma, ssr/mat.Trace(&q), 1e-9)
	})
}

func TestEqualWeightsAreTheMarketModel(t *testing.T) {
	y, x := thinlyTraded(4, 71, 1, 1, false)
	want, _ := fitAllBut(marketModel{}, y, 11, x)
	for _, m := range []weightedLine{{last: 60}, {}} {
		got, reason := fitAllBut(m, y, 11, x)
		if reason != Kept || got.DF != want.DF {
			t.Fatalf("%s: %s, %d degrees of freedom, want %d", m.Name(), reason, got.DF, want.DF)
		}
		nearly(t, "beta", got.Params[1], want.Params[1], 1e-12)
		nearly(t, "s", got.Sigma, want.Sigma, 1e-12)
		for k := range 11 {
			nearly(t, "AR", got.AR[k], want.AR[k], 1e-12)
			nearly(t, "C", got.Load[2*k]*got.Load[2*k]+got.Load[2*k+1]*got.Load[2*k+1], want.Load[2*k]*want.Load[2*k]+want.Load[2*k+1]*want.Load[2*k+1], 1e-12)
		}
	}
}

// The constants of sipemu/eventstudy 0.66's rolling-window test: thirty days.
func TestRollingReproducesTheReference(t *testing.T) {
	var y, x []float64
	for k := range 30 {
		x = append(x, -0.03+0.06*float64(k)/29)
		u := []float64{0.001, -0.001, 0.0015, -0.0015, 0.0005, -0.0005}[k%6]
		y = append(y, 0.004+1.2*x[k]+u)
	}
	x, y = append(x, 0.02, -0.01, 0.015), append(y, 0.05, 0, 0.04)
	f, reason := fitAllBut(weightedLine{last: 60}, y, 3, x)
	if reason != Kept || f.DF != 28 {
		t.Fatalf("%s, %d degrees of freedom", reason, f.DF)
	}
	nearly(t, "alpha", f.Params[0], 0.004, 1e-14)
	nearly(t, "beta", f.Params[1], 1.1967741935483869, 1e-14)
	nearly(t, "sigma", f.Sigma, 0.0011164338756776096, 1e-15)
	for k, want := range []float64{0.022064516129032263, 0.007967741935483871, 0.0180483870967742} {
		nearly(t, "AR", f.AR[k], want, 1e-14)
	}
}

func TestRollingTakesTheLastDaysOnly(t *testing.T) {
	y, x := thinlyTraded(5, 261, 1, 1, false)
	want, _ := fitAllBut(weightedLine{last: 60}, y, 11, x)
	for k := range 190 {
		y[k] = 100
	}
	got, _ := fitAllBut(weightedLine{last: 60}, y, 11, x)
	if fmt.Sprint(got.Params, got.AR) != fmt.Sprint(want.Params, want.AR) {
		t.Errorf("days before the last 60 change %v to %v", want.Params, got.Params)
	}
}
