package study

import (
	"fmt"
	"math"
)

// dimson is the market model with the aggregated beta of Dimson (1979), for
// securities that trade less often than the market: R is regressed on Rm from n
// days before to n days after, and
//
//	beta = sum_{k=-n..n} w_k b_k   alpha = mean(R) - beta mean(Rm)
//
// Dimson's w_k is 1. Fowler and Rorke (1983) show that the sum is consistent only
// with weights from the autocorrelations r_1, r_2 of Rm,
//
//	n = 1:  w_±1 = (1 + r_1) / (1 + 2 r_1)
//	n = 2:  w_±1 = (1 + 2 r_1 + r_2) / (1 + 2 r_1 + 2 r_2)
//	        w_±2 = (1 + r_1 + r_2) / (1 + 2 r_1 + 2 r_2)      w_0 = 1
//
// which makes it the estimator of Scholes and Williams in large samples. The
// weights are taken as known, so that beta has the variance s² v,
// v = w'(X'X)^-1 w with X'X of the centred market returns, and
//
//	s² = sum u² / (m - 3 + v Sxx)   C_t = 1 + 1/m + (Rm_t - mean(Rm))² v
//
// as for Scholes and Williams. Tests have m-2n-2 degrees of freedom. Days whose
// neighbours are outside the estimation window take no part.
type dimson struct {
	days  int  // n
	plain bool // Dimson's own weights
}

func (d dimson) Name() string {
	if d.plain {
		return fmt.Sprintf("dimson-sum-%d", d.days)
	}
	return fmt.Sprintf("dimson-%d", d.days)
}

func (dimson) Params([]string) []string { return []string{"alpha", "beta"} }

func (d dimson) Fit(in *Rows, out *Fit) Reason {
	rows := lagRows(in, d.days)
	m, k := len(rows), 2*d.days+2
	out.Used, out.DF = m, m-k
	if out.DF < 1 {
		return TooFewDays
	}
	x := [][]float64{ones(m)}
	for j := -d.days; j <= d.days; j++ {
		x = append(x, lagged(in.X[0], rows, j))
	}
	now, y := lagged(in.X[0], rows, 0), lagged(in.Y, rows, 0)
	w, ok := d.weights(x[1:], now)
	if !ok {
		return Collinear
	}
	reg, reason := leastSquares(y, x)
	if reason != Kept {
		return reason
	}
	beta := 0.0
	for j, weight := range w {
		beta += weight * reg.b[j+1]
	}
	_, mx := deviations(now)
	_, my := deviations(y)
	out.oneBeta(in, rows, my, mx, beta, slopeError(reg.r, w))
	return Kept
}

// weights are w for the columns from n days before to n days after; now is the
// market on the day itself.
func (d dimson) weights(columns [][]float64, now []float64) ([]float64, bool) {
	n := d.days
	w := make([]float64, len(columns))
	for k := range w {
		w[k] = 1
	}
	sxx, mean := deviations(append([]float64(nil), now...))
	if !(sxx > collinear*float64(len(now))*mean*mean) {
		return nil, false
	}
	if d.plain {
		return w, true
	}
	// r[j] is the autocorrelation at j days; zero beyond n.
	r := make([]float64, 2*n+1)
	below := 1.0
	for j := 1; j <= n; j++ {
		then := append([]float64(nil), columns[n-j]...)
		deviations(then)
		for a, x := range then {
			r[j] += x * (now[a] - mean)
		}
		r[j] /= sxx
		below += 2 * r[j]
	}
	if !(below > minThin) {
		return nil, false
	}
	for k := range w {
		// The sum of the autocorrelations between column k and every column.
		sum := 1.0
		for other := range w {
			if other != k {
				sum += r[max(other-k, k-other)]
			}
		}
		w[k] = sum / below
	}
	return w, true
}

// slopeError is sqrt(v'(X'X)^-1 v) for X = Q R and v = (0, w): the length of the
// solution of R'g = v.
func slopeError(r, w []float64) float64 {
	k := len(w) + 1
	g := make([]float64, k)
	for j := 1; j < k; j++ {
		g[j] = w[j-1]
		for i := range j {
			g[j] -= g[i] * r[i*k+j]
		}
		g[j] /= r[j*k+j]
	}
	return math.Sqrt(dot(g, g))
}
