package study

import (
	"fmt"
	"math"
)

// kolari is the family of Kolari and Pynnonen: the standardised tests corrected
// for correlation between events.
func kolari() []Test {
	kp := func(a alignment, standard func(*Cut) []float64) func(*Sample, *Cut) Value {
		return func(s *Sample, c *Cut) Value { return kpBMP(s, c, standard(c), a) }
	}
	scar := func(c *Cut) []float64 { return c.SCAR }
	raw := func(c *Cut) []float64 { return c.Raw }
	patell := func(a alignment, lessOwn bool) func(*Sample, *Cut) Value {
		return func(s *Sample, c *Cut) Value { return kpPatell(s, c, a, lessOwn) }
	}
	return []Test{
		{"kp", "calendar", "Kolari and Pynnonen 2010; pairs on common dates, others 0", kp(byCalendar, scar)},
		{"kp", "overlap", "after Kolari, Pape and Pynnonen 2018: pairs weighted by shared event days", kpOverlap},
		{"kp", "buckets", "common dates in one pass, no recentring of pairs", kp(byBuckets, scar)},
		{"kp", "eventtime", "rows of equal event time, as in sipemu and eventstudy2", kp(byEventTime, scar)},
		{"kp", "overlapping", "mean over overlapping pairs only", kp(byOverlapping, scar)},
		{"kp", "sipemu", "event time, and CAR/(s sqrt(L)) without forecast error", kp(byEventTime, raw)},
		{"adj-patell", "calendar", "Kolari and Pynnonen 2010; pairs on common dates", patell(byCalendar, false)},
		{"adj-patell", "buckets", "common dates in one pass", patell(byBuckets, false)},
		{"adj-patell", "eventtime", "rows of equal event time", patell(byEventTime, false)},
		{"adj-patell", "stata", "as in eventstudy2: event time, and the factor of kp", patell(byEventTime, true)},
		{"adj-patell", "stata-calendar", "common dates, and the factor of kp", patell(byCalendar, true)},
	}
}

// kpBMP is the adjusted BMP t (Kolari and Pynnonen 2010, eq. 11)
//
//	t = BMP sqrt( (1 - r) / (1 + (N-1) r) ),  t(N-1)
//
// with r the mean correlation of estimation residuals.
func kpBMP(s *Sample, c *Cut, standard []float64, a alignment) Value {
	v := bmp(standard)
	if v.Missing != "" {
		return v
	}
	a, note := s.affordable(a)
	r := s.rbar(a)
	return corrected(v, r, 1-r, float64(c.N), note)
}

// kpPatell is the adjusted Patell z (Kolari and Pynnonen 2010)
//
//	z = Patell / sqrt( 1 + (N-1) r ),  N(0,1)
//
// lessOwn multiplies by sqrt(1-r) as well, which belongs to BMP.
func kpPatell(s *Sample, c *Cut, a alignment, lessOwn bool) Value {
	v := patellExact(s, c)
	if v.Missing != "" {
		return v
	}
	a, note := s.affordable(a)
	r := s.rbar(a)
	own := 1.0
	if lessOwn {
		own = 1 - r
	}
	return corrected(v, r, own, float64(c.N), note)
}

// kpOverlap is kp with each pair's correlation weighted by the share of the
// window's days that the two events have in common, so that only what can move
// two events together counts:
//
//	r = 2/(N(N-1)) sum_{i<j} (common days / L) r_ij
//
// (the partial-overlap case of Kolari, Pape and Pynnonen 2018).
func kpOverlap(s *Sample, c *Cut) Value {
	v := bmp(c.SCAR)
	if v.Missing != "" {
		return v
	}
	if s.N > PairLimit {
		return none(fmt.Sprintf("more than %d events: pairs are too many", PairLimit))
	}
	in := make([]bool, s.N)
	for _, i := range c.Event {
		in[i] = true
	}
	sum, from := 0.0, c.Window.From-s.EventFrom
	for _, p := range s.pairs().meet {
		if in[p.i] && in[p.j] {
			sum += p.r * float64(s.common(int(p.i), int(p.j), from, from+c.Len)) / float64(c.Len)
		}
	}
	n := float64(c.N)
	r := 2 * sum / (n * (n - 1))
	return corrected(v, r, 1-r, n, "")
}

// affordable replaces pairs by buckets in samples too large for pairs.
func (s *Sample) affordable(a alignment) (alignment, string) {
	if a == byCalendar && s.N > PairLimit {
		return byBuckets, fmt.Sprintf("by buckets: more than %d events; ", PairLimit)
	}
	return a, ""
}

func corrected(v Value, r, own, n float64, note string) Value {
	v.Note = fmt.Sprintf("%sr=%.6g", note, r)
	factor := own / (1 + (n-1)*r)
	if !(factor > 0) || math.IsInf(factor, 0) {
		return none(fmt.Sprintf("mean correlation r=%.6g of %.0f events leaves no variance", r, n))
	}
	v.X *= math.Sqrt(factor)
	return v
}

// MeanCorrelation is the mean correlation of estimation residuals by every
// alignment, and how many pairs overlap on enough days to be compared.
type MeanCorrelation struct {
	Calendar    float64
	EventTime   float64
	Buckets     float64
	Overlapping float64
	Pairs       int
}

// MeanCorrelation compares every pair of events; its cost is quadratic.
func (s *Sample) MeanCorrelation() MeanCorrelation {
	return MeanCorrelation{
		Calendar: s.rbar(byCalendar), EventTime: s.rbar(byEventTime), Buckets: s.rbar(byBuckets),
		Overlapping: s.rbar(byOverlapping), Pairs: s.pairs().count,
	}
}
