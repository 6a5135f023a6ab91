package study

import "time"

// Event is one dated event of one security. Either On or At says when.
type Event struct {
	ID       string `json:"id"`
	Security string `json:"security"`
	// On is the day (or the bar, on an intraday axis) of the event.
	On Stamp `json:"on,omitempty"`
	// At is the moment the news came out; it is mapped to the session that it
	// can affect (which needs Design.Exchange) or, on an intraday axis, to the first
	// bar that begins no earlier. It wins over On.
	At time.Time `json:"at,omitzero"`
	// Market names the benchmark column; "" is Design.Market. Windows are
	// counted along its days.
	Market string `json:"market,omitempty"`
	// Group puts the event in a subsample; "" in none.
	Group string `json:"group,omitempty"`
	// Weight is used by the value-weighted mean, such as market value in any one
	// unit; 0 leaves the event out of that mean.
	Weight float64 `json:"weight,omitempty"`
	// Estimation and Window replace the design's for this event. A day outside
	// its own Window is missing for the event.
	Estimation *Window `json:"estimation,omitempty"`
	Window     *Window `json:"window,omitempty"`
}

// Reason says why an event is not in the sample.
type Reason string

// The reasons. The list is closed.
const (
	Kept             Reason = ""
	UnknownSecurity  Reason = "unknown_security"   // the panel has no such column
	UnknownMarket    Reason = "unknown_market"     // no such benchmark, factor or risk-free column
	NoDate           Reason = "no_date"            // neither On nor At
	NotASession      Reason = "not_a_session"      // policy skip, or no session within MaxShift
	OutsideData      Reason = "outside_data"       // the event lies before or after the market's days
	EstimationTooOld Reason = "estimation_cut_off" // the estimation window begins before the data
	EventTooLate     Reason = "event_cut_off"      // the event window leaves the data
	TooFewDays       Reason = "too_few_days"       // fewer estimation days than MinDays, or than parameters + 1
	BadWindow        Reason = "bad_window"         // the event's own windows overlap or leave the design's
	MissingEventDay  Reason = "missing_event_day"  // the security has no return on a day of the event window
	MissingMarketDay Reason = "missing_market_day" // the benchmark has none
	ConstantReturns  Reason = "constant_returns"   // no variance to fit or to judge by
	AbsurdReturn     Reason = "absurd_return"      // a return beyond MaxReturn: a re-used ticker, an unadjusted split
	NotFinite        Reason = "not_finite"         // an infinite return
	Collinear        Reason = "collinear"          // the regressors do not tell each other apart
	Duplicate        Reason = "duplicate_event"    // same security, same session as an earlier event
	NoConvergence    Reason = "no_convergence"     // the model's optimiser gave up
	NoControl        Reason = "no_control"         // no synthetic control can be made of the donors
)

// Drop is an event that is not in the sample.
type Drop struct {
	Row      int    `json:"row"` // index in the events that were given
	ID       string `json:"id"`
	Security string `json:"security"`
	Reason   Reason `json:"reason"`
	Detail   string `json:"detail"` // a clause a person can act on
}
