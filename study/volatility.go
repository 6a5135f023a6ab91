package study

import "math"

// VolatilityResult says whether returns were larger than usual in a window, in
// either direction.
type VolatilityResult struct {
	Window Window `json:"window"`
	N      int    `json:"n"` // events
	// Ratio is the mean of AR²/(s²C) over events and days, divided by its
	// expectation; 1 is usual.
	Ratio float64 `json:"ratio"`
	Stats []Stat  `json:"stats"`
}

// AbnormalVolatility is the test of Beaver (1968) in the form of Patell (1976). With
// U_it = AR²_it / (s_i² C_it), which under the null is F(1, d_i) with d the degrees
// of freedom of s,
//
//	E(U) = d/(d-2)   Var(U) = 2 d² (d-1) / ( (d-2)² (d-4) )
//	Cov(U_t, U_t') = 2 d² / ( (d-2)² (d-4) )          the days share s
//	patell: Z = sum_i sum_t (U_it - E) / sqrt( sum_i Var(sum_t U_it) ),  N(0,1)
//	csect:  t of the events' mean U/E less 1, t(N-1)
//
// The evidence is one-sided: p_more is against "not larger than usual". patell
// rests on normal returns and rejects far too often on fat tails; csect does not,
// but is conservative in small samples, because U is skewed. Events with d < 5 and
// those that lack a day are left out.
func AbnormalVolatility(s *Sample, w Window) VolatilityResult {
	out := VolatilityResult{Window: w}
	c := &Cut{Window: w, Len: w.Len()}
	sum, variance := 0.0, 0.0
	for _, i := range s.Cut(w).Event {
		d := float64(s.DF[i])
		if d < 5 {
			continue
		}
		mean := d / (d - 2)
		common := 2 * mean * mean / (d - 4) // covariance of two days
		days := float64(c.Len)
		u := s.squares(i, w)
		sum += u - days*mean
		variance += days*common*(d-1) + days*(days-1)*common
		c.Event = append(c.Event, i)
		c.CAR = append(c.CAR, u/(days*mean)-1)
	}
	c.N = len(c.Event)
	out.N = c.N
	patell := none("no event has five degrees of freedom and every day")
	cross := patell
	if c.N > 0 {
		mean, _ := meanSD(c.CAR)
		out.Ratio = 1 + mean
		patell = normal(sum / math.Sqrt(variance))
		cross = csect(c, 1)
	}
	out.Stats = []Stat{
		Test{Name: "volatility", Convention: "patell", Source: "Beaver 1968; Patell 1976"}.stat(patell, c.N),
		Test{Name: "volatility", Convention: "csect", Source: "cross-section of Beaver's U"}.stat(cross, c.N),
	}
	return out
}

// squares is sum AR²/(s²C) of event i over the window.
func (s *Sample) squares(i int, w Window) float64 {
	sum := 0.0
	for t := w.From - s.EventFrom; t <= w.To-s.EventFrom; t++ {
		at := i*s.L + t
		day := s.Own[at]
		for _, g := range s.Load[at*s.K : (at+1)*s.K] {
			day += g * g
		}
		ar := s.AR[at] / s.Sigma[i]
		sum += ar * ar / day
	}
	return sum
}
