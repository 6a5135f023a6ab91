package study

import (
	"context"
	"math"
	"slices"
)

// conformal fills the p-values and intervals of Chernozhukov, Wuthrich and Zhu
// (2021). Under the hypothesis that the effect on the event days is known, it is
// taken off, the weights are fitted on all days, and the size of the event days'
// residuals
//
//	S(u) = sum_{t in event} |u_t|
//
// is compared with that of every moving block of as many days, the first day
// following the last (cyclic shifts):
//
//	p = #{shifts with S >= S of the event days} / days
//
// For one day's effect that day stands alone after the estimation window; its
// interval is every effect with p > Level. p falls on both sides of the gap but
// for steps, and each end is found by doubling and halving, to 1/1000 of the
// estimation window's error. Where the days are too few to reject at Level, the
// interval is left out.
func (c *control) conformal(ctx context.Context, q Control, fit *simplex, out *ControlResult) error {
	p, ok := c.p(0, len(c.y)-c.pre, fit)
	if !ok {
		return q.bad("rounding keeps the weights under the hypothesis from an optimum")
	}
	out.P = p
	if !q.Intervals || 1/float64(c.pre+1) > q.Level {
		return nil
	}
	failed := make([]bool, len(out.Gaps))
	err := parallel(ctx, len(out.Gaps), 1, func(k int) {
		g := &out.Gaps[k]
		day := c.alone(c.pre + k)
		p, ok := day.p(0, 1, fit)
		low, okLow := day.end(g.AR, -out.RMSE, q.Level, fit)
		high, okHigh := day.end(g.AR, out.RMSE, q.Level, fit)
		g.P, g.Low, g.High, failed[k] = p, low, high, !ok || !okLow || !okHigh
	})
	if err == nil && slices.Contains(failed, true) {
		return q.bad("rounding keeps an interval from its end").Try("leave the intervals out")
	}
	return err
}

// alone is the estimation days and one event day.
func (c *control) alone(day int) *control {
	out := &control{y: append(slices.Clone(c.y[:c.pre]), c.y[day]), x: make([][]float64, len(c.x)), pre: c.pre}
	for j, x := range c.x {
		out.x[j] = append(slices.Clone(x[:c.pre]), x[day])
	}
	return out
}

// end is the end of the interval on the side of step, from the gap outwards.
func (c *control) end(gap, step, level float64, fit *simplex) (float64, bool) {
	inside, outside, first := gap, gap, step
	for range 60 {
		outside += step
		p, ok := c.p(outside, 1, fit)
		if !ok {
			return 0, false
		}
		if p <= level {
			break
		}
		inside = outside
		step *= 2
	}
	if inside == outside {
		return 0, false // no effect is large enough
	}
	fine := math.Abs(first) / 1000
	for math.Abs(outside-inside) > fine {
		mid := (inside + outside) / 2
		p, ok := c.p(mid, 1, fit)
		if !ok {
			return 0, false
		}
		if p > level {
			inside = mid
		} else {
			outside = mid
		}
	}
	return inside, true
}

// p is the conformal p of the effect theta on the last days of c, from the weights
// of fit.
func (c *control) p(theta float64, last int, fit *simplex) (float64, bool) {
	n := len(c.y)
	y := slices.Clone(c.y)
	for t := n - last; t < n; t++ {
		y[t] -= theta
	}
	s := simplex{y: y, x: c.x, set: slices.Clone(fit.set), w: slices.Clone(fit.w)}
	if !s.solve() {
		return 0, false
	}
	size := func(from int) float64 {
		sum := 0.0
		for k := range last {
			sum += math.Abs(s.r[(from+k)%n])
		}
		return sum
	}
	// Sums that differ by rounding only are equal.
	observed := size(n-last) * (1 - 1e-12)
	count := 0
	for from := range n {
		if size(from) >= observed {
			count++
		}
	}
	return float64(count) / float64(n), true
}
