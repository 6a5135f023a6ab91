package bars

import (
	"time"

	"newstape/receipt"
	"newstape/tape/calendar"
)

// Intraday is one listing's bars of one session, in columns, oldest first. Its
// figures are as traded.
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

// Len is the number of bars.
func (b *Intraday) Len() int { return len(b.Start) }

// Column is the figures of a field; nil for one that bars do not carry.
func (b *Intraday) Column(f Field) []float64 {
	switch f {
	case FieldOpen:
		return b.Open
	case FieldHigh:
		return b.High
	case FieldLow:
		return b.Low
	case FieldClose:
		return b.Close
	case FieldVolume:
		return b.Volume
	}
	return nil
}

// Cell is the figure of bar k as evidence; its Value is NaN when bars do not
// carry the field.
func (b *Intraday) Cell(k int, f Field) receipt.Cell {
	return receipt.Cell{
		Listing: b.Listing, At: b.Start[k].Format("2006-01-02T15:04"), Field: string(f),
		Basis: string(Raw), Value: valueAt(b.Column(f), k), Source: b.Source,
	}
}
