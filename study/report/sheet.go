package report

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Sheet is one table.
type Sheet struct {
	Name    string // of the CSV table and of the workbook's sheet
	Title   string
	Note    string // a sentence under the title, or ""
	Columns []Column
	Rows    [][]Cell
	// Blocks says that rows with the same first cell belong together: for people
	// that cell becomes a heading.
	Blocks bool
}

// Kind says how a figure is written for people.
type Kind int

// The kinds.
const (
	Words   Kind = iota // not a figure
	Count               // a whole number
	Return              // a fraction, shown in per cent with sign
	Share               // a fraction, shown in per cent with one decimal
	Spread              // a fraction, shown in per cent with two
	Value               // a statistic, three decimals
	Chance              // a p-value
	Measure             // a parameter, five significant digits
)

// Column is one column of a sheet.
type Column struct {
	Name  string // for machines: lower case, underscores
	Title string // for people
	Kind  Kind
	Wide  bool // left out on a terminal
}

// Cell is a figure or words. Where there is neither, it is the zero Cell.
type Cell struct {
	Text   string
	X      float64
	Figure bool
}

func words(s string) Cell   { return Cell{Text: s} }
func count(n int) Cell      { return Cell{X: float64(n), Figure: true} }
func figure(x float64) Cell { return Cell{X: x, Figure: true} }

// machine is the cell for CSV: every digit.
func (c Cell) machine() string {
	if c.Figure {
		return strconv.FormatFloat(c.X, 'g', -1, 64)
	}
	return c.Text
}

// human is the cell for people.
func (c Cell) human(k Kind) string {
	if !c.Figure {
		return c.Text
	}
	switch k {
	case Count:
		return strconv.FormatFloat(c.X, 'f', -1, 64)
	case Return:
		return fmt.Sprintf("%+.2f %%", noNegativeZero(100*c.X, 2))
	case Share:
		return fmt.Sprintf("%.1f %%", noNegativeZero(100*c.X, 1))
	case Spread:
		return fmt.Sprintf("%.2f %%", noNegativeZero(100*c.X, 2))
	case Value:
		return fmt.Sprintf("%.3f", noNegativeZero(c.X, 3))
	case Chance:
		return chance(c.X)
	}
	return strconv.FormatFloat(c.X, 'g', 5, 64)
}

// chance writes a p-value with four decimals; none is ever written as zero.
func chance(p float64) string {
	if p < 0.0001 {
		return "<0.0001"
	}
	return fmt.Sprintf("%.4f", p)
}

// percent writes a share with one decimal where it has one.
func percent(x float64) string {
	s := strings.TrimSuffix(fmt.Sprintf("%.1f", noNegativeZero(100*x, 1)), ".0")
	return s + " %"
}

// noNegativeZero takes the sign off what rounds to zero.
func noNegativeZero(x float64, decimals int) float64 {
	if math.Abs(x) < 0.5*math.Pow10(-decimals) {
		return 0
	}
	return x
}

// block is a run of rows under one heading.
type block struct {
	heading string
	rows    [][]Cell
}

// blocks cuts the rows by their first cell, or gives them all without heading.
func (s Sheet) blocks() []block {
	if !s.Blocks {
		return []block{{rows: s.Rows}}
	}
	var out []block
	for _, row := range s.Rows {
		if n := len(out); n == 0 || out[n-1].heading != row[0].Text {
			out = append(out, block{heading: row[0].Text})
		}
		out[len(out)-1].rows = append(out[len(out)-1].rows, row[1:])
	}
	return out
}

// columns are those below the headings.
func (s Sheet) columns() []Column {
	if s.Blocks {
		return s.Columns[1:]
	}
	return s.Columns
}
