package claim

import (
	"slices"
	"strings"
)

// takeStances says what each speaker does with the proposition.
func (r *reader) takeStances() {
	for _, d := range r.drafts {
		if d.dead || d.Stance != "" {
			continue
		}
		d.Stance = r.stance(d)
		if d.Stance == Denies && d.a.accusesOf() && !d.a.cue.frames["as"] && !d.a.left && d.Cue.End <= d.Content.Start {
			d.Content = d.Cue.Cover(d.Content) // "accusing the U.S. of distorting facts" answers as a whole
		}
	}
}

func (r *reader) stance(d *draft) Stance {
	a := d.a
	if a.fixed != "" {
		return a.fixed
	}
	if s, ok := r.polar(d); ok {
		return s
	}
	base := Asserts
	if a.cue != nil {
		base = a.cue.stance
	}
	l, from, to := a.line, a.line.indexAt(d.Content.Start), a.line.indexAt(d.Content.End-1)+1
	switch base {
	case Denies:
		return l.denial(a, from, to)
	case Questions, Confirms, DeclinesComment, CouldNotVerify:
		return base
	case Predicts:
		if (a.cue.verb == "warn" || a.cue.verb == "caution") && a.explicit && !l.futureIn(from, to) {
			if r.accuses(d, from, to) {
				return Alleges
			}
			return Asserts
		}
		if a.cue.verb == "estimate" && !l.futureIn(l.mainClause(from, to), to) && !l.verbless(from, to) {
			return Asserts // of how things are
		}
		if a.cue.frames["pp"] && !a.explicit && !l.futureIn(from, to) && l.classAt(from) != pronoun && a.cue.verb == "warn" {
			return Asserts // warned about weak demand
		}
		return base
	}
	from = l.mainClause(from, to)
	own := r.aboutSelf(d, from) && (a.cue == nil || !a.cue.frames["as"]) // "named it as a spy"
	if own && base == Asserts && l.promise(from, to) {
		return base
	}
	if r.answersBack(d, from, to) {
		return Denies
	}
	if base == Alleges && a.cue.verb == "claim" && own {
		base = Asserts // claims something of itself
	}
	if base == Alleges {
		return base
	}
	if l.opensAct(a) || l.isIntention(a) {
		return base
	}
	if a.cue != nil && a.cue.frames["np"] && !a.explicit && l.guidanceHead(from, to) {
		return Predicts // "reaffirmed its target"
	}
	if !own && r.accuses(d, from, to) {
		return Alleges
	}
	if l.futureIn(from, to) && (!own || !l.promise(from, to)) {
		return Predicts
	}
	return base
}

// isIntention: promises, plans and threats are the speaker's own acts.
func (l *line) isIntention(a *attribution) bool {
	return a.cue != nil && slices.Contains([]string{"promise", "pledge", "vow", "plan", "intend", "agree", "threaten", "commit", "undertake", "propose", "urge", "demand", "request"}, a.cue.verb)
}

// guidanceHead: the bare object is what a firm expects of itself.
func (l *line) guidanceHead(from, to int) bool {
	if l.classAt(from) != possessive && l.classAt(from) != determiner {
		return false
	}
	for i := from + 1; i < min(to, from+5) && l.classAt(i) == noun; i++ {
		if slices.Contains([]string{"target", "targets", "forecast", "guidance", "outlook", "projection"}, l.low(i)) {
			return true
		}
	}
	return false
}

func (l *line) opensAct(a *attribution) bool {
	return a.cue != nil && (a.cue.verb == "announce" || a.cue.verb == "rule")
}

// futureIn: the content's first verb group speaks of what is to come.
func (l *line) futureIn(from, to int) bool {
	for i := from; i < to; i++ {
		switch c := l.classAt(i); {
		case c == modal:
			return l.low(i) != "can" && l.low(i) != "must" && l.low(i) != "cannot" && l.low(i) != "should" && l.low(i) != "ought"
		case l.low(i) == "expected" || l.low(i) == "likely" || l.low(i) == "expects" || l.low(i) == "expect":
			return true
		case (c == auxiliary || c == verb) && !l.relativeBefore(i):
			next := i + 1
			for (l.classAt(next) == adverb || l.classAt(next) == negation) && !strings.HasSuffix(l.low(next), "likely") {
				next++
			}
			switch l.low(next) {
			case "expected", "likely", "expect", "unlikely", "poised", "possible":
				return true
			case "going", "set", "bound":
				return l.low(next+1) == "to"
			}
			return false
		}
	}
	return false
}

func (l *line) relativeBefore(i int) bool {
	return l.classAt(i-1) == subordinator || l.low(i-1) == "who"
}

// promise: "it would take countermeasures", "it will cooperate".
func (l *line) promise(from, to int) bool {
	if l.classAt(from) == possessive { // "its cash will last" is a forecast
		return false
	}
	for i := from; i < min(to, from+6); i++ {
		if w := l.low(i); w == "would" || w == "will" || w == "shall" {
			return true
		}
	}
	return false
}

// aboutSelf: the content's subject is the speaker.
func (r *reader) aboutSelf(d *draft, from int) bool {
	l := d.a.line
	switch l.low(from) {
	case "it", "they", "its":
		if d.Speaker.Document != "" || l.low(from) == "they" && d.kind == personKind && d.a.sourceAt >= 0 && !isPlural(l.low(l.head(d.a.sourceAt, d.a.sourceTo))) {
			return false // a correction that says when "it" will close, an economist on what "they" will do
		}
		return true
	case "we", "he", "she", "our", "i":
		return true
	}
	if strings.HasSuffix(l.low(from), "ing") && !l.upper(from) {
		return true // reported disrupting an attack
	}
	if l.classAt(from) == modal {
		return true // "Beijing says will take measures", in the short style of a snap
	}
	if kind, _ := kindOf(l.low(from + 1)); l.low(from) == "the" && kind == companyKind && (d.kind == personKind || d.kind == companyKind) && l.classAt(from+2) != noun {
		return !d.Speaker.Unnamed // the head of a firm about "the company"
	}
	for i := from; i < min(from+4, len(l.words)); i++ {
		if c := l.classAt(i); c == verb || c == auxiliary || c == modal {
			break
		}
		if e := r.mentionAt(l, i, i, i+1); e != nil {
			return d.Speaker.Entity == e && d.Speaker.Document == ""
		}
	}
	return false
}

// charges are the documents that are written to accuse.
var charges = []string{"memo", "memorandum", "complaint", "lawsuit", "indictment", "affidavit", "letter", "dossier", "filing", "paper"}

// accuses: conduct that somebody may be blamed for, said by an outsider, or
// anything that an accusing document says of a party.
func (r *reader) accuses(d *draft, from, to int) bool {
	l := d.a.line
	if d.Speaker.Document != "" && d.a.cue != nil {
		for _, o := range r.drafts {
			if o != d && !o.dead && o.a != nil && o.a.cue != nil && o.a.cue.stance == Alleges && same(o.Speaker, d.Speaker) {
				return true
			}
		}
		for _, signal := range []string{"transfer", "dealing"} {
			if _, _, ok := l.hears(signal, from, to); ok && slices.Contains(charges, d.Speaker.Document) {
				return true
			}
		}
	}
	if d.kind == personKind && d.Speaker.Unnamed && d.Speaker.Entity == nil && d.a.line.anyQuoted(from, to) {
		return false
	}
	i, ok := l.blameworthy(from, to)
	return ok && !l.negatedGroup(max(from, i-4), i)
}

// blameworthy finds conduct that somebody may be blamed for.
func (l *line) blameworthy(from, to int) (int, bool) {
	if i, _, ok := l.hears("misconduct", from, to); ok {
		return i, true
	}
	i, _, data := l.hears("private data", from, to)
	_, _, done := l.hears("handling", from, to)
	return i, data && done
}
