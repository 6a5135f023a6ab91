package study

// Result is what a study found.
type Result struct {
	Design  Design         `json:"design"` // as used: defaults filled in
	Params  []string       `json:"params"` // names of EventResult.Params
	Events  []EventResult  `json:"events"` // kept events, in the order given
	Drops   []Drop         `json:"drops"`
	Days    []WindowResult `json:"days"`    // one a day of the event window
	Windows []WindowResult `json:"windows"` // the design's windows, then the path
	Groups  []GroupResult  `json:"groups,omitempty"`
	// Differences compare each pair of groups, window by window.
	Differences []Difference `json:"differences,omitempty"`
	Diagnostics Diagnostics  `json:"diagnostics"`
}

// EventResult is one kept event.
type EventResult struct {
	Row      int    `json:"row"` // index in the events that were given
	ID       string `json:"id"`
	Security string `json:"security"`
	Session  Stamp  `json:"session"`         // day 0 on the market's axis
	Shifted  int    `json:"shifted"`         // calendar days the date policy moved it
	Phase    string `json:"phase,omitempty"` // where At lay: before_open, open, lunch, after_close, closed

	Params []float64 `json:"params"`
	Sigma  float64   `json:"sigma"`
	DF     int       `json:"df"`
	Used   int       `json:"used"`
	R2     float64   `json:"r2"`

	AR   []Estimate `json:"ar"`   // one an event day
	CARs []Estimate `json:"cars"` // one a window
}

// Estimate is an abnormal return with its exact forecast-error standard
// deviation SE = s sqrt(C), T = value/SE on DF degrees of freedom and two-sided
// P. Missing is set, and the numbers are 0, where there is none.
type Estimate struct {
	Value   float64 `json:"value"`
	SE      float64 `json:"se"`
	T       float64 `json:"t"`
	P       float64 `json:"p"`
	Missing bool    `json:"missing,omitempty"`
}

// WindowResult is one day ({t,t}) or window over the sample.
type WindowResult struct {
	Window Window `json:"window"`
	N      int    `json:"n"` // events that have all its days
	// Mean is AAR or CAAR; Median, Positive (events above zero, strictly) and SD
	// (n-1) describe the same values.
	Mean     float64 `json:"mean"`
	Median   float64 `json:"median"`
	SD       float64 `json:"sd"`
	Positive int     `json:"positive"`
	// Low and High bound the mean at 1 - Level by the cross-sectional t.
	Low  float64 `json:"low"`
	High float64 `json:"high"`
	// ByValue and ByPrecision are weighted means; N counts their events.
	ByValue     WeightedMean `json:"by_value"`
	ByPrecision WeightedMean `json:"by_precision"`
	Stats       []Stat       `json:"stats"`
}

// GroupResult is the sample's events with one value of Event.Group.
type GroupResult struct {
	Group   string         `json:"group"`
	N       int            `json:"n"`
	Days    []WindowResult `json:"days"`
	Windows []WindowResult `json:"windows"`
}

// Difference compares two groups in one window.
type Difference struct {
	Window Window  `json:"window"`
	A      string  `json:"a"`
	B      string  `json:"b"`
	Mean   float64 `json:"mean"` // mean of A less mean of B
	Stats  []Stat  `json:"stats"`
}
