package study

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
)

// estimating are the models whose forecast has an error to get right.
func estimating() []Model {
	var out []Model
	for _, m := range modelList() {
		if m.Name() != "market-adjusted" {
			out = append(out, m)
		}
	}
	return out
}

// Nothing after the estimation window changes what is estimated, and one event
// day's return changes no other day's.
func TestNoModelLooksAhead(t *testing.T) {
	for _, m := range modelList() {
		y, x := thinlyTraded(12, 140, 1, 1, false)
		want, reason := fitModel(m, y, [][]float64{x}, 10, 110, 120, 131)
		if reason != Kept {
			t.Fatal(m.Name(), reason)
		}
		later := append([]float64(nil), x...)
		for k := 110; k < len(y); k++ {
			if k < 120 || k >= 131 {
				y[k], later[k] = 7, -3
			}
		}
		y[125] += 0.5
		got, _ := fitModel(m, y, [][]float64{later}, 10, 110, 120, 131)
		if fmt.Sprint(got.Params, got.Sigma, got.DF) != fmt.Sprint(want.Params, want.Sigma, want.DF) {
			t.Errorf("%s: days after the estimation window change %v to %v", m.Name(), want.Params, got.Params)
		}
		for k := range want.AR {
			jump := 0.0
			if k == 5 {
				jump = 0.5
			}
			if math.Abs(got.AR[k]-want.AR[k]-jump) > 1e-14 {
				t.Errorf("%s: day %d moved by %v, not %v", m.Name(), k, got.AR[k]-want.AR[k], jump)
			}
		}
	}
}

// Without an effect a standardised CAR has the variance of t with the model's
// degrees of freedom: the forecast error is right for every model.
func TestForecastErrorsAreRight(t *testing.T) {
	const n, m, l = 3000, 60, 5
	for _, model := range estimating() {
		sum, expected := 0.0, 0.0
		draw := rand.New(rand.NewPCG(9, 9))
		for range n {
			x := noise(draw, m+10+l, 0.01)
			u := noise(draw, m+10+l, 0.02)
			y := make([]float64, len(x))
			for k := range y {
				y[k] = 0.001 + x[k] + u[k]
			}
			f, reason := fitModel(model, y, [][]float64{x}, 0, m, m+10, m+10+l)
			if reason == NoConvergence || reason == Collinear { // a market that reverses by chance
				continue
			}
			if reason != Kept {
				t.Fatal(model.Name(), reason)
			}
			s := Sample{N: 1, L: l, AR: f.AR, Own: f.Own, Load: f.Load, K: f.K, Sigma: []float64{f.Sigma}}
			if s.Own == nil {
				s.Own = ones(l)
			}
			z := s.Cut(Window{0, l - 1}).SCAR[0]
			sum += z * z
			expected += float64(f.DF) / float64(f.DF-2)
		}
		// The standard error of the quotient is sqrt(2/n) times a little, 2.7 %.
		ratio := sum / expected
		t.Logf("%s: variance of SCAR %.3f of what it should be", model.Name(), ratio)
		tolerance := 0.09
		if model.Name() == "garch" {
			tolerance = 0.2 // sixty days do not tell the variance's memory
		}
		if math.Abs(ratio-1) > tolerance {
			t.Errorf("%s: variance of SCAR is %.3f of what it should be", model.Name(), ratio)
		}
	}
}

// With clustered variance GARCH's forecast orders the days: its z are as wide on
// calm days as on wild ones, the market model's are not.
func TestGarchStandardisesCalmAndWildDays(t *testing.T) {
	var calm, wild, calmOLS, wildOLS, nCalm, nWild float64
	y, x := garchWorld(21, 500*261, 0, 1, 1.2e-5, 0.17, 0.8)
	for k := range 500 {
		y, x := y[k*261:k*261+261], x[k*261:k*261+261]
		f, reason := fitModel(garchModel{}, y, [][]float64{x}, 0, 250, 250, 261)
		if reason != Kept {
			continue
		}
		o, _ := fitModel(marketModel{}, y, [][]float64{x}, 0, 250, 250, 261)
		z2, o2 := f.AR[0]*f.AR[0]/(f.Sigma*f.Sigma*f.Own[0]), o.AR[0]*o.AR[0]/(o.Sigma*o.Sigma)
		if f.Own[0] < 1 {
			calm, calmOLS, nCalm = calm+z2, calmOLS+o2, nCalm+1
		} else {
			wild, wildOLS, nWild = wild+z2, wildOLS+o2, nWild+1
		}
	}
	t.Logf("mean squared z, calm and wild: GARCH %.2f %.2f, market model %.2f %.2f", calm/nCalm, wild/nWild, calmOLS/nCalm, wildOLS/nWild)
	if r := (wild / nWild) / (calm / nCalm); r < 0.7 || r > 1.4 {
		t.Errorf("GARCH: wild days are %.2f times as wide as calm ones", r)
	}
	if r := (wildOLS / nWild) / (calmOLS / nCalm); r < 1.7 {
		t.Errorf("the market model's wild days are only %.2f times as wide: the world is not clustered", r)
	}
}

// h_{T+k} by the closed form: v + (arch + garch)^(k-1) (h_{T+1} - v), v the
// long-run variance.
func TestGarchForecastsRevertToTheLongRun(t *testing.T) {
	y, x := garchWorld(5, 290, 0, 1, 4e-5, 0.2, 0.5)
	f, reason := fitModel(garchModel{}, y, [][]float64{x}, 0, 250, 260, 290)
	if reason != Kept {
		t.Fatal(reason)
	}
	memory := f.Params[3] + f.Params[4]
	long := f.Params[2] / (1 - memory) / (f.Sigma * f.Sigma)
	for k := 1; k < len(f.Own); k++ {
		want := long + memory*(f.Own[k-1]-long)
		nearly(t, "h of the next day", f.Own[k], want, 1e-12)
	}
}

// An event before its estimation window is judged by the mean variance.
func TestGarchLooksBack(t *testing.T) {
	y, x := garchWorld(5, 290, 0, 1, 4e-5, 0.2, 0.5)
	f, reason := fitModel(garchModel{}, y, [][]float64{x}, 40, 290, 0, 11)
	if reason != Kept || f.Own[0] != f.Own[10] || math.Abs(f.Own[0]-1) > 0.2 {
		t.Errorf("%s: own variances %v", reason, f.Own)
	}
}

// BenchmarkModels is the fit of each model, 250 days and one market.
func BenchmarkModels(b *testing.B) {
	y, x := garchWorld(1, 261, 0, 1, 4e-6, 0.09, 0.9)
	for _, m := range modelList() {
		b.Run("model="+m.Name(), func(b *testing.B) {
			for b.Loop() {
				fitModel(m, y, [][]float64{x}, 0, 250, 250, 261)
			}
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "fits/s")
		})
	}
}
