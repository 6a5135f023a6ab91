package check

import (
	"strings"

	"newstape/story/quantity"
	"newstape/story/when"
)

// streak reads "a third consecutive fall", "fourth-straight win", "for a second
// straight session".
func (r *reader) streak(s *sentence, i int) {
	k := i + 1
	for s.at(k).text == "-" {
		k++
	}
	plain := s.at(i-1).oneOf("a") && s.at(i-2).oneOf("for") && s.at(k).oneOf("day", "session")
	row := s.inARow(k+1) && s.at(k).oneOf("session", "day")
	if !plain && !row && !s.at(k).oneOf("straight", "consecutive", "successive") {
		return
	}
	end := k
	dir := Direction("")
	for j := k + 1; j <= k+4; j++ {
		it := s.at(j)
		if it.oneOf("session", "day", "week", "month", "quarter", "year") {
			end = j
			if it.oneOf("quarter", "year", "month", "week") {
				return
			}
		}
		if it.is(moveNoun) || it.oneOf("win", "losing", "winning") {
			end = j
			dir = it.direction
			if it.oneOf("win", "winning") {
				dir = Up
			}
			break
		}
	}
	if dir == "" || dir == NoSign {
		dir = s.moveAround(i)
	}
	if dir == "" {
		return
	}
	from := i
	if s.at(i-1).oneOf("a", "an") {
		from--
	}
	f := finding{
		measure: Streak, dir: dir, amount: s.items[i].amount, value: s.items[i].amount.Value, item: i, trigger: i, unit: "sessions",
		scope: s.scopeOf(i), span: s.span(from, end), number: s.items[i].Span,
	}
	s.used[i] = true
	if p, ok := s.nounSubject(end); ok && p != nil && p.class == listedName {
		if sub, ok := r.resolve(s, p, i); ok {
			f.subject = sub
			s.findings = append(s.findings, f)
			return
		}
	}
	r.addRecord(s, f, i)
}

// inARow reports "in a row" at item k.
func (s *sentence) inARow(k int) bool { return strings.HasPrefix(s.lower(k, k+3), "in a row") }

// streakCount reads "fell for three sessions in a row", "five straight days of
// losses".
func (r *reader) streakCount(s *sentence, i int) {
	days := s.sessions(i)
	straight := s.inARow(i+1) || hasWord(s.lower(i, i+1), "straight") || hasWord(s.lower(i, i+1), "consecutive")
	if days < 2 || !straight {
		return
	}
	end, dir := i, Direction("")
	if s.inARow(i + 1) {
		end = i + 3
	}
	if s.at(end + 1).oneOf("of") {
		for k := end + 2; k <= end+4; k++ {
			if it := s.at(k); it.is(moveNoun) && (it.direction == Up || it.direction == Down) {
				dir, end = it.direction, k
				break
			}
		}
	}
	if dir == "" {
		dir = s.moveAround(i)
	}
	if dir == "" {
		return
	}
	r.addRecord(s, finding{
		measure: Streak, dir: dir, amount: s.counted(i, days), value: float64(days), item: i, trigger: i, unit: "sessions",
		scope: s.scopeOf(i), span: s.span(i, min(end, len(s.items)-1)), number: s.items[i].Span,
	}, i)
}

// counted is the amount of item i, made of a stretch of time where need be.
func (s *sentence) counted(i, days int) *quantity.Quantity {
	if q := s.items[i].amount; q != nil {
		return q
	}
	return &quantity.Quantity{Span: s.items[i].Span, Number: s.items[i].Span, Value: float64(days), Scale: 1, Unit: quantity.Count, Qualifier: quantity.Exact}
}

// streakNoun reads "a two-day losing streak", "five days of selloff".
func (r *reader) streakNoun(s *sentence, i int) {
	dir := Direction("")
	for k := i - 1; k >= 0 && k >= i-6; k-- {
		it := s.items[k]
		switch {
		case it.oneOf("losing", "loss", "losses"):
			dir = Down
		case it.oneOf("winning", "gains", "win"):
			dir = Up
		}
		days := s.sessions(k)
		if days == 0 {
			continue
		}
		if s.items[i].oneOf("selloff") {
			dir = Down
		} else if s.items[i].oneOf("rally") {
			dir = Up
		}
		if dir == "" {
			return
		}
		f := finding{
			measure: Streak, dir: dir, value: float64(days), item: k, trigger: k, unit: "sessions", scope: s.scopeOf(i),
			span: s.span(k, i), number: s.items[k].Span, kind: "ended", amount: s.counted(k, days),
		}
		r.addRecord(s, f, i)
		return
	}
}

// sessions is how many sessions item k counts, 0 for none.
func (s *sentence) sessions(k int) int {
	it := s.items[k]
	if it.amount != nil && it.amount.Unit == quantity.Count {
		switch strings.TrimSuffix(it.amount.Noun, "s") {
		case "day", "session":
			return int(it.amount.Value)
		}
	}
	if it.time != nil && it.time.Kind == when.Trailing && (it.time.Unit == "session" || it.time.Unit == "day") {
		return it.time.Count
	}
	return 0
}

// moveAround is the direction of the sentence's nearest move word.
func (s *sentence) moveAround(i int) Direction {
	for d := 1; d < len(s.items); d++ {
		for _, k := range [2]int{i - d, i + d} {
			if it := s.at(k); it.is(moveVerb|moving|moveNoun|sideways) && (it.direction == Up || it.direction == Down) {
				return it.direction
			}
		}
	}
	return ""
}
