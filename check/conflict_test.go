package check

import (
	"testing"

	"pgregory.net/rapid"
)

// TestConflicts shows which figures of one story stand against each other.
func TestConflicts(t *testing.T) {
	tape := sampleTape(t)
	ref := referenceOf(t, "2025-11-15T10:30:00-05:00")
	for text, want := range map[string]int{
		"Alibaba fell 4.7% on Friday. Alibaba closed 3.8% lower on Friday.":                                                      1,
		"Alibaba fell nearly 4% on Friday. Alibaba closed 3.8% lower on Friday.":                                                 0,
		"Alibaba fell more than 3% on Friday. Alibaba closed 3.8% lower on Friday.":                                              0,
		"Alibaba fell less than 3% on Friday. Alibaba closed 3.8% lower on Friday.":                                              1,
		"Alibaba fell 4.7% on Friday. JD.com closed 3.8% lower on Friday.":                                                       0,
		"Alibaba fell 4.7% on Thursday. Alibaba closed 3.8% lower on Friday.":                                                    0,
		"Alibaba closed at $153.80 on Friday. Alibaba ended Friday at $152.30.":                                                  1,
		"Alibaba closed at $153.80 on Friday. Its Hong Kong shares closed at HK$155.00 on Friday.":                               0,
		"Alibaba closed 3.8% lower on Friday, not 4.7%.":                                                                         0,
		"Alibaba's market value fell by $18 billion on Friday. Alibaba's market value fell by $14.2 billion on Friday.":          1,
		"Alibaba fell 3.8% on Friday. Alibaba's shares fell to their lowest since October 21. They were the lowest since April.": 0,
	} {
		n := 0
		for _, s := range judged(text, ref, tape) {
			n += len(s.Conflicts)
		}
		if n != 2*want {
			t.Errorf("%s\n%d pairs, want %d", text, n/2, want)
		}
	}
}

// TestConflictLaws: a statement never conflicts with itself, and conflict has no
// direction. What the tape's figure is within for both is no conflict.
func TestConflictLaws(t *testing.T) {
	line := master().Ticker("BABA")[0].Listing
	rapid.Check(t, func(t *rapid.T) {
		draw := func() Statement {
			s := Statement{
				Listing: line, Measure: ReturnClose, Unit: "pct", HasValue: true, Value: rapid.Float64Range(0, 20).Draw(t, "value"), half: rapid.SampledFrom([]float64{0.5, 0.05, 0.005}).Draw(t, "half"),
				Direction: rapid.SampledFrom([]Direction{Up, Down}).Draw(t, "direction"), Qualifier: rapid.SampledFrom([]string{"exact", "about", "more_than", "less_than"}).Draw(t, "qualifier"),
			}
			s.Window.From, s.Window.To = 1, 2
			return s
		}
		a, b := draw(), draw()
		if Conflict(a, a) || Conflict(a, b) != Conflict(b, a) {
			t.Fatalf("%+v %+v", a, b)
		}
		truth := rapid.Float64Range(-20, 20).Draw(t, "truth")
		in := func(s Statement) bool { low, high, _ := s.allowed(); return low <= truth && truth <= high }
		if in(a) && in(b) && Conflict(a, b) {
			t.Fatalf("%v fits both %+v and %+v", truth, a, b)
		}
	})
}
