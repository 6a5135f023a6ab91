package quantity

import (
	"newstape/receipt"
	"newstape/story/text"
)

// hedge is the qualifier that stands before piece i, and the piece at which it
// begins. "As much as about 5%" takes the outer one.
func (r *reader) hedge(i int, m measure) (Qualifier, int) {
	q, start := r.oneHedge(i, m)
	if q == Exact {
		return Exact, i
	}
	if outer, first := r.oneHedge(start, m); outer != Exact {
		if outer != About {
			q = outer
		}
		start = first
	}
	return q, r.adverbs(start)
}

func (r *reader) oneHedge(i int, m measure) (Qualifier, int) {
	var buf [64]byte
	for n := 5; n >= 1; n-- {
		q, ok := r.hedges[string(text.AppendPhrase(buf[:0], r.ps, i-n, n))]
		if !ok || r.isPreposition(i-n, n, m) {
			continue
		}
		return q, i - n
	}
	return Exact, i
}

// isPreposition reports an "over", "under" or "around" that places in time
// instead of hedging: "over two sessions", but not "in over two years".
func (r *reader) isPreposition(i, n int, m measure) bool {
	if n != 1 {
		return false
	}
	switch r.at(i).Lower {
	case "over", "under", "above", "below", "near", "around":
	default:
		return false
	}
	if m.unit != Count || !isTimeNoun(m.noun) {
		return false
	}
	switch r.at(i - 1).Lower {
	case "in", "for", "just", "well", "by", "slightly", "after":
		return false
	}
	return true
}

// adverbs takes in "just", "well", "a little" before a hedge.
func (r *reader) adverbs(start int) int {
	switch r.at(start - 1).Lower {
	case "just", "well", "slightly", "comfortably", "marginally", "far", "only":
		return start - 1
	case "little", "bit", "shade", "touch", "tad":
		if r.at(start-2).Lower == "a" {
			return start - 2
		}
	}
	return start
}

// hedgeAfter reads a qualifier that follows: "or more", "or so", "5%+".
func (r *reader) hedgeAfter(end int) (Qualifier, receipt.Span) {
	switch {
	case r.at(end).Raw == "+" && r.glued(end) && (!r.glued(end+1) || r.at(end+1).Kind == text.Punct):
		return MoreThan, r.at(end).Span
	case r.at(end).Raw == "-" && r.at(end+1).Lower == "plus":
		return MoreThan, r.at(end + 1).Span
	case r.at(end).Lower != "or":
		return Exact, receipt.Span{}
	}
	span := r.at(end).Cover(r.at(end + 1).Span)
	switch r.at(end + 1).Lower {
	case "more", "higher", "better", "above":
		return MoreThan, span
	case "less", "lower", "fewer", "below":
		return LessThan, span
	case "so":
		return About, span
	}
	return Exact, receipt.Span{}
}
