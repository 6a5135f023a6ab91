package claim

import (
	"slices"
	"strings"

	"newstape/receipt"
)

// attribution is who says what in one sentence, before anybody is resolved.
// Word indexes are into the line; -1 stands for none.
type attribution struct {
	line      *line
	cue       *cue // nil for a refusal, a check or a colon
	at        int  // first word of the cue, or of the pattern
	cueSpan   receipt.Span
	sourceAt  int // words [sourceAt, sourceTo) name the source
	sourceTo  int
	from      int // words [from, to) are the content
	to        int
	left      bool // the content stands before the source
	pronoun   int  // of a relative clause that answers: its "which"
	shared    bool // the subject is that of an earlier verb
	passive   bool
	explicit  bool // "that" stood before the content
	negated   bool
	fixed     Stance       // given by the pattern
	target    [2]int       // who is accused, in words
	via       [][2]int     // sources that the story has it through
	inside    *attribution // whose content holds this one
	answers   *attribution // what a trailing ", a charge it denies" is aimed at
	wholeSpan receipt.Span // the content when it runs around its source
}

// start is the first word that belongs to the attribution.
func (a *attribution) start() int {
	s := a.at
	if a.sourceAt >= 0 && a.sourceAt < s && !a.shared {
		s = a.sourceAt
	}
	if a.pronoun > 0 {
		return a.pronoun
	}
	if a.left {
		s = min(s, a.from)
	}
	return s
}

func (a *attribution) content() receipt.Span {
	if !a.wholeSpan.Empty() {
		return a.wholeSpan
	}
	return a.line.span(a.from, a.to)
}

func (a *attribution) source() receipt.Span {
	if a.sourceAt < 0 {
		return receipt.Span{}
	}
	return a.line.span(a.sourceAt, a.sourceTo)
}

// attribute finds the attributions of one line in the order of their cues.
func (l *line) attribute() []*attribution {
	var out []*attribution
	for _, s := range l.sightings() {
		if a, ok := l.frame(s, out); ok {
			a.negated = a.negated || l.conditional(a)
			out = append(out, a)
		}
	}
	out = l.addSilences(out)
	out = l.addNouns(out)
	out = l.addQuoted(l.addColon(out))
	l.bound(out)
	return l.splitContents(l.cite(l.accordingTo(out)))
}

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
	if w := l.low(s.after); w == "themselves" || w == "itself" || w == "himself" || w == "herself" {
		return nil, false // "hackers who call themselves X"
	}
	return a, l.rightContent(s, a)
}

// giveSource finds the subject of an active or participial cue.
func (l *line) giveSource(s sighting, a *attribution, earlier []*attribution) bool {
	before := l.classAt(s.group - 1)
	coordinated := before == conjunction || s.voice == participial || before == mark && len(earlier) > 0
	if !coordinated {
		from, to, ok := l.subject(s.group)
		if f, t, made := l.maker(s, from, to); ok && made {
			from, to = f, t
		}
		a.sourceAt, a.sourceTo = from, to
		return ok
	}
	if from, to, ok := l.subject(s.group); ok && s.voice != participial && before == mark {
		a.sourceAt, a.sourceTo = from, to
		return true
	}
	a.shared = true
	for _, e := range slices.Backward(earlier) {

		if e.sourceAt < 0 || e.left && s.voice != participial || e.passive && s.voice != participial {
			continue
		}
		a.sourceAt, a.sourceTo = e.sourceAt, e.sourceTo
		return true
	}
	from, to, ok := l.doer(s)
	if !ok {
		from, to, ok = l.leading(s.group)
	}
	if !ok || !l.sayable(from, to) {
		if f, t, found := l.subjectInTree(s.at); found && l.sayable(f, t) {
			from, to, ok = f, t, true
		}
	}
	if ok {
		a.sourceAt, a.sourceTo = from, to
		return true
	}
	return l.following(s, a)
}

// doer is the subject of the verb nearest before a participle: "X fell, and its
// chief apologised, saying S".
func (l *line) doer(s sighting) (int, int, bool) {
	if s.voice != participial {
		return 0, 0, false
	}
	for v := s.group - 1; v > 0; v-- {
		c := l.classAt(v)
		if c == subordinator || l.low(v) == ";" {
			return 0, 0, false
		}
		if c != verb && !(c == noun && !l.upper(v) && strings.HasSuffix(l.low(v), "ed") && (l.isComma(v+1) || l.classAt(v-1) == noun && l.speaks(v-1))) {
			continue
		}
		from, to, ok := l.subject(l.verbGroup(v))
		if !ok || !l.sayable(from, to) || !l.speaks(l.head(from, to)) {
			return 0, 0, false
		}
		return from, to, true
	}
	return 0, 0, false
}

// maker is who filed "a lawsuit accusing X": the subject of the verb before the
// document.
func (l *line) maker(s sighting, from, to int) (int, int, bool) {
	if s.form != ingForm || from < 1 || from >= to {
		return 0, 0, false
	}
	kind, ok := kindOf(l.low(l.head(from, to)))
	for from > 1 && l.classAt(from-1) == determiner {
		from--
	}
	if !ok || kind != documentKind || l.classAt(from-1) != verb {
		return 0, 0, false
	}
	return l.subject(l.verbGroup(from - 1))
}

// nobody: "Nobody at the White House has confirmed it" says nothing.
func (l *line) nobody(a *attribution) bool {
	for i := a.sourceAt; i < min(a.sourceAt+2, a.sourceTo); i++ {
		switch l.low(i) {
		case "nobody", "none", "no":
			return true
		}
	}
	return false
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

// following is the subject of "Calling the claims false, Alibaba said ...".
func (l *line) following(s sighting, a *attribution) bool {
	if s.at != 0 {
		return false
	}
	for i := s.after; i < l.end(); i++ {
		if !l.isComma(i) {
			continue
		}
		for k := i + 1; k < l.end(); k++ {
			c := l.classAt(k)
			if _, isCue := l.sight(k); isCue || c == verb || c == auxiliary || c == modal || c == adverb {
				a.sourceAt, a.sourceTo = i+1, k
				return k > i+1
			}
		}
	}
	return false
}

// admits asks whether the source can do what the cue says.
func (l *line) admits(s sighting, a *attribution) bool {
	if !s.weak && !s.doc {
		return true
	}
	for i := a.sourceAt; i < a.sourceTo; i++ {
		if !s.only && l.classAt(i) == pronoun || l.classAt(i) == noun && l.upper(i) && i > 0 && !s.doc {
			return true
		}
		kind, ok := kindOf(l.low(i))
		if ok && l.classAt(i) == noun && (!s.doc || kind == documentKind || kind == pressKind || kind == personKind) {
			return !s.only || kind == documentKind
		}
	}
	return a.sourceAt == 0 && l.upper(0) && l.classAt(0) == noun && !s.doc
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

// asks: a question outside quotation marks states nothing.
func (l *line) asks() bool {
	for i := l.end(); i < len(l.words); i++ {
		if l.low(i) == "?" && !l.words[i].quoted {
			return true
		}
	}
	return false
}

// supposes: "Imagine that the ministry announced a ban" tells nothing.
func (l *line) supposes() bool {
	switch l.low(0) {
	case "imagine", "suppose", "pretend", "picture":
		return true
	}
	return false
}

// conditional: "if the Pentagon says that S" leaves open whether it does.
func (l *line) conditional(a *attribution) bool {
	k := a.sourceAt
	if a.passive && a.target[1] > a.target[0] {
		k = a.target[0]
	}
	for k > 0 && (l.classAt(k-1) == determiner || l.classAt(k-1) == adverb) {
		k--
	}
	return slices.Contains([]string{"if", "unless", "until", "whether"}, l.low(k-1))
}

// carriesOn: the content of "reported on a memo alleging that S" is another cue's.
func (l *line) carriesOn(a *attribution) bool {
	s, isCue := l.sight(a.from)
	return isCue && !a.left && a.fixed == "" && a.cue != nil && a.cue.stance == Asserts && s.form == ingForm && l.low(s.after) == "that"
}

// mentionsOnly: the story itself speaks of an announcement, as in "fell after
// Washington announced import duties": a bare noun phrase in a clause that dates
// something else, or one too short to state anything.
func (l *line) mentionsOnly(a *attribution) bool {
	if a.cue != nil && !a.left && !a.explicit && a.fixed == "" && l.low(a.from) == "what" && !l.isQuote(a.from) && !l.words[a.from].quoted && !a.cue.frames["pred"] {
		return true // "forecasting what others will forecast" says nothing oneself
	}
	if a.cue == nil || a.left || a.explicit || a.fixed != "" || a.cue.stance != Asserts || !a.cue.frames["np"] {
		return false
	}
	for i := a.from; i < a.to; i++ {
		switch c := l.classAt(i); {
		case c == verb, c == auxiliary, c == modal, c == number, l.low(i) == "to", l.words[i].quoted:
			return false
		}
	}
	if a.to-a.from < 3 && l.classAt(a.from) != determiner || l.low(a.at-1) == "first" {
		return true // "the Journal first reported the plan"
	}
	k := a.sourceAt
	for k > 0 && (l.classAt(k-1) == determiner || l.isTitle(k-1)) {
		k--
	}
	before := l.low(l.verbGroup(a.at) - 1)
	return slices.Contains([]string{"after", "since", "because", "when", "before"}, l.low(k-1)) || before == "which" || before == "who"
}

// word finds a word in [from, to), -1 when it is not there.
func (l *line) word(w string, from, to int) int {
	for i := from; i < to; i++ {
		if l.low(i) == w {
			return i
		}
	}
	return -1
}
