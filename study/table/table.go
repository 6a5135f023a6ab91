// Package table reads the files that people bring to an event study: a list of
// events and tables of prices or returns, as CSV.
//
//	events, err := table.ReadEvents(f, "events.csv", table.EventOptions{})
//	panel, err := table.ReadPanel(f, "prices.csv", table.Options{Kind: table.Prices})
//
// Events have a header with a security and a date; the other columns are
// optional and found by their usual names (see [ReadEvents]). Panels are wide
// (one column a security) or long (date, security, value), told apart by their
// header. [ReadFactors] reads factor files as Kenneth French publishes them.
//
// Dates are 2025-11-14, 20251114, 14.11.2025, 14-Nov-2025; 11/14/2025 and
// 14/11/2025 where some row of the file tells which, else [Order] must. Times
// with a zone make an axis of bars, unless all are midnight; a time without a
// zone is ignored.
//
// Limits: comma, semicolon or tab separated; a decimal point. A cell that is not
// a number is an error that names file, row and column, unless it is one of the
// spellings of "missing" (empty, ".", "NA", "N/A", "NaN", "null").
package table

import (
	"bufio"
	"encoding/csv"
	"errors"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"newstape/fault"
)

// rows is a CSV file read row by row, with its place for messages.
type rows struct {
	name   string
	reader *csv.Reader
	header []string
	plain  []string // the header as find compares it
	row    int      // of the last record, counted in the file from 1
}

// open reads the header. A byte order mark and blank lines before it are
// skipped.
func open(r io.Reader, name string) (*rows, error) {
	buffered := bufio.NewReaderSize(r, 1<<16)
	if head, _ := buffered.Peek(3); string(head) == "\xef\xbb\xbf" {
		_, _ = buffered.Discard(3)
	}
	head, _ := buffered.Peek(1 << 12)
	out := &rows{name: name, reader: csv.NewReader(buffered)}
	out.reader.Comma = separator(string(head))
	out.reader.FieldsPerRecord = -1
	out.reader.TrimLeadingSpace = true
	out.reader.ReuseRecord = true
	record, err := out.next()
	if errors.Is(err, io.EOF) {
		return nil, fault.New(fault.BadInput, "read %s: the file is empty", name).Try("a CSV file with a header line")
	}
	if err != nil {
		return nil, err
	}
	for _, cell := range record {
		out.header = append(out.header, strings.TrimSpace(strings.Clone(cell)))
		out.plain = append(out.plain, plain(cell))
	}
	return out, nil
}

// separator is the one of comma, semicolon and tab that the first line has most
// of.
func separator(head string) rune {
	line, _, _ := strings.Cut(head, "\n")
	best, count := ',', 0
	for _, c := range []rune{',', ';', '\t'} {
		if n := strings.Count(line, string(c)); n > count {
			best, count = c, n
		}
	}
	return best
}

// next is the next record; io.EOF at the end.
func (r *rows) next() ([]string, error) {
	record, err := r.reader.Read()
	if err != nil {
		if errors.Is(err, io.EOF) {
			return nil, io.EOF
		}
		if parse, ok := errors.AsType[*csv.ParseError](err); ok {
			return nil, fault.New(fault.BadInput, "read %s: row %d, column %d: %w", r.name, parse.Line, parse.Column, parse.Err).
				Try("a CSV file with closed quotes")
		}
		return nil, fault.New(fault.BadInput, "read %s: %w", r.name, err)
	}
	r.row, _ = r.reader.FieldPos(0)
	return record, nil
}

// cell gives a record's cell, "" when the row is short.
func cell(record []string, column int) string {
	if column < 0 || column >= len(record) {
		return ""
	}
	return strings.TrimSpace(record[column])
}

// number reads a cell; NaN for a missing one.
func (r *rows) number(text string, column int) (float64, error) {
	if v, err := strconv.ParseFloat(text, 64); err == nil && v-v == 0 {
		return v, nil // the usual cell
	}
	switch strings.ToLower(text) {
	case "", ".", "na", "n/a", "nan", "null", "-":
		return math.NaN(), nil
	}
	v, err := strconv.ParseFloat(ungroup(text), 64)
	if err != nil {
		return 0, r.bad(column, "%q is not a number", text)
	}
	if math.IsInf(v, 0) {
		return 0, r.bad(column, "%q is infinite", text).Try("check the price before it for zero")
	}
	return v, nil
}

// ungroup takes the commas out of 1,234,567.8. A comma anywhere else stays, and
// makes the cell not a number: 1,5 might mean 1.5, and must not become 15.
func ungroup(text string) string {
	whole, _, _ := strings.Cut(text, ".")
	groups := strings.Split(whole, ",")
	for i, g := range groups {
		if i > 0 && len(g) != 3 || i == 0 && (len(strings.TrimLeft(g, "+-")) > 3 || strings.TrimLeft(g, "+-") == "") {
			return text
		}
	}
	return strings.ReplaceAll(text, ",", "")
}

// bad is an error at a column of the row that was read last.
func (r *rows) bad(column int, format string, args ...any) *fault.Error {
	name := strconv.Itoa(column + 1)
	if column >= 0 && column < len(r.header) && r.header[column] != "" {
		name = strconv.Quote(r.header[column])
	}
	return fault.New(fault.BadInput, "read %s: row %d, column %s: "+format, append([]any{r.name, r.row, name}, args...)...)
}

// find is the column whose header is one of names, letters and digits only
// compared; -1 when there is none.
func (r *rows) find(names ...string) int {
	for _, n := range names {
		if c := slices.Index(r.plain, plain(n)); c >= 0 {
			return c
		}
	}
	return -1
}

func plain(s string) string {
	var b strings.Builder
	for _, c := range strings.ToLower(s) {
		if c >= 'a' && c <= 'z' || c >= '0' && c <= '9' {
			b.WriteRune(c)
		}
	}
	return b.String()
}
