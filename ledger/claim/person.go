package claim

import (
	"slices"
	"strings"

	"newstape/names/security"
	"newstape/receipt"
)

// person reads "Commerce Secretary Wilbur Ross", "Marc Garneau, the transport
// minister", "Trump".
func (r *reader) person(l *line, from, to int) (Speaker, bool) {
	if m := r.entityIn(l.span(from, to), security.Person); m != nil {
		return nameOf(m), true
	}
	title, titled := -1, false
	for i := from; i < to; i++ {
		if _, e, ok := l.hears("title", i, min(i+3, to)); ok && e <= to {
			title, titled = e-1, true
		}
	}
	if l.isComma(to) && to-from <= 3 { // "said Matthew Friend, Chief Financial Officer"
		_, _, ok := l.hears("title", to+1, min(to+5, len(l.words)))
		for i := from; i < to; i++ {
			ok = ok && l.upper(i) && l.classAt(i) == noun && !r.named(l.words[i].Span)
		}
		if ok && to-from >= 2 && l.verbless(to+1, min(to+4, len(l.words))) {
			return Speaker{Name: l.span(from, to).In(l.src)}, true
		}
	}
	for i := from; i < to; i++ {
		if l.low(i-1) == "of" && l.isTitle(i-2) && slices.Contains([]string{"state", "defense", "defence", "commerce", "energy", "war", "labor", "justice"}, l.low(i)) && l.upper(i+1) {
			continue // Secretary of State Mike Pompeo
		}
		j := i
		for j < to && l.upper(j) && l.classAt(j) == noun && !l.isTitle(j) && !r.named(l.words[j].Span) {
			j++
		}
		if j-i < 1 {
			continue
		}
		name := l.span(i, j).In(l.src)
		if full, ok := r.knownPerson(name); ok {
			return full, true
		}
		after := titled && title > j
		before := titled && title < i && (i-title <= 2 || i-title == 3 && l.low(title+1) == "of")
		if j-i == 1 && title == i-1 && l.low(title-1) == "the" && l.upper(title) {
			break // the Premier League
		}
		if (before || after && l.isComma(j) || j-i == 1 && titled && title == i-1) && (j-i >= 2 || title == i-1) {
			return Speaker{Name: name}, true
		}
		i = j
	}
	return Speaker{}, false
}

func (l *line) isTitle(i int) bool {
	_, _, ok := l.hears("title", i, i+1)
	return ok
}

func (r *reader) named(s receipt.Span) bool {
	for _, m := range r.around(s) {
		if m.Span.Overlaps(s) && m.Entity != nil && m.Entity.Kind != security.Person {
			return true
		}
	}
	return false
}

func (r *reader) entityIn(s receipt.Span, kind security.Kind) *security.Entity {
	for _, m := range r.around(s) {
		if m.Entity != nil && m.Entity.Kind == kind && s.Contains(m.Span) {
			return m.Entity
		}
	}
	return nil
}

// knownPerson finds the full name that a story gave before it went on with the
// last name alone.
func (r *reader) knownPerson(last string) (Speaker, bool) {
	for _, m := range r.cast {
		if m.kind == personKind && !m.who.Unnamed && (m.who.Name == last || strings.HasSuffix(m.who.Name, " "+last)) {
			return m.who, true
		}
	}
	return Speaker{}, false
}
