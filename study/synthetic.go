package study

import (
	"context"
	"math"
	"math/rand/v2"
	"slices"

	"newstape/fault"
)

// Control asks what a security would have done without its event, told by a mix
// of other securities. See [Synthetic].
type Control struct {
	Security string `json:"-"`
	Session  Stamp  `json:"-"` // of the event; a day of the security
	// Donors are columns of the panel that the event did not touch. One that lacks
	// a return on a day in use is left out.
	Donors []string `json:"donors"`
	// Estimation and Event are in days of the security; zero is [-250,-11] and
	// [0,+5].
	Estimation Window  `json:"estimation"`
	Event      Window  `json:"event"`
	Level      float64 `json:"level"`     // of the intervals; 0 is 0.05
	Intervals  bool    `json:"intervals"` // conformal intervals day by day, which take longer
	// Placebos is how many donors are drawn and treated as if the event were
	// theirs; 0 is none.
	Placebos int    `json:"placebos"`
	Seed     uint64 `json:"seed"`
}

// ControlResult is the answer.
type ControlResult struct {
	Weights []DonorWeight `json:"weights"`  // above zero, the largest first
	LeftOut []string      `json:"left_out"` // donors that lack a return
	Used    int           `json:"used"`     // estimation days
	RMSE    float64       `json:"rmse"`     // of the estimation window
	Gaps    []Gap         `json:"gaps"`     // one an event day
	CAR     float64       `json:"car"`      // their sum
	// P is the conformal p of no effect on any event day.
	P float64 `json:"p"`
	// Placebo is the rank of the security among donors; nil when not asked for.
	Placebo *PlaceboRank `json:"placebo,omitempty"`
}

// DonorWeight is a donor's share of the mix.
type DonorWeight struct {
	Donor  string  `json:"donor"`
	Weight float64 `json:"weight"`
}

// Gap is what the security did beyond its mix on one day. P is the conformal p of
// no effect on this day and Low to High the conformal interval, when asked for.
type Gap struct {
	Day  int     `json:"day"`
	AR   float64 `json:"ar"`
	P    float64 `json:"p,omitempty"`
	Low  float64 `json:"low,omitempty"`
	High float64 `json:"high,omitempty"`
}

// PlaceboRank compares the ratio of event to estimation error with that of donors
// treated as the security was (Abadie, Diamond and Hainmueller 2010):
// P = (1 + #{ratio >= the security's}) / (1 + N).
type PlaceboRank struct {
	N     int     `json:"n"`
	Ratio float64 `json:"ratio"` // the security's
	P     float64 `json:"p"`
}

// control is a security and its donors on the days in use: the estimation days,
// then the event days.
type control struct {
	names []string
	y     []float64
	x     [][]float64
	pre   int // estimation days
	left  []string
}

// Synthetic measures one event against a synthetic control.
func Synthetic(ctx context.Context, q Control, p Panel) (*ControlResult, error) {
	if q.Estimation == (Window{}) {
		q.Estimation = Window{-250, -11}
	}
	if q.Event == (Window{}) {
		q.Event = Window{0, 5}
	}
	if q.Level == 0 {
		q.Level = 0.05
	}
	c, err := q.gather(p)
	if err != nil {
		return nil, err
	}
	fit, ok := c.fit(nil)
	if !ok {
		return nil, q.bad("rounding keeps the weights of %d donors from an optimum", len(c.x)).Try("leave out donors that repeat each other")
	}
	out := &ControlResult{LeftOut: c.left, Used: c.pre, RMSE: math.Sqrt(dot(fit.r, fit.r) / float64(c.pre))}
	for a, j := range fit.set {
		out.Weights = append(out.Weights, DonorWeight{c.names[j], fit.w[a]})
	}
	slices.SortStableFunc(out.Weights, func(a, b DonorWeight) int {
		if a.Weight != b.Weight {
			return compare(b.Weight, a.Weight)
		}
		return slices.Index(c.names, a.Donor) - slices.Index(c.names, b.Donor)
	})
	for k, gap := range c.gaps(fit) {
		out.Gaps = append(out.Gaps, Gap{Day: q.Event.From + k, AR: gap})
		out.CAR += gap
	}
	if err = c.conformal(ctx, q, fit, out); err != nil {
		return nil, err
	}
	if q.Placebos > 0 {
		out.Placebo, err = c.placebos(ctx, q, fit)
	}
	return out, err
}

func (q Control) bad(format string, args ...any) *fault.Error {
	return fault.New(fault.BadInput, "synthetic control of %s on %s: "+format, append([]any{q.Security, q.Session}, args...)...)
}

// gather puts the security and its donors on the security's days.
func (q Control) gather(p Panel) (*control, error) {
	if q.Estimation.From > q.Estimation.To || q.Event.From > q.Event.To || q.Estimation.To >= q.Event.From || !(q.Level > 0 && q.Level < 1) {
		return nil, q.bad("windows %s and %s or level %v do not fit: the estimation window must end before the event window", q.Estimation, q.Event, q.Level)
	}
	load := newLoader(Design{}, p)
	s, ok, err := load.series(q.Security)
	if err != nil {
		return nil, err
	}
	if !ok {
		return nil, q.bad("the panel has no such column")
	}
	at, ok := slices.BinarySearch(s.Stamps, q.Session)
	if !ok || at+q.Estimation.From < 0 || at+q.Event.To >= len(s.Stamps) {
		return nil, q.bad("its windows do not lie in its %d days", len(s.Stamps))
	}
	c := &control{}
	var rows []int
	for t := at + q.Estimation.From; t <= at+q.Estimation.To; t++ {
		if finite(s.Values[t]) {
			rows = append(rows, t)
		}
	}
	c.pre = len(rows)
	for t := at + q.Event.From; t <= at+q.Event.To; t++ {
		if !finite(s.Values[t]) {
			return nil, q.bad("no return on %s", s.Stamps[t])
		}
		rows = append(rows, t)
	}
	if c.pre < 20 {
		return nil, q.bad("%d estimation days with returns, 20 needed", c.pre)
	}
	c.y = lagged(s.Values, rows, 0)
	for _, name := range q.Donors {
		if name == q.Security {
			continue
		}
		d, ok, err := load.series(name)
		if err != nil {
			return nil, err
		}
		if !ok {
			return nil, q.bad("the panel has no donor %q", name)
		}
		column := lagged(align(s.Stamps, d), rows, 0)
		if slices.ContainsFunc(column, func(v float64) bool { return !finite(v) }) {
			c.left = append(c.left, name)
			continue
		}
		c.names, c.x = append(c.names, name), append(c.x, column)
	}
	if len(c.x) == 0 {
		return nil, q.bad("none of %d donors has a return on every day", len(q.Donors)).Try("a shorter estimation window")
	}
	return c, nil
}

// fit solves on the estimation days, from the weights of another fit when given.
func (c *control) fit(from *simplex) (*simplex, bool) {
	s := &simplex{y: c.y[:c.pre], x: make([][]float64, len(c.x))}
	for j, x := range c.x {
		s.x[j] = x[:c.pre]
	}
	if from != nil {
		s.set, s.w = slices.Clone(from.set), slices.Clone(from.w)
	}
	return s, s.solve()
}

// gaps are y - X w on the event days.
func (c *control) gaps(fit *simplex) []float64 {
	out := slices.Clone(c.y[c.pre:])
	for a, j := range fit.set {
		addScaled(out, -fit.w[a], c.x[j][c.pre:])
	}
	return out
}

// ratio is the root mean square of the event days over that of the estimation
// days.
func (c *control) ratio(fit *simplex) float64 {
	gaps := c.gaps(fit)
	return math.Sqrt(dot(gaps, gaps) / float64(len(gaps)) / (dot(fit.r, fit.r) / float64(c.pre)))
}

// placebos treats drawn donors as the security was. The security is no donor of
// theirs. Donors that a mix of others repeats to the last digit have no ratio.
func (c *control) placebos(ctx context.Context, q Control, fit *simplex) (*PlaceboRank, error) {
	draw := rand.New(rand.NewPCG(q.Seed, streamPlacebo))
	chosen := draw.Perm(len(c.x))[:min(q.Placebos, len(c.x))]
	ratios := make([]float64, len(chosen))
	err := parallel(ctx, len(chosen), 1, func(k int) {
		j := chosen[k]
		other := control{y: c.x[j], pre: c.pre, x: slices.Delete(slices.Clone(c.x), j, j+1)}
		ratios[k] = math.NaN()
		if len(other.x) == 0 {
			return
		}
		if f, ok := other.fit(nil); ok {
			ratios[k] = other.ratio(f)
		}
	})
	if err != nil {
		return nil, err
	}
	out := &PlaceboRank{Ratio: c.ratio(fit)}
	if !finite(out.Ratio) {
		return nil, q.bad("the mix repeats it to the last digit")
	}
	extreme := 1
	for _, r := range ratios {
		if finite(r) {
			out.N++
			if r >= out.Ratio {
				extreme++
			}
		}
	}
	out.P = float64(extreme) / float64(1+out.N)
	return out, nil
}
