package claim

import (
	"slices"
	"strings"
)

// offices are held by one person at a time, so that who speaks through one is
// not unnamed.
var offices = []string{
	"executive", "ceo", "cfo", "coo", "officer", "president", "chairman", "chairwoman", "chair", "premier", "minister", "governor", "chancellor",
	"founder", "treasurer", "boss", "chief", "head", "secretary", "owner", "director", "ambassador", "commissioner", "mayor",
}

// office reads "the chief executive of Micron", "Micron's chief executive", "its
// finance chief", "the governor": somebody whom the story does not name but who
// can be told. He speaks for what he heads. An owner of "a toy shop" stays unnamed.
func (r *reader) office(l *line, from, to, head int, definite bool) (Speaker, bool) {
	if !slices.Contains(offices, l.low(head)) || l.upper(head) && head > from {
		return Speaker{}, false
	}
	first, org := from, Speaker{}
	for i := head - 1; i >= from; i-- {
		if l.classAt(i) == genitive && i > from {
			org, _ = r.speakerOf(l, l.ownerStart(from), i)
			first, definite = i+1, true
			break
		}
		if l.classAt(i) == possessive {
			org = r.possessor(l, i)
			first, definite = i+1, true
			break
		}
	}
	if l.classAt(first-1) == possessive {
		org = r.possessor(l, first-1)
		definite = true
	}
	if w := l.low(head + 1); org.Name == "" && (w == "of" || w == "at") && head+2 < to {
		if w := l.low(head + 2); w == "a" || w == "an" || w == "one" {
			return Speaker{}, false
		}
		org, _ = r.speakerOf(l, head+2, to)
	}
	if org.Name == "" {
		for i := first; i < head; i++ {
			if e := r.mentionAt(l, i, i, i+1); e != nil { // the Micron chief executive
				org, first = nameOf(e), max(first, l.indexAt(r.endOfName(l, i)))
			}
		}
	}
	if !definite && org.Name == "" {
		return Speaker{}, false
	}
	who := Speaker{Entity: org.Entity}
	who.Name = strings.TrimSpace(org.Name + " " + l.joined(first, head+1))
	return who, true
}

// ownerStart is where the possessor that begins at from begins for speakerOf.
func (l *line) ownerStart(from int) int {
	if from > 0 && l.classAt(from-1) == determiner && !l.upper(from) {
		return from - 1 // the company's: speakerOf looks for the article
	}
	return from
}

// possessor is the party behind "its" or "their".
func (r *reader) possessor(l *line, i int) Speaker {
	if w := l.low(i); w != "its" && w != "their" {
		return Speaker{}
	}
	at := l.words[i].Start
	if m, ok := r.last(at, func(m member) bool { return m.kind == companyKind || m.kind == stateKind }); ok && r.near(m, l) {
		return m.who
	}
	return Speaker{}
}

func (r *reader) endOfName(l *line, i int) int {
	for _, m := range r.around(l.words[i].Span) {
		if m.Span.Overlaps(l.words[i].Span) {
			return m.Span.End
		}
	}
	return l.words[i].End
}

// joined is the words [from, to) with single blanks, without articles, marks and
// genitives.
func (l *line) joined(from, to int) string {
	var out []string
	for i := from; i < to; i++ {
		if c := l.classAt(i); c == genitive || c == determiner || c == possessive || l.isComma(i) {
			continue
		}
		out = append(out, l.words[i].In(l.src))
	}
	return strings.Join(out, " ")
}
