package study

import (
	"math"
	"slices"
	"sort"
)

// granks is the family of generalised ranks.
func granks() []Test {
	return []Test{
		{"grank-t", "kp2011", "Kolari and Pynnonen 2011", grankT},
		{"grank-z", "kp2011", "Kolari and Pynnonen 2011, independent events", grankZ},
		{"grank-t", "estudy", "as in Stata estudy: T = m, ranks over m+1", grankEstudy},
	}
}

// grankT is GRANK-T (Kolari and Pynnonen 2011). The window is one more return,
// re-standardised by its cross-sectional deviation, ranked among the m
// standardised residuals of its event:
//
//	SCAR*_i = SCAR_i / sd(SCAR)   T_i = m_i + 1   U_it = rank/(T_i+1) - 1/2
//	S² = (1/T) sum_t (n_t/N) U_t²   Z = U_0 / S
//	t = Z sqrt( (T-2) / (T-1-Z²) ),  t(T-2)
func grankT(s *Sample, c *Cut) Value {
	g, why := s.grank(c, 1)
	if why != "" {
		return none(why)
	}
	z, t := g.event/g.spread, g.t
	under := t - 1 - z*z
	if under <= 0 {
		return none("every day's mean rank is zero but the event's")
	}
	return student(z*math.Sqrt((t-2)/under), t-2)
}

// grankZ is GRANK-Z for independent events: Z = U_0 / sqrt( (T-1)/(12 N (T+1)) ),
// N(0,1).
func grankZ(s *Sample, c *Cut) Value {
	g, why := s.grank(c, 1)
	if why != "" {
		return none(why)
	}
	return normal(g.event / math.Sqrt((g.t-1)/(12*float64(c.N)*(g.t+1))))
}

// grankEstudy is grankT with T = m: ranks are divided by T+1 = m+1, one too few,
// and the degrees of freedom are m-2.
func grankEstudy(s *Sample, c *Cut) Value {
	g, why := s.grank(c, 0)
	if why != "" {
		return none(why)
	}
	t := g.t - 1
	z := g.event / (g.spread * math.Sqrt(g.t/t))
	under := t - 1 - z*z
	if under <= 0 {
		return none("every day's mean rank is zero but the event's")
	}
	return student(z*math.Sqrt((t-2)/under), t-2)
}

// grankSums are the parts of Z.
type grankSums struct {
	event  float64 // mean U of the window
	spread float64 // S
	t      float64 // T, the columns that took part and the window
}

// grank ranks the window among the residuals of each event; ranks are divided by
// T_i + past. The order of the residuals among themselves is the same for every
// window, so that a window costs a search, and a step up for those above it.
func (s *Sample) grank(c *Cut, past float64) (grankSums, string) {
	if c.N < 2 {
		return grankSums{}, "one event has no cross-section"
	}
	_, sd := meanSD(c.SCAR)
	if !(sd > 0) {
		return grankSums{}, "no spread to judge by"
	}
	base := s.grankBase(c, past)
	sums := slices.Clone(base.sum)
	orders := s.orders()
	event := 0.0
	for k, i := range c.Event {
		u, order := s.EstRow(i), orders[i]
		at := c.SCAR[k] / sd * s.Sigma[i] // the window on the scale of the residuals
		below := sort.Search(len(order), func(j int) bool { return u[order[j]] >= at })
		scale := 1 / (float64(len(order)+1) + past)
		above := below
		for above < len(order) && u[order[above]] == at {
			sums[order[above]] += scale / 2
			above++
		}
		for _, t := range order[above:] {
			sums[t] += scale
		}
		event += (float64(below)+1+float64(above-below)/2)*scale - 0.5
	}
	out := grankSums{event: event / float64(c.N), t: 1}
	squares := out.event * out.event
	for t, n := range base.count {
		if n > 0 {
			mean := sums[t] / n
			squares += n / float64(c.N) * mean * mean
			out.t++
		}
	}
	out.spread = math.Sqrt(squares / out.t)
	return out, ""
}

// rankBase is, for each estimation column, the sum of U over events before the
// window is ranked among them, and the number of events.
type rankBase struct{ sum, count []float64 }

// grankBase is made once for the whole sample; a cut that lacks events, or
// another divisor, has its own.
func (s *Sample) grankBase(c *Cut, past float64) rankBase {
	if c.N == s.N && past == 1 {
		s.past.baseOnce.Do(func() { s.past.base = s.rankBase(c.Event, past) })
		return s.past.base
	}
	return s.rankBase(c.Event, past)
}

func (s *Sample) rankBase(events []int, past float64) rankBase {
	const block = 128
	blocks := (len(events) + block - 1) / block
	parts := make([]rankBase, blocks)
	orders := s.orders()
	inBlocks(len(events), block, func(b, from, to int) {
		part := rankBase{make([]float64, s.M), make([]float64, s.M)}
		for _, i := range events[from:to] {
			u, order := s.EstRow(i), orders[i]
			scale := 1 / (float64(len(order)+1) + past)
			tied(u, order, func(t uint16, rank float64) {
				part.sum[t] += rank*scale - 0.5
				part.count[t]++
			})
		}
		parts[b] = part
	})
	out := rankBase{make([]float64, s.M), make([]float64, s.M)}
	for _, part := range parts {
		for t := range out.sum {
			out.sum[t] += part.sum[t]
			out.count[t] += part.count[t]
		}
	}
	return out
}

// tied gives the mid-rank of each value in its order.
func tied(u []float64, order []uint16, give func(t uint16, rank float64)) {
	for from := 0; from < len(order); {
		to := from + 1
		for to < len(order) && u[order[to]] == u[order[from]] {
			to++
		}
		for _, t := range order[from:to] {
			give(t, float64(from+to+1)/2)
		}
		from = to
	}
}
