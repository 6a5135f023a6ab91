package study

import "math"

// garchParams are the parameters in the units of the fit. The variance's pair is
// memory = arch + garch and share = arch / memory, so that every bound is a bound
// on one parameter.
type garchParams struct {
	alpha, beta, omega, memory, share float64
}

func (p garchParams) arch() float64  { return p.memory * p.share }
func (p garchParams) garch() float64 { return p.memory * (1 - p.share) }

func (p garchParams) list() [5]float64 {
	return [5]float64{p.alpha, p.beta, p.omega, p.memory, p.share}
}

// Bounds of the parameters. The variance of the fit's units is about 1.
const (
	minOmega  = 1e-8
	maxMemory = 1 - 1e-6
)

func garchOf(v [5]float64) garchParams {
	return garchParams{v[0], v[1], max(minOmega, v[2]), min(maxMemory, max(0, v[3])), min(1, max(0, v[4]))}
}

// moved is p after a step, cut to the bounds.
func (p garchParams) moved(step [5]float64) garchParams {
	v := p.list()
	for j := range v {
		v[j] += step[j]
	}
	return garchOf(v)
}

// outward tells that parameter j is at a bound and that raising the likelihood
// along g would leave it.
func outward(v [5]float64, j int, g float64) bool {
	low, high := math.Inf(-1), math.Inf(1)
	switch j {
	case 2:
		low = minOmega
	case 3:
		low, high = 0, maxMemory
	case 4:
		low, high = 0, 1
	}
	return (v[j] <= low && g <= 0) || (v[j] >= high && g >= 0)
}

// garchFit is one likelihood. y and x are in units of their spread, y is NaN on
// days that take no part, and the mean of y² is 1 at the least-squares line.
type garchFit struct {
	y, x []float64
	m    float64

	// Results of evaluate.
	loglik float64
	score  [5]float64
	info   [5][5]float64
	next   float64 // h of the day after the last
	meanH  float64
}

// evaluate runs the recursion: the log likelihood without its constant, and with
// deep also its gradient and its expected information
//
//	score = sum ½ (e²/h - 1) h'/h + e x/h
//	info  = sum ½ h'h'ᵀ/h² + x xᵀ/h
//
// by (alpha, beta, omega, memory, share).
func (f *garchFit) evaluate(p garchParams, deep bool) {
	arch, garch := p.arch(), p.garch()
	f.loglik, f.score, f.info, f.meanH = 0, [5]float64{}, [5][5]float64{}, 0
	h, square := 1.0, 1.0            // of the day before: its variance and squared error
	var dh, dSquare garchDerivatives // of the same, by the parameters
	for t, y := range f.y {
		if deep {
			for j := range dh {
				dh[j] = garch*dh[j] + arch*dSquare[j]
			}
			dh[2]++
			dh[3] += p.share*square + (1-p.share)*h
			dh[4] += p.memory * (square - h)
		}
		h = p.omega + arch*square + garch*h
		if y != y {
			square, dSquare = h, dh
			continue
		}
		x := f.x[t]
		e := y - p.alpha - p.beta*x
		square, dSquare = e*e, garchDerivatives{-2 * e, -2 * e * x}
		f.loglik -= 0.5 * (math.Log(h) + square/h)
		f.meanH += h
		if deep {
			f.add(&dh, h, e, x)
		}
	}
	f.meanH /= f.m
	f.next = p.omega + arch*square + garch*h
}

// garchDerivatives are those of one figure by each parameter.
type garchDerivatives [5]float64

// add puts one day into score and information (its upper triangle).
func (f *garchFit) add(dh *garchDerivatives, h, e, x float64) {
	surprise := 0.5 * (e*e/h - 1)
	f.score[0] += e / h
	f.score[1] += e * x / h
	f.info[0][0] += 1 / h
	f.info[0][1] += x / h
	f.info[1][1] += x * x / h
	for j := range dh {
		g := dh[j] / h
		f.score[j] += surprise * g
		for k := j; k < 5; k++ {
			f.info[j][k] += 0.5 * g * dh[k] / h
		}
	}
}
