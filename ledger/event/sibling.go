package event

import (
	"strings"

	"newstape/receipt"
	"newstape/story/when"
	"newstape/tape/calendar"
)

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
