package check

import (
	"fmt"
	"slices"

	"newstape/receipt"
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
			f.on = r.recordDay(s, f)
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
			f.manner.closing = f.manner.closing || f.time == nil && s.findings[n-1].manner.closing && s.findings[n-1].scope == f.scope && !f.manner.present
		}
		r.moments(s, f)
	}
	// "Oracle rose 2.5% ..., closing at $177 on Friday": a level without a time
	// of its own shares that of the move it belongs to, and the other way round.
	for n := range s.findings {
		f := &s.findings[n]
		if f.time != nil || n+1 == len(s.findings) || s.findings[n+1].scope != f.scope {
			continue
		}
		if g := &s.findings[n+1]; g.trigger == f.trigger || s.coordinated(f, g) {
			f.time = g.time
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
	if t == nil {
		return nil
	}
	if r.ref.Known && t.From != 0 && t.From > r.day && t.Missing == nil {
		if t.Kind != when.Since {
			return nil
		}
		e := *t // "since 2031" is no time, and nothing else stands in for it
		e.Missing = &receipt.Unavailable{Reason: receipt.NoTime, Detail: fmt.Sprintf("%s lies after the story", t.From)}
		return &e
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
	if e := s.ending(k); e != nil {
		return e
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
		if t := s.at(k + 1).time; k > f.item && s.items[k].oneOf("before", "after") && t != nil && t.Kind == when.Clock {
			continue // "shortly before 1:48 p.m."
		}
		if n := s.tradingEnded(k); k > f.item && n > 0 {
			f.manner.closing = true
			k += n - 1
			continue
		}
		if k > f.item && (s.boundary(k) || s.nextClause(k)) || k > max(f.item, f.trigger) && (s.newClause(k) || s.newMove(k)) {
			break
		}
		if it.time == nil || s.owner[k] >= 0 && s.phrases[s.owner[k]].from < k && s.phrases[s.owner[k]].class == other {
			continue
		}
		t := r.usable(s, f, k)
		if t == nil || day != nil && s.ofSomething(k) {
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
func (s *sentence) newMove(k int) bool {
	if s.items[k].text != "," && !s.items[k].is(conjunction) {
		return false
	}
	next := s.at(k + 1)
	if next.is(filler) {
		next = s.at(k + 2)
	}
	if next.is(moveVerb) && !s.figureAhead(k+1) {
		return false // "A, up 1%, and B, up 2%, moved most on Friday"
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
			if t := s.at(k - 2).time; it.oneOf("which") && s.at(k-1).oneOf("in") && t != nil && t.Kind == when.Period {
				return t // "it was a week in which"
			}
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
		if it.is(subordinate) && it.time == nil && !it.oneOf("but", "and then", "while") && (!it.oneOf("before", "after") || k != start-1) {
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
				return s.sinceThen(k, t)
			}
		}
	}
	return r.timeAtHead(s, f, start)
}

// timeAtHead is the time that opens the sentence: "On Wednesday, A fell 2%, and B
// rose 3%".
func (r *reader) timeAtHead(s *sentence, f *finding, start int) *when.Expr {
	for k := 0; k < 6 && k < len(s.items) && k < start; k++ {
		it := s.items[k]
		if e := s.fromUntilNow(k); e != nil {
			return e
		}
		if p := s.phraseAt(k); p != nil && !p.governed && p.class == listedName || it.is(moveVerb) {
			break
		}
		if it.is(subordinate) && it.time == nil && !it.oneOf("but") {
			break
		}
		if it.time != nil {
			if t := r.usable(s, f, k); t != nil {
				return s.sinceThen(k, t)
			}
			return nil
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

// inherited is the time of the last finding before: of the same verb group, or of
// a coordinated clause. A time inside a relative clause stays there.
func inherited(before []finding, f *finding) *when.Expr {
	for _, g := range slices.Backward(before) {
		switch {
		case g.scope != 0 && g.scope != f.scope:
		case g.measure == ExtremeSince, g.measure == Extreme, g.measure == VolumeMultiple:
		case isLevel(f.measure) && f.measure != g.measure && (g.measure == LevelHigh || g.measure == LevelLow) && g.time != nil && g.time.Kind == when.Trailing:
			return nil // the last trade is none of the 52 weeks
		default:
			return g.time
		}
	}
	return nil
}
