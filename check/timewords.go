package check

import (
	"newstape/story/when"
)

// coordinated reports that a move is joined by "and" to one whose day stands at the
// end of both: "A climbed 0.5% and B slid 1.3% on Friday".
func (s *sentence) coordinated(f, g *finding) bool {
	if g.time == nil || g.time.Kind != when.Day && g.time.Kind != when.SessionOf || g.time.Start < s.items[g.item].Start || g.trigger < f.item {
		return false
	}
	if g.amount == nil || f.amount == nil || s.anyOf(f.item, g.item, "had") {
		return false // "slipped 0.9%; its shares had been little changed on Monday"
	}
	joined := false
	for k := f.item + 1; k < min(g.trigger, g.item); k++ {
		it := s.items[k]
		switch {
		case it.oneOf("and", "but", "while") || it.text == ";":
			joined = true
		case it.text == "," || it.text == "(" || it.text == ")" || s.phraseAt(k) != nil || it.is(filler|being|aux|closing|opening|trading|sideways) || it.plain():
		default:
			return false
		}
	}
	return joined
}

// recordDay is the day that the words give for a record: "its biggest gain of 2025
// was on Aug. 29", "on Oct. 2 it closed at its highest since 2021".
func (r *reader) recordDay(s *sentence, f *finding) *when.Expr {
	isDay := func(t *when.Expr) bool {
		return t != nil && (t.Kind == when.Day || t.Kind == when.SessionOf && t.Part == when.AtClose && t.From != 0) && t.Missing == nil && (!r.ref.Known || t.From <= r.day)
	}
	for k := f.item + 1; k < len(s.items); k++ {
		it := s.items[k]
		if it.Start < f.span.End || it.is(being|preposition|touching) || it.oneOf("came", "happened") || s.phraseAt(k) != nil {
			continue
		}
		if !isDay(it.time) {
			break
		}
		return it.time
	}
	if t := r.timeBefore(s, f); isDay(t) {
		return t
	}
	return nil
}

// ending is the trailing window at item k counted back from the day that the words
// name for its end: "a five-day period ending March 15"; nil where they name none.
func (s *sentence) ending(k int) *when.Expr {
	t := s.items[k].time
	if t.Kind != when.Trailing || t.Count == 0 {
		return nil
	}
	j := k + 1
	for j < k+4 && s.at(j).plain() && !s.at(j).oneOf("ending", "ended") || s.at(j).is(trading) {
		j++
	}
	end := s.at(j + 1).time
	if !s.at(j).oneOf("ending", "ended", "through") && !s.at(j).is(closing) || end == nil || end.Kind != when.Day || end.Missing != nil {
		return nil
	}
	e := *t
	e.Ref = when.Reference{Known: true, DateOnly: true, Published: end.From.Time()}
	e.Relative = false
	return &e
}

// tradingEnded counts the items of "when trading ended" and "when the session ended"
// from item k; 0 when they do not stand there.
func (s *sentence) tradingEnded(k int) int {
	n := 1
	if s.at(k + n).oneOf("the") {
		n++
	}
	if s.at(k).oneOf("when", "as") && s.at(k+n).oneOf("trading", "session", "trade", "market") && s.at(k+n+1).is(closing) {
		return n + 2
	}
	return 0
}

// ofSomething reports a stretch of time that belongs to another noun: "off the heels
// of an underwhelming first three months".
func (s *sentence) ofSomething(k int) bool {
	j := k - 1
	for s.at(j).plain() {
		j--
	}
	return j < k-1 && s.at(j).oneOf("a", "an", "the") && s.at(j-1).oneOf("of")
}

// figureAhead reports an amount between item k and the next time.
func (s *sentence) figureAhead(k int) bool {
	for ; k < len(s.items) && s.items[k].time == nil; k++ {
		if s.items[k].amount != nil {
			return true
		}
	}
	return k == len(s.items)
}

// sinceThen makes a window of the day in a clause that "since" opens: "Since listing
// in New York on Sept. 19, the shares have risen". The day's own move belongs to it.
func (s *sentence) sinceThen(k int, t *when.Expr) *when.Expr {
	if t.Kind != when.Day || t.Missing != nil {
		return t
	}
	for j := k - 1; j >= 0 && s.items[j].text != "," && s.items[j].text != ";"; j-- {
		if s.items[j].oneOf("since") && j < k-1 && (j == 0 || s.items[j-1].text == ",") {
			e := *t
			e.Kind, e.To, e.Base = when.Since, 0, t.From-1
			return &e
		}
	}
	return t
}

// fromUntilNow is the window of "From Aug. 20 to the latest close", at the day that
// is item k; nil for anything else.
func (s *sentence) fromUntilNow(k int) *when.Expr {
	t := s.items[k].time
	if t == nil || t.Kind != when.Day || t.Missing != nil || !s.at(k-1).oneOf("from") || !s.at(k+1).oneOf("to", "through", "until") {
		return nil
	}
	j := k + 2
	if s.at(j).oneOf("the") {
		j++
	}
	if !s.at(j).oneOf("latest", "last", "now", "date", "present") {
		return nil
	}
	e := *t
	e.Kind, e.To, e.Base = when.Since, 0, t.From
	return &e
}
