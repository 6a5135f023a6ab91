package study

import "math"

// The formulas of the R package estudy2 0.10 where they differ from the papers'.
// With every return present most agree with ours up to sqrt((m-1)/(m-2)).

// residualSD is the standard deviation (m-1) of event i's residuals about their
// mean.
func (s *Sample) residualSD(i int) float64 {
	row := s.EstRow(i)
	squares, _ := centre(row)
	return math.Sqrt(squares / float64(countNumbers(row)-1))
}

// j1Estudy2 is J1 with the standard deviation (m-1) of the residuals for s.
func j1Estudy2(s *Sample, c *Cut) Value {
	return j1(c, func(_, i int) float64 {
		v := s.residualSD(i)
		return v * v * float64(c.Len)
	})
}

// sarEstudy2 is the sum of AR / (sd(u) sqrt(1 + 1/m + (Rm-mean Rm)²/Sxx)), the
// market's mean and Sxx over every day of the window, also those on which the
// security has no return.
func (s *Sample) sarEstudy2(c *Cut) []float64 {
	out := make([]float64, c.N)
	from := c.Window.From - s.EventFrom
	for k, i := range c.Event {
		sxx, mean := centre(s.BenchRow(i))
		sd := s.residualSD(i)
		for t := from; t < from+c.Len; t++ {
			d := s.Bench[i*s.L+t] - mean
			out[k] += s.AR[i*s.L+t] / (sd * math.Sqrt(1+1/float64(s.Used[i])+d*d/sxx))
		}
	}
	return out
}

// patellEstudy2 is Patell's z on sarEstudy2 with (m-2)/(m-4) whatever the model.
func patellEstudy2(s *Sample, c *Cut) Value {
	sum, q := 0.0, 0.0
	for k, v := range s.sarEstudy2(c) {
		m := float64(s.Used[c.Event[k]])
		if m <= 4 {
			return none("fewer than five estimation days")
		}
		sum += v
		q += (m - 2) / (m - 4)
	}
	return normal(sum / math.Sqrt(float64(c.Len)*q))
}

// bmpEstudy2 is bmp on sarEstudy2.
func bmpEstudy2(s *Sample, c *Cut) Value { return bmp(s.sarEstudy2(c)) }

// lambEstudy2 adds a day's AAR / (sd sqrt(C)) over the window and divides by
// sqrt(L). C is that of the first event's market and the mean of m_i.
func lambEstudy2(s *Sample, c *Cut) Value {
	sd, m := s.pastSpread(1)
	if m < 3 {
		return none("fewer than three estimation days")
	}
	used := 0.0
	for _, i := range c.Event {
		used += float64(s.Used[i]) / float64(c.N)
	}
	first := c.Event[0]
	sxx, centred := centre(s.BenchRow(first))
	sum := 0.0
	for t := c.Window.From; t <= c.Window.To; t++ {
		day := s.Cut(Window{t, t})
		d := s.Bench[first*s.L+t-s.EventFrom] - centred
		if day.N == 0 {
			return none("a day without events")
		}
		mean, _ := meanSD(day.CAR)
		sum += mean / (sd * math.Sqrt(1+1/used+d*d/sxx))
	}
	return student(sum/math.Sqrt(float64(c.Len)), float64(m-1))
}

// With missing returns estudy2 writes a sum over events as N times their mean,
// N all events and not those of the day, and takes the mean of T_i for T.

// rankEstudy2 is rankCorrado so.
func rankEstudy2(s *Sample, c *Cut) Value {
	rankCorrado(s, c) // makes the ranks
	return s.present.corrado.estudy2(s, c, func(n float64) float64 { return n })
}

// rankModifiedEstudy2 is the test of U = K/(1+T_i) so, without rankZivney's
// standardisation.
func rankModifiedEstudy2(s *Sample, c *Cut) Value {
	s.present.modifiedOnce.Do(func() {
		s.present.modified = s.rankSums(nil, func(t float64) (float64, float64) { return 1 / (1 + t), 0.5 })
	})
	return s.present.modified.estudy2(s, c, math.Sqrt)
}

// signEstudy2 is signZivney so.
func signEstudy2(s *Sample, c *Cut) Value {
	signZivney(s, c) // makes the signs
	return s.present.sign.estudy2(s, c, math.Sqrt)
}

func (r *rankSums) estudy2(s *Sample, c *Cut, under func(float64) float64) Value {
	v := r.over(s, c, func(d, n float64) float64 { return d * float64(s.N) / under(n) })
	v.X *= r.meanLength(s.N)
	return v
}

// meanLength is the factor sqrt( mean(T_i) / T ).
func (r *rankSums) meanLength(n int) float64 {
	total, columns := 0.0, 0.0
	for k, count := range r.count {
		if r.dev[k] == r.dev[k] {
			columns++
		}
		total += count
	}
	return math.Sqrt(total / float64(n) / columns)
}

// rankWindowEstudy2 compares the mean rank of the window with the mean over
// events of the mean rank, ranks undivided:
//
//	z = sqrt(L) (mean K - K) / sqrt( sum_t (mean_i K_it - K)² / mean T_i ),  K = mean_i (T_i+1)/2
func rankWindowEstudy2(s *Sample, c *Cut) Value {
	s.present.windowOnce.Do(func() {
		s.present.window = s.rankSums(nil, func(float64) (float64, float64) { return 1, 0 })
	})
	r := s.present.window
	centre, total := 0.0, 0.0
	for i := range s.N {
		length := float64(countNumbers(s.EstRow(i)) + countNumbers(s.ARRow(i)))
		centre += (length + 1) / 2 / float64(s.N)
		total += length / float64(s.N)
	}
	squares := 0.0
	for _, d := range r.dev {
		if d == d {
			squares += (d - centre) * (d - centre)
		}
	}
	sum, count := 0.0, 0.0
	from := s.M + c.Window.From - s.EventFrom
	for k := from; k < from+c.Len; k++ {
		sum += r.dev[k] * r.count[k]
		count += r.count[k]
	}
	return normal(math.Sqrt(float64(c.Len)) * (sum/count - centre) / math.Sqrt(squares/total))
}
