package claim

import (
	"slices"

	"newstape/names/security"
	"newstape/receipt"
)

// rebind gives the allegation of a sentence to the document that the next one
// names as its origin: "The White House has accused X ... The claims come from
// a memo."
func (r *reader) rebind() {
	for k := range r.lines {
		l := &r.lines[k]
		i, _, ok := l.hears("bundle", 0, min(4, len(l.words)))
		if !ok || !slices.Contains([]string{"come", "came", "stem", "stemmed", "appear", "appeared", "originate", "originated", "are", "were"}, l.low(i+1)) {
			continue
		}
		for h := i + 2; h < min(i+12, len(l.words)); h++ {
			kind, known := kindOf(l.low(h))
			if !known || kind != documentKind || l.low(h+1) != "that" && l.classAt(h+1) != mark && l.classAt(h+1) != preposition && l.low(h+1) != "seen" && l.low(h+1) != "which" {
				continue
			}
			r.giveToDocument(l, h)
			break
		}
	}
}

func (r *reader) giveToDocument(l *line, head int) {
	noun := singular(l.low(head))
	for _, d := range slices.Backward(r.drafts) {
		if d.a == nil || d.a.line.at >= l.at || d.a.cue == nil || d.a.cue.stance != Alleges || d.Speaker.Document != "" {
			continue
		}
		p := r.paperFor(noun)
		if p == nil {
			p = r.addPaper(noun, d.Speaker.Entity)
		}
		if p.author == nil {
			p.author, p.name = d.Speaker.Entity, d.Speaker.Name+" "+noun
		}
		if p.author == d.Speaker.Entity {
			d.Speaker = Speaker{Name: p.name, Entity: p.author, Document: noun}
			d.kind = documentKind
			r.renamePaper(p)
		}
		return
	}
}

// renamePaper gives drafts that spoke of the document before its author was
// known their full speaker.
func (r *reader) renamePaper(p *paper) {
	for _, d := range r.drafts {
		if d.Speaker.Document == p.noun && d.Speaker.Entity == nil {
			d.Speaker.Name, d.Speaker.Entity = p.name, p.author
		}
	}
}

// nest settles attributions inside the content of another: an outlet that
// reports what somebody says is the way, not the speaker; a speaker that says
// what it has found itself is one voice.
func (r *reader) nest() {
	byA := map[*attribution]*draft{}
	for _, d := range r.drafts {
		if d.a != nil && byA[d.a] == nil {
			byA[d.a] = d
		}
	}
	for _, d := range r.drafts {
		if d.a == nil || d.a.inside == nil {
			continue
		}
		outer := byA[d.a.inside]
		if outer == nil || d.dead {
			continue
		}
		r.settle(outer, d)
	}
}

func (r *reader) settle(outer, inner *draft) {
	switch {
	case same(outer.Speaker, inner.Speaker) || inner.Speaker.Name == "":
		inner.dead = true
		if inner.a.fixed == "" && !inner.a.negated && !inner.a.passive && !outer.a.left && inner.a.cue != nil && !inner.a.left && inner.a.cue.stance == Asserts && (inner.a.cue.frames["s"] || inner.a.cue.frames["that"]) && inner.a.at-outer.a.from < 6 {
			outer.Content = inner.Content
			outer.a.from = inner.a.from
		} else if inner.a.cue != nil && inner.a.fixed == "" && inner.a.cue.stance != Asserts && !outer.a.left {
			outer.a.fixed = innerStance(outer, inner)
		}
	case outer.kind == pressKind && inner.a.cue != nil && (inner.a.cue.verb == "plan" || inner.a.cue.verb == "intend"):
		inner.dead = true // the paper says what the firm plans; the firm has not
	case outer.kind == pressKind || outer.a.cue == nil && outer.a.cueSpan.Empty():
		inner.Via = append(inner.Via, outer.Speaker)
		inner.Via = append(inner.Via, outer.Via...)
		inner.a.via = append(inner.a.via, outer.a.via...)
		if outer.a.fixed == "" {
			outer.dead = true
		}
	case outer.Speaker.Entity == nil && outer.kind == personKind && inner.Speaker.Entity != nil && inner.a.cue != nil && inner.a.fixed == "" && inner.a.start() == outer.a.from && (inner.a.cue.frames["s"] || inner.a.cue.frames["that"]):
		inner.Via = append(inner.Via, outer.Speaker) // "The Pentagon believes so, two officials said"
		outer.dead = true
	case inner.kind == anyKind || inner.a.cue != nil && inner.a.cue.stance == Predicts && inner.kind != personKind:
		inner.dead = true
	case outer.a.cue != nil && (outer.a.cue.stance == Denies || outer.a.cue.stance == Questions):
	default:
		inner.Via = append(inner.Via, outer.Speaker)
	}
}

// dropGestures drops "pushed back" when the same sentence says how: ", accusing
// the U.S. of distorting facts".
func (r *reader) dropGestures() {
	for _, d := range r.drafts {
		if d.a == nil || d.a.cue == nil || d.dead || !d.a.cue.frames["bare"] && !d.pointsAt() {
			continue
		}
		for _, o := range r.drafts {
			if o != d && !o.dead && o.a != nil && o.a.line == d.a.line && o.Stance == Denies && same(o.Speaker, d.Speaker) {
				d.dead = true
			}
		}
	}
}

// pointsAt: "calling it false" says nothing that can stand alone.
func (d *draft) pointsAt() bool {
	l := d.a.line
	return d.a.cue.frames["pred"] && l.classAt(l.indexAt(d.Content.Start)) == pronoun
}

// innerStance: "said it denies the claims" is a denial, "said it expects" a
// forecast, whatever the outer cue is; an outer cue of its own stays.
func innerStance(outer, inner *draft) Stance {
	if l := inner.a.line; l.word("had", l.verbGroup(inner.a.at), inner.a.at) >= 0 {
		return outer.a.fixed
	}
	if inner.a.cue.verb == "warn" || inner.a.cue.verb == "caution" {
		return outer.a.fixed // "testified that he had warned the board": what he did
	}
	if outer.a.fixed != "" || outer.a.cue == nil || outer.a.cue.stance != Asserts || inner.a.at-outer.a.from > 6 {
		return outer.a.fixed
	}
	return inner.a.cue.stance
}

func same(a, b Speaker) bool {
	if a.Name == "" || b.Name == "" {
		return false
	}
	if a.Entity != nil && b.Entity != nil {
		return a.Entity == b.Entity && a.Document == b.Document
	}
	return a.Name == b.Name
}

// chain fills Via: the outlets named in the sentence, then those through whom
// the story has the document that speaks.
func (r *reader) chain() {
	for _, d := range r.drafts {
		if d.a == nil {
			continue
		}
		for _, v := range d.a.via {
			who, _ := r.speakerOf(d.a.line, v[0], v[1])
			if r.ownPaper(d, who) {
				continue
			}
			d.addVia(who)
		}
		r.carriedBy(d)
		if l := d.a.line; d.a.cue != nil && d.a.cue.frames["tell"] && d.a.target[1] > d.a.target[0] {
			if who, kind := r.speakerOf(l, d.a.target[0], d.a.target[1]); kind == pressKind {
				d.addVia(who)
			}
		}
	}
	for _, d := range r.drafts { // what one sentence says of the chain holds for the document
		if d.Speaker.Document == "" {
			continue
		}
		if p := r.paperNamed(d.Speaker); p != nil && len(p.via) == 0 {
			p.via = d.Via
		}
	}
	for _, d := range r.drafts {
		if p := r.paperNamed(d.Speaker); d.Speaker.Document != "" && p != nil && len(d.Via) == 0 {
			d.Via = slices.Clone(p.via)
		}
	}
}

// ownPaper: "The White House believes S, according to a memo": the memo is the
// speaker's own, and speaks for it.
func (r *reader) ownPaper(d *draft, who Speaker) bool {
	if who.Document != "memo" && who.Document != "memorandum" || who.Entity != nil || d.Speaker.Entity == nil || d.kind != stateKind {
		return false
	}
	p := r.addPaper(who.Document, d.Speaker.Entity)
	d.Speaker, d.kind = Speaker{Name: p.name, Entity: p.author, Document: p.noun}, documentKind
	r.renamePaper(p)
	return true
}

// carriedBy reads "Economists polled by Reuters", "a memo seen by the FT", "in a
// statement carried by Xinhua" as the way.
func (r *reader) carriedBy(d *draft) {
	l, a := d.a.line, d.a
	for i := max(0, a.at-longestPhrase); i < min(len(l.words), a.at+longestPhrase); i++ {
		if l.low(i) != "by" || !l.isParticiple(i-1) && l.low(i-1) != "seen" {
			continue
		}
		inside := a.sourceAt >= 0 && i >= a.sourceAt && i < a.sourceTo
		before := i < a.at && a.sourceAt > i && (l.low(i-1) == "carried" || l.low(i-1) == "published" || l.low(i-1) == "released")
		between := i > a.at && i < a.from && !a.left
		if !inside && !before && !between {
			continue
		}
		for k := i + 1; k < min(i+4, len(l.words)); k++ {
			if e := r.mentionAt(l, k, k, k+1); e != nil && e.Kind == security.Press {
				d.addVia(nameOf(e))
				break
			}
		}
	}
}

func (d *draft) addVia(who Speaker) {
	if who.Name == "" || same(who, d.Speaker) || slices.ContainsFunc(d.Via, func(v Speaker) bool { return v.Name == who.Name }) {
		return
	}
	d.Via = append(d.Via, who)
}

func (r *reader) paperNamed(s Speaker) *paper {
	for _, p := range r.papers {
		if p.name == s.Name && p.author == s.Entity {
			return p
		}
	}
	return nil
}

// dropEchoes drops a claim of the headline that the body makes again in full,
// and a claim made twice over the same words.
func (r *reader) dropEchoes() {
	sharing, all := map[receipt.Span][]int{}, make([]int, len(r.drafts))
	for i, d := range r.drafts {
		sharing[d.Content], all[i] = append(sharing[d.Content], i), i
	}
	for i, d := range r.drafts {
		if d.dead {
			continue
		}
		others := sharing[d.Content]
		if d.a != nil && d.a.line.heading {
			others = all
		}
		for _, k := range others {
			o := r.drafts[k]
			if i == k || o.dead {
				continue
			}
			sameWords := d.Content == o.Content && i > k && same(d.Speaker, o.Speaker)
			echo := d.a != nil && d.a.line.heading && o.a != nil && !o.a.line.heading && d.Stance == o.Stance &&
				(same(d.Speaker, o.Speaker) || d.Speaker.Entity != nil && d.Speaker.Entity == o.Speaker.Entity)
			if sameWords || echo {
				d.dead = true
				break
			}
		}
	}
}
