package claim

import (
	"slices"

	"newstape/names/security"
	"newstape/receipt"
)

// A party that is put on a restriction list is told by the act that it is what
// the list holds. A story that states only the act still has the allegation
// that the party denies; this file finds it.

// placings are the verbs of putting somebody on a list.
var placings = []string{"added", "placed", "put", "included", "named", "designated", "listed", "adds", "adding", "placing"}

// rolls are the nouns for such lists.
var rolls = []string{"list", "blacklist", "roster", "register"}

// findDesignations adds the allegation of the first listing that the story
// tells, unless its keeper already alleges something in its own words.
func (r *reader) findDesignations() {
	for k := range r.lines {
		l := &r.lines[k]
		if l.heading {
			continue
		}
		for i := range l.words {
			if !slices.Contains(placings, l.low(i)) || l.words[i].quoted || l.hypothetical(i) || r.claimed(l.words[i].Span) {
				continue
			}
			roll := l.rollAfter(i)
			if roll < 0 {
				continue
			}
			if d, ok := r.designation(l, i, roll); ok && !r.allegedBy(d.Speaker) {
				r.drafts = append(r.drafts, d)
				r.findWithdrawal(d)
			}
			return
		}
	}
}

// claimedIn: a claim's content lies over the words.
func (r *reader) claimedIn(s receipt.Span) bool {
	for _, d := range r.drafts {
		if !d.dead && d.Content.Overlaps(s) {
			return true
		}
	}
	return false
}

// claimed: the words already belong to what somebody says.
func (r *reader) claimed(s receipt.Span) bool {
	for _, d := range r.drafts {
		if !d.dead && d.Content.Contains(s) {
			return true
		}
	}
	return false
}

func (l *line) hypothetical(i int) bool {
	g := l.verbGroup(i)
	for k := g; k < i; k++ {
		if l.classAt(k) == modal || l.classAt(k) == negation {
			return true
		}
	}
	_, _, ok := l.hears("supposition", 0, i)
	return ok || l.low(i-1) == "to" || l.classAt(i-1) == determiner
}

// rollAfter is the index of the list's noun behind "to" or "on", -1 without.
func (l *line) rollAfter(i int) int {
	for k := i + 1; k < min(i+22, len(l.words)); k++ {
		if !slices.Contains(rolls, l.low(k)) {
			continue
		}
		for p := k - 1; p > i && p > k-9; p-- {
			if l.low(p) == "to" || l.low(p) == "on" || l.low(p) == "in" {
				return k
			}
		}
	}
	return -1
}

func (r *reader) designation(l *line, i, roll int) (*draft, bool) {
	g := l.verbGroup(i)
	a := &attribution{line: l, at: i, cueSpan: l.words[i].Span, sourceAt: -1, from: i + 1, to: l.clauseEnd(roll), fixed: Alleges}
	if slices.Contains(beForms, l.helper(g, i)) || l.helper(g, i) == "been" {
		a.from = g
	}
	d := &draft{a: a, kind: stateKind}
	if from, to, ok := l.subject(g); ok && a.from != g {
		d.Speaker, d.kind = r.speakerOf(l, from, to)
		a.sourceAt, a.sourceTo = from, to
		d.Source = a.source()
	} else {
		d.Speaker = r.keeper(l, i, roll)
	}
	if d.kind != stateKind || d.Speaker.Name == "" {
		return nil, false
	}
	d.Content, d.Cue = a.content(), a.cueSpan
	if d.Content.Contains(d.Cue) {
		d.Cue = receipt.Span{}
	}
	return d, !d.Content.Empty()
}

// keeper is the state body whose list it is: named between the verb and the
// list's noun, else the one named last before.
func (r *reader) keeper(l *line, i, roll int) Speaker {
	for k := i; k < roll; k++ {
		if e := r.mentionAt(l, k, k, k+1); e != nil && e.Kind == security.State {
			return nameOf(e)
		}
	}
	if m, ok := r.last(l.words[i].Start, func(m member) bool { return m.kind == stateKind }); ok {
		return m.who
	}
	return Speaker{}
}

func (r *reader) allegedBy(s Speaker) bool {
	for _, d := range r.drafts {
		if !d.dead && (d.Stance == Alleges || d.a != nil && d.a.cue != nil && d.a.cue.stance == Alleges) && (same(d.Speaker, s) || s.Entity != nil && d.Speaker.Entity == s.Entity) {
			return true
		}
	}
	return false
}

// findWithdrawal looks for "the update was marked as withdrawn": what was
// published is taken back.
func (r *reader) findWithdrawal(of *draft) {
	for k := of.a.line.at + 1; k < len(r.lines); k++ {
		l := &r.lines[k]
		i, _, ok := l.hears("withdrawn", 0, len(l.words))
		if !ok || l.heading || l.words[i].quoted {
			continue
		}
		g := l.verbGroup(i)
		help := l.helper(g, i)
		if w := l.low(i - 1); w == "as" && l.low(i-2) == "marked" {
			i -= 2
			g = l.verbGroup(i)
			help = l.helper(g, i)
		}
		if help == "" || l.negatedGroup(g, i) {
			continue
		}
		a := &attribution{line: l, at: g, sourceAt: -1, from: i, to: l.clauseEnd(i), fixed: Asserts}
		d := &draft{a: a, kind: stateKind}
		d.Speaker, d.Content = of.Speaker, a.content()
		d.answers = of
		of.takenBack = true
		r.drafts = append(r.drafts, d)
		return
	}
}
