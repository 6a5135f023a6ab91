package check

import (
	"math"
	"strings"

	"newstape/story/quantity"
)

// flatMove is how far in per cent, either way, a price may go and still be flat.
const flatMove = 0.25

// slack keeps the half unit inclusive against the rounding of binary fractions.
const slack = 1e-9

// precision is half a unit of the last printed digit, in the units of value:
// 4.7 -> 0.05, 17 -> 0.5, 34.0 million -> 0.05 million. Number words and
// fractions ("a fifth") are read like whole numbers.
func precision(q *quantity.Quantity, scale float64) float64 {
	half := 0.5 * math.Pow(10, -float64(max(q.Decimals, 0)))
	if q.Scale != 0 && q.Scale != 1 {
		return half * q.Scale / scale
	}
	return half / scale
}

// looseness is what "about" and its like allow beside the printed precision.
func looseness(st *Statement, value float64) float64 {
	switch st.Measure {
	case Volume, VolumeMultiple:
		return 0.1 * value
	case LevelClose, LevelOpen, LevelHigh, LevelLow, LevelAsOf, PointChange:
		return 0.01 * value
	}
	return math.Max(0.5, 0.1*value)
}

// agrees reports whether a true figure is the stated one within what the text
// allows. Both are signed the same way; for "more than" the truth lies beyond.
func agrees(p placed, st *Statement, stated, truth float64) bool {
	half := tolerance(p, st)
	if p.upto != nil {
		if stated < 0 {
			truth = -truth
		}
		return truth >= p.value-half-slack && truth <= st.UpTo+half+slack
	}
	switch p.amount.Qualifier {
	case quantity.MoreThan:
		return stated >= 0 && truth > stated-slack || stated < 0 && truth < stated+slack
	case quantity.LessThan:
		if stated >= 0 {
			return truth >= 0 && truth < stated+slack
		}
		return truth <= 0 && truth > stated-slack
	}
	return math.Abs(truth-stated) <= half+slack
}

// tolerance is how far a true figure may lie from the stated one.
func tolerance(p placed, st *Statement) float64 {
	half := precision(p.amount, unitScale(st.Unit))
	if p.upto != nil {
		half = math.Min(half, precision(p.upto, unitScale(st.Unit)))
	}
	if p.amount.Qualifier == quantity.About {
		return math.Max(half, looseness(st, p.value))
	}
	return half
}

// unitScale is the size of a unit in the units of the quantity's own value.
func unitScale(unit string) float64 {
	switch {
	case unit == "million_shares":
		return 1e6
	case strings.HasSuffix(unit, "_billion"):
		return 1e9
	}
	return 1
}

// signed is the stated figure with the sign of its direction.
func (s Statement) signed() float64 {
	if s.Direction == Down {
		return -s.Value
	}
	return s.Value
}
