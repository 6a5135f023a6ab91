// Package check measures the checker of market statements: what it finds in text,
// how it reads it, and whether its verdicts are right.
//
//	r, err := check.Statements("market_statements.jsonl", facts)
//	r.Metrics()["verdict_accuracy"]
//
//	samples, err := check.Generate(tape, master, 2400, 1)
//	check.Inject(facts, samples).Metrics()["recall"]
//
// Three measures, each by the product's own path:
//
// [Statements] scores real sentences by the Scoring section of their guide. A
// statement is found when one of ours overlaps it and measures the same sort of
// thing; value, direction, listing, window and verdict are then compared. The
// listing counts only where the sentence itself says whom it is about. "fails" and
// "holds_elsewhere" are one class.
//
// [SecurityValue] asks which sentences of whole documents hold a statement.
//
// [Generate] makes statements that are right by a tape, in many words, and alters
// a number, a day, a direction or a venue in every second one, so that it is false
// by the same tape at its printed precision; [Inject] asks how many of those the
// checker tells. The truth of a made sentence is computed here and not by the
// checker.
//
// Where the guide of real sentences and that of stories differ, either reading is
// accepted, and verdict_strict gives the figure without it. The differences are
// two: the guide of real sentences judges a session that was still open by the
// range of its whole day, that of stories calls it cannot_check for want of prices;
// and of a level hedged by "about" one allows a tenth, the other a hundredth.
//
// Limits: made sentences know the ways to say a thing that templates.tsv has, one
// sentence at a time; a recall on them is an upper bound of that on real prose.
package check

import (
	"newstape/names/link"
	"newstape/names/security"
	"newstape/story/syntax"
	"newstape/tape/bars"
)

// Facts is what the checker works with. A nil Tape leaves everything unchecked.
type Facts struct {
	Syntax *syntax.Parser
	Master *security.Master
	Linker *link.Linker
	Tape   *bars.Tape
}

// StoryMetrics names the figures of the set of stories that are about market
// statements; package eval/stories measures them.
func StoryMetrics() []string {
	return []string{
		"n", "verdict_accuracy", "error_recall", "false_alarm_rate", "statements_precision", "statements_recall", "statements_f1",
		"value_accuracy", "listing_accuracy", "window_accuracy", "direction_accuracy",
		"verdict_recall_holds", "verdict_recall_holds_intraday", "verdict_recall_holds_elsewhere", "verdict_recall_fails", "verdict_recall_cannot_check",
	}
}
