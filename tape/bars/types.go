package bars

import (
	"time"

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

// Series is one listing's daily figures in columns of equal length, one row a
// session on which it traded, in order of date. Missing figures are NaN.
type Series struct {
	Listing string // MIC:ticker
	Basis   Basis
	Source  string
	Dates   []calendar.Date
	Open    []float64
	High    []float64
	Low     []float64
	Close   []float64
	Volume  []float64 // shares
	// Dividend is cash a share gone ex on the day; Split is new shares for one
	// old. nil when the set carries none.
	Dividend []float64
	Split    []float64
}

// Intraday is one listing's bars of one session, in columns.
type Intraday struct {
	Listing string
	Source  string
	Session calendar.Date
	Width   time.Duration
	Start   []time.Time // the bar's start, in the venue's zone
	Open    []float64
	High    []float64
	Low     []float64
	Close   []float64
	Volume  []float64
}
