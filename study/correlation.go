package study

import (
	"math"
	"slices"
	"sort"
)

// PairLimit is the largest sample whose pairs are compared one by one.
const PairLimit = 5000

// minOverlap is the fewest common days on which a pair's correlation is believed.
const minOverlap = 30

// alignment says which days of two events are compared.
type alignment int

const (
	byCalendar    alignment = iota // pairs on common dates; pairs without overlap count 0
	byOverlapping                  // the mean over overlapping pairs only
	byEventTime                    // same event time, whatever the date
	byBuckets                      // common dates, without recentring the pair: linear cost
)

// pairwise is what comparing every pair on its common dates gives.
type pairwise struct {
	sum   float64 // of correlations
	count int     // pairs with minOverlap common days or more
	meet  []pair  // those whose event columns share a day
}

type pair struct {
	i, j int32
	r    float64
}

// rbar is the mean of the N(N-1)/2 correlations of estimation residuals, i ≠ j
// (Kolari and Pynnonen 2010), for one alignment.
func (s *Sample) rbar(a alignment) float64 {
	n := float64(s.N)
	switch a {
	case byEventTime:
		s.past.eventTimeOnce.Do(func() {
			s.past.eventTime = s.columnCorrelation(func(_, t int) int32 { return int32(t) }, s.M)
		})
		return s.past.eventTime
	case byBuckets:
		s.past.bucketsOnce.Do(func() {
			s.past.buckets = s.columnCorrelation(func(i, t int) int32 { return s.Day[i*(s.M+s.L)+t] }, s.lastDay()+1)
		})
		return s.past.buckets
	case byOverlapping:
		p := s.pairs()
		return p.sum / float64(p.count)
	}
	return 2 * s.pairs().sum / (n * (n - 1))
}

// pairs compares every pair once.
func (s *Sample) pairs() *pairwise {
	s.past.pairsOnce.Do(func() { s.past.pairs = s.comparePairs() })
	return &s.past.pairs
}

// eventsMeet says whether two events have an event day in common.
func (s *Sample) eventsMeet(i, j int) bool { return s.common(i, j, 0, s.L) > 0 }

// common counts the days that the event columns from..to of two events share.
func (s *Sample) common(i, j, from, to int) int {
	width := s.M + s.L
	a := inData(s.Day[i*width+s.M+from : i*width+s.M+to])
	b := inData(s.Day[j*width+s.M+from : j*width+s.M+to])
	if len(a) == 0 || len(b) == 0 || a[len(a)-1] < b[0] || b[len(b)-1] < a[0] {
		return 0
	}
	n := 0
	for p, q := 0, 0; p < len(a) && q < len(b); {
		switch {
		case a[p] < b[q]:
			p++
		case a[p] > b[q]:
			q++
		default:
			n++
			p++
			q++
		}
	}
	return n
}

// inData cuts off the columns that lie outside the data, which are -1.
func inData(days []int32) []int32 {
	for len(days) > 0 && days[0] < 0 {
		days = days[1:]
	}
	for len(days) > 0 && days[len(days)-1] < 0 {
		days = days[:len(days)-1]
	}
	return days
}

func (s *Sample) lastDay() int { return int(slices.Max(s.Day)) }

// columnCorrelation is mean r in one pass over unit-norm residuals z, put into
// buckets that the pair must share:
//
//	r = ( sum_b (sum_i z_ib)² - sum_b sum_i z_ib² ) / (N (N-1))
//
// which is the mean of all pair correlations when every event fills the same
// buckets, and counts what two events do not share as 0.
func (s *Sample) columnCorrelation(bucket func(i, t int) int32, buckets int) float64 {
	sums := make([]float64, buckets)
	own := 0.0
	for i := range s.N {
		row := s.EstRow(i)
		squares, mean := centre(row)
		norm := math.Sqrt(squares)
		for t, u := range row {
			if b := bucket(i, t); u == u && b >= 0 {
				z := (u - mean) / norm
				sums[b] += z
				own += z * z
			}
		}
	}
	together := 0.0
	for _, v := range sums {
		together += v * v
	}
	n := float64(s.N)
	return (together - own) / (n * (n - 1))
}

// history is an event's residuals ready to be compared: centred days in order,
// with running sums so that any stretch can be recentred.
type history struct {
	event    int
	day      []int32
	u        []float64
	sum, sq  []float64 // running sums, one longer than u
	straight bool      // days follow each other without a gap
}

func (s *Sample) histories() []history {
	out := make([]history, s.N)
	inBlocks(s.N, 64, func(_, from, to int) {
		for i := from; i < to; i++ {
			out[i] = s.history(i)
		}
	})
	sort.SliceStable(out, func(a, b int) bool { return out[a].first() < out[b].first() })
	return out
}

func (h history) first() int32 {
	if len(h.day) == 0 {
		return math.MaxInt32
	}
	return h.day[0]
}

func (s *Sample) history(i int) history {
	row, days := s.EstRow(i), s.Day[i*(s.M+s.L):i*(s.M+s.L)+s.M]
	_, mean := centre(row)
	h := history{event: i, day: make([]int32, 0, s.M), u: make([]float64, 0, s.M)}
	for t, u := range row {
		if u == u {
			h.day = append(h.day, days[t])
			h.u = append(h.u, u-mean)
		}
	}
	h.sum, h.sq = make([]float64, len(h.u)+1), make([]float64, len(h.u)+1)
	for t, u := range h.u {
		h.sum[t+1], h.sq[t+1] = h.sum[t]+u, h.sq[t]+u*u
	}
	n := len(h.day)
	h.straight = n > 0 && int(h.day[n-1]-h.day[0]) == n-1
	return h
}

// comparePairs correlates every pair on its common dates. Rows are added in
// order, so that the sum does not depend on who computed them.
func (s *Sample) comparePairs() pairwise {
	hs := s.histories()
	rows := make([]pairwise, len(hs))
	inBlocks(len(hs), 8, func(_, from, to int) {
		for a := from; a < to; a++ {
			rows[a] = s.compareRow(hs[a], hs[a+1:])
		}
	})
	var out pairwise
	for _, r := range rows {
		out.sum += r.sum
		out.count += r.count
		out.meet = append(out.meet, r.meet...)
	}
	return out
}

// compareRow compares one event with those that begin no earlier.
func (s *Sample) compareRow(h history, later []history) pairwise {
	var out pairwise
	if len(h.day) == 0 {
		return out
	}
	last := h.day[len(h.day)-1]
	for _, g := range later {
		if g.first() > last {
			break
		}
		r, ok := correlate(h, g)
		if !ok {
			continue
		}
		out.sum += r
		out.count++
		if s.eventsMeet(h.event, g.event) {
			out.meet = append(out.meet, pair{int32(h.event), int32(g.event), r})
		}
	}
	return out
}

// correlate is Pearson's r over the days that both have; false with fewer than
// minOverlap.
func correlate(a, b history) (float64, bool) {
	if a.straight && b.straight {
		from, to := max(a.day[0], b.day[0]), min(a.day[len(a.day)-1], b.day[len(b.day)-1])+1
		n := int(to - from)
		if n < minOverlap {
			return 0, false
		}
		a0, b0 := int(from-a.day[0]), int(from-b.day[0])
		sa, sb := a.sum[a0+n]-a.sum[a0], b.sum[b0+n]-b.sum[b0]
		qa, qb := a.sq[a0+n]-a.sq[a0], b.sq[b0+n]-b.sq[b0]
		return pearson(float64(n), sa, sb, qa, qb, dot4(a.u[a0:a0+n], b.u[b0:b0+n]))
	}
	var n, sa, sb, qa, qb, ab float64
	for i, j := 0, 0; i < len(a.day) && j < len(b.day); {
		switch {
		case a.day[i] < b.day[j]:
			i++
		case a.day[i] > b.day[j]:
			j++
		default:
			x, y := a.u[i], b.u[j]
			n, sa, sb, qa, qb, ab = n+1, sa+x, sb+y, qa+x*x, qb+y*y, ab+x*y
			i++
			j++
		}
	}
	if n < minOverlap {
		return 0, false
	}
	return pearson(n, sa, sb, qa, qb, ab)
}

func pearson(n, sa, sb, qa, qb, ab float64) (float64, bool) {
	r := (ab - sa*sb/n) / math.Sqrt((qa-sa*sa/n)*(qb-sb*sb/n))
	return r, r-r == 0
}

// dot4 is a dot product in four lanes, which a processor can run side by side.
func dot4(a, b []float64) float64 {
	var s0, s1, s2, s3 float64
	b = b[:len(a)]
	k := 0
	for ; k+4 <= len(a); k += 4 {
		s0 += a[k] * b[k]
		s1 += a[k+1] * b[k+1]
		s2 += a[k+2] * b[k+2]
		s3 += a[k+3] * b[k+3]
	}
	for ; k < len(a); k++ {
		s0 += a[k] * b[k]
	}
	return (s0 + s1) + (s2 + s3)
}
