package study

import (
	"math"

	"newstape/fault"
)

// turnoverFloor keeps the logarithm of a day without a trade finite (Cready and
// Ramanan 1991).
const turnoverFloor = 0.000255

// LogVolume turns a table of traded shares into one on which the engine measures
// abnormal volume (Ajinkya and Jain 1989; Campbell and Wasley 1996):
//
//	V_it = ln( 100 n_it / S_it + 0.000255 )   with shares outstanding S
//	V_it = ln( 1 + n_it )                     without
//
// shares gives each column's shares outstanding under the column's own name; nil
// means there are none, and a column without them becomes all missing. With market
// not empty the table has one more column of that name, the mean of V over the
// securities on the day, which is Campbell and Wasley's market volume. Then
//
//	t, err := study.LogVolume(volumes, shares, "MARKET")
//	d := study.VolumeDesign(design) // market-model or mean-adjusted
//	r, err := study.Run(ctx, d, t, events)
//
// gives abnormal log volume with every test of returns. Volumes are positively
// autocorrelated, which the forecast error of a window does not know of: windows of
// several days reject too often, single days do not.
func LogVolume(volume *Table, shares Panel, market string) (*Table, error) {
	stamps := volume.Stamps()
	names := append([]string(nil), volume.Names()...)
	var columns [][]float64
	for _, name := range names {
		s, _ := volume.Series(name)
		outstanding, err := sharesOf(shares, name, stamps)
		if err != nil {
			return nil, err
		}
		column := make([]float64, len(stamps))
		for k, n := range s.Values {
			if n < 0 {
				return nil, fault.New(fault.BadInput, "the volume of %q on %s is %v, below zero", name, stamps[k], n)
			}
			switch {
			case outstanding == nil:
				column[k] = math.Log1p(n)
			case outstanding[k] > 0:
				column[k] = math.Log(100*n/outstanding[k] + turnoverFloor)
			default:
				column[k] = math.NaN()
			}
		}
		columns = append(columns, column)
	}
	if market != "" {
		names, columns = append(names, market), append(columns, meanColumn(columns, len(stamps)))
	}
	return NewTable(stamps, names, columns)
}

// sharesOf is the shares outstanding on the axis: the last figure at or before
// each day, since files give them by month or by change. nil means there is no
// panel of them.
func sharesOf(shares Panel, name string, axis []Stamp) ([]float64, error) {
	if shares == nil {
		return nil, nil
	}
	out := make([]float64, len(axis))
	blank(out)
	s, ok := shares.Series(name)
	if !ok {
		return out, nil
	}
	if len(s.Stamps) != len(s.Values) {
		return nil, fault.New(fault.BadInput, "the shares of %q have %d dates and %d figures", name, len(s.Stamps), len(s.Values))
	}
	if err := increasing("shares of "+name, s.Stamps); err != nil {
		return nil, err
	}
	last, at := math.NaN(), 0
	for k, day := range axis {
		for ; at < len(s.Stamps) && s.Stamps[at] <= day; at++ {
			if finite(s.Values[at]) {
				last = s.Values[at]
			}
		}
		out[k] = last
	}
	return out, nil
}

// meanColumn is the mean over the columns that have a figure on the day.
func meanColumn(columns [][]float64, rows int) []float64 {
	out := make([]float64, rows)
	for t := range out {
		sum, n := 0.0, 0.0
		for _, c := range columns {
			if finite(c[t]) {
				sum += c[t]
				n++
			}
		}
		out[t] = sum / n // NaN where no column has one
	}
	return out
}

// VolumeDesign is a design of returns made fit for log volumes: their level is no
// return, so none of them is absurd, and there is no risk-free rate.
func VolumeDesign(d Design) Design {
	d.MaxReturn, d.RiskFree = 1e6, ""
	return d
}
