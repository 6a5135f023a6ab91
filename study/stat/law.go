// Package stat holds the distributions and kernels under the event-study engine:
// probability laws, ranks, prefix sums that keep their digits, and seeded draws.
//
//	stat.StudentCDF(-1.96, 238)
//	order := stat.Ranks(x, ranks)
//	sums := stat.NewPairSums(x, y); sums.Range(10, 250).Slope()
//
// Everything is deterministic: a fixed order of summation, and draws from a seed.
//
// Limits: float64; no allocation-free promises except where a function says so.
package stat

import (
	"math"

	"gonum.org/v1/gonum/mathext"
)

// NormalCDF is P(Z <= z) for Z ~ N(0,1), accurate in both tails.
func NormalCDF(z float64) float64 { return 0.5 * math.Erfc(-z/math.Sqrt2) }

// NormalQuantile is the z with NormalCDF(z) = p.
func NormalQuantile(p float64) float64 { return -math.Sqrt2 * math.Erfcinv(2*p) }

// StudentCDF is P(T <= t) for Student's t with df > 0 degrees of freedom, by the
// regularised incomplete beta function:
//
//	P(T <= t) = I_x(df/2, 1/2) / 2 for t < 0, x = df/(df + t²)
func StudentCDF(t, df float64) float64 {
	if math.IsInf(df, 1) {
		return NormalCDF(t)
	}
	if !(df > 0) {
		return math.NaN()
	}
	x := df / (df + t*t)
	half := 0.5 * mathext.RegIncBeta(df/2, 0.5, x)
	if t > 0 {
		return 1 - half
	}
	return half
}

// StudentQuantile is the t with StudentCDF(t, df) = p, by bisection to the last
// bits: it is called a few times a study, not in a loop.
func StudentQuantile(p, df float64) float64 {
	if p == 0.5 {
		return 0
	}
	if p > 0.5 {
		return -StudentQuantile(1-p, df)
	}
	low, high := -1.0, 0.0
	for StudentCDF(low, df) > p {
		low *= 2
		if low < -1e150 {
			return math.Inf(-1)
		}
	}
	for range 200 {
		mid := (low + high) / 2
		if mid == low || mid == high {
			break
		}
		if StudentCDF(mid, df) < p {
			low = mid
		} else {
			high = mid
		}
	}
	return (low + high) / 2
}
