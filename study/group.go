package study

import (
	"math"
	"slices"

	"newstape/study/stat"
)

// grouped are the groups of the kept events in the order of their names, and
// where in the sample their events are.
func (r *Result) grouped(events []Event) (names []string, members map[string][]int) {
	members = map[string][]int{}
	for k, e := range r.Events {
		g := events[e.Row].Group
		if g == "" {
			continue
		}
		if members[g] == nil {
			names = append(names, g)
		}
		members[g] = append(members[g], k)
	}
	slices.Sort(names)
	return names, members
}

// compare compares each pair of groups in each window.
func (r *Result) compare(s *Sample, windows []Window, names []string, members map[string][]int) {
	for _, w := range windows {
		c := s.Cut(w)
		for a := range names {
			for b := a + 1; b < len(names); b++ {
				r.Differences = append(r.Differences, difference(c, names[a], names[b], members))
			}
		}
	}
	adjustDifferences(r.Differences, r.Design.Adjust)
}

// difference compares the CARs of two groups.
func difference(c *Cut, a, b string, members map[string][]int) Difference {
	pick := func(group string) []float64 {
		var out []float64
		for k, i := range c.Event {
			if _, ok := slices.BinarySearch(members[group], i); ok {
				out = append(out, c.CAR[k])
			}
		}
		return out
	}
	x, y := pick(a), pick(b)
	out := Difference{Window: c.Window, A: a, B: b}
	mx, _ := meanSD(x)
	my, _ := meanSD(y)
	if len(x) > 0 && len(y) > 0 {
		out.Mean = mx - my
	}
	out.Stats = []Stat{
		Test{Name: "welch", Convention: "welch", Source: "Welch 1947"}.stat(Welch(x, y), len(x)+len(y)),
		Test{Name: "rank-sum", Convention: "normal", Source: "Mann and Whitney 1947"}.stat(RankSum(x, y), len(x)+len(y)),
	}
	return out
}

// Welch is the t of two means with unequal variances (Welch 1947):
//
//	t = (mean x - mean y) / sqrt(vx + vy),  v = sd²/n
//	df = (vx + vy)² / ( vx²/(nx-1) + vy²/(ny-1) )
func Welch(x, y []float64) Value {
	if len(x) < 2 || len(y) < 2 {
		return none("a group has fewer than two events")
	}
	mx, sx := meanSD(x)
	my, sy := meanSD(y)
	nx, ny := float64(len(x)), float64(len(y))
	vx, vy := sx*sx/nx, sy*sy/ny
	df := (vx + vy) * (vx + vy) / (vx*vx/(nx-1) + vy*vy/(ny-1))
	return student((mx-my)/math.Sqrt(vx+vy), df)
}

// RankSum is Wilcoxon's rank-sum z with the correction for ties (Mann and
// Whitney 1947):
//
//	z = ( W - nx(N+1)/2 ) / sqrt( nx ny/12 ( N+1 - sum(t³-t)/(N(N-1)) ) )
func RankSum(x, y []float64) Value {
	if len(x) < 1 || len(y) < 1 {
		return none("a group is empty")
	}
	all := slices.Concat(x, y)
	ranks := make([]float64, len(all))
	stat.MidRanks(all, ranks)
	w := 0.0
	for _, r := range ranks[:len(x)] {
		w += r
	}
	ties := stat.Ties(ranks)
	nx, ny, n := float64(len(x)), float64(len(y)), float64(len(all))
	return normal((w - nx*(n+1)/2) / math.Sqrt(nx*ny/12*(n+1-ties/(n*(n-1)))))
}

// adjustDifferences corrects the p-values over the pairs of groups, window by
// window.
func adjustDifferences(d []Difference, how string) {
	for from := 0; from < len(d); {
		to := from
		for to < len(d) && d[to].Window == d[from].Window {
			to++
		}
		for t := range d[from].Stats {
			var at []int
			var p []float64
			for k := from; k < to; k++ {
				if d[k].Stats[t].Missing == "" {
					at = append(at, k)
					p = append(p, d[k].Stats[t].P)
				}
			}
			for j, v := range AdjustP(p, how) {
				d[at[j]].Stats[t].Adjusted = v
			}
		}
		from = to
	}
}
