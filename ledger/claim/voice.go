package claim

import (
	"newstape/receipt"
)

// carryQuotes gives a sentence that is all quotation, with nobody named in it,
// to whoever was quoted in the sentence before: "A," said X. "B."
func (r *reader) carryQuotes(l *line) {
	if len(r.drafts) == 0 || len(l.words) < 4 || l.heading {
		return
	}
	quoted := 0
	for _, w := range l.words {
		if w.quoted || w.quote {
			quoted++
		}
	}
	before := r.drafts[len(r.drafts)-1]
	if quoted < len(l.words)-1 || before.a == nil || before.a.line.at != l.at-1 || before.Speaker.Name == "" ||
		r.doc.Sentences[l.at].Paragraph != r.doc.Sentences[l.at-1].Paragraph || len(phrasesIn(quotesAt(r.quotes, before.Content), before.Content)) == 0 {
		return
	}
	a := &attribution{line: l, at: 0, sourceAt: -1, from: 0, to: l.end()}
	d := &draft{a: a, kind: before.kind}
	d.Speaker, d.Via, d.Content = before.Speaker, before.Via, r.tidy(l, l.span(0, l.end()))
	if before.Content.Overlaps(d.Content) || d.Content == (receipt.Span{}) {
		return
	}
	r.drafts = append(r.drafts, d)
}
