package check

import (
	"math"
	"slices"

	"newstape/story/quantity"
)

// bothBefore are the two names that "both companies" before item i means; nil where
// those words do not stand.
func (s *sentence) bothBefore(i int) []*phrase {
	for k := i - 1; k > 0; k-- {
		if !s.items[k].oneOf("both") || !s.at(k+1).oneOf("companies", "stocks", "shares", "firms", "names") {
			continue
		}
		var two []*phrase
		for n := len(s.phrases) - 1; n >= 0 && len(two) < 2; n-- {
			if p := &s.phrases[n]; p.to <= k && p.class == listedName {
				two = append([]*phrase{p}, two...)
			}
		}
		if len(two) == 2 {
			return two
		}
	}
	return nil
}

// rangeEnd is the item of the upper end of a range that begins with the amount at
// item i: "between 3% and 4%", "fell 3% to 4%"; 0 for none.
func (s *sentence) rangeEnd(i int) int {
	end := s.at(i + 2).amount
	if end == nil || end.Unit != quantity.Percent || s.items[i].amount.Unit != quantity.Percent || math.Abs(end.Value) < math.Abs(s.items[i].amount.Value) {
		return 0
	}
	if s.at(i-1).oneOf("between") && s.at(i+1).oneOf("and") || s.at(i+1).oneOf("to", "-", "–") && (s.at(i-1).is(moveVerb|moving|sideways) || s.at(i-1).oneOf("by")) {
		return i + 2
	}
	return 0
}

// pair deals a list of amounts out to a list of subjects: "A, B and C fell 1%,
// 2% and 3%, respectively". Findings of one trigger were made as all with all.
func (r *reader) pair(s *sentence) {
	out := s.findings[:0]
	for at := 0; at < len(s.findings); {
		end := at
		amounts, subjects := 0, 0
		lastItem := -1
		for end < len(s.findings) && s.findings[end].trigger == s.findings[at].trigger && s.findings[end].unit == s.findings[at].unit {
			if s.findings[end].item != lastItem {
				amounts++
				lastItem = s.findings[end].item
			}
			if s.findings[end].item == s.findings[at].item {
				subjects++
			}
			end++
		}
		block := s.findings[at:end]
		at = end
		if amounts < 2 || subjects != amounts || len(block) != amounts*subjects {
			if amounts > 1 && subjects == 1 && s.listed(block) {
				for n := range block {
					block[n].unpaired = true
				}
			}
			out = append(out, block...)
			continue
		}
		for n := range amounts {
			f := block[n*subjects+n]
			f.span = f.span.Cover(f.number)
			out = append(out, f)
		}
	}
	s.findings = slices.DeleteFunc(out, func(f finding) bool { return f.refused })
}

// listed reports figures joined by nothing but "and" behind a subject that another
// name goes before with "and": one of the names was not found, and nobody can say
// which figure is whose.
func (s *sentence) listed(block []finding) bool {
	for k := block[0].item + 1; k < block[len(block)-1].item; k++ {
		if it := s.items[k]; !it.oneOf("and") && it.text != "," && it.amount == nil {
			return false
		}
	}
	for k := block[0].trigger - 1; k > 0; k-- {
		p := s.phraseAt(k)
		if p == nil {
			continue
		}
		return s.at(p.from-1).oneOf("and", "&") && s.at(p.from-2).raw != "" && s.items[p.from-2].capital()
	}
	return false
}
