package power

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"newstape/study"
	"newstape/study/stat"
)

// Table is how often each test rejected.
type Table struct {
	Plan Plan  `json:"plan"`
	Rows []Row `json:"rows"`
}

// Row is one test of one window in samples of one size.
type Row struct {
	Events     int          `json:"events"`
	Window     study.Window `json:"window"`
	Test       string       `json:"test"`
	Convention string       `json:"convention"`
	// Rejects is the share of samples in which the two-sided p is below the
	// level, one an effect; Errors its standard errors.
	Rejects []float64 `json:"rejects"`
	Errors  []float64 `json:"standard_errors"`
	// Missing is the share of samples in which the test had no value; it did not
	// reject in them.
	Missing float64 `json:"missing"`
	// Detects is the effect of 80 % power, between two effects by the line that
	// joins them; 0 when the largest does not reach it.
	Detects float64 `json:"detects"`
}

// Simulate draws the samples and counts. progress, when set, is told how many
// samples of how many are done; it may be called from several goroutines.
func Simulate(ctx context.Context, p Plan, progress func(done, total int)) (*Table, error) {
	if err := p.Validate(); err != nil {
		return nil, err
	}
	p.Design.Market, p.Design.Path, p.Design.Placebo = marketName, false, 0
	tests, err := study.ChooseTests(p.Design.Tests)
	if err != nil {
		return nil, err
	}
	out := &Table{Plan: p}
	var done atomic.Int64
	tick := func() {
		if n := done.Add(1); progress != nil {
			progress(int(n), p.Samples*len(p.Events))
		}
	}
	for size, n := range p.Events {
		c := &count{plan: p, tests: tests, events: n, axis: p.axis()}
		if err := c.run(ctx, uint64(size), tick); err != nil {
			return nil, fmt.Errorf("simulate %d events: %w", n, err)
		}
		out.Rows = append(out.Rows, c.rows()...)
	}
	return out, nil
}

// count is the rejections of samples of one size.
type count struct {
	plan   Plan
	tests  []study.Test
	events int
	axis   []study.Stamp

	mu      sync.Mutex
	rejects []int // by window, test and effect
	missing []int // by window and test
	err     error
}

func (c *count) run(ctx context.Context, size uint64, tick func()) error {
	cells := len(c.plan.Design.Windows) * len(c.tests)
	c.rejects, c.missing = make([]int, cells*len(c.plan.Effects)), make([]int, cells)
	var next atomic.Int64
	var wait sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), c.plan.Samples) {
		wait.Go(func() {
			for {
				k := int(next.Add(1)) - 1
				if k >= c.plan.Samples || ctx.Err() != nil || c.failed() {
					return
				}
				if err := c.one(ctx, rand.New(rand.NewPCG(c.plan.Seed, size<<32|uint64(k)))); err != nil {
					c.fail(err)
					return
				}
				tick()
			}
		})
	}
	wait.Wait()
	if c.err != nil {
		return c.err
	}
	return ctx.Err()
}

func (c *count) failed() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.err != nil
}

func (c *count) fail(err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.err == nil {
		c.err = err
	}
}

// one draws a sample, fits it once and judges it under every effect. The counts
// are whole numbers, so that the order of samples does not matter.
func (c *count) one(ctx context.Context, r *rand.Rand) error {
	d := c.plan.draw(r, c.axis, c.events)
	design := c.plan.Design
	design.Seed = r.Uint64()
	sample, _, err := study.Fitted(ctx, design, d.panel, d.events)
	if err != nil {
		return err
	}
	every := make([]int, sample.N)
	for i := range every {
		every[i] = i
	}
	windows, effects := design.Windows, c.plan.Effects
	rejects, missing := make([]int, len(c.rejects)), make([]int, len(c.missing))
	for e, effect := range effects {
		moved := sample.Select(every) // a copy: what tests share is made anew
		for i := range moved.N {
			at := i*moved.L - moved.EventFrom
			moved.AR[at] += effect
			moved.Return[at] += effect
		}
		for w, window := range windows {
			cut := moved.Cut(window)
			for t, test := range c.tests {
				p, ok := twoSided(test.Eval(moved, cut))
				at := w*len(c.tests) + t
				if !ok && e == 0 {
					missing[at]++
				}
				if ok && p < design.Level {
					rejects[at*len(effects)+e]++
				}
			}
		}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	for k, n := range rejects {
		c.rejects[k] += n
	}
	for k, n := range missing {
		c.missing[k] += n
	}
	return nil
}

// twoSided is a value's p; false where there is none.
func twoSided(v study.Value) (float64, bool) {
	if v.Missing != "" || math.IsNaN(v.X) || math.IsInf(v.X, 0) {
		return 0, false
	}
	switch v.Law {
	case study.Normal:
		return 2 * stat.NormalCDF(-math.Abs(v.X)), true
	case study.Student:
		return 2 * stat.StudentCDF(-math.Abs(v.X), v.DF), true
	case study.Exact, study.Drawn:
		return min(1, 2*min(v.Less, v.More)), true
	}
	return 0, false
}

func (c *count) rows() []Row {
	var out []Row
	samples, effects := float64(c.plan.Samples), c.plan.Effects
	for w, window := range c.plan.Design.Windows {
		for t, test := range c.tests {
			at := w*len(c.tests) + t
			row := Row{Events: c.events, Window: window, Test: test.Name, Convention: test.Convention, Missing: float64(c.missing[at]) / samples}
			for _, n := range c.rejects[at*len(effects) : (at+1)*len(effects)] {
				share := float64(n) / samples
				row.Rejects = append(row.Rejects, share)
				row.Errors = append(row.Errors, math.Sqrt(share*(1-share)/samples))
			}
			row.Detects = detects(effects, row.Rejects)
			out = append(out, row)
		}
	}
	return out
}

// detects is the smallest effect, taken as positive, of 80 % power.
func detects(effects, rejects []float64) float64 {
	const enough = 0.8
	order := make([]int, 0, len(effects))
	for k, e := range effects {
		if e >= 0 {
			order = append(order, k)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(effects[a], effects[b]) })
	for j, k := range order {
		if rejects[k] < enough || effects[k] == 0 {
			continue
		}
		if j == 0 || rejects[order[j-1]] >= enough {
			return effects[k]
		}
		before := order[j-1]
		part := (enough - rejects[before]) / (rejects[k] - rejects[before])
		return effects[before] + part*(effects[k]-effects[before])
	}
	return 0
}
