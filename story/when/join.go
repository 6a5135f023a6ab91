package when

import "newstape/receipt"

// join merges a part of a day or a clock time with the day that stands beside
// it: "at the close on Friday", "Friday's premarket trading", "3:38 p.m. today".
func (r *reader) join(hits []hit) []hit {
	out := hits[:0]
	for i := 0; i < len(hits); i++ {
		h := hits[i]
		if i+1 < len(hits) {
			if both, ok := r.reach(h, hits[i+1]); ok {
				out = append(out, both)
				i++
				continue
			}
		}
		if i+1 < len(hits) && r.adjacent(h.end, hits[i+1].start) {
			next := hits[i+1]
			switch {
			case h.needsDay && isDay(next):
				out = append(out, merge(h, next))
				i++
				continue
			case isDay(h) && next.needsDay && !r.dayFollows(hits, i+1):
				out = append(out, merge(next, h))
				i++
				continue
			}
		}
		out = append(out, h)
	}
	return out
}

// dayFollows reports whether the hit after k is a day that belongs to k.
func (r *reader) dayFollows(hits []hit, k int) bool {
	return k+1 < len(hits) && isDay(hits[k+1]) && r.adjacent(hits[k].end, hits[k+1].start)
}

// isDay reports a plain day that a part can be joined to.
func isDay(h hit) bool { return h.Kind == Day && !h.needsDay }

// merge gives part the day of day and the span of both.
func merge(part, day hit) hit {
	part.needsDay = false
	part.Span = part.Cover(day.Span)
	part.start, part.end = min(part.start, day.start), max(part.end, day.end)
	part.Expr = onDay(part.Expr, day.Expr)
	return part
}

// onDay gives e the day of d.
func onDay(e, d Expr) Expr {
	e.From, e.To, e.Relative, e.Roll, e.Shift = d.From, d.To, d.Relative, d.Roll, d.Shift
	if e.Missing == nil {
		e.Missing = d.Missing
	}
	return e
}

// adjacent reports whether only connecting words stand between two pieces.
func (r *reader) adjacent(from, to int) bool {
	if to-from > 4 {
		return false
	}
	for i := from; i < to; i++ {
		switch r.lower(i) {
		case "on", "of", "in", "for", "the", ",", "'s", "’s", "trading", "trade", "business", "session", "at", "as", "new", "york", "hong", "kong", "(":
		default:
			return false
		}
	}
	return true
}

// reach joins a window with the day that ends it (the past year through
// Thursday, the six days to June 22), and two days to a period (from Monday to
// Friday, Monday through Wednesday, between Nov. 3 and Nov. 7).
func (r *reader) reach(a, b hit) (hit, bool) {
	if b.start != a.end+1 || !isDay(b) {
		return hit{}, false
	}
	word := r.lower(a.end)
	ends := word == "through" || word == "to" || word == "ending" || word == "ended" || word == "until"
	switch {
	case a.Missing != nil || b.Missing != nil:
		if !ends || a.Kind != Trailing && a.Kind != Period && word != "through" {
			return hit{}, false
		}
		a.Missing, a.From, a.To, a.Base = noTime(), 0, 0, 0
	case (a.Kind == Trailing || a.Kind == Period) && ends && b.From >= a.From:
		a.To = b.From
	case !isDay(a) || b.From <= a.From:
		return hit{}, false
	case word == "through":
		a.Kind, a.To, a.Base = Period, b.From, before(a.From)
	case word == "to" && r.lower(a.start-1) == "from", word == "and" && r.lower(a.start-1) == "between":
		a.Kind, a.To, a.Base = Period, b.From, a.From
	default:
		return hit{}, false
	}
	a.end, a.Relative = b.end, a.Relative || b.Relative
	a.Span = receipt.Span{Start: a.Start, End: b.End}
	return a, true
}
