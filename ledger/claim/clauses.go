package claim

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
