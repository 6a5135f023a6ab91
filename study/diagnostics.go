package study

// Diagnostics say how far the sample can be trusted.
type Diagnostics struct {
	Events  int            `json:"events"`  // given
	Kept    int            `json:"kept"`    //
	Reasons map[Reason]int `json:"reasons"` // dropped, by reason

	// UsedMin, UsedMedian and UsedMax are estimation days that took part.
	UsedMin    int     `json:"used_min"`
	UsedMedian float64 `json:"used_median"`
	UsedMax    int     `json:"used_max"`

	// NotNormal is the share of events whose residuals fail Jarque-Bera at 5 %;
	// Autocorrelated the share with |first autocorrelation| > 1.96/sqrt(m).
	NotNormal      float64 `json:"not_normal"`
	Autocorrelated float64 `json:"autocorrelated"`
	MeanAuto       float64 `json:"mean_autocorrelation"`

	// PreTrend is the cross-sectional t of the mean abnormal return over the
	// event days before 0; missing when the event window has none.
	PreTrend Stat `json:"pre_trend"`

	// Thin is the share of events with a zero or missing return on more than a
	// tenth of the estimation days.
	Thin float64 `json:"thin"`

	// SharedDates is how many events share their session with another;
	// BusiestDate is the session with most events, BusiestCount how many.
	SharedDates  int   `json:"shared_dates"`
	BusiestDate  Stamp `json:"busiest_date"`
	BusiestCount int   `json:"busiest_count"`
	// OverlapSame counts pairs of events of one security whose event windows
	// overlap; OverlapEstimation events with another event of the same security
	// inside their estimation window.
	OverlapSame       int `json:"overlap_same"`
	OverlapEstimation int `json:"overlap_estimation"`

	// Securities is how many different ones; TopSecurity the one with most
	// events, TopShare its share of the sample.
	Securities  int     `json:"securities"`
	TopSecurity string  `json:"top_security"`
	TopShare    float64 `json:"top_share"`

	// Placebo is this design's own size and power; empty when not asked for.
	Placebo *Placebo `json:"placebo,omitempty"`
	// Notes are sentences for people, most important first.
	Notes []string `json:"notes"`
}

// Placebo is the size and power of the design's tests on placebo dates drawn
// from the same panel.
type Placebo struct {
	Samples int           `json:"samples"`
	N       int           `json:"n"` // events a sample
	Window  Window        `json:"window"`
	Level   float64       `json:"level"`
	Effects []float64     `json:"effects"` // injected on day 0, as fractions; the first is 0
	Tests   []PlaceboTest `json:"tests"`
}

// PlaceboTest is one test's rejection rates, one an effect.
type PlaceboTest struct {
	Test       string    `json:"test"`
	Convention string    `json:"convention"`
	Rejects    []float64 `json:"rejects"`
	// Detects is the effect found with 80 % power, interpolated; 0 when the
	// largest effect tried is not.
	Detects float64 `json:"detects"`
}
