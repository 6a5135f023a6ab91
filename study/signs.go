package study

import (
	"math"

	"newstape/study/stat"
)

// signTests is the family that counts events above zero.
func signTests() []Test {
	return []Test{
		{"sign", "normal", "Brown and Warner 1980", func(_ *Sample, c *Cut) Value { return signZ(c) }},
		{"sign", "exact", "the binomial distribution itself", func(_ *Sample, c *Cut) Value { return signExact(c) }},
		{"gsign", "event", "Cowan 1992; share of positive days by event", func(s *Sample, c *Cut) Value { return gsign(c, s.PositiveShare(c)) }},
		{"gsign", "pooled", "as in estudy2: share over all estimation days", func(s *Sample, c *Cut) Value { return gsign(c, s.positivePooled(c)) }},
		{"gsign", "firm", "as in sipemu to 0.65: share by firm, then averaged", func(s *Sample, c *Cut) Value { return gsign(c, s.positiveByFirm(c)) }},
		{"gsign", "nonnegative", "as in eventstudy2: a zero counts as positive", func(s *Sample, c *Cut) Value { return gsignNonNegative(c, s.PositiveShare(c)) }},
	}
}

func positives(c *Cut) float64 {
	n := 0.0
	for _, v := range c.CAR {
		if v > 0 {
			n++
		}
	}
	return n
}

// signZ is z = (w - N/2) / (sqrt(N)/2) with w the events above zero, strictly;
// N(0,1).
func signZ(c *Cut) Value {
	n := float64(c.N)
	return normal((positives(c) - n/2) / (0.5 * math.Sqrt(n)))
}

// signExact is w itself against the binomial distribution with p = 1/2.
func signExact(c *Cut) Value {
	w := int(positives(c))
	return Value{X: float64(w), Law: Exact, Less: stat.BinomialHalf(w, c.N), More: stat.BinomialHalf(c.N-w, c.N)}
}

// gsign is the generalised sign z (Cowan 1992)
//
//	z = (w - N p) / sqrt( N p (1-p) ),  N(0,1)
//
// with p the share of estimation days above zero.
func gsign(c *Cut, p float64) Value {
	n := float64(c.N)
	return normal((positives(c) - n*p) / math.Sqrt(n*p*(1-p)))
}

func gsignNonNegative(c *Cut, p float64) Value {
	n, w := float64(c.N), 0.0
	for _, v := range c.CAR {
		if v >= 0 {
			w++
		}
	}
	return normal((w - n*p) / math.Sqrt(n*p*(1-p)))
}

// above counts event i's residuals above zero, and all of them.
func (s *Sample) above(i int) (positive, days float64) {
	s.past.aboveOnce.Do(func() {
		s.past.positive = make([]int32, s.N)
		inBlocks(s.N, 256, func(_, from, to int) {
			for j := from; j < to; j++ {
				for _, u := range s.EstRow(j) {
					if u > 0 {
						s.past.positive[j]++
					}
				}
			}
		})
	})
	return float64(s.past.positive[i]), float64(s.Used[i])
}

// PositiveShare is the p of the generalised sign test (Cowan 1992): p = mean_i( share of event i's estimation days above zero ).
func (s *Sample) PositiveShare(c *Cut) float64 {
	sum := 0.0
	for _, i := range c.Event {
		up, days := s.above(i)
		sum += up / days
	}
	return sum / float64(c.N)
}

// positivePooled is p over all estimation days of all events.
func (s *Sample) positivePooled(c *Cut) float64 {
	up, days := 0.0, 0.0
	for _, i := range c.Event {
		u, d := s.above(i)
		up += u
		days += d
	}
	return up / days
}

// positiveByFirm is p averaged over firms, so that a firm with many events
// counts once.
func (s *Sample) positiveByFirm(c *Cut) float64 {
	up, days := map[int32]float64{}, map[int32]float64{}
	var firms []int32
	for _, i := range c.Event {
		f := s.Security[i]
		if days[f] == 0 {
			firms = append(firms, f)
		}
		u, d := s.above(i)
		up[f] += u
		days[f] += d
	}
	sum := 0.0
	for _, f := range firms {
		sum += up[f] / days[f]
	}
	return sum / float64(len(firms))
}
