package power

import (
	"math"
	"math/rand/v2"
	"strconv"

	"newstape/study"
	"newstape/tape/calendar"
)

// drawn is one sample's data.
type drawn struct {
	panel  panel
	events []study.Event
}

// panel is a market and the securities of one sample.
type panel map[string]study.Series

// Series gives a column.
func (p panel) Series(name string) (study.Series, bool) {
	s, ok := p[name]
	return s, ok
}

const marketName = "market"

// calendarLength is how many times longer the calendar is than one event needs, where
// events have dates of their own.
const calendarLength = 8

// axis is the calendar of every sample of a plan.
func (p Plan) axis() []study.Stamp {
	n := p.span()
	if !p.CommonDate {
		n *= calendarLength
	}
	out := make([]study.Stamp, n)
	for k := range out {
		out[k] = study.Day(calendar.Date(k + 1))
	}
	return out
}

// draw makes a sample of n events.
func (p Plan) draw(r *rand.Rand, axis []study.Stamp, n int) drawn {
	out := drawn{panel: panel{}}
	market, common := make([]float64, len(axis)), make([]float64, len(axis))
	for t := range axis {
		market[t] = p.MarketSigma * r.NormFloat64()
		common[t] = p.shock(r)
	}
	out.panel[marketName] = study.Series{Stamps: axis, Values: market}
	before, after := -p.Design.Estimation.From, p.Design.Event.To
	for i := range n {
		zero := before
		if room := len(axis) - before - after; room > 1 {
			zero += r.IntN(room)
		}
		from, to := zero-before, zero+after
		beta := 1 + 0.3*r.NormFloat64()
		sigma := p.Sigma * (1 + p.Spread*(2*r.Float64()-1))
		own := make([]float64, to-from+1)
		for t := from; t <= to; t++ {
			e := math.Sqrt(p.Correlation)*common[t] + math.Sqrt(1-p.Correlation)*p.shock(r)
			if t-zero >= p.Design.Event.From {
				e *= math.Sqrt(p.Variance)
			}
			own[t-from] = beta*market[t] + sigma*e
		}
		name := strconv.Itoa(i + 1)
		out.panel[name] = study.Series{Stamps: axis[from : to+1], Values: own}
		out.events = append(out.events, study.Event{ID: name, Security: name, On: axis[zero]})
	}
	return out
}

// shock has mean 0 and variance 1: normal, or Student's t scaled by
// sqrt((v-2)/v), made as a normal over the root of a chi-square.
func (p Plan) shock(r *rand.Rand) float64 {
	z := r.NormFloat64()
	if p.Freedom == 0 {
		return z
	}
	chi := 0.0
	for range p.Freedom {
		x := r.NormFloat64()
		chi += x * x
	}
	return z / math.Sqrt(chi/float64(p.Freedom-2))
}
