package stat

import "math"

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

// ascending sorts the numbers of x by the bytes of their keys, last byte first
// (radix sort): a few hundred values cost four passes without a comparison to
// guess wrong. The upper half of a key nearly always settles the order; where two
// agree in it and stand wrong, the lower half is sorted first after all.
func ascending(x []float64) []keyed {
	buf := make([]keyed, 2*len(x))
	a, b := buf[:0:len(x)], buf[len(x):]
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
		a = append(a, keyed{key, uint32(k)})
	}
	b = b[:len(a)]
	a, b = sortBytes(a, b, 32)
	for k := 1; k < len(a); k++ {
		if a[k].key < a[k-1].key {
			a, _ = sortBytes(a, b, 0)
			break
		}
	}
	return a
}

// sortBytes sorts a by the bytes from shift up, b being of the same length, and
// gives the sorted one first. Equal keys keep their order.
func sortBytes(a, b []keyed, shift uint) (sorted, spare []keyed) {
	for ; shift < 64; shift += 8 {
		var next [256]uint32
		for _, e := range a {
			next[e.key>>shift&255]++
		}
		if len(a) > 0 && int(next[a[0].key>>shift&255]) == len(a) {
			continue // all keys agree in this byte
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
	return a, b
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
