// Package bars is the column file of prices: one directory a data set, one file
// a field, security-major, days counted along the exchange calendar, each file
// with magic, version and CRC-32C, written to a temporary name, synced and
// renamed. docs/formats.md draws it.
//
//	tape, err := bars.Open(dir)
//	s, ok := tape.Daily("XNYS:BABA", bars.Raw)
//	i, ok := s.Index(calendar.MustDate("2025-11-14"))
//	s.Close[i] // 153.80
//
// Raw (as traded) and adjusted figures are kept apart and never mixed; gaps are
// NaN in the columns and Has tells. Intraday bars are the same format with the
// bar's start in the venue's zone.
//
// Limits: one currency a listing; prices are float64.
package bars
