package event

import (
	"slices"
	"strings"

	"newstape/receipt"
	"newstape/story/when"
	"newstape/tape/calendar"
)

// evening are the words by which a story puts a move behind the close.
var evening = []string{"extended trading", "extended session", "after-hours", "after hours", "postmarket", "post-market", "aftermarket", "late trading", "extended-hours"}

// closing are the words that tell how a regular session took something.
var closing = []string{"closed ", "ended the day", "ended the session", "finished the day", "finished the session", "at the close"}

// longAgo is the number of days behind which an act is what the story looks
// back on.
const longAgo = 30

// lately is the number of days behind which an act that only a week or month dates
// is context.
const lately = 6

// hours says whether the market heard of e behind the close: the story moves the
// share in extended trading, or it brings a company's own news after the close
// of that day and tells of no close behind the news.
func (f *finder) hours(e *Event) {
	own := strings.HasPrefix(e.Type, "corporate:")
	at, ok := f.doc.SentenceAt(e.Sentence.Start)
	if !ok || e.After || e.Before || !e.At.IsZero() {
		return
	}
	last := at
	if own {
		last = min(at+2, len(f.doc.Sentences)-1)
	}
	for k := at; k <= last; k++ {
		s := f.doc.Sentences[k].Span
		low := strings.ToLower(s.In(f.doc.Text))
		for _, w := range evening {
			if i := strings.Index(low, w); i >= 0 {
				e.After, e.Moment = true, receipt.Span{Start: s.Start + i, End: s.Start + i + len(w)}
				if e.Date == 0 {
					f.eveningOf(e, s)
				}
				return
			}
		}
		e.Closed = e.Closed || containsAny(low, closing) && !strings.Contains(low, " before ")
	}
}

// eveningOf gives e the day that the sentence of the move in extended trading
// names.
func (f *finder) eveningOf(e *Event, s receipt.Span) {
	for _, x := range f.times {
		if s.Contains(x.Span) && x.Missing == nil && x.From != 0 && x.From == x.To && x.Kind != when.Period && !f.periodEnd(x.Span) {
			e.Date, e.Dated, e.Reacted = x.From, f.says("the story moves the share in extended trading on", x), 0
			return
		}
	}
}

// past makes background of an act that the story dates long before itself.
func (f *finder) past(e *Event) {
	ref := f.art.Reference
	if !ref.Known {
		return
	}
	today := calendar.DateOf(ref.Published)
	if e.Date != 0 {
		e.Background = e.Background || today-e.Date > longAgo
		return
	}
	if e.Reacted != 0 {
		return
	}
	for _, x := range f.times {
		if e.Sentence.Contains(x.Span) && x.Missing == nil && x.Kind == when.Period && x.To != 0 && today-x.To > lately && !f.periodEnd(x.Span) && f.sets(x) && f.ofClause(*e, x.Span) {
			e.Background, e.Dated = true, f.says("the sentence puts it long before the story,", x)
			return
		}
	}
}

// sets: "in April" or "In 2019" places the act; the quarter of a figure does not.
func (f *finder) sets(x when.Expr) bool {
	words := strings.Fields(strings.ToLower(f.doc.Text[max(0, x.Start-12):x.End]))
	return slices.ContainsFunc(words, func(w string) bool { return w == "in" || w == "during" || w == "last" }) &&
		!strings.Contains(strings.ToLower(x.In(f.doc.Text)), "quarter")
}
