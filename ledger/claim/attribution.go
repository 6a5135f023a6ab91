package claim

import (
	"newstape/receipt"
)

// attribution is who says what in one sentence, before anybody is resolved.
// Word indexes are into the line; -1 stands for none.
type attribution struct {
	line      *line
	cue       *cue // nil for a refusal, a check or a colon
	at        int  // first word of the cue, or of the pattern
	cueSpan   receipt.Span
	sourceAt  int // words [sourceAt, sourceTo) name the source
	sourceTo  int
	from      int // words [from, to) are the content
	to        int
	left      bool // the content stands before the source
	pronoun   int  // of a relative clause that answers: its "which"
	shared    bool // the subject is that of an earlier verb
	passive   bool
	explicit  bool // "that" stood before the content
	negated   bool
	fixed     Stance       // given by the pattern
	target    [2]int       // who is accused, in words
	via       [][2]int     // sources that the story has it through
	inside    *attribution // whose content holds this one
	answers   *attribution // what a trailing ", a charge it denies" is aimed at
	wholeSpan receipt.Span // the content when it runs around its source
}

// start is the first word that belongs to the attribution.
func (a *attribution) start() int {
	s := a.at
	if a.sourceAt >= 0 && a.sourceAt < s && !a.shared {
		s = a.sourceAt
	}
	if a.pronoun > 0 {
		return a.pronoun
	}
	if a.left {
		s = min(s, a.from)
	}
	return s
}

func (a *attribution) content() receipt.Span {
	if !a.wholeSpan.Empty() {
		return a.wholeSpan
	}
	return a.line.span(a.from, a.to)
}

func (a *attribution) source() receipt.Span {
	if a.sourceAt < 0 {
		return receipt.Span{}
	}
	return a.line.span(a.sourceAt, a.sourceTo)
}

// attribute finds the attributions of one line in the order of their cues.
func (l *line) attribute() []*attribution {
	var out []*attribution
	for _, s := range l.sightings() {
		if a, ok := l.frame(s, out); ok {
			a.negated = a.negated || l.conditional(a)
			out = append(out, a)
		}
	}
	out = l.addSilences(out)
	out = l.addNouns(out)
	out = l.addVerbs(l.addQuoted(l.addColon(out)))
	l.bound(out)
	return l.splitContents(l.cite(l.accordingTo(out)))
}

// word finds a word in [from, to), -1 when it is not there.
func (l *line) word(w string, from, to int) int {
	for i := from; i < to; i++ {
		if l.low(i) == w {
			return i
		}
	}
	return -1
}
