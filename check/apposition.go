package check

import (
	"strings"

	"newstape/names/security"
)

// ledBy is the name before the comma at item k that the words behind it say more
// of: "led by Alcoa, trading up 7.2%"; nil for none.
func (s *sentence) ledBy(k, i int) *phrase {
	p := s.behind(k)
	if p == nil || p.class != listedName && p.class != stranger || !s.only(k+1, i) {
		return nil
	}
	if q := s.coordinate(p.from); q == nil && s.at(p.from-1).oneOf("and") && s.at(p.from-2).amount != nil && s.at(k+1).is(trading) {
		return p // "led by A, trading up 11% and B, trading up 5.8%"
	}
	if !p.governed {
		return nil
	}
	if p.lead == "by" && s.at(p.from-2).oneOf("led", "followed", "paced", "headed") || p.lead == "by" && s.at(p.from-3).oneOf("led", "followed") || p.lead == "including" {
		return p
	}
	return nil
}

// asideOf reports a name between commas that only says more of what stands
// before it, where that has no price: "sales in the division, Amazon Web
// Services, jumped".
func (s *sentence) asideOf(p *phrase) bool {
	if s.at(p.from-1).text != "," || s.at(p.to).text != "," {
		return false
	}
	q := s.phraseAt(p.from - 2)
	return q != nil && q.class == other && q.to == p.from-1
}

// predicate reports a phrase that says what somebody is: "Alcoa is a Zacks Rank #3,
// and is up".
func (s *sentence) predicate(p *phrase) bool {
	return p.class == stranger && !p.shares && s.at(p.from-1).oneOf("a", "an") && s.at(p.from-2).is(being)
}

// objectOf reports that a participle stands before the phrase, whose object it
// is: "Supporting the blue-chip Dow, Boeing rose".
func (s *sentence) objectOf(p *phrase) bool {
	for k := p.from - 1; k >= 0 && k >= p.from-4; k-- {
		it := s.items[k]
		if it.is(causing|moving) || (it.plain() || it.is(touching)) && strings.HasSuffix(it.text, "ing") {
			return true
		}
		if !it.plain() && !it.oneOf("the", "a") {
			return false
		}
	}
	return false
}

// descriptor: a capital or noun that describes the next name: "copper producer".
func descriptor(it item) bool {
	return it.name == nil && it.amount == nil && it.time == nil && !it.mark && it.is(commodity|metricWord) ||
		it.name != nil && it.name.Entity.Kind == security.Place
}

// twoClauses reports "but" or "while" between two phrases.
func (s *sentence) twoClauses(from, to int) bool {
	for k := from; k < to; k++ {
		if s.items[k].is(subordinate|relative|being|moveVerb|moving) && !s.items[k].is(filler) {
			return true
		}
	}
	return false
}
