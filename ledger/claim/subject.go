package claim

import (
	"slices"
	"strings"
)

// giveSource finds the subject of an active or participial cue.
func (l *line) giveSource(s sighting, a *attribution, earlier []*attribution) bool {
	before := l.classAt(s.group - 1)
	coordinated := before == conjunction || s.voice == participial || before == mark && len(earlier) > 0
	if !coordinated {
		from, to, ok := l.subject(s.group)
		if f, t, made := l.maker(s, from, to); ok && made {
			from, to = f, t
		}
		a.sourceAt, a.sourceTo = from, to
		return ok
	}
	if from, to, ok := l.subject(s.group); ok && s.voice != participial && before == mark {
		a.sourceAt, a.sourceTo = from, to
		return true
	}
	a.shared = true
	for _, e := range slices.Backward(earlier) {

		if e.sourceAt < 0 || e.left && s.voice != participial || e.passive && s.voice != participial {
			continue
		}
		a.sourceAt, a.sourceTo = e.sourceAt, e.sourceTo
		return true
	}
	from, to, ok := l.doer(s)
	if !ok {
		from, to, ok = l.leading(s.group)
	}
	if !ok || !l.sayable(from, to) {
		if f, t, found := l.subjectInTree(s.at); found && l.sayable(f, t) {
			from, to, ok = f, t, true
		}
	}
	if ok {
		a.sourceAt, a.sourceTo = from, to
		return true
	}
	return l.following(s, a)
}

// doer is the subject of the verb nearest before a participle: "X fell, and its
// chief apologised, saying S".
func (l *line) doer(s sighting) (int, int, bool) {
	if s.voice != participial {
		return 0, 0, false
	}
	for v := s.group - 1; v > max(0, s.group-longestPhrase); v-- {
		c := l.classAt(v)
		if c == subordinator || l.low(v) == ";" {
			return 0, 0, false
		}
		looksPast := c == noun && !l.upper(v) && strings.HasSuffix(l.low(v), "ed") && (l.isComma(v+1) || l.classAt(v-1) == noun && l.speaks(v-1))
		if c != verb && !looksPast {
			continue
		}
		from, to, ok := l.subject(l.verbGroup(v))
		if !ok || !l.sayable(from, to) || !l.speaks(l.head(from, to)) {
			return 0, 0, false
		}
		return from, to, true
	}
	return 0, 0, false
}

// maker is who filed "a lawsuit accusing X": the subject of the verb before the
// document.
func (l *line) maker(s sighting, from, to int) (int, int, bool) {
	if s.form != ingForm || from < 1 || from >= to {
		return 0, 0, false
	}
	kind, ok := kindOf(l.low(l.head(from, to)))
	for from > 1 && l.classAt(from-1) == determiner {
		from--
	}
	if !ok || kind != documentKind || l.classAt(from-1) != verb {
		return 0, 0, false
	}
	return l.subject(l.verbGroup(from - 1))
}

// nobody: "Nobody at the White House has confirmed it" says nothing.
func (l *line) nobody(a *attribution) bool {
	for i := a.sourceAt; i < min(a.sourceAt+2, a.sourceTo); i++ {
		switch l.low(i) {
		case "nobody", "none", "no":
			return true
		}
	}
	for i := a.sourceAt; i < a.sourceTo; i++ {
		switch l.low(i) {
		case "someone", "somebody", "anyone", "anybody", "everyone", "everybody":
			return true // "Every few months someone announces that S"
		}
	}
	return false
}

// following is the subject of "Calling the claims false, Alibaba said ...".
func (l *line) following(s sighting, a *attribution) bool {
	if s.at != 0 {
		return false
	}
	for i := s.after; i < l.end(); i++ {
		if !l.isComma(i) {
			continue
		}
		for k := i + 1; k < l.end(); k++ {
			c := l.classAt(k)
			if _, isCue := l.sight(k); isCue || c == verb || c == auxiliary || c == modal || c == adverb {
				a.sourceAt, a.sourceTo = i+1, k
				return k > i+1
			}
		}
	}
	return false
}

// admits asks whether the source can do what the cue says.
func (l *line) admits(s sighting, a *attribution) bool {
	if !s.weak && !s.doc {
		return true
	}
	for i := a.sourceAt; i < a.sourceTo; i++ {
		if !s.only && l.classAt(i) == pronoun || l.classAt(i) == noun && l.upper(i) && i > 0 && !s.doc {
			return true
		}
		kind, ok := kindOf(l.low(i))
		if ok && l.classAt(i) == noun && (!s.doc || kind == documentKind || kind == pressKind || kind == personKind) {
			return !s.only || kind == documentKind
		}
	}
	return a.sourceAt == 0 && l.upper(0) && l.classAt(0) == noun && !s.doc
}
