package study

import "math"

// garchModel is the market model whose errors have a variance that clusters, by
// Gaussian maximum likelihood (Bollerslev 1986, GARCH(1,1)):
//
//	R_t = alpha + beta Rm_t + e_t   e_t ~ N(0, h_t)
//	h_t = omega + arch e²_{t-1} + garch h_{t-1}
//	omega > 0, arch >= 0, garch >= 0, arch + garch < 1
//
// The recursion begins at the mean squared residual of least squares. On a day
// without a return e² is taken at its expectation h. An abnormal return is
// standardised by the variance that the estimation window forecasts for its day,
// k days after the window's last,
//
//	h_{T+1} = omega + arch e²_T + garch h_T
//	h_{T+k} = omega + (arch + garch) h_{T+k-1}
//	C_t = h_{T+k}/s² + x_t' V x_t / s²,  s² = sum e² / (m - 5)
//
// with V the inverse information of (alpha, beta). For an event before its
// estimation window the forecast is the mean of the fitted h. Residuals are plain
// e_t.
//
// The maximum is looked for from several starts, by projected Fisher scoring and
// then Newton-Raphson (garchclimb.go); [NoConvergence] says that none arrived. There must be 50 days;
// fewer cannot tell the variance's memory from chance.
type garchModel struct{}

// fewestGarch is the fewest days that a GARCH model is fitted on.
const fewestGarch = 50

func (garchModel) Name() string { return "garch" }

func (garchModel) Params([]string) []string {
	return []string{"alpha", "beta", "omega", "arch", "garch"}
}

func (garchModel) Fit(in *Rows, out *Fit) Reason {
	ys, xs := in.Y[in.EstFrom:in.EstTo], in.X[0][in.EstFrom:in.EstTo]
	mo := twoPass(ys, xs)
	m := float64(mo.N)
	out.Used, out.DF = mo.N, mo.N-5
	if mo.N < fewestGarch {
		return TooFewDays
	}
	if !(mo.SXX > collinear*m*mo.MeanX*mo.MeanX) {
		return Collinear
	}
	_, beta, ssr, _ := mo.Line()
	scaleX := math.Sqrt(mo.SXX / m)
	// In units of its own error the problem is the same for every security.
	unit := math.Sqrt(ssr / m)
	if !believable(ys, unit) {
		return ConstantReturns
	}
	f := garchFit{y: make([]float64, len(ys)), x: make([]float64, len(ys)), m: m}
	for t, y := range ys {
		dx := xs[t] - mo.MeanX
		f.y[t], f.x[t] = ((y-mo.MeanY)-beta*dx)/unit, dx/scaleX
		if !finite(f.y[t] + f.x[t]) {
			f.y[t] = math.NaN()
		}
	}
	p, ok := f.maximise()
	if !ok {
		return NoConvergence
	}
	slope := beta + p.beta*unit/scaleX
	level := mo.MeanY + p.alpha*unit
	out.Params = []float64{level - slope*mo.MeanX, slope, p.omega * unit * unit, p.arch(), p.garch()}
	ssr = 0
	for t, y := range ys {
		if e := (y - level) - slope*(xs[t]-mo.MeanX); finite(e) {
			out.Residual[t] = e
			ssr += e * e
		}
	}
	out.spread(ssr, mo.SYY)
	out.R2 = max(0, out.R2)
	f.forecast(in, out, p, unit, func(t int) (ar, dx float64) {
		d := in.X[0][t] - mo.MeanX
		return (in.Y[t] - level) - slope*d, d / scaleX
	})
	return Kept
}

// forecast fills the event days. day gives a day's abnormal return and its market
// return in the units of the fit.
func (f *garchFit) forecast(in *Rows, out *Fit, p garchParams, unit float64, day func(t int) (ar, dx float64)) {
	f.evaluate(p, true)
	// Cholesky factor of the inverse of the information of (alpha, beta).
	level, cross, slope := f.meanError()
	scale := unit / out.Sigma
	out.Own = make([]float64, in.EventTo-in.EventFrom)
	for t := in.EventFrom; t < in.EventTo; t++ {
		k := t - in.EventFrom
		ar, dx := day(t)
		out.AR[k] = ar
		h := f.meanH
		if t >= in.EstTo {
			h = f.ahead(p, t-in.EstTo+1)
		}
		out.Own[k] = h * scale * scale
		out.Load[5*k], out.Load[5*k+1] = scale*(level+cross*dx), scale*slope*dx
	}
}

// ahead is h on the k-th day after the estimation window.
func (f *garchFit) ahead(p garchParams, k int) float64 {
	h := f.next
	for range k - 1 {
		h = p.omega + p.memory*h
	}
	return h
}

// meanError is the Cholesky factor of the inverse of the 2 x 2 information of
// the mean's parameters.
func (f *garchFit) meanError() (level, cross, slope float64) {
	a, b, c := f.info[0][0], f.info[0][1], f.info[1][1]
	det := a*c - b*b
	level = math.Sqrt(c / det)
	cross = -b / det / level
	slope = math.Sqrt(max(0, a/det-cross*cross))
	return level, cross, slope
}
