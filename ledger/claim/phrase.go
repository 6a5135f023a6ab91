package claim

import (
	"slices"
	"strings"
)

// whoClause is the index of the "who" whose clause runs up to the word at i, 0
// without one.
func (l *line) whoClause(i int) int {
	for k := i - 1; k > 0 && k > i-10 && l.classAt(k) != mark; k-- {
		if l.low(k) == "who" && l.classAt(k-1) == noun {
			return k
		}
	}
	return 0
}

func closes(low string) bool { return low == ")" || low == "]" }

// longestPhrase bounds a noun phrase, so that a text without marks costs no more
// than its length.
const longestPhrase = 60

// phraseStart walks left from to, over everything that can belong to one noun
// phrase.
func (l *line) phraseStart(to int) int {
	from := to
	depth := 0
	for from > max(0, to-longestPhrase) {
		i := from - 1
		switch {
		case l.low(i) == ")":
			depth++
		case l.low(i) == "(":
			if depth == 0 {
				return from
			}
			depth--
		case depth > 0:
		case l.low(i) == "that" && l.relativeAt(i, to):
		case l.classAt(i) == mark && !l.innerMark(i):
			return from
		case l.classAt(i) == conjunction && !l.joinsNames(i, to):
			return from
		case l.relativeVerb(i):
			i-- // "the bureau that runs the list"
		case (l.low(i) == "the" || l.low(i) == "a" || l.low(i) == "an") && i > 0 && l.classAt(i-1) == noun:
			return i // "told Reuters the regulator had asked"
		case l.ends(i):
			return from
		}
		from = i
	}
	return from
}

// ends reports whether the word at i cannot be inside a noun phrase that goes
// on to its right.
func (l *line) ends(i int) bool {
	switch l.classAt(i) {
	case subordinator, auxiliary, modal, negation, verb:
		return true
	case pronoun:
		return true
	case preposition:
		return i == 0 || l.classAt(i-1) != noun && l.classAt(i-1) != number
	}
	_, isCue := l.sight(i)
	return isCue
}

// relativeVerb: the verb at i has its relative pronoun right before it.
func (l *line) relativeVerb(i int) bool {
	c := l.classAt(i)
	if c != verb && c != auxiliary && c != modal {
		return false
	}
	switch l.low(i - 1) {
	case "that", "which", "who":
		return l.classAt(i-2) == noun
	}
	return false
}

// innerMark allows the comma of "Netflix, Inc." and the slash or hyphen of
// compound names.
func (l *line) innerMark(i int) bool {
	switch l.low(i) {
	case "/", "-", "&", ".":
		return i > 0 && l.words[i-1].End == l.words[i].Start
	case ",":
		switch l.low(i + 1) {
		case "inc.", "inc", "ltd.", "ltd", "corp.", "corp", "llc", "plc", "co.", "n.v.", "s.a.":
			return true
		}
	}
	return false
}

// joinsNames allows "and" between two capitalised names, or two bare nouns at
// the start of a sentence: "Analysts and investors said".
func (l *line) joinsNames(i, to int) bool {
	if l.low(i) != "and" && l.low(i) != "or" {
		return false
	}
	left := i - 1
	if l.classAt(i+1) == possessive && l.classAt(left) == noun && l.upper(left) && l.upper(to-1) {
		return l.verbless(0, i) // TikTok and its parent ByteDance
	}
	if l.classAt(i+1) != noun && l.classAt(i+1) != determiner {
		return false
	}
	if closes(l.low(left)) {
		return l.upper(i + 1)
	}
	if l.classAt(left) != noun {
		return l.low(left) == "." && l.upper(i+1)
	}
	if l.upper(left) && (l.upper(i+1) || l.upper(i+2)) {
		return l.verbless(0, i)
	}
	return i <= 2 && l.verbless(0, to)
}

// relativeAt holds for "that" in "the bureau that runs the list says": a noun
// before it and, after it, a word that looks like the verb.
func (l *line) relativeAt(i, to int) bool {
	if i == 0 || l.classAt(i-1) != noun {
		return false
	}
	if _, ok := l.sight(i - 1); ok {
		return false
	}
	next := l.classAt(i + 1)
	if kind, ok := kindOf(l.low(i + 1)); ok && kind == personKind {
		return false // "the $9 billion that analysts had expected"
	}
	return i+1 < to && !l.upper(i+1) && (next == noun || next == verb || next == auxiliary)
}

// trimFront drops what opens a sentence before its subject: "But", "In
// December", "However".
func (l *line) trimFront(from, to int) int {
	for from < to {
		switch c := l.classAt(from); {
		case from+1 < to && l.isDay(from) && l.classAt(from+1) != genitive:
			from++ // "On Monday the agency", with the preposition left behind
		case c == number && from > 0 && l.isDay(from-1), l.isClock(from):
			from++
		case c == conjunction, c == adverb && l.classAt(from+1) != preposition, c == mark:
			from++
		case c == preposition && from < to-1:
			k := from + 2
			for k < to && l.classAt(k) != determiner && l.classAt(k) != possessive && (!l.upper(k) || l.classAt(k-1) == preposition || l.upper(k-1)) {
				if _, _, ok := l.hears("occasion", k-1, k); ok && l.classAt(k) == noun {
					break
				}
				k++
			}
			if k >= to {
				// "With Alibaba denying": the phrase after the preposition.
				return from + 1
			}
			from = k
		default:
			return from
		}
	}
	return from
}

// isClock: "14:32", the stamp of a live blog.
func (l *line) isClock(i int) bool {
	h, m, ok := strings.Cut(l.low(i), ":")
	return ok && len(h) <= 2 && len(m) == 2 && l.classAt(i) == number
}

func (l *line) isDay(i int) bool {
	_, _, ok := l.hears("day", i, i+1)
	return ok
}

// namesSomething asks for a noun, a pronoun or a determiner that stands alone
// ("some", "one").
func (l *line) namesSomething(from, to int) bool {
	if l.word("what", from, to) >= 0 || l.word("than", from, to) >= 0 {
		return false
	}
	for i := from; i < to; i++ {
		switch l.classAt(i) {
		case noun, pronoun:
			return true
		case number:
			if l.low(i) == "one" {
				return true
			}
		}
	}
	return false
}

// phraseEnd walks right from i over one noun phrase.
func (l *line) phraseEnd(i int) int {
	j := i
	for j < min(i+longestPhrase, len(l.words)) {
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
