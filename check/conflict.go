package check

import (
	"math"
	"slices"
)

// Conflict reports that two statements, of one story or of two, cannot both be
// true: they give the same measure of the same line over the same window, and what
// the printed precision and the hedges of one allow has nothing in common with what
// those of the other allow. Figures that their text withdraws conflict with nothing.
// Records are not compared.
func Conflict(a, b Statement) bool { return conflict(&a, &b) }

func conflict(a, b *Statement) bool {
	if !comparable(a, b) {
		return false
	}
	lowA, highA, okA := a.allowed()
	lowB, highB, okB := b.allowed()
	return okA && okB && (highA < lowB-slack || highB < lowA-slack)
}

// comparable reports that two statements measure the same thing.
func comparable(a, b *Statement) bool {
	switch {
	case a.Window.To == 0 || a.Window.From != b.Window.From || a.Window.To != b.Window.To || a.Window.Field != b.Window.Field || a.Window.AsOf != b.Window.AsOf:
		return false
	case a.Listing == nil || b.Listing == nil || a.Measure != b.Measure || a.Unit != b.Unit || a.Listing != b.Listing && a.Listing.ID() != b.Listing.ID():
		return false
	case (a.Against == nil) != (b.Against == nil) || a.Against != nil && a.Against.ID() != b.Against.ID():
		return false
	case slices.Contains(a.Flags, Retracted) || slices.Contains(b.Flags, Retracted):
		return false
	}
	switch a.Measure {
	case Extreme, ExtremeSince, Rank, OtherMeasure:
		return false
	case ReturnAsOf, LevelAsOf, ReturnIntraday:
		return a.Window.AsOf != "" // else each may speak of a moment of its own
	case ReturnPremarket, ReturnAfterHours:
		return false
	}
	return true
}

// allowed is the range of true figures that the words of a statement allow.
func (s *Statement) allowed() (low, high float64, ok bool) {
	if !s.HasValue {
		switch {
		case !s.isMove() && s.Measure != Spread:
			return 0, 0, false
		case s.Direction == Up:
			return slack, math.Inf(1), true
		case s.Direction == Down:
			return math.Inf(-1), -slack, true
		case s.Direction == Flat:
			return -flatMove, flatMove, true
		}
		return 0, 0, false
	}
	half := s.half
	if s.Qualifier == "about" {
		half = math.Max(half, looseness(s, s.Value))
	}
	low, high = s.Value-half, s.Value+half
	switch {
	case s.UpTo > 0:
		high = s.UpTo + half
	case s.Qualifier == "more_than":
		low, high = s.Value, math.Inf(1)
	case s.Qualifier == "less_than":
		low, high = 0, s.Value
	}
	if s.Direction == Down && !isLevel(s.Measure) {
		low, high = -high, -low
	}
	return low, high, true
}

// markConflicts notes in each statement the others that it cannot be true with.
func markConflicts(all []Statement) {
	for i := range all {
		for j := i + 1; j < len(all); j++ {
			if conflict(&all[i], &all[j]) {
				all[i].Conflicts = append(all[i].Conflicts, all[j].ID)
				all[j].Conflicts = append(all[j].Conflicts, all[i].ID)
			}
		}
	}
}
