package study

import (
	"context"
	"fmt"
	"math"

	"newstape/fault"
)

// Run carries out the design on the events. It fails only when the whole study
// cannot be done: a bad design, an unreadable panel, no event kept. An event
// that cannot be used is a [Drop] with its reason. The same input gives the same
// bits on any number of processors.
func Run(ctx context.Context, d Design, p Panel, events []Event) (*Result, error) {
	d = d.filled()
	s, r, err := prepare(ctx, d, p, events)
	if err != nil {
		return nil, err
	}
	if err = r.judge(ctx, s, events); err != nil {
		return nil, err
	}
	r.diagnose(s, events)
	if d.Placebo > 0 {
		if r.Diagnostics.Placebo, err = placebo(ctx, d, p, events, r); err != nil {
			return nil, err
		}
	}
	r.Diagnostics.note(d.Level)
	return r, nil
}

// Fitted is Run without the tests: the sample's matrices for those who want to
// compute on them, the kept events and the drops.
func Fitted(ctx context.Context, d Design, p Panel, events []Event) (*Sample, *Result, error) {
	s, r, err := prepare(ctx, d.filled(), p, events)
	if err != nil {
		return nil, nil, err
	}
	return s, r, nil
}

// prepare places and fits the events. When none can be used it gives the drops
// with the error.
func prepare(ctx context.Context, d Design, p Panel, events []Event) (*Sample, *Result, error) {
	if err := d.Validate(); err != nil {
		return nil, nil, err
	}
	model, err := ModelNamed(d.Model)
	if err != nil {
		return nil, nil, err
	}
	r := &Result{Design: d, Params: model.Params(append([]string{d.Market}, d.Factors...))}
	places, err := r.placeAll(d, p, events)
	if err != nil {
		return nil, nil, err
	}
	s, fits, err := fitAll(ctx, d, model, len(r.Params), events, places)
	if err != nil {
		return nil, nil, err
	}
	var keep []int
	for k, at := range places {
		if reason := fits[k].reason; reason != Kept {
			e := events[at.event]
			r.Drops = append(r.Drops, Drop{Row: at.event, ID: e.ID, Security: e.Security, Reason: reason, Detail: fits[k].detail()})
			continue
		}
		keep = append(keep, k)
		r.Events = append(r.Events, eventResult(events[at.event], at, fits[k]))
	}
	sortDrops(r.Drops)
	if len(keep) == 0 {
		return s, r, noneKept(events, r.Drops)
	}
	if len(keep) < len(places) {
		s = s.Select(keep)
	}
	return s, r, nil
}

func noneKept(events []Event, drops []Drop) error {
	if len(drops) == 0 {
		return fault.New(fault.BadInput, "the study has no events").Try("give at least one")
	}
	return fault.New(fault.BadInput, "none of %d %s can be used; the first, %s: %s (%s)",
		len(events), plural(len(events), "event", "events"), drops[0].ID, drops[0].Detail, drops[0].Reason).Try("check the event dates against the data")
}

// placeAll puts every event on its market's axis, or drops it.
func (r *Result) placeAll(d Design, p Panel, events []Event) ([]placed, error) {
	load := newLoader(d, p)
	pl, err := newPlacer(d, load)
	if err != nil {
		return nil, err
	}
	places := make([]placed, 0, len(events))
	for k, e := range events {
		at, drop, err := pl.place(k, e)
		if err != nil {
			return nil, err
		}
		if drop.Reason != Kept {
			r.Drops = append(r.Drops, drop)
			continue
		}
		places = append(places, at)
	}
	load.number()
	return places, nil
}

// outcome is a Fit with the reason why there is none.
type outcome struct {
	Fit
	reason  Reason
	minimum int
}

func (o outcome) detail() string {
	switch o.reason {
	case TooFewDays:
		return fmt.Sprintf("%d estimation days with returns, %d needed", o.Used, o.minimum)
	case ConstantReturns:
		return "the returns of the estimation window leave no variance to judge by"
	case Collinear:
		return "the benchmark or factors are constant or repeat each other in the estimation window"
	case NoConvergence:
		return "the model's optimiser found no maximum"
	}
	return "the model could not be fitted"
}

// fitAll fits every placed event into the matrices of a sample.
func fitAll(ctx context.Context, d Design, model Model, k int, events []Event, places []placed) (*Sample, []outcome, error) {
	s := newSample(d, k, places)
	number := map[string]int32{}
	for i, at := range places {
		e := events[at.event]
		if _, ok := number[e.Security]; !ok {
			number[e.Security] = int32(len(number))
		}
		s.Security[i], s.Weight[i] = number[e.Security], e.Weight
		s.Session[i] = at.market.place[at.row]
	}
	fits := make([]outcome, len(places))
	progress := d.meter(Fitting, len(places))
	err := parallel(ctx, len(places), 16, func(i int) {
		fits[i] = fitOne(d, model, s, i, places[i])
		progress.add()
	})
	return s, fits, err
}

func newSample(d Design, k int, places []placed) *Sample {
	est := d.Estimation
	for _, at := range places {
		est.From, est.To = min(est.From, at.est.From), max(est.To, at.est.To)
	}
	n := len(places)
	s := &Sample{
		N: n, M: est.Len(), L: d.Event.Len(), EstFrom: est.From, EventFrom: d.Event.From, K: k,
		seed: d.Seed, draws: d.Draws, past: new(past), present: new(present),
	}
	s.places = places
	s.Residual, s.AR = make([]float64, n*s.M), make([]float64, n*s.L)
	s.Return, s.Bench, s.Own = make([]float64, n*s.L), make([]float64, n*s.L), make([]float64, n*s.L)
	s.Load = make([]float64, n*s.L*k)
	s.Sigma, s.Weight = make([]float64, n), make([]float64, n)
	s.DF, s.Used = make([]int, n), make([]int, n)
	s.Day = make([]int32, n*(s.M+s.L))
	s.Security, s.Session = make([]int32, n), make([]int32, n)
	return s
}

// fitOne fits event i into row i of the sample.
func fitOne(d Design, model Model, s *Sample, i int, at placed) outcome {
	blank(s.EstRow(i))
	blank(s.ARRow(i))
	blank(s.Return[i*s.L : (i+1)*s.L])
	blank(s.Bench[i*s.L : (i+1)*s.L])
	s.days(i, at)
	rows := Rows{
		Y: at.y, X: at.market.x,
		EstFrom: at.row + at.est.From, EstTo: at.row + at.est.To + 1,
		EventFrom: at.row + at.window.From, EventTo: at.row + at.window.To + 1,
	}
	e0, e1 := at.est.From-s.EstFrom, at.est.To+1-s.EstFrom
	w0, w1 := i*s.L+at.window.From-s.EventFrom, i*s.L+at.window.To+1-s.EventFrom
	out := outcome{minimum: max(d.MinDays, s.K+3)}
	out.Residual, out.AR = s.EstRow(i)[e0:e1], s.AR[w0:w1]
	out.K, out.Load = s.K, s.Load[w0*s.K:w1*s.K]
	out.reason = model.Fit(&rows, &out.Fit)
	if out.reason != Kept {
		return out
	}
	if out.Used < out.minimum || out.DF < 1 {
		out.reason = TooFewDays
		return out
	}
	if !believable(at.y[rows.EstFrom:rows.EstTo], out.Sigma) {
		out.reason = ConstantReturns
		return out
	}
	copy(s.Return[w0:w1], at.y[rows.EventFrom:rows.EventTo])
	copy(s.Bench[w0:w1], at.market.x[0][rows.EventFrom:rows.EventTo])
	for t := w0; t < w1; t++ {
		s.Own[t] = 1
	}
	copy(s.Own[w0:w1], out.Own)
	s.Sigma[i], s.DF[i], s.Used[i] = out.Sigma, out.DF, out.Used
	out.Residual, out.AR, out.Load, out.Own = nil, nil, nil, nil
	return out
}

// believable tells a spread from rounding: returns that are constant, or that
// the market explains to the last digit, leave a residual of about 1e-16 of the
// returns' size.
func believable(y []float64, sigma float64) bool {
	size := 0.0
	for _, v := range y {
		if a := math.Abs(v); a > size {
			size = a
		}
	}
	return sigma > 1e-12*size
}

// days writes the calendar place of each column of row i; -1 is outside the data.
func (s *Sample) days(i int, at placed) {
	row := s.Day[i*(s.M+s.L) : (i+1)*(s.M+s.L)]
	write := func(part []int32, from int) {
		for c := range part {
			part[c] = -1
			if t := at.row + from + c; t >= 0 && t < len(at.market.place) {
				part[c] = at.market.place[t]
			}
		}
	}
	write(row[:s.M], s.EstFrom)
	write(row[s.M:], s.EventFrom)
}

func blank(v []float64) {
	for k := range v {
		v[k] = math.NaN()
	}
}
