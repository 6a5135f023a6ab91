package claim

import (
	"sort"
)

// accordingTo gives "according to NP" to the attributions it covers, as the way
// the story has them, or makes one of it.
func (l *line) accordingTo(list []*attribution) []*attribution {
	made := 0
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
		near := sort.Search(len(list), func(k int) bool { return list[k].at >= i })
		for _, a := range list[max(0, near-farthest):min(len(list), near+farthest)] {
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
		if !held && made < farthest && end-from > 1 && l.low(i) != "first" {
			a := &attribution{
				line: l, at: i, cueSpan: l.span(i, i+n), sourceAt: i + n, sourceTo: to,
				from: from, to: l.trimEnd(from, end), left: i > 0,
			}
			if i > 0 && l.verbless(from, end) && l.isComma(to) && l.goesOn(to+1) && to+1 < l.end() {
				a.wholeSpan = l.span(from, l.end()) // "The order, according to the agency, takes effect in July"
			}
			list = insert(list, a)
			made++
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
	from := max(l.afterDateline(0), i-longestContent)
	for k := i - 2; k > from; k-- {
		if l.low(k) == ";" {
			from = k + 1
			break
		}
	}
	return from, l.beforeMarks(i)
}
