package check

import (
	"slices"
	"time"

	"newstape/names/link"
	"newstape/names/security"
	"newstape/receipt"
	"newstape/tape/calendar"
)

// Measure is what a statement is about.
type Measure string

// The measures, in the words of the gold's guide.
const (
	ReturnClose   Measure = "return_close"
	ReturnOpen    Measure = "return_open"
	ReturnExtreme Measure = "return_extreme" // as much as
	ReturnAsOf    Measure = "return_asof"
	ReturnMulti   Measure = "return_multi" // over several sessions
	LevelClose    Measure = "level_close"
	LevelOpen     Measure = "level_open"
	LevelHigh     Measure = "level_high"
	LevelLow      Measure = "level_low"
	LevelAsOf     Measure = "level_asof"
	Volume        Measure = "volume"
	OtherMeasure  Measure = "other" // recognised, no rule yet: cannot_check(unsupported_measure)

	ReturnIntraday   Measure = "return_intraday"   // between two prices of one session
	ReturnPremarket  Measure = "return_premarket"  // no bars hold it
	ReturnAfterHours Measure = "return_afterhours" // no bars hold it
	PointChange      Measure = "point_change"      // a move in points or money
	VolumeMultiple   Measure = "volume_multiple"
	Extreme          Measure = "extreme"       // a record high, a 52-week low
	ExtremeSince     Measure = "extreme_since" // the worst day since a date
	Streak           Measure = "streak"
	OfferPremium     Measure = "offer_premium"
	MarketValue      Measure = "market_value"      // needs share counts: unsupported
	MarketCapChange  Measure = "market_cap_change" // likewise
	Spread           Measure = "spread_vs_index"   // a move less that of another line
	Rank             Measure = "rank"              // the worst performer in the index: members are not held
)

// Direction is the sign of a move.
type Direction string

// The directions.
const (
	Up     Direction = "up"
	Down   Direction = "down"
	Flat   Direction = "flat"
	NoSign Direction = "none"
)

// Verdict is what the tape says.
type Verdict string

// The verdicts.
const (
	Holds          Verdict = "holds"
	HoldsIntraday  Verdict = "holds_intraday"
	HoldsElsewhere Verdict = "holds_elsewhere"
	Fails          Verdict = "fails"
	CannotCheck    Verdict = "cannot_check"
)

// Window is the stretch of trading that a statement measures.
type Window struct {
	From calendar.Date // base session
	To   calendar.Date // last session measured
	// Field is close, open, high, low, last (the price at a moment), volume, range
	// (any price of the session) or high_to_close.
	Field string
	// AsOf is the venue's wall time HH:MM for a price so far; "" otherwise.
	AsOf string
	// Default says which reader's default was used, in words; "" when the text is explicit.
	Default string
}

// Alternative is a reading under which the statement would be true.
type Alternative struct {
	What  string // "session before", "Hong Kong listing", "from the open"
	Truth float64
	Cells []receipt.Cell
}

// Statement is one figure that the story gives for a security, and its verdict.
type Statement struct {
	ID      string
	Span    receipt.Span // verb phrase with the number
	Number  receipt.Span
	Mention *link.Mention // who it is about; nil with Missing no_security
	Listing *security.Listing
	// Against is the line that a spread is measured against; nil for other measures,
	// and where the words name none ("outperformed the market").
	Against   *security.Listing
	Measure   Measure
	Direction Direction
	Value     float64 // positive magnitude; HasValue false for a bare direction
	HasValue  bool
	UpTo      float64 // the upper end where the text gives a range; 0 for none
	Unit      string  // pct, pct_points, USD, HKD, index, million_shares, times
	Decimals  int
	Qualifier string // exact, about, more_than, less_than, as_much_as, none
	// Since is the stated date of an extreme: 2020-03, 2025-10-21; "" for none.
	Since    string
	Window   Window
	Headline bool // stands in the title

	Verdict  Verdict
	Truth    float64 // signed, in Unit; the figure that would have been right
	HasTruth bool
	// TruthDate is, for an extreme, the session that was last as extreme.
	TruthDate    calendar.Date
	Minute       string // holds_intraday: the first bar, venue wall time HH:MM; "" when only the daily range shows it
	LastMinute   string
	Alternatives []Alternative
	Flags        []string // precedes_event, window_after_publication ...
	// Conflicts are the IDs of statements of the same story that cannot be true
	// together with this one; see [Conflict].
	Conflicts []string
	Missing   *receipt.Unavailable
	Why       string // one plain sentence with the formula's figures
	// Working is how the figure was made; nil where none was.
	Working *Working
	receipt receipt.Receipt
	half    float64 // what the printed precision allows either way, in Unit
	loose   bool    // says so little that any other move of the security makes it idle
}

// Retracted is the flag of a figure that the text itself withdraws: "3.8%, not 8.3%".
const Retracted = "retracted_in_text"

// PrecedesEvent is the flag of a statement whose session had closed before the
// event that the story ties it to.
const PrecedesEvent = "precedes_event"

// MarkPreceding flags the statements about the day of an event whose session had
// closed before it: the figure may be true, but is no reaction. The event and its
// moment are the caller's to know.
func MarkPreceding(statements []Statement, event time.Time) {
	for n := range statements {
		s := &statements[n]
		if s.Listing == nil || s.Window.To == 0 {
			continue
		}
		cal := calendarOf(s.Listing)
		if cal == nil {
			continue
		}
		session, ok := cal.Session(s.Window.To)
		sameDay := s.Window.To == calendar.DateOf(event.In(cal.Location())) || s.Window.To == calendar.DateOf(event)
		if ok && sameDay && !session.Close.After(event) && !slices.Contains(s.Flags, PrecedesEvent) {
			s.Flags = append(s.Flags, PrecedesEvent)
		}
	}
}

// Receipt is the span and the cells that the verdict rests on.
func (s Statement) Receipt() receipt.Receipt { return s.receipt }
