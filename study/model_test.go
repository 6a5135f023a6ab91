package study_test

import (
	"context"
	"math"
	"testing"

	"gonum.org/v1/gonum/mat"
	"pgregory.net/rapid"

	"newstape/study"
)

// fit runs a model on drawn columns and gives the sample of one event.
func fit(t *rapid.T, model string, factors int, seed uint64) (*study.Sample, *study.Result, *study.Table) {
	p, events := world(seed, 1+factors, 160, 1)
	events[0].Security = "S0"
	d := smallDesign()
	d.Model = model
	for k := range factors {
		d.Factors = append(d.Factors, []string{"S1", "S2", "S3"}[k])
	}
	s, r, err := study.Fitted(context.Background(), d, p, events)
	if err != nil {
		t.Fatal(err)
	}
	return s, r, p
}

func TestFactorsWithoutFactorsAreTheMarketModel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		seed := rapid.Uint64().Draw(t, "seed")
		a, ra, _ := fit(t, "market-model", 0, seed)
		b, rb, _ := fit(t, "factors", 0, seed)
		for k := range ra.Events[0].Params {
			near(t, "parameter", ra.Events[0].Params[k], rb.Events[0].Params[k], 1e-11)
		}
		near(t, "s", a.Sigma[0], b.Sigma[0], 1e-12)
		ca, cb := a.Cut(study.Window{From: -5, To: 5}), b.Cut(study.Window{From: -5, To: 5})
		near(t, "C", ca.C[0], cb.C[0], 1e-12)
		near(t, "SCAR", ca.SCAR[0], cb.SCAR[0], 1e-9)
	})
}

// C of a window is 1'(I + X_e (X'X)^-1 X_e')1, by plain matrices.
func TestForecastVarianceIsTheMatrixFormula(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		factors := rapid.IntRange(0, 3).Draw(t, "factors")
		s, r, p := fit(t, "factors", factors, rapid.Uint64().Draw(t, "seed"))
		from := rapid.IntRange(-5, 5).Draw(t, "from")
		w := study.Window{From: from, To: rapid.IntRange(from, 5).Draw(t, "to")}
		market, _ := p.Series("MKT")
		at := 0
		for k, day := range market.Stamps {
			if day == r.Events[0].Session {
				at = k
			}
		}
		columns := [][]float64{market.Values}
		for _, f := range r.Design.Factors {
			c, _ := p.Series(f)
			columns = append(columns, c.Values)
		}
		row := func(t int) []float64 {
			x := []float64{1}
			for _, c := range columns {
				x = append(x, c[t])
			}
			return x
		}
		k := len(columns) + 1
		x := mat.NewDense(s.M, k, nil)
		for j := range s.M {
			x.SetRow(j, row(at+s.EstFrom+j))
		}
		total := mat.NewVecDense(k, nil)
		for d := w.From; d <= w.To; d++ {
			total.AddVec(total, mat.NewVecDense(k, row(at+d)))
		}
		var xx, inverse mat.Dense
		xx.Mul(x.T(), x)
		if err := inverse.Inverse(&xx); err != nil {
			return // too ill-conditioned for the plain formula
		}
		var right mat.VecDense
		right.MulVec(&inverse, total)
		near(t, "C", s.Cut(w).C[0], float64(w.Len())+mat.Dot(total, &right), 1e-9)
	})
}

// Residuals are orthogonal to what was regressed on.
func TestResidualsAreOrthogonal(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, _, _ := fit(t, rapid.SampledFrom([]string{"market-model", "factors"}).Draw(t, "model"), 0, rapid.Uint64().Draw(t, "seed"))
		sum, cross, size := 0.0, 0.0, 0.0
		for k, u := range s.EstRow(0) {
			sum += u
			cross += u * s.BenchRow(0)[k]
			size += math.Abs(u)
		}
		if math.Abs(sum) > 1e-12*size || math.Abs(cross) > 1e-12*size {
			t.Fatalf("residuals sum to %v and to %v against the market", sum, cross)
		}
	})
}

// Returns in percent instead of fractions change no test.
func TestUnitsChangeNoTest(t *testing.T) {
	for _, model := range study.Models() {
		p, events := world(41, 6, 300, 12)
		d := smallDesign()
		d.Model, d.MaxReturn = model, 1e6
		want := run(t, d, p, events)
		for _, name := range p.Names() {
			s, _ := p.Series(name)
			for k := range s.Values {
				s.Values[k] *= 64 // a power of two: not a bit is lost
			}
		}
		got := run(t, d, p, events)
		for k, w := range want.Windows {
			for j, s := range w.Stats {
				g := got.Windows[k].Stats[j]
				if s.Test == "preevent" { // its value is a return
					g.Value = s.Value
				}
				if math.Abs(g.Value-s.Value) > 1e-9*(1+math.Abs(s.Value)) || math.Abs(g.P-s.P) > 1e-9 {
					t.Errorf("%s, %s %s=%s: %v (p %v), in other units %v (p %v)", model, w.Window, s.Test, s.Convention, s.Value, s.P, g.Value, g.P)
				}
			}
		}
	}
}

// A market whose returns are tiny differences around a large number is fitted as
// exactly as their spread allows.
func TestHostileLevelsAreFitted(t *testing.T) {
	p, events := world(42, 2, 300, 1)
	d := smallDesign()
	d.Tests, d.MaxReturn = []string{"csect"}, 1e9
	want := run(t, d, p, events).Events[0]
	for _, name := range p.Names() {
		s, _ := p.Series(name)
		for k := range s.Values {
			s.Values[k] += 1024
		}
	}
	got := run(t, d, p, events).Events[0]
	if math.Abs(got.Params[1]-want.Params[1]) > 1e-9 || math.Abs(got.Sigma/want.Sigma-1) > 1e-9 {
		t.Errorf("beta %v and s %v, on a level of 1024: %v and %v", want.Params[1], want.Sigma, got.Params[1], got.Sigma)
	}
}

func near(t *rapid.T, what string, got, want, tol float64) {
	if math.Abs(got-want) > tol*math.Max(1, math.Abs(want)) {
		t.Fatalf("%s: %v, want %v", what, got, want)
	}
}
