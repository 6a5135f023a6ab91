package verdicts

import (
	"math"

	"newstape/check"
)

// conflict is statements about the same figure that cannot all be true, of one
// story or of several.
type conflict struct{ said []saying }

// saying is a statement and the story that makes it.
type saying struct {
	story     *Story
	statement *check.Statement
}

// figureKey is what two statements must share to speak of the same figure.
type figureKey struct {
	listing  string
	measure  check.Measure
	unit     string
	from, to string
	asof     string
}

// conflicts finds the figures that are stated in ways which exclude each other, in
// the order in which they are first stated.
func conflicts(all []*Story) []conflict {
	groups := map[figureKey][]saying{}
	var order []figureKey
	for _, c := range all {
		for i := range c.Statements {
			s := &c.Statements[i]
			if s.Listing == nil || s.Window.To == 0 || s.Measure == check.ExtremeSince || s.Measure == check.Extreme || s.Measure == check.OtherMeasure {
				continue
			}
			k := figureKey{s.Listing.ID(), s.Measure, s.Unit, "", s.Window.To.String(), s.Window.AsOf}
			if s.Measure == check.ReturnMulti {
				k.from = s.Window.From.String()
			}
			if groups[k] == nil {
				order = append(order, k)
			}
			groups[k] = append(groups[k], saying{c, s})
		}
	}
	var out []conflict
	for _, k := range order {
		if disagree(groups[k]) {
			out = append(out, conflict{groups[k]})
		}
	}
	return out
}

func disagree(said []saying) bool {
	for i := range said {
		for j := range i {
			aLow, aHigh := stretch(said[i].statement)
			bLow, bHigh := stretch(said[j].statement)
			if aLow > bHigh || bLow > aHigh {
				return true
			}
		}
	}
	return false
}

// stretch is the figures that a statement lets be true: half a unit of its last
// digit to either side, more where its words are loose. The embrace is wide on
// purpose: two statements conflict only when no reading lets both be true.
func stretch(s *check.Statement) (low, high float64) {
	low, high = math.Inf(-1), math.Inf(1)
	switch s.Direction {
	case check.Up:
		low = 0
	case check.Down:
		high = 0
	}
	if !s.HasValue {
		return low, high
	}
	sign := 1.0
	if s.Direction == check.Down {
		sign = -1
	}
	half := 0.5 * math.Pow(10, -float64(max(s.Decimals, 0)))
	from, to := s.Value, max(s.Value, s.UpTo)
	switch s.Qualifier {
	case "about":
		half = max(half, 0.1*s.Value, 0.5)
	case "more_than":
		to = math.Inf(1)
	case "less_than", "as_much_as":
		from = 0
	}
	a, b := sign*(from-half), sign*(to+half)
	return min(a, b), max(a, b)
}
