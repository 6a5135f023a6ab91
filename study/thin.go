package study

import (
	"math"
	"slices"

	"newstape/fault"
)

// TradeToTrade makes the returns of a security from its prices (missing or NaN
// where nothing traded) so that each one spans the days since the last price:
// simple returns, or log returns. The day after a gap of two days thus has the
// return of three days, and the days of the gap have none. It is what the
// trade-to-trade models want.
func TradeToTrade(prices Series, log bool) (Series, error) {
	out := Series{Stamps: prices.Stamps, Values: make([]float64, len(prices.Values))}
	if len(prices.Stamps) != len(prices.Values) {
		return Series{}, fault.New(fault.BadInput, "prices have %d dates and %d values", len(prices.Stamps), len(prices.Values))
	}
	last := math.NaN()
	for k, p := range prices.Values {
		out.Values[k] = math.NaN()
		if p != p {
			continue
		}
		if !(p > 0) || math.IsInf(p, 0) {
			return Series{}, fault.New(fault.BadInput, "the price of %s, row %d, is %v", prices.Stamps[k], k+1, p).
				Try("leave the price empty where nothing traded")
		}
		switch {
		case last != last:
		case log:
			out.Values[k] = math.Log(p / last)
		default:
			out.Values[k] = p/last - 1
		}
		last = p
	}
	return out, nil
}

// tradeToTrade is the market or factor model on returns between trades (Marsh
// 1979; Dimson and Marsh 1983; Maynes and Rumsey 1993). A return that spans n
// days, R, is set against what the market and the factors did over the same n
// days, X, and weighed by 1/n, because its error has n days' variance:
//
//	R/√n = alpha √n + b X/√n + u,  s² = sum u² / (m - k)
//
// In the event window the surprise of such a return is spread evenly over its
// days, since nobody knows on which of them it fell:
//
//	AR_t = (R - n alpha - b X) / n,  own variance s² each
//
// so that a window that holds the whole gap has the exact CAR and variance, and
// one that cuts the gap has its share and an error that is too large rather than
// too small. A gap that is open at the end of the event window is missing.
//
// The panel must give the return since the last trade on the day after a gap
// ([TradeToTrade]), and Design.Missing must be keep. Tables of prices read day by
// day have no return on that day; there every gap is at least two days long. So
// a gap is believed only in a series that has some gap of one day: elsewhere the
// return after a gap spans an unknown time and takes no part.
type tradeToTrade struct {
	log bool // returns over several days add up instead of compounding
}

func (m tradeToTrade) Name() string {
	if m.log {
		return "trade-to-trade-log"
	}
	return "trade-to-trade"
}

func (tradeToTrade) Params(regressors []string) []string {
	return append([]string{"alpha"}, regressors...)
}

// spell is a return over the n days that end at row.
type spell struct {
	row, days int
	y         float64
	x         []float64 // of market and factors over the same days
}

func (m tradeToTrade) Fit(in *Rows, out *Fit) Reason {
	bridged := hasOneDayGap(in.Y)
	spells := m.spells(in, in.EstFrom, in.EstTo, bridged)
	n, k := len(spells), len(in.X)+1
	out.Used, out.DF = n, n-k
	if out.DF < 1 {
		return TooFewDays
	}
	x := make([][]float64, k)
	for j := range x {
		x[j] = make([]float64, n)
	}
	y, total, level := make([]float64, n), 0.0, 0.0
	for a, s := range spells {
		root := math.Sqrt(float64(s.days))
		y[a], x[0][a] = s.y/root, root
		for j, v := range s.x {
			x[j+1][a] = v / root
		}
		total += s.y
		level += float64(s.days)
	}
	reg, reason := leastSquares(y, x)
	if reason != Kept {
		return reason
	}
	out.Params = reg.b
	daily, syy := total/level, 0.0 // R² compares with a constant daily mean
	for a, s := range spells {
		out.Residual[s.row-in.EstFrom] = reg.u[a]
		d := y[a] - daily*x[0][a]
		syy += d * d
	}
	out.spread(dot(reg.u, reg.u), syy)
	out.R2 = max(0, out.R2)
	m.forecast(in, out, reg.r, bridged)
	return Kept
}

// forecast spreads the surprise of each return over its event days.
func (m tradeToTrade) forecast(in *Rows, out *Fit, r []float64, bridged bool) {
	for t := in.EventFrom; t < in.EventTo; t++ {
		forecastRow(in, out, r, t)
		out.AR[t-in.EventFrom] = math.NaN()
	}
	for _, s := range m.spells(in, in.EventFrom, in.EventTo, bridged) {
		ar := s.y - out.Params[0]*float64(s.days)
		for j, x := range s.x {
			ar -= out.Params[j+1] * x
		}
		for t := max(s.row-s.days+1, in.EventFrom); t <= s.row; t++ {
			out.AR[t-in.EventFrom] = ar / float64(s.days)
		}
	}
}

// spells are the returns whose last day lies in from..to-1. A gap may begin
// before from.
func (m tradeToTrade) spells(in *Rows, from, to int, bridged bool) []spell {
	var out []spell
	last := from - 1
	for last >= 0 && !finite(in.Y[last]) {
		last--
	}
	for t := from; t < to; t++ {
		if !finite(in.Y[t]) {
			continue
		}
		s := spell{row: t, days: t - last, y: in.Y[t], x: make([]float64, len(in.X))}
		known := last >= 0 || t == 0
		last = t
		if !known || (s.days > 1 && !bridged) {
			continue
		}
		for j, x := range in.X {
			s.x[j] = m.over(x[t-s.days+1 : t+1])
			known = known && finite(s.x[j])
		}
		if known {
			out = append(out, s)
		}
	}
	return out
}

// over is the return of several days.
func (m tradeToTrade) over(x []float64) float64 {
	if len(x) == 1 {
		return x[0]
	}
	sum, product := 0.0, 1.0
	for _, v := range x {
		sum += v
		product *= 1 + v
	}
	if m.log {
		return sum
	}
	return product - 1
}

// hasOneDayGap tells a series whose returns span gaps from one in which a gap
// takes the day after it as well.
func hasOneDayGap(y []float64) bool {
	first := slices.IndexFunc(y, finite)
	if first < 0 {
		return false
	}
	for t := first + 1; t+1 < len(y); t++ {
		if !finite(y[t]) && finite(y[t-1]) && finite(y[t+1]) {
			return true
		}
	}
	return false
}

func finite(x float64) bool { return x-x == 0 }
