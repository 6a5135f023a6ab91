// Package receipt is the evidence that every line of Newstape carries.
//
// A [Receipt] says by which rule something was concluded and what it rests on:
// spans of the story's clean text, cells of a price table, or rows of a table
// of facts such as a restriction list. [New] takes at least one piece of
// evidence by its signature, so a sentence, link, verdict or number that
// demands a Receipt in its constructor cannot be made from nothing:
//
//	r := receipt.New("check/return-close",
//		receipt.Span{Start: 14, End: 24},
//		receipt.Cell{Listing: "XNYS:BABA", At: "2025-11-14", Field: "close",
//			Basis: "raw", Value: 153.80, Source: "sample"})
//
// What could not be had is an [Unavailable] with a reason from a closed list,
// never an empty string.
//
// Limits: a Receipt says where to look; it does not hold the story's text or
// the table. Spans count bytes of the clean text, half open.
package receipt

import "fmt"

// Evidence is one thing that a conclusion rests on: a [Span], a [Cell] or a
// [Fact]. The set is closed.
type Evidence interface {
	fmt.Stringer
	evidence()
}

// Receipt names the rule that made a conclusion and the evidence under it. The
// zero Receipt is void; [Receipt.Void] tells.
type Receipt struct {
	rule  string
	spans []Span
	cells []Cell
	facts []Fact
}

// New builds a receipt. The rule is a path such as "check/return-close" that
// docs/method.md explains.
func New(rule string, first Evidence, more ...Evidence) Receipt {
	r := Receipt{rule: rule}
	r.add(first)
	for _, e := range more {
		r.add(e)
	}
	return r
}

func (r *Receipt) add(e Evidence) {
	switch e := e.(type) {
	case Span:
		r.spans = append(r.spans, e)
	case Cell:
		r.cells = append(r.cells, e)
	case Fact:
		r.facts = append(r.facts, e)
	}
}

// With returns a copy of r that also rests on more.
func (r Receipt) With(more ...Evidence) Receipt {
	out := Receipt{rule: r.rule}
	out.spans = append(out.spans, r.spans...)
	out.cells = append(out.cells, r.cells...)
	out.facts = append(out.facts, r.facts...)
	for _, e := range more {
		out.add(e)
	}
	return out
}

// Rule is the path of the rule that made the conclusion.
func (r Receipt) Rule() string { return r.rule }

// Spans are the pieces of the story's clean text that it rests on.
func (r Receipt) Spans() []Span { return r.spans }

// Cells are the table cells that it rests on.
func (r Receipt) Cells() []Cell { return r.cells }

// Facts are the rows of fact tables that it rests on.
func (r Receipt) Facts() []Fact { return r.facts }

// Void reports whether nothing stands behind r: no rule or no evidence.
func (r Receipt) Void() bool {
	return r.rule == "" || len(r.spans)+len(r.cells)+len(r.facts) == 0
}
