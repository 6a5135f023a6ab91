package bars

import (
	"math"
	"sort"

	"newstape/receipt"
	"newstape/tape/calendar"
)

// Basis says whether figures are as traded or adjusted for splits and
// dividends.
type Basis string

// The bases.
const (
	Raw      Basis = "raw"
	Adjusted Basis = "adjusted"
)

// Field names a column.
type Field string

// The fields. Intraday bars have the first five.
const (
	FieldOpen     Field = "open"
	FieldHigh     Field = "high"
	FieldLow      Field = "low"
	FieldClose    Field = "close"
	FieldVolume   Field = "volume"
	FieldDividend Field = "dividend"
	FieldSplit    Field = "split"
)

// Series is one listing's daily figures in columns of equal length, one row a
// session on which it traded, in order of date. Missing figures are NaN.
type Series struct {
	Listing  string // MIC:ticker
	Calendar string // MIC whose sessions it keeps; for an index, that of its exchange
	Basis    Basis
	Source   string
	Dates    []calendar.Date
	Open     []float64
	High     []float64
	Low      []float64
	Close    []float64
	Volume   []float64 // shares
	// Dividend is cash a share gone ex on the day; Split is new shares for one
	// old. nil when the set carries none.
	Dividend []float64
	Split    []float64
}

// Len is the number of rows.
func (s *Series) Len() int { return len(s.Dates) }

// Index is the row of session d; false when the listing did not trade then or
// the set does not reach it.
func (s *Series) Index(d calendar.Date) (int, bool) {
	i := s.search(d)
	return i, i < len(s.Dates) && s.Dates[i] == d
}

// AtOrBefore is the last row at or before d; false when the set begins later.
func (s *Series) AtOrBefore(d calendar.Date) (int, bool) {
	i := s.search(d + 1)
	return i - 1, i > 0
}

// search is the first row at or after d.
func (s *Series) search(d calendar.Date) int {
	return sort.Search(len(s.Dates), func(i int) bool { return s.Dates[i] >= d })
}

// Column is the figures of a field, as long as Dates; nil for a field that the
// series does not carry.
func (s *Series) Column(f Field) []float64 {
	switch f {
	case FieldOpen:
		return s.Open
	case FieldHigh:
		return s.High
	case FieldLow:
		return s.Low
	case FieldClose:
		return s.Close
	case FieldVolume:
		return s.Volume
	case FieldDividend:
		return s.Dividend
	case FieldSplit:
		return s.Split
	}
	return nil
}

// Cell is the figure of row i as evidence; its Value is NaN when the series
// does not carry it.
func (s *Series) Cell(i int, f Field) receipt.Cell {
	return receipt.Cell{
		Listing: s.Listing, At: s.Dates[i].String(), Field: string(f),
		Basis: string(s.Basis), Value: valueAt(s.Column(f), i), Source: s.Source,
	}
}

func valueAt(column []float64, i int) float64 {
	if column == nil {
		return math.NaN()
	}
	return column[i]
}

// Return is the move from the close of row i-1 to the close of row i, as a
// fraction:
//
//	r = close[i] * split[i] / close[i-1] - 1
//
// The split, 1 on other days and in adjusted figures, keeps a division of the
// shares from looking like a fall; a dividend is not added back to raw figures.
// False for the first row and where a close is missing or not positive.
func (s *Series) Return(i int) (float64, bool) {
	if i < 1 || i >= len(s.Close) {
		return 0, false
	}
	from, to := s.Close[i-1], s.Close[i]
	if s.Basis == Raw && s.Split != nil {
		to *= s.Split[i]
	}
	if !(from > 0) || !(to > 0) {
		return 0, false
	}
	return to/from - 1, true
}
