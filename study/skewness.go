package study

import "math"

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
