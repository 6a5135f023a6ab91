package claim

import (
	"slices"
	"strings"
)

// aimedAt is the allegation that a blanket denial or a failed check is aimed at:
// a report that the story tells only afterwards, else the nearest before it that
// names the denier, else the one right before it, else the first of the story.
// Of one voice's allegations it is the first, which the others spell out.
func (r *reader) aimedAt(d *draft) *draft {
	if d.a == nil {
		return r.mainAllegation(d.Speaker)
	}
	if o := r.toldLater(d); o != nil {
		return o
	}
	var named, near *draft
	for _, o := range r.drafts {
		if o == d || o.a == nil || o.a.line.at > d.a.line.at {
			break
		}
		if o.Stance != Alleges || same(o.Speaker, d.Speaker) || d.Speaker.Entity != nil && o.Speaker.Entity == d.Speaker.Entity || o.hitsBack {
			continue
		}
		if d.a.line.at-o.a.line.at <= 1 {
			near = o
		}
		if r.names(o, d.Speaker) {
			named = o
		}
	}
	switch {
	case named != nil && (d.kind == companyKind || d.Speaker.Entity == nil):
		return r.firstOf(named)
	case near != nil:
		return r.firstOf(near)
	case named != nil:
		return r.firstOf(named)
	}
	o := r.mainAllegation(d.Speaker)
	switch {
	case o == nil || o.a == nil || o.a.line.at <= d.a.line.at:
		return o
	case o.a.line.at <= d.a.line.at+8 && (d.Stance != Denies || r.names(o, d.Speaker) || d.a.line.heading):
		return o // told after its denial
	}
	return nil
}

// reported is the outlet's claim nearest before a failed check of "the report".
func (r *reader) reported(d *draft) *draft {
	if d.a == nil || !d.speaksOfReport() {
		return nil
	}
	var out *draft
	for _, o := range r.drafts {
		if o == d || o.a == nil || o.a.line.at > d.a.line.at {
			break
		}
		if d.a.line.at-o.a.line.at <= 2 && (o.Stance == Asserts || o.Stance == Alleges) && !same(o.Speaker, d.Speaker) {
			if o.kind == pressKind || len(o.Via) > 0 {
				out = o
			}
		}
	}
	return out
}

// speaksOfReport: its content is about a report, or about "it" when its sentence
// speaks of a report before.
func (d *draft) speaksOfReport() bool {
	l := d.a.line
	from, to := l.indexAt(d.Content.Start), l.indexAt(d.Content.End-1)+1
	if l.word("it", from, to) >= 0 {
		from = 0
	}
	return l.word("report", from, to)+l.word("story", from, to)+l.word("article", from, to) > -3
}

// toldLater: "rejected a report that S. Reuters had reported that S": the claim
// of the next two sentences that shares its words, when d speaks of a report.
func (r *reader) toldLater(d *draft) *draft {
	l := d.a.line
	if !d.speaksOfReport() {
		return nil
	}
	var best *draft
	most := 1
	words := r.stems(d)
	pressed := slices.ContainsFunc(r.drafts, func(o *draft) bool {
		return o.a != nil && o.a.line.at < l.at && (o.kind == pressKind && !same(o.Speaker, d.Speaker) || len(o.Via) > 0)
	})
	for _, o := range r.drafts {
		if o.a == nil || o == d || o.Stance != Alleges && o.Stance != Asserts || same(o.Speaker, d.Speaker) || o.a.line.at > l.at+2 {
			continue
		}
		if o.a.line.at <= l.at && o.Stance != Alleges || o.a.line.at > l.at && o.kind != pressKind {
			continue
		}
		n := overlap(words, r.stems(o))
		if o.a.line.at > l.at && !pressed && o.a.cue != nil && o.a.line.word("had", o.a.line.verbGroup(o.a.at), o.a.at) >= 0 {
			n += 2 // "had reported" goes back before what was just told
		}
		if n > most {
			best, most = o, n
		}
	}
	if best == nil || best.a.line.at <= l.at {
		return nil
	}
	return best
}

// firstOf is the first allegation of the voice that o belongs to.
func (r *reader) firstOf(o *draft) *draft {
	for _, p := range r.drafts {
		if p.Stance == Alleges && same(p.Speaker, o.Speaker) && p.a != nil && p.a.line.at >= o.a.line.at-6 {
			return p
		}
	}
	return o
}

// begin is where the cue, the accused or the content of an allegation begins.
func (d *draft) begin() int {
	at := d.Content.Start
	if !d.Cue.Empty() {
		at = min(at, d.Cue.Start)
	}
	if t := d.a.target; t[1] > t[0] {
		at = min(at, d.a.line.words[t[0]].Start)
	}
	return at
}

// names reports whether the sentence of an allegation names the party, or the
// country of a state.
func (r *reader) names(o *draft, who Speaker) bool {
	if who.Entity == nil {
		return r.namesWord(o, who)
	}
	for _, m := range r.linked.Mentions[o.a.line.mentions[0]:o.a.line.mentions[1]] {
		if m.Entity == nil || m.Span.Start < o.begin() || o.Source.Contains(m.Span) {
			continue
		}
		if m.Entity == who.Entity || kindOfEntity(who.Entity) == stateKind && m.Entity.Country != "" && kindOfEntity(m.Entity) == stateKind && m.Entity.Country == who.Entity.Country {
			return true
		}
	}
	return false
}

// namesWord: the sentence of an allegation speaks of an unlinked party by the last
// word of its name: "accused its founder of fraud", of the founder.
func (r *reader) namesWord(o *draft, who Speaker) bool {
	words := strings.Fields(strings.ToLower(who.Name))
	if len(words) == 0 || same(o.Speaker, who) {
		return false
	}
	l := o.a.line
	for i := l.indexAt(o.begin()); i < len(l.words); i++ {
		if l.low(i) == words[len(words)-1] {
			return true
		}
	}
	return false
}
