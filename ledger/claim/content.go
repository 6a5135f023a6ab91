package claim

import "slices"

// skipAdjunct walks right over adverbs and "on Friday", "in a note", "late on
// Thursday" behind a cue.
func (l *line) skipAdjunct(i int) int {
	for i < len(l.words) {
		j := i
		if l.classAt(j) == adverb && !l.opensClause(j) {
			i++
			continue
		}
		if slices.Contains([]string{"late", "early", "earlier", "last", "this"}, l.low(j)) {
			j++
		}
		if slices.Contains([]string{"on", "in", "at", "during", "via", "through", "for"}, l.low(j)) {
			j++
		}
		if j == i && !l.isOccasion(j) || l.low(j-1) == "for" && !l.lasts(j) {
			return i
		}
		k := j
		for k < len(l.words) && k-j < 7 && (l.classAt(k) != mark) && l.classAt(k) != modal && l.classAt(k) != auxiliary && l.low(k) != "that" && !l.isOccasion(k) {
			k++
		}
		if !l.isOccasion(k) || k-j >= 7 || l.crossesClause(j, k) {
			return i
		}
		k++
		if l.classAt(k) == number && k+1 <= len(l.words) { // Nov. 14, 2025
			k++
		}
		i = k
		if (l.low(i) == "to" || l.low(i) == "with" || l.low(i) == "by") && l.low(i-1) != "earlier" {
			if e := l.phraseEnd(i + 1); e > i+1 && e < len(l.words) && (l.low(e) == "that" || l.isQuote(e) || l.isComma(e) || l.classAt(e) == pronoun) {
				i = e
			}
		}
	}
	return i
}

// lasts: "for years", "for the past two months".
func (l *line) lasts(i int) bool {
	for k := i; k < i+5; k++ {
		switch l.low(k) {
		case "years", "months", "weeks", "days", "decades", "long":
			return true
		}
	}
	return false
}

// addressee steps over "of the deal", "to the crowd" behind said.
func (l *line) addressee(i int) int {
	if w := l.low(i); w == "of" || w == "to" || w == "about" {
		if e := l.phraseEnd(i + 1); e > i+1 {
			return e
		}
	}
	return i
}

func (l *line) isOccasion(i int) bool {
	_, _, ok := l.hears("occasion", i, i+1)
	return ok
}

// opensClause: an adverb that begins the content ("only", "there").
func (l *line) opensClause(i int) bool { return l.low(i) == "there" || l.low(i) == "here" }

// crossesClause: a verb between the preposition and the occasion means that the
// occasion belongs to a clause of its own.
func (l *line) crossesClause(from, to int) bool {
	for i := from; i < to; i++ {
		switch l.classAt(i) {
		case verb, pronoun, subordinator:
			return true
		}
	}
	return false
}

// phraseEnd walks right from i over one noun phrase.
func (l *line) phraseEnd(i int) int {
	j := i
	for j < len(l.words) {
		switch l.classAt(j) {
		case mark:
			if l.isComma(j) && l.upper(j+1) && l.upper(j-1) && l.placeTail(j+1) {
				j++
				continue
			}
			return j
		case verb, auxiliary, modal, subordinator, adverb:
			return j
		case pronoun:
			if j > i {
				return j
			}
		case conjunction:
			if !l.upper(j+1) || !l.upper(j-1) {
				return j
			}
		case preposition:
			if j == i || !slices.Contains([]string{"of", "at", "for", "from", "with", "in", "to"}, l.low(j)) || l.isOccasion(j+1) || l.isOccasion(j+2) {
				return j
			}
		}
		if j > i && l.low(j) == "who" {
			return j
		}
		if _, isCue := l.sight(j); isCue && j > i {
			return j
		}
		j++
	}
	return j
}

// placeTail: one or two capitalised words and then a mark: "Delta, Colorado".
func (l *line) placeTail(i int) bool {
	for k := i; k < i+3; k++ {
		if l.classAt(k) == mark || k >= len(l.words) {
			return k > i
		}
		if !l.upper(k) {
			return false
		}
	}
	return false
}

// trimAdjunct drops "on Friday" from the end of [from, to).
func (l *line) trimAdjunct(from, to int) int { return max(from+1, l.skipBack(to)) }

// inverted reads '"...," said X' and '..., said X.'.
func (l *line) inverted(s sighting, a *attribution) bool {
	if !s.frames["q"] && !s.frames["s"] && !s.frames["that"] || s.group == 0 || s.form == ingForm {
		return false
	}
	closing := l.isQuote(s.group - 1)
	if !closing && !l.isComma(s.group-1) {
		return false
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
	a.from, a.to, a.left = l.afterDateline(0), l.backOverMarks(s.group), true
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
	if k < 3 || l.classAt(k-1) != mark || closes(l.low(k-1)) {
		return false
	}
	rest := l.skipAdjunct(s.after)
	if s.frames["tell"] {
		rest = l.skipAdjunct(l.phraseEnd(s.after))
	}
	if !s.frames["tell"] {
		rest = l.skipAdjunct(l.addressee(rest))
	}
	quotation := l.isQuote(k-1) && l.isComma(k-2) || l.isQuote(k-2) && l.isComma(k-1)
	if rest < l.end() && !l.closesHere(rest) && (!quotation || l.low(rest) == "that" || l.isQuote(rest)) {
		return false
	}
	from := l.afterDateline(0)
	for i := k - 2; i > from; i-- {
		if l.low(i) == ";" || l.heading && l.low(i) == ":" {
			from = i + 1
			break
		}
	}
	a.from, a.to, a.left = from, l.backOverMarks(k), true
	if a.from >= a.to {
		return false
	}
	if rest < l.end() && l.isComma(rest) && l.verbless(a.from, a.to) && l.isComma(k-1) { // "The plan, he said, would fail"
		a.wholeSpan = l.span(a.from, l.end())
	}
	if rest < l.end() && l.isComma(rest) && (l.isQuote(rest+1) || l.words[min(rest+1, len(l.words)-1)].quoted) {
		a.wholeSpan = l.span(a.from, l.end())
	}
	return true
}

func (l *line) closesHere(i int) bool {
	switch l.low(i) {
	case ",", ";", "—", "–", "-", ":":
		return l.low(i) != ":" && !(l.isComma(i) && l.isQuote(i+1) && !l.words[0].quoted && !l.isQuote(0) && !l.anyQuoted(0, i))
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

// rightContent reads what stands behind the cue by the cue's frames.
func (l *line) rightContent(s sighting, a *attribution) bool {
	end := l.end()
	a.to = end
	j := l.skipAdjunct(s.after)
	if e := l.addressee(j); e > j && s.frames["q"] && (l.isQuote(e) || l.isComma(e) && l.isQuote(e+1)) {
		j = e
	}
	if j < end && (l.low(j) == ":" || l.isComma(j)) && (l.isQuote(j+1) || l.low(j) == ":") {
		a.from = j + 1
		return a.from < end
	}
	if l.isComma(j) { // "said, without saying how, that ..."
		if t := l.word("that", j+1, min(end, j+12)); t > 0 && l.isComma(t-1) {
			j = t
		}
	}
	if l.classAt(j) == preposition && (s.frames["s"] || s.frames["that"]) { // "alleged in a complaint filed there that"
		if t := l.word("that", j+1, min(end, j+12)); t > 0 && l.verbless(j, t) {
			j = t
		}
	}
	if l.isParticiple(j) && !l.upper(j) && s.frames["s"] { // "in a complaint filed in Brooklyn that"
		if t := l.word("that", j+1, min(end, j+7)); t > 0 && l.verbless(j, t) && l.classAt(j+1) == preposition {
			j = t
		}
	}
	switch {
	case s.frames["of"] || s.frames["with"]:
		return l.accusedOf(s, a, j, end)
	case s.frames["tell"]:
		return l.told(a, j, end)
	case l.low(j) == "that" && (s.frames["s"] || s.frames["that"] || s.frames["np"] || s.frames["to"]):
		a.explicit, a.from = true, j+1
		return a.from < end
	}
	return l.looseContent(s, a, j, end)
}

// looseContent tries the frames that have no fixed word before the content.
func (l *line) looseContent(s sighting, a *attribution, j, end int) bool {
	a.from = j
	room := end - j
	first := l.classAt(j)
	phrase := first != mark && first != conjunction && first != preposition || l.isQuote(j)
	switch {
	case room < 1:
		return s.frames["bare"] && l.own(s, a)
	case s.frames["bare"]:
		return l.own(s, a)
	case s.frames["pp"] && slices.Contains([]string{"about", "of", "against", "over", "on"}, l.low(j)):
		a.from = j + 1
		return room > 1
	case s.frames["pp"] && l.prepositionSoon(j, end) > 0:
		a.from = l.prepositionSoon(j, end)
		return true
	case s.frames["for"] && l.word("for", j, min(end, j+10)) > 0:
		a.target = [2]int{j, l.word("for", j, end)}
		a.from = a.target[1] + 1
		return a.from < end
	case s.frames["to"] && l.low(j) == "to":
		return room > 1
	case s.frames["at"]:
		k := l.word("at", j, end)
		return k > j && k+1 < end && (l.classAt(k+1) == number || l.classAt(k+2) == number || l.classAt(k+1) == adverb)
	case (s.frames["whether"] || s.frames["that"] || s.frames["s"]) && slices.Contains([]string{"whether", "if", "why", "how", "what"}, l.low(j)):
		return true
	case s.frames["npto"]:
		return l.word("to", j+1, end) > 0 && phrase && first != negation
	case s.frames["pred"]:
		return room > 1 && phrase && (l.word("off", s.after, s.after+1) < 0 && l.low(s.after) != "on")
	case s.frames["as"] && l.word("as", j, end) > 0:
		return phrase
	case s.frames["see"]:
		return phrase && l.word("as", j, end) > 0
	case s.frames["q"] && l.isQuote(j):
		return true
	case s.frames["s"] && (room > 1 && phrase || l.words[j].quoted):
		return true
	case s.frames["np"]:
		phrase = phrase || l.low(j) == "about" && l.classAt(j+1) == number
		return phrase && first != subordinator
	case s.frames["ger"]:
		return phrase
	}
	return false
}

// own makes the verb phrase itself the content: "pushed back on the report".
func (l *line) own(s sighting, a *attribution) bool {
	if l.heading {
		return false
	}
	a.from = s.at
	a.to = l.clauseEnd(s.after)
	return true
}

// clauseEnd is the first mark or conjunction behind i.
func (l *line) clauseEnd(i int) int {
	for i < l.end() && (l.classAt(i) != mark || l.isQuote(i)) && l.classAt(i) != conjunction {
		i++
	}
	return i
}

// prepositionSoon finds the content of "warned investors about X".
func (l *line) prepositionSoon(j, end int) int {
	for i := j; i < min(end, j+5); i++ {
		switch l.low(i) {
		case "that", "of", "about", "against":
			if i+1 < end {
				return i + 1
			}
		}
		if c := l.classAt(i); c == mark || c == verb || c == auxiliary || c == modal {
			return 0
		}
	}
	return 0
}

// accusedOf reads "accuses NP of X", "charged NP with X".
func (l *line) accusedOf(s sighting, a *attribution, j, end int) bool {
	prep := "of"
	if s.frames["with"] {
		prep = "with"
		if l.low(j) == "that" {
			a.explicit, a.from = true, j+1
			return true
		}
	}
	best := -1
	for i := j + 1; i < min(end, j+25); i++ {
		if l.low(i) != prep {
			if c := l.classAt(i); c == modal || c == auxiliary || c == mark && !l.isComma(i) && !l.isQuote(i) && i > j+1 && l.low(i) != "-" {
				break
			}
			continue
		}
		if best < 0 {
			best = i
		}
		// The gerund after "of" tells the content from "of China" in the name.
		if w := l.low(i + 1); len(w) > 4 && w[len(w)-3:] == "ing" {
			best = i
			break
		}
	}
	if best < 0 || best+1 >= end {
		return false
	}
	a.target = [2]int{j, best}
	a.from = best + 1
	return true
}

// told reads "told NP that S" and "told NP S"; "told NP to VP" is an order, not
// a statement.
func (l *line) told(a *attribution, j, end int) bool {
	heard := l.listener(j, end)
	k := l.skipAdjunct(heard)
	if l.isComma(k) || l.low(k) == ":" {
		k++
	}
	switch {
	case l.low(k) == "to":
		return false
	case l.low(k) == "that":
		a.explicit = true
		k++
	case l.classAt(k) == preposition: // "told reporters on a call in Beijing that S"
		t := l.word("that", k, min(end, k+8))
		if t < 0 {
			return false
		}
		a.explicit = true
		k = t + 1
	}
	a.target = [2]int{j, heard}
	a.from = k
	return k+1 < end && (l.classAt(k) != mark || l.isQuote(k))
}

// listener is the end of the noun phrase at j that is told something. Only a
// listener with a determiner can have several words in lower case: "told
// reporters the deal" must stop before "the".
func (l *line) listener(j, end int) int {
	k := j + 1
	switch {
	case l.classAt(j) == determiner || l.classAt(j) == possessive:
		for k < end && l.classAt(k) == noun && (!l.upper(k) || l.upper(k-1) || k == j+1) {
			k++
		}
	case l.upper(j):
		for k < end && (l.upper(k) || l.classAt(k) == genitive) {
			k++
		}
		for k < end && l.classAt(k-1) == genitive && l.classAt(k) == noun {
			k++
		}
	}
	if l.classAt(k) == preposition && (l.low(k) == "of" || l.low(k) == "at" || l.low(k) == "from") {
		k = l.phraseEnd(k + 1)
	}
	return k
}
