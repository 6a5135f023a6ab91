package table

import (
	"cmp"
	"errors"
	"io"
	"math"
	"slices"

	"newstape/fault"
	"newstape/study"
)

// Kind says what the values of a panel file are.
type Kind string

// The kinds.
const (
	Prices  Kind = "prices"  // turned into returns
	Returns Kind = "returns" // fractions: 0.01 is one per cent
	Percent Kind = "percent" // returns in per cent
)

// Options says how a panel file is to be read.
type Options struct {
	Kind Kind
	// Log makes log returns of prices; the default is simple returns.
	Log bool
	// Slashes is how 03/04/2025 is meant.
	Slashes Order
	// CRSP reads prices as that file has them: a negative one is the midpoint of
	// bid and ask on a day without a trade, and zero is missing.
	CRSP bool
	// Bridge gives the day after a gap the return since the last price, as the
	// trade-to-trade models want. The default gives it none.
	Bridge bool
}

// ReadPanel reads a table of prices or returns and gives returns. Days may be in
// any order; a day that comes twice is an error. A return needs a price on both
// of two neighbouring days of the file, unless opt.Bridge is set.
func ReadPanel(r io.Reader, name string, opt Options) (*study.Table, error) {
	rows, err := open(r, name)
	if err != nil {
		return nil, err
	}
	date := rows.find("date", "day", "caldt", "timestamp", "time", "datetime")
	if date < 0 && rows.header[0] == "" {
		date = 0
	}
	if date < 0 {
		return nil, fault.New(fault.BadInput, "read %s: row 1: the header %q has no date column", name, short(rows.header)).Try("name one column date")
	}
	var g *grid
	if security := rows.find("security", "ticker", "symbol", "firm", "permno", "stock"); security >= 0 {
		g, err = readLong(rows, date, security, opt)
	} else {
		g, err = readWide(rows, date, opt)
	}
	if err != nil {
		return nil, err
	}
	return g.table(name, opt)
}

func short(header []string) []string {
	if len(header) > 8 {
		return append(slices.Clone(header[:8]), "...")
	}
	return header
}

// grid is values by day and column, with the file's row of each day.
type grid struct {
	names []string
	days  []study.Stamp
	row   []int
	value [][]float64 // by column, then day
}

func readWide(r *rows, date int, opt Options) (*grid, error) {
	g := &grid{}
	var at []int
	for c, h := range r.header {
		if c != date && h != "" {
			g.names = append(g.names, h)
			at = append(at, c)
		}
	}
	if len(at) == 0 {
		return nil, fault.New(fault.BadInput, "read %s: row 1: no column beside the date", r.name).Try("one column a security, named in the header")
	}
	g.value = make([][]float64, len(at))
	days := dates{order: opt.Slashes}
	for {
		record, err := r.next()
		if errors.Is(err, io.EOF) {
			g.days, err = days.settle(r.name)
			return g, err
		}
		if err != nil {
			return nil, err
		}
		if text := cell(record, date); !days.add(text, r.row) {
			return nil, r.bad(date, "%q is not a date", text).Try("%s", dateHint(text))
		}
		if len(record) != len(r.header) {
			return nil, fault.New(fault.BadInput, "read %s: row %d has %d cells, the header has %d", r.name, r.row, len(record), len(r.header)).
				Try("check the commas of the row; a missing figure is an empty cell")
		}
		g.row = append(g.row, r.row)
		for k, c := range at {
			v, err := r.number(cell(record, c), c)
			if err != nil {
				return nil, err
			}
			g.value[k] = append(g.value[k], v)
		}
	}
}

// cellAt is one row of a long file.
type cellAt struct {
	day    study.Stamp
	column int
	value  float64
	row    int
}

func readLong(r *rows, date, security int, opt Options) (*grid, error) {
	value := r.find("adj_close", "adjusted", "close", "price", "prc", "ret", "return", "value", "closing")
	if value < 0 {
		return nil, fault.New(fault.BadInput, "read %s: row 1: the header %q has no price or return", r.name, short(r.header)).
			Try("name one column close, price, ret or value")
	}
	index := map[string]int{}
	g := &grid{}
	var cells []cellAt
	days := dates{order: opt.Slashes}
	for {
		record, err := r.next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		if text := cell(record, date); !days.add(text, r.row) {
			return nil, r.bad(date, "%q is not a date", text).Try("%s", dateHint(text))
		}
		name := cell(record, security)
		if name == "" {
			return nil, r.bad(security, "no security")
		}
		v, err := r.number(cell(record, value), value)
		if err != nil {
			return nil, err
		}
		c, known := index[name]
		if !known {
			c = len(g.names)
			index[name] = c
			g.names = append(g.names, name)
		}
		cells = append(cells, cellAt{0, c, v, r.row})
	}
	stamps, err := days.settle(r.name)
	if err != nil {
		return nil, err
	}
	for k := range cells {
		cells[k].day = stamps[k]
	}
	return g, g.spread(r.name, cells)
}

// maxCells bounds a panel, because a long file of few rows can name many days
// and many securities: 1.6 GB of figures.
const maxCells = 200_000_000

// spread puts long rows into the grid.
func (g *grid) spread(name string, cells []cellAt) error {
	for _, c := range cells {
		g.days = append(g.days, c.day)
	}
	slices.Sort(g.days)
	g.days = slices.Compact(g.days)
	if len(g.days)*len(g.names) > maxCells {
		return fault.New(fault.TooLarge, "read %s: %d securities by %d days are over %d cells", name, len(g.names), len(g.days), maxCells).
			Try("a file of the securities and years that the study needs")
	}
	g.row = make([]int, len(g.days))
	g.value = make([][]float64, len(g.names))
	for c := range g.value {
		g.value[c] = make([]float64, len(g.days))
		for k := range g.value[c] {
			g.value[c][k] = math.NaN()
		}
	}
	slices.SortStableFunc(cells, func(a, b cellAt) int { return cmp.Or(cmp.Compare(a.column, b.column), cmp.Compare(a.day, b.day)) })
	for i, c := range cells {
		if i > 0 && cells[i-1].column == c.column && cells[i-1].day == c.day {
			return fault.New(fault.BadInput, "read %s: row %d: %s has %s twice, first in row %d", name, c.row, g.names[c.column], c.day, cells[i-1].row).
				Try("remove one of the rows")
		}
		k, _ := slices.BinarySearch(g.days, c.day)
		g.row[k] = c.row
		g.value[c.column][k] = c.value
	}
	return nil
}

// table sorts the days and makes returns.
func (g *grid) table(name string, opt Options) (*study.Table, error) {
	order := make([]int, len(g.days))
	for k := range order {
		order[k] = k
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(g.days[a], g.days[b]) })
	stamps := make([]study.Stamp, len(order))
	for i, k := range order {
		stamps[i] = g.days[k]
		if i > 0 && stamps[i] == stamps[i-1] {
			return nil, fault.New(fault.BadInput, "read %s: row %d: %s comes twice, first in row %d", name, g.row[k], g.days[k], g.row[order[i-1]]).
				Try("remove one of the rows; bars of a day need a time with its zone, such as 2025-11-14T13:25:00-05:00")
		}
	}
	columns := make([][]float64, len(g.names))
	for c, v := range g.value {
		column := make([]float64, len(order))
		for i, k := range order {
			column[i] = v[k]
		}
		switch opt.Kind {
		case Prices:
			if opt.CRSP {
				unsign(column)
			}
			if at := notPositive(column); at >= 0 {
				return nil, fault.New(fault.BadInput, "read %s: row %d, column %q: price %v is not positive", name, g.row[order[at]], g.names[c], column[at]).
					Try("leave the cell empty where nothing traded, or --crsp where a negative price is a midpoint of quotes")
			}
			toReturns(column, opt.Log, opt.Bridge)
		case Percent:
			for k := range column {
				column[k] /= 100
			}
		}
		columns[c] = column
	}
	return study.NewTable(stamps, g.names, columns)
}

func unsign(prices []float64) {
	for k, v := range prices {
		prices[k] = math.Abs(v)
		if v == 0 {
			prices[k] = math.NaN()
		}
	}
}

func notPositive(v []float64) int {
	return slices.IndexFunc(v, func(x float64) bool { return x <= 0 })
}

// toReturns replaces prices by returns in place: P_t/P_{t-1} - 1, or ln of the
// quotient. With bridge the price before may be days back.
func toReturns(p []float64, log, bridge bool) {
	last := math.NaN()
	for k, v := range p {
		switch {
		case log:
			p[k] = math.Log(v / last)
		default:
			p[k] = v/last - 1
		}
		if v == v || !bridge {
			last = v
		}
	}
}
