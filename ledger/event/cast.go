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
	"newstape/story/when"
)

// cast fills actor and recipient of an act; false when the actor cannot be what
// the act asks for. before says that the object of the act is its subject, as in
// "the tariffs were lifted".
func (f *finder) cast(a act, e *Event, v verb, before bool) bool {
	subject, ok := f.actorOf(a, e, v, before)
	if !ok {
		return false
	}
	e.Actor = land(standsFor(subject))
	if a.flags["state"] || a.flags["party"] || a.flags["people"] {
		e.Actor, e.By = f.office(e.Actor)
	}
	if e.Type == "corporate:outage" {
		e.Actor = f.outageOwner(v.sentence, v.span)
		return e.Actor.Name != ""
	}
	switch {
	case a.flags["state"] && !stateLike(e.Actor), a.flags["firm"] && !firmLike(e.Actor), a.flags["party"] && !party(e.Actor) && !firmLike(e.Actor):
		return false
	case a.flags["firm"]:
		e.Actor = f.makerOf(e.Actor)
	}
	if first, second, two := strings.Cut(e.Actor.Name, "; "); two && e.Recipient.Name == "" && (e.Type == "AGREE" || e.Type == "CONSULT" || a.flags["target"]) {
		e.Actor.Name, e.Recipient.Name = first, second
	}
	if e.Recipient.Name == "" {
		e.Recipient = f.recipient(a, e, v)
	}
	if a.flags["target"] && e.Recipient.Name == "" {
		if e.Recipient.Name = f.nameBehind(v.sentence, v.span); e.Recipient.Name == "" {
			return false
		}
	}
	return e.Actor.Name != "" && e.Actor.Name != e.Recipient.Name
}

// actorOf finds who does the act, and in the passive whom it hits.
func (f *finder) actorOf(a act, e *Event, v verb, before bool) (claim.Speaker, bool) {
	s := v.sentence
	subject, ok := f.subjectOf(a, v)
	if a.flags["noun"] {
		return subject, ok
	}
	if (!ok || subject.Unnamed) && (a.flags["state"] || a.flags["party"]) {
		if body, found := f.crowd(v); found && official(body) {
			subject, ok = body, true
		}
	}
	if a.flags["firm"] && !firmLike(subject) {
		if firm, found := f.firmOf(v); found {
			subject, ok = firm, true
		}
	}
	passive := f.passive(v) || a.flags["passive"] && v.g == nil && f.passiveBefore(s, v.span) || a.flags["suffered"] ||
		s.Heading && a.flags["state"] && ok && isFirm(subject.Entity)
	if !passive {
		if e.Type == "PROTEST" || !ok && a.flags["people"] {
			if who, found := f.crowd(v); found || e.Type == "PROTEST" {
				return who, found
			}
		}
		return subject, ok
	}
	if !before {
		e.Recipient = firmOnly(subject, ok)
	}
	if agent, found := f.agent(v, a.flags["suffered"]); found {
		return agent, true
	}
	if !a.flags["state"] {
		return claim.Speaker{}, false
	}
	return f.behindPassive(a, s, v.span)
}

// offices are heads of noun phrases whose acts are their firm's.
var offices = []string{
	"chief", "ceo", "cfo", "executive", "officer", "chairman", "chairwoman", "chair", "president", "board", "founder", "unit", "division", "arm", "subsidiary",
	"management", "director", "directors", "parent", "owner", "app", "service", "business", "executives", "team", "engineers",
}

// firmOf is the firm for which the subject of v stands: "Nvidia's chief
// executive", "Intel CEO Pat Gelsinger".
func (f *finder) firmOf(v verb) (claim.Speaker, bool) {
	if v.g == nil {
		return claim.Speaker{}, false
	}
	n, _ := v.g.doer(v.node)
	if n < 0 {
		return claim.Speaker{}, false
	}
	words := strings.ToLower(v.g.reach(n).In(f.doc.Text))
	if !slices.ContainsFunc(offices, func(w string) bool { return hasWord(words, w) }) {
		return claim.Speaker{}, false
	}
	at := v.g.reach(n)
	for _, m := range f.names.Mentions {
		if at.Contains(m.Span) && isFirm(m.Entity) && m.Span.End <= v.span.Start {
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

// nameBehind is the capitalised words right behind the verb: the name of a firm
// that the master does not hold.
func (f *finder) nameBehind(s text.Sentence, verb receipt.Span) string {
	var run receipt.Span
	for _, t := range s.Tokens {
		if t.Start < verb.End {
			continue
		}
		c := f.doc.Text[t.Start]
		if run.Empty() && slices.Contains([]string{"for", "with", "the", "rival", "on"}, t.In(f.doc.Text)) {
			continue
		}
		if c < 'A' || c > 'Z' {
			break
		}
		run = run.Cover(t.Span)
	}
	if slices.ContainsFunc(f.times, func(x when.Expr) bool { return x.Overlaps(run) }) {
		return "" // spoke by phone on Saturday
	}
	if name := run.In(f.doc.Text); country(claim.Speaker{Name: name}) == "" { // "American" chips
		return name
	}
	return ""
}

// subjectOf is who does the act of a verb: the speaker when the verb is a claim's
// own cue or its subject a pronoun inside a claim, else its subject.
func (f *finder) subjectOf(a act, v verb) (claim.Speaker, bool) {
	if a.flags["noun"] {
		return f.nearest(v.sentence, v.span, isFirm)
	}
	for _, c := range f.ledger.Claims {
		if c.Cue.Overlaps(v.span) && c.Speaker.Name != "" && !f.passive(v) {
			return c.Speaker, true
		}
	}
	subject, span, ok := f.doer(v)
	if a.kind == "ASSAULT" { // never the speaker who tells of it
		if strings.Contains(strings.ToLower(f.doc.Text[v.sentence.Start:v.span.Start]), "hackers ") {
			return claim.Speaker{Name: "Hackers"}, true
		}
		if c, found := f.claimAround(v.span); found && c.Speaker.Name == subject.Name {
			return f.band(v)
		}
		return subject, ok
	}
	infinitive := v.g == nil && strings.HasSuffix(f.doc.Text[:v.span.Start], " to ") // "agreed on Friday to merge"
	if !ok || infinitive || isPronoun(span.In(f.doc.Text)) {
		if c, found := f.claimAround(v.span); found && c.Speaker.Name != "" {
			return c.Speaker, true
		}
	}
	return subject, ok
}

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

func isPronoun(s string) bool {
	return slices.Contains([]string{"it", "they", "he", "she", "we"}, strings.ToLower(s))
}

func firmOnly(who claim.Speaker, ok bool) claim.Speaker {
	if !ok || !isFirm(who.Entity) {
		return claim.Speaker{}
	}
	return who
}

// standsFor gives a document's act to its author.
func standsFor(who claim.Speaker) claim.Speaker {
	if who.Document != "" && who.Entity != nil {
		return claim.Speaker{Name: who.Entity.Name, Entity: who.Entity}
	}
	return who
}

func stateLike(who claim.Speaker) bool {
	if who.Entity == nil && slices.ContainsFunc(nations(), func(n nation) bool { return n.name == who.Name }) {
		return true
	}
	if who.Entity != nil {
		return who.Entity.Kind == security.State || who.Entity.Kind == security.Place || who.Entity.Kind == security.Person
	}
	return official(who) || looksLikePerson(who.Name)
}

// official: the name is that of a body of a state, its courts and lawmakers among
// them.
func official(who claim.Speaker) bool {
	return slices.Contains([]string{"GOV", "JUD", "LEG", "MIL", "COP", "SPY", "IGO"}, sectorOf(who))
}

// looksLikePerson: two or three capitalised words that the master does not hold.
func looksLikePerson(name string) bool {
	f := strings.Fields(name)
	if len(f) < 2 || len(f) > 3 || isNation(name) {
		return false
	}
	return !slices.ContainsFunc(f, func(w string) bool { return w[0] < 'A' || w[0] > 'Z' })
}

func firmLike(who claim.Speaker) bool {
	if who.Entity != nil {
		return isFirm(who.Entity)
	}
	return false
}

// behindPassive is who acts when a passive names no agent: who already acted so
// in the story, the speaker, the state body nearest or last named.
func (f *finder) behindPassive(a act, s text.Sentence, verb receipt.Span) (claim.Speaker, bool) {
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
	if who, ok := f.nearest(s, verb, isState); ok {
		return who, true
	}
	for _, m := range slices.Backward(f.names.Mentions) {
		if isState(m.Entity) && m.Span.Start < verb.Start {
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

// recipient is the companies named behind the verb in its sentence, else a state
// on the other side, else, for an act by a state body, the company that the
// story is about.
func (f *finder) recipient(a act, e *Event, v verb) claim.Speaker {
	s, verb := v.sentence, v.span
	names, first := f.firmsHit(a, e, v)
	if first == nil && v.g != nil && !f.stateHit(v) { // where the tree shows none, the words may
		bare := v
		bare.g = nil
		if names, first = f.firmsHit(a, e, bare); first != nil && f.anotherAct(v, first) {
			names, first = nil, nil
		}
	}
	if e.Type == "REQUEST" {
		if who, ok := f.askedParty(e, v); ok {
			return who
		}
	}
	toState := e.Type == "THREATEN" || e.Type == "REQUEST" || e.Type == "COOPERATE"
	if e.Type == "ASSAULT" && first == nil {
		if c, ok := f.claimAround(verb); ok && isFirm(c.Speaker.Entity) && containsAny(" "+strings.ToLower(f.doc.Text[verb.End:min(s.End, verb.End+30)]), []string{" its ", " their ", " our "}) {
			return c.Speaker // broke into its systems, it said
		}
	}
	if first != nil && !toState {
		return claim.Speaker{Name: strings.Join(names, "; "), Entity: first}
	}
	if e.Type == "PROTEST" {
		return f.employer(v)
	}
	if (strings.HasPrefix(e.Type, "corporate:") || a.flags["firm"]) && e.Type != "corporate:rating" {
		return claim.Speaker{}
	}
	if toState {
		return f.otherSide(e.Actor)
	}
	if e.Type == "RETREAT" && !a.flags["list"] {
		return claim.Speaker{} // see relieve
	}
	if p, ok := f.subject(); ok && e.Type == "COERCE" && stateLike(e.Actor) {
		return claim.Speaker{Name: p.Name, Entity: p}
	}
	for _, m := range f.names.Mentions {
		if s.Contains(m.Span) && m.Span.Start >= verb.End && m.Span.Start < f.clauseEnd(s, verb) && isState(m.Entity) && (m.Entity.Country != country(e.Actor) || e.Type == "corporate:rating") && !a.flags["list"] && !f.noParty(m) {
			return claim.Speaker{Name: m.Entity.Name, Entity: m.Entity}
		}
	}
	if stateLike(e.Actor) && e.Type != "SANCTION" && !talks(e.Type) || a.flags["list"] {
		if p, ok := f.subject(); ok {
			return claim.Speaker{Name: p.Name, Entity: p}
		}
	}
	return claim.Speaker{}
}

// anotherAct: between the verb and the first name of the firm stands the verb of
// another act.
func (f *finder) anotherAct(v verb, firm *security.Entity) bool {
	index := byFirstWord()
	for _, m := range f.names.Mentions {
		if m.Span.Start < v.span.End || !v.sentence.Contains(m.Span) || f.maker(m.Entity) != firm {
			continue
		}
		for k := v.word + 1; k < len(v.low) && v.sentence.Tokens[k].Start < m.Span.Start; k++ {
			if n := v.g.at(v.sentence.Tokens[k].Start); len(index[v.low[k]]) > 0 && n >= 0 && v.g.tree.Nodes[n].Tag == syntax.VERB && v.g.rel(n) != syntax.Amod {
				return true
			}
		}
		return false
	}
	return false
}

// noParty: a strait, or a city that stands for no government.
func (f *finder) noParty(m link.Mention) bool {
	return m.Entity.Kind == security.Place && country(claim.Speaker{Name: m.Entity.Name}) == ""
}

// stateHit reports whether the tree shows a state as the one hit.
func (f *finder) stateHit(v verb) bool {
	for _, m := range f.names.Mentions {
		if v.sentence.Contains(m.Span) && isState(m.Entity) && f.suffers(v, m.Span) {
			return true
		}
	}
	return false
}

// firmsHit are the firms named in the clause of the act.
func (f *finder) firmsHit(a act, e *Event, v verb) (names []string, first *security.Entity) {
	s, verb := v.sentence, v.span
	end := f.clauseEnd(s, verb)
	for _, m := range f.names.Mentions {
		if !s.Contains(m.Span) || m.Entity == e.Actor.Entity || !isFirm(m.Entity) || slices.Contains(names, m.Entity.Name) {
			continue
		}
		if v.g == nil && (m.Span.Start < verb.End || m.Span.Start >= end) || v.g != nil && !f.suffers(v, m.Span) {
			continue
		}
		between := f.doc.Text[verb.End:max(verb.End, m.Span.Start)]
		if e.Type == "REJECT" && strings.Contains(between, " by ") {
			continue // an appeal against a decision by
		}
		if e.Type == "corporate:merger" && containsAny(between, []string{" from ", " says ", " said "}) || a.flags["near"] && len(between) > 30 {
			break // another clause
		}
		m.Entity = f.maker(m.Entity)
		if slices.Contains(names, m.Entity.Name) || m.Entity == e.Actor.Entity {
			continue
		}
		if first == nil {
			first = m.Entity
		}
		names = append(names, m.Entity.Name)
	}
	return names, first
}

// askedParty is the party named right behind the verb of asking: "urged the
// Pentagon to". A state that asks a capital of the other side asks that side.
func (f *finder) askedParty(e *Event, v verb) (claim.Speaker, bool) {
	for _, m := range f.names.Mentions {
		if m.Span.Start < v.span.End || m.Span.Start-v.span.End > 12 || !isState(m.Entity) && !isFirm(m.Entity) || m.Entity == e.Actor.Entity {
			continue
		}
		wide := m.Entity.Kind == security.Place || country(claim.Speaker{Name: m.Entity.Name}) != "" && isNation(m.Entity.Name)
		if other := f.otherSide(e.Actor); wide && other.Entity != nil && other.Entity.Country == m.Entity.Country {
			return other, true
		}
		return claim.Speaker{Name: m.Entity.Name, Entity: m.Entity}, true
	}
	return claim.Speaker{}, false
}

func isNation(name string) bool {
	return slices.ContainsFunc(nations(), func(n nation) bool { return n.name == name })
}

// relieve gives a measure taken back the party that the measure hit, where the
// story tells of one by the same side.
func (f *finder) relieve() {
	for i := range f.events {
		e := &f.events[i]
		if e.Type != "RETREAT" || e.Recipient.Name != "" || isFirm(e.Actor.Entity) {
			continue
		}
		for _, kind := range []string{"SANCTION", "COERCE", "ACCUSE"} {
			k := slices.IndexFunc(f.events, func(o Event) bool {
				return o.Type == kind && o.Recipient.Name != "" && sameSide(o.Actor, e.Actor)
			})
			if k >= 0 {
				e.Recipient = f.events[k].Recipient
				break
			}
		}
	}
}

// talks are acts that fall back on nobody: whom they are with must be said.
func talks(kind string) bool {
	return slices.Contains([]string{"CONSULT", "AGREE", "AID", "MOBILIZE", "CONCEDE", "SUPPORT", "corporate:rating", "ASSAULT"}, kind)
}

// employer is the firm whose workers strike: named with them, else that of the
// story.
func (f *finder) employer(v verb) claim.Speaker {
	for _, m := range f.names.Mentions {
		if v.sentence.Contains(m.Span) && isFirm(m.Entity) && m.Span.End <= v.span.Start {
			return claim.Speaker{Name: m.Entity.Name, Entity: m.Entity}
		}
	}
	if p, ok := f.subject(); ok {
		return claim.Speaker{Name: p.Name, Entity: p}
	}
	return claim.Speaker{}
}

// makerOf gives the act of a product to its maker when the story names that.
func (f *finder) makerOf(who claim.Speaker) claim.Speaker {
	if who.Entity == nil || strings.Contains(who.Name, "; ") {
		return who
	}
	e := f.maker(who.Entity)
	return claim.Speaker{Name: e.Name, Entity: e}
}

// maker is the firm behind a product when the story names that too.
func (f *finder) maker(e *security.Entity) *security.Entity {
	if e == nil || e.Kind != security.Product || e.Parent == "" {
		return e
	}
	for _, p := range f.names.Parties {
		if p.Entity != nil && p.Entity.ID == e.Parent {
			return p.Entity
		}
	}
	return e
}

// inDateline: "HONG KONG, Dec 11 - Tencent rejected": where the story was filed
// is no party to it.
func (f *finder) inDateline(s receipt.Span) bool {
	i, ok := f.doc.SentenceAt(s.Start)
	if !ok {
		return false
	}
	start := f.doc.Sentences[i].Start
	head := f.doc.Text[start:min(len(f.doc.Text), start+60)]
	for _, dash := range []string{" - ", " – ", " — ", " -- "} {
		place, _, found := strings.Cut(head, dash)
		if found && s.End <= start+len(place) && (strings.ContainsAny(place, ",()") || place == strings.ToUpper(place)) {
			return true
		}
	}
	return false
}

// located: "its Shanghai office", "in Shanghai": a city, or a country of which
// the text names what somebody has there, is no party.
func (f *finder) located(m link.Mention) bool {
	if m.Entity.Kind == security.Place && country(claim.Speaker{Name: m.Entity.Name}) == "" {
		return true // Washington stands for its government, Shanghai for none
	}
	before := strings.Fields(strings.ToLower(f.doc.Text[max(0, m.Span.Start-12):m.Span.Start]))
	return len(before) > 0 && slices.Contains([]string{"its", "their", "his", "her", "our"}, before[len(before)-1])
}

// otherSide is the state that an answer is addressed to: the author of the main
// allegation or act, else the state of another country that the story names most.
func (f *finder) otherSide(actor claim.Speaker) claim.Speaker {
	for _, c := range f.ledger.Claims {
		if c.Stance == claim.Alleges && isState(c.Speaker.Entity) && country(c.Speaker) != country(actor) {
			return standsFor(c.Speaker)
		}
	}
	for _, e := range f.events {
		if isState(e.Actor.Entity) && (country(e.Actor) != country(actor) || !stateLike(actor)) && e.Actor.Name != actor.Name {
			return e.Actor
		}
	}
	counts := map[*security.Entity]int{}
	var best *security.Entity
	for _, m := range f.names.Mentions {
		if !isState(m.Entity) || f.inDateline(m.Span) || f.located(m) || m.Entity == actor.Entity || stateLike(actor) && m.Entity.Country == country(actor) {
			continue
		}
		counts[m.Entity]++
		if best == nil || counts[m.Entity] > counts[best] {
			best = m.Entity
		}
	}
	if best == nil {
		return claim.Speaker{}
	}
	return claim.Speaker{Name: best.Name, Entity: best}
}
