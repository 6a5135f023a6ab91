// Package verdicts shows what stories say about the market beside what the tape
// says: the statements of one story or of many, with their verdicts, the figures
// that would have been right, the cells that these rest on, a chart of the window,
// and the statements that contradict each other.
//
//	r := verdicts.New([]*verdicts.Story{{Name: "memo.txt", Article: a, Doc: doc, Statements: statements}}, tape)
//	err := r.Text(os.Stdout, verdicts.Terminal{Width: 80})
//
// In: statements judged by package check, and the tape that they were judged by,
// for the charts. Out: text for a terminal, Markdown, one self-contained HTML page,
// JSON (docs/check-json.md) or CSV. The same input gives the same bytes.
//
// Limits: nothing is judged here. What statements conflict is for check.Conflict to
// say.
package verdicts

import (
	"time"

	"newstape/check"
	"newstape/dossier/chart"
	"newstape/receipt"
	"newstape/story/article"
	"newstape/story/text"
	"newstape/tape/bars"
)

// Story is one story, or a sentence by itself, with its judged statements.
type Story struct {
	Name       string // as the reader gave it: a path, an address
	Article    *article.Article
	Doc        text.Document
	Statements []check.Statement
	Sentence   bool // given as a sentence, not as a story
}

// Charts says which statements are drawn.
type Charts string

// The choices. Auto draws the statements that do not hold, all of a sentence given
// by itself, and all on an HTML page.
const (
	Auto Charts = "auto"
	All  Charts = "all"
	None Charts = "none"
)

// Report is stories side by side.
type Report struct {
	Stories []*Story
	Charts  Charts

	tape      *bars.Tape
	conflicts []conflict
}

// New puts stories side by side. The tape may be nil: nothing is drawn then.
func New(stories []*Story, tape *bars.Tape) *Report {
	return &Report{Stories: stories, Charts: Auto, tape: tape, conflicts: conflicts(stories)}
}

// Essential says what kept all of a story from being checked, which a caller may
// count as a failure: its time, or what every one of its statements lacks. False when
// some statement was checked or there is none.
func (c *Story) Essential() (receipt.Unavailable, bool) {
	for i := range c.Statements {
		if c.Statements[i].Missing == nil || c.Statements[i].Verdict != check.CannotCheck {
			return receipt.Unavailable{}, false
		}
	}
	switch {
	case len(c.Statements) == 0:
		return receipt.Unavailable{}, false
	case !c.Article.Reference.Known:
		return receipt.Unavailable{Reason: receipt.NoTime, Detail: "give --published"}, true
	}
	return *c.Statements[0].Missing, true
}

// chart is the chart of a statement's window, up to the publication of its story.
func (r *Report) chart(c *Story, s *check.Statement, page bool) (chart.Lines, bool) {
	switch {
	case r.Charts == None:
		return chart.Lines{}, false
	case r.Charts == Auto && !page && !c.Sentence && (s.Verdict == check.Holds || s.Verdict == check.CannotCheck):
		return chart.Lines{}, false
	}
	until := time.Time{}
	if ref := c.Article.Reference; ref.Known && !ref.DateOnly {
		until = ref.Published
	}
	return chart.Window(*s, r.tape, until)
}
