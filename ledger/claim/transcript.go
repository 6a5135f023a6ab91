package claim

import (
	"strings"
)

// labels of a transcript that name no party.
var mute = map[string]bool{"operator": true, "q": true, "a": true, "question": true, "answer": true, "moderator": true, "host": true, "interviewer": true, "analyst": true, "update": true, "correction": true, "note": true}

// label is the speaker's name before a colon at the head of a paragraph: "Tim
// Cook: We had a strong quarter." It gives the index of the colon, 0 for none.
func (l *line) label() int {
	for i := 1; i < min(6, l.end()-1); i++ {
		switch {
		case l.low(i) == ":":
			return i
		case !l.upper(i) || l.classAt(i) == verb || l.classAt(i) == mark && l.low(i) != ".":
			return 0
		}
	}
	return 0
}

// readTranscript gives the paragraphs of a transcript, which open with their
// speaker's name, to those speakers. One such paragraph is only a colon; two
// are a transcript.
func (r *reader) readTranscript() {
	var labelled []int
	names := map[string]bool{}
	for k := range r.lines {
		l := &r.lines[k]
		if k > 0 && r.doc.Sentences[k].Paragraph == r.doc.Sentences[k-1].Paragraph || !l.upper(0) {
			continue
		}
		if i := l.label(); i > 0 && !l.tellsMove(i+1) && !l.heading {
			labelled = append(labelled, k)
			names[strings.ToLower(l.span(0, i).In(l.src))] = true
		}
	}
	if len(labelled) < 2 || len(names) < 2 {
		return
	}
	for _, k := range labelled {
		r.readTurn(k)
	}
}

// readTurn makes a claim of each sentence of the turn that begins at line k and
// in which nobody else is cited.
func (r *reader) readTurn(k int) {
	l := &r.lines[k]
	colon := l.label()
	if mute[l.low(0)] || r.claimedIn(l.span(0, l.end())) {
		return
	}
	who, kind := r.speakerOf(l, 0, colon)
	for at := k; at < len(r.lines) && r.doc.Sentences[at].Paragraph == r.doc.Sentences[k].Paragraph; at++ {
		p := &r.lines[at]
		from := 0
		if at == k {
			from = colon + 1
		}
		if len(p.words) == 0 || p.asks() || from >= p.end() || r.claimedIn(p.span(from, p.end())) || p.end()-from < 3 {
			continue
		}
		a := &attribution{line: p, at: from, sourceAt: -1, from: from, to: p.end()}
		d := &draft{a: a, kind: kind}
		d.Speaker, d.Content = who, p.span(from, p.end())
		if at == k {
			a.sourceAt, a.sourceTo = 0, colon
			d.Source = a.source()
		}
		r.drafts = append(r.drafts, d)
	}
}
