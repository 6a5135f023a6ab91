package study

import (
	"fmt"
	"strings"

	"newstape/fault"
)

// Window is a run of event days, both ends included; 0 is the event's session.
type Window struct {
	From int `json:"from"`
	To   int `json:"to"`
}

// Len is the number of days.
func (w Window) Len() int { return w.To - w.From + 1 }

// String gives [-1,+1].
func (w Window) String() string { return fmt.Sprintf("[%+d,%+d]", w.From, w.To) }

func (w Window) holds(v Window) bool { return w.From <= v.From && v.To <= w.To }

// DatePolicy says what to do with an event whose day is not a session of its
// market.
type DatePolicy string

// The policies. Each applies before windows are counted.
const (
	NextSession     DatePolicy = "next"
	PreviousSession DatePolicy = "previous"
	SkipEvent       DatePolicy = "skip"  // drop it, with the reason not_a_session
	ExactDate       DatePolicy = "exact" // refuse the whole run
)

// Missing says what to do with an event that lacks a return in its window.
type Missing string

// The choices. A window with a gap is never summed as if the gap were zero:
// under MissingKeep the event is left out of the days and windows it cannot fill.
const (
	MissingDrop Missing = "drop"
	MissingKeep Missing = "keep"
)

// Design says how a study is done. The zero value is not usable; see [Default].
type Design struct {
	// Model names a row of [Models]; Market its benchmark column; Factors more
	// regressors (already in excess of the risk-free rate where the model wants
	// that); RiskFree a column that is taken off security and market, or "".
	Model    string   `json:"model"`
	Market   string   `json:"market"`
	Factors  []string `json:"factors,omitempty"`
	RiskFree string   `json:"risk_free,omitempty"`

	// Estimation is where the model is fitted, Event the days whose abnormal
	// returns are kept, Windows the stretches that are summed. Each window lies
	// in Event. Path adds the windows [Event.From, t] for every t.
	Estimation Window   `json:"estimation"`
	Event      Window   `json:"event"`
	Windows    []Window `json:"windows"`
	Path       bool     `json:"path"`
	// MinDays is the fewest estimation days with returns; 0 means parameters + 3.
	MinDays int `json:"min_days"`

	// Exchange is the market identifier code whose calendar maps Event.At to a
	// session; "" when no event has At.
	Exchange string     `json:"exchange,omitempty"`
	Dates    DatePolicy `json:"dates"`
	// MaxShift is how many calendar days a policy may move an event; 0 means 7.
	MaxShift int     `json:"max_shift"`
	Missing  Missing `json:"missing"`
	// MaxReturn is the largest absolute return that is believed; 0 means 10
	// (1000 %).
	MaxReturn float64 `json:"max_return"`

	// Tests are names of [Battery], each with or without "=convention". Empty
	// means every test with its default convention.
	Tests []string `json:"tests"`
	// Level is the size of the tests and of the intervals; 0 means 0.05.
	Level float64 `json:"level"`
	// Adjust corrects the p-values over the days, over the windows and over the
	// groups: none, bonferroni, holm, hochberg, hommel, bh or by.
	Adjust string `json:"adjust"`
	// Draws and Seed govern the resampling tests; 0 draws means 999.
	Draws int    `json:"draws"`
	Seed  uint64 `json:"seed"`
	// Placebo is the number of placebo samples behind the size and power table;
	// 0 leaves it out.
	Placebo int `json:"placebo"`

	// Progress, when set, is told how far the run is. It may be called from
	// several goroutines at once, so that reports may arrive out of order; it must
	// be quick, and changes nothing in the result.
	Progress func(Progress) `json:"-"`
}

// Default is the market model over 250 days that end eleven sessions before the
// event, eleven event days, and the whole battery with the papers' formulas.
func Default() Design {
	return Design{
		Model:      "market-model",
		Estimation: Window{-260, -11},
		Event:      Window{-5, 5},
		Windows:    []Window{{0, 0}, {-1, 1}, {0, 1}, {-5, 5}},
		Dates:      NextSession,
		MaxShift:   7,
		Missing:    MissingDrop,
		MaxReturn:  10,
		Level:      0.05,
		Adjust:     "holm",
		Draws:      999,
		Seed:       1,
	}
}

// filled puts defaults where zero means one.
func (d Design) filled() Design {
	if d.MaxShift == 0 {
		d.MaxShift = 7
	}
	if d.MaxReturn == 0 {
		d.MaxReturn = 10
	}
	if d.Level == 0 {
		d.Level = 0.05
	}
	if d.Draws == 0 {
		d.Draws = 999
	}
	if d.Dates == "" {
		d.Dates = NextSession
	}
	if d.Missing == "" {
		d.Missing = MissingDrop
	}
	if d.Adjust == "" {
		d.Adjust = "none"
	}
	return d
}

// Validate says what is wrong with the design, or nil.
func (d Design) Validate() error {
	bad := func(format string, args ...any) *fault.Error {
		return fault.New(fault.BadUsage, "study design: "+format, args...)
	}
	if _, err := ModelNamed(d.Model); err != nil {
		return err
	}
	if err := d.validateWindows(bad); err != nil {
		return err
	}
	switch d.Dates {
	case NextSession, PreviousSession, SkipEvent, ExactDate, "":
	default:
		return bad("date policy %q is unknown", d.Dates).Try("next, previous, skip or exact")
	}
	switch d.Missing {
	case MissingDrop, MissingKeep, "":
	default:
		return bad("missing-day policy %q is unknown", d.Missing).Try("drop or keep")
	}
	if !(d.Level >= 0 && d.Level < 1) {
		return bad("level %v is not between 0 and 1", d.Level)
	}
	if d.Draws < 0 || d.MinDays < 0 || d.MaxShift < 0 || d.Placebo < 0 || !(d.MaxReturn >= 0) {
		return bad("draws, min_days, max_shift, placebo and max_return must not be negative")
	}
	if !knownAdjustment(d.Adjust) {
		return bad("adjustment %q is unknown", d.Adjust).Try("%s", strings.Join(adjustments, ", "))
	}
	if len(d.Tests) == 0 {
		return nil // every name, by its default convention
	}
	_, err := ChooseTests(d.Tests)
	return err
}

// maxSpan bounds windows so that a slip of the pen is an error, not a huge table.
const maxSpan = 20000

func (d Design) validateWindows(bad func(string, ...any) *fault.Error) error {
	spans := append([]Window{d.Estimation, d.Event}, d.Windows...)
	for _, w := range spans {
		if w.From > w.To {
			return bad("window %s ends before it begins", w)
		}
		if w.From < -maxSpan || w.To > maxSpan {
			return bad("window %s reaches further than %d days", w, maxSpan)
		}
	}
	for _, w := range d.Windows {
		if !d.Event.holds(w) {
			return bad("window %s is not inside the event window %s", w, d.Event).Try("widen the event window")
		}
	}
	if d.Estimation.From <= d.Event.To && d.Event.From <= d.Estimation.To {
		return bad("estimation window %s overlaps event window %s: the model would be fitted on what it is to judge",
			d.Estimation, d.Event).Try("end the estimation window before %+d", d.Event.From)
	}
	return nil
}
