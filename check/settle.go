package check

import "newstape/tape/calendar"

// settleBare drops directions without a number where the story gives a number
// for the same listing and session, or the direction again. A loose one ("the fall
// in the stock") counts only when nothing else is said of the security's moves.
func settleBare(all []Statement) []Statement {
	type key struct {
		listing string
		to      calendar.Date
	}
	of := func(s Statement) key {
		k := key{to: s.Window.To}
		if s.Listing != nil {
			k.listing = s.Listing.ID()
		}
		return k
	}
	numbered := map[key]bool{}
	moved, said := map[string]bool{}, map[string]bool{}
	for _, s := range all {
		if s.Measure == Streak || s.HasValue && s.isMove() {
			numbered[of(s)] = true
		}
		if s.Mention == nil || !s.isMove() || s.loose {
			continue
		}
		said[s.Mention.Entity.ID] = true
		moved[s.Mention.Entity.ID] = moved[s.Mention.Entity.ID] || s.HasValue
	}
	out := all[:0]
	for _, s := range all {
		if !s.HasValue && s.isMove() {
			k := of(s)
			switch {
			case numbered[k], s.Headline && s.Mention != nil && moved[s.Mention.Entity.ID]:
				continue
			case s.loose && s.Mention != nil && said[s.Mention.Entity.ID]:
				continue
			}
			numbered[k] = true
			if s.Mention != nil {
				said[s.Mention.Entity.ID] = true
			}
		}
		out = append(out, s)
	}
	return out
}

// isMove reports a statement about how far or which way a price went.
func (s Statement) isMove() bool {
	switch s.Measure {
	case ReturnClose, ReturnAsOf, ReturnOpen, ReturnExtreme, ReturnMulti, PointChange, ReturnIntraday, ReturnPremarket, ReturnAfterHours:
		return true
	}
	return false
}
