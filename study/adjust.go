package study

import (
	"slices"
	"sort"
)

// adjustments are the corrections for many tests.
var adjustments = []string{"none", "bonferroni", "holm", "hochberg", "hommel", "bh", "by"}

// Adjustments lists what Design.Adjust may be.
func Adjustments() []string { return slices.Clone(adjustments) }

func knownAdjustment(name string) bool { return name == "" || slices.Contains(adjustments, name) }

// adjust corrects each test's p over the windows given.
func adjust(windows []WindowResult, how string) {
	if len(windows) == 0 {
		return
	}
	for t := range windows[0].Stats {
		var at []int
		var p []float64
		for k := range windows {
			if windows[k].Stats[t].Missing == "" {
				at = append(at, k)
				p = append(p, windows[k].Stats[t].P)
			}
		}
		for j, v := range AdjustP(p, how) {
			windows[at[j]].Stats[t].Adjusted = v
		}
	}
}

// AdjustP corrects p-values of a family for their number, in their order. With
// p(1) <= ... <= p(n):
//
//	bonferroni  n p
//	holm        max over j <= i of (n-j+1) p(j)              Holm 1979
//	hochberg    min over j >= i of (n-j+1) p(j)              Hochberg 1988
//	hommel      Hommel 1988, by Wright's 1992 algorithm
//	bh          min over j >= i of n p(j) / j                Benjamini and Hochberg 1995
//	by          bh times sum of 1/k                          Benjamini and Yekutieli 2001
//
// Values are cut at 1. An unknown name leaves them as they are.
func AdjustP(p []float64, how string) []float64 {
	n := len(p)
	order := make([]int, n)
	for k := range order {
		order[k] = k
	}
	sort.SliceStable(order, func(a, b int) bool { return p[order[a]] < p[order[b]] })
	out := slices.Clone(p)
	switch how {
	case "bonferroni":
		for k, v := range p {
			out[k] = min(1, float64(n)*v)
		}
	case "holm":
		top := 0.0
		for j, k := range order {
			top = max(top, float64(n-j)*p[k])
			out[k] = min(1, top)
		}
	case "hochberg":
		stepUp(p, order, out, func(j int) float64 { return float64(n - j) })
	case "hommel":
		hommel(p, order, out)
	case "bh":
		stepUp(p, order, out, func(j int) float64 { return float64(n) / float64(j+1) })
	case "by":
		harmonic := 0.0
		for k := 1; k <= n; k++ {
			harmonic += 1 / float64(k)
		}
		stepUp(p, order, out, func(j int) float64 { return harmonic * float64(n) / float64(j+1) })
	}
	return out
}

func stepUp(p []float64, order []int, out []float64, times func(j int) float64) {
	low := 1.0
	for j, k := range slices.Backward(order) {
		low = min(low, times(j)*p[k])
		out[k] = low
	}
}

// hommel follows Wright (1992): for each m from n down, the bound that the m
// largest p-values put on the others.
func hommel(p []float64, order []int, out []float64) {
	n := len(p)
	if n == 0 {
		return
	}
	sorted := make([]float64, n)
	for j, k := range order {
		sorted[j] = p[k]
	}
	bound := 1.0
	for j, v := range sorted {
		bound = min(bound, float64(n)*v/float64(j+1))
	}
	adjusted := slices.Repeat([]float64{bound}, n)
	for m := n - 1; m >= 2; m-- {
		q := slices.Repeat([]float64{0}, n)
		low := 1.0
		for j := n - m + 1; j < n; j++ {
			low = min(low, float64(m)*sorted[j]/float64(j-n+m+1))
		}
		for j := range n {
			if j <= n-m {
				q[j] = min(float64(m)*sorted[j], low)
			} else {
				q[j] = q[n-m]
			}
			adjusted[j] = max(adjusted[j], q[j])
		}
	}
	for j, k := range order {
		out[k] = min(1, max(adjusted[j], sorted[j]))
	}
}
