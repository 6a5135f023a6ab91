package stat

import (
	"math"
	"math/bits"
)

// Order fills order with the indices of the numbers in x, ascending; NaN is left
// out. order needs the room of x and is returned cut to its length. Equal values
// keep the order of their indices.
func Order(x []float64, order []uint16) []uint16 {
	order = order[:0]
	for _, e := range ascending(x) {
		order = append(order, uint16(e.index))
	}
	return order
}

// MidRanks writes the ranks 1..n of x into ranks, the mean rank to ties. x holds
// no NaN.
func MidRanks(x, ranks []float64) {
	order := ascending(x)
	for from := 0; from < len(order); {
		to := from + 1
		for to < len(order) && x[order[to].index] == x[order[from].index] {
			to++
		}
		for _, e := range order[from:to] {
			ranks[e.index] = float64(from+to+1) / 2
		}
		from = to
	}
}

// keyed is a number as an unsigned key of the same order, and where it stood.
type keyed struct {
	key   uint64
	index uint32
}

// ascending sorts the numbers of x by their bytes, last byte first (radix sort):
// a few hundred values cost eight passes without a comparison to guess wrong.
// Bytes in which all keys agree are passed over.
func ascending(x []float64) []keyed {
	buf := make([]keyed, 2*len(x))
	a, b := buf[:0:len(x)], buf[len(x):]
	all, any := ^uint64(0), uint64(0)
	for k, v := range x {
		if v != v {
			continue
		}
		key := math.Float64bits(v + 0) // -0 becomes 0
		if key>>63 == 1 {
			key = ^key
		} else {
			key |= 1 << 63
		}
		all &= key
		any |= key
		a = append(a, keyed{key, uint32(k)})
	}
	b = b[:len(a)]
	differ := all ^ any
	for shift := bits.TrailingZeros64(differ) &^ 7; shift < 64; shift += 8 {
		if differ>>shift&255 == 0 {
			continue
		}
		var next [256]uint32
		for _, e := range a {
			next[e.key>>shift&255]++
		}
		sum := uint32(0)
		for d, n := range next {
			next[d] = sum
			sum += n
		}
		for _, e := range a {
			d := e.key >> shift & 255
			b[next[d]] = e
			next[d]++
		}
		a, b = b, a
	}
	return a
}

// Ties is sum(t³ - t) over the groups of t equal ranks that MidRanks gave: what
// ties take off the variance of a rank statistic.
func Ties(ranks []float64) float64 {
	// A group of t values shares one rank; twice a rank is a whole number.
	count := make([]float64, 2*len(ranks)+1)
	for _, r := range ranks {
		count[int(2*r)]++
	}
	sum := 0.0
	for _, t := range count {
		sum += t*t*t - t
	}
	return sum
}
