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

// garchStarts are where the search may begin: memory and share.
func garchStarts() [][2]float64 {
	var out [][2]float64
	for _, memory := range []float64{0.3, 0.6, 0.85, 0.95, 0.985} {
		for _, share := range []float64{0.05, 0.15, 0.4} {
			out = append(out, [2]float64{memory, share})
		}
	}
	return append(out, [2]float64{0.5, 1})
}

// garchClimbs is how many of the starts, the most likely ones, are followed up.
const garchClimbs = 3

// maximise finds the parameters of the highest likelihood; false when no climb
// arrived. Where two climbs differ by rounding only, the first counts.
func (f *garchFit) maximise() (garchParams, bool) {
	type start struct {
		p      garchParams
		loglik float64
	}
	var best [garchClimbs + 1]start
	for k := range best {
		best[k].loglik = math.Inf(-1)
	}
	for _, s := range garchStarts() {
		p := garchParams{omega: 1 - s[0], memory: s[0], share: s[1]}
		f.evaluate(p, false)
		best[garchClimbs] = start{p, f.loglik}
		for k := garchClimbs; k > 0 && best[k].loglik > best[k-1].loglik; k-- {
			best[k], best[k-1] = best[k-1], best[k]
		}
	}
	top, found := start{loglik: math.Inf(-1)}, false
	for _, s := range best[:garchClimbs] {
		p, ok := f.climb(s.p)
		if ok && (!found || f.loglik > top.loglik+1e-9) {
			top, found = start{p, f.loglik}, true
		}
	}
	if !found {
		return top.p, false
	}
	return f.polish(top.p), true
}

// A climb has arrived when the step that scoring would take promises less than
// good in log likelihood, and has failed when it takes more than maxSteps.
const (
	good      = 1e-9
	maxSteps  = 400
	maxPolish = 60
)

// climb is projected Fisher scoring with damping: a step solves
// (info + damping diag(info)) step = score for the parameters that are not held
// at a bound, is cut to the bounds, and is taken when the likelihood grows. It
// leaves loglik at the result.
func (f *garchFit) climb(p garchParams) (garchParams, bool) {
	f.evaluate(p, true)
	damping := 1e-3
	for range maxSteps {
		free := f.free(p)
		if f.promise(free) < good {
			return p, true
		}
		here, score, info := f.loglik, f.score, f.info
		for {
			to := p.moved(scoringStep(free, &score, &info, damping))
			f.evaluate(to, true)
			if f.loglik > here {
				p, damping = to, max(1e-9, damping/8)
				break
			}
			if damping *= 4; !(damping < 1e12) {
				return p, false
			}
		}
	}
	return p, false
}

// polish takes plain steps as long as each promises less than the one before: so
// near the top the likelihood is all rounding, but its gradient is not.
func (f *garchFit) polish(p garchParams) garchParams {
	f.evaluate(p, true)
	promise := f.promise(f.free(p))
	for range maxPolish {
		to := p.moved(scoringStep(f.free(p), &f.score, &f.info, 0))
		f.evaluate(to, true)
		next := f.promise(f.free(to))
		if !(next < promise) {
			break
		}
		p, promise = to, next
	}
	return p
}

// free are the parameters that may move.
func (f *garchFit) free(p garchParams) []int {
	v := p.list()
	free := make([]int, 0, 5)
	for j := range v {
		if !outward(v, j, f.score[j]) {
			free = append(free, j)
		}
	}
	return free
}

// promise is what a plain step would gain if the likelihood were its quadratic,
// twice over.
func (f *garchFit) promise(free []int) float64 {
	sum := 0.0
	for j, s := range scoringStep(free, &f.score, &f.info, 0) {
		sum += s * f.score[j]
	}
	return sum
}

// scoringStep solves the damped system on the free parameters by Cholesky; the
// others do not move. The information is at least semidefinite; a trace on its
// diagonal keeps a direction without information from being divided by zero.
func scoringStep(free []int, score *[5]float64, info *[5][5]float64, damping float64) (step [5]float64) {
	var l [5][5]float64
	var z [5]float64
	for a, i := range free {
		for b, j := range free[:a+1] {
			sum := info[min(i, j)][max(i, j)]
			if i == j {
				sum += damping*sum + 1e-12
			}
			for k := range b {
				sum -= l[a][k] * l[b][k]
			}
			if a == b {
				l[a][a] = math.Sqrt(max(sum, 1e-14))
			} else {
				l[a][b] = sum / l[b][b]
			}
		}
		z[a] = score[i]
		for k := range a {
			z[a] -= l[a][k] * z[k]
		}
		z[a] /= l[a][a]
	}
	for a := len(free) - 1; a >= 0; a-- {
		sum := z[a]
		for k := a + 1; k < len(free); k++ {
			sum -= l[k][a] * step[free[k]]
		}
		step[free[a]] = sum / l[a][a]
	}
	return step
}
