package check

import (
	"slices"

	"newstape/names/security"
	"newstape/story/quantity"
	"newstape/story/when"
)

// bare finds directions without a number: "also declined", "finished the session
// little changed", "sent the shares lower", "the fall in Apple's stock". Only those
// count that are all the story gives for a security and window; [settleBare] drops
// the others later.
func (r *reader) bare(s *sentence) {
	for i := range s.items {
		it := s.items[i]
		if it.is(causing) {
			r.bareCause(s, i)
		}
		noun := it.is(moveNoun) && s.isNounUse(i)
		if !it.is(flatWord|moveVerb|moveNoun|moving|sideways) || it.is(comparing) || !noun && s.governs(i) {
			continue
		}
		if noun {
			r.bareNoun(s, i)
			continue
		}
		if f, ok := s.bareAt(i); ok {
			r.addBare(s, f, i, s.subjects(f.trigger, s.items[f.trigger].is(moveVerb|being|closing)))
		}
	}
}

// addBare adds a direction for the subjects that it fits.
func (r *reader) addBare(s *sentence, f finding, i int, who []*phrase) {
	if s.hypothetical(i) || s.negated(i) || s.negated(f.trigger) || s.infinitive(governor{trigger: f.trigger}, len(s.items)) {
		return
	}
	for _, p := range who {
		if p == nil || p.class != listedName && !p.shares && !p.index || p.class == unnamed && !s.oneCompany(p) {
			continue
		}
		sub, ok := r.resolve(s, p, i)
		if !ok || !f.noun && !r.bareFits(s, f, sub, i) {
			continue
		}
		f.subject = sub
		s.findings = append(s.findings, f)
	}
}

// oneCompany reports that shares without a listing are those of one company that
// nobody linked, and not stocks in general or a sector's.
func (s *sentence) oneCompany(p *phrase) bool {
	for k := p.from; k < p.to; k++ {
		if it := s.items[k]; it.oneOf("stock", "share price", "stock price") || k > 0 && it.plain() && it.capital() && !s.titled {
			return true
		}
	}
	return false
}

// isNounUse: "the fall", "a gain".
func (s *sentence) isNounUse(i int) bool {
	if !s.items[i].is(moveVerb) {
		return true
	}
	b := s.at(i - 1)
	return b.oneOf("the", "a", "an", "its", "their") || b.is(superlative) || b.amount != nil || b.plain() || b.possessive() || b.oneOf("recent")
}

// governs reports that a finding with a number hangs on the word at item i or on
// its clause.
func (s *sentence) governs(i int) bool {
	for _, f := range s.findings {
		moves := f.measure == ReturnClose || f.measure == PointChange || f.measure == Streak
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
		if j.is(closing|being|trading|moveVerb|moving|opening|gapping) && !j.is(filler) || j.oneOf("been", "moved", "went", "shot") {
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
		if verb < 0 || s.items[verb].is(being|aux) && !s.periodBehind(i) && s.tradingEnded(i+1) == 0 || !s.endsHere(i+1) {
			return f, false
		}
	case it.direction != Up && it.direction != Down:
		return f, false
	case !s.endsHere(i + 1):
		f.loose = s.noObject(i + 1)
		if !f.loose {
			return f, false
		}
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

// periodBehind reports a window of time right behind a direction: what "has been
// down this year" is a price.
func (s *sentence) periodBehind(i int) bool {
	for k := i + 1; k <= i+3; k++ {
		if t := s.at(k).time; t != nil {
			return t.Kind == when.Period || t.Kind == when.Trailing || t.Kind == when.Since || t.Kind == when.Day
		}
		if s.at(k).mark {
			break
		}
	}
	return false
}

// endsHere reports that nothing that could be an object follows.
func (s *sentence) endsHere(k int) bool {
	for s.at(k).oneOf("more", "sharply", "slightly", "modestly", "too", "again", "further", "heavily", "steeply", "also", "as", "well", "together") {
		k++
	}
	it := s.at(k)
	return it.raw == "" || it.mark && it.text != "-" || it.time != nil || it.is(subordinate|relative) || it.oneOf("in", "on", "and", "at", "for", "with", "by", "over", "during", "across")
}

// noObject reports words behind a verb that leave it without an object, though
// they say more than [sentence.endsHere] allows: "surged to the top of the index",
// "rose past the buy point", "fell hard". Only shares and indexes are said so.
func (s *sentence) noObject(k int) bool {
	for s.at(k).is(sideways|filler) && !s.at(k).is(preposition) || s.at(k).plain() && adverb(s.at(k).text) && !s.at(k).oneOf("a", "an", "the", "to") {
		k++
	}
	it := s.at(k)
	if it.oneOf("to", "past", "below", "above", "through", "from", "toward", "towards", "into", "amid", "as", "despite", "following", "alongside", "along", "since", "more") {
		for j := k + 1; j <= k+5; j++ {
			if q := s.at(j).amount; q != nil && (q.Unit != quantity.Money || it.oneOf("to")) {
				return false // "sank to a low of $92.80" is the level alone
			}
		}
		return !it.oneOf("to") || s.at(k+1).oneOf("the", "a", "an", "its", "their", "new", "record", "fresh") || s.at(k+1).is(superlative)
	}
	return s.endsHere(k)
}

// bareFits: a company's name alone may decline many things; shares and indexes
// only fall.
func (r *reader) bareFits(s *sentence, f finding, sub subject, i int) bool {
	if sub.shares || sub.index || sub.name == nil || sub.name.Entity.Kind == security.Index || sub.name.Entity.Kind == security.Fund {
		return true
	}
	if f.loose {
		return false
	}
	if s.heading || s.unfinished() || s.items[f.trigger].is(closing|trading) {
		return s.items[f.trigger].is(closing|trading) && !s.heading || s.items[i].is(moveVerb|closing)
	}
	if s.items[f.trigger].is(being | aux) {
		return s.items[i].is(flatWord) || s.periodBehind(i) || s.tradingEnded(i+1) > 0
	}
	return s.items[i].is(flatWord) || slices.Contains(fallsAlone[:], s.items[i].text)
}

// unfinished reports a line without an end mark, as headlines are.
func (s *sentence) unfinished() bool {
	last := s.at(len(s.items) - 1)
	return !last.mark && last.raw != ""
}

// fallsAlone are verbs that say of a company's bare name that its shares moved.
var fallsAlone = [...]string{
	"fell", "fallen", "rose", "risen", "declined", "slid", "dropped", "slipped", "gained", "climbed", "jumped", "surged", "tumbled", "sank", "plunged",
	"retreated", "rallied", "falling", "rising", "soared", "plummeted", "skyrocketed", "nosedived", "cratered", "rebounded",
}
