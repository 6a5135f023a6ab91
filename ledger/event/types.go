package event

import (
	"time"

	"newstape/ledger/claim"
	"newstape/receipt"
	"newstape/tape/calendar"
)

// Event is a typed act with its place in market time.
type Event struct {
	Type       string // PLOVER root (ACCUSE) or corporate type (corporate:earnings)
	CAMEO      string // code, "" for corporate types
	Word       string // the plain word: "accuses"
	Actor      claim.Speaker
	Recipient  claim.Speaker
	By         string // the person in office who acts for Actor ("Donald Trump"), "" without one
	Trigger    receipt.Span
	Sentence   receipt.Span
	Date       calendar.Date // day of the act, zero when the text does not fix it
	Claims     []string      // IDs of the claims that carry it
	Background bool          // context, not what the story is about
	// Dated says in words how Date is known, "" when it is not.
	Dated string
	// Moment is the time expression that fixes more than the day ("late on
	// Thursday", "13:25 ET"); empty without one.
	Moment receipt.Span
	// At is the instant of a Moment with a clock time; zero otherwise.
	At time.Time
	// After is set when a Moment places the act behind the day's close.
	After bool
	// Closed is set when the story tells how a regular session took the act.
	Closed bool
	// Before is set when a Moment places the act before the day's open.
	Before bool
	// Reacted is the day of a market move that the story ties to the act, zero
	// without one.
	Reacted calendar.Date
	receipt receipt.Receipt
	also    []receipt.Span // other sentences that tell the act
}

// Receipt is the spans that the event rests on.
func (e Event) Receipt() receipt.Receipt { return e.receipt }

// Timing is when the market could first know, and the session it maps to.
type Timing struct {
	Information time.Time        // zero when only the day is known
	Session     calendar.Session // the session of the listing that could react
	Phase       calendar.Phase   // where the information time lay, "" when only the day is known
	How         string           // how it is known, in words
	Missing     *receipt.Unavailable
}
