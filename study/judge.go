package study

import (
	"context"
	"math"
	"slices"
	"sort"

	"newstape/study/stat"
)

func eventResult(e Event, at placed, o outcome) EventResult {
	return EventResult{
		Row: at.event, ID: e.ID, Security: e.Security, Session: at.market.stamps[at.row],
		Shifted: at.shifted, Phase: string(at.phase), Params: o.Params, Sigma: o.Sigma, DF: o.DF, Used: o.Used, R2: o.R2,
	}
}

func sortDrops(drops []Drop) {
	sort.SliceStable(drops, func(a, b int) bool { return drops[a].Row < drops[b].Row })
}

// spans lists the windows to sum: the design's, then the path.
func (d Design) spans() []Window {
	out := slices.Clone(d.Windows)
	if d.Path {
		for t := d.Event.From; t <= d.Event.To; t++ {
			out = append(out, Window{d.Event.From, t})
		}
	}
	return out
}

func (d Design) days() []Window {
	var out []Window
	for t := d.Event.From; t <= d.Event.To; t++ {
		out = append(out, Window{t, t})
	}
	return out
}

// judge fills the result from the sample: events, days, windows, groups.
func (r *Result) judge(ctx context.Context, s *Sample, events []Event) error {
	tests, err := ChooseTests(r.Design.Tests)
	if err != nil {
		return err
	}
	r.Design.Tests = nil // written out, so that a later default changes nothing
	for _, t := range tests {
		r.Design.Tests = append(r.Design.Tests, t.String())
	}
	days, windows := r.Design.days(), r.Design.spans()
	if err := r.estimates(ctx, s, days, windows); err != nil {
		return err
	}
	names, members := r.grouped(events)
	progress := r.Design.meter(Testing, (1+len(names))*len(tests)*(len(days)+len(windows)))
	if r.Days, r.Windows, err = r.both(ctx, s, tests, days, windows, progress); err != nil {
		return err
	}
	for _, name := range names {
		d, w, err := r.both(ctx, s.Select(members[name]), tests, days, windows, progress)
		if err != nil {
			return err
		}
		r.Groups = append(r.Groups, GroupResult{Group: name, N: len(members[name]), Days: d, Windows: w})
	}
	r.compare(s, windows, names, members)
	return nil
}

// both judges days and windows in one go, so that all processors are used.
func (r *Result) both(ctx context.Context, s *Sample, tests []Test, days, windows []Window, progress *meter) (d, w []WindowResult, err error) {
	all, err := judgeWindows(ctx, r.Design, s, tests, slices.Concat(days, windows), progress)
	if err != nil {
		return nil, nil, err
	}
	d, w = all[:len(days):len(days)], all[len(days):]
	adjust(d, r.Design.Adjust)
	adjust(w, r.Design.Adjust)
	return d, w, nil
}

// judgeWindows runs every test on every window. Work is split by test and
// window; what tests share, such as ranks, is made once by the first to ask.
func judgeWindows(ctx context.Context, d Design, s *Sample, tests []Test, windows []Window, progress *meter) ([]WindowResult, error) {
	out := make([]WindowResult, len(windows))
	cuts := make([]*Cut, len(windows))
	err := parallel(ctx, len(windows), 1, func(k int) {
		cuts[k] = s.Cut(windows[k])
		out[k] = describe(s, cuts[k], d.Level)
		out[k].Stats = make([]Stat, len(tests))
	})
	if err != nil {
		return nil, err
	}
	err = parallel(ctx, len(windows)*len(tests), 1, func(j int) {
		k, t := j%len(windows), j/len(windows)
		out[k].Stats[t] = tests[t].stat(eval(tests[t], s, cuts[k]), cuts[k].N)
		progress.add()
	})
	return out, err
}

func eval(t Test, s *Sample, c *Cut) Value {
	if c.N == 0 {
		return none("no event has every day of the window")
	}
	return t.Eval(s, c)
}

// describe is what a window's values look like without a test.
func describe(s *Sample, c *Cut, level float64) WindowResult {
	w := WindowResult{Window: c.Window, N: c.N}
	if c.N == 0 {
		return w
	}
	w.Mean, w.SD = meanSD(c.CAR)
	sorted := slices.Sorted(slices.Values(c.CAR))
	w.Median = median(sorted)
	for _, v := range c.CAR {
		if v > 0 {
			w.Positive++
		}
	}
	w.Low, w.High = w.Mean, w.Mean
	if c.N > 1 {
		half := -stat.StudentQuantile(level/2, float64(c.N-1)) * w.SD / math.Sqrt(float64(c.N))
		w.Low, w.High = w.Mean-half, w.Mean+half
	} else {
		w.SD = 0
	}
	w.ByValue, w.ByPrecision = byValue(s, c), byPrecision(s, c)
	return w
}

// estimates fills the abnormal returns of each event, with their errors.
func (r *Result) estimates(ctx context.Context, s *Sample, days, windows []Window) error {
	all := make([]Estimate, len(r.Events)*(len(days)+len(windows)))
	return parallel(ctx, len(r.Events), 16, func(i int) {
		load := make([]float64, s.K)
		part := all[i*(len(days)+len(windows)) : (i+1)*(len(days)+len(windows))]
		for k, w := range days {
			part[k] = s.estimate(i, w, load)
		}
		for k, w := range windows {
			part[len(days)+k] = s.estimate(i, w, load)
		}
		r.Events[i].AR, r.Events[i].CARs = part[:len(days):len(days)], part[len(days):]
	})
}

// estimate is t = CAR / (s sqrt(C_cum)) on m - k degrees of freedom.
func (s *Sample) estimate(i int, w Window, load []float64) Estimate {
	car, _, c, ok := s.sum(i, w.From-s.EventFrom, w.To-s.EventFrom, load)
	if !ok {
		return Estimate{Missing: true}
	}
	se := s.Sigma[i] * math.Sqrt(c)
	t := car / se
	return Estimate{Value: car, SE: se, T: t, P: 2 * stat.StudentCDF(-math.Abs(t), float64(s.DF[i]))}
}

// meanSD is the mean and the standard deviation (n-1) in two passes; NaN for
// the deviation of fewer than two values.
func meanSD(v []float64) (mean, sd float64) {
	for _, x := range v {
		mean += x
	}
	n := float64(len(v))
	mean /= n
	squares := 0.0
	for _, x := range v {
		squares += (x - mean) * (x - mean)
	}
	return mean, math.Sqrt(squares / (n - 1))
}

func median(sorted []float64) float64 {
	n := len(sorted)
	if n == 0 {
		return 0
	}
	return (sorted[(n-1)/2] + sorted[n/2]) / 2
}
