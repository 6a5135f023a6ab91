package claim

import (
	"slices"
	"strings"
)

// answer points denials, doubts, checks and refusals at what they are aimed at.
func (r *reader) answer() {
	for i, d := range r.drafts {
		d.hitsBack = d.Stance == Alleges && slices.ContainsFunc(r.drafts[:i], func(p *draft) bool {
			return p.Stance == Alleges && p.a != nil && !same(p.Speaker, d.Speaker) && r.names(p, d.Speaker)
		})
	}
	for _, d := range r.drafts {
		if d.answers == nil && d.a != nil && d.a.answers != nil && (d.Stance == Denies || d.Stance == Questions || d.Stance == Confirms || d.Stance == CouldNotVerify) {
			d.repliesTo = r.draftOf(d.a.answers)
		}
		if o := d.repliesTo; o != nil {
			d.About = o.ID
			continue
		}
		if d.answers != nil {
			d.About = d.answers.ID
			continue
		}
		switch d.Stance {
		case Confirms:
			r.confirm(d)
		case Denies:
			if d.counters != nil && !d.counters.dead {
				d.About = d.counters.ID
				continue
			}
			o := r.deniedBy(d)
			if t := r.told(d); d.takesUp() && !d.ofAnother() && t != nil && (o == nil || d.speaksOfReport() && o.a != nil && o.a.line.at < t.a.line.at) {
				o = t
			}
			d.About = idOf(o)
		case CouldNotVerify:
			o := r.reported(d)
			if t := r.told(d); o == nil && t != nil && d.pointsBack() {
				o = t
			}
			if o == nil {
				o = r.aimedAt(d)
			}
			if o == nil && d.Speaker.Name == "" {
				o = r.justBefore(d)
			}
			if d.wonders() && o != nil && overlap(r.stems(d), r.stems(o)) == 0 && o.kind != pressKind && o.kind != documentKind && len(o.Via) == 0 && !o.Speaker.Unnamed {
				o = nil // "It is unclear whether the vote will be close"
			}
			d.About = idOf(o)
		case Questions, DeclinesComment:
			if o := r.told(d); d.Stance == DeclinesComment && o != nil && (d.speaksOfReport() || d.onClaim()) {
				d.About = idOf(o)
				continue
			}
			if o := r.told(d); d.Stance == Questions && o != nil && d.resumes() {
				d.About = idOf(o)
				continue
			}
			if o := r.mainAllegation(d.Speaker); o != nil && (o.Content.Start < d.Content.Start || d.Stance == Questions) {
				d.About = idOf(o)
			}
		}
	}
}

func (r *reader) draftOf(a *attribution) *draft {
	for _, d := range r.drafts {
		if d.a == a {
			return d
		}
	}
	return nil
}

func idOf(d *draft) string {
	if d == nil {
		return ""
	}
	return d.ID
}

// mainAllegation is the first allegation of the story by somebody else.
func (r *reader) mainAllegation(but Speaker) *draft {
	for _, o := range r.drafts {
		if o.Stance == Alleges && !same(o.Speaker, but) && (but.Entity == nil || o.Speaker.Entity != but.Entity) {
			return o
		}
	}
	return nil
}

// deniedBy is the allegation that a denial is aimed at. A denial that spells
// out its own proposition needs words in common with one; a blanket denial ("the
// claims", "it") is aimed at the first.
func (r *reader) deniedBy(d *draft) *draft {
	if d.ofAnother() {
		return nil
	}
	if _, blanket := foreignWord("zh-bundle", d.Content.In(r.doc.Text)); blanket {
		return r.aimedAt(d)
	}
	if d.a != nil && d.a.cue != nil && d.a.cue.frames["bare"] {
		return r.aimedAt(d)
	}
	for _, o := range r.drafts { // "denied a Reuters report that S"
		if o != d && o.a != nil && d.a != nil && o.a.line == d.a.line && o.Speaker.Name != "" && !same(o.Speaker, d.Speaker) && d.Content.Contains(o.Content) && (o.Stance == Asserts || o.Stance == Alleges) {
			return o
		}
	}
	if d.specific() {
		var best *draft
		most := 1
		words := r.stems(d)
		for _, o := range r.drafts {
			if o.Stance != Alleges || same(o.Speaker, d.Speaker) {
				continue
			}
			n := overlap(words, r.stems(o))
			if n > 0 && o.a != nil && d.a != nil && o.a.line == d.a.line {
				n++ // "denied ties to the army after a notice named them"
			}
			if n > most {
				best, most = o, n
			}
		}
		return best
	}
	if d.anaphoric() {
		if o := r.earlierAllegation(d); o != nil {
			return o
		}
	}
	return r.aimedAt(d)
}

// ofAnother: "a similar suit", "an earlier allegation": what is denied is not
// what this story tells.
func (d *draft) ofAnother() bool {
	if d.a == nil {
		return false
	}
	l := d.a.line
	from, to := l.indexAt(d.Content.Start), l.indexAt(d.Content.End-1)+1
	i, k, ok := l.hears("another", from, min(to, from+4))
	if !ok || i > from && l.classAt(i-1) == conjunction { // "this and other claims"
		return false
	}
	at, _, ok := l.hears("bundle", i, min(to, k+3))
	return ok && at > i
}

// specific: "denied that P", "denied doing P", with no word that stands for an
// earlier allegation; or a sentence that negates a P which nobody has stated.
func (d *draft) specific() bool {
	if d.a == nil {
		return false
	}
	l := d.a.line
	from, to := l.indexAt(d.Content.Start), l.indexAt(d.Content.End-1)+1
	if _, _, ok := l.hears("bundle", from, min(to, from+6)); ok {
		return false
	}
	if _, k, ok := l.hears("falsehood", from, to); ok {
		if _, _, bundle := l.hears("bundle", k, min(to, k+1)); bundle {
			return false // "made groundless accusations"
		}
	}
	if _, _, ok := l.hears("blanket", from, min(to, from+6)); ok {
		return false
	}
	switch l.low(from) {
	case "there":
		if l.word("evidence", from, min(to, from+5)) > 0 {
			return true // "there was no evidence of other systems being affected"
		}
		return d.a.cue != nil && d.a.cue.stance == Denies && to-from > 2
	case "it", "this", "that", "neither", "them":
		return d.a.cue != nil && d.a.cue.stance == Denies && to-from > 2
	}
	return d.a.cue == nil || d.a.cue.stance == Denies || d.a.cue.stance == Asserts && !d.a.cue.frames["pred"]
}

func (d *draft) anaphoric() bool {
	if d.a == nil {
		return false
	}
	switch d.a.line.low(d.a.line.indexAt(d.Content.Start)) {
	case "neither", "either", "both", "that", "this", "any", "none":
		return true
	}
	return false
}

// justBefore is the claim nearest before d in the same paragraph or the one
// before it.
func (r *reader) justBefore(d *draft) *draft {
	var out *draft
	for _, o := range r.drafts {
		if o == d {
			break
		}
		if o.Stance != DeclinesComment && o.Stance != CouldNotVerify && o.a != nil &&
			r.doc.Sentences[d.a.line.at].Paragraph-r.doc.Sentences[o.a.line.at].Paragraph <= 1 {
			out = o
		}
	}
	return out
}

// stems are the content words of a claim, cut to six letters.
func (r *reader) stems(d *draft) map[string]bool {
	if d.stemsOf == d.Content && d.stems != nil {
		return d.stems
	}
	out := map[string]bool{}
	d.stems, d.stemsOf = out, d.Content
	if d.a == nil {
		return out
	}
	for _, w := range d.a.line.words {
		if w.Start < d.Content.Start || w.End > d.Content.End || w.class != noun && w.class != verb && w.class != adverb {
			continue
		}
		s := strings.TrimSuffix(w.low, "s")
		if len(s) < 4 {
			continue
		}
		out[s[:min(6, len(s))]] = true
	}
	return out
}

func overlap(a, b map[string]bool) int {
	n := 0
	for w := range a {
		if b[w] {
			n++
		}
	}
	return n
}
