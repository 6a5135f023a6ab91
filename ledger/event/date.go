package event

import (
	"fmt"
	"slices"
	"strings"

	"newstape/receipt"
	"newstape/story/when"
	"newstape/tape/calendar"
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
	f.times = slices.DeleteFunc(slices.Clone(all), func(x when.Expr) bool { return !e.Sentence.Contains(x.Span) || !f.ofClause(e, x.Span) })
	if x, ok := f.dayIn(e.Sentence, e.Trigger); ok {
		return x, true
	}
	f.times = slices.DeleteFunc(slices.Clone(all), func(x when.Expr) bool {
		between := f.doc.Text[min(x.End, e.Trigger.Start):max(x.Start, e.Trigger.End)]
		return !e.Sentence.Contains(x.Span) || strings.Contains(between, ";")
	})
	return f.dayIn(e.Sentence, e.Trigger)
}

func (f *finder) isToday(d calendar.Date) bool {
	return f.art.Reference.Known && calendar.DateOf(f.art.Reference.Published) == d
}

// thenDay is the latest day that the paragraph names before a sentence that goes
// on with "Then".
func (f *finder) thenDay(s receipt.Span) (when.Expr, bool) {
	k, ok := f.doc.SentenceAt(s.Start)
	if !ok || !startsWithAny(strings.ToLower(s.In(f.doc.Text)), []string{"then ", "later ", "hours later"}) {
		return when.Expr{}, false
	}
	var best when.Expr
	for _, x := range f.times {
		i, in := f.doc.SentenceAt(x.Start)
		if !in || i >= k || f.doc.Sentences[i].Paragraph != f.doc.Sentences[k].Paragraph || x.Missing != nil || x.From == 0 || x.From != x.To || f.periodEnd(x.Span) {
			continue
		}
		if x.From > best.From {
			best = x
		}
	}
	return best, best.From != 0
}

// dateSiblings gives an undated act the day of what the same side does to the same
// party in a sentence next to it, when that lies at most three days before the
// market's move.
func (f *finder) dateSiblings() {
	for i := range f.events {
		e := &f.events[i]
		k, ok := f.doc.SentenceAt(e.Sentence.Start)
		if !ok || e.Date != 0 || e.Reacted == 0 {
			continue
		}
		for _, o := range f.events {
			n, _ := f.doc.SentenceAt(o.Sentence.Start)
			if o.Date != 0 && n != k && n-k <= 2 && k-n <= 2 && o.Date <= e.Reacted && e.Reacted-o.Date <= 3 && sameSide(o.Actor, e.Actor) && e.Recipient.Name != "" && shares(o.Recipient.Name, e.Recipient.Name) {
				e.Date, e.Dated, e.Reacted = o.Date, o.Dated+", of what it belongs to", 0
				break
			}
		}
	}
}

// dateDateline gives a company's own undated news the day of a dateline that is
// also the day of publication.
func (f *finder) dateDateline() {
	for _, x := range f.times {
		k, ok := f.doc.SentenceAt(x.Start)
		if !ok || k > f.leadEnd() || x.Missing != nil || x.From == 0 || !f.isToday(x.From) || !strings.HasPrefix(f.doc.Text[x.End:], " - ") {
			continue
		}
		for i := range f.events {
			e := &f.events[i]
			if strings.HasPrefix(e.Type, "corporate:") && e.Date == 0 && e.Reacted == 0 && !e.Background && e.Dated == "" {
				e.Date, e.Dated = x.From, f.says("told without a day under the dateline", x)
			}
		}
		return
	}
}

func (f *finder) says(how string, x when.Expr) string {
	return fmt.Sprintf("%s %q", how, strings.TrimSpace(x.In(f.doc.Text)))
}

// dateFollowers gives an undated act of a sentence the day of the act that the
// same side does in the sentence before it.
func (f *finder) dateFollowers() {
	for i := range f.events {
		e := &f.events[i]
		k, ok := f.doc.SentenceAt(e.Sentence.Start)
		if e.Date != 0 || !ok || k == 0 || f.doc.Sentences[k-1].Paragraph != f.doc.Sentences[k].Paragraph {
			continue
		}
		for _, o := range f.events {
			if o.Sentence == f.doc.Sentences[k-1].Span && o.Date != 0 && o.Dated != "" && sameSide(o.Actor, e.Actor) && e.Type != "REJECT" {
				e.Date, e.Dated = o.Date, o.Dated+", of the act before it"
			}
		}
	}
}

// dateAnswers gives an undated answer the day of the main event when the story
// itself was published on that day.
func (f *finder) dateAnswers() {
	main := f.events[0]
	ref := f.art.Reference
	if !ref.Known || main.Date == 0 || calendar.DateOf(ref.Published) != main.Date {
		return
	}
	for i := range f.events {
		if e := &f.events[i]; e.Type == "REJECT" && e.Date == 0 && !e.Background {
			e.Date, e.Dated = main.Date, "the story was published on the day of what it answers"
		}
	}
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
