package claim

import (
	"slices"
	"strings"
)

// skipAdjunct walks right over adverbs and "on Friday", "in a note", "late on
// Thursday" behind a cue.
func (l *line) skipAdjunct(i int) int {
	for i < len(l.words) {
		j := i
		if l.classAt(j) == adverb && !l.opensClause(j) && !l.measures(j) {
			i++
			continue
		}
		if slices.Contains([]string{"late", "early", "earlier", "last", "this"}, l.low(j)) {
			j++
		}
		if slices.Contains([]string{"on", "in", "at", "during", "via", "through", "for"}, l.low(j)) {
			j++
		}
		if j == i && !l.isTime(j) || l.low(j-1) == "for" && !l.lasts(j) {
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
		i = l.skipMade(k)
		if (l.low(i) == "to" && (l.upper(i+1) || l.classAt(i+1) != noun || isPlural(l.low(i+1))) || l.low(i) == "with" || l.low(i) == "by") && l.low(i-1) != "earlier" {
			if e := l.phraseEnd(i + 1); e > i+1 && e < len(l.words) && (l.low(e) == "that" || l.isQuote(e) || l.isComma(e) || l.classAt(e) == pronoun) {
				i = e
			}
		}
	}
	return i
}

// skipMade steps over "published on Sunday", "seen by Reuters" behind the occasion.
func (l *line) skipMade(i int) int {
	if !slices.Contains([]string{"published", "released", "issued", "posted", "filed", "sent", "seen", "broadcast", "dated", "aired", "emailed"}, l.low(i)) {
		return i
	}
	switch l.low(i + 1) {
	case "on", "by", "to", "in", "with", "at", "late", "early":
		e := l.phraseEnd(i + 2)
		if l.low(i+1) == "late" || l.low(i+1) == "early" {
			e = max(e, i+3)
		}
		for e < len(l.words) && l.isOccasion(e) {
			e++
		}
		return max(e, i+2)
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

// isTime: an occasion that needs no preposition: a day, "today", "Nov. 14".
func (l *line) isTime(i int) bool {
	return l.isDay(i) || slices.Contains([]string{"today", "yesterday", "tomorrow", "tonight", "recently", "earlier", "ago"}, l.low(i))
}

// opensClause: an adverb that begins the content ("only", "there").
func (l *line) opensClause(i int) bool { return l.low(i) == "there" || l.low(i) == "here" }

// measures: the adverb belongs to a figure or a comparison behind it: "more
// than $1 billion", "nearly half".
func (l *line) measures(i int) bool {
	if slices.Contains([]string{"more", "less", "fewer", "almost", "nearly", "about", "only", "most"}, l.low(i)) {
		return true
	}
	return l.classAt(i+1) == number || l.low(i) == "up" && l.low(i+1) == "to"
}

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

// trimAdjunct drops "on Friday" from the end of [from, to).
func (l *line) trimAdjunct(from, to int) int { return max(from+1, l.skipBack(to)) }

// skipBack walks left over "on Friday", "in December", "late on Thursday" and
// adverbs that stand between a subject and its verb.
func (l *line) skipBack(to int) int {
	for to > 0 {
		if to > 2 && l.low(to-1) == "turn" && l.low(to-2) == "in" {
			to -= 2
			continue
		}
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
		if (k > 2 || l.isIng(k+1)) && l.isParticiple(k+1) {
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
