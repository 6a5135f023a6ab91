package check

import (
	"strings"

	"newstape/story/when"
)

// moments notes words about the moment that are no time expressions.
func (r *reader) moments(s *sentence, f *finding) {
	lower := s.lower(s.clause(f))
	switch {
	case hasWord(lower, "from its high") || hasWord(lower, "from the high") || hasWord(lower, "from its peak") || hasWord(lower, "from their high") || hasWord(lower, "off its high"):
		f.manner.fromTop = hasWord(lower, "close") || f.manner.closing
	case hasWord(lower, "from its low"), hasWord(lower, "from the low"):
		f.manner.fromLow = true
	case hasWord(lower, "from the open"), hasWord(lower, "since the open"), hasWord(lower, "from its open"), hasWord(lower, "from their open"):
		f.manner.fromOpn = true
	}
	named := f.time != nil && f.time.Kind == when.Clock // "shortly before 1:48 p.m."
	if !named && (hasWord(lower, "just before") || hasWord(lower, "shortly before") || hasWord(lower, "when the first reports") || hasWord(lower, "moments before") || hasWord(lower, "minutes before")) {
		f.manner.vague = true
	}
	before := f.item + 1
	for s.at(before).time != nil || s.at(before).oneOf("on") {
		before++
	}
	if s.at(before).oneOf("before") && s.at(before+1).oneOf("the", "news") && s.anyOf(before+1, before+3, "report", "news", "announcement", "headline", "headlines", "story") {
		f.manner.vague = true // "rose 1.3% before the report"
	}
	if f.time == nil && s.at(f.item+1).oneOf("since") || s.at(f.item+1).plain() && s.at(f.item+2).oneOf("since") {
		f.manner.openBase = f.time == nil
	}
	if f.measure == ReturnClose && f.amount != nil {
		if g := s.levelBefore(f); g != nil && g.measure == LevelOpen && g.subject.name == f.subject.name && f.trigger > g.item {
			f.manner.opening = true // "starts at $195.95, a gain of 5.1%"
		}
	}
	if s.at(f.item+1).oneOf("at") && s.at(f.item+2).oneOf("most") {
		f.manner.extreme = true // "rose 5.5% at most"
	}
	after := s.lower(f.item+1, f.item+5)
	if strings.HasPrefix(after, "at one point") || strings.HasPrefix(after, "at one stage") || s.hasBefore(f, "at one point", "at one stage", "earlier on") {
		f.manner.somewhere = true
	}
	if s.hasBefore(f, "at its worst point", "at their worst point", "at its best point", "at its lowest", "at their lowest", "at their highest", "at its highest", "at its peak") {
		f.manner.extreme = true
	}
}

// levelBefore is the last level stated before a finding, nil for none.
func (s *sentence) levelBefore(f *finding) *finding {
	var last *finding
	for n := range s.findings {
		g := &s.findings[n]
		if g.item < f.item && isLevel(g.measure) && (last == nil || g.item > last.item) {
			last = g
		}
	}
	return last
}

// clause is the items around a finding: up to a semicolon on either side.
func (s *sentence) clause(f *finding) (from, to int) {
	from, to = min(f.trigger, f.item), max(f.trigger, f.item)+1
	for n := 0; from > 0 && n < 14 && s.items[from-1].text != ";"; n++ {
		from--
	}
	for n := 0; to < len(s.items) && n < 10 && s.items[to].text != ";"; n++ {
		to++
	}
	return from, to
}

// hasBefore reports one of the phrases before a finding, with no other finding's
// number between.
func (s *sentence) hasBefore(f *finding, list ...string) bool {
	start := 0
	for _, g := range s.findings {
		if g.item < f.item {
			start = max(start, g.item+1)
		}
	}
	lower := s.lower(start, min(f.trigger, f.item))
	for _, w := range list {
		if hasWord(lower, w) {
			return true
		}
	}
	return false
}
