package event

import (
	"fmt"
	"strings"

	"newstape/receipt"
	"newstape/story/when"
)

// date finds the day of the act: an expression in its own sentence or another
// that tells it, else in the sentence after it that speaks of "the order", else
// the day of the market move that the story ties to the report.
func (f *finder) date(e *Event) {
	for _, s := range append([]receipt.Span{e.Sentence}, e.also...) {
		at := e.Trigger
		if !s.Contains(at) {
			at = s
		}
		x, ok := f.dayIn(s, at)
		if s == e.Sentence {
			x, ok = f.dayOf(*e)
		}
		if ok {
			e.Date, e.Dated = x.From, f.says("the sentence says", x)
			f.moment(e, x)
			break
		}
	}
	if x, ok := f.thenDay(e.Sentence); ok && e.Date == 0 {
		e.Date, e.Dated = x.From, f.says("it came after what the paragraph dates", x)
	}
	if x, ok := f.nextDay(e.Sentence); ok && e.Date == 0 {
		e.Date, e.Dated = x.From, f.says("the next sentence says", x)
	}
	if x, ok := f.moveBefore(e.Sentence, e.Trigger); ok && e.Date == 0 {
		e.Reacted = x.From
		e.Dated = f.says("the story dates the market's move after it", x)
		if e.Type == "corporate:outage" && f.isToday(x.From) { // an outage is known as it happens
			e.Date = x.From
		}
		if day, ok := f.counted(e, x); ok {
			e.Date, e.Dated = day, f.says("the story counts back from the market's move on", x)
		}
	}
	if e.Type != "ACCUSE" || e.Background {
		return
	}
	for _, s := range f.doc.Sentences {
		x, ok := f.reactionDay(s.Span)
		if !ok {
			continue
		}
		e.Reacted = x.From
		if e.Date == 0 {
			e.Date, e.Dated = x.From, f.says("the story dates the market's move on the report", x)
		}
		return
	}
}

// dayOf is the day that the act's own sentence gives it: one in the clause of the
// act before one elsewhere.
func (f *finder) dayOf(e Event) (when.Expr, bool) {
	all := f.times
	defer func() { f.times = all }()
	f.times = among(all, func(x *when.Expr) bool { return e.Sentence.Contains(x.Span) && f.ofClause(e, x.Span) })
	if x, ok := f.dayIn(e.Sentence, e.Trigger); ok {
		return x, true
	}
	f.times = among(all, func(x *when.Expr) bool {
		between := f.doc.Text[min(x.End, e.Trigger.Start):max(x.Start, e.Trigger.End)]
		return e.Sentence.Contains(x.Span) && !strings.Contains(between, ";")
	})
	return f.dayIn(e.Sentence, e.Trigger)
}

// among picks the times that are kept: few, of which each is large.
func among(all []when.Expr, keep func(x *when.Expr) bool) []when.Expr {
	var out []when.Expr
	for i := range all {
		if keep(&all[i]) {
			out = append(out, all[i])
		}
	}
	return out
}

func (f *finder) says(how string, x when.Expr) string {
	return fmt.Sprintf("%s %q", how, strings.TrimSpace(x.In(f.doc.Text)))
}

// followers open a sentence that goes on about the act before it.
var followers = []string{"the update", "the order", "the rule", "the rules", "the notice", "the decision", "the move", "the ban", "the announcement", "the listing", "the addition"}

// nextDay is the day in one of the two sentences behind s, when that one goes on
// about it.
func (f *finder) nextDay(s receipt.Span) (when.Expr, bool) {
	i, ok := f.doc.SentenceAt(s.Start)
	if !ok || f.doc.Sentences[i].Heading {
		return when.Expr{}, false
	}
	for k := i + 1; k < min(i+3, len(f.doc.Sentences)); k++ {
		next := f.doc.Sentences[k].Span
		low := strings.ToLower(next.In(f.doc.Text))
		for _, w := range followers {
			if strings.HasPrefix(low, w+" ") {
				return f.dayIn(next, receipt.Span{Start: next.Start, End: next.Start + len(w)})
			}
		}
	}
	return when.Expr{}, false
}

// moment keeps what the expression says beyond the day.
func (f *finder) moment(e *Event, x when.Expr) {
	switch x.Part {
	case when.WholeDay, when.Midday, when.Intraday:
	default:
		e.Moment = x.Span
	}
	if x.Kind == when.Clock {
		e.Moment, e.At = x.Span, x.At
	}
	e.After = x.Part == when.AfterHours || lateWords(f.doc.Text, x.Span)
	e.Before = x.Part == when.Premarket
	if e.After {
		e.Moment = x.Span
	}
}

// lateWords: "late on Thursday", "Wednesday evening", "Thursday night".
func lateWords(all string, s receipt.Span) bool {
	w := strings.ToLower(all[max(0, s.Start-9):min(len(all), s.End+9)])
	return strings.Contains(w, "evening") || strings.Contains(w, "night") || strings.HasPrefix(strings.TrimSpace(w), "late ") || strings.Contains(w, " late ") || strings.Contains(w, "after the close") || strings.Contains(w, "after the bell")
}

// dayIn is the single day named in a sentence, nearest to the trigger; market
// words around it do not matter here.
func (f *finder) dayIn(sentence, trigger receipt.Span) (when.Expr, bool) {
	var best when.Expr
	dist := 1 << 30
	for _, x := range f.times {
		if !sentence.Contains(x.Span) || x.Missing != nil || x.From == 0 || x.From != x.To && x.Kind != when.Clock {
			continue
		}
		if x.Kind != when.Day && x.Kind != when.Clock && x.Kind != when.SessionOf {
			continue
		}
		if f.otherClause(x.Span, trigger) || f.periodEnd(x.Span) {
			continue
		}
		d := max(0, x.Start-trigger.End, trigger.Start-x.End)
		if d < dist {
			best, dist = x, d
		}
	}
	return best, dist < 1<<30
}

// moveBefore is the day of a market move that the sentence puts after the act:
// "fell on Monday after China told ...".
func (f *finder) moveBefore(sentence, trigger receipt.Span) (when.Expr, bool) {
	for _, x := range f.times {
		if sentence.Contains(x.Span) && x.Missing == nil && x.Kind == when.Day && x.From != 0 && f.otherClause(x.Span, trigger) &&
			containsAny(strings.ToLower(f.doc.Text[sentence.Start:x.End]), movements) && !f.periodEnd(x.Span) {
			return x, true
		}
	}
	return when.Expr{}, false
}

// otherClause: "fell on Monday after China told ...": the day is that of the
// fall, not of the order.
func (f *finder) otherClause(day, trigger receipt.Span) bool {
	if day.End > trigger.Start || trigger.Contains(day) {
		return false
	}
	between := strings.ToLower(f.doc.Text[day.End:trigger.Start])
	return containsAny(between, []string{" after ", " since ", " because ", " following "})
}

// periodEnd: "the quarter to October 26", "a memo dated November 1", "Dec 18 -":
// days that date something else than the act.
func (f *finder) periodEnd(day receipt.Span) bool {
	if strings.Contains(strings.ToLower(day.In(f.doc.Text)), "year") {
		return true // up 62% from a year earlier
	}
	after := f.doc.Text[day.End:min(len(f.doc.Text), day.End+5)]
	if strings.HasPrefix(after, " - ") || strings.HasPrefix(after, " – ") || strings.HasPrefix(after, " — ") {
		return true // a dateline says when the story was filed
	}
	before := strings.ToLower(f.doc.Text[max(0, day.Start-24):day.Start])
	return containsAny(before, []string{" dated ", "quarter to ", "quarter ended ", "quarter ending ", "year to ", "year ended ", "months to ", "months ended ", "quarter through "})
}

// ties are the words by which a story ties a market move to the news.
var ties = []string{
	"following the report", "after the report", "on the report", "in reaction to", "on news of", "after the news", "following the news", "on the news",
	"after the financial times", "after reports", "after a report", "following a report", "when the report", "report crossed", "after the memo", "memo surfaced",
}

var movements = []string{"shares", "stock", "closed", "fell", "dropp", "slid", "slump", "rose", "tumbl", "sank", "traded", "session"}

// reactionDay is the day of a move that the sentence ties to the report, else
// of any one-day move of the story's company that it states with a weekday.
func (f *finder) reactionDay(s receipt.Span) (when.Expr, bool) {
	low := strings.ToLower(s.In(f.doc.Text))
	tied := containsAny(low, ties) && containsAny(low, movements)
	if !tied {
		return when.Expr{}, false
	}
	return f.dayIn(s, s)
}

func containsAny(s string, words []string) bool {
	for _, w := range words {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}
