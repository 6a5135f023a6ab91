package check

import (
	"slices"
	"strings"

	"newstape/story/when"
)

// placeTimes gives each finding of a sentence the time that its words give:
// behind its verb and number first, then before its subject, then that of the
// finding before it.
func (r *reader) placeTimes(s *sentence) {
	slices.SortStableFunc(s.findings, func(a, b finding) int { return a.item - b.item })
	for n := range s.findings {
		f := &s.findings[n]
		if f.time != nil && (f.measure == ExtremeSince || f.measure == Extreme || f.measure == VolumeMultiple) {
			continue
		}
		if f.kind != "" && (f.measure == ReturnClose || f.measure == PointChange) {
			after := *f
			after.trigger = f.item
			f.base = r.timeBehind(s, &after) // "46% below the peak reached on September 10"
			f.time = r.timeBefore(s, f)
			continue
		}
		if t := r.timeBehind(s, f); t != nil {
			f.time = t
			if c := r.clockBefore(s, f); c != nil && t.Kind == when.Day && c.From == t.From {
				f.time = c // "at 13:25 it was down 4.7% on the day"
			}
		} else if t := r.timeBefore(s, f); t != nil {
			f.time = t
		} else if n > 0 {
			f.time = inherited(s.findings[:n], f)
		}
		r.moments(s, f)
	}
	// "Oracle rose 2.5% ..., closing at $177 on Friday": a level without a time
	// of its own shares that of the move it belongs to, and the other way round.
	for n := range s.findings {
		f := &s.findings[n]
		if f.time == nil && n+1 < len(s.findings) && s.findings[n+1].trigger == f.trigger && s.findings[n+1].scope == f.scope {
			f.time = s.findings[n+1].time
		}
	}
}

// clockBefore is a clock time before a finding in its clause.
func (r *reader) clockBefore(s *sentence, f *finding) *when.Expr {
	if t := r.timeBefore(s, f); t != nil && t.Kind == when.Clock && t.Missing == nil {
		return t
	}
	return nil
}

// usable passes over times that measure something else: a quarter's earnings, a
// day to come.
func (r *reader) usable(s *sentence, f *finding, k int) *when.Expr {
	t := s.items[k].time
	if t != nil && s.at(k-1).oneOf("from", "than", "versus", "against") && t.Kind != when.Period {
		return nil // what the move is counted from
	}
	if t == nil || r.ref.Known && t.From != 0 && t.From > r.day && t.Missing == nil {
		return nil
	}
	for j := k + 1; j <= k+2; j++ {
		next := s.at(j)
		if next.is(metricWord) || next.oneOf("results", "report", "earnings", "release", "quarter", "update", "call") {
			return nil
		}
		if !next.plain() {
			break
		}
	}
	if t.Kind == when.Since && (s.at(k-1).is(superlative) || s.at(k-2).is(superlative) || s.at(k-3).is(superlative)) {
		return nil // "its biggest since Oct. 10" dates a record
	}
	if t.Kind == when.Trailing && t.Unit != "session" && s.at(k+1).oneOf("high", "highs", "low", "lows", "range") && f != nil && (f.measure == LevelHigh || f.measure == LevelLow) {
		return t
	}
	if t.Kind == when.Trailing && (s.at(k+1).oneOf("high", "highs", "low", "lows", "range", "average", "moving", "line", "streak") || s.at(k+1).is(moveNoun) && s.at(k+2).oneOf("streak")) {
		return nil
	}
	if s.at(k+1).possessive() && s.at(k+2).oneOf("high", "low", "close") {
		return nil
	}
	return t
}

// timeBehind looks right of the finding until its clause ends.
func (r *reader) timeBehind(s *sentence, f *finding) *when.Expr {
	from := min(f.trigger, f.item)
	if f.measure == LevelHigh || f.measure == LevelLow {
		from -= 2 // "its 52-week low of"
	}
	var day *when.Expr
	for k := max(from, -1) + 1; k < len(s.items); k++ {
		it := s.items[k]
		if it.oneOf("between", "from") && s.at(k+1).time != nil && s.at(k+2).oneOf("and", "to") && s.at(k+3).time != nil {
			f.base = s.items[k+1].time
			f.span.End = max(f.span.End, s.items[k+3].End)
			return s.items[k+3].time
		}
		if k > f.item && (s.boundary(k) || s.nextClause(k)) || k > max(f.item, f.trigger) && (s.newClause(k) || s.newMove(k, f)) {
			break
		}
		if it.time == nil || s.owner[k] >= 0 && s.phrases[s.owner[k]].from < k && s.phrases[s.owner[k]].class == other {
			continue
		}
		t := r.usable(s, f, k)
		if t == nil {
			continue
		}
		if t.Kind == when.Period || t.Kind == when.Trailing || t.Kind == when.Since {
			if f.number.Start < t.Start || day == nil {
				return t
			}
		}
		if day == nil {
			day = t
		} else if day.Part == "" && t.Part != "" && t.Kind == when.SessionOf || day.Kind != when.Clock && t.Kind == when.Clock {
			day = t
		}
	}
	return day
}

// newMove reports that another number with a time of its own follows: "closed
// Tuesday at $38.39, up 2.3% year to date".
func (s *sentence) newMove(k int, f *finding) bool {
	if s.items[k].text != "," && !s.items[k].is(conjunction) {
		return false
	}
	next := s.at(k + 1)
	if next.is(filler) {
		next = s.at(k + 2)
	}
	return next.is(sideways|moveVerb|moving|closing|trading|opening|touching) || next.amount == nil && next.is(aux|being)
}

// nextClause reports a comma and a conjunction behind which a subject and a verb
// follow: "..., and in the first four months the stock is down 62%".
func (s *sentence) nextClause(k int) bool {
	if s.items[k].text != "," || !s.at(k+1).is(conjunction) && !s.at(k+1).oneOf("while", "but") {
		return false
	}
	for j := k + 2; j < len(s.items) && j < k+14 && s.items[j].amount == nil; j++ {
		if p := s.phraseAt(j); p != nil && !p.governed && p.class != other {
			return true
		}
		if s.items[j].is(moveVerb|being) && !s.items[j].is(moveNoun) {
			return false
		}
	}
	return false
}

// newClause reports a subject of another clause at item k.
func (s *sentence) newClause(k int) bool {
	p := s.phraseAt(k)
	if p == nil || p.from != k || p.governed {
		return false
	}
	prev := s.at(k - 1)
	for j := k - 1; j >= 0 && (prev.plain() || prev.oneOf("the", "a")); j-- {
		prev = s.items[j]
	}
	return prev.text == "," || prev.is(conjunction|subordinate)
}

// timeBefore looks left of the finding's verb: inside its clause, and at the
// head of the sentence.
func (r *reader) timeBefore(s *sentence, f *finding) *when.Expr {
	start := min(f.trigger, f.item)
	crossed := false
	for k := start - 1; k >= 0; k-- {
		it := s.items[k]
		if it.text == ";" {
			return nil
		}
		if it.is(relative) && it.text != "that" {
			if it.oneOf("when", "where") {
				crossed = true
				continue
			}
			return nil
		}
		if it.oneOf("when") && s.at(k-1).text == "," && s.at(k-2).time != nil || it.oneOf("when") && s.at(k-1).time != nil {
			for j := k - 1; j >= k-2; j-- {
				if t := s.at(j).time; t != nil {
					return wholeDay(t)
				}
			}
		}
		if it.is(subordinate) && it.time == nil && !it.oneOf("but", "and then", "while") && !(it.oneOf("before", "after") && k == start-1) {
			return nil
		}
		if it.text == "," {
			if m := s.relativeRegion(k); m >= 0 {
				k = m
				continue
			}
		}
		if it.is(moveVerb|closing|sideways) && k < start-1 && !it.is(moveNoun) {
			crossed = true
		}
		if it.time != nil && !crossed {
			if t := r.usable(s, f, k); t != nil {
				return t
			}
		}
	}
	// the head of the sentence: "On Wednesday, A fell 2%, and B rose 3%"
	for k := 0; k < 6 && k < len(s.items) && k < start; k++ {
		it := s.items[k]
		if p := s.phraseAt(k); p != nil && !p.governed && p.class == security_ || it.is(moveVerb) {
			break
		}
		if it.is(subordinate) && it.time == nil && !it.oneOf("but") {
			break
		}
		if it.time != nil {
			return r.usable(s, f, k)
		}
	}
	return nil
}

// wholeDay is the day of a time without its part: "after the close on Wednesday,
// when the shares had gained" speaks of all of Wednesday.
func wholeDay(t *when.Expr) *when.Expr {
	e := *t
	e.Part = when.WholeDay
	if e.Kind == when.SessionOf || e.Kind == when.Clock {
		e.Kind = when.Day
	}
	return &e
}

// inherited is the time of the finding before: of the same verb group, or of a
// coordinated clause. A time inside a relative clause stays there.
func inherited(before []finding, f *finding) *when.Expr {
	for n := len(before) - 1; n >= 0; n-- {
		g := before[n]
		if g.scope != 0 && g.scope != f.scope {
			continue
		}
		if g.measure == ExtremeSince || g.measure == Extreme || g.measure == VolumeMultiple {
			continue
		}
		if g.trigger > g.item && g.measure == ReturnClose && g.span.End < f.span.Start && f.subject.name != g.subject.name {
			return g.time
		}
		return g.time
	}
	return nil
}

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
	if hasWord(lower, "just before") || hasWord(lower, "shortly before") || hasWord(lower, "when the first reports") || hasWord(lower, "moments before") || hasWord(lower, "minutes before") {
		f.manner.vague = true
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
	if strings.HasPrefix(after, "at one point") || strings.HasPrefix(after, "at one stage") || s.hasBefore(f, "at one point", "at one stage") {
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
