package study

import (
	"fmt"
	"math"
	"slices"

	"newstape/fault"
)

// column is a benchmark with its axis: the regressors aligned to its own days.
type column struct {
	name    string
	stamps  []Stamp
	place   []int32     // number of each stamp among the days of all markets
	x       [][]float64 // the market, then the factors, in excess where asked
	free    []float64   // risk-free rate on the axis, or nil
	missing string      // why it cannot be used
}

// loader reads columns from a panel once each.
type loader struct {
	design  Design
	panel   Panel
	markets map[string]*column
	order   []*column
	checked map[*Stamp]int // axes already found in order, with their length
	cache   map[[2]string][]float64
}

func newLoader(d Design, p Panel) *loader {
	return &loader{
		design: d, panel: p, markets: map[string]*column{}, checked: map[*Stamp]int{},
		cache: map[[2]string][]float64{},
	}
}

// series gives a column of the panel after checking its axis.
func (l *loader) series(name string) (Series, bool, error) {
	s, ok := l.panel.Series(name)
	if !ok || len(s.Stamps) == 0 {
		return s, false, nil
	}
	if len(s.Stamps) != len(s.Values) {
		return s, false, fault.New(fault.BadInput, "series %q has %d dates and %d returns", name, len(s.Stamps), len(s.Values))
	}
	if n, ok := l.checked[&s.Stamps[0]]; !ok || n < len(s.Stamps) {
		if err := increasing(fmt.Sprintf("series %q", name), s.Stamps); err != nil {
			return s, false, err
		}
		l.checked[&s.Stamps[0]] = len(s.Stamps)
	}
	return s, true, nil
}

// market loads a benchmark with the design's factors and risk-free rate.
func (l *loader) market(name string) (*column, error) {
	if c, ok := l.markets[name]; ok {
		return c, nil
	}
	c, err := l.benchmark(name)
	if err == nil {
		l.markets[name] = c
	}
	return c, err
}

func (l *loader) benchmark(name string) (*column, error) {
	c := &column{name: name}
	s, ok, err := l.series(name)
	if err != nil {
		return nil, err
	}
	if !ok {
		c.missing = fmt.Sprintf("the panel has no benchmark %q", name)
		return c, nil
	}
	c.stamps = s.Stamps
	l.order = append(l.order, c)
	if l.design.RiskFree != "" {
		rf, ok, err := l.series(l.design.RiskFree)
		if err != nil {
			return nil, err
		}
		if !ok {
			c.missing = fmt.Sprintf("the panel has no risk-free column %q", l.design.RiskFree)
			return c, nil
		}
		c.free = align(c.stamps, rf)
	}
	c.x = append(c.x, less(align(c.stamps, s), c.free))
	for _, f := range l.design.Factors {
		fs, ok, err := l.series(f)
		if err != nil {
			return nil, err
		}
		if !ok {
			c.missing = fmt.Sprintf("the panel has no factor %q", f)
			return c, nil
		}
		c.x = append(c.x, align(c.stamps, fs))
	}
	return c, nil
}

// security is a security's returns on the axis of a market.
func (l *loader) security(name string, m *column) ([]float64, bool, error) {
	key := [2]string{name, m.name}
	if y, ok := l.cache[key]; ok {
		return y, y != nil, nil
	}
	s, ok, err := l.series(name)
	if err != nil || !ok {
		l.cache[key] = nil
		return nil, false, err
	}
	y := less(align(m.stamps, s), m.free)
	l.cache[key] = y
	return y, true, nil
}

// number gives each day of all the markets its number, so that days of two
// markets can be compared.
func (l *loader) number() {
	var all []Stamp
	for _, c := range l.order {
		if len(all) == 0 {
			all = c.stamps
		} else if !slices.Equal(all, c.stamps) {
			all = slices.Concat(all, c.stamps)
			slices.Sort(all)
			all = slices.Compact(all)
		}
	}
	for _, c := range l.order {
		c.place = make([]int32, len(c.stamps))
		at := 0
		for k, s := range c.stamps {
			for all[at] < s {
				at++
			}
			c.place[k] = int32(at)
		}
	}
}

// align puts a series on an axis, NaN where it has no row. A series that is on
// the axis already is not copied.
func align(axis []Stamp, s Series) []float64 {
	if len(axis) == len(s.Stamps) && &axis[0] == &s.Stamps[0] {
		return s.Values
	}
	out := make([]float64, len(axis))
	at := 0
	for k, day := range axis {
		for at < len(s.Stamps) && s.Stamps[at] < day {
			at++
		}
		out[k] = math.NaN()
		if at < len(s.Stamps) && s.Stamps[at] == day {
			out[k] = s.Values[at]
		}
	}
	return out
}

func less(v, free []float64) []float64 {
	if free == nil {
		return v
	}
	out := make([]float64, len(v))
	for k := range v {
		out[k] = v[k] - free[k]
	}
	return out
}
