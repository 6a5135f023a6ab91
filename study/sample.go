package study

import "math"

// Sample is the kept events as matrices, one row an event, NaN where missing.
// Columns are event days, so that column t of two events is the same event time;
// Axis gives the calendar place of a row.
type Sample struct {
	N int // events
	M int // estimation columns
	L int // event columns
	// EstFrom and EventFrom are the event days of the first columns.
	EstFrom, EventFrom int

	Residual []float64 // N x M
	AR       []float64 // N x L
	Return   []float64 // N x L, the security's own return
	Bench    []float64 // N x L, the market's return
	Sigma    []float64 // N, s
	DF       []int     // N, m - k
	Used     []int     // N, m
	Own      []float64 // N x L, own variance in units of s²
	Load     []float64 // N x L x K, see Fit
	K        int
	Weight   []float64 // N, Event.Weight

	// Day is N x (M + L) places on one calendar shared by all markets, for
	// estimation then event columns: equal numbers are the same day.
	Day []int32
	// Security numbers the securities: equal numbers are the same security.
	Security []int32
	// Session is the place of each event's day 0 on the shared calendar.
	Session []int32

	places []placed // where each event stands, for what the matrices leave out

	seed    uint64
	draws   int
	past    *past
	present *present
}

// EstRow is the residuals of event i.
func (s *Sample) EstRow(i int) []float64 { return s.Residual[i*s.M : (i+1)*s.M] }

// ARRow is the abnormal returns of event i.
func (s *Sample) ARRow(i int) []float64 { return s.AR[i*s.L : (i+1)*s.L] }

// BenchRow is the market's returns on the estimation columns of event i, NaN
// outside the data.
func (s *Sample) BenchRow(i int) []float64 {
	at := s.places[i]
	from, x := at.row+s.EstFrom, at.market.x[0]
	if from >= 0 && from+s.M <= len(x) {
		return x[from : from+s.M]
	}
	out := make([]float64, s.M)
	blank(out)
	for c := range out {
		if t := from + c; t >= 0 && t < len(x) {
			out[c] = x[t]
		}
	}
	return out
}

// Cut is one window of a sample. Its columns hold the events that have every
// day of the window, in the sample's order.
type Cut struct {
	Window Window
	Len    int // days
	N      int // events

	Event []int     // row in the sample
	CAR   []float64 // sum of AR
	C     []float64 // exact forecast variance of CAR in units of s²
	SCAR  []float64 // CAR / (s sqrt(C))
	CSAR  []float64 // sum of the daily AR / (s sqrt(C_t))
	Raw   []float64 // CAR / (s sqrt(Len)), no forecast error
}

// Cut sums the window w, which must lie in the event columns.
func (s *Sample) Cut(w Window) *Cut {
	c := &Cut{Window: w, Len: w.Len()}
	c.Event = make([]int, 0, s.N)
	buf := make([]float64, 0, 5*s.N)
	grow := func() []float64 {
		part := buf[len(buf) : len(buf) : len(buf)+s.N]
		buf = buf[:len(buf)+s.N]
		return part
	}
	c.CAR, c.C, c.SCAR, c.CSAR, c.Raw = grow(), grow(), grow(), grow(), grow()
	from, to := w.From-s.EventFrom, w.To-s.EventFrom
	load := make([]float64, s.K)
	for i := range s.N {
		car, csar, variance, ok := s.sum(i, from, to, load)
		if !ok {
			continue
		}
		c.Event = append(c.Event, i)
		c.CAR = append(c.CAR, car)
		c.C = append(c.C, variance)
		c.CSAR = append(c.CSAR, csar)
		c.SCAR = append(c.SCAR, car/(s.Sigma[i]*math.Sqrt(variance)))
		c.Raw = append(c.Raw, car/(s.Sigma[i]*math.Sqrt(float64(c.Len))))
	}
	c.N = len(c.Event)
	return c
}

// sum adds event i over the columns from..to: CAR, the sum of SAR, and
// C_cum = sum own + |sum G|² (Campbell, Lo and MacKinlay 1997, sec. 4.4;
// Mikkelson and Partch 1988).
func (s *Sample) sum(i, from, to int, load []float64) (car, csar, variance float64, ok bool) {
	clear(load)
	for t := from; t <= to; t++ {
		at := i*s.L + t
		ar := s.AR[at]
		if math.IsNaN(ar) {
			return 0, 0, 0, false
		}
		day := s.Own[at]
		variance += day
		for k := range load {
			g := s.Load[at*s.K+k]
			load[k] += g
			day += g * g
		}
		car += ar
		csar += ar / (s.Sigma[i] * math.Sqrt(day))
	}
	for _, g := range load {
		variance += g * g
	}
	return car, csar, variance, true
}

// Select is the sample of the given events only, in the given order.
func (s *Sample) Select(events []int) *Sample {
	out := *s
	out.N = len(events)
	out.past, out.present = new(past), new(present)
	pick := func(column []float64, width int) []float64 {
		part := make([]float64, 0, len(events)*width)
		for _, i := range events {
			part = append(part, column[i*width:(i+1)*width]...)
		}
		return part
	}
	out.Residual, out.AR = pick(s.Residual, s.M), pick(s.AR, s.L)
	out.Return, out.Bench = pick(s.Return, s.L), pick(s.Bench, s.L)
	out.Sigma, out.Weight = pick(s.Sigma, 1), pick(s.Weight, 1)
	out.Own, out.Load = pick(s.Own, s.L), pick(s.Load, s.L*s.K)
	out.DF, out.Used = make([]int, 0, len(events)), make([]int, 0, len(events))
	out.Day = make([]int32, 0, len(events)*(s.M+s.L))
	out.Security = make([]int32, 0, len(events))
	out.Session = make([]int32, 0, len(events))
	out.places = make([]placed, 0, len(events))
	for _, i := range events {
		out.places = append(out.places, s.places[i])
		out.DF = append(out.DF, s.DF[i])
		out.Used = append(out.Used, s.Used[i])
		out.Security = append(out.Security, s.Security[i])
		out.Session = append(out.Session, s.Session[i])
		out.Day = append(out.Day, s.Day[i*(s.M+s.L):(i+1)*(s.M+s.L)]...)
	}
	return &out
}
