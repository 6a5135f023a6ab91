package claim

import (
	"slices"
)

// silence is a party that says nothing, or says that it does not know.
type silence struct {
	from, to int // words of the pattern
	stance   Stance
	noAgent  bool // "could not be verified": nobody is named
}

var (
	replies  = []string{"respond", "reply", "return", "answer", "comment", "responded", "replied", "returned", "answered", "commented", "elaborate"}
	comments = []string{"comment", "discuss", "answer", "elaborate", "say", "respond", "confirm", "give", "provide", "speak", "address"}
	checks   = []string{"verify", "confirm", "corroborate", "check", "authenticate", "establish", "substantiate", "determine"}
	checked  = []string{"verified", "confirmed", "corroborated", "checked", "authenticated", "established", "substantiated"}
)

// silenceAt reads a refusal to comment or a failed check that begins at i.
func (l *line) silenceAt(i int) (silence, bool) {
	switch l.low(i) {
	case "declined", "refused", "declines", "refuses", "declining", "refusing":
		return l.refusal(i)
	case "unable":
		if l.low(i+1) == "to" {
			return l.check(i, l.skipAdverbs(i+2))
		}
	case "had", "has", "have":
		if s, ok := l.nothing(i); ok {
			return s, true
		}
	case "could", "would", "will", "can", "did", "does", "do", "was", "were", "is", "are":
	case "cannot", "can't", "couldn't", "wouldn't", "won't", "didn't", "doesn't", "don't", "wasn't", "weren't", "hasn't", "haven't", "hadn't", "isn't":
		return l.notDone(i, i+1)
	case "neither":
		if k := l.skipAdverbs(i + 1); slices.Contains([]string{"confirm", "confirmed", "confirms"}, l.low(k)) && l.low(k+1) == "nor" {
			for l.classAt(i-1) == modal || l.classAt(i-1) == auxiliary {
				i--
			}
			return silence{i, k + 3, DeclinesComment, false}, true
		}
	case "unclear", "unknown":
		return silence{0, i + 1, CouldNotVerify, true}, i > 1 && i < 4 && l.low(0) == "it" && (l.low(i+1) == "whether" || l.low(i+1) == "if" || l.low(i+1) == "how")
	case "unconfirmed", "unverified":
		return silence{i, i + 1, CouldNotVerify, true}, l.classAt(i-1) == verb || l.classAt(i-1) == auxiliary
	default:
		return silence{}, false
	}
	if l.low(i+1) == "not" || l.low(i+1) == "also" && l.low(i+2) == "not" {
		return l.notDone(i, l.word("not", i+1, i+4)+1)
	}
	if l.low(i) == "would" && l.low(i+1) == "comment" && (l.low(0) == "none" || l.low(0) == "neither" || l.low(0) == "no") {
		return silence{i, i + 2, DeclinesComment, false}, true
	}
	return silence{}, false
}

func (l *line) skipAdverbs(i int) int {
	for l.classAt(i) == adverb || l.low(i) == "right" {
		i++
	}
	return i
}

func (l *line) refusal(i int) (silence, bool) {
	k := l.skipAdverbs(i + 1)
	if l.low(k) == "comment" || l.low(k) == "to" && slices.Contains(comments, l.low(l.skipAdverbs(k+1))) || l.low(k) == "requests" {
		return silence{i, k + 1, DeclinesComment, false}, true
	}
	return silence{}, false
}

// nothing reads "had no comment", "had nothing to add".
func (l *line) nothing(i int) (silence, bool) {
	k := l.skipAdverbs(i + 1)
	if l.low(k) == "no" {
		for j := k + 1; j < k+4; j++ {
			if l.low(j) == "comment" || l.low(j) == "response" && l.low(j-1) == "immediate" {
				return silence{i, j + 1, DeclinesComment, false}, true
			}
		}
	}
	if l.low(k) == "nothing" {
		if t := l.word("to", k, k+4); t > 0 && slices.Contains([]string{"announce", "add", "say", "share", "report"}, l.low(t+1)) {
			return silence{i, t + 2, DeclinesComment, false}, true
		}
	}
	return silence{}, false
}

// notDone reads what follows "could not", "did not", "was not": k is the word
// after the negation.
func (l *line) notDone(i, k int) (silence, bool) {
	k = l.skipAdverbs(k)
	if l.low(k) == "been" {
		k = l.skipAdverbs(k + 1)
	}
	if l.low(k) == "able" && l.low(k+1) == "to" {
		return l.check(i, l.skipAdverbs(k+2))
	}
	if l.low(k) == "be" {
		k = l.skipAdverbs(k + 1)
		if l.low(k) == "reached" {
			return silence{i, k + 1, DeclinesComment, false}, true
		}
	}
	switch {
	case slices.Contains([]string{"do", "does", "don't", "doesn't"}, l.low(i)) && slices.Contains([]string{"comment", "discuss"}, l.low(k)):
		return silence{i, k + 1, DeclinesComment, false}, true // "it does not discuss pending cases"
	case (l.low(i) == "would" || l.low(i) == "wouldn't" || l.low(i) == "will") && slices.Contains(comments, l.low(k)) && l.low(k) != "give" && l.low(k) != "provide" && l.low(k) != "respond" && l.low(k) != "address":
		return silence{i, k + 1, DeclinesComment, false}, true // "would not say whether it was investigating"
	case slices.Contains(checked, l.low(k)):
		been := l.classAt(k-1) == auxiliary || l.classAt(k-1) == adverb || l.classAt(k-1) == negation
		return silence{i, k + 1, CouldNotVerify, true}, been && (l.low(i) != "had" && l.low(i) != "has" && l.low(i) != "have") || l.word("been", i, k) > 0
	case slices.Contains(replies, l.low(k)):
		modalComment := l.classAt(i) == modal || l.low(i) == "won't" || l.low(i) == "wouldn't"
		return silence{i, k + 1, DeclinesComment, false}, l.low(k) == "comment" || !modalComment
	case l.low(k) == "available" && l.word("comment", k, k+4) > 0:
		return silence{i, k + 1, DeclinesComment, false}, true
	case l.low(i) == "did" || l.low(i) == "didn't" || l.low(i) == "could" || l.low(i) == "couldn't" || l.low(i) == "cannot" || l.low(i) == "can't" || l.low(i) == "can":
		return l.check(i, k)
	}
	return silence{}, false
}

func (l *line) check(i, k int) (silence, bool) {
	// "did not confirm" is silence about a question, "could not confirm" a check.
	if l.low(i) == "did" || l.low(i) == "didn't" {
		return silence{i, k + 1, CouldNotVerify, false}, l.low(k) == "verify" || l.low(k) == "authenticate"
	}
	return silence{i, k + 1, CouldNotVerify, false}, slices.Contains(checks, l.low(k))
}

// addSilences adds refusals and failed checks, or marks the attribution whose
// content they are ("said it could not verify the claims").
func (l *line) addSilences(found []*attribution) []*attribution {
	for i := 0; i < len(l.words); i++ {
		if l.words[i].quoted {
			continue
		}
		s, ok := l.silenceAt(i)
		if !ok {
			continue
		}
		found = l.place(s, found)
		i = s.to
	}
	return found
}

func (l *line) place(s silence, found []*attribution) []*attribution {
	group := l.verbGroup(s.from)
	from, to, ok := l.subject(group)
	for k, a := range slices.Backward(found) {
		if a.cue != nil && a.at >= s.from && a.at < s.to { // the verb inside the pattern: confirm
			found = slices.Delete(found, k, k+1)
		}
	}
	for _, a := range found {
		holds := !a.left && a.from <= s.from && (ok && from == a.from || group <= a.from && s.from >= a.from)
		if holds || a.left && a.from <= s.from && s.to <= a.to && from == a.from {
			a.fixed = s.stance
			if s.stance == CouldNotVerify && !s.noAgent && !a.left {
				a.from = s.from
			}
			return found
		}
	}
	a := &attribution{line: l, at: group, sourceAt: -1, fixed: s.stance, from: s.from, to: l.end()}
	switch {
	case s.noAgent:
		a.from = from
		if !ok || l.low(0) == "what" { // "What caused the crash has not been established"
			a.from = 0
		}
	case ok:
		a.sourceAt, a.sourceTo = from, to
	default:
		a.shared = true
		if from, to, ok = l.sharedSubject(group, found); !ok {
			return found
		}
		a.sourceAt, a.sourceTo = from, to
	}
	if l.low(0) == "none" || l.low(0) == "neither" {
		a.from = 0
	}
	if l.low(a.from) == "declined" || l.low(a.from) == "refused" {
		a.cueSpan = l.words[a.from].Span
	}
	return insert(found, a)
}

func (l *line) sharedSubject(group int, found []*attribution) (int, int, bool) {
	for _, f := range slices.Backward(found) {
		if e := f; e.at < group && e.sourceAt >= 0 && !e.left {
			return e.sourceAt, e.sourceTo, true
		}
	}
	return l.leading(group)
}

// insert keeps attributions in the order of their first cue word.
func insert(list []*attribution, a *attribution) []*attribution {
	k := len(list)
	for k > 0 && list[k-1].at > a.at {
		k--
	}
	return slices.Insert(list, k, a)
}
