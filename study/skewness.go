package study

import (
	"math"
	"math/rand/v2"
	"slices"
)

// skewness is the family of t statistics corrected for skewness.
func skewness() []Test {
	return []Test{
		{"skew-t", "lbt", "Johnson 1978; Lyon, Barber and Tsai 1999", func(_ *Sample, c *Cut) Value { return skewT(c, false, false) }},
		{"skew-t", "unbiased", "with the small-sample skewness, as in EventStudyTools", func(_ *Sample, c *Cut) Value { return skewT(c, true, false) }},
		{"hall-t", "unbiased", "Hall 1992, as in EventStudyTools", func(_ *Sample, c *Cut) Value { return skewT(c, true, true) }},
		{"hall-t", "lbt", "Hall 1992 with the moment skewness", func(_ *Sample, c *Cut) Value { return skewT(c, false, true) }},
	}
}

// skewT is the skewness-adjusted t. With S = mean/sd (n-1) and
//
//	g = sum (x-mean)³ / (N sd³)                        lbt
//	g = N/((N-1)(N-2)) sum ((x-mean)/sd)³              unbiased
//	t = sqrt(N) ( S + g S²/3 + g/(6N) )                Johnson (1978)
//	t = sqrt(N) ( S + g S²/3 + g²S³/27 + g/(6N) )      Hall (1992)
//
// against t(N-1).
func skewT(c *Cut, unbiased, hall bool) Value {
	n := float64(c.N)
	if c.N < 3 {
		return none("fewer than three events have no skewness")
	}
	g, s := skew(c.CAR)
	if unbiased {
		g *= n * n / ((n - 1) * (n - 2))
	}
	return student(skewAdjusted(s, g, n, hall), n-1)
}

// skew is the moment skewness g and S = mean/sd.
func skew(x []float64) (g, s float64) {
	mean, sd := meanSD(x)
	for _, v := range x {
		d := (v - mean) / sd
		g += d * d * d
	}
	return g / float64(len(x)), mean / sd
}

func skewAdjusted(s, g, n float64, hall bool) float64 {
	t := s + g*s*s/3 + g/(6*n)
	if hall {
		t += g * g * s * s * s / 27
	}
	return math.Sqrt(n) * t
}

// skewBoot is Johnson's t with critical values drawn (Lyon, Barber and Tsai
// 1999): resamples of N/4 values with replacement, each centred on the sample's
// mean,
//
//	t* = sqrt(n) ( S* + g* S*²/3 + g*/(6n) ),  S* = (mean* - mean)/sd*
func skewBoot(s *Sample, c *Cut) Value {
	size := c.N / 4
	if size < 5 {
		return none("fewer than 20 events: resamples of a quarter are too small")
	}
	x := slices.Sorted(slices.Values(c.CAR))
	mean, sd := meanSD(x)
	if !(sd > 0) {
		return none("no spread to judge by")
	}
	g, ratio := skew(x)
	observed := skewAdjusted(ratio, g, float64(c.N), false)
	for k := range x {
		x[k] -= mean
	}
	source := rand.NewPCG(s.seed, streamBootstrap)
	less, more, drawn := 1.0, 1.0, 1.0
	for range s.draws {
		t := resampledSkewT(x, size, source)
		if t != t {
			continue // a resample of one value only
		}
		drawn++
		if t <= observed {
			less++
		}
		if t >= observed {
			more++
		}
	}
	return Value{X: observed, Law: Drawn, Less: less / drawn, More: more / drawn}
}

// resampledSkewT is Johnson's t of size values of x drawn with replacement, by
// power sums: x is centred, so they lose nothing. An index is the high half of a
// 32-bit draw times len(x), two to a 64-bit draw.
func resampledSkewT(x []float64, size int, source *rand.PCG) float64 {
	var s1, s2, s3 float64
	var bits uint64
	for k := range size {
		if k%2 == 0 {
			bits = source.Uint64()
		} else {
			bits >>= 32
		}
		v := x[(bits&0xffffffff)*uint64(len(x))>>32]
		s1 += v
		s2 += v * v
		s3 += v * v * v
	}
	n := float64(size)
	m := s1 / n
	variance := (s2 - n*m*m) / (n - 1)
	sd := math.Sqrt(variance)
	g := (s3 - 3*m*s2 + 2*n*m*m*m) / (n * variance * sd)
	return skewAdjusted(m/sd, g, n, false)
}
