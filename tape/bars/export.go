package bars

import (
	"encoding/csv"
	"io"
	"math"
	"strconv"
)

// ExportDaily writes daily figures as CSV, raw before adjusted, with the columns
//
//	listing,session,open,high,low,close,volume,basis,dividend,split
//
// A missing figure is an empty cell; dividend and split are empty in series that
// carry none, else 0 and 1 on days without. No listings means all of the tape's. tape/pull reads the file back.
func ExportDaily(w io.Writer, t *Tape, listings ...string) error {
	if len(listings) == 0 {
		listings = t.Listings()
	}
	out := csv.NewWriter(w)
	err := out.Write([]string{"listing", "session", "open", "high", "low", "close", "volume", "basis", "dividend", "split"})
	for _, listing := range listings {
		for _, basis := range []Basis{Raw, Adjusted} {
			s, ok := t.Daily(listing, basis)
			for i := 0; ok && err == nil && i < s.Len(); i++ {
				err = out.Write(s.record(i))
			}
		}
	}
	if err != nil {
		return err
	}
	out.Flush()
	return out.Error()
}

// record is row i as CSV cells.
func (s *Series) record(i int) []string {
	row := []string{s.Listing, s.Dates[i].String()}
	for _, f := range columns {
		row = append(row, decimal(valueAt(s.Column(f), i)))
	}
	row = append(row, string(s.Basis), "", "")
	if s.Dividend != nil {
		row[8] = decimal(s.Dividend[i])
	}
	if s.Split != nil {
		row[9] = decimal(s.Split[i])
	}
	return row
}

// ExportIntraday writes bars as CSV, with the columns
//
//	listing,start,open,high,low,close,volume
//
// where start is the bar's start in the venue's wall time. No listings means all
// of the tape's. tape/pull reads the file back.
func ExportIntraday(w io.Writer, t *Tape, listings ...string) error {
	if len(listings) == 0 {
		listings = t.Listings()
	}
	out := csv.NewWriter(w)
	err := out.Write([]string{"listing", "start", "open", "high", "low", "close", "volume"})
	for _, listing := range listings {
		for _, session := range t.Sessions(listing) {
			b, _ := t.Intraday(listing, session)
			for k := 0; err == nil && k < b.Len(); k++ {
				row := []string{b.Listing, b.Start[k].Format("2006-01-02 15:04:05")}
				for _, f := range columns {
					row = append(row, decimal(b.Column(f)[k]))
				}
				err = out.Write(row)
			}
		}
	}
	if err != nil {
		return err
	}
	out.Flush()
	return out.Error()
}

// decimal writes a figure as the shortest decimal that reads back to it.
func decimal(v float64) string {
	if math.IsNaN(v) {
		return ""
	}
	return strconv.FormatFloat(v, 'f', -1, 64)
}
