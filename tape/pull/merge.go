package pull

import (
	"math"
	"newstape/tape/bars"
)

// How alike two files must be before one fills the gaps of the other: closes of
// common days within a hundredth of a percent, on all but one day in a hundred,
// and enough of them to tell.
const (
	alikeWithin = 1e-4
	alikeShare  = 0.99
	alikeDays   = 20
)

// fills reports whether other may give s the days that it lacks: both as traded,
// with the same columns, without actions (a file does not know those of
// another), and agreeing where they meet. Adjusted figures never qualify: their
// levels depend on the day they were made.
func fills(s, other *bars.Series) bool {
	if s.Basis != bars.Raw || s.Dividend != nil || s.Split != nil {
		return false
	}
	for _, f := range []bars.Field{bars.FieldOpen, bars.FieldHigh, bars.FieldLow, bars.FieldVolume, bars.FieldDividend, bars.FieldSplit} {
		if (s.Column(f) == nil) != (other.Column(f) == nil) {
			return false
		}
	}
	common, alike := 0, 0
	for i, d := range other.Dates {
		if k, ok := s.Index(d); ok {
			common++
			if math.Abs(other.Close[i]/s.Close[k]-1) <= alikeWithin {
				alike++
			}
		}
	}
	return common >= alikeDays && float64(alike) >= alikeShare*float64(common)
}

// fill gives s with the days of other that it lacks, and how many those are.
func fill(s, other *bars.Series) (*bars.Series, int) {
	out := &bars.Series{Listing: s.Listing, Calendar: s.Calendar, Basis: s.Basis, Source: s.Source + "; " + other.Source}
	if s.Source == other.Source {
		out.Source = s.Source
	}
	added := 0
	for i, k := 0, 0; i < s.Len() || k < other.Len(); {
		switch {
		case k == other.Len() || i < s.Len() && s.Dates[i] < other.Dates[k]:
			appendRow(out, s, i)
			i++
		case i < s.Len() && s.Dates[i] == other.Dates[k]:
			k++
		default:
			appendRow(out, other, k)
			k++
			added++
		}
	}
	return out, added
}

func appendRow(out, from *bars.Series, i int) {
	out.Dates = append(out.Dates, from.Dates[i])
	for _, c := range []struct {
		to   *[]float64
		from []float64
	}{
		{&out.Open, from.Open},
		{&out.High, from.High},
		{&out.Low, from.Low},
		{&out.Close, from.Close},
		{&out.Volume, from.Volume},
	} {
		if c.from != nil {
			*c.to = append(*c.to, c.from[i])
		}
	}
}
