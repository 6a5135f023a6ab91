package pull

import (
	"fmt"
	"math"
	"slices"

	"newstape/tape/bars"
)

// How alike two files must be before one fills the gaps of the other: closes of
// common days within a hundredth of a percent as traded, and their ratio within
// a tenth of a percent when adjusted, on all but one day in a hundred, and
// enough of them to tell.
const (
	rawWithin      = 1e-4
	adjustedWithin = 1e-3
	alikeShare     = 0.99
	alikeDays      = 20
)

// onto says how the figures of one file come to the level of another.
type onto struct {
	price, volume float64 // factors; a volume of NaN is left out
	common        int     // days that both have
}

// fits finds how other may give s the days that it lacks, or why it may not.
//
// As traded, both must agree where they meet and have the same columns, and s
// no actions: a file does not know those of another. Adjusted levels depend on
// the day they were made, so other is scaled by the median ratio of closes on
// common days, which must be stable; columns that other lacks are missing.
func fits(s, other *bars.Series) (o onto, why string) {
	if s.Basis == bars.Raw && (s.Dividend != nil || s.Split != nil || !sameColumns(s, other)) {
		return o, "it has other columns"
	}
	ratios := ratiosOf(s, other, bars.FieldClose)
	o = onto{price: 1, volume: 1, common: len(ratios)}
	if o.common < alikeDays {
		return o, fmt.Sprintf("%s shared, %d are needed to lay one on the other", days(o.common), alikeDays)
	}
	within := rawWithin
	if s.Basis == bars.Adjusted {
		within = adjustedWithin
		o.price = median(ratios)
		o.volume = median(ratiosOf(s, other, bars.FieldVolume))
	}
	off := 0
	for _, r := range ratios {
		if math.Abs(r/o.price-1) > within {
			off++
		}
	}
	if float64(off) <= (1-alikeShare)*float64(o.common) {
		return o, ""
	}
	if s.Basis == bars.Adjusted {
		return o, fmt.Sprintf("its ratio to it is not stable: %d of %d shared days are more than %g %% off the median of %.6g", off, o.common, 100*within, o.price)
	}
	return o, fmt.Sprintf("%d of %d shared days differ", off, o.common)
}

func sameColumns(s, other *bars.Series) bool {
	for _, f := range []bars.Field{bars.FieldOpen, bars.FieldHigh, bars.FieldLow, bars.FieldVolume, bars.FieldDividend, bars.FieldSplit} {
		if (s.Column(f) == nil) != (other.Column(f) == nil) {
			return false
		}
	}
	return true
}

// ratiosOf divides the figures of s by those of other on the days that have
// both.
func ratiosOf(s, other *bars.Series, f bars.Field) []float64 {
	a, b := s.Column(f), other.Column(f)
	if a == nil || b == nil {
		return nil
	}
	var out []float64
	for k, d := range other.Dates {
		if i, ok := s.Index(d); ok && a[i] > 0 && b[k] > 0 {
			out = append(out, a[i]/b[k])
		}
	}
	return out
}

// median is NaN of no figures.
func median(v []float64) float64 {
	if len(v) == 0 {
		return math.NaN()
	}
	v = slices.Sorted(slices.Values(v))
	return (v[(len(v)-1)/2] + v[len(v)/2]) / 2
}

// fill gives s with the days of other that it lacks, and how many those are.
func fill(s, other *bars.Series, o onto) (*bars.Series, int) {
	out := &bars.Series{Listing: s.Listing, Calendar: s.Calendar, Basis: s.Basis, Source: s.Source}
	if t := o.times(); t != "" || s.Source != other.Source {
		out.Source += "; other days from " + other.Source + t
	}
	added := 0
	for i, k := 0, 0; i < s.Len() || k < other.Len(); {
		switch {
		case k == other.Len() || i < s.Len() && s.Dates[i] < other.Dates[k]:
			appendRow(out, s, s, i, onto{price: 1, volume: 1})
			i++
		case i < s.Len() && s.Dates[i] == other.Dates[k]:
			k++
		default:
			appendRow(out, s, other, k, o)
			k++
			added++
		}
	}
	return out, added
}

// times says by how much prices were scaled; "" when by nothing that shows.
func (o onto) times() string {
	if math.Abs(o.price-1) < 5e-6 {
		return ""
	}
	return fmt.Sprintf(" times %.6g", o.price)
}

// appendRow puts row k of from at the end of out, in the columns that like has.
func appendRow(out, like, from *bars.Series, k int, o onto) {
	out.Dates = append(out.Dates, from.Dates[k])
	for _, c := range []struct {
		to         *[]float64
		like, from []float64
		times      float64
	}{
		{&out.Open, like.Open, from.Open, o.price},
		{&out.High, like.High, from.High, o.price},
		{&out.Low, like.Low, from.Low, o.price},
		{&out.Close, like.Close, from.Close, o.price},
		{&out.Volume, like.Volume, from.Volume, o.volume},
	} {
		if c.like == nil {
			continue
		}
		v := math.NaN()
		if c.from != nil {
			v = c.from[k] * c.times
		}
		*c.to = append(*c.to, v)
	}
}

func days(n int) string {
	if n == 1 {
		return "1 day"
	}
	return fmt.Sprintf("%d days", n)
}
