package stat

import (
	"cmp"
	"slices"
)

// Order fills order with the indices of the numbers in x, ascending; NaN is left
// out. order needs the room of x and is returned cut to its length. Equal values
// keep the order of their indices.
func Order(x []float64, order []uint16) []uint16 {
	order = order[:0]
	for k, v := range x {
		if v == v {
			order = append(order, uint16(k))
		}
	}
	slices.SortFunc(order, func(a, b uint16) int {
		if x[a] < x[b] {
			return -1
		}
		if x[a] > x[b] {
			return 1
		}
		return cmp.Compare(a, b)
	})
	return order
}

// MidRanks writes the ranks 1..n of x into ranks, the mean rank to ties.
func MidRanks(x, ranks []float64) {
	order := make([]int, len(x))
	for k := range order {
		order[k] = k
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Or(cmp.Compare(x[a], x[b]), cmp.Compare(a, b)) })
	for from := 0; from < len(order); {
		to := from + 1
		for to < len(order) && x[order[to]] == x[order[from]] {
			to++
		}
		for _, k := range order[from:to] {
			ranks[k] = float64(from+to+1) / 2
		}
		from = to
	}
}
