package table

import (
	"errors"
	"io"
	"math"
	"slices"

	"newstape/fault"
)

// maxCategories bounds the values of a column of words.
const maxCategories = 20

// ReadColumn reads the words of one column of an event file, one a row of events
// in the order of [ReadEvents].
func ReadColumn(r io.Reader, name, column string) ([]string, error) {
	rows, err := open(r, name)
	if err != nil {
		return nil, err
	}
	at := rows.find(column)
	if at < 0 {
		return nil, fault.New(fault.BadUsage, "read %s: row 1: the header %q has no column %q", name, short(rows.header), column)
	}
	var out []string
	for {
		record, err := rows.next()
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return nil, err
		}
		out = append(out, cell(record, at))
	}
}

// Regressors makes columns for a regression of a column of an event file: itself
// when every cell is a number or missing; else one column of 0 and 1 for each of
// its words but the first in alphabetical order, named such as group=good. An
// empty cell is NaN.
func Regressors(name string, cells []string) (names []string, columns [][]float64, err error) {
	var figures []float64
	r := &rows{name: name}
	for _, c := range cells {
		v, err := r.number(c, 0)
		if err != nil {
			figures = nil
			break
		}
		figures = append(figures, v)
	}
	if figures != nil {
		return []string{name}, [][]float64{figures}, nil
	}
	kinds := slices.Compact(slices.Sorted(slices.Values(cells)))
	kinds = slices.DeleteFunc(kinds, func(s string) bool { return s == "" })
	if len(kinds) < 2 || len(kinds) > maxCategories {
		return nil, nil, fault.New(fault.BadInput, "column %q of the events has %d different words, and a regressor has 2 to %d", name, len(kinds), maxCategories).
			Try("a column of numbers, or of few words")
	}
	for _, kind := range kinds[1:] {
		column := make([]float64, len(cells))
		for k, c := range cells {
			switch c {
			case kind:
				column[k] = 1
			case "":
				column[k] = math.NaN()
			}
		}
		names, columns = append(names, name+"="+kind), append(columns, column)
	}
	return names, columns, nil
}
