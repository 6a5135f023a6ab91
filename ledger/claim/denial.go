package claim

import (
	"slices"
	"strings"
)

// answersBack: the content says that an allegation is false, or that what it
// says of the speaker is not so.
func (r *reader) answersBack(d *draft, from, to int) bool {
	l, a := d.a.line, d.a
	if _, _, bundle := l.hears("bundle", from, to); a.accusesOf() && (!bundle || !a.cue.frames["as"]) {
		i, _, ok := l.hears("distortion", from, to)
		return ok && i < from+3
	}
	if o := r.opposed(d); o != nil {
		d.counters = o
		return true
	}
	if i, _, ok := l.hears("falsehood", from, to); ok && !l.negatedGroup(max(from, i-3), i) {
		if _, _, bundle := l.hears("bundle", from, to); !bundle && slices.Contains(opinionated, l.low(i)) && l.classAt(from) != pronoun {
			return false // "called the valuation absurd"
		} else if bundle || l.saysItIs(from, i) || l.low(from) == "there" || l.low(from) == "there's" || a.cue != nil && a.cue.frames["pred"] {
			return a.cue == nil || a.cue.stance == Asserts || a.cue.frames["pred"] || bundle && a.cue.frames["as"]
		}
	}
	if a.cue == nil || a.cue.stance != Asserts || l.futureIn(from, to) && l.low(from) != "neither" {
		return false
	}
	neg := l.negationIn(from, to)
	if neg < 0 {
		return false
	}
	if l.low(from) == "neither" || l.low(from) == "none" || l.low(from) == "nothing" {
		return r.earlierAllegation(d) != nil
	}
	if _, ok := l.blameworthy(neg, to); ok {
		return true
	}
	if _, ok := l.blameworthy(from, to); ok && d.kind == companyKind {
		return true // "user data has never been shared with Beijing"
	}
	if _, _, ok := l.hears("hazard", neg, to); ok {
		return true
	}
	o := r.earlierAllegation(d)
	return o != nil && r.aboutSelf(d, from) && overlap(r.stems(o), r.stems(d)) >= 1
}

// opinionated words say of a claim that it is untrue, and of a thing only what
// somebody thinks of it.
var opinionated = []string{"absurd", "ridiculous", "wrong", "a", "nonsense", "mistaken", "fiction", "unjustified", "unfounded"}

// accusesOf: the cue blames somebody for the content: "accused X of".
func (a *attribution) accusesOf() bool {
	return a.cue != nil && (a.cue.frames["of"] || a.cue.frames["for"])
}

// saysItIs: "it was false", "this is a lie", with the falsehood at i.
func (l *line) saysItIs(from, i int) bool {
	switch l.low(from) {
	case "it", "that", "this", "they", "these", "those":
		return i-from < 5 && l.low(i+1) != "evidence" && (l.classAt(from+1) == auxiliary || l.classAt(from+1) == genitive)
	}
	return false
}

// negationIn is the first negation of the content's main clause, -1 without.
func (l *line) negationIn(from, to int) int {
	for i := from; i < to; i++ {
		if l.classAt(i) == subordinator && i > from {
			return -1
		}
		if l.classAt(i) == negation || l.low(i) == "neither" || l.low(i) == "no" || l.low(i) == "cannot" || l.low(i) == "none" {
			return i
		}
	}
	return -1
}

// earlierAllegation is the last allegation before d by somebody else.
func (r *reader) earlierAllegation(d *draft) *draft {
	var out *draft
	for _, o := range r.drafts {
		if o == d {
			break
		}
		if o.dead || same(o.Speaker, d.Speaker) || o.a == nil || o.a.line.at > d.a.line.at {
			continue
		}
		if o.Stance == Alleges {
			out = o
		}
	}
	return out
}

// denial: a bid, an offer or a request that is rejected denies nothing.
func (l *line) denial(a *attribution, from, to int) Stance {
	if a.cue.verb != "reject" && a.cue.verb != "dismiss" {
		return Denies
	}
	for i := from; i < min(to, from+6) && !l.isComma(i); i++ {
		switch strings.TrimSuffix(l.low(i), "s") {
		case "bid", "offer", "proposal", "request", "application", "appeal", "deal", "call", "takeover", "approach":
			return Asserts
		}
	}
	return Denies
}
