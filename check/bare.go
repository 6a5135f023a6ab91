package check

import (
	"newstape/names/security"
)

// bare finds directions without a number: "also declined", "finished the session
// little changed". Only those count that are all the story gives for a security
// and window; [settleBare] drops the others later.
func (r *reader) bare(s *sentence) {
	for i := range s.items {
		it := s.items[i]
		noun := it.is(moveNoun) && s.isNounUse(i)
		if !it.is(flatWord|moveVerb|moveNoun|moving|sideways) || !noun && s.governs(i) {
			continue
		}
		f, ok := finding{}, false
		if noun {
			f, ok = s.bareNoun(i)
		} else {
			f, ok = s.bareAt(i)
		}
		if !ok || s.hypothetical(i) || s.negated(i) || s.negated(f.trigger) {
			continue
		}
		if s.infinitive(governor{trigger: f.trigger}, len(s.items)) {
			continue
		}
		for _, p := range s.subjects(f.trigger, s.items[f.trigger].is(moveVerb|being|closing)) {
			if p.class != listedName && p.class != anaphor || p.class == anaphor && !p.shares && !p.index {
				continue
			}
			sub, ok := r.resolve(s, p, i)
			if !ok || sub.name == nil || !r.bareFits(s, f, sub, i) {
				continue
			}
			f.subject = sub
			s.findings = append(s.findings, f)
		}
	}
}

// bareNoun reads "ended the day with a small loss".
func (s *sentence) bareNoun(i int) (finding, bool) {
	f := finding{measure: ReturnClose, dir: s.items[i].direction, item: i, unit: "pct", scope: s.scopeOf(i)}
	k := i - 1
	for s.at(k).plain() || s.at(k).oneOf("a", "modest", "slight") {
		k--
	}
	if !s.at(k).oneOf("with") || f.dir != Up && f.dir != Down {
		return f, false
	}
	for j := k - 1; j >= 0 && j >= k-4; j-- {
		if s.items[j].is(closing) {
			f.trigger, f.manner.closing = j, true
			f.span = s.span(j, i)
			f.number = f.span
			return f, true
		}
	}
	return f, false
}

// isNounUse: "the fall", "a gain".
func (s *sentence) isNounUse(i int) bool {
	if !s.items[i].is(moveVerb) {
		return true
	}
	b := s.at(i - 1)
	return b.oneOf("the", "a", "an", "its", "their") || b.is(superlative) || b.amount != nil || b.plain()
}

// governs reports that a finding with a number hangs on the word at item i or on
// its clause.
func (s *sentence) governs(i int) bool {
	for _, f := range s.findings {
		moves := f.measure == ReturnClose || f.measure == PointChange
		if f.trigger == i && moves || moves && s.sameClause(f.trigger, i) && s.sameClause(f.item, i) {
			return true
		}
	}
	return false
}

// sameClause reports that no new subject lies between two items.
func (s *sentence) sameClause(a, b int) bool {
	a, b = min(a, b), max(a, b)
	for k := a + 1; k < b; k++ {
		if p := s.phraseAt(k); p != nil && p.class != other && (!p.governed || p.class == listedName) || s.items[k].text == ";" {
			return false
		}
	}
	return true
}

// bareAt reads the words around a direction at item i.
func (s *sentence) bareAt(i int) (finding, bool) {
	it := s.items[i]
	f := finding{measure: ReturnClose, dir: it.direction, trigger: i, item: i, unit: "pct", scope: s.scopeOf(i)}
	from := i
	verb := -1
	for k := i - 1; k >= 0 && k >= i-5 && s.phraseAt(k) == nil; k-- {
		j := s.items[k]
		s.manner(j, &f.manner)
		if j.is(closing|being|trading|moveVerb|moving|opening) && !j.is(filler) {
			verb = k
			break
		}
		if j.mark || j.is(conjunction|preposition) && !j.is(filler) {
			break
		}
	}
	switch {
	case it.is(flatWord):
		if verb < 0 && s.behind(i) == nil || s.at(i+1).oneOf("to") {
			return f, false
		}
	case it.is(sideways):
		if verb < 0 || !s.items[verb].is(closing|trading|opening|moveVerb) || !s.endsHere(i+1) {
			return f, false
		}
	case it.direction != Up && it.direction != Down || !s.endsHere(i+1):
		return f, false
	}
	if verb >= 0 {
		from = verb
		f.trigger = verb
	}
	for s.at(from-1).oneOf("also", "had", "has", "have", "already", "been") {
		from--
	}
	f.span = s.span(from, i)
	f.number = f.span
	return f, true
}

// endsHere reports that nothing that could be an object follows.
func (s *sentence) endsHere(k int) bool {
	for s.at(k).oneOf("sharply", "slightly", "modestly", "too", "again", "further", "heavily", "steeply", "also", "as", "well", "together") {
		k++
	}
	it := s.at(k)
	return it.raw == "" || it.mark && it.text != "-" || it.time != nil || it.is(subordinate|relative) || it.oneOf("in", "on", "and", "at", "for", "with", "by", "over", "during", "across")
}

// bareFits: a company's name alone may decline many things; shares and indexes
// only fall.
func (r *reader) bareFits(s *sentence, f finding, sub subject, i int) bool {
	if sub.shares || sub.name.Entity.Kind == security.Index || sub.name.Entity.Kind == security.Fund {
		return true
	}
	if s.heading || s.items[f.trigger].is(closing|trading) {
		return !s.heading || s.items[i].is(moveVerb|closing)
	}
	switch s.items[i].text {
	case "fell", "fallen", "rose", "risen", "declined", "slid", "dropped", "slipped", "gained", "climbed", "jumped", "surged", "tumbled", "sank", "plunged", "retreated", "rallied", "falling", "rising":
		return true
	}
	return s.items[i].is(flatWord)
}
