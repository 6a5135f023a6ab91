package stories

import (
	"cmp"
	"slices"

	"newstape/receipt"
)

// common is the number of bytes that two spans have in common.
func common(a, b receipt.Span) int { return max(0, min(a.End, b.End)-max(a.Start, b.Start)) }

// covers is the share of the shorter span that both have.
func covers(a, b receipt.Span) float64 {
	return float64(common(a, b)) / float64(max(1, min(a.Len(), b.Len())))
}

// union is the common part of two spans as a share of their union.
func union(a, b receipt.Span) float64 {
	both := common(a, b)
	return float64(both) / float64(max(1, a.Len()+b.Len()-both))
}

// pairs matches n gold cases with m of ours one to one, the best fit first; fit
// gives 0 for a pair that cannot be. The answer gives ours for each gold case,
// -1 for none.
func pairs(n, m int, fit func(gold, ours int) float64) []int {
	type pair struct {
		gold, ours int
		fit        float64
	}
	var all []pair
	for i := range n {
		for k := range m {
			if f := fit(i, k); f > 0 {
				all = append(all, pair{i, k, f})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b pair) int { return cmp.Compare(b.fit, a.fit) })
	out := slices.Repeat([]int{-1}, n)
	taken := make([]bool, m)
	for _, p := range all {
		if out[p.gold] < 0 && !taken[p.ours] {
			out[p.gold], taken[p.ours] = p.ours, true
		}
	}
	return out
}
