package study

import "math"

// Kind says how a price becomes a return.
type Kind string

// The kinds.
const (
	Simple Kind = "simple" // p1/p0 - 1
	Log    Kind = "log"    // ln(p1/p0)
)

// Returns turns prices into returns. The first is NaN, and so is one whose price
// or the one before it is missing: a gap is not filled and not spread.
func (k Kind) Returns(prices []float64) []float64 {
	out := make([]float64, len(prices))
	for t := range out {
		out[t] = math.NaN()
		if t == 0 || !(prices[t] > 0) || !(prices[t-1] > 0) {
			continue
		}
		if k == Log {
			out[t] = math.Log(prices[t] / prices[t-1])
		} else {
			out[t] = prices[t]/prices[t-1] - 1
		}
	}
	return out
}

// Returns is a table of the returns of a table of prices, on the same axis.
func (t *Table) Returns(k Kind) *Table {
	out := &Table{stamps: t.stamps, names: t.names, index: t.index}
	for _, c := range t.columns {
		out.columns = append(out.columns, k.Returns(c))
	}
	return out
}

// Scaled is a table with every value multiplied, such as 0.01 for percent.
func (t *Table) Scaled(by float64) *Table {
	out := &Table{stamps: t.stamps, names: t.names, index: t.index}
	for _, c := range t.columns {
		scaled := make([]float64, len(c))
		for k, v := range c {
			scaled[k] = v * by
		}
		out.columns = append(out.columns, scaled)
	}
	return out
}

// Delist puts a delisting return into simple returns at row: (1+r)(1+delisting)-1,
// or the delisting return alone where the day has none (Shumway 1997).
func Delist(returns []float64, row int, delisting float64) {
	if r := returns[row]; r == r {
		returns[row] = (1+r)*(1+delisting) - 1
		return
	}
	returns[row] = delisting
}

// Panels is a panel of several: the first that has a column gives it.
type Panels []Panel

// Series asks each panel in order.
func (p Panels) Series(name string) (Series, bool) {
	for _, one := range p {
		if s, ok := one.Series(name); ok {
			return s, true
		}
	}
	return Series{}, false
}
