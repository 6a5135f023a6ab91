package study

import (
	"fmt"
	"math"

	"newstape/study/stat"
)

// exactWilcoxon is the largest N whose signed-rank distribution is counted out.
const exactWilcoxon = 200

// wilcoxons is the family of signed ranks.
func wilcoxons() []Test {
	return []Test{
		{"wilcoxon", "exact", "Wilcoxon 1945; counted out to N=200 without ties", func(_ *Sample, c *Cut) Value { return wilcoxonExact(c) }},
		{"wilcoxon", "normal", "Wilcoxon 1945; normal approximation", func(_ *Sample, c *Cut) Value { return wilcoxonZ(c) }},
		{"wilcoxon", "min", "as in WRDS: the smaller of W+ and W-", func(_ *Sample, c *Cut) Value { return wilcoxonMin(c) }},
	}
}

// signedRanks is W+ = sum of the ranks of |CAR| over CAR > 0, zeros left out,
// ties at mean rank; n the values ranked; ties whether there were any; and
// sum(t³-t) over groups of ties.
func signedRanks(c *Cut) (w float64, n int, ties float64) {
	size := make([]float64, 0, c.N)
	up := make([]bool, 0, c.N)
	for _, v := range c.CAR {
		if v != 0 {
			size = append(size, math.Abs(v))
			up = append(up, v > 0)
		}
	}
	ranks := make([]float64, len(size))
	stat.MidRanks(size, ranks)
	for k, r := range ranks {
		if up[k] {
			w += r
		}
	}
	ties = stat.Ties(ranks)
	return w, len(size), ties
}

// wilcoxonZ is the signed-rank z (Wilcoxon 1945)
//
//	z = (W - n(n+1)/4) / sqrt( n(n+1)(2n+1)/24 - sum(t³-t)/48 ),  N(0,1)
func wilcoxonZ(c *Cut) Value {
	w, n, ties := signedRanks(c)
	v := normal(signedRankZ(w, float64(n), ties))
	v.Note = fmt.Sprintf("W=%g", w)
	return v
}

func signedRankZ(w, n, ties float64) float64 {
	return (w - n*(n+1)/4) / math.Sqrt(n*(n+1)*(2*n+1)/24-ties/48)
}

// wilcoxonExact is W+ against its own distribution, all 2^n signs equally
// likely; with ties or more than 200 values it is the normal approximation of W.
func wilcoxonExact(c *Cut) Value {
	w, n, ties := signedRanks(c)
	if n == 0 {
		return none("every value is zero")
	}
	v := Value{X: w, Law: Exact}
	if ties == 0 && n <= exactWilcoxon {
		v.Less, v.More = stat.SignedRank(int(w), n), stat.SignedRank(n*(n+1)/2-int(w), n)
		return v
	}
	z := signedRankZ(w, float64(n), ties)
	v.Less, v.More = stat.NormalCDF(z), stat.NormalCDF(-z)
	v.Note = fmt.Sprintf("normal approximation, z=%.6g", z)
	return v
}

// wilcoxonMin is the smaller of W+ and W-, with the p of wilcoxonExact.
func wilcoxonMin(c *Cut) Value {
	v := wilcoxonExact(c)
	if v.Missing != "" {
		return v
	}
	_, n, _ := signedRanks(c)
	v.X = math.Min(v.X, float64(n*(n+1)/2)-v.X)
	return v
}
