package calendar

import "time"

// Session is one trading day of an exchange.
type Session struct {
	MIC   string
	Date  Date
	Open  time.Time // in the exchange's zone
	Close time.Time // earlier than usual on an early close
	Early bool      // closes early
}

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
