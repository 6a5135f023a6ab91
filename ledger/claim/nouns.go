package claim

import (
	"slices"
	"strings"
)

// telling nouns are those of nouns.tsv: each stands for a verb.
type tellingNoun struct {
	*cue
	named bool // it needs a source beside it
	of    bool // it also takes "of doing"
}

// tellingNounAt looks the word at i up, its plural too; a word that stands as a
// verb is none.
func (l *line) tellingNounAt(i int) (tellingNoun, bool) {
	if l.words[i].quoted || l.classAt(i) != noun {
		return tellingNoun{}, false
	}
	n, ok := lex().nouns[l.low(i)]
	if !ok {
		n, ok = lex().nouns[strings.TrimSuffix(l.low(i), "s")]
	}
	if !ok {
		return tellingNoun{}, false
	}
	_, isCue := l.sight(i)
	return n, !isCue
}

// addNouns reads "Washington's claim that S was dismissed by Beijing",
// "allegations by the ministry that S", "accusations of spying from Washington".
// A verb behind that takes the noun as its subject or object answers it.
func (l *line) addNouns(list []*attribution) []*attribution {
	for i := 0; i+2 < len(l.words); i++ {
		n, ok := l.tellingNounAt(i)
		if !ok {
			continue
		}
		a := &attribution{line: l, cue: n.cue, at: i, cueSpan: l.words[i].Span, sourceAt: -1, explicit: true}
		if n.stance == Alleges {
			a.fixed = Alleges
		}
		l.teller(a, i)
		if !l.nounContent(a, n, i) || n.named && a.sourceAt < 0 {
			continue
		}
		for _, b := range list {
			switch {
			case b.at > a.from && l.verbGroup(b.at) <= a.to && b.passive && l.low(b.at+1) == "by":
				a.to = l.verbGroup(b.at)
				b.from, b.to, b.left, b.answers = l.phraseOpen(min(i, maxWord(a.sourceAt, i))), a.to, true, a
			case b.pronoun > 0 && b.from <= i && i < b.to:
				b.answers = a
			case b.at < i && b.to > a.from && !b.left:
				b.answers = a
			}
		}
		if a.from < a.to {
			list = insert(list, a)
		}
	}
	return list
}

// maxWord is a source's first word when it stands before the noun at i.
func maxWord(source, i int) int {
	if source >= 0 && source < i {
		return source
	}
	return i
}

// phraseOpen takes the article before the word at i along.
func (l *line) phraseOpen(i int) int {
	if i > 0 && l.classAt(i-1) == determiner {
		return i - 1
	}
	return i
}

// telling: the attribution was told by a noun, whose possessor has not just spoken.
func (l *line) telling(a *attribution) bool {
	_, ok := l.tellingNounAt(a.at)
	return ok && a.explicit && l.words[a.at].Span == a.cueSpan
}

// teller finds who tells: the possessor or the name before the noun, or the
// party behind "by" and "from".
func (l *line) teller(a *attribution, i int) {
	switch k := i - 1; {
	case l.classAt(k) == genitive:
		a.sourceAt, a.sourceTo = l.phraseStart(k), k
	case l.classAt(k) == possessive:
		a.sourceAt, a.sourceTo = k, i
	case k >= 0 && l.isName(k):
		a.sourceAt, a.sourceTo = l.lastName(max(0, k-4), i), i
	}
	for k := i + 1; k < min(i+6, l.end()); k++ {
		if w := l.low(k); w != "by" && w != "from" {
			continue
		}
		if e := l.phraseEnd(k + 1); e > k+1 && (l.party(k+1, e) || l.speaks(e-1)) {
			a.sourceAt, a.sourceTo = k+1, e
		}
		return
	}
}

// nounContent is the clause behind "that", or what stands behind "of".
func (l *line) nounContent(a *attribution, n tellingNoun, i int) bool {
	k := i + 1
	if a.sourceAt > i && l.low(i+1) != "of" {
		k = a.sourceTo
	}
	switch {
	case l.low(k) == "that" && l.classAt(k+1) != auxiliary && l.classAt(k+1) != modal && l.classAt(k+1) != verb:
		a.from, a.to = k+1, l.nounClauseEnd(i, k+1)
		return a.from < a.to
	case (l.low(k) == "is" || l.low(k) == "was") && l.low(k+1) == "that" && k+2 < l.end() && (a.sourceAt >= 0 || n.stance == Alleges):
		a.from, a.to = k+2, l.end() // "Bernstein's view is that S"
		return true
	case n.of && l.low(i+1) == "of" && i+2 < l.end():
		ing := strings.HasSuffix(l.low(i+2), "ing") && !l.upper(i+2)
		if _, _, bad := l.hears("misconduct", i+2, i+4); !bad && !ing {
			return false
		}
		a.from, a.to = i+2, l.clauseEnd(i+2)
		if a.sourceAt > i {
			a.to = min(a.to, a.sourceAt-1)
		}
		return a.from < a.to
	}
	return false
}

// nounClauseEnd: a noun that opens its sentence is the subject of a verb behind
// its clause, where the clause ends; another's clause runs to the next mark.
func (l *line) nounClauseEnd(i, from int) int {
	end := from
	last := min(l.end(), from+longestContent)
	for end < last && (l.classAt(end) != mark || l.isQuote(end) || l.innerMark(end)) {
		end++
	}
	if !l.verbless(max(0, i-longestPhrase), i) {
		return end
	}
	verbs := 0
	for k := from; k < end; k++ {
		c := l.classAt(k)
		if c != verb && c != auxiliary && c != modal || l.classAt(k-1) == subordinator || l.low(k-1) == "who" || l.low(k-1) == "to" {
			continue
		}
		if verbs > 0 && !slices.Contains([]class{auxiliary, modal, negation, adverb}, l.classAt(k-1)) {
			return k
		}
		verbs++
	}
	return end
}
