package claim

import (
	"slices"
)

// farthest is how many attributions of one sentence away another may bound one,
// so that a text without full stops costs no more than its length.
const farthest = 40

// bound ends each content where the next attribution of the same sentence
// begins, unless that one is part of the content.
func (l *line) bound(list []*attribution) {
	for i, a := range list {
		if a.left || a.to <= a.from {
			continue
		}
		if c := l.asideEnd(a); c > a.from {
			a.to = min(a.to, c)
		}
		for k := i + 1; k < min(len(list), i+farthest); k++ {
			b := list[k]
			at := b.start()
			if at < a.from || at >= a.to {
				continue
			}
			if b.left && b.from <= a.at { // the later one holds this one: "A says B, C said"
				a.to = min(a.to, l.backOverMarks(b.sourceAt))
				break
			}
			if cut, ok := l.cut(a, b); ok {
				a.to = cut
				break
			}
			b.inside = a
		}
		a.to = min(a.to, l.turn(a))
		a.to = l.trimEnd(a.from, a.to)
	}
	for i, a := range list {
		for k := max(0, i-farthest); k < min(len(list), i+farthest); k++ { // left contents hold what stands inside them
			b := list[k]
			if a.left && i != k && a.pronoun == 0 && b.start() >= a.from && b.at < a.to {
				b.inside = a
				b.to = min(b.to, a.to)
			}
		}
	}
}

// asideEnd is the comma that closes the relative clause in which the cue stands:
// "Meta, which had announced heavier spending, fell".
func (l *line) asideEnd(a *attribution) int {
	k := l.verbGroup(a.at) - 1
	if a.cue == nil {
		return 0
	}
	if a.shared && l.classAt(k) == conjunction { // ", which sued in 2020 and has accused X of Y, asked for Z"
		for k > 1 && !l.isComma(k) {
			k--
		}
		k++
	}
	if !slices.Contains([]string{"which", "who", "that"}, l.low(k)) {
		return 0
	}
	if !l.isComma(k - 1) {
		return l.restrictiveEnd(a)
	}
	if l.low(k) == "that" {
		return 0
	}
	for i := a.from; i < a.to; i++ {
		if l.isComma(i) && !l.words[i].quoted {
			return i
		}
	}
	return 0
}

// restrictiveEnd is the main verb behind a relative clause without commas: "a
// notice that named them as spies was posted".
func (l *line) restrictiveEnd(a *attribution) int {
	if a.explicit || a.cue.frames["s"] || a.cue.frames["that"] {
		return 0
	}
	for i := a.from + 1; i < a.to; i++ {
		switch c := l.classAt(i); {
		case c == subordinator && l.low(i) != "as" || c == mark || l.low(i) == "who":
			return 0
		case c == auxiliary || c == modal:
			return i
		}
	}
	return 0
}

// cut says where a's content ends because b begins there.
func (l *line) cut(a, b *attribution) (int, bool) {
	at := b.start()
	if k := l.verbGroup(b.at) - 1; !b.shared && b.cue != nil && (l.low(k) == "which" || l.low(k) == "who") && l.isComma(k-1) && b.sourceTo == k-1 {
		return k - 1, k-1 > a.from // "... from CrowdStrike, which denied it"
	}
	if b.shared {
		at = l.verbGroup(b.at)
	}
	k := at
	if l.classAt(k-1) == conjunction {
		k--
		if !b.shared && l.low(k-1) != "," && a.explicit && l.classAt(k-1) != mark {
			// "said that A and B said": still two voices.
			return k, true
		}
		return l.beforeMarks(k), k > a.from
	}
	if l.low(k-1) == "that" || k == a.from {
		return 0, false
	}
	if l.classAt(k-1) == mark && !l.isQuote(k-1) {
		return l.beforeMarks(k), k > a.from
	}
	if slices.Contains([]string{"after", "while", "although", "though", "as", "without"}, l.low(k-1)) && k-1 > a.from {
		return l.beforeMarks(k - 1), true
	}
	if b.shared && b.cueIsParticiple() {
		return l.beforeMarks(k), k > a.from
	}
	return 0, false
}

func (a *attribution) cueIsParticiple() bool { return a.shared && a.cue != nil }

func (l *line) beforeMarks(k int) int {
	for k > 0 && l.classAt(k-1) == mark && !l.isQuote(k-1) && !closes(l.low(k-1)) {
		k--
	}
	return k
}

// turn is where the story takes the word back: "; ", ", but" without "that".
func (l *line) turn(a *attribution) int {
	for i := a.from + 2; i < a.to; i++ {
		if l.words[i].quoted {
			continue
		}
		if l.low(i) == ";" {
			return i
		}
		if l.isComma(i) && l.low(i+1) == "and" && a.cue != nil && a.cue.frames["np"] && !a.explicit && i-a.from <= 3 && l.verbless(a.from, i) {
			return i // "denies it, and our own test went through"
		}
		if a.fixed == DeclinesComment && l.isComma(i) && (l.low(i+1) == "which" || l.low(i+1) == "and") {
			return i // "declined to comment, which tells us nothing"
		}
		if l.low(i) == "without" && l.isIng(i+1) && len(lex().cues[l.low(i+1)]) > 0 {
			return i // "agreed to pay without admitting wrongdoing"
		}
		if l.isComma(i) && (l.low(i+1) == "citing" || l.low(i+1) == "quoting") {
			return i
		}
		if l.isComma(i) && (l.low(i+1) == "but" || l.low(i+1) == "while" || l.low(i+1) == "though" || l.low(i+1) == "although") && l.low(i+2) != "that" && (l.low(i+1) != "but" || a.from != i+1) {
			return i
		}
	}
	return a.to
}

// trimEnd drops closing marks; a quotation mark stays only with its partner.
func (l *line) trimEnd(from, to int) int {
	for to > from && l.classAt(to-1) == mark && !closes(l.low(to-1)) {
		if l.low(to-1) == "'" && l.word("'", from, to-1) >= 0 {
			return to // 'entirely false'
		}
		if l.isQuote(to - 1) {
			open := 0
			for i := from; i < to; i++ {
				if l.isQuote(i) {
					open++
				}
			}
			if open%2 == 0 {
				return to
			}
		}
		to--
	}
	return to
}
