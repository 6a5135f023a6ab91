package study

import (
	"math"

	"newstape/study/stat"
)

// Law is the distribution that a test's value is compared with.
type Law string

// The laws.
const (
	Normal  Law = "normal" // N(0,1)
	Student Law = "t"      // t with DF degrees of freedom
	Exact   Law = "exact"  // the statistic's own small-sample distribution
	Drawn   Law = "draws"  // resampled under the null
	NoLaw   Law = ""       // an estimate, not a test
)

// Value is what a test function returns: the statistic and its law, or the
// reason why there is none. For Exact and Drawn the function gives Less and More
// itself.
type Value struct {
	X       float64
	Law     Law
	DF      float64
	Less    float64 // P(statistic <= X) under the null
	More    float64 // P(statistic >= X)
	Note    string  // what was estimated on the way, such as "r=0.0113"
	Missing string  // why there is no value
}

func none(why string) Value { return Value{Missing: why} }

// Stat is one test's verdict on a day or window.
type Stat struct {
	Test       string `json:"test"`
	Convention string `json:"convention"` // which formula was used
	// Source is the paper or program of the formula. JSON lists each test's once.
	Source string `json:"-"`
	N      int    `json:"n"`
	// Value is the statistic. Law and DF say what it was compared with.
	Value float64 `json:"value"`
	Law   Law     `json:"law"`
	DF    float64 `json:"df,omitempty"`
	// P is two-sided. Less is the one-sided p against "below zero", More against
	// "above zero". Adjusted is P after Design.Adjust.
	P        float64 `json:"p"`
	Less     float64 `json:"p_less"`
	More     float64 `json:"p_more"`
	Adjusted float64 `json:"p_adjusted"`
	Note     string  `json:"note,omitempty"`
	// Missing, when set, says why there is no value; the numbers are then 0.
	Missing string `json:"missing,omitempty"`
}

// stat makes a Stat of a test's value and lets no NaN out.
func (t Test) stat(v Value, n int) Stat {
	out := Stat{Test: t.Name, Convention: t.Convention, Source: t.Source, N: n, Note: v.Note, Missing: v.Missing}
	if v.Missing == "" && (math.IsNaN(v.X) || math.IsInf(v.X, 0)) {
		out.Missing = "no spread to judge by"
	}
	if v.Missing == "" && v.Law == Student && !(v.DF > 0) {
		out.Missing = "no degrees of freedom"
	}
	if out.Missing != "" {
		return out
	}
	out.Value, out.Law, out.DF = v.X, v.Law, v.DF
	switch v.Law {
	case Normal:
		out.Less, out.More = stat.NormalCDF(v.X), stat.NormalCDF(-v.X)
	case Student:
		out.Less, out.More = stat.StudentCDF(v.X, v.DF), stat.StudentCDF(-v.X, v.DF)
	case Exact, Drawn:
		out.Less, out.More = v.Less, v.More
	case NoLaw:
		out.Less, out.More = 1, 1
	}
	out.P = min(1, 2*min(out.Less, out.More))
	out.Adjusted = out.P
	return out
}
