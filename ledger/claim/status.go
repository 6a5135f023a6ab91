package claim

import (
	"fmt"
	"strings"
)

// giveStatus gives each content its standing by the first rule that fits:
// retracted, confirmed, disputed, unverified, denied, alleged, asserted.
func (r *reader) giveStatus() {
	r.withdrawals = r.findWithdrawals()
	for _, d := range r.drafts {
		d.Status, d.Why = r.status(d)
	}
}

func (r *reader) status(d *draft) (Status, string) {
	switch d.Stance {
	case Denies:
		if why, ok := r.withdrawn(d); ok {
			return Retracted, why
		}
		if o := r.denialOf(d); o != nil {
			return Disputed, fmt.Sprintf("%s denies the denial (%s)", nameOr(o.Speaker, "somebody"), o.ID)
		}
		if d.About == "" {
			return Denied, "the story does not state what is denied, so the denied words themselves stand as denied"
		}
		return Asserted, "a denial is itself asserted; it disputes " + d.About
	case DeclinesComment, CouldNotVerify, Questions:
		return Asserted, "what the speaker says of itself"
	}
	if l := d.a; l != nil && l.line.word("correction", 0, 3)+l.line.word("corrects", 0, 3)+l.line.word("clarification", 0, 3) > -3 && l.sourceAt > 0 && l.line.word("earlier", 0, l.from) > 0 {
		return Retracted, "the story corrects what it said"
	}
	if d.takenBack || d.a != nil && d.a.sourceAt >= 0 && d.a.line.word("earlier", d.a.sourceAt, d.a.sourceTo) >= 0 && d.a.line.word("version", d.a.sourceAt, d.a.sourceTo) >= 0 {
		return Retracted, "the story says that it was withdrawn"
	}
	if d.answers != nil {
		return Confirmed, "a public act of the body that may do it"
	}
	if why, ok := r.withdrawn(d); ok {
		return Retracted, why
	}
	if o := d.confirmedBy; o != nil {
		return Confirmed, fmt.Sprintf("%s confirms it (%s)", o.Speaker.Name, o.ID)
	}
	if r.ownAct(d) {
		return Confirmed, "the speaker's own public act, made known by the speaker"
	}
	if o := r.denialOf(d); o != nil {
		return Disputed, fmt.Sprintf("%s denies it (%s)", nameOr(o.Speaker, "somebody"), o.ID)
	}
	if d.Origins > 1 {
		return Corroborated, fmt.Sprintf("%d independent origins in this story", d.Origins)
	}
	if why, ok := r.unverified(d); ok {
		return Unverified, why
	}
	if d.Stance == Alleges {
		return Alleged, "said of somebody else's conduct, with nothing for or against it here"
	}
	return Asserted, "said by the speaker, with nothing for or against it here"
}

func (r *reader) isWithdrawn(d *draft) bool {
	_, ok := r.withdrawn(d)
	return ok
}

func nameOr(s Speaker, other string) string {
	if s.Name == "" {
		return other
	}
	return s.Name
}

// ownAct: announcing, reporting results or doing by saying, by the party that
// may do it, of itself.
func (r *reader) ownAct(d *draft) bool {
	if d.a != nil && d.a.cue != nil && d.a.cue.verb == "rule" && d.Stance == Asserts && d.Speaker.Name != "" {
		return true // a court's word is its act, whoever sits in it
	}
	if d.a == nil || d.a.cue == nil || d.Stance != Asserts && d.Stance != Confirms || d.Speaker.Unnamed || d.kind == pressKind || d.kind == documentKind {
		return false
	}
	l := d.a.line
	from, to := l.indexAt(d.Content.Start), l.indexAt(d.Content.End-1)+1
	switch d.a.cue.verb {
	case "announce", "declare":
		if d.kind != companyKind || !l.clauseIn(from, to) {
			return !l.boasts(from, to)
		}
	case "report", "disclose", "post":
		if _, _, ok := l.hears("results", from, to); ok && d.kind == companyKind && !l.clauseIn(from, to) {
			return true
		}
		if _, _, ok := l.hears("hazard", from, to); ok && d.a.cue.verb == "disclose" {
			return true // an admission
		}
	case "acknowledge", "admit", "concede", "confirm":
		if _, _, ok := l.hears("hazard", from, min(to, from+3)); ok && !l.clauseIn(from, to) {
			return true // "acknowledged a breach"
		}
		return !l.boasts(from, to) && (r.aboutSelf(d, from) || l.word("its", from, to)+l.word("their", from, to)+l.word("his", from, to)+l.word("her", from, to) > -4)
	case "say":
	default:
		return false
	}
	if _, _, ok := l.hears("own act", from, min(to, from+12)); ok && r.ofOwn(d, from) {
		return true
	}
	if !r.aboutSelf(d, from) && !r.samePair(d, from) {
		return false
	}
	return l.actAfter(from, min(to, from+12), d.kind != companyKind)
}

// clauseIn: the words hold a verb group: "that it had beaten every rival", not
// "a new chip".
func (l *line) clauseIn(from, to int) bool {
	for i := from; i < min(to, from+8); i++ {
		switch c := l.classAt(i); {
		case c == subordinator, l.low(i) == "to":
			return false
		case c == auxiliary, c == modal:
			return true
		}
	}
	return l.classAt(from) == pronoun
}

// boasts: praise of oneself, which proves nothing.
func (l *line) boasts(from, to int) bool {
	_, _, ok := l.hears("boast", from, to)
	return ok
}

// ofOwn: the content speaks of the speaker or of what is the speaker's.
func (r *reader) ofOwn(d *draft, from int) bool {
	return r.aboutSelf(d, from) && !strings.HasSuffix(d.a.line.low(from), "ing")
}

// samePair: "TikTok and ByteDance have set up ..., the companies said".
func (r *reader) samePair(d *draft, from int) bool {
	e := r.mentionAt(d.a.line, from, from, from+1)
	return e != nil && strings.Contains(d.Speaker.Name, e.Name)
}

// actAfter: the main verb of the content is an act of the lists in signals.tsv,
// under way, done or, with decided, announced: what a state body says it would
// do it does, what a firm says it would do is a plan.
func (l *line) actAfter(from, to int, decided bool) bool {
	for i := from; i < to; i++ {
		switch l.low(i) {
		case "would", "will":
			if !decided {
				return false
			}
			fallthrough
		case "was", "is", "has", "have", "had", "were", "are":
			k := l.skipAdverbs(i + 1)
			if l.low(k) == "been" || l.low(k) == "be" {
				k = l.skipAdverbs(k + 1)
			}
			at, _, ok := l.hears("act", k, min(k+4, to))
			return ok && at == k
		}
	}
	return false
}

// denialOf is the denial that is aimed at d, or a blanket denial aimed at
// another allegation of the same speaker.
func (r *reader) denialOf(d *draft) *draft {
	for _, o := range r.drafts {
		if o.Stance == Denies && o.About == d.ID && !r.isWithdrawn(o) {
			return o
		}
	}
	if d.Stance != Alleges && (d.telling == nil || len(d.telling.by) < 2) {
		return nil
	}
	for _, o := range r.drafts {
		if o.Stance != Denies || o.About == "" || o.specific() {
			continue
		}
		if t := r.byID(o.About); t != nil && t.telling != nil && t.telling == d.telling {
			return o
		}
		if t := r.byID(o.About); d.Stance == Alleges && t != nil && t.Stance == Alleges && same(t.Speaker, d.Speaker) {
			return o
		}
	}
	return nil
}

func (r *reader) byID(id string) *draft {
	for _, d := range r.drafts {
		if d.ID == id {
			return d
		}
	}
	return nil
}

// unverified: a fact that the story says is not established, or that rests on
// people it does not name.
func (r *reader) unverified(d *draft) (string, bool) {
	for _, o := range r.drafts {
		if o.Stance == CouldNotVerify && (o.About == d.ID || r.toldWith(d, o.About)) {
			return fmt.Sprintf("%s could not verify it (%s)", nameOr(o.Speaker, "the story says that it"), o.ID), true
		}
	}
	if a := d.a; a != nil && a.passive && a.sourceAt < 0 && d.Stance != Predicts && a.cue != nil && a.cue.stance == Asserts {
		return "it is told as what is said, by whom is not told", true
	}
	if d.Speaker.Unnamed && d.a != nil && d.Stance != Predicts {
		l := d.a.line
		if _, _, ok := l.hears("unnamed", l.indexAt(d.Source.Start), min(len(l.words), l.indexAt(d.Source.End)+9)); ok && (l.insider(d) || !l.anyQuoted(l.indexAt(d.Content.Start), l.indexAt(d.Content.End))) {
			return "it rests on people whom the story does not name", true
		}
	}
	return "", false
}

// insider: the unnamed speaker is a source or a person close to the matter, whose
// words are about facts; a shopkeeper who keeps back his name gives a view.
func (l *line) insider(d *draft) bool {
	if d.a.sourceAt < 0 {
		return false
	}
	switch l.low(l.head(d.a.sourceAt, d.a.sourceTo)) {
	case "source", "sources", "person", "people", "insider", "insiders":
		return true
	}
	return false
}

// toldWith: one reporting verb brings d and the claim of that ID: "said that A and
// that B".
func (r *reader) toldWith(d *draft, id string) bool {
	if id == "" || d.Cue.Empty() {
		return false
	}
	o := r.byID(id)
	return o != nil && o.Cue == d.Cue && same(o.Speaker, d.Speaker)
}
