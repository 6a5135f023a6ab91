package check

import (
	"newstape/names/security"
	"newstape/story/quantity"
)

// couldBeLevel: money of the size of a price, or a bare number.
func (s *sentence) couldBeLevel(i int) bool {
	q := s.items[i].amount
	switch q.Unit {
	case quantity.Money:
		if q.Scale > 1 {
			return false
		}
		return !s.at(i+1).oneOf("per") || s.at(i+2).oneOf("share", "ads")
	case quantity.Points:
		return s.at(i-1).oneOf("at", "to") && q.Value >= 100
	case quantity.Plain:
		return q.Decimals > 0 || q.Value >= 100 || q.Value < 0 && s.at(i-1).oneOf("to", "at")
	case quantity.Count:
		return q.Decimals == 2 && s.at(i-1).oneOf("at") && s.at(i-2).is(closing|opening|trading) // "closed at 153.80 zlotys"
	}
	return false
}

// plainLevel: a number without a unit is a price only with decimals, or an
// index level.
func plainLevel(q *quantity.Quantity, sub subject) bool {
	if sub.name != nil && sub.name.Entity.Kind == security.Index || sub.index || sub.class == stranger {
		return true
	}
	return q.Decimals == 2 || q.Value < 0
}

// verbBetween is a closing, opening or trading verb between a move and a level:
// "rose 2.5% to close at 25.20".
func (s *sentence) verbBetween(from, to int) int {
	for k := to - 1; k > from; k-- {
		if s.items[k].is(closing | opening | trading) {
			return k
		}
	}
	return 0
}

func (s *sentence) verbMeasure(k int, m Measure) Measure {
	it := s.items[k]
	switch {
	case m == LevelLow || m == LevelHigh:
		return m
	case it.is(closing):
		return LevelClose
	case it.is(opening | gapping):
		return LevelOpen
	case it.is(trading) && s.at(k-1).oneOf("began", "begin", "begins", "started", "starts", "start", "opened", "opens"):
		return LevelOpen
	case it.is(trading):
		return LevelAsOf
	}
	return m
}

// levelLike is the measure of a level that a move led to.
func levelLike(f finding, m Measure) Measure {
	switch {
	case m != LevelClose:
		return m
	case f.measure == ReturnOpen || f.manner.opening:
		return LevelOpen
	case f.amount != nil && f.amount.Qualifier == quantity.AsMuchAs && f.dir == Down:
		return LevelLow
	case f.amount != nil && f.amount.Qualifier == quantity.AsMuchAs:
		return LevelHigh
	}
	return m
}
