// Package when reads dates and times in text relative to the moment a story
// was published, and maps them to exchange sessions.
//
//	exprs := when.Find(doc, when.Reference{Published: t, Known: true})
//	// "on Friday" -> the last Friday at or before t, in the story's zone
//	s, missing := exprs[0].Session(cal)        // the session it points at
//	base, last, missing := exprs[0].Window(cal) // the closes a move over it runs between
//
// When the published time is not known, an expression that depends on it
// carries Missing = unavailable{no_time}; nothing is guessed. With it known:
//
//	Friday                 the last one at or before publication; "last Friday" before it, "next Friday" after it
//	today, yesterday       a day without a session rolls back: Roll -1
//	Nov. 14                the last one, or the next when it is at most 60 days ahead
//	in March               the last March that had begun, or the next after "will", "by", "until"
//	since March 2020       Since; the move's base is the last close before the month
//	since Oct. 21          Since; the base is that day's close
//	last week, this year   Period; what is not over ends at publication
//	year to date           Trailing; so are the past year, the last six months, the previous 20 sessions
//	13:25 ET, 9:45 a.m.    Clock; without a zone, the story's
//	at the close, premarket, Thursday morning   SessionOf, with its Part
//	the same day, a day earlier, the following Monday, that Friday   counts from the last day named in this or the previous paragraph
//
// A clock time or part of a day takes the day beside it ("after the bell on
// Thursday" is one expression), else the nearest day before it in its sentence,
// else after it, else the last one named in its paragraph, else the day of
// publication. The span leaves out the preposition, except where it makes the
// expression (at the close, since April).
//
// A date that does not exist (Feb. 30) gives no expression. Where a weekday and
// a date disagree, the date counts and Mismatch says so.
//
// Limits: English expressions. "May" and "March" need a capital and a word such
// as "in" before them, or a day or year after them. Quarters are those of the
// calendar, not a company's. 03/15/2021 is read the American way. Years on
// their own count only after a preposition; fiscal years, "recently" and
// "currently" are not read. CST names two zones and is unavailable{ambiguous}.
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
