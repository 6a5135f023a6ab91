package study

import "math"

// timeSeries is the family that judges the mean by its own past, and so is proof
// against correlation between events.
func timeSeries() []Test {
	return []Test{
		{"cda", "bw", "Brown and Warner 1980, 1985, crude dependence adjustment", func(s *Sample, c *Cut) Value { return cda(s, c, 1) }},
		{"cda", "stata", "as in eventstudy2: divisor m-2", func(s *Sample, c *Cut) Value { return cda(s, c, 2) }},
		{"lamb", "lamb", "Lamb 1995", lamb},
		{"lamb", "estudy2", "as in estudy2: the first event's forecast error, days summed", lambEstudy2},
		{"preevent", "mean", "after Cohn, Johnson, Liu and Wardlaw: the mean among those of the estimation window", preEvent},
	}
}

// estimationMeans is AAR_t over the estimation columns.
func (s *Sample) estimationMeans() []float64 {
	s.past.meanOnce.Do(func() {
		const block = 256
		blocks := (s.N + block - 1) / block
		sums, counts := make([]float64, blocks*s.M), make([]float64, blocks*s.M)
		inBlocks(s.N, block, func(b, from, to int) {
			sum, count := sums[b*s.M:(b+1)*s.M], counts[b*s.M:(b+1)*s.M]
			for i := from; i < to; i++ {
				for t, u := range s.EstRow(i) {
					if u == u {
						sum[t] += u
						count[t]++
					}
				}
			}
		})
		means := make([]float64, s.M)
		for t := range means {
			sum, count := 0.0, 0.0
			for b := range blocks {
				sum += sums[b*s.M+t]
				count += counts[b*s.M+t]
			}
			means[t] = sum / count
		}
		s.past.means = means
	})
	return s.past.means
}

// pastSpread is the standard deviation of AAR_t over the estimation columns with
// divisor m - lost, and m.
func (s *Sample) pastSpread(lost int) (float64, int) {
	means := s.estimationMeans()
	squares, _ := centre(means)
	m := countNumbers(means)
	return math.Sqrt(squares / float64(m-lost)), m
}

// cda is the time-series t (Brown and Warner 1980, 1985)
//
//	t = CAAR / (sqrt(L) sd_t(AAR_t)),  t over the estimation window, divisor m-1,  t(m-1)
func cda(s *Sample, c *Cut, lost int) Value {
	sd, m := s.pastSpread(lost)
	if m < 3 {
		return none("fewer than three estimation days")
	}
	mean, _ := meanSD(c.CAR)
	return student(mean/(sd*math.Sqrt(float64(c.Len))), float64(m-lost))
}

// lamb is the time-series t with the forecast error of a market model (Lamb 1995):
//
//	t = CAAR / ( sd_t(AAR_t) sqrt(mean C) ),  t(m-1)
//
// where the events share a date C is Lamb's 1 + 1/m + (Rm - mean Rm)²/Sxx; for
// other samples it is averaged over events.
func lamb(s *Sample, c *Cut) Value {
	sd, m := s.pastSpread(1)
	if m < 3 {
		return none("fewer than three estimation days")
	}
	mean, _ := meanSD(c.CAR)
	spread, _ := meanSD(c.C)
	return student(mean/(sd*math.Sqrt(spread)), float64(m-1))
}

// preEvent compares CAAR with the means of every stretch of L days of the
// estimation window:
//
//	p = (1 + #{stretches at least as extreme}) / (1 + #stretches)
//
// It needs no law and is proof against correlation between events on one date
// (the idea of Cohn, Johnson, Liu and Wardlaw 2026, whose regression is
// [PreEventRegression]).
func preEvent(s *Sample, c *Cut) Value {
	mean, _ := meanSD(c.CAR)
	past := stretches(s.estimationMeans(), c.Len)
	return amongPast(mean, past)
}

// stretches sums each run of length days; runs with a gap are left out.
func stretches(means []float64, length int) []float64 {
	var out []float64
	for from := 0; from+length <= len(means); from++ {
		sum := 0.0
		for _, v := range means[from : from+length] {
			sum += v
		}
		if sum == sum {
			out = append(out, sum)
		}
	}
	return out
}

func amongPast(x float64, past []float64) Value {
	if len(past) < 19 {
		return none("fewer than 19 stretches of the estimation window to compare with")
	}
	less, more := 1.0, 1.0
	for _, v := range past {
		if v <= x {
			less++
		}
		if v >= x {
			more++
		}
	}
	n := float64(len(past) + 1)
	return Value{X: x, Law: Drawn, Less: less / n, More: more / n}
}
