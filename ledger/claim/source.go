package claim

import (
	"slices"
	"strings"
)

// speakerKind is what kind of party a noun stands for.
type speakerKind string

const (
	documentKind speakerKind = "document"
	pressKind    speakerKind = "press"
	stateKind    speakerKind = "state"
	companyKind  speakerKind = "company"
	personKind   speakerKind = "person"
	anyKind      speakerKind = ""
)

// kindOf looks a noun up among those that can speak; plurals count as their
// singular.
func kindOf(low string) (speakerKind, bool) {
	for _, w := range []string{low, strings.TrimSuffix(low, "s"), strings.TrimSuffix(low, "es"), strings.TrimSuffix(low, "ies") + "y"} {
		if k, ok := lex().speakers[w]; ok {
			return k, true
		}
	}
	if _, tail, ok := strings.Cut(low, "-"); ok {
		return kindOf(tail)
	}
	return anyKind, false
}

// speaks reports whether the word at i can head a source: a name, a pronoun or
// a noun of speakers.tsv.
func (l *line) speaks(i int) bool {
	if l.classAt(i) == pronoun || l.classAt(i) == noun && l.upper(i) {
		return true
	}
	_, ok := kindOf(l.low(i))
	return ok && l.classAt(i) == noun
}

// subject finds the noun phrase before the verb group that starts at g: its
// words [from, to).
func (l *line) subject(g int) (int, int, bool) {
	to := l.skipBack(g)
	to, asides := l.skipAside(to)
	if l.classAt(to-1) == subordinator {
		to = l.antecedent(to)
		asides = nil
	}
	if to <= 0 || l.classAt(to-1) == mark && !closes(l.low(to-1)) {
		return 0, 0, false
	}
	from := to - 1
	if l.classAt(from) != pronoun {
		from = l.phraseStart(to)
		from = l.trimFront(from, to)
	}
	if from >= to || !l.namesSomething(from, to) {
		return 0, 0, false
	}
	if k := l.whoClause(from); k > 0 { // "Officials who declined to be named said"
		if start := l.trimFront(l.phraseStart(k), k); start < k {
			return start, k, true
		}
	}
	if len(asides) > 0 && asides[0] { // an apposition belongs to the source
		return from, l.skipBack(g) - 1, true
	}
	return from, to, true
}

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

// skipBack walks left over "on Friday", "in December", "late on Thursday" and
// adverbs that stand between a subject and its verb.
func (l *line) skipBack(to int) int {
	for to > 0 {
		if _, _, ok := l.hears("occasion", to-1, to); !ok || to < 2 {
			break
		}
		k := to - 1
		for k > 0 && to-k < 5 && !slices.Contains([]string{"on", "in", "at", "last", "this", "late", "early", "earlier"}, l.low(k)) {
			k--
		}
		bare := slices.Contains([]string{"today", "yesterday", "earlier", "recently", "tonight"}, l.low(to-1))
		switch {
		case bare:
			to--
		case to-k < 5 && k > 0 && l.low(k) != l.low(to-1):
			to = k
			if slices.Contains([]string{"late", "early", "earlier"}, l.low(to-1)) {
				to--
			}
		default:
			return to
		}
	}
	return to
}

// skipAside steps left over one aside between commas: ", which makes chips,"
// or ", Marc Garneau,". The second result is [true] when the aside is an
// apposition, [false] for a relative clause, empty without an aside.
func (l *line) skipAside(to int) (int, []bool) {
	if !l.isComma(to - 1) {
		return to, nil
	}
	for k := to - 2; k > 0; k-- {
		if l.low(k) == ";" || l.low(k) == ":" {
			return to, nil
		}
		if !l.isComma(k) || k == to-2 {
			continue
		}
		switch first := l.classAt(k + 1); {
		case first == subordinator || l.low(k+1) == "who" || first == preposition || first == adverb:
			return k, []bool{false}
		case to-k <= 25 && l.verbless(k+1, to-1) && l.classAt(k-1) == noun:
			return k, []bool{true}
		}
		if k > 2 && l.isParticiple(k+1) {
			return k, []bool{false}
		}
	}
	return to, nil
}

func (l *line) isParticiple(i int) bool {
	return strings.HasSuffix(l.low(i), "ed") || strings.HasSuffix(l.low(i), "ing") || l.low(i) == "known"
}

func (l *line) verbless(from, to int) bool {
	for i := from; i < to; i++ {
		switch l.classAt(i) {
		case verb, auxiliary, modal:
			return false
		}
	}
	return true
}

// antecedent steps over the relative pronoun that ends at to.
func (l *line) antecedent(to int) int {
	switch l.low(to - 1) {
	case "which", "that":
		to--
		if l.isComma(to - 1) {
			to--
		}
		return to
	}
	return 0
}

// phraseStart walks left from to, over everything that can belong to one noun
// phrase.
func (l *line) phraseStart(to int) int {
	from := to
	depth := 0
	for from > 0 {
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
	return i+1 < to && !l.upper(i+1) && (next == noun || next == verb || next == auxiliary)
}

// trimFront drops what opens a sentence before its subject: "But", "In
// December", "However".
func (l *line) trimFront(from, to int) int {
	for from < to {
		switch c := l.classAt(from); {
		case from+1 < to && l.isDay(from) && l.classAt(from+1) != genitive:
			from++ // "On Monday the agency", with the preposition left behind
		case c == number && from > 0 && l.isDay(from-1):
			from++
		case c == conjunction, c == adverb && l.classAt(from+1) != preposition, c == mark:
			from++
		case c == preposition && from < to-1:
			k := from + 2
			for k < to && l.classAt(k) != determiner && l.classAt(k) != possessive && !(l.upper(k) && l.classAt(k-1) != preposition && !l.upper(k-1)) {
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

// leading is the subject that opens the sentence, for verbs that share it.
func (l *line) leading(before int) (int, int, bool) {
	from := 0
	for i := 0; i < before; i++ { // step over "In Beijing," and datelines
		if l.isComma(i) && l.verbless(0, i) && i < 6 && l.classAt(0) == preposition {
			from = i + 1
			break
		}
	}
	from = l.afterDateline(from)
	for i := from; i < before; i++ {
		_, isCue := l.sight(i)
		c := l.classAt(i)
		if !isCue && c != verb && c != auxiliary && c != modal && (c != adverb || i == from) && !l.isComma(i) && c != subordinator && !strings.HasSuffix(l.low(i), "ed") {
			continue
		}
		start := l.trimFront(from, i)
		if start < i && l.namesSomething(start, i) {
			return start, i, true
		}
		return 0, 0, false
	}
	return 0, 0, false
}

// afterDateline is the word behind "WASHINGTON, Dec 18 -", or from.
func (l *line) afterDateline(from int) int {
	for i := from + 1; i < min(from+12, len(l.words)); i++ {
		switch l.low(i) {
		case "-", "–", "—", "--":
			if _, _, ok := l.hears("occasion", from, i); ok || allUpper(l.words[from].In(l.src)) {
				return i + 1
			}
			return from
		}
		if l.classAt(i) == verb || l.classAt(i) == auxiliary {
			return from
		}
	}
	return from
}

func allUpper(s string) bool { return len(s) > 2 && s == strings.ToUpper(s) && s != strings.ToLower(s) }
