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

// lastName is where the linked name begins that ends the phrase: the antecedent
// of "damages from CrowdStrike, which".
func (l *line) lastName(from, to int) int {
	for _, n := range l.names {
		if n.End == l.words[to-1].End {
			return max(from, l.indexAt(n.Start))
		}
	}
	return from
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
	relative := l.classAt(to-1) == subordinator || l.low(to-1) == "who"
	if l.low(to-1) == "who" && to > 1 { // "Senator Wyden, who called the deal a mistake"
		to--
		if l.isComma(to - 1) {
			to--
		}
		asides = nil
	}
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
	} else if l.low(from-1) == "of" && from >= 2 && (l.counts(from-2) || l.low(from-2) == "one" || l.low(from-2) == "most") {
		from -= 2 // "one of them"
	}
	if from >= to || !l.namesSomething(from, to) {
		return 0, 0, false
	}
	if kind, _ := kindOf(l.low(to - 1)); relative && kind == documentKind { // "objected to a notice that named them"
		from = to - 1
		for from > 0 && slices.Contains([]class{noun, determiner, genitive, number}, l.classAt(from-1)) {
			from--
		}
	}
	if relative {
		from = l.lastName(from, to)
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

// leading is the subject that opens the sentence, for verbs that share it.
func (l *line) leading(before int) (int, int, bool) {
	from := 0
	for i := range before { // step over "In Beijing," and datelines
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
