package claim

import (
	"slices"
	"strings"

	"newstape/names/security"
	"newstape/receipt"
)

// pronoun resolves "it", "he", "they", "we", "one" and determiners that stand
// alone.
func (r *reader) pronoun(l *line, i int) (Speaker, speakerKind) {
	at := l.words[i].Start
	switch l.low(i) {
	case "he", "she", "him", "her":
		if m, ok := r.last(at, func(m member) bool {
			return m.source && (m.kind == personKind || m.kind == companyKind && m.who.Entity == nil)
		}); ok {
			return m.who, personKind
		}
	case "it", "itself":
		if who, kind, ok := r.paperBefore(l, i); ok {
			return who, kind
		}
		if m, ok := r.last(at, func(m member) bool { return m.kind != personKind && !m.plural && m.source }); ok && r.near(m, l) {
			return m.who, m.kind
		}
		if m, ok := r.subjectBefore(l); ok {
			return m.who, m.kind
		}
		if m, ok := r.last(at, func(m member) bool { return m.kind == companyKind || m.kind == stateKind }); ok {
			return m.who, m.kind
		}
	case "they", "them":
		if m, ok := r.last(at, func(m member) bool { return m.plural && m.source || m.source && m.kind == personKind }); ok {
			return m.who, m.kind
		}
		if m, ok := r.last(at, func(m member) bool { return m.source }); ok {
			return m.who, m.kind
		}
	case "i", "we", "us", "me":
		return Speaker{Name: "author", Unnamed: true}, personKind
	case "one", "another", "some", "others", "many", "several", "most", "few":
		return r.oneOf(l, i)
	}
	return Speaker{}, anyKind
}

// paperBefore is the document that "it says" means: the subject that opens a
// sentence before l in the same paragraph, with nobody else speaking since.
func (r *reader) paperBefore(l *line, i int) (Speaker, speakerKind, bool) {
	if s, ok := l.sight(i + 1); !ok || s.stance != Asserts && s.stance != Alleges {
		return Speaker{}, anyKind, false
	}
	for k := l.at - 1; k >= max(0, l.at-3) && r.doc.Sentences[k].Paragraph == r.doc.Sentences[l.at].Paragraph; k-- {
		p := &r.lines[k]
		if kind, ok := kindOf(p.low(1)); ok && kind == documentKind && p.low(0) == "the" {
			who, kind := r.document(p, 1, 2, 1, true)
			return who, kind, who.Document != ""
		}
	}
	return Speaker{}, anyKind, false
}

// oneOf reads "One said" as one of the people that the sentence before names.
func (r *reader) oneOf(l *line, i int) (Speaker, speakerKind) {
	single := l.low(i) == "one" || l.low(i) == "another"
	for at := l.at; at >= max(0, l.at-1); at-- {
		p := &r.lines[at]
		for k := range p.words {
			kind, ok := kindOf(p.low(k))
			if at == l.at && k >= i || !ok || kind != personKind || !isPlural(p.low(k)) {
				continue
			}
			if single {
				return Speaker{Name: "unnamed " + strings.TrimSuffix(p.low(k), "s"), Unnamed: true}, personKind
			}
			return Speaker{Name: p.low(k)}, personKind
		}
	}
	return Speaker{Name: "unnamed person", Unnamed: true}, personKind
}

// last is the latest member before the offset that fits.
func (r *reader) last(at int, fits func(member) bool) (member, bool) {
	for _, m := range slices.Backward(r.cast) {
		if m.at < at && fits(m) {
			return m, true
		}
	}
	return member{}, false
}

// near: within the same sentence or the two before it.
func (r *reader) near(m member, l *line) bool {
	first := max(0, l.at-2)
	return len(r.lines[first].words) == 0 || m.at >= r.lines[first].words[0].Start
}

// subjectBefore is the first party of the sentence before l.
func (r *reader) subjectBefore(l *line) (member, bool) {
	if l.at == 0 || len(r.lines[l.at-1].words) == 0 {
		return member{}, false
	}
	p := r.lines[l.at-1]
	span := receipt.Span{Start: p.words[0].Start, End: p.words[len(p.words)-1].End}
	for _, m := range r.cast {
		if span.Start <= m.at && m.at < span.End && (m.kind == companyKind || m.kind == stateKind || m.kind == pressKind) {
			return m, true
		}
	}
	return member{}, false
}

// anaphor resolves "the company", "the newspaper", "the department", "the
// companies" to a member of the cast.
func (r *reader) anaphor(l *line, from, head int) (Speaker, speakerKind, bool) {
	kind, ok := kindOf(l.low(head))
	if !ok || kind == personKind || kind == documentKind {
		return Speaker{}, anyKind, false
	}
	at := l.words[from].Start
	if isPlural(l.low(head)) && kind == companyKind {
		if who, ok := r.pair(l, at); ok {
			return who, kind, true
		}
	}
	noun := l.low(head)
	if kind == stateKind && (slices.Contains(bodies, noun) || l.upper(head)) {
		return r.body(at, noun, l.upper(head))
	}
	if kind == companyKind && !slices.Contains(anyFirm, noun) && r.introduced(l, from, noun) {
		return Speaker{}, kind, false
	}
	if m, ok := r.last(at, func(m member) bool {
		return m.kind == kind && slices.Contains(strings.Fields(strings.ToLower(m.who.Name)), noun)
	}); ok {
		return m.who, m.kind, true
	}
	if kind == companyKind {
		if m, ok := r.last(at, func(m member) bool { return m.kind == kind && m.source && m.at >= l.words[0].Start }); ok {
			return m.who, m.kind, true // "X rejected Y's claim, and a lawyer for the firm said"
		}
		if m, ok := r.last(at, func(m member) bool { return m.kind == kind && m.at >= l.words[0].Start }); ok {
			return m.who, m.kind, true
		}
		if m, ok := r.subjectBefore(l); ok && m.kind == companyKind {
			return m.who, m.kind, true
		}
	}
	if m, ok := r.last(at, func(m member) bool { return m.kind == kind && m.source }); ok && r.near(m, l) {
		return m.who, m.kind, true
	}
	if m, ok := r.last(at, func(m member) bool { return m.kind == kind }); ok {
		return m.who, m.kind, true
	}
	return Speaker{}, anyKind, false
}

// bodies are nouns for a part of a state, which no country is.
var bodies = []string{"regulator", "watchdog", "agency", "ministry", "department", "bureau", "commission", "authority", "directorate", "committee", "council", "mission", "embassy"}

// body is the state body that was on stage last: one whose name holds the noun,
// else any that is not a country or a place; a capitalised noun is a name itself.
func (r *reader) body(at int, noun string, named bool) (Speaker, speakerKind, bool) {
	if m, ok := r.last(at, func(m member) bool {
		return m.kind == stateKind && slices.Contains(strings.Fields(strings.ToLower(m.who.Name)), noun)
	}); ok {
		return m.who, m.kind, true
	}
	if named {
		return Speaker{}, anyKind, false // the Treasury
	}
	if m, ok := r.last(at, func(m member) bool {
		return m.kind == stateKind && (m.who.Entity == nil || m.who.Entity.Kind == security.State && !strings.EqualFold(m.who.Name, "united states"))
	}); ok {
		return m.who, m.kind, true
	}
	return Speaker{}, anyKind, false
}

// anyFirm are nouns that can stand for any company; "the exchange" cannot.
var anyFirm = []string{"company", "companies", "firm", "firms", "group", "giant", "maker", "corporation", "conglomerate", "manufacturer", "startup", "start-up", "operator"}

// introduced: the story has spoken of "an exchange" before the words at i of l
// without naming it there, so that "the exchange" is that one.
func (r *reader) introduced(l *line, i int, noun string) bool {
	for at := l.at; at >= max(0, l.at-20); at-- {
		p := &r.lines[at]
		last := len(p.words)
		if at == l.at {
			last = i
		}
		for k := last - 1; k >= 0; k-- {
			if p.low(k) != noun || p.upper(k) {
				continue
			}
			named := p.isName(k-1) || p.isName(k+1) || p.isComma(k-1) && p.isName(k-2) || p.isComma(k+1) && p.isName(k+2)
			return !named && (p.classAt(k-1) == determiner || p.classAt(k-1) == possessive)
		}
	}
	return false
}

// pair is the companies that the same sentence, or the one before it, names
// first.
func (r *reader) pair(l *line, at int) (Speaker, bool) {
	for k := l.at; k >= max(0, l.at-1); k-- {
		p := r.lines[k]
		if len(p.words) == 0 {
			continue
		}
		var names []string
		var who Speaker
		for _, m := range r.cast {
			if m.kind != companyKind || m.at < p.words[0].Start || m.at >= min(at, p.words[len(p.words)-1].End) || slices.Contains(names, m.who.Name) || m.source {
				continue
			}
			if len(names) == 0 {
				who = m.who
			}
			names = append(names, m.who.Name)
		}
		if len(names) >= 2 {
			who.Name = strings.Join(names[:2], "; ")
			return who, true
		}
	}
	return Speaker{}, false
}
