package study

import (
	"encoding/csv"
	"errors"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"newstape/fault"
	"newstape/tape/calendar"
)

// ReadWide reads a CSV whose first column is the date and whose others are
// securities, prices or returns alike. Empty cells, NA and NaN are missing. Rows
// must be in order of date. name is the file's, for errors.
func ReadWide(name string, r io.Reader) (*Table, error) {
	in := newCSV(name, r)
	head, err := in.next()
	if err != nil {
		return nil, err
	}
	if len(head) < 2 {
		return nil, in.bad("the first row has %d columns", len(head)).Try("date,NAME,NAME,... with commas")
	}
	columns := make([][]float64, len(head)-1)
	var stamps []Stamp
	for {
		row, err := in.next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		day, err := ParseStamp(row[0])
		if err != nil {
			return nil, in.bad("column %q: %w", head[0], err)
		}
		if n := len(stamps); n > 0 && day <= stamps[n-1] {
			return nil, in.bad("column %q: %s does not come after %s of the row before", head[0], day, stamps[n-1]).
				Try("sort the rows by date and remove duplicates")
		}
		stamps = append(stamps, day)
		for j, cell := range row[1:] {
			v, err := number(cell)
			if err != nil {
				return nil, in.bad("column %q: %w", head[j+1], err)
			}
			columns[j] = append(columns[j], v)
		}
	}
	return NewTable(stamps, slices.Clone(head[1:]), columns)
}

// ReadLong reads a CSV with one row a security and day: symbol, date, value. The
// rows may stand in any order; the axis is every day that occurs.
func ReadLong(name string, r io.Reader) (*Table, error) {
	in := newCSV(name, r)
	head, err := in.next()
	if err != nil {
		return nil, err
	}
	if len(head) < 3 {
		return nil, in.bad("the first row has %d columns", len(head)).Try("symbol,date,value")
	}
	type cell struct {
		day  Stamp
		v    float64
		line int
	}
	cells := map[string][]cell{}
	var names []string
	var stamps []Stamp
	for {
		row, err := in.next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		day, err := ParseStamp(row[1])
		if err != nil {
			return nil, in.bad("column %q: %w", head[1], err)
		}
		v, err := number(row[2])
		if err != nil {
			return nil, in.bad("column %q: %w", head[2], err)
		}
		if cells[row[0]] == nil {
			names = append(names, row[0])
		}
		cells[row[0]] = append(cells[row[0]], cell{day, v, in.line})
		stamps = append(stamps, day)
	}
	slices.Sort(stamps)
	stamps = slices.Compact(stamps)
	columns := make([][]float64, len(names))
	for j, n := range names {
		columns[j] = make([]float64, len(stamps))
		blank(columns[j])
		line := make([]int, len(stamps))
		for _, c := range cells[n] {
			at, _ := slices.BinarySearch(stamps, c.day)
			if line[at] != 0 {
				return nil, fault.New(fault.BadInput, "read %s: row %d repeats %s of %s in row %d", name, c.line, n, c.day, line[at]).
					Try("remove one of them")
			}
			columns[j][at], line[at] = c.v, c.line
		}
	}
	return NewTable(stamps, names, columns)
}

// rows is a CSV with its place for errors.
type rows struct {
	name string
	r    *csv.Reader
	line int
}

func newCSV(name string, r io.Reader) *rows {
	c := csv.NewReader(r)
	c.TrimLeadingSpace = true
	return &rows{name: name, r: c}
}

// next gives a row; io.EOF at the end, but an empty file is an error.
func (in *rows) next() ([]string, error) {
	row, err := in.r.Read()
	if errors.Is(err, io.EOF) {
		if in.line == 0 {
			return nil, fault.New(fault.BadInput, "read %s: it is empty", in.name).Try("a header row and one row a day")
		}
		return nil, io.EOF
	}
	in.line++
	if err != nil {
		return nil, fault.New(fault.BadInput, "read %s: row %d: %w", in.name, in.line, err).
			Try("check the number of commas and the quotes")
	}
	if in.line == 1 {
		row[0] = strings.TrimPrefix(row[0], "\ufeff")
	}
	return row, nil
}

func (in *rows) bad(format string, args ...any) *fault.Error {
	return fault.New(fault.BadInput, "read %s: row %d: "+format, append([]any{in.name, in.line}, args...)...)
}

// number reads a figure; nothing, NA and NaN are NaN; infinities are refused.
func number(cell string) (float64, error) {
	cell = strings.TrimSpace(cell)
	switch cell {
	case "", "NA", "NaN", "nan", "null", ".":
		return math.NaN(), nil
	}
	v, err := strconv.ParseFloat(cell, 64)
	if err != nil || math.IsInf(v, 0) {
		return 0, fault.New(fault.BadInput, "%q is not a finite number", cell)
	}
	return v, nil
}

// ParseStamp reads 2025-11-14, 20251114, or 2025-11-14T18:25Z for a bar. A date
// with slashes is refused: 04/05/2020 is two days.
func ParseStamp(cell string) (Stamp, error) {
	cell = strings.TrimSpace(cell)
	layouts := []string{"2006-01-02T15:04Z", time.RFC3339}
	for _, layout := range layouts {
		if t, err := time.Parse(layout, cell); err == nil {
			return Moment(t), nil
		}
	}
	if len(cell) == 8 {
		if t, err := time.Parse("20060102", cell); err == nil {
			return Day(calendar.DateOf(t)), nil
		}
	}
	d, err := calendar.ParseDate(cell)
	if err != nil {
		return 0, fault.New(fault.BadInput, "%q is not a date", cell).Try("write 2025-11-14")
	}
	return Day(d), nil
}
