// Package when reads dates and times in text relative to the moment a story
// was published, and maps them to exchange sessions.
//
//	exprs := when.Find(doc, when.Reference{Published: t, Known: true})
//	// "on Friday" -> the last Friday at or before t, in the story's zone
//	s, missing := exprs[0].Session(cal)
//
// When the published time is not known, an expression that depends on it
// carries Missing = unavailable{no_time}; nothing is guessed.
//
// Limits: English expressions. A weekday means the last such day at or before
// publication unless "next" or "coming" says otherwise.
package when

import (
	"time"

	"newstape/receipt"
	"newstape/tape/calendar"
)

// Reference is the moment that relative expressions count from.
type Reference struct {
	Published time.Time // with the zone of its dateline
	Known     bool      // false: everything relative is unavailable
	DateOnly  bool      // the day is known, the time of day is not
}

// Kind is what an expression denotes.
type Kind string

// The kinds.
const (
	Day       Kind = "day"      // one civil day
	Period    Kind = "period"   // a week, month, quarter, year or range
	Since     Kind = "since"    // open range from a day or month
	Clock     Kind = "clock"    // a time of day, with its day
	SessionOf Kind = "session"  // premarket, the open, the close, after hours
	Trailing  Kind = "trailing" // the past week, year to date, in six months
)

// Part is the part of a trading day that an expression points at.
type Part string

// The parts.
const (
	WholeDay   Part = ""
	Premarket  Part = "premarket"
	AtOpen     Part = "open"
	Intraday   Part = "intraday"
	Midday     Part = "midday"
	AtClose    Part = "close"
	AfterHours Part = "afterhours"
)

// Expr is one expression.
type Expr struct {
	receipt.Span
	Kind Kind
	Part Part
	// From and To are inclusive civil days. To is zero for an open Since; From is
	// zero for a Trailing that counts sessions.
	From, To calendar.Date
	// Count and Unit (session, day, week, month, quarter, year) are the length of
	// a Trailing window: the past six months. Count is 0 for others, and for year
	// to date.
	Count int
	Unit  string
	// Base is the day whose close, or the last close before it, a move over a
	// Period, Since or to-date window starts from; zero for others. See
	// [Expr.Window].
	Base calendar.Date
	// Shift moves by sessions from the day: -1 for the previous session.
	Shift int
	// Roll says which session stands for a day that has none: -1 the last before
	// it (today, yesterday), +1 the next after it, 0 none does.
	Roll int
	// Mismatch: the weekday printed beside the date is not that date's.
	Mismatch bool
	// At is the instant for Clock; zero otherwise.
	At time.Time
	// Relative reports whether it depends on the published time.
	Relative bool
	// Missing says why From, To and At are not filled.
	Missing *receipt.Unavailable
	// Ref is what the expression was read against.
	Ref Reference
}
