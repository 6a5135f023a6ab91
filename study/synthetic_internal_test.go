package study

import (
	"context"
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// donorWorld is a panel of a security, UNIT, that is a mix of D0, D1 and D2 with
// noise, and further donors. The event is on day 260.
func donorWorld(tb testing.TB, seed uint64, donors, days int) (*Table, Control) {
	tb.Helper()
	s := mixWorld(seed, days, donors, 0.005)
	stamps := make([]Stamp, days)
	for k := range stamps {
		stamps[k] = Stamp(k+1) * 86400
	}
	q := Control{Security: "UNIT", Session: stamps[days-11], Estimation: Window{-(days - 21), -11}, Event: Window{0, 5}, Seed: 1}
	names, columns := []string{"UNIT"}, [][]float64{s.y}
	for j, x := range s.x {
		q.Donors = append(q.Donors, fmt.Sprintf("D%d", j))
		names, columns = append(names, q.Donors[j]), append(columns, x)
	}
	p, err := NewTable(stamps, names, columns)
	if err != nil {
		tb.Fatal(err)
	}
	return p, q
}

func TestSyntheticControlRecoversAnEffect(t *testing.T) {
	p, q := donorWorld(t, 1, 40, 171)
	unit, _ := p.Series("UNIT")
	at, _ := slices.BinarySearch(unit.Stamps, q.Session)
	unit.Values[at+2] += 0.06
	spoilt, _ := p.Series("D7")
	spoilt.Values[50] = math.NaN()
	q.Intervals, q.Placebos = true, 20
	r, err := Synthetic(context.Background(), q, p)
	if err != nil {
		t.Fatal(err)
	}
	if g := r.Gaps[2]; math.Abs(g.AR-0.06) > 0.015 || g.Low > 0.06 || g.High < 0.06 || g.Low < 0.03 || g.P > 0.02 {
		t.Errorf("an effect of 6 %% is found as %+v", g)
	}
	if r.P > 0.05 || r.Placebo.P > 0.1 || r.Placebo.N != 20 {
		t.Errorf("p %v, among placebos %+v", r.P, *r.Placebo)
	}
	if !slices.Equal(r.LeftOut, []string{"D7"}) {
		t.Errorf("left out %v", r.LeftOut)
	}
	total := 0.0
	for k, w := range r.Weights {
		total += w.Weight
		if k > 0 && w.Weight > r.Weights[k-1].Weight {
			t.Errorf("weights are not in order: %v", r.Weights)
		}
	}
	nearly(t, "sum of weights", total, 1, 1e-12)
	if r.Weights[0].Donor != "D0" || math.Abs(r.Weights[0].Weight-0.5) > 0.1 {
		t.Errorf("the heaviest donor is %+v", r.Weights[0])
	}
}

// p is exact in finite samples when days are exchangeable: at most the level,
// whatever the donors; and the interval holds the truth at its level.
func TestConformalPHasItsSize(t *testing.T) {
	reject, covers, n := 0, 0, 0
	for seed := range uint64(400) {
		p, q := donorWorld(t, seed+1, 8, 61)
		q.Event, q.Level, q.Intervals = Window{0, 0}, 0.1, true
		r, err := Synthetic(context.Background(), q, p)
		if err != nil {
			t.Fatal(err)
		}
		n++
		if r.P <= 0.1 {
			reject++
		}
		if g := r.Gaps[0]; g.Low <= 0 && g.High >= 0 {
			covers++
		}
	}
	// Three standard errors of 400 draws at 10 % are 4.5 points; p moves in steps
	// of 1/41.
	t.Logf("rejects %.3f, covers %.3f", float64(reject)/float64(n), float64(covers)/float64(n))
	if f := float64(reject) / float64(n); f < 0.055 || f > 0.145 {
		t.Errorf("rejects %.3f of true hypotheses at 0.1", f)
	}
	if f := float64(covers) / float64(n); f < 0.855 || f > 0.965 {
		t.Errorf("intervals hold the truth in %.3f of cases at 0.9", f)
	}
}

// An end of an interval is where p crosses the level.
func TestConformalIntervalEndsAtTheLevel(t *testing.T) {
	p, q := donorWorld(t, 5, 10, 121)
	q.Event, q.Intervals = Window{0, 0}, true
	r, err := Synthetic(context.Background(), q, p)
	if err != nil {
		t.Fatal(err)
	}
	q.Level = 0.05
	c, err := q.gather(p)
	if err != nil {
		t.Fatal(err)
	}
	fit, _ := c.fit(nil)
	for _, end := range []struct{ at, out float64 }{{r.Gaps[0].Low, -1}, {r.Gaps[0].High, 1}} {
		inside, _ := c.p(end.at, 1, fit)
		outside, _ := c.p(end.at+end.out*r.RMSE/500, 1, fit)
		if inside <= 0.05 || outside > 0.05 {
			t.Errorf("at %v p is %v, beyond it %v", end.at, inside, outside)
		}
	}
}

func TestSyntheticControlIsTheSameOnAnyDraw(t *testing.T) {
	p, q := donorWorld(t, 2, 30, 121)
	q.Intervals, q.Placebos = true, 10
	a, err := Synthetic(context.Background(), q, p)
	if err != nil {
		t.Fatal(err)
	}
	b, _ := Synthetic(context.Background(), q, p)
	if diff := cmp.Diff(a, b); diff != "" {
		t.Error(diff)
	}
}

func TestSyntheticControlRefuses(t *testing.T) {
	p, q := donorWorld(t, 3, 5, 121)
	for name, bad := range map[string]func(*Control){
		"no such security": func(q *Control) { q.Security = "X" },
		"no such donor":    func(q *Control) { q.Donors = []string{"D0", "X"} },
		"no donors":        func(q *Control) { q.Donors = []string{"UNIT"} },
		"session":          func(q *Control) { q.Session = 5 },
		"too few days":     func(q *Control) { q.Estimation = Window{-20, -11} },
		"overlap":          func(q *Control) { q.Estimation.To = 0 },
		"outside":          func(q *Control) { q.Event.To = 50 },
		"level":            func(q *Control) { q.Level = 2 },
		"long estimation":  func(q *Control) { q.Estimation.From = -500 },
	} {
		one := q
		bad(&one)
		if r, err := Synthetic(context.Background(), one, p); err == nil {
			t.Errorf("%s: got %+v", name, r)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	q.Placebos = 3
	if _, err := Synthetic(ctx, q, p); err == nil {
		t.Error("a context that has ended is not heeded")
	}
}

// The model of the engine is the same mix.
func TestSyntheticModelIsTheMix(t *testing.T) {
	s := mixWorld(4, 131, 6, 0.01)
	f, reason := fitAllBut(syntheticControl{}, s.y, 11, s.x...)
	if reason != Kept {
		t.Fatal(reason)
	}
	part := simplex{y: s.y[:120]}
	for _, x := range s.x {
		part.x = append(part.x, x[:120])
	}
	if !part.solve() {
		t.Fatal("no optimum")
	}
	for a, j := range part.set {
		nearly(t, "weight", f.Params[j], part.w[a], 1e-12)
	}
	if f.DF != 120-len(part.set)+1 {
		t.Errorf("%d degrees of freedom for %d weights", f.DF, len(part.set))
	}
	one, _ := fitAllBut(syntheticControl{}, s.y, 11, s.x[0])
	adjusted, _ := fitAllBut(marketAdjusted{}, s.y, 11, s.x[0])
	if fmt.Sprint(one.AR) != fmt.Sprint(adjusted.AR) {
		t.Error("one donor is not the market-adjusted model")
	}
}

// BenchmarkSynthetic is one event with 10,000 donors: weights and the conformal p
// of the window, without and with daily intervals and 20 placebos.
func BenchmarkSynthetic(b *testing.B) {
	p, q := donorWorld(b, 1, 10000, 271)
	run := func(b *testing.B, q Control) {
		for b.Loop() {
			if _, err := Synthetic(context.Background(), q, p); err != nil {
				b.Fatal(err)
			}
		}
	}
	b.Run("p", func(b *testing.B) { run(b, q) })
	q.Intervals, q.Placebos = true, 20
	b.Run("intervals", func(b *testing.B) { run(b, q) })
}
