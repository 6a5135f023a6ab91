package claim

import "newstape/receipt"

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
		r.doc.Sentences[l.at].Paragraph != r.doc.Sentences[l.at-1].Paragraph || len(phrasesIn(r.quotes, before.Content)) == 0 {
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

// claimNouns introduce a clause that somebody holds true.
var claimNouns = map[string]bool{
	"claim": true, "claims": true, "allegation": true, "allegations": true, "accusation": true, "accusations": true,
	"assertion": true, "assertions": true, "suggestion": true, "suggestions": true, "charge": true, "charges": true,
}

// addNouns reads "Washington's claim that S was dismissed by Beijing": S is
// alleged by the possessor, and the verb behind it answers.
func (l *line) addNouns(list []*attribution) []*attribution {
	for i := 0; i+3 < len(l.words); i++ {
		if !claimNouns[l.low(i)] || l.low(i+1) != "that" || l.words[i].quoted || l.classAt(i) != noun {
			continue
		}
		if _, isCue := l.sight(i); isCue {
			continue
		}
		a := &attribution{line: l, at: i, cueSpan: l.words[i].Span, sourceAt: -1, from: i + 2, to: l.clauseEnd(i + 2), fixed: Alleges}
		if k := l.word("'s", max(0, i-2), i); k > 0 {
			a.sourceAt, a.sourceTo = l.phraseStart(k), k
		}
		for _, b := range list {
			if b.at > i+2 && b.at < a.to && b.passive {
				a.to = l.verbGroup(b.at)
				b.from, b.to, b.left, b.answers = max(0, a.sourceAt), a.to, true, a
			} else if b.at < i && b.to > a.from && !b.left {
				b.answers = a
			}
		}
		if a.from < a.to {
			list = insert(list, a)
		}
	}
	return list
}
