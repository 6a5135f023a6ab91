package claim

import (
	"slices"
)

// longestContent bounds what one cue can govern, for texts without full stops.
const longestContent = 300

// rightContent reads what stands behind the cue by the cue's frames.
func (l *line) rightContent(s sighting, a *attribution) bool {
	end := min(l.end(), s.after+longestContent)
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
	if l.low(j) == "that" && s.frames["np"] && (j+1 >= end || l.isComma(j+1) || j+3 >= end && l.classAt(j+1) == noun && l.verbless(j+1, end)) {
		a.from = j // "denied that", "doubt that figure"
		return true
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
	case room == 1 && s.frames["s"] && (l.low(j) == "yes" || l.low(j) == "no"):
		return true
	case room < 1:
		return s.frames["bare"] && l.own(s, a)
	case s.frames["bare"]:
		return l.own(s, a)
	case s.frames["for"] && l.word("for", j, min(end, j+10)) >= 0:
		a.target = [2]int{j, l.word("for", j, end)}
		a.from = a.target[1] + 1
		return a.from < end
	case s.frames["pp"] && slices.Contains([]string{"about", "of", "against", "over", "on"}, l.low(j)):
		a.from = j + 1
		return room > 1
	case s.frames["pp"] && l.prepositionSoon(j, end) > 0:
		a.from = l.prepositionSoon(j, end)
		return true
	case s.frames["due"] && l.causedBySource(j, end):
		return false // "attributing the information to a credible source"
	case s.frames["on"] && l.word("on", j+1, min(end, j+12)) > 0, s.frames["due"] && l.word("to", j+1, min(end, j+12)) > 0:
		return phrase // "blamed the delay on a supplier", "attributed the fall to a strike"
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

// causedBySource: what "attributed X to Y" names as Y is people, who said it.
func (l *line) causedBySource(j, end int) bool {
	t := l.word("to", j+1, min(end, j+12))
	if t < 0 {
		return false
	}
	kind, ok := kindOf(l.low(l.head(t+1, max(t+2, l.phraseEnd(t+1)))))
	return ok && kind == personKind
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
	prep := s.blames()
	if s.frames["with"] && l.low(j) == "that" {
		a.explicit, a.from = true, j+1
		return true
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
	if l.ordered(j, end) {
		return false
	}
	heard := l.listener(j, end)
	k := l.skipAdjunct(heard)
	if l.isComma(k) || l.low(k) == ":" {
		k++
	}
	if t := l.word("that", k+1, min(end, k+14)); t > 0 && l.low(k) != "that" && l.verbless(k, t) && l.isComma(t-1) {
		k = t // "told the committees in the letter, dated Oct. 7, that S"
	}
	switch {
	case l.low(k) == "that":
		a.explicit = true
		k++
	case l.classAt(k) == preposition: // "told reporters on a call in Beijing that S"
		t := l.word("that", k, min(end, k+14))
		if t < 0 || !l.verbless(k, t) {
			return false
		}
		a.explicit = true
		k = t + 1
	}
	a.target = [2]int{j, heard}
	a.from = k
	return k+1 < end && (l.classAt(k) != mark || l.isQuote(k))
}

// ordered: "told app stores (not) to take it down" is an order, told to a listener
// of any length.
func (l *line) ordered(j, end int) bool {
	for k := j; k < min(end, j+9); k++ {
		switch c := l.classAt(k); {
		case l.low(k) == "to" && k > j:
			return true
		case l.low(k) == "not":
			return l.low(k+1) == "to"
		case c == verb, c == modal, c == auxiliary, c == subordinator, c == mark, c == pronoun && k > j, c == determiner && k > j && l.classAt(k-1) == noun:
			return false
		}
	}
	return false
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
		if l.classAt(k-1) == genitive {
			for k < end && l.classAt(k) == noun {
				k++
			}
		}
	}
	if l.classAt(k) == preposition && (l.low(k) == "of" || l.low(k) == "at" || l.low(k) == "from") {
		k = l.phraseEnd(k + 1)
	}
	return k
}
