package event

import (
	"slices"
	"strings"

	"newstape/ledger/claim"
	"newstape/names/link"
	"newstape/names/security"
	"newstape/receipt"
	"newstape/story/syntax"
	"newstape/story/text"
)

// offices are heads of noun phrases whose acts are their firm's.
var offices = []string{
	"chief", "ceo", "cfo", "executive", "officer", "chairman", "chairwoman", "chair", "president", "board", "founder", "unit", "division", "arm", "subsidiary",
	"management", "director", "directors", "parent", "owner", "app", "service", "business", "executives", "team", "engineers",
}

// firmOf is the firm for which the subject of v stands: "Nvidia's chief
// executive", "Intel CEO Pat Gelsinger"; for changes of office also the firm whose
// office the clause names: "will step down as Activision's chief executive".
func (f *finder) firmOf(v verb, office bool) (claim.Speaker, bool) {
	if v.g == nil {
		return claim.Speaker{}, false
	}
	n, _ := v.g.doer(v.node)
	if n < 0 {
		return claim.Speaker{}, false
	}
	at := v.g.reach(n)
	if office {
		at = receipt.Span{Start: at.Start, End: f.clauseEnd(v.sentence, v.span)}
	}
	words := strings.ToLower(at.In(f.doc.Text))
	if !slices.ContainsFunc(offices, func(w string) bool { return hasWord(words, w) }) {
		return claim.Speaker{}, false
	}
	for _, m := range f.names.Mentions {
		after := strings.ToLower(f.doc.Text[m.Span.End:min(len(f.doc.Text), m.Span.End+24)])
		held := slices.ContainsFunc(offices, func(w string) bool { return hasWord(after, w) }) && !strings.HasSuffix(strings.ToLower(f.doc.Text[:m.Span.Start]), "former ")
		if at.Contains(m.Span) && isFirm(m.Entity) && (office && held || m.Span.End <= v.span.Start) {
			return claim.Speaker{Name: m.Entity.Name, Entity: m.Entity}, true
		}
	}
	return claim.Speaker{}, false
}

// crowd names a subject that is no party of the ledger by its own words: "Boeing's
// machinists", "United Auto Workers", "federal judge".
func (f *finder) crowd(v verb) (claim.Speaker, bool) {
	if v.g == nil {
		return claim.Speaker{}, false
	}
	n, _ := v.g.doer(v.node)
	if n < 0 || isPronoun(v.g.low[n]) {
		return claim.Speaker{}, false
	}
	words := strings.Fields(v.g.phrase(n).In(f.doc.Text))
	if k := slices.Index(words, "after"); k >= 0 && k+1 < len(words) {
		words = words[k+1:] // hours after Britain's watchdog cleared it
	}
	for len(words) > 1 && (strings.ContainsAny(words[0], "0123456789") || slices.Contains(counting, strings.ToLower(words[0]))) {
		words = words[1:]
	}
	who := claim.Speaker{Name: strings.Join(words, " ")}
	if s := sectorOf(who); len(who.Name) > 60 || s == "" || s == "BUS" || strings.ContainsAny(who.Name, "%,0123456789") {
		return claim.Speaker{}, false
	}
	return who, true
}

// counting words stand before a crowd.
var counting = []string{"the", "a", "an", "some", "about", "nearly", "almost", "around", "roughly", "more", "than", "thousands", "hundreds", "of", "most", "many", "over", "its", "their"}

// bands are words for those who attack.
var bands = []string{"group", "hackers", "attackers", "intruders", "gang", "actor", "actors", "criminals", "hacker", "unit", "attacker"}

// band names an attacker by its own words: "Russian state-sponsored group".
func (f *finder) band(v verb) (claim.Speaker, bool) {
	if v.g == nil {
		return claim.Speaker{}, false
	}
	n, _ := v.g.doer(v.node)
	if n < 0 || !slices.Contains(bands, v.g.low[n]) {
		return claim.Speaker{}, false
	}
	words := strings.Fields(v.g.phrase(n).In(f.doc.Text))
	for len(words) > 1 && slices.Contains(counting, strings.ToLower(words[0])) {
		words = words[1:]
	}
	return claim.Speaker{Name: strings.Join(words, " ")}, true
}

// outageOwner is the company that answers for an outage: one named before the
// word, its products left aside, that of the story first; else that of the story.
func (f *finder) outageOwner(s text.Sentence, verb receipt.Span) claim.Speaker {
	p, ok := f.subject()
	var owner *security.Entity
	for _, m := range f.names.Mentions {
		if s.Contains(m.Span) && m.Span.End <= verb.Start && isFirm(m.Entity) && m.Entity.Kind != security.Product && owner != p {
			owner = m.Entity
		}
	}
	if owner == nil && ok && p.Kind != security.Product {
		owner = p
	}
	if owner == nil {
		return claim.Speaker{}
	}
	return claim.Speaker{Name: owner.Name, Entity: owner}
}

// office gives the act of a head of state or government to the country, with the
// person's name; so that of a minister whose title tells the country.
func (f *finder) office(who claim.Speaker) (claim.Speaker, string) {
	if isState(who.Entity) || isFirm(who.Entity) {
		return who, ""
	}
	if a, b, two := strings.Cut(who.Name, " and "); two { // two ministers who meet
		x, y := titled(a), titled(b)
		if x != "" && y != "" && x != y {
			return claim.Speaker{Name: x + "; " + y, Entity: f.entityNamed(x)}, who.Name
		}
	}
	if n, ok := ledBy(who.Name); ok {
		return claim.Speaker{Name: n.name, Entity: f.entityNamed(n.name)}, who.Name
	}
	return who, ""
}

// minister gives the act of a person with a title of state to the country that the
// words around the name tell: "Commerce Secretary Howard Lutnick".
func (f *finder) minister(v verb, who claim.Speaker) (claim.Speaker, string) {
	if v.g == nil {
		return who, ""
	}
	n, _ := v.g.doer(v.node)
	if n < 0 {
		return who, ""
	}
	if country := titled(v.g.reach(n).In(f.doc.Text)); country != "" {
		return claim.Speaker{Name: country, Entity: f.entityNamed(country)}, who.Name
	}
	return who, ""
}

// unlinked is the subject of a passive by its own name, where the linker knows no
// such party: "Amazon was fined" beside a story about another firm.
func (f *finder) unlinked(v verb) claim.Speaker {
	if v.g == nil {
		return claim.Speaker{}
	}
	n, own := v.g.doer(v.node)
	if n < 0 || !own || v.sentence.Heading || v.g.tree.Nodes[n].Tag != syntax.PROPN || v.g.tree.Word(n) == v.g.low[n] {
		return claim.Speaker{}
	}
	if slices.ContainsFunc(f.names.Mentions, func(m link.Mention) bool { return m.Entity != nil && v.g.phrase(n).Overlaps(m.Span) }) {
		return claim.Speaker{}
	}
	return claim.Speaker{Name: strings.TrimPrefix(strings.TrimPrefix(v.g.phrase(n).In(f.doc.Text), "The "), "the ")}
}

// entityNamed is the state that the story names so, nil without one.
func (f *finder) entityNamed(name string) *security.Entity {
	for _, m := range f.names.Mentions {
		if isState(m.Entity) && m.Entity.Name == name {
			return m.Entity
		}
	}
	return nil
}

// titled is the country that a minister's title tells: by a people's name, or by
// an office that only the United States has.
func titled(name string) string {
	low := strings.ToLower(name)
	if !containsAny(low, []string{"minister", "secretary", "premier", "president", "chancellor", "representative", "ambassador", "envoy"}) {
		return ""
	}
	for _, n := range nations() {
		if slices.ContainsFunc(n.begins, func(w string) bool { return hasWord(low, w) }) || slices.ContainsFunc(n.leaders, func(w string) bool { return strings.Contains(name, w) }) {
			return n.name
		}
	}
	if containsAny(low, []string{"treasury secretary", "commerce secretary", "secretary of state", "defense secretary", "trade representative"}) {
		return "United States"
	}
	return ""
}

// behindPassive is who acts when a passive names no agent: who already acted so
// in the story, the speaker, the state body nearest or last named.
func (f *finder) behindPassive(a act, s text.Sentence, verb receipt.Span, known bool) (claim.Speaker, bool) {
	if a.flags["firm"] {
		return claim.Speaker{}, false
	}
	if who, ok := f.issuer(a, s, verb); ok {
		return who, true
	}
	if a.flags["list"] || a.flags["passive"] {
		for _, e := range f.events {
			if e.Type == "SANCTION" {
				return e.Actor, true
			}
		}
	}
	if c, ok := f.claimAround(verb); ok && c.Speaker.Name != "" && stateLike(c.Speaker) {
		return c.Speaker, true
	}
	if !known { // "trading was halted": whom it hit does not tell either
		return claim.Speaker{}, false
	}
	if who, ok := f.nearest(s, verb, func(e *security.Entity) bool { return isState(e) && !f.noPartyOrNil(e) }); ok {
		return who, true
	}
	for _, m := range slices.Backward(f.names.Mentions) {
		if isState(m.Entity) && !f.noParty(m) && m.Span.Start < verb.Start {
			return claim.Speaker{Name: m.Entity.Name, Entity: m.Entity}, true
		}
	}
	return claim.Speaker{}, false
}

// passiveBefore: "the notice was posted on Friday and withdrawn": a participle
// that shares the auxiliary of the one before it.
func (f *finder) passiveBefore(s text.Sentence, verb receipt.Span) bool {
	before := strings.ToLower(f.doc.Text[s.Start:verb.Start])
	return strings.HasSuffix(before, " and ") && containsAny(before, []string{" was ", " were ", " been "})
}

// issuer is the state body named right before the object of an act: "a Pentagon
// notice".
func (f *finder) issuer(a act, s text.Sentence, verb receipt.Span) (claim.Speaker, bool) {
	if !a.flags["passive"] {
		return claim.Speaker{}, false
	}
	for _, m := range f.names.Mentions {
		if !isState(m.Entity) || !s.Contains(m.Span) || m.Span.End > verb.Start {
			continue
		}
		next, _, _ := strings.Cut(strings.TrimLeft(strings.TrimPrefix(f.doc.Text[m.Span.End:verb.Start], "'s"), " "), " ")
		if fit(a.objects, []string{strings.ToLower(next)}, 0) > 0 {
			return claim.Speaker{Name: m.Entity.Name, Entity: m.Entity}, true
		}
	}
	return claim.Speaker{}, false
}

// nearest is the fitting party of the sentence nearest to the span.
func (f *finder) nearest(s text.Sentence, at receipt.Span, fits func(*security.Entity) bool) (claim.Speaker, bool) {
	best, dist := claim.Speaker{}, 1<<30
	for _, m := range f.names.Mentions {
		if !s.Contains(m.Span) || !fits(m.Entity) {
			continue
		}
		d := max(m.Span.Start-at.End, at.Start-m.Span.End)
		if d < dist {
			best, dist = claim.Speaker{Name: m.Entity.Name, Entity: m.Entity}, d
		}
	}
	return best, dist < 1<<30
}
