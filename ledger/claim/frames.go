package claim

// frame fits one cue's source and content; earlier are the attributions to its
// left, whose subject it may share.
func (l *line) frame(s sighting, earlier []*attribution) (*attribution, bool) {
	a := &attribution{
		line: l, cue: s.cue, at: s.at, cueSpan: l.span(s.at, s.after), sourceAt: -1,
		passive: s.voice == passive, negated: s.negated,
	}
	if s.frames["quoted"] {
		return a, s.voice == passive && len(s.rest) > 0 && l.quotedFrame(s, a) || s.voice == active && len(s.rest) == 0 && l.quotesAs(s, a)
	}
	if s.voice == passive {
		return a, l.passiveFrame(s, a)
	}
	if l.inverted(s, a) {
		return a, true
	}
	if !l.giveSource(s, a, earlier) || !l.admits(s, a) || l.nobody(a) {
		return nil, false
	}
	if l.trailing(s, a, earlier) || l.relative(s, a, earlier) {
		return a, true
	}
	if !a.shared && s.frames["s"] || s.frames["q"] || s.frames["that"] || s.frames["tell"] {
		if l.leftContent(s, a) {
			return a, true
		}
	}
	if w := l.low(s.after); w == "one" && l.low(s.after+1) == "another" || w == "each" && l.low(s.after+1) == "other" {
		return nil, false
	}
	if s.frames["s"] && (!s.frames["np"] && !l.heading && l.finiteAt(s.after) || l.gapped(a, earlier)) {
		return nil, false // "a campaign that Google says began in August": the subject stands elsewhere
	}
	if w := l.low(s.after); w == "themselves" || w == "itself" || w == "himself" || w == "herself" {
		return nil, false // "hackers who call themselves X"
	}
	return a, l.rightContent(s, a)
}

// trailing reads ", a charge the company denies": the noun stands for what the
// sentence said before.
func (l *line) trailing(s sighting, a *attribution, earlier []*attribution) bool {
	k := a.sourceAt
	if s.stance != Denies && s.stance != Questions || a.shared || k < 2 {
		return false
	}
	source := k // ", a charge the company denies": the source stands behind the noun
	if l.low(k-1) == "that" || l.low(k-1) == "which" {
		k--
	}
	from, to := k-2, k
	if !l.resumes(from) {
		from, to = a.sourceAt, a.sourceAt+2
		for source = to; source < a.sourceTo && (l.low(source) == "that" || l.low(source) == "which"); {
			source++
		}
	}
	if !l.resumes(from) || !l.isComma(from-1) || source >= a.sourceTo {
		return false
	}
	a.from, a.to, a.left, a.sourceAt = from, to, true, source
	if n := len(earlier); n > 0 {
		a.answers = earlier[n-1]
	}
	return true
}

// resumes: the words at i are "a charge", "the claim": they take up what was said.
func (l *line) resumes(i int) bool {
	_, _, ok := l.hears("resumption", i+1, i+2)
	return ok && l.classAt(i) == determiner
}

// passiveFrame reads "X was accused by Y of Z", "Z was reported by Y", "X is
// expected to Z".
func (l *line) passiveFrame(s sighting, a *attribution) bool {
	from, to, ok := l.subject(s.group)
	end := l.end()
	if !ok && l.isComma(s.group-1) { // "Huawei, accused by Washington of spying, ..."
		to = s.group - 1
		from = l.trimFront(l.phraseStart(to), to)
		ok = from < to && l.namesSomething(from, to)
		if k := l.word(",", s.after, end); k > 0 {
			end = k
		}
	}
	if s.frames["of"] || s.frames["with"] {
		of := l.word(s.blames(), s.after, end)
		if of < 0 || !ok {
			return false
		}
		if by := l.word("by", s.after, of); by >= 0 {
			a.sourceAt, a.sourceTo = by+1, l.trimAdjunct(by+1, of)
		}
		a.target = [2]int{from, to}
		a.from, a.to = of+1, end
		return a.from < a.to
	}
	if !ok {
		return false
	}
	a.from, a.to = from, end
	if l.low(s.after) == "by" {
		a.sourceAt, a.sourceTo = s.after+1, l.phraseEnd(s.after+1)
		a.from, a.to, a.left = from, to, true
		if k := l.word("to", s.after+2, min(a.sourceTo, end)); k > 0 && (l.low(k+1) == "have" || l.low(k+1) == "be") {
			a.sourceTo = k
		}
		if s.frames["as"] && l.low(a.sourceTo) == "as" {
			a.to, a.left = end, false
		}
		if l.low(a.sourceTo) == "to" { // "was found by regulators to have misled investors"
			a.to, a.left = end, false
		}
		return true
	}
	// Without an agent only what is put as hearsay counts.
	return (s.stance == Predicts || s.stance == Alleges || s.verb == "say" || s.verb == "believe" || s.verb == "report") && l.low(s.after) == "to"
}

// quotedFrame reads "the minister was quoted as saying (by Reuters) that S" and "S,
// the minister was quoted as saying by Reuters".
func (l *line) quotedFrame(s sighting, a *attribution) bool {
	from, to, ok := l.subject(s.group)
	if !ok {
		return false
	}
	a.passive = false
	a.sourceAt, a.sourceTo = from, to
	j := s.after
	if l.low(j) == "by" {
		e := l.phraseEnd(j + 1)
		a.via = append(a.via, [2]int{j + 1, e})
		j = e
	}
	j = l.skipAdjunct(j)
	if j >= l.end() && from > 3 && l.classAt(from-1) == mark {
		a.from, a.to, a.left = l.afterDateline(0), l.backOverMarks(from), true
		return a.from < a.to
	}
	if l.low(j) == "that" {
		j++
	}
	a.from, a.to, a.explicit = j, l.end(), true
	return a.from < a.to
}

// quotesAs reads "The Times quoted the engineer as saying that S": the engineer
// speaks, through the paper.
func (l *line) quotesAs(s sighting, a *attribution) bool {
	as := l.word("as", s.after+1, min(l.end(), s.after+12))
	from, to, ok := l.subject(s.group)
	if as < 0 || !ok || l.low(as+1) != "saying" && l.low(as+1) != "telling" {
		return false
	}
	a.via = append(a.via, [2]int{from, to})
	a.sourceAt, a.sourceTo = s.after, as
	a.from, a.to, a.explicit = as+2, l.end(), true
	if l.low(a.from) == "that" {
		a.from++
	}
	return a.from < a.to
}

// gapped: "companies that it says aid the army": the source stands in a relative
// clause, whose content has no subject of its own.
func (l *line) gapped(a *attribution, earlier []*attribution) bool {
	k := a.sourceAt
	for k > 0 && l.classAt(k-1) == determiner {
		k--
	}
	if a.shared || k < 2 || l.low(k-1) != "that" || l.classAt(k-2) != noun {
		return false
	}
	if _, ok := l.tellingNounAt(k - 2); ok {
		return false
	}
	for _, e := range earlier {
		if e.explicit && (e.from == k || e.from == a.sourceAt) {
			return false
		}
	}
	return true
}
