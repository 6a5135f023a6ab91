package claim

import "slices"

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
		for k := i + 1; k < len(list); k++ {
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
		for k, b := range list { // left contents hold what stands inside them
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

// trimStart drops a quotation mark that nothing closes.
func (l *line) trimStart(from, to int) int {
	if from+1 >= to || !l.isQuote(from) || l.words[from+1].quoted {
		return from
	}
	for i := from + 1; i < to; i++ {
		if l.isQuote(i) {
			return from
		}
	}
	return from + 1
}

// trimTime takes off the end of a bare object when and where it was said: "the
// claims on Monday", "similar accusations last year", "the report in a statement".
func (l *line) trimTime(a *attribution) int {
	if a.cue == nil || a.explicit || a.left || a.fixed != "" || !a.cue.frames["np"] && !a.cue.frames["as"] || !l.verbless(a.from, a.to) {
		return a.to
	}
	if a.to-a.from > 12 || l.word("to", a.from, a.to) >= 0 || l.anyQuoted(a.from, a.to) {
		return a.to
	}
	to := max(a.from+1, l.skipBack(a.to))
	if c := l.classAt(to - 1); c == preposition || c == determiner || to-a.from == 1 && c != noun && c != pronoun {
		return a.to
	}
	return to
}

// splitContents makes one attribution of each that-clause: "said A, that B, and
// that C". Negated cues end here: they hold no claim.
func (l *line) splitContents(list []*attribution) []*attribution {
	var out []*attribution
	first := map[*attribution]*attribution{} // what an attribution became
	for _, a := range list {
		if a.negated && a.fixed == "" {
			continue
		}
		parts := [][2]int{{a.from, a.to}}
		if !a.left && a.cue != nil && a.wholeSpan.Empty() && (a.explicit || a.cue.frames["s"] || a.cue.frames["that"]) {
			parts = l.clauses(a.from, a.to)
		}
		for n, p := range parts {
			b := *a
			b.from, b.to = p[0], l.trimEnd(p[0], p[1])
			if n > 0 && a.fixed != "" {
				b.fixed = ""
			}
			if b.from >= b.to {
				continue
			}
			b.from = l.afterPreface(l.trimStart(b.from, b.to), b.to)
			b.to = l.trimTime(&b)
			out = append(out, &b)
			if first[a] == nil {
				first[a] = &b
			}
		}
	}
	for _, a := range out {
		if a.inside != nil {
			a.inside = first[a.inside]
		}
		if a.answers != nil {
			a.answers = first[a.answers]
		}
	}
	return out
}

// afterPreface steps over what vouches for a proposition: "it has information
// giving it grounds to conclude that S" speaks for S.
func (l *line) afterPreface(from, to int) int {
	if l.classAt(from) != pronoun || l.word("has", from, from+2)+l.word("had", from, from+2)+l.word("have", from, from+2) < -2 {
		return from
	}
	grounds := false
	for i := from; i < min(from+14, to-2); i++ {
		switch l.low(i) {
		case "no", "not", "little", "never":
			return from // "it had seen no evidence that S" does not speak for S
		case "information", "evidence", "grounds", "proof", "intelligence", "indications", "reason":
			grounds = true
		case "that":
			if grounds {
				return i + 1
			}
		}
	}
	return from
}

// clauses splits [from, to) at ", that", "and that", "but that".
func (l *line) clauses(from, to int) [][2]int {
	var out [][2]int
	start := from
	for i := from + 2; i < to-1; i++ {
		if l.low(i) != "that" || l.words[i].quoted {
			continue
		}
		k := i
		if w := l.low(k - 1); w == "and" || w == "but" || w == "or" {
			k--
		} else if !l.isComma(k - 1) {
			continue
		}
		out = append(out, [2]int{start, l.beforeMarks(k)})
		start = i + 1
	}
	return append(out, [2]int{start, to})
}

// accordingTo gives "according to NP" to the attributions it covers, as the way
// the story has them, or makes one of it.
func (l *line) accordingTo(list []*attribution) []*attribution {
	for i := 0; i+2 < len(l.words); i++ {
		n := l.accords(i)
		if n == 0 || l.words[i].quoted {
			continue
		}
		to := l.sourceEnd(i + n)
		if to <= i+n {
			continue
		}
		from, end := l.covered(i, to)
		held := false
		for _, a := range list {
			if a.to > i && a.from < i {
				a.to = l.trimEnd(a.from, l.beforeMarks(i))
			}
			if a.sourceAt < 0 && !a.shared && a.at < i && a.fixed == Alleges && a.cue != nil {
				a.sourceAt, a.sourceTo = i+n, to // "indicted on charges of theft, according to prosecutors"
				held = true
				continue
			}
			if a.start() >= from && a.start() < end && a.fixed != DeclinesComment {
				a.via = append(a.via, [2]int{i + n, to})
				held = true
			}
		}
		if !held && end-from > 1 && l.low(i) != "first" {
			a := &attribution{
				line: l, at: i, cueSpan: l.span(i, i+n), sourceAt: i + n, sourceTo: to,
				from: from, to: l.trimEnd(from, end), left: i > 0,
			}
			if i > 0 && l.verbless(from, end) && l.isComma(to) && l.goesOn(to+1) && to+1 < l.end() {
				a.wholeSpan = l.span(from, l.end()) // "The order, according to the agency, takes effect in July"
			}
			list = insert(list, a)
		}
	}
	return list
}

// accords is the number of words of "according to" and its like at i, or 0.
func (l *line) accords(i int) int {
	switch {
	case l.low(i) == "according" && l.low(i+1) == "to":
		return 2
	case l.low(i) == "as" && l.low(i+1) == "reported" && l.low(i+2) == "by":
		return 3
	case l.low(i) == "first" && l.low(i+1) == "reported" && l.low(i+2) == "by":
		return 3
	case l.low(i) == "in" && l.low(i+1) == "the" && (l.low(i+2) == "words" || l.low(i+2) == "view" || l.low(i+2) == "opinion") && l.low(i+3) == "of":
		return 4
	}
	return 0
}

// sourceEnd is the end of the noun phrase that "according to" names; it may
// hold a participle: "people familiar with the matter", "a memo seen by the FT".
func (l *line) sourceEnd(i int) int {
	to := l.phraseEnd(i)
	if l.low(to) == "by" || l.low(to-1) == "seen" || l.low(to) == "seen" || l.low(to) == "who" {
		if by := l.word("by", to-1, to+2); by > 0 {
			return l.phraseEnd(by + 1)
		}
	}
	return to
}

// covered is the clause that "according to" at i, ending at to, speaks of.
func (l *line) covered(i, to int) (int, int) {
	if i == 0 || i <= 2 && l.verbless(0, i) {
		from := to
		for from < l.end() && l.classAt(from) == mark {
			from++
		}
		return from, l.end()
	}
	from := l.afterDateline(0)
	for k := i - 2; k > from; k-- {
		if l.low(k) == ";" {
			from = k + 1
			break
		}
	}
	return from, l.beforeMarks(i)
}
