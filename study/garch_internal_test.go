package study

import (
	"math"
	"math/rand/v2"
	"testing"
)

// garchWorld simulates a market and a security with GARCH(1,1) errors.
func garchWorld(seed uint64, n int, alpha, beta, omega, arch, garch float64) (y, x []float64) {
	draw := rand.New(rand.NewPCG(seed, 7))
	h := omega / (1 - arch - garch)
	e := 0.0
	y, x = make([]float64, n), make([]float64, n)
	for t := -500; t < n; t++ {
		h = omega + arch*e*e + garch*h
		e = math.Sqrt(h) * draw.NormFloat64()
		m := 0.01 * draw.NormFloat64()
		if t >= 0 {
			x[t], y[t] = m, alpha+beta*m+e
		}
	}
	return y, x
}

// garchOn fits the model on all but the last eleven rows.
func garchOn(y, x []float64) (Fit, Reason) {
	return fitModel(garchModel{}, y, [][]float64{x}, 0, len(y)-11, len(y)-11, len(y))
}

// fitModel hands a model its blank fit, as the engine does.
func fitModel(m Model, y []float64, x [][]float64, e0, e1, w0, w1 int) (Fit, Reason) {
	k := len(m.Params(make([]string, len(x))))
	out := Fit{Residual: make([]float64, e1-e0), AR: make([]float64, w1-w0), K: k, Load: make([]float64, (w1-w0)*k)}
	blank(out.Residual)
	blank(out.AR)
	reason := m.Fit(&Rows{Y: y, X: x, EstFrom: e0, EstTo: e1, EventFrom: w0, EventTo: w1}, &out)
	return out, reason
}

// garchLoglik is the likelihood written out plainly, from returns and parameters.
func garchLoglik(y, x []float64, p []float64) float64 {
	mo := twoPass(y, x)
	_, _, ssr, _ := mo.Line()
	h := ssr / float64(mo.N)
	square, sum := h, 0.0
	for t := range y {
		h = p[2] + p[3]*square + p[4]*h
		if y[t] != y[t] {
			square = h
			continue
		}
		e := y[t] - p[0] - p[1]*x[t]
		square = e * e
		sum -= 0.5 * (math.Log(h) + square/h)
	}
	return sum
}

func TestGarchRecoversItsParameters(t *testing.T) {
	y, x := garchWorld(3, 20000, 0.0002, 1.2, 2e-6, 0.08, 0.9)
	f, reason := garchOn(y, x)
	if reason != Kept {
		t.Fatal(reason)
	}
	for k, want := range []float64{0.0002, 1.2, 2e-6, 0.08, 0.9} {
		tol := []float64{1.5e-4, 0.02, 6e-7, 0.012, 0.016}[k]
		if math.Abs(f.Params[k]-want) > tol {
			t.Errorf("%s is %v, simulated with %v", garchModel{}.Params(nil)[k], f.Params[k], want)
		}
	}
}

// No point of a grid over the variance's parameters, nor any near the maximum, is
// more likely than what was found.
func TestGarchIsTheMaximumOfAGrid(t *testing.T) {
	failed := 0
	for seed := range uint64(60) {
		arch := 0.02 * float64(seed%8)
		garch := []float64{0.1, 0.5, 0.85, 0.95}[seed%4] * (1 - arch) * 0.98
		y, x := garchWorld(seed, 261, 0, 1, 4e-4*(1-arch-garch), arch, garch)
		if seed%3 == 0 {
			for k := 20; k < 240; k += 17 {
				y[k] = math.NaN()
			}
		}
		f, reason := garchOn(y, x)
		if reason != Kept {
			t.Logf("seed %d: %s", seed, reason)
			failed++
			continue
		}
		y, x = y[:250], x[:250]
		top := garchLoglik(y, x, f.Params)
		unit := f.Sigma * f.Sigma * float64(f.DF) / float64(f.Used)
		for memory := 0.0; memory < 1; memory += 0.04 {
			for share := 0.0; share <= 1; share += 0.1 {
				for _, level := range []float64{0.3, 0.7, 1, 1.4, 2} {
					p := append([]float64{f.Params[0], f.Params[1]}, level*(1-memory)*unit, memory*share, memory*(1-share))
					if got := garchLoglik(y, x, p); got > top+1e-7 {
						t.Errorf("seed %d: %v has likelihood %v, above %v of %v", seed, p, got, top, f.Params)
					}
				}
			}
		}
		draw := rand.New(rand.NewPCG(seed, 8))
		for range 200 {
			p := append([]float64(nil), f.Params...)
			for k := range p {
				p[k] *= 1 + 0.01*draw.NormFloat64()
			}
			if p[3]+p[4] < 1-1e-6 && p[2] > 0 {
				if got := garchLoglik(y, x, p); got > top+1e-9 {
					t.Errorf("seed %d: a neighbour %v has likelihood %v above %v of %v", seed, p, got, top, f.Params)
				}
			}
		}
	}
	if failed > 3 {
		t.Errorf("%d of 60 did not converge", failed)
	}
}

func BenchmarkGarchFit(b *testing.B) {
	y, x := garchWorld(1, 261, 0, 1, 4e-6, 0.09, 0.9)
	for b.Loop() {
		garchOn(y, x)
	}
}
