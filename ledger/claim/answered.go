package claim

import (
	"slices"
	"sort"
	"strings"
)

// What may answer what, beyond an allegation and its denial: a report that its
// subject confirms or denies, and a statement that says the opposite of another.

// told is the claim nearest before d by somebody else that d can take up with "it"
// or "the report": the press's when d speaks of a report.
func (r *reader) told(d *draft) *draft {
	if d.a == nil {
		return nil
	}
	press := d.speaksOfReport()
	var near *draft
	for i := r.draftsFrom(d.a.line.at - 3); i < len(r.drafts); i++ {
		o := r.drafts[i]
		if o == d || o.a == nil || o.a.line.at > d.a.line.at {
			break
		}
		if same(o.Speaker, d.Speaker) && (!press || len(o.Via) == 0) || o.Stance == DeclinesComment || o.Stance == CouldNotVerify {
			continue
		}
		if byPress := o.kind == pressKind || len(o.Via) > 0; !press || byPress {
			near = o
		}
	}
	return near
}

// draftsFrom is the index of the first draft of line at or later. Drafts stand in
// the order of their lines but for a few that were added late, so the search goes
// back a little.
func (r *reader) draftsFrom(at int) int {
	i := sort.Search(len(r.drafts), func(i int) bool { return r.drafts[i].a != nil && r.drafts[i].a.line.at >= at })
	return max(0, i-4)
}

// takesUp: the content of d is a word that stands for what was said before: "it",
// "the report", "the rumours".
func (d *draft) takesUp() bool {
	if d.a == nil {
		return false
	}
	l := d.a.line
	from, to := l.indexAt(d.Content.Start), l.indexAt(d.Content.End-1)+1
	if to-from <= 2 && slices.Contains([]string{"it", "that", "this"}, l.low(from)) {
		return true
	}
	if !slices.Contains([]string{"the", "this", "that", "these", "those"}, l.low(from)) && l.classAt(from+1) != genitive {
		return false
	}
	_, _, ok := l.hears("bundle", from, min(to, from+3))
	return ok
}

// onClaim: "did not comment on the claim".
func (d *draft) onClaim() bool {
	l := d.a.line
	from, to := l.indexAt(d.Content.Start), l.indexAt(d.Content.End-1)+1
	_, _, ok := l.hears("resumption", from, to)
	return ok
}

// resumes: the content is "that figure", "this claim": what was said just before.
func (d *draft) resumes() bool {
	l := d.a.line
	from := l.indexAt(d.Content.Start)
	if l.classAt(from) != determiner && l.low(from) != "that" {
		return false
	}
	_, _, ok := l.hears("resumption", from+1, from+3)
	return ok
}

// wonders: "It is unclear whether S": what is open is in the sentence itself.
func (d *draft) wonders() bool {
	l := d.a.line
	return l.word("unclear", 0, 5)+l.word("unknown", 0, 5) > -2
}

// pointsBack: what could not be verified is "that", "this" or "it".
func (d *draft) pointsBack() bool {
	l := d.a.line
	from, to := l.indexAt(d.Content.Start), l.indexAt(d.Content.End-1)+1
	for i := from; i < min(to, from+7); i++ {
		switch l.low(i) {
		case "that", "this", "it":
			return i > from && (i+1 >= to || l.classAt(i+1) == adverb || l.classAt(i+1) == mark)
		}
	}
	return false
}

// opposed is the earlier claim of another voice that d says the opposite of: the
// same words, one of the two negated.
func (r *reader) opposed(d *draft) *draft {
	l := d.a.line
	from, to := l.indexAt(d.Content.Start), l.indexAt(d.Content.End-1)+1
	negated := l.negates(l.mainClause(from, to), to)
	words := r.stems(d)
	var best *draft
	most, looked := 0, 0
	for i := r.draftsFrom(l.at - 6); i < len(r.drafts); i++ {
		o := r.drafts[i]
		if o == d || o.a == nil || o.a.line.at > l.at || looked == 200 { // far more than prose has in seven sentences
			break
		}
		looked++
		if same(o.Speaker, d.Speaker) || o.dead || !slices.Contains([]Stance{Asserts, Alleges, Predicts}, o.Stance) {
			continue
		}
		m := o.a.line
		begin, end := m.indexAt(o.Content.Start), m.indexAt(o.Content.End-1)+1
		if m.negates(m.mainClause(begin, end), end) == negated {
			continue
		}
		theirs := r.stems(o)
		n := overlap(words, theirs)
		enough := n >= 2 && n*5 >= 3*min(len(words), len(theirs)) || n >= 3 && n*2 >= min(len(words), len(theirs))
		if n >= 1 && l.at-o.a.line.at <= 1 && strings.HasPrefix(l.low(from), "there") && r.names(o, d.Speaker) {
			enough = true // "there is no indication it is under investigation"
		}
		if enough && n >= most {
			best, most = o, n
		}
	}
	return best
}

// confirm points a confirmation at what it confirms and marks it so: "Intel
// confirmed the report", "confirmed that it would close the plant".
func (r *reader) confirm(d *draft) {
	if d.a == nil || d.a.line.asksBefore(0) {
		return
	}
	o := r.restated(d)
	if d.takesUp() {
		o = r.told(d)
	}
	if o == nil {
		return
	}
	d.About = o.ID
	if d.Speaker.Name != "" && (r.names(o, d.Speaker) || d.kind == stateKind || r.subjectIs(o, d.Speaker)) {
		o.confirmedBy = d
	}
}

// restated is the earlier claim of another voice in the words of d.
func (r *reader) restated(d *draft) *draft {
	words := r.stems(d)
	for _, o := range slices.Backward(r.drafts) {
		if o.a != nil && d.a.line.at-o.a.line.at > 40 {
			break // long stories: what is confirmed stands near
		}
		if o == d || o.a == nil || o.Content.Start > d.Content.Start || same(o.Speaker, d.Speaker) || o.Stance == Denies || o.Stance == DeclinesComment {
			continue
		}
		theirs := r.stems(o)
		if n := overlap(words, theirs); n >= 2 && n*5 >= 4*max(len(words), len(theirs)) {
			return o
		}
	}
	return nil
}

// subjectIs: the content of o opens with the name of the party.
func (r *reader) subjectIs(o *draft, who Speaker) bool {
	if who.Entity == nil {
		return false
	}
	l := o.a.line
	from := l.indexAt(o.Content.Start)
	for i := from; i < min(from+4, len(l.words)); i++ {
		if r.mentionAt(l, i, i, i+1) == who.Entity {
			return true
		}
	}
	return false
}
