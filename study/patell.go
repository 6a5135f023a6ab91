package study

import "math"

// patells is Patell's family, on returns standardised by the estimation window.
func patells() []Test {
	return []Test{
		{"patell", "exact", "Patell 1976; SCAR by the exact variance of the sum", patellExact},
		{"patell", "sumsar", "Patell 1976; sum of daily SAR over sqrt(L), as in EventStudyTools", patellSumSAR},
		{"patell", "wrds", "as in the WRDS macro: no forecast error, no Q", patellWRDS},
		{"patell", "estudy2", "as in estudy2: s with m-1, (m-2)/(m-4)", patellEstudy2},
	}
}

// patellExact is Patell's z (1976) on SCAR = CAR/(s sqrt(C_cum)):
//
//	z = sum SCAR_i / sqrt( sum Q_i ),  Q = d/(d-2),  d = m - k,  N(0,1)
func patellExact(s *Sample, c *Cut) Value {
	sum, total := 0.0, 0.0
	for k, i := range c.Event {
		q, ok := s.q(i)
		if !ok {
			return none("fewer than three degrees of freedom")
		}
		sum += c.SCAR[k]
		total += q
	}
	return normal(sum / math.Sqrt(total))
}

// patellSumSAR is Patell's z on the sum of daily SAR = AR/(s sqrt(C_t)), whose
// variance is taken as L Q:
//
//	z = 1/sqrt(N) sum_i ( sum_t SAR_it ) / sqrt( L Q_i )
func patellSumSAR(s *Sample, c *Cut) Value {
	sum := 0.0
	for k, i := range c.Event {
		q, ok := s.q(i)
		if !ok {
			return none("fewer than three degrees of freedom")
		}
		sum += c.CSAR[k] / math.Sqrt(float64(c.Len)*q)
	}
	return normal(sum / math.Sqrt(float64(c.N)))
}

// q is the variance d/(d-2) of a standardised residual of event i, t(d)
// distributed; false below three degrees of freedom.
func (s *Sample) q(i int) (float64, bool) {
	d := float64(s.DF[i])
	return d / (d - 2), d > 2
}

// patellWRDS is z = sqrt(N) mean( CAR/(s sqrt(L)) ).
func patellWRDS(_ *Sample, c *Cut) Value {
	mean, _ := meanSD(c.Raw)
	return normal(math.Sqrt(float64(c.N)) * mean)
}

// standardised is the family of Boehmer, Musumeci and Poulsen.
func standardised() []Test {
	return []Test{
		{"bmp", "fec", "Boehmer, Musumeci and Poulsen 1991; SCAR by the exact variance", func(_ *Sample, c *Cut) Value { return bmp(c.SCAR) }},
		{"bmp", "sumsar", "on the sum of daily SAR", func(_ *Sample, c *Cut) Value { return bmp(c.CSAR) }},
		{"bmp", "raw", "as in sipemu and WRDS: CAR/(s sqrt(L)), no forecast error", func(_ *Sample, c *Cut) Value { return bmp(c.Raw) }},
		{"bmp", "estudy2", "as in estudy2: s with m-1", bmpEstudy2},
		{"bmp", "normal", "the paper's reference law, N(0,1)", func(_ *Sample, c *Cut) Value {
			v := bmp(c.SCAR)
			v.Law, v.DF = Normal, 0
			return v
		}},
	}
}

// bmp is the standardised cross-sectional t (Boehmer, Musumeci and Poulsen 1991)
//
//	t = sqrt(N) mean(SCAR) / sd(SCAR),  sd with divisor N-1,  t(N-1)
func bmp(standard []float64) Value {
	if len(standard) < 2 {
		return none("one event has no cross-section")
	}
	mean, sd := meanSD(standard)
	return student(math.Sqrt(float64(len(standard)))*mean/sd, float64(len(standard)-1))
}
