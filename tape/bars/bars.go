// Package bars is the column file of prices: one directory a data set, one file
// a field, security-major, days counted along the exchange calendar, each file
// with magic, version and CRC-32C, written to a temporary name, synced and
// renamed. docs/formats.md draws it.
//
// Reading takes a directory or an embedded file system and gives a [Tape] of
// [Series] (daily) and [Intraday] (the bars of one session):
//
//	tape, err := bars.Open(dir)
//	s, ok := tape.Daily("XNYS:BABA", bars.Raw)
//	i, ok := s.Index(calendar.MustDate("2025-11-14"))
//	s.Close[i]                      // 153.80
//	s.Cell(i, bars.FieldClose)      // the figure as evidence for a receipt
//
// Writing takes the same two shapes, so that what was read can be written:
//
//	w, err := bars.Create(dir)
//	defer w.Abort()
//	err = w.AddDaily(series)
//	err = w.Commit()                // readers see the old set, then the new one
//
// Raw (as traded) and adjusted figures are kept apart and never mixed; a
// session without figures is NaN in the file and not in the series. [Join] asks
// several tapes in order.
//
// Open checks every byte against its CRC, so a damaged set is refused as a
// whole, with the file and offset, before a figure is used. On Unix the columns
// are mapped and not copied: a Series aliases them, so its columns are read
// only.
//
// Limits: one currency a listing; prices are float64; a writer keeps the
// intraday bars that it was given in memory until Commit, daily ones not.
package bars
