package claim

import (
	"newstape/receipt"
)

// SubjectOf resolves the subject of the verb at a span of the text the ledger
// was read from: who did it, and in which words. The answer is false when no
// party stands there.
func (g Ledger) SubjectOf(verb receipt.Span) (Speaker, receipt.Span, bool) {
	l, i := g.wordAt(verb)
	if l == nil {
		return Speaker{}, receipt.Span{}, false
	}
	group := l.verbGroup(i)
	from, to, ok := l.subject(group)
	if c := l.classAt(group - 1); !ok && (c == conjunction || c == mark || l.isParticiple(i)) {
		from, to, ok = l.leading(group)
	}
	if !ok {
		return Speaker{}, receipt.Span{}, false
	}
	who, kind := g.scene.speakerOf(l, from, to)
	return who, l.span(from, to), who.Name != "" && (kind != anyKind || who.Entity != nil)
}

// AgentOf resolves the party behind "by" after a passive verb.
func (g Ledger) AgentOf(verb receipt.Span) (Speaker, receipt.Span, bool) {
	l, i := g.wordAt(verb)
	if l == nil {
		return Speaker{}, receipt.Span{}, false
	}
	by := l.word("by", i+1, min(i+12, l.end()))
	if by < 0 {
		return Speaker{}, receipt.Span{}, false
	}
	to := l.phraseEnd(by + 1)
	if to <= by+1 {
		return Speaker{}, receipt.Span{}, false
	}
	who, kind := g.scene.speakerOf(l, by+1, to)
	return who, l.span(by+1, to), who.Name != "" && (kind != anyKind || who.Entity != nil)
}

// Passive reports whether the verb at the span stands in the passive voice.
func (g Ledger) Passive(verb receipt.Span) bool {
	l, i := g.wordAt(verb)
	if l == nil {
		return false
	}
	switch l.helper(l.verbGroup(i), i) {
	case "is", "are", "was", "were", "be", "been", "being":
		return !l.isIng(i)
	}
	return false
}

// Unreal reports whether the verb at the span is negated, only possible, or
// supposed: what did not happen. A plain "would" or "will" is not unreal: it
// announces.
func (g Ledger) Unreal(verb receipt.Span) bool {
	l, i := g.wordAt(verb)
	if l == nil {
		return false
	}
	if _, _, ok := l.hears("supposition", 0, i); ok {
		return true
	}
	for k := l.verbGroup(i); k < i; k++ {
		switch l.low(k) {
		case "could", "may", "might", "should", "can", "probably", "perhaps", "cannot":
			return true
		}
		if l.classAt(k) == negation {
			return true
		}
	}
	for k := range i {
		if l.low(k) == "if" || l.low(k) == "nobody" || l.low(k) == "unless" {
			return true
		}
	}
	if l.heading && l.low(i-1) == "to" {
		return false // "Netflix to buy Warner Bros."
	}
	return l.low(i-1) == "to" && l.low(i-2) != "decided" && l.low(i-2) != "agreed" || l.words[i].quoted
}

// Future reports whether the verb stands behind "would" or "will".
func (g Ledger) Future(verb receipt.Span) bool {
	l, i := g.wordAt(verb)
	if l == nil {
		return false
	}
	for k := l.verbGroup(i); k < i; k++ {
		if w := l.low(k); w == "would" || w == "will" {
			return true
		}
	}
	return l.heading && l.low(i-1) == "to"
}

func (l *line) isIng(i int) bool {
	w := l.low(i)
	return len(w) > 4 && w[len(w)-3:] == "ing"
}

func (g Ledger) wordAt(s receipt.Span) (*line, int) {
	if g.scene == nil {
		return nil, 0
	}
	for k := range g.scene.lines {
		l := &g.scene.lines[k]
		if len(l.words) == 0 || l.words[len(l.words)-1].End <= s.Start {
			continue
		}
		i := l.indexAt(s.Start)
		if i < len(l.words) && l.words[i].Start <= s.Start {
			return l, i
		}
		return nil, 0
	}
	return nil, 0
}
