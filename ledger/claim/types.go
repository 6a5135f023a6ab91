package claim

import (
	"newstape/names/security"
	"newstape/receipt"
)

// Stance is what the speaker does with the proposition.
type Stance string

// The stances.
const (
	Asserts         Stance = "asserts"
	Alleges         Stance = "alleges"
	Denies          Stance = "denies"
	Confirms        Stance = "confirms"
	Questions       Stance = "questions"
	DeclinesComment Stance = "declines_comment"
	CouldNotVerify  Stance = "could_not_verify"
	Predicts        Stance = "predicts"
)

// Status is how a content stands at the end of the story.
type Status string

// The statuses, in the order in which they are tried.
const (
	Retracted    Status = "retracted"
	Confirmed    Status = "confirmed"
	Corroborated Status = "corroborated"
	Disputed     Status = "disputed"
	Unverified   Status = "unverified"
	Denied       Status = "denied" // the content of a denial whose target the story does not state
	Alleged      Status = "alleged"
	Asserted     Status = "asserted"
)

// Speaker is who is made responsible, resolved as far as the story allows.
type Speaker struct {
	Name   string           // "White House memo", "Alibaba", "unnamed official"
	Entity *security.Entity // nil when not an entity of the master; the author of a document
	// Document is the noun of a document that speaks for its author ("memo"), ""
	// when the party speaks itself.
	Document string
	// Unnamed marks people whose name the story keeps back.
	Unnamed bool
}

// Claim is one proposition that somebody is made responsible for.
type Claim struct {
	ID      string         // c1, c2 ... in order of place
	Content receipt.Span   // the proposition, reporting verb left out
	Source  receipt.Span   // the words that name who says it; empty when none
	Cue     receipt.Span   // the reporting word; empty when none
	Quotes  []receipt.Span // quoted phrases inside the content, without the marks
	Speaker Speaker
	Via     []Speaker // the chain it came through, nearest first: Financial Times
	Stance  Stance
	Mood           // negation, modality, condition and time of the proposition
	About   string // ID of the claim it answers
	Status  Status
	Why     string         // the rule that gave the status, in words
	Objects []receipt.Span // what is said to have been shared, done, taken
	// Origins is how many independent origins in this story carry the content: 1
	// is the speaker alone. Outlets that cite one another or one document are one,
	// and a party's word about itself adds nothing.
	Origins int
	receipt receipt.Receipt
}

// Receipt is the spans that the claim rests on.
func (c Claim) Receipt() receipt.Receipt { return c.receipt }

// Ledger is the claims of one story in order of place.
type Ledger struct {
	Claims []Claim
	// Unread is the sentences that are in a language without rules, or of more than
	// 600 words; names and
	// numbers in them are read all the same, by their own rooms.
	Unread []Unread
	scene  *reader // for questions of the event room; nil in a hand-made ledger
}
