package claim

import (
	"slices"
)

// relative reads ", which the club rejects", ", which they called wrong": the
// pronoun stands for what was said before it, and the clause answers that.
func (l *line) relative(s sighting, a *attribution, earlier []*attribution) bool {
	k := a.sourceAt - 1
	for k > 0 && l.classAt(k) == determiner {
		k--
	}
	if a.shared || k < 2 || l.low(k) != "which" || !l.isComma(k-1) || s.stance != Denies && !s.frames["pred"] {
		return false
	}
	rest := l.skipAdjunct(s.after)
	if s.frames["pred"] {
		if _, _, ok := l.hears("falsehood", rest, min(rest+4, l.end())); !ok {
			return false
		}
		a.fixed = Denies
	} else if rest < l.end() && l.classAt(rest) != mark && l.classAt(rest) != conjunction {
		return false
	}
	from := l.trimFront(l.phraseStart(k-1), k-1)
	for _, e := range slices.Backward(earlier) {
		if !e.left && e.from < k && e.to >= k {
			e.to = k - 1
			if l.classAt(from-1) == auxiliary || from < e.from {
				from = e.from // "that PwC was negligent, which it denies"
			}
			if s.stance == Denies {
				a.answers = e
			}
			break
		}
	}
	if from >= k-1 {
		return false
	}
	a.from, a.to, a.left, a.pronoun = from, k-1, true, k
	return true
}
