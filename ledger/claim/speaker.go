package claim

import (
	"slices"
	"strings"

	"newstape/names/security"
)

// member is a party that the story has brought on stage: what pronouns and
// "the company" can mean.
type member struct {
	at     int // byte offset
	who    Speaker
	kind   speakerKind
	plural bool
	source bool // it has spoken, which makes it the likelier antecedent
}

// kindOfEntity maps the master's kinds to those of speakers.
func kindOfEntity(e *security.Entity) speakerKind {
	switch e.Kind {
	case security.Issuer, security.Private, security.Product:
		return companyKind
	case security.State, security.Place:
		return stateKind
	case security.Press:
		return pressKind
	case security.Person:
		return personKind
	}
	return anyKind
}

// speakerOf resolves the words [from, to) of l.
func (r *reader) speakerOf(l *line, from, to int) (Speaker, speakerKind) {
	for from < to-1 && (l.classAt(from) == determiner && l.low(from) != "neither" || l.isQuote(from) || l.low(from) == "one" && l.classAt(from+1) == noun) {
		from++
	}
	definite := from > 0 && (l.low(from-1) == "the" || l.low(from-1) == "this" || l.low(from-1) == "that" || l.low(from-1) == "both")
	if to-from == 1 && (l.classAt(from) == pronoun || l.low(from) == "one" || l.classAt(from) == determiner) {
		return r.pronoun(l, from)
	}
	if l.counts(from) && (to-from == 1 || l.low(from+1) == "of") { // "Two said", "Two of them said"
		return Speaker{Name: "unnamed people", Unnamed: true}, personKind
	}
	if l.low(from) == "one" && l.low(from+1) == "of" && l.classAt(from+2) == pronoun {
		return Speaker{Name: "unnamed person", Unnamed: true}, personKind
	}
	if l.low(from) == "my" {
		return Speaker{Name: "author", Unnamed: true}, personKind
	}
	if who, kind, ok := r.several(l, from, to); ok {
		return who, kind
	}
	if at, ok := r.mouthOf(l, from, to); ok {
		if at == from {
			to = l.word("'s", from, to) // Google's lawyers
		}
		if to > at {
			return r.speakerOf(l, at, to)
		}
	}
	head := l.head(from, to)
	if who, ok := r.person(l, from, to); ok {
		return who, personKind
	}
	if strings.HasPrefix(l.low(head), "spokes") || l.low(head) == "representative" { // a BYD spokesperson
		for i := head - 1; i >= from; i-- {
			if e := r.mentionAt(l, i, i, i+1); e != nil {
				return nameOf(e), kindOfEntity(e)
			}
		}
		if m, ok := r.last(l.words[from].Start, func(m member) bool { return m.source && (m.kind == companyKind || m.kind == stateKind) }); ok && head == from && r.near(m, l) {
			return m.who, m.kind // "the spokesperson added": of the party that spoke last
		}
	}
	if slices.Contains(bareFigures, l.low(head)) && (l.low(head+1) == "by" || l.low(head+1) == "from" || l.low(head+1) == "of") && head+2 < to {
		return r.speakerOf(l, head+2, to) // estimates by Parametrix
	}
	if who, ok := r.office(l, from, to, head, definite); ok {
		return who, personKind
	}
	if kind, ok := kindOf(l.low(head)); ok && kind == documentKind {
		return r.document(l, from, to, head, definite)
	}
	if m := r.mentionAt(l, head, from, to); m != nil {
		return nameOf(m), kindOfEntity(m)
	}
	if l.isComma(head+1) && head+2 < to { // the start-up, DeepSeek
		for i := head + 2; i < min(head+4, to); i++ {
			if m := r.mentionAt(l, i, i, to); m != nil {
				return nameOf(m), kindOfEntity(m)
			}
		}
	}
	if definite && head+1 == to && l.plain(from, head) {
		if who, kind, ok := r.anaphor(l, from, head); ok {
			return who, kind
		}
	}
	return r.byWords(l, from, to, head, definite)
}

// bareFigures do not speak: who made them does.
var bareFigures = []string{"estimates", "estimate", "data", "figures", "calculations", "statistics", "numbers", "research"}

// counts: a number word that stands for people.
func (l *line) counts(i int) bool {
	return slices.Contains([]string{"two", "three", "four", "five", "six", "several", "many", "some", "few"}, l.low(i))
}

// plain: no name stands before the head, so that the phrase may point back.
func (l *line) plain(from, head int) bool {
	kind, _ := kindOf(l.low(head))
	if l.low(head-1) == "central" { // the central bank
		return false
	}
	if from < head && kind != companyKind && l.low(from) != "same" {
		return false
	}
	for i := from; i < head; i++ {
		if l.upper(i) {
			return false
		}
	}
	return true
}

// pointsBack: the words at i are "the company", "it" or their like.
func (l *line) pointsBack(i int) bool {
	kind, ok := kindOf(l.low(i + 1))
	return l.low(i) == "it" || l.low(i) == "they" || l.low(i) == "the" && ok && kind == companyKind
}

func nameOf(e *security.Entity) Speaker { return Speaker{Name: e.Name, Entity: e} }

// head is the last word of the first noun phrase in [from, to).
func (l *line) head(from, to int) int {
	for i := from; i < to; i++ {
		c := l.classAt(i)
		if i > from && (c == preposition && l.low(i) != "-" || c == subordinator || c == mark && !l.innerMark(i) || l.low(i) == "who") {
			return l.beforeAdjectives(from, i-1)
		}
		if i > from && i+1 < to && (l.low(i+1) == "by" || l.isParticiple(i) && l.classAt(i+1) == preposition) && l.classAt(i) == noun && !l.upper(i) {
			return l.beforeAdjectives(from, i-1) // a memo seen by, suppliers contacted by
		}
	}
	return l.beforeAdjectives(from, to-1)
}

// beforeAdjectives steps back from "familiar" to "people" in "people familiar
// with the matter".
func (l *line) beforeAdjectives(from, i int) int {
	for i > from && slices.Contains([]string{"familiar", "close", "briefed", "aware", "involved", "present"}, l.low(i)) {
		i--
	}
	return i
}

// mentionAt is the linked entity whose name covers the head, or of which the
// head is the last word of the phrase ("Alibaba Group Holding").
func (r *reader) mentionAt(l *line, head, from, to int) *security.Entity {
	if head < from || head >= to {
		return nil
	}
	for _, m := range r.around(l.words[head].Span) {
		if m.Entity != nil && m.Span.Overlaps(l.words[head].Span) && m.Via != "ticker_debris" {
			return m.Entity
		}
	}
	return nil
}

// several reads "TikTok and ByteDance" as two speakers in one.
func (r *reader) several(l *line, from, to int) (Speaker, speakerKind, bool) {
	and := l.word("and", from, to)
	if and < 0 || l.head(from, to) < and && !closes(l.low(and-1)) {
		return Speaker{}, anyKind, false
	}
	span := l.span(from, to)
	var names []string
	var first *security.Entity
	for _, m := range r.around(span) {
		if m.Entity == nil || !span.Contains(m.Span) || slices.Contains(names, m.Entity.Name) {
			continue
		}
		if first == nil {
			first = m.Entity
		}
		names = append(names, m.Entity.Name)
	}
	if len(names) < 2 {
		return Speaker{}, anyKind, false
	}
	return Speaker{Name: strings.Join(names, "; "), Entity: first}, kindOfEntity(first), true
}

// mouthOf finds the party behind "a spokesman for X" and "analysts at X".
func (r *reader) mouthOf(l *line, from, to int) (int, bool) {
	head := l.head(from, to)
	if _, _, ok := l.hears("mouthpiece", head, head+1); !ok || l.upper(head) && head > from {
		return 0, false
	}
	if l.classAt(head-1) == genitive && head-1 > from && head+1 >= to {
		return from, true // Google's lawyers
	}
	if !slices.Contains([]string{"for", "at", "of", "from", "with"}, l.low(head+1)) || head+2 >= to {
		return 0, false
	}
	if w := l.low(head + 2); w == "a" || w == "an" {
		return 0, false // an economist at a bank
	}
	if w := l.low(from - 1); (w == "a" || w == "an" || l.counts(from)) && (strings.HasPrefix(l.low(head), "official") || strings.HasPrefix(l.low(head), "executive")) {
		return 0, false // an official at the ministry
	}
	for i := head + 2; i < to; i++ {
		if l.isComma(i) && l.upper(i+1) { // the name follows
			return 0, false
		}
	}
	i := head + 2
	if l.classAt(i) == determiner && i+1 < to {
		i++
	}
	return i, true
}

// byWords names a party by its own words when nothing links it.
func (r *reader) byWords(l *line, from, to, head int, definite bool) (Speaker, speakerKind) {
	kind, _ := kindOf(l.low(head))
	if pressName(l.low(head)) && l.upper(head) {
		kind = pressKind
	}
	end := head + 1
	if kind == stateKind && end < to && l.low(end) == "in" { // the embassy in Washington
		end = to
	}
	for i := from; i+1 < end; i++ { // the analytics firm Elliptic
		if _, ok := kindOf(l.low(i)); ok && !l.upper(i) && l.upper(i+1) {
			from, kind = i+1, companyKind
		}
	}
	who := Speaker{Name: l.joined(from, end)}
	before := l.low(from - 1)
	if kind == personKind && !definite && (before == "a" || before == "an" || before == "one" || before == "another") && !l.upper(head) {
		who.Unnamed = true
		who.Name = "unnamed " + who.Name
	}
	if kind == personKind && !slices.Contains([]string{"union", "lobby", "police", "league"}, l.low(head)) && !l.upper(head) && !who.Unnamed && l.low(from-1) == "the" && !isPlural(l.low(head)) {
		who.Unnamed = true
		who.Name = "unnamed " + who.Name
	}
	if _, _, ok := l.hears("unnamed", max(0, from), min(to+6, len(l.words))); ok && kind == personKind {
		who.Unnamed = true
	}
	if kind == anyKind && l.upper(head) {
		kind = companyKind
	}
	return who, kind
}

// pressName: the last words of newspapers' and agencies' names.
func pressName(low string) bool {
	return slices.Contains([]string{
		"times", "journal", "post", "news", "herald", "tribune", "reuters", "bloomberg", "guardian", "cnbc", "cnn", "bbc",
		"nikkei", "telegraph", "gazette", "axios", "politico", "xinhua", "caixin", "barron's", "newswire",
	}, low)
}
