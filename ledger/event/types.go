package event

import (
	"strings"
	"time"

	"newstape/ledger/claim"
	"newstape/ledger/corporate"
	"newstape/receipt"
	"newstape/tape/calendar"
)

// Event is a typed act with its place in market time.
type Event struct {
	Type  string // PLOVER root (ACCUSE) or corporate type (corporate:earnings)
	CAMEO string // code, "" for corporate types and for SANCTION, see Event.PLOVER
	Mode  string // PLOVER mode (investigate, restrict), "" when none fits
	Word  string // the plain word: "accuses"
	// Contexts are PLOVER contexts that the act or its sentence speaks of
	// (economic, legal, cyber), in order of their names.
	Contexts  []string
	Actor     claim.Speaker
	Recipient claim.Speaker
	// Actors and Recipients are the parties of Actor and Recipient one by one.
	Actors, Recipients []claim.Speaker
	// ActorInferred: the clause names nobody who did it ("was added to a blacklist"),
	// and Actor is the authority that the story speaks of nearest.
	ActorInferred bool
	By            string // the person in office who acts for Actor ("Donald Trump"), "" without one
	Trigger       receipt.Span
	Sentence      receipt.Span
	Date          calendar.Date // day of the act, zero when the text does not fix it
	Claims        []string      // IDs of the claims that carry it
	Background    bool          // context, not what the story is about
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
	// Place is where the act happened, nil when the text does not say.
	Place *Place
	// Salience ranks the event within its story, 0 to 100: told in the title and
	// the lead, told again, carried and answered by claims. Because says which.
	Salience int
	Because  string
	// Tellings counts the sentences that tell it.
	Tellings int
	// Kinds are the learned types of the sentence that tells it, the most probable
	// first; see package corporate.
	Kinds []corporate.Found
	// Lead is set when the title or the first paragraph tells it.
	Lead    bool
	receipt receipt.Receipt
	also    []receipt.Span // other sentences that tell the act
	future  bool           // announced, not done yet
	verb    receipt.Span   // the words that tell it, empty for those of claims
}

// Place is a place that the text names, with the words that do.
type Place struct {
	Name    string
	Country string // ISO 3166 alpha-2
	City    bool   // a place within the country
	Span    receipt.Span
}

// PLOVER gives the event in the words of PLOVER's codebook and its crosswalk of
// 2021, which differ from the guide that types the events here: imposed
// sanctions, listings and trade bans (CAMEO 163) are COERCE there, and SANCTION
// means reduced relations. The answer is false for corporate events, for which
// PLOVER has no category.
func (e Event) PLOVER() (root, cameo string, ok bool) {
	if strings.HasPrefix(e.Type, "corporate:") {
		return "", "", false
	}
	if e.Type == "SANCTION" && e.CAMEO == "" {
		return "COERCE", "163", true
	}
	return e.Type, e.CAMEO, true
}

// Quad is the quad class of the event data sets: 1 verbal cooperation, 2 material
// cooperation, 3 verbal conflict, 4 material conflict; 0 for corporate events.
func (e Event) Quad() int {
	root, _, _ := e.PLOVER()
	switch root {
	case "AGREE", "CONSULT", "SUPPORT", "CONCEDE":
		return 1
	case "COOPERATE", "AID", "RETREAT":
		return 2
	case "REQUEST", "ACCUSE", "REJECT", "THREATEN":
		return 3
	case "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT":
		return 4
	}
	return 0
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
