package study

import (
	"context"
	"math"
	"slices"

	"newstape/fault"
	"newstape/study/stat"
)

// Single asks what one security did on one session beyond its benchmarks. See
// [One].
type Single struct {
	Security string
	Session  Stamp
	// Returns of the security; Volume, when given, is its traded shares.
	Returns Series
	Volume  Series
	// Benchmarks are compared one by one: the market, then peers.
	Benchmarks []Benchmark
	// Estimation is where the normal return is fitted; zero is 240 sessions that
	// end eleven before the event.
	Estimation Window
	// Windows are summed; none is [0,0], [0,+1], [-1,+1] and [-5,+5].
	Windows []Window
	Level   float64 // of the intervals and of the detectable effect; 0 is 0.05
}

// Benchmark is what a security is measured against.
type Benchmark struct {
	Name    string
	Returns Series
}

// SingleResult is the answer, one entry a benchmark.
type SingleResult struct {
	Security string         `json:"security"`
	Session  Stamp          `json:"session"`
	Against  []SingleFit    `json:"against"`
	Volume   *VolumeEffect  `json:"volume,omitempty"`
	Windows  []Window       `json:"windows"`
	Drops    []SingleReason `json:"drops,omitempty"`
}

// SingleReason says why a benchmark or the volume has no answer.
type SingleReason struct {
	What   string `json:"what"`
	Reason Reason `json:"reason"`
	Detail string `json:"detail"`
}

// SingleFit is the security against one benchmark.
type SingleFit struct {
	Benchmark string  `json:"benchmark"`
	Alpha     float64 `json:"alpha"`
	Beta      float64 `json:"beta"`
	R2        float64 `json:"r2"`
	Sigma     float64 `json:"sigma"` // residual standard deviation, a day
	Used      int     `json:"used"`  // estimation sessions with returns
	DF        int     `json:"df"`
	// From and To are the first and last estimation sessions.
	From Stamp `json:"from"`
	To   Stamp `json:"to"`

	Return          float64 `json:"return"` // the security's own, day 0
	BenchmarkReturn float64 `json:"benchmark_return"`
	// Effects are the market-model abnormal returns, one a window; AR is the
	// window [0,0]. Adjusted are return less benchmark return.
	AR       Effect   `json:"ar"`
	Adjusted Effect   `json:"adjusted"`
	Effects  []Effect `json:"effects"`
	// Percentile is the share of History days whose abnormal return was below AR,
	// ties by half; Extreme is how many were at least as large in absolute value.
	// The days are those before the session whose own estimation window is in the
	// data, each judged by that window; where there are fewer than MinHistory,
	// they are the estimation days and their residuals, and InSample is set.
	Percentile float64 `json:"percentile"`
	Extreme    int     `json:"extreme"`
	History    int     `json:"history"`
	InSample   bool    `json:"in_sample"`
}

// MinHistory is the fewest earlier days whose abnormal returns, each from its own
// estimation window, make a history.
const MinHistory = 120

// Effect is an abnormal return over a window with all that a reader needs to
// judge it.
type Effect struct {
	Window Window `json:"window"`
	Estimate
	// Plain is Value / (s sqrt(L)), the t of programs that leave the forecast
	// error out; T of Estimate is never larger.
	Plain float64 `json:"t_plain"`
	Low   float64 `json:"low"` // 1 - Level interval
	High  float64 `json:"high"`
	// Detectable is the smallest true effect that a two-sided test at Level finds
	// with 80 % power: (t_{1-Level/2} + t_{0.8}) SE.
	Detectable float64 `json:"detectable"`
}

func (q Single) filled() Single {
	if q.Estimation == (Window{}) {
		q.Estimation = Window{-250, -11}
	}
	if len(q.Windows) == 0 {
		q.Windows = []Window{{0, 0}, {0, 1}, {-1, 1}, {-5, 5}}
	}
	if q.Level == 0 {
		q.Level = 0.05
	}
	return q
}

// One measures one event. The session must be a day of each benchmark, else the
// benchmark is in Drops with its reason. A window that reaches beyond the data is
// Missing, so that yesterday's news can be measured today. It fails when no
// benchmark can be used.
func One(ctx context.Context, q Single) (*SingleResult, error) {
	q = q.filled()
	out := &SingleResult{Security: q.Security, Session: q.Session, Windows: q.Windows}
	for _, b := range q.Benchmarks {
		fit, drop, err := q.against(ctx, b)
		if err != nil {
			return nil, err
		}
		if drop.Reason != Kept {
			out.Drops = append(out.Drops, drop)
			continue
		}
		out.Against = append(out.Against, fit)
	}
	if len(out.Against) == 0 {
		if len(out.Drops) == 0 {
			return nil, fault.New(fault.BadUsage, "measure %s on %s: no benchmark given", q.Security, q.Session)
		}
		return nil, fault.New(fault.BadInput, "measure %s on %s: %s (%s)", q.Security, q.Session, out.Drops[0].Detail, out.Drops[0].Reason)
	}
	if len(q.Volume.Stamps) > 0 {
		v, drop := q.volume()
		if drop.Reason != Kept {
			out.Drops = append(out.Drops, drop)
		} else {
			out.Volume = &v
		}
	}
	return out, nil
}

// pairPanel is the two columns of a single study.
type pairPanel struct{ security, benchmark Series }

func (p pairPanel) Series(name string) (Series, bool) {
	if name == "security" {
		return p.security, true
	}
	return p.benchmark, name == "benchmark"
}

// against measures the security by the market model and the plain difference.
func (q Single) against(ctx context.Context, b Benchmark) (SingleFit, SingleReason, error) {
	drop := func(d Drop) SingleReason { return SingleReason{What: b.Name, Reason: d.Reason, Detail: d.Detail} }
	event := Window{0, 0}
	for _, w := range q.Windows {
		event.From, event.To = min(event.From, w.From), max(event.To, w.To)
	}
	d := Default()
	d.Market, d.Estimation, d.Event, d.Windows = "benchmark", q.Estimation, event, q.Windows
	d.Missing, d.Dates = MissingKeep, SkipEvent
	own := event
	if at, ok := slices.BinarySearch(b.Returns.Stamps, q.Session); ok {
		own.To = min(own.To, len(b.Returns.Stamps)-1-at)
	}
	e := []Event{{Security: "security", On: q.Session, Window: &own}}
	p := pairPanel{q.Returns, b.Returns}
	s, r, err := prepare(ctx, d, p, e)
	if err != nil && r == nil {
		return SingleFit{}, SingleReason{}, err
	}
	if len(r.Events) == 0 {
		return SingleFit{}, drop(r.Drops[0]), nil
	}
	if ar := s.AR[-event.From]; ar != ar {
		return SingleFit{}, SingleReason{b.Name, MissingEventDay, "no return on " + q.Session.String()}, nil
	}
	fit := q.describe(b, s, r)
	d.Model = "market-adjusted"
	plain, _, err := prepare(ctx, d, p, e)
	if err != nil {
		return SingleFit{}, SingleReason{}, err
	}
	fit.Adjusted = q.effect(plain, Window{0, 0}, q.cutoffs(plain))
	return fit, SingleReason{}, nil
}

func (q Single) describe(b Benchmark, s *Sample, r *Result) SingleFit {
	e := r.Events[0]
	at, _ := slices.BinarySearch(b.Returns.Stamps, q.Session)
	fit := SingleFit{
		Benchmark: b.Name, Alpha: e.Params[0], Beta: e.Params[1], R2: e.R2, Sigma: e.Sigma, Used: e.Used, DF: e.DF,
		From: b.Returns.Stamps[at+q.Estimation.From], To: b.Returns.Stamps[at+q.Estimation.To],
		Return: s.Return[-s.EventFrom], BenchmarkReturn: s.Bench[-s.EventFrom],
	}
	cut := q.cutoffs(s)
	fit.AR = q.effect(s, Window{0, 0}, cut)
	for _, w := range q.Windows {
		fit.Effects = append(fit.Effects, q.effect(s, w, cut))
	}
	q.rank(&fit, s)
	return fit
}

// rank places AR in the security's own history.
func (q Single) rank(fit *SingleFit, s *Sample) {
	at := s.places[0]
	y, x := at.y, at.market.x[0]
	var past []float64
	var rows []int
	for r := -q.Estimation.From; r < at.row; r++ {
		rows = append(rows, r)
	}
	for k, l := range Lines(y, x, rows, q.Estimation) {
		if ar := l.AR(y[rows[k]], x[rows[k]]); l.Reason == Kept && ar == ar {
			past = append(past, ar)
		}
	}
	if fit.InSample = len(past) < MinHistory; fit.InSample {
		past = past[:0]
		for _, u := range s.EstRow(0) {
			if u == u {
				past = append(past, u)
			}
		}
	}
	below := 0.0
	for _, u := range past {
		switch {
		case u < fit.AR.Value:
			below++
		case u == fit.AR.Value:
			below += 0.5
		}
		if math.Abs(u) >= math.Abs(fit.AR.Value) {
			fit.Extreme++
		}
	}
	fit.History = len(past)
	fit.Percentile = below / float64(len(past))
}

// cutoffs are the two points of Student's law by which effects are judged. They
// hang on the degrees of freedom alone and are dear to find.
type cutoffs struct {
	level float64 // t_{1-Level/2}
	power float64 // t_{0.8}
}

func (q Single) cutoffs(s *Sample) cutoffs {
	df := float64(s.DF[0])
	return cutoffs{level: -stat.StudentQuantile(q.Level/2, df), power: stat.StudentQuantile(0.8, df)}
}

func (q Single) effect(s *Sample, w Window, cut cutoffs) Effect {
	out := Effect{Window: w, Estimate: s.estimate(0, w, make([]float64, s.K))}
	if out.Missing {
		return out
	}
	out.Plain = out.Value / (s.Sigma[0] * math.Sqrt(float64(w.Len())))
	out.Low, out.High = out.Value-cut.level*out.SE, out.Value+cut.level*out.SE
	out.Detectable = (cut.level + cut.power) * out.SE
	return out
}
