package study

import (
	"math"

	"newstape/study/stat"
)

// clustered is the family of cluster-robust t statistics.
func clustered() []Test {
	// The mean of SCAR, so that a volatile event does not speak for the others.
	by := func(which int) func(*Sample, *Cut) Value {
		return func(s *Sample, c *Cut) Value {
			m := s.clusters(c)
			return student(m.T[which], float64(m.DF[which]))
		}
	}
	return []Test{
		{"cluster", "twoway", "Dutta, Knif, Kolari and Pynnonen 2018; Cameron, Gelbach and Miller 2011: session and security", by(3)},
		{"cluster", "session", "one-way by session", by(1)},
		{"cluster", "security", "one-way by security", by(2)},
	}
}

func (s *Sample) clusters(c *Cut) ClusteredMean {
	session, security := make([]int, c.N), make([]int, c.N)
	for k, i := range c.Event {
		session[k], security[k] = int(s.Session[i]), int(s.Security[i])
	}
	return Clustered(c.SCAR, session, security)
}

// ClusteredMean is a mean with variances that allow for dependence inside
// clusters. The four entries are: none, by A, by B, by both.
type ClusteredMean struct {
	N    int
	Mean float64
	A, B int // clusters
	Var  [4]float64
	T    [4]float64
	DF   [4]int
	P    [4]float64 // two-sided, t(DF)
}

// Clustered is the mean of x with cluster-robust variance (Dutta, Knif, Kolari
// and Pynnonen 2018):
//
//	V(C) = G/(G-1) sum_g ( sum_{i in g} (x_i - mean) )² / N²
//	V(A and B) = V(A) + V(B) - V(intersection)   (Cameron, Gelbach and Miller 2011)
func Clustered(x []float64, a, b []int) ClusteredMean {
	mean, sd := meanSD(x)
	n := float64(len(x))
	out := ClusteredMean{N: len(x), Mean: mean}
	out.Var[0] = sd * sd / n
	out.Var[1], out.A = clusterVariance(x, mean, func(i int) [2]int { return [2]int{a[i], 0} })
	out.Var[2], out.B = clusterVariance(x, mean, func(i int) [2]int { return [2]int{b[i], 0} })
	both, _ := clusterVariance(x, mean, func(i int) [2]int { return [2]int{a[i], b[i]} })
	out.Var[3] = out.Var[1] + out.Var[2] - both
	out.DF = [4]int{len(x) - 1, out.A - 1, out.B - 1, min(out.A, out.B) - 1}
	for k, v := range out.Var {
		out.T[k] = mean / math.Sqrt(v)
		out.P[k] = 2 * stat.StudentCDF(-math.Abs(out.T[k]), float64(out.DF[k]))
	}
	return out
}

// clusterVariance is V(C) and the number of clusters, which are added in the
// order of their first member.
func clusterVariance(x []float64, mean float64, key func(i int) [2]int) (float64, int) {
	at := map[[2]int]int{}
	var sums []float64
	for i, v := range x {
		k := key(i)
		g, ok := at[k]
		if !ok {
			g = len(sums)
			at[k] = g
			sums = append(sums, 0)
		}
		sums[g] += v - mean
	}
	squares := 0.0
	for _, v := range sums {
		squares += v * v
	}
	g, n := float64(len(sums)), float64(len(x))
	return g / (g - 1) * squares / (n * n), len(sums)
}

// StandardisedDifference is the abnormal standardised return of simple returns
// (Dutta, Knif, Kolari and Pynnonen 2018):
//
//	ASR_t = ln(1+r_t)/sd(ln(1+r)) - ln(1+c_t)/sd(ln(1+c))
func StandardisedDifference(event, control []float64) []float64 {
	a, b := continuous(event), continuous(control)
	_, sa := meanSD(a)
	_, sb := meanSD(b)
	for t := range a {
		a[t] = a[t]/sa - b[t]/sb
	}
	return a
}

// DifferenceStandardised is the standardised abnormal return of simple returns:
// ln(1+r_t) - ln(1+c_t) over its standard deviation.
func DifferenceStandardised(event, control []float64) []float64 {
	a, b := continuous(event), continuous(control)
	for t := range a {
		a[t] -= b[t]
	}
	_, sd := meanSD(a)
	for t := range a {
		a[t] /= sd
	}
	return a
}

func continuous(simple []float64) []float64 {
	out := make([]float64, len(simple))
	for t, r := range simple {
		out[t] = math.Log1p(r)
	}
	return out
}
