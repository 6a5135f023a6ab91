package study

import (
	"math"

	"newstape/fault"
)

// Series is one column of a panel: a return (as a fraction) for each stamp,
// oldest first, NaN where there is none. A security that did not trade on a day
// either has NaN or no row; both mean the same.
type Series struct {
	Stamps []Stamp
	Values []float64
}

// Panel gives returns by name: securities, markets, factors, the risk-free rate.
// [Table] is one; an adapter over tape/bars is another. Series that share their
// Stamps slice are not copied. A panel is read by one goroutine.
type Panel interface {
	Series(name string) (Series, bool)
}

// Table is a panel whose columns share one axis.
type Table struct {
	stamps  []Stamp
	names   []string
	columns [][]float64
	index   map[string]int
}

// NewTable makes a table of columns that are as long as stamps. Stamps must
// increase; names must differ; values may be NaN but not infinite.
func NewTable(stamps []Stamp, names []string, columns [][]float64) (*Table, error) {
	if len(names) != len(columns) {
		return nil, fault.New(fault.BadInput, "panel has %d names for %d columns", len(names), len(columns))
	}
	t := &Table{stamps: stamps, names: names, columns: columns, index: make(map[string]int, len(names))}
	if err := increasing("panel", stamps); err != nil {
		return nil, err
	}
	for j, name := range names {
		if _, twice := t.index[name]; twice {
			return nil, fault.New(fault.BadInput, "panel names column %q twice", name).Try("rename one of them")
		}
		t.index[name] = j
		if len(columns[j]) != len(stamps) {
			return nil, fault.New(fault.BadInput, "panel column %q has %d rows for %d days", name, len(columns[j]), len(stamps))
		}
		for k, v := range columns[j] {
			if math.IsInf(v, 0) {
				return nil, fault.New(fault.BadInput, "panel column %q is infinite on %s", name, stamps[k]).
					Try("check the price before it for zero")
			}
		}
	}
	return t, nil
}

// Series gives a column.
func (t *Table) Series(name string) (Series, bool) {
	j, ok := t.index[name]
	if !ok {
		return Series{}, false
	}
	return Series{Stamps: t.stamps, Values: t.columns[j]}, true
}

// Names lists the columns in the order they were given.
func (t *Table) Names() []string { return t.names }

// Stamps is the axis. It is shared: do not change it.
func (t *Table) Stamps() []Stamp { return t.stamps }

func increasing(what string, stamps []Stamp) error {
	for k := 1; k < len(stamps); k++ {
		if stamps[k] == stamps[k-1] {
			return fault.New(fault.BadInput, "%s has %s twice (rows %d and %d)", what, stamps[k], k, k+1).
				Try("remove the duplicate row")
		}
		if stamps[k] < stamps[k-1] {
			return fault.New(fault.BadInput, "%s is not in order of date: %s in row %d follows %s", what, stamps[k], k+1, stamps[k-1]).
				Try("sort it by date")
		}
	}
	return nil
}
