package study

import (
	"math"

	"newstape/fault"
)

// PreEventCoefficient is one coefficient of a regression of CARs on what the
// events differ in, set against its own past.
type PreEventCoefficient struct {
	Coefficient // with the errors of least squares, for comparison
	// PreMean and PreSD (n-1) are of the same coefficient over Stretches stretches
	// of the estimation window.
	PreMean   float64 `json:"pre_mean"`
	PreSD     float64 `json:"pre_sd"`
	Stretches int     `json:"stretches"`
	// Z is (Value - PreMean) / PreSD. Stat is the test: Value among the stretches.
	Z    float64 `json:"z"`
	Stat Stat    `json:"stat"`
}

// PreEventRegression is the test of a cross-section by its pre-event benchmark
// (Cohn, Johnson, Liu and Wardlaw 2026), by least squares. The regression
//
//	CAR_i = c + b'z_i + e_i
//
// is run on the window, and in the same way on every stretch of as many days of
// the estimation window, whose residuals stand for abnormal returns on days when
// nothing happened. With K stretches a coefficient's p is
//
//	p_less = (1 + #{b_s <= b}) / (1 + K)   p_more = (1 + #{b_s >= b}) / (1 + K)
//
// two-sided twice the smaller. Firms alike in z move together on ordinary days
// too, so that b_s is not small by the textbook's error: the past shows how large
// it is. Stretches overlap; each is as good a draw as another. The idea is the
// paper's; ranks with overlapping stretches are our choice, its own tables were not
// available to check against.
//
// z has a column for each name with one value a row of the sample; an event with
// a NaN is left out, as is, on a stretch, an event with a gap there. The constant
// comes first in the answer.
func PreEventRegression(s *Sample, c *Cut, names []string, z [][]float64) ([]PreEventCoefficient, error) {
	bad := func(format string, args ...any) error {
		return fault.New(fault.BadInput, "regress CARs "+c.Window.String()+": "+format, args...)
	}
	if len(names) != len(z) || len(z) == 0 {
		return nil, bad("%d names for %d columns", len(names), len(z))
	}
	for j, column := range z {
		if len(column) != s.N {
			return nil, bad("%q has %d values for %d events", names[j], len(column), s.N)
		}
	}
	row := make([]float64, s.N)
	blank(row)
	for k, i := range c.Event {
		row[i] = c.CAR[k]
	}
	reg, reason := crossRegression(row, z)
	if reason != Kept {
		return nil, bad("%d events do not determine %d coefficients (%s)", c.N, len(z)+1, reason)
	}
	past := make([][]float64, len(z)+1)
	for from := 0; from+c.Len <= s.M; from++ {
		for i := range row {
			sum := 0.0
			for _, u := range s.EstRow(i)[from : from+c.Len] {
				sum += u
			}
			row[i] = sum
		}
		if then, reason := crossRegression(row, z); reason == Kept {
			for j, b := range then.b {
				past[j] = append(past[j], b)
			}
		}
	}
	out := make([]PreEventCoefficient, len(past))
	all := coefficients(append([]string{"constant"}, names...), reg.b, reg.errors(), len(reg.u)-len(reg.b))
	for j, one := range all {
		t := Test{Name: "preevent-slope", Convention: "ols", Source: "Cohn, Johnson, Liu and Wardlaw 2026"}
		out[j] = PreEventCoefficient{Coefficient: one, Stretches: len(past[j]), Stat: t.stat(amongPast(one.Value, past[j]), len(reg.u))}
		if mean, sd := meanSD(past[j]); len(past[j]) > 1 && sd > 0 && !math.IsInf(sd, 0) {
			out[j].PreMean, out[j].PreSD, out[j].Z = mean, sd, (one.Value-mean)/sd
		}
	}
	return out, nil
}

// crossRegression regresses y on a constant and z over the events that have all.
func crossRegression(y []float64, z [][]float64) (*regression, Reason) {
	var kept []float64
	x := make([][]float64, len(z)+1)
	for i, v := range y {
		sum := v
		for _, column := range z {
			sum += column[i]
		}
		if !finite(sum) {
			continue
		}
		kept = append(kept, v)
		x[0] = append(x[0], 1)
		for j, column := range z {
			x[j+1] = append(x[j+1], column[i])
		}
	}
	return leastSquares(kept, x)
}
