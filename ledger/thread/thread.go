// Package thread is the ledger over several stories: which of their claims are
// one claim in other words, how its standing changed from story to story, and
// where the stories disagree.
//
//	all := thread.Join([]thread.Story{a, b, c})
//	t := all.Threads[0]
//	t.Wording            // the first words in which it was told
//	t.Members            // who tells, denies, doubts it, story by story
//	t.History            // alleged on 14 Nov (a), disputed on 15 Nov (b: Alibaba denies it)
//	t.Origins            // five outlets with one memo are one origin
//	t.Disagreements      // a says 4.7%, b says 5.2%
//
// In: stories with their ledgers, in any order. Out: the same threads for the
// same stories, whatever the order; a story given twice counts once. Stories go
// by their time of publication; those whose time is not known come last, and
// what they change is marked so.
//
// How: a claim becomes a vector of hashed features (vector.go): what its words
// say, with the parties it names weighted most, pronouns and "the company"
// resolved, and kinds of numbers. Claims whose vectors point the same way, whose
// subject is the same party and whose times allow it are one (match.go);
// candidates come from an index of the features, so that time grows with the
// number of claims and not with its square. Denials, doubts, failed checks and
// withdrawals join the thread of the claim that they answer in their own story;
// a denial whose story does not tell what is denied joins by its own words, or by
// whom it is about (answer.go). Standing follows by the order of claim.Status
// (history.go), origins by who said it, through whom, and whose copy it is
// (origin.go).
//
// Limits: English. Words decide, so two claims that share parties and words but
// differ in a small one ("before", "after") may meet. No claim is compared with
// anything outside the stories given, and no standing is a verdict on truth.
package thread

import (
	"time"

	"newstape/ledger/claim"
	"newstape/names/link"
	"newstape/receipt"
	"newstape/story/article"
	"newstape/story/syntax"
	"newstape/story/text"
)

// Story is one story with its ledger.
type Story struct {
	ID      string // what it is called in the output; a file name
	Article *article.Article
	Doc     text.Document
	Names   link.Result
	Ledger  claim.Ledger
	// Trees are those of the document's sentences; without them the subject of a
	// claim is told by its first words.
	Trees syntax.Trees
}

// Outlet is who published it, "" when not known.
func (s *Story) Outlet() string {
	if s.Article.Outlet == nil {
		return ""
	}
	return s.Article.Outlet.Value
}

// When is the time of publication; false when it is not known.
func (s *Story) When() (time.Time, bool) {
	return s.Article.Reference.Published, s.Article.Reference.Known
}

// Threads is what several stories come to.
type Threads struct {
	Stories []Story  // by time, unknown times last; each once
	Twice   []string // IDs of stories left out because another has the same text, outlet and time
	Threads []Thread // those that most stories share first
	Loose   []Cite   // answers that no thread could be found for
}

// Side is what a member does to the claim of its thread.
type Side string

// The sides.
const (
	States     Side = "states"
	Confirms   Side = "confirms"
	Denies     Side = "denies"
	Doubts     Side = "doubts"
	Unverified Side = "could_not_verify"
	Silent     Side = "declines_comment"
	Withdraws  Side = "withdraws"
)

// Cite is a claim of a story with what it rests on: its receipt's spans lie in
// that story's clean text.
type Cite struct {
	Story   int    // index into Threads.Stories
	Claim   string // ID in that story's ledger
	receipt receipt.Receipt
}

// Receipt is the spans, in the clean text of the story, that the cited claim
// rests on.
func (c Cite) Receipt() receipt.Receipt { return c.receipt }

// cite makes a Cite of a claim, which carries its receipt.
func cite(story int, c *claim.Claim) Cite { return Cite{story, c.ID, c.Receipt()} }

// Member is one claim of the thread.
type Member struct {
	Cite
	Said claim.Claim
	Side Side
	// How says why it belongs to the thread.
	How string
}

// Thread is one claim in its wordings.
type Thread struct {
	ID            string // t1, t2 ...
	Wording       Cite   // the earliest telling, whose content stands for the thread
	Subject       string // the party that it is about, "" when none is named
	Members       []Member
	Stories       int // how many stories tell or answer it
	Status        claim.Status
	Why           string
	Independent   int // origins that count for corroboration
	Origins       []Origin
	History       []Change
	Disagreements []Disagreement
}

// Origin is where tellings of a thread come from.
type Origin struct {
	Name string // a speaker, or the outlet whose unnamed sources say it
	// Own marks a party's word about itself, which confirms nothing.
	Own bool
	// Why says what makes the tellings one: "all go back to the White House memo".
	Why   string
	Cites []Cite
}

// Change is one step in the standing of a thread.
type Change struct {
	Story int       // the story that caused it
	At    time.Time // its publication
	Known bool      // whether that time is known; if not, the place in the order is not either
	From  claim.Status
	To    claim.Status
	Why   string
	Cites []Cite // the claims that caused it
}

// Disagreement is one point on which members differ.
type Disagreement struct {
	Kind  string // figure, date, direction, standing
	What  string // what differs, in words
	Sides []View
}

// View is one side of a disagreement.
type View struct {
	Says string // "4.7%", "confirmed"
	// Spans are the words that say it, in the stories of Cites, in step with them.
	Spans []receipt.Span
	Cites []Cite
}
