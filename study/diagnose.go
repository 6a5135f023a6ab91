package study

import (
	"fmt"
	"math"
	"slices"
)

// diagnose fills the diagnostics from the sample.
func (r *Result) diagnose(s *Sample, events []Event) {
	d := &r.Diagnostics
	d.Events, d.Kept = len(events), s.N
	d.Reasons = map[Reason]int{}
	for _, drop := range r.Drops {
		d.Reasons[drop.Reason]++
	}
	d.length(s)
	d.residuals(s)
	d.dates(r, s)
	d.securities(r, s)
	d.PreTrend = r.preTrend(s)
}

// length is how many estimation days took part.
func (d *Diagnostics) length(s *Sample) {
	used := slices.Clone(s.Used)
	slices.Sort(used)
	d.UsedMin, d.UsedMax = used[0], used[len(used)-1]
	d.UsedMedian = float64(used[(len(used)-1)/2]+used[len(used)/2]) / 2
}

// jarqueBera5 is the 5 % point of chi-squared with two degrees of freedom.
const jarqueBera5 = 5.991464547107979

// residuals tests each event's residuals.
func (d *Diagnostics) residuals(s *Sample) {
	notNormal, auto := make([]bool, s.N), make([]float64, s.N)
	thin := make([]bool, s.N)
	inBlocks(s.N, 64, func(_, from, to int) {
		for i := from; i < to; i++ {
			jb, rho, _ := residualShape(s.EstRow(i))
			notNormal[i], auto[i] = jb > jarqueBera5, rho
			thin[i] = s.thin(i)
		}
	})
	n := float64(s.N)
	for i := range s.N {
		if notNormal[i] {
			d.NotNormal += 1 / n
		}
		if math.Abs(auto[i]) > 1.96/math.Sqrt(float64(s.Used[i])) {
			d.Autocorrelated += 1 / n
		}
		d.MeanAuto += auto[i] / n
		if thin[i] {
			d.Thin += 1 / n
		}
	}
}

// residualShape is the Jarque-Bera statistic (1987) and the first
// autocorrelation, over neighbouring days that both have a residual:
//
//	JB = m/6 (g² + (k-3)²/4),  g = m3/m2^1.5,  k = m4/m2²
//	r1 = sum u_t u_{t-1} / sum u_t²
func residualShape(u []float64) (jb, auto float64, n int) {
	squares, mean := centre(u)
	m3, m4, next := 0.0, 0.0, 0.0
	before := math.NaN()
	for _, v := range u {
		e := v - mean
		if e == e {
			n++
			m3 += e * e * e
			m4 += e * e * e * e
			if before == before {
				next += e * before
			}
		}
		before = e
	}
	m := float64(n)
	m2 := squares / m
	g, k := m3/m/(m2*math.Sqrt(m2)), m4/m/(m2*m2)
	return m / 6 * (g*g + (k-3)*(k-3)/4), next / squares, n
}

// thin says whether more than a tenth of the estimation days have no return or
// one of exactly zero.
func (s *Sample) thin(i int) bool {
	at := s.places[i]
	quiet, days := 0, at.est.Len()
	for _, y := range at.y[at.row+at.est.From : at.row+at.est.To+1] {
		if !(y != 0 && y-y == 0) {
			quiet++
		}
	}
	return 10*quiet > days
}

// dates counts events that share a session and those that overlap.
func (d *Diagnostics) dates(r *Result, s *Sample) {
	type session struct {
		stamp Stamp
		count int
	}
	at := map[Stamp]int{}
	var sessions []session
	for _, e := range r.Events {
		k, ok := at[e.Session]
		if !ok {
			k = len(sessions)
			at[e.Session] = k
			sessions = append(sessions, session{stamp: e.Session})
		}
		sessions[k].count++
	}
	for _, x := range sessions {
		if x.count > 1 {
			d.SharedDates += x.count
		}
		if x.count > d.BusiestCount || x.count == d.BusiestCount && x.stamp < d.BusiestDate {
			d.BusiestDate, d.BusiestCount = x.stamp, x.count
		}
	}
	bySecurity := map[int32][]int{}
	for i, k := range s.Security {
		bySecurity[k] = append(bySecurity[k], i)
	}
	for k := range int32(len(bySecurity)) {
		d.overlaps(s, bySecurity[k])
	}
}

// overlaps compares the events of one security.
func (d *Diagnostics) overlaps(s *Sample, events []int) {
	for a, i := range events {
		inside := false
		for b, j := range events {
			gap := s.places[j].row - s.places[i].row
			if b > a && max(gap, -gap) < s.L {
				d.OverlapSame++
			}
			if est := s.places[i].est; a != b && est.From <= gap && gap <= est.To {
				inside = true
			}
		}
		if inside {
			d.OverlapEstimation++
		}
	}
}

// securities says how concentrated the sample is.
func (d *Diagnostics) securities(r *Result, s *Sample) {
	count := map[int32]int{}
	best := int32(-1)
	for _, k := range s.Security {
		count[k]++
	}
	d.Securities = len(count)
	for i, k := range s.Security { // in the order of events, so that ties are settled
		if best < 0 || count[k] > count[best] {
			best = k
			d.TopSecurity = r.Events[i].Security
		}
	}
	d.TopShare = float64(count[best]) / float64(s.N)
}

// preTrend is the cross-sectional t of the event days before 0.
func (r *Result) preTrend(s *Sample) Stat {
	t := Test{Name: "csect", Convention: "sample"}
	if s.EventFrom >= 0 {
		return t.stat(none("the event window begins on day 0 or later"), 0)
	}
	c := s.Cut(Window{s.EventFrom, min(-1, s.EventFrom+s.L-1)})
	if c.N == 0 {
		return t.stat(none("no event has every day before 0"), 0)
	}
	return t.stat(csect(c, 1), c.N)
}

// note writes what a reader must know, most important first.
func (d *Diagnostics) note(level float64) {
	say := func(format string, args ...any) { d.Notes = append(d.Notes, fmt.Sprintf(format, args...)) }
	if d.Kept < d.Events {
		say("%d of %d events %s dropped; the reasons are listed.", d.Events-d.Kept, d.Events, plural(d.Events-d.Kept, "was", "were"))
	}
	if d.Kept < 20 {
		say("%d kept %s: asymptotic p-values are rough; read the exact and permutation tests.", d.Kept, plural(d.Kept, "event", "events"))
	}
	if d.SharedDates > 0 {
		say("%d events share their session with another (%d on %s): tests that assume independence reject too often; read kp, grank-t and cda.",
			d.SharedDates, d.BusiestCount, d.BusiestDate)
	}
	if d.OverlapSame > 0 {
		say("%d %s of events of one security %s overlapping event windows.", d.OverlapSame,
			plural(d.OverlapSame, "pair", "pairs"), plural(d.OverlapSame, "has", "have"))
	}
	if d.OverlapEstimation > 0 {
		say("%d %s another event of the same security in the estimation window.", d.OverlapEstimation,
			plural(d.OverlapEstimation, "event has", "events have"))
	}
	if d.TopShare > 0.2 && d.Kept > 5 {
		say("%s is %.0f %% of the sample.", d.TopSecurity, 100*d.TopShare)
	}
	if d.Thin > 0.05 {
		say("%.0f %% of the events are thinly traded: betas are biased towards zero.", 100*d.Thin)
	}
	if d.PreTrend.Missing == "" && d.PreTrend.P < level {
		say("abnormal returns before day 0 differ from zero (t %.2f): the news may have leaked, or the model drifts.", d.PreTrend.Value)
	}
	if d.Autocorrelated > 0.2 {
		say("residuals of %.0f %% of the events are autocorrelated.", 100*d.Autocorrelated)
	}
}

func plural(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}
