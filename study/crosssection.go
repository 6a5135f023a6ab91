package study

import "math"

// crossSection is the family that judges the mean by the spread between events,
// and MacKinlay's pair that judges it by the estimation window.
func crossSection() []Test {
	return []Test{
		{"csect", "sample", "Brown and Warner 1980; Penman 1982", func(_ *Sample, c *Cut) Value { return csect(c, 1) }},
		{"csect", "population", "as in py_event_studies: divisor N", func(_ *Sample, c *Cut) Value { return csect(c, 0) }},
		{"j1", "mackinlay", "MacKinlay 1997, J1", j1Raw},
		{"j1", "exact", "Campbell, Lo and MacKinlay 1997, with the forecast-error variance", j1Exact},
		{"j1", "estudy2", "as in estudy2's Brown-Warner 1980: s with m-1", j1Estudy2},
		{"j1", "lemaire", "as in the Python eventstudy: SSR/m, t(sum of m-1)", j1Lemaire},
		{"j2", "clm", "Campbell, Lo and MacKinlay 1997, eq. 4.4.24: patell=exact by another name", patellExact},
		{"weighted", "value", "weights given with the events", weightedByValue},
		{"weighted", "precision", "weights 1/(s² C)", weightedByPrecision},
	}
}

// csect is the cross-sectional t (Brown and Warner 1980; Penman 1982)
//
//	t = sqrt(N) CAAR / sd(CAR),  sd with divisor N-1,  t(N-1)
func csect(c *Cut, lost int) Value {
	if c.N < 2 {
		return none("one event has no cross-section")
	}
	mean, sd := meanSD(c.CAR)
	if lost == 0 {
		sd *= math.Sqrt(float64(c.N-1) / float64(c.N))
	}
	return student(math.Sqrt(float64(c.N))*mean/sd, float64(c.N-1))
}

// j1Raw is MacKinlay's J1 (1997, eq. 20), independent events and a long
// estimation window:
//
//	J1 = CAAR / sqrt( sum_i L s_i² / N² ),  N(0,1)
func j1Raw(s *Sample, c *Cut) Value {
	return j1(c, func(k, i int) float64 { return s.Sigma[i] * s.Sigma[i] * float64(c.Len) })
}

// j1Exact is J1 with each event's exact forecast-error variance s_i² C_i.
func j1Exact(s *Sample, c *Cut) Value {
	return j1(c, func(k, i int) float64 { return s.Sigma[i] * s.Sigma[i] * c.C[k] })
}

// j1Lemaire is J1 with SSR/m for s², t with the sum of the events' m-1.
func j1Lemaire(s *Sample, c *Cut) Value {
	df := 0.0
	for _, i := range c.Event {
		df += float64(s.Used[i] - 1)
	}
	v := j1(c, func(_, i int) float64 {
		return s.Sigma[i] * s.Sigma[i] * float64(s.DF[i]) / float64(s.Used[i]) * float64(c.Len)
	})
	v.Law, v.DF = Student, df
	return v
}

func j1(c *Cut, variance func(k, i int) float64) Value {
	sum, total := 0.0, 0.0
	for k, i := range c.Event {
		sum += c.CAR[k]
		total += variance(k, i)
	}
	return normal(sum / math.Sqrt(total))
}

// WeightedMean is a weighted CAAR with its standard error.
type WeightedMean struct {
	N    int     `json:"n"`
	Mean float64 `json:"mean"`
	SE   float64 `json:"se"` // 0 when there is none
}

// byValue is sum w CAR / sum w over events with a weight; its error treats the
// events as independent with unequal variance:
//
//	SE² = sum w² (CAR - mean)² / (sum w)² × N/(N-1)
func byValue(s *Sample, c *Cut) WeightedMean {
	return weigh(c, func(_, i int) float64 { return s.Weight[i] })
}

// byPrecision weighs each event by 1/(s² C), its forecast precision.
func byPrecision(s *Sample, c *Cut) WeightedMean {
	return weigh(c, func(k, i int) float64 { return 1 / (s.Sigma[i] * s.Sigma[i] * c.C[k]) })
}

func weigh(c *Cut, weight func(k, i int) float64) WeightedMean {
	var out WeightedMean
	sum, total := 0.0, 0.0
	for k, i := range c.Event {
		if w := weight(k, i); w > 0 {
			out.N++
			sum += w * c.CAR[k]
			total += w
		}
	}
	if out.N == 0 {
		return out
	}
	out.Mean = sum / total
	squares := 0.0
	for k, i := range c.Event {
		if w := weight(k, i); w > 0 {
			d := w * (c.CAR[k] - out.Mean)
			squares += d * d
		}
	}
	if out.N > 1 {
		out.SE = math.Sqrt(squares*float64(out.N)/float64(out.N-1)) / total
	}
	return out
}

func weightedByValue(s *Sample, c *Cut) Value     { return weightedTest(byValue(s, c)) }
func weightedByPrecision(s *Sample, c *Cut) Value { return weightedTest(byPrecision(s, c)) }

// weightedTest is t = mean/SE, t(N-1).
func weightedTest(w WeightedMean) Value {
	if w.N < 2 {
		return none("fewer than two events have a weight")
	}
	return student(w.Mean/w.SE, float64(w.N-1))
}

func normal(x float64) Value { return Value{X: x, Law: Normal} }

func student(x, df float64) Value { return Value{X: x, Law: Student, DF: df} }
