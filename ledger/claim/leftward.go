package claim

// inverted reads '"...," said X' and '..., said X.'.
func (l *line) inverted(s sighting, a *attribution) bool {
	if !s.frames["q"] && !s.frames["s"] && !s.frames["that"] || s.group == 0 || s.form == ingForm {
		return false
	}
	closing := l.isQuote(s.group - 1)
	if !closing && !l.isComma(s.group-1) {
		return false
	}
	if k, asides := l.skipAside(s.group); !closing && len(asides) > 0 && l.verbless(0, k) {
		return false // "The memo, which the FT saw, alleged S"
	}
	to := l.phraseEnd(s.after)
	if to <= s.after || !l.namesSomething(s.after, to) || l.classAt(s.after) == preposition {
		return false
	}
	rest := l.skipAdjunct(to)
	if !closing && rest < l.end() && !l.isComma(rest) || !closing && l.verbless(0, s.group-1) {
		return false
	}
	if closing && rest < l.end() && l.classAt(rest) != mark && l.low(rest) != "who" && l.classAt(rest) != preposition && l.classAt(rest) != conjunction {
		return false
	}
	a.sourceAt, a.sourceTo = s.after, to
	a.from, a.to, a.left = max(l.afterDateline(0), s.group-longestContent), l.backOverMarks(s.group), true
	for k := rest; k < l.end() && closing; k++ { // "A," said X, the chief of Y, "and B."
		if l.isComma(k) && l.isQuote(k+1) {
			a.wholeSpan = l.span(a.from, l.end())
			break
		}
	}
	return a.from < a.to
}

// leftContent reads "..., X said on Friday."
func (l *line) leftContent(s sighting, a *attribution) bool {
	k := a.sourceAt
	if k < 3 || l.classAt(k-1) != mark || closes(l.low(k-1)) || l.low(k-1) == ":" {
		return false
	}
	rest := l.skipAdjunct(s.after)
	if s.frames["tell"] {
		heard := min(l.listener(s.after, l.end()), len(l.words))
		a.target = [2]int{s.after, heard}
		rest = l.skipAdjunct(max(heard, l.phraseEnd(s.after)))
	}
	if !s.frames["tell"] {
		rest = l.skipAdjunct(l.addressee(rest))
	}
	quotation := l.isQuote(k-1) && l.isComma(k-2) || l.isQuote(k-2) && l.isComma(k-1)
	if rest < l.end() && !l.closesHere(rest) && (!quotation || l.low(rest) == "that" || l.isQuote(rest)) {
		return false
	}
	from := max(l.afterDateline(0), k-longestContent)
	for i := k - 2; i > from; i-- {
		if l.low(i) == ";" || l.low(i) == ":" && (l.heading || !l.verbless(from, i) && !l.words[i].quoted) {
			from = i + 1
			break
		}
	}
	a.from, a.to, a.left = from, l.backOverMarks(k), true
	if a.from >= a.to {
		return false
	}
	if rest < l.end() && l.isComma(rest) && l.verbless(a.from, a.to) && l.isComma(k-1) && l.goesOn(rest+1) { // "The plan, he said, would fail"
		a.wholeSpan = l.span(a.from, l.end())
	}
	if rest < l.end() && l.isComma(rest) && (l.isQuote(rest+1) || l.words[min(rest+1, len(l.words)-1)].quoted) {
		a.wholeSpan = l.span(a.from, l.end())
	}
	return true
}

// goesOn: the word behind an insertion takes the sentence up again; a participle
// or a relative pronoun does not.
func (l *line) goesOn(i int) bool {
	c := l.classAt(i)
	return c != subordinator && l.low(i) != "who" && c != conjunction && !l.isIng(i)
}

func (l *line) closesHere(i int) bool {
	switch l.low(i) {
	case ",", ";", "—", "–", "-", ":":
		return l.low(i) != ":" && (!l.isComma(i) || !l.isQuote(i+1) || l.words[0].quoted || l.isQuote(0) || l.anyQuoted(0, i))
	}
	return false
}

func (l *line) anyQuoted(from, to int) bool {
	for i := from; i < to; i++ {
		if l.words[i].quoted {
			return true
		}
	}
	return false
}

func (l *line) backOverMarks(to int) int {
	for to > 0 && l.classAt(to-1) == mark && !closes(l.low(to-1)) && !l.isQuote(to-1) {
		to--
	}
	for to > 0 && (l.isComma(to-1) || l.isQuote(to-1) && to > 1 && l.isComma(to-2)) {
		to--
	}
	return to
}
