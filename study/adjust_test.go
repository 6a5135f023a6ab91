package study_test

import (
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"newstape/study"
)

func TestAdjustByHand(t *testing.T) {
	p := []float64{0.04, 0.01, 0.03}
	for how, want := range map[string][]float64{
		"none":       {0.04, 0.01, 0.03},
		"bonferroni": {0.12, 0.03, 0.09},
		"holm":       {0.06, 0.03, 0.06},
		"hochberg":   {0.04, 0.03, 0.04},
		"bh":         {0.04, 0.03, 0.04},
		"by":         {0.04 * 11 / 6, 0.03 * 11 / 6, 0.04 * 11 / 6},
	} {
		if diff := cmp.Diff(want, study.AdjustP(p, how), cmpopts.EquateApprox(1e-12, 0)); diff != "" {
			t.Errorf("%s: %s", how, diff)
		}
	}
}

// Hommel's adjusted p is the closed test with Simes in every subset.
func TestHommelIsTheClosedSimesTest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := rapid.SliceOfN(rapid.Float64Range(0, 1), 1, 7).Draw(t, "p")
		want := make([]float64, len(p))
		for set := 1; set < 1<<len(p); set++ {
			var inside []float64
			for k, v := range p {
				if set>>k&1 == 1 {
					inside = append(inside, v)
				}
			}
			slices.Sort(inside)
			simes := 1.0
			for j, v := range inside {
				simes = math.Min(simes, float64(len(inside))*v/float64(j+1))
			}
			for k := range p {
				if set>>k&1 == 1 {
					want[k] = math.Max(want[k], simes)
				}
			}
		}
		if diff := cmp.Diff(want, study.AdjustP(p, "hommel"), cmpopts.EquateApprox(1e-9, 1e-12)); diff != "" {
			t.Fatal(diff)
		}
	})
}

func TestGroupsAreComparedPairByPair(t *testing.T) {
	p, events := world(31, 10, 300, 30)
	d := smallDesign()
	d.Tests = []string{"csect", "bmp"}
	for k := range events {
		events[k].Group = []string{"late", "early", ""}[k%3]
	}
	r := run(t, d, p, events)
	if len(r.Groups) != 2 || r.Groups[0].Group != "early" || r.Groups[0].N != 10 {
		t.Fatalf("groups %+v", r.Groups)
	}
	if len(r.Differences) != 3 || r.Differences[0].A != "early" || r.Differences[0].B != "late" {
		t.Fatalf("differences %+v", r.Differences)
	}
	if want := r.Groups[0].Windows[1].Mean - r.Groups[1].Windows[1].Mean; math.Abs(r.Differences[1].Mean-want) > 1e-15 {
		t.Errorf("difference %v, want %v", r.Differences[1].Mean, want)
	}
	alone := run(t, d, p, slices.DeleteFunc(slices.Clone(events), func(e study.Event) bool { return e.Group != "early" }))
	if diff := cmp.Diff(alone.Windows, r.Groups[0].Windows); diff != "" {
		t.Errorf("a group differs from the same events alone: %s", diff)
	}
}

// Welch's example with values worked out by hand: x = 1,2,3 and y = 2,4,6,8.
func TestWelchAndRankSumByHand(t *testing.T) {
	x, y := []float64{1, 2, 3}, []float64{2, 4, 6, 8}
	vx, vy := 1.0/3, 20.0/3/4
	w := study.Welch(x, y)
	df := (vx + vy) * (vx + vy) / (vx*vx/2 + vy*vy/3)
	if math.Abs(w.X-(-3/math.Sqrt(vx+vy))) > 1e-14 || math.Abs(w.DF-df) > 1e-12 {
		t.Errorf("welch %+v", w)
	}
	// Ranks of x: 1, 2.5, 4; W = 7.5; one pair of ties.
	z := (7.5 - 3*8.0/2) / math.Sqrt(3*4/12.0*(8-6.0/42))
	if r := study.RankSum(x, y); math.Abs(r.X-z) > 1e-14 {
		t.Errorf("rank sum %v, want %v", r.X, z)
	}
}

// All sign changes of four values, counted by hand: 10, 1, 1, 1 sums to 13, the
// largest of 16.
func TestPermutationCountsEverySign(t *testing.T) {
	c := &study.Cut{N: 4, Len: 1, Event: []int{0, 1, 2, 3}, CAR: []float64{10, 1, 1, 1}}
	for _, test := range study.Battery() {
		if test.String() == "permutation=signs" {
			v := test.Eval(&study.Sample{N: 4}, c)
			if v.Law != study.Exact || v.More != 1.0/16 || v.Less != 1 {
				t.Errorf("got %+v", v)
			}
		}
	}
}
