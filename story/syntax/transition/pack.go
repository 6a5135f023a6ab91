package transition

import "math"

// unpack reads a weight: the square of a signed byte, with its sign. Small
// weights, which are many, keep finer steps than large ones.
func unpack(b byte) int32 {
	q := int32(int8(b)) // #nosec G115 -- the same bits
	sign := q >> 31
	return q * ((q ^ sign) - sign)
}

// pack is the byte of a weight between -1 and 1.
func pack(w float64) byte {
	q := math.RoundToEven(127 * math.Sqrt(math.Abs(w)))
	return byte(int8(math.Copysign(q, w))) // #nosec G115 -- at most 127
}
