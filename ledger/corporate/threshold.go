package corporate

import (
	"cmp"
	"slices"
)

// judgement is one probability beside the truth.
type judgement struct {
	sentence int
	p        float64
	right    bool
}

// chooseThresholds gives the probability from which a type is said: that with the
// highest micro-F1, one for all types. With calibrated probabilities the best
// threshold of every type is half the F1 that is reached (Lipton, Elkan and
// Naryanaswamy, 2014), so that types need none of their own; tried, they lost.
// SecurityValue is asked for by itself, and has the threshold of its own best F1.
func chooseThresholds(by [types][]judgement) (out [types]float64) {
	var all []judgement
	for _, js := range by {
		all = append(all, js...)
	}
	best := threshold(all)
	for t, name := range All() {
		out[t] = best
		if name == SecurityValue {
			out[t] = threshold(by[t])
		}
	}
	return out
}

// threshold is the one with the highest F1; the mean of two probabilities, so
// that rounding cannot cross it.
func threshold(js []judgement) float64 {
	slices.SortStableFunc(js, func(a, b judgement) int { return cmp.Compare(b.p, a.p) })
	gold := 0
	for _, j := range js {
		if j.right {
			gold++
		}
	}
	best, at, hit := 0.0, 1.0, 0
	for i, j := range js {
		if j.right {
			hit++
		}
		if i+1 < len(js) && js[i+1].p == j.p {
			continue
		}
		next := 0.0
		if i+1 < len(js) {
			next = js[i+1].p
		}
		if f1 := 2 * float64(hit) / float64(i+1+gold); f1 > best {
			best, at = f1, (j.p+next)/2
		}
	}
	return at
}
