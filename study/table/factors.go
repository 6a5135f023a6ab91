package table

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"newstape/fault"
	"newstape/study"
	"newstape/tape/calendar"
)

// Factors is a file of factor returns.
type Factors struct {
	Table *study.Table
	// Market is the market's own return, made as Mkt-RF plus RF so that the
	// engine can take the risk-free rate off security and market alike; "" when
	// the file has no Mkt-RF.
	Market string
	// RiskFree is the column of the risk-free rate, or "".
	RiskFree string
	// Names are the other factors in the file's order, such as SMB, HML.
	Names []string
}

// marketColumn is the name that the market's own return is given.
const marketColumn = "Mkt"

// ReadFactors reads daily factors: either a file as Kenneth French publishes it
// (prose, a header that begins with a comma, rows that begin with 20251114, in
// per cent, -99.99 and -999 missing, a line of copyright), or a plain table with
// a date column, whose unit kind says.
func ReadFactors(r io.Reader, name string, opt Options) (*Factors, error) {
	whole, err := io.ReadAll(r)
	if err != nil {
		return nil, fault.New(fault.BadInput, "read %s: %w", name, err)
	}
	var t *study.Table
	if header := frenchHeader(whole); header >= 0 {
		t, err = readFrench(whole, header, name)
	} else {
		if opt.Kind == Prices {
			opt.Kind = Returns
		}
		t, err = ReadPanel(bytes.NewReader(whole), name, opt)
	}
	if err != nil {
		return nil, err
	}
	return arrange(t)
}

// frenchHeader is the line of the header, from 0: the first that begins with an
// empty cell or the word date and is followed by a row that begins with eight
// or six digits; -1 when the file is not of that kind.
func frenchHeader(whole []byte) int {
	lines := bufio.NewScanner(bytes.NewReader(whole))
	header := -1
	for n := 0; lines.Scan() && n < 100; n++ {
		head, _, found := strings.Cut(strings.TrimPrefix(lines.Text(), "\ufeff"), ",")
		head = strings.TrimSpace(head)
		switch {
		case !found:
			header = -1
		case head == "" || strings.EqualFold(head, "date"):
			header = n
		case header >= 0 && header == n-1 && (len(head) == 8 || len(head) == 6) && digits(head):
			return header
		}
	}
	return -1
}

func readFrench(whole []byte, header int, name string) (*study.Table, error) {
	lines := strings.Split(string(whole), "\n")
	bad := func(row int, format string, args ...any) *fault.Error {
		return fault.New(fault.BadInput, "read %s: row %d: "+format, append([]any{name, row + 1}, args...)...)
	}
	head := cells(lines[header])
	if len(head) < 2 {
		return nil, bad(header, "the header %q names no factors", lines[header]).Try("date,NAME,NAME,... with closed quotes")
	}
	names := head[1:]
	columns := make([][]float64, len(names))
	var stamps []study.Stamp
	for n := header + 1; n < len(lines); n++ {
		row := cells(lines[n])
		if row != nil && len(row[0]) == 6 && digits(row[0]) {
			return nil, bad(n, "%q is a month", row[0]).Try("the daily file of the same factors")
		}
		day, ok := frenchDay(row)
		if !ok {
			for later := n + 1; later < len(lines); later++ {
				if _, ok := frenchDay(cells(lines[later])); ok {
					return nil, bad(n, "%q is no row, and more rows follow", strings.TrimSpace(lines[n]))
				}
			}
			break // what follows the table is prose
		}
		if len(row) != len(names)+1 {
			return nil, bad(n, "%d figures for %d factors", len(row)-1, len(names))
		}
		stamps = append(stamps, study.Day(day))
		for k, text := range row[1:] {
			v, err := strconv.ParseFloat(text, 64)
			if err != nil || math.IsInf(v, 0) {
				return nil, bad(n, "factor %q: %q is not a number", names[k], text)
			}
			if v == -99.99 || v == -999 {
				v = math.NaN()
			}
			columns[k] = append(columns[k], v/100)
		}
	}
	return study.NewTable(stamps, names, columns)
}

func digits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

// frenchDay is the day that a row begins with.
func frenchDay(row []string) (calendar.Date, bool) {
	if len(row) == 0 || !digits(row[0]) {
		return 0, false
	}
	t, err := time.Parse("20060102", row[0])
	return calendar.DateOf(t), err == nil
}

// cells cuts one line; nil when it is not a row.
func cells(line string) []string {
	r := csv.NewReader(strings.NewReader(strings.TrimPrefix(line, "\ufeff")))
	row, err := r.Read()
	if err != nil || errors.Is(err, io.EOF) {
		return nil
	}
	for k := range row {
		row[k] = strings.TrimSpace(row[k])
	}
	return row
}

// arrange finds market and risk-free rate by their usual names.
func arrange(t *study.Table) (*Factors, error) {
	names := slices.Clone(t.Names())
	var columns [][]float64
	excess, free := -1, -1
	for k, n := range names {
		s, _ := t.Series(n)
		columns = append(columns, s.Values)
		switch plain(n) {
		case "mktrf", "mktminusrf", "rmrf":
			excess = k
		case "rf":
			free = k
		}
	}
	out := &Factors{}
	if free >= 0 {
		out.RiskFree = names[free]
	}
	for k, n := range names {
		if k != excess && k != free {
			out.Names = append(out.Names, n)
		}
	}
	if excess >= 0 {
		market := slices.Clone(columns[excess])
		if free >= 0 {
			for k := range market {
				market[k] += columns[free][k]
			}
		}
		out.Market = marketColumn
		names, columns = append(names, marketColumn), append(columns, market)
	}
	var err error
	out.Table, err = study.NewTable(t.Stamps(), names, columns)
	return out, err
}

// Mean is the equal-weighted mean over the columns of a table, for those who
// have no index: on each day, of the columns that have a return.
func Mean(t *study.Table) study.Series {
	out := study.Series{Stamps: t.Stamps(), Values: make([]float64, len(t.Stamps()))}
	for k := range out.Values {
		sum, n := 0.0, 0
		for _, name := range t.Names() {
			s, _ := t.Series(name)
			if v := s.Values[k]; v == v {
				sum += v
				n++
			}
		}
		out.Values[k] = math.NaN()
		if n > 0 {
			out.Values[k] = sum / float64(n)
		}
	}
	return out
}
