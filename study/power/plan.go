// Package power answers, before there are data, how large an effect a study can
// see: it draws samples in the manner of Brown and Warner (1980, 1985), runs the
// tests of the engine on them, and counts how often each rejects.
//
//	p := power.Default()
//	p.Events, p.Effects = []int{20, 50}, []float64{0, 0.01}
//	t, err := power.Simulate(ctx, p, nil)
//	t.Rows[0].Rejects[1] // share of samples of 20 events in which csect finds 1 %
//
// In: a [Plan]. Out: a [Table], one row a number of events, test and window.
//
// Each sample has its own market, r_m ~ N(0, MarketSigma), on one calendar; the
// securities follow r = b r_m + s e with b ~ N(1, 0.3) and s uniform in
// Sigma (1 +- Spread), so that events differ as firms do. e has unit variance:
//
//	e = sqrt(rho) f_t + sqrt(1-rho) g_it
//
// with f the day's common shock, so that Correlation is what two securities'
// residuals share on one day; it matters when CommonDate puts all events on one.
// Over the event window e is multiplied by sqrt(Variance). The effect is added
// to day 0 after the fit, so that every effect is tried on the same samples.
//
// A plan is a pure function of its seed: the same bits on any number of
// processors. Limits: [MaxWork] bounds the job; effects are one-day; a standard
// error of a share p is sqrt(p(1-p)/Samples).
package power

import (
	"fmt"
	"math"

	"newstape/fault"
	"newstape/study"
)

// Plan says what is to be simulated.
type Plan struct {
	// Design gives model, windows, tests, level and draws. Its market is ignored.
	Design study.Design `json:"design"`
	// Events are the sizes of sample to try; Effects the returns added to day 0,
	// as fractions.
	Events  []int     `json:"events"`
	Effects []float64 `json:"effects"`
	// Samples is how many are drawn of each size.
	Samples int    `json:"samples"`
	Seed    uint64 `json:"seed"`

	// MarketSigma and Sigma are daily standard deviations of the market and of
	// the residual; Spread is how far Sigma differs between securities, 0 to 1.
	MarketSigma float64 `json:"market_sigma"`
	Sigma       float64 `json:"sigma"`
	Spread      float64 `json:"spread"`
	// Variance multiplies the residual variance over the event window; 1 is none.
	Variance float64 `json:"variance"`
	// CommonDate puts every event of a sample on one day.
	CommonDate bool `json:"common_date"`
	// Correlation is that of two securities' residuals on one day, 0 to 1.
	Correlation float64 `json:"correlation"`
	// Freedom are the degrees of freedom of Student's t for the residual's
	// shocks, scaled to unit variance; 0 is the normal law.
	Freedom int `json:"freedom"`
}

// MaxWork bounds samples x events x days, about a minute of one processor for
// cheap tests.
const MaxWork = 4e9

// Default is fifty events in the manner of Brown and Warner (1985), with the
// tests that need no resampling.
func Default() Plan {
	d := study.Default()
	d.Windows = []study.Window{{From: 0, To: 0}, {From: -5, To: 5}}
	d.Tests = []string{"csect", "cda", "patell", "bmp", "kp", "rank", "rank=cz", "grank-t", "sign", "gsign", "wilcoxon=normal"}
	return Plan{
		Design: d, Events: []int{50}, Effects: []float64{0, 0.005, 0.01, 0.02}, Samples: 1000, Seed: 1,
		MarketSigma: 0.01, Sigma: 0.02, Spread: 0.5, Variance: 1,
	}
}

// Validate says what is wrong with the plan, or nil.
func (p Plan) Validate() error {
	bad := func(format string, args ...any) error {
		return fault.New(fault.BadUsage, "simulation: "+format, args...)
	}
	if err := p.Design.Validate(); err != nil {
		return err
	}
	if p.Design.Estimation.To >= p.Design.Event.From {
		return bad("the estimation window %s does not end before the event window %s", p.Design.Estimation, p.Design.Event)
	}
	if p.Design.Event.From > 0 || p.Design.Event.To < 0 {
		return bad("day 0 is not in the event window %s", p.Design.Event)
	}
	if len(p.Design.Factors) > 0 || p.Design.RiskFree != "" {
		return bad("factors and a risk-free rate are not simulated")
	}
	if len(p.Events) == 0 || len(p.Effects) == 0 {
		return bad("no number of events or no effect to try")
	}
	for _, n := range p.Events {
		if n < 1 || n > 100000 {
			return bad("%d events", n)
		}
	}
	for _, e := range p.Effects {
		if !(math.Abs(e) <= 1) {
			return bad("effect %g is not a daily return as a fraction", e)
		}
	}
	for _, c := range []struct {
		name           string
		x, least, most float64
	}{
		{"samples", float64(p.Samples), 1, 1e6},
		{"market sigma", p.MarketSigma, 1e-6, 1},
		{"sigma", p.Sigma, 1e-6, 1},
		{"spread", p.Spread, 0, 1},
		{"variance", p.Variance, 1e-3, 1000},
		{"correlation", p.Correlation, 0, 1},
	} {
		if !(c.x >= c.least && c.x <= c.most) {
			return bad("%s %g is not between %g and %g", c.name, c.x, c.least, c.most)
		}
	}
	if p.Freedom != 0 && p.Freedom < 3 {
		return bad("t with %d degrees of freedom has no variance", p.Freedom)
	}
	if w := p.work(); w > MaxWork {
		return fault.New(fault.TooLarge, "simulation: %.2g returns to draw, at most %.2g", w, float64(MaxWork)).Try("fewer samples or events")
	}
	return nil
}

// work is the number of returns that are drawn.
func (p Plan) work() float64 {
	events := 0
	for _, n := range p.Events {
		events += n
	}
	return float64(p.Samples) * float64(events) * float64(p.span())
}

// span is the number of days from the first of the estimation window to the
// last of the event window.
func (p Plan) span() int { return p.Design.Event.To - p.Design.Estimation.From + 1 }

// Title says what was drawn.
func (p Plan) Title() string {
	law := "normal shocks"
	if p.Freedom > 0 {
		law = fmt.Sprintf("shocks of t(%d)", p.Freedom)
	}
	dates := "dates of their own"
	if p.CommonDate {
		dates = "one common date"
	}
	return fmt.Sprintf("%d samples, %s, residual %.3g %% a day, correlation %.3g, variance x %.3g over the event window, %s",
		p.Samples, law, 100*p.Sigma, p.Correlation, p.Variance, dates)
}
