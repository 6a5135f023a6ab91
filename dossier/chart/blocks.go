package chart

import (
	"math"
	"strings"
)

var eighths = []rune("▁▂▃▄▅▆▇█")

// Blocks draws values as a line of block characters at most width wide. Longer
// input is cut into equal stretches whose last value counts; missing values
// (NaN) are spaces.
func Blocks(values []float64, width int) string {
	values = thin(values, width)
	lo, hi := bounds(values)
	var b strings.Builder
	for _, v := range values {
		switch {
		case math.IsNaN(v) || math.IsInf(v, 0):
			b.WriteByte(' ')
		case hi == lo:
			b.WriteRune(eighths[3])
		default:
			// Halved first: the range of extreme values would overflow.
			b.WriteRune(eighths[int(math.Round((v/2-lo/2)/(hi/2-lo/2)*7))])
		}
	}
	return b.String()
}

// thin keeps the last value of each of width equal stretches.
func thin(values []float64, width int) []float64 {
	if width <= 0 || len(values) <= width {
		return values
	}
	out := make([]float64, width)
	for k := range out {
		out[k] = values[(k+1)*len(values)/width-1]
	}
	return out
}

// bounds is the range of the finite values; 0, 0 when there are none.
func bounds(values []float64) (lo, hi float64) {
	lo, hi = math.Inf(1), math.Inf(-1)
	for _, v := range values {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			continue
		}
		lo, hi = min(lo, v), max(hi, v)
	}
	if lo > hi {
		return 0, 0
	}
	return lo, hi
}
