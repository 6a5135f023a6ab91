package study

import (
	"math"
	"slices"
)

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
// arrived, or one was stuck above the best that did. Where two climbs differ by
// rounding only, the first counts.
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
	top, found, stuck := start{}, false, math.Inf(-1)
	for _, s := range best[:garchClimbs] {
		p, ok := f.climb(s.p)
		switch {
		case !ok:
			stuck = max(stuck, f.loglik)
		case !found || f.loglik > top.loglik+1e-9:
			top, found = start{p, f.loglik}, true
		}
	}
	if !found || stuck > top.loglik+1e-6 {
		return garchParams{}, false
	}
	return f.polish(top.p), true
}

// A climb has arrived when the step that it would take promises less than good in
// log likelihood, and has failed when it takes more than maxSteps. Near the top,
// where the promise is less than near, it goes by the curvature itself: the
// expected information can be half of it, and scoring then jumps to and fro.
const (
	near      = 0.3
	good      = 1e-9
	maxSteps  = 200
	maxPolish = 8
)

// climb is projected Newton-Raphson with damping: a step solves
// (A + damping diag(A)) step = score for the parameters that are not held at a
// bound, A the expected information or the curvature, is cut to the bounds, and is
// taken when the likelihood grows. It leaves loglik at the result.
func (f *garchFit) climb(p garchParams) (garchParams, bool) {
	f.evaluate(p, true)
	damping := 1e-3
	for range maxSteps {
		free := f.free(p)
		a, promise := f.shape(p, free)
		if promise < good {
			return p, true
		}
		here, score := f.loglik, f.score
		for {
			to := p.moved(scoringStep(free, &score, &a, damping))
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
	free := f.free(p)
	a, promise := f.shape(p, free)
	for range maxPolish {
		to := p.moved(scoringStep(free, &f.score, &a, 0))
		f.evaluate(to, true)
		free = f.free(to)
		var next float64
		if a, next = f.shape(to, free); !(next < promise) {
			break
		}
		p, promise = to, next
	}
	return p
}

// shape is the matrix that a step from p is taken by and what the plain step
// promises. The likelihood must be evaluated at p, and is so afterwards.
func (f *garchFit) shape(p garchParams, free []int) ([5][5]float64, float64) {
	a := f.info
	promise := f.promise(free, &a)
	if promise > near {
		return a, promise
	}
	if c := f.curvature(p, free); positive(free, &c) {
		return c, f.promise(free, &c)
	}
	return a, promise
}

// curvature is minus the second derivatives of the likelihood on the free
// parameters, by differences of the score. Steps go inwards from a bound.
func (f *garchFit) curvature(p garchParams, free []int) [5][5]float64 {
	const step = 1e-6
	here := *f
	var c [5][5]float64
	for _, j := range free {
		v := p.list()
		h := step * max(0.01, math.Abs(v[j]))
		if (j == 3 && v[j]+h > maxMemory) || (j == 4 && v[j]+h > 1) {
			h = -h
		}
		v[j] += h
		f.evaluate(garchOf(v), true)
		for _, k := range free {
			d := (here.score[k] - f.score[k]) / h / 2
			c[min(j, k)][max(j, k)] += d
			if j == k {
				c[j][j] += d
			}
		}
	}
	*f = here
	return c
}

// positive tells whether a is positive definite on the free parameters.
func positive(free []int, a *[5][5]float64) bool {
	var l [5][5]float64
	for r, i := range free {
		for c, j := range free[:r+1] {
			sum := a[min(i, j)][max(i, j)]
			for _, k := range free[:c] {
				sum -= l[i][k] * l[j][k]
			}
			if i != j {
				l[i][j] = sum / l[j][j]
				continue
			}
			if !(sum > 1e-10*math.Abs(a[i][i])) {
				return false
			}
			l[i][i] = math.Sqrt(sum)
		}
	}
	return true
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
func (f *garchFit) promise(free []int, a *[5][5]float64) float64 {
	sum := 0.0
	for j, s := range scoringStep(free, &f.score, a, 0) {
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
			for _, k := range free[:b] {
				sum -= l[i][k] * l[j][k]
			}
			if i == j {
				l[i][i] = math.Sqrt(max(sum, 1e-14))
			} else {
				l[i][j] = sum / l[j][j]
			}
		}
		z[i] = score[i]
		for _, k := range free[:a] {
			z[i] -= l[i][k] * z[k]
		}
		z[i] /= l[i][i]
	}
	for a, i := range slices.Backward(free) {
		sum := z[i]
		for _, k := range free[a+1:] {
			sum -= l[k][i] * step[k]
		}
		step[i] = sum / l[i][i]
	}
	return step
}
