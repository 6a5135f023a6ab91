// Package dossier runs the rooms over one article and joins their answers: who
// is named, who says what, what happened, whether the market statements hold,
// what the market did beyond the market and the peers, where the parties stood
// on restriction lists, and how far all that can be trusted.
//
// In: an [article.Article] and read-only [Facts]. Out: a [Dossier], the same
// for the same input to the last bit.
//
//	d := dossier.Compose(a, dossier.Facts{Syntax: p, Master: m, Lists: l, Tape: t})
//	d.Trust[0]      // first thing a reader should know
//	d.Reactions[0]  // XNYS:BABA on 2025-11-14
//
// Every figure is a [Figure], which cannot be made without its receipt; what
// could not be had is a [receipt.Unavailable].
//
// Limits: one article at a time; no network, no clock. Figures later than the
// story's publication are kept apart and marked.
package dossier

import (
	"newstape/check"
	"newstape/ledger/claim"
	"newstape/ledger/event"
	"newstape/names/link"
	"newstape/names/screen"
	"newstape/names/security"
	"newstape/story/article"
	"newstape/story/syntax"
	"newstape/story/text"
	"newstape/tape/bars"
)

// Facts are the read-only tables that a dossier is composed from.
type Facts struct {
	Syntax *syntax.Parser
	Master *security.Master
	Linker *link.Linker
	Lists  *screen.Lists
	Tape   *bars.Tape
}

// Dossier is everything about one story.
type Dossier struct {
	Article    *article.Article
	Doc        text.Document
	Names      link.Result
	Ledger     claim.Ledger
	Events     []event.Event // the main event first
	Timing     *event.Timing // of the main event on the main listing; nil without a main event or listing
	Statements []check.Statement
	Reactions  []Reaction
	Peers      []PeerMove // in the main reaction's session
	Standings  []Standings
	Trust      []Note
	// Gaps are the questions a reader would ask first that could not be
	// answered, each with its reason.
	Gaps []Gap
}
