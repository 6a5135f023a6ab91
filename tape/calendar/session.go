package calendar

import (
	"time"

	"newstape/receipt"
)

// Session is one trading day of an exchange.
type Session struct {
	MIC   string
	Date  Date
	Open  time.Time // in the exchange's zone
	Close time.Time // earlier than usual on an early close
	Early bool      // closes early
	// LunchStart and LunchEnd bound Hong Kong's break; zero where there is none.
	LunchStart, LunchEnd time.Time
}

// HasLunch reports whether trading stops at midday.
func (s Session) HasLunch() bool { return !s.LunchStart.IsZero() }

// Phase says where a moment lies in the trading day of the session that
// [Calendar.At] gives with it.
type Phase string

// The phases.
const (
	BeforeOpen Phase = "before_open" // of the given session, same civil day
	Open       Phase = "open"        // open <= t < close
	Lunch      Phase = "lunch"       // XHKG's break
	AfterClose Phase = "after_close" // of the given session, same civil day
	Closed     Phase = "closed"      // weekend or holiday; the given session is the next one
)

// Holiday is a weekday on which the exchange does not trade, or closes early.
type Holiday struct {
	MIC    string
	Date   Date
	Early  bool // a session that closes early, rather than no session
	Name   string
	Source string // the rule or notice that says so
}

// Fact is the holiday as evidence for a receipt.
func (h Holiday) Fact() receipt.Fact {
	return receipt.Fact{Table: "calendar/" + h.MIC, Row: h.Date.String() + " " + h.Name, Source: h.Source}
}
