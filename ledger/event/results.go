package event

import (
	"strings"

	"newstape/names/security"
	"newstape/story/when"
	"newstape/tape/calendar"
)

// dateResults finds the day of undated results and guidance in the sentence that
// tells when the results came out: "after Wednesday's close", "had risen on
// Wednesday before the results".
func (f *finder) dateResults() {
	x, ok := f.resultsDay()
	if !ok {
		return
	}
	for i := range f.events {
		e := &f.events[i]
		if e.Date != 0 || e.Background || !f.about(x, e.Actor.Entity) || e.Type != "corporate:earnings" && e.Type != "corporate:guidance" {
			continue
		}
		e.Date, e.Dated, e.After, e.Moment = x.From, f.says("the story places the results behind the close of", x), true, x.Span
	}
}

// about: the sentence names no firm, or the firm.
func (f *finder) about(x when.Expr, firm *security.Entity) bool {
	i, _ := f.doc.SentenceAt(x.Start)
	any := false
	for _, m := range f.names.Mentions {
		if isFirm(m.Entity) && f.doc.Sentences[i].Contains(m.Span) {
			if m.Entity == firm {
				return true
			}
			any = true
		}
	}
	return !any
}

func (f *finder) resultsDay() (when.Expr, bool) {
	for _, x := range f.times {
		i, ok := f.doc.SentenceAt(x.Start)
		if !ok || x.Missing != nil || x.From == 0 || x.From != x.To || f.periodEnd(x.Span) {
			continue
		}
		s := f.doc.Sentences[i].Span
		before, after := strings.ToLower(f.doc.Text[s.Start:x.End]), strings.ToLower(f.doc.Text[x.Start:s.End])
		if !containsAny(before+after, []string{"results", "earnings", "reported", "quarterly report"}) {
			continue
		}
		close := strings.Contains(before, "after the close") || strings.Contains(before, "after the bell") || strings.Contains(before, "late on") ||
			strings.Contains(before, "after ") && (strings.Contains(after, "'s close") || strings.Contains(after, "’s close"))
		ahead := containsAny(after, []string{"before the results", "ahead of the results", "before the earnings", "ahead of earnings", "before results"})
		if close || ahead {
			return x, true
		}
	}
	return when.Expr{}, false
}

// spans are the words by which a story counts from an act to the move it tells.
var spans = []string{"one session after", "a session after", "a day after", "one day after", "the day after"}

// counted is the day of an act that the story counts back from a market move:
// "lower on Monday, one session after the department published limits".
func (f *finder) counted(e *Event, move when.Expr) (calendar.Date, bool) {
	if move.End > e.Trigger.Start {
		return 0, false
	}
	between := strings.ToLower(f.doc.Text[move.End:e.Trigger.Start])
	if !containsAny(between, spans) {
		return 0, false
	}
	if !strings.Contains(between, "session after") {
		return move.From - 1, true
	}
	cal, err := calendar.For("XNYS")
	if err != nil {
		return 0, false
	}
	s, ok := cal.Prev(move.From)
	return s.Date, ok
}
