package stat

import "math"

// BinomialHalf is P(W <= w) for W ~ Binomial(n, 1/2), summed from the smaller
// side in logarithms, so that it is exact to the last digits for any n.
func BinomialHalf(w, n int) float64 {
	if w < 0 {
		return 0
	}
	if w >= n {
		return 1
	}
	if 2*w >= n {
		return 1 - BinomialHalf(n-w-1, n)
	}
	total, _ := math.Lgamma(float64(n + 1))
	sum := 0.0
	for k := w; k >= 0; k-- {
		a, _ := math.Lgamma(float64(k + 1))
		b, _ := math.Lgamma(float64(n - k + 1))
		term := math.Exp(total - a - b - float64(n)*math.Ln2)
		sum += term
		if term < sum*1e-18 {
			break
		}
	}
	return sum
}

// SignedRank is P(W <= w) for Wilcoxon's signed-rank statistic of n values, by
// counting the subsets of 1..n with each sum:
//
//	P_k(s) = ( P_{k-1}(s) + P_{k-1}(s-k) ) / 2
//
// It costs n³/4 additions: n is meant to be at most a few hundred.
func SignedRank(w, n int) float64 {
	top := n * (n + 1) / 2
	if w < 0 {
		return 0
	}
	if w >= top {
		return 1
	}
	p := make([]float64, w+1)
	p[0] = 1
	for k := 1; k <= n; k++ {
		for s := w; s >= k; s-- {
			p[s] = (p[s] + p[s-k]) / 2
		}
		for s := min(k-1, w); s >= 0; s-- {
			p[s] /= 2
		}
	}
	sum := 0.0
	for _, v := range p {
		sum += v
	}
	return min(sum, 1)
}
