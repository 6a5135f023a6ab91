package pull

import (
	"fmt"
	"math"
	"slices"

	"newstape/tape/bars"
)

// series turns daily rows into a raw and an adjusted series, whichever the file
// has.
func (p *puller) series(f *File, l *layout, rows []row, a about) {
	rows = ordered(f, goodDays(f, l, rows, a), func(r row) int64 { return int64(r.at.date) }, func(r row) string { return r.at.date.String() })
	rows = cleanVolumes(f, l, rows)
	if len(rows) == 0 {
		return
	}
	noteJumps(f, l, rows)
	if l.has(fClose) {
		basis, why := plainBasis(l, rows, a)
		switch {
		case basis == bars.Raw || !l.has(fAdjClose):
			p.keep(f, plain(l, rows, basis, a), why)
		default:
			f.note("columns without a mark are adjusted for splits only and are left out", trouble{what: why})
		}
	}
	if l.has(fAdjClose) && !isIndex(a.listing) {
		p.keep(f, adjusted(l, rows, a), "columns marked adjusted")
	}
}

// keep takes a series unless it is empty.
func (p *puller) keep(f *File, s *bars.Series, why string) {
	if s.Len() == 0 {
		return
	}
	columns := 0
	for _, field := range []bars.Field{bars.FieldOpen, bars.FieldHigh, bars.FieldLow, bars.FieldClose, bars.FieldVolume, bars.FieldDividend, bars.FieldSplit} {
		if s.Column(field) != nil {
			columns++
		}
	}
	p.daily = append(p.daily, found{series: s, file: len(p.report.Files), kept: len(f.Kept), columns: columns})
	f.Kept = append(f.Kept, Kept{
		Listing: s.Listing, Daily: true, Basis: s.Basis, Why: why,
		Rows: s.Len(), From: s.Dates[0], To: s.Dates[s.Len()-1],
	})
}

// goodDays refuses rows that are no session or have no sound prices.
func goodDays(f *File, l *layout, rows []row, a about) []row {
	out := rows[:0:0]
	for _, r := range rows {
		reason, t := checkDay(l, r, a)
		if reason != "" {
			t.row = r.line
			f.refuse(reason, t)
			continue
		}
		out = append(out, r)
	}
	return out
}

func checkDay(l *layout, r row, a about) (string, trouble) {
	if reason, what := closedWhy(a.calendar, r.at.date); reason != "" {
		return reason, trouble{column: l.name(fDate), what: what}
	}
	for _, c := range []field{fClose, fAdjClose} {
		if l.has(c) && math.IsNaN(r.v[c]) {
			return noClose, trouble{column: l.name(c), what: "empty"}
		}
	}
	for _, c := range []field{fOpen, fAdjOpen} { // open, high, low and close follow each other
		if reason, what := sane(r.v[c], r.v[c+1], r.v[c+2], r.v[c+3]); reason != "" {
			return reason, trouble{column: l.name(c + 3), what: what}
		}
	}
	for _, c := range []field{fVolume, fAdjVolume, fDividend, fSplit} {
		if r.v[c] < 0 {
			return belowZero, trouble{column: l.name(c), what: fmt.Sprint(r.v[c])}
		}
	}
	return "", trouble{}
}

// cleanVolumes deals with volumes of zero. A file that mostly has volumes marks
// with zero a day that its vendor knows little of; in one that mostly has none,
// such as an index, only the volume is missing.
func cleanVolumes(f *File, l *layout, rows []row) []row {
	if !l.has(fVolume) {
		return rows
	}
	with := 0
	for _, r := range rows {
		if r.v[fVolume] > 0 {
			with++
		}
	}
	mostly := 2*with > len(rows)
	out := rows[:0:0]
	for i, r := range rows {
		if r.v[fVolume] == 0 {
			r.v[fVolume], r.v[fAdjVolume] = math.NaN(), math.NaN()
			if mostly && flat(r) {
				if i > 0 && rows[i-1].v[fClose] == r.v[fClose] {
					f.refuse(noTrade, trouble{row: r.line, what: r.at.date.String()})
					continue
				}
				for _, c := range []field{fOpen, fHigh, fLow, fAdjOpen, fAdjHigh, fAdjLow} {
					r.v[c] = math.NaN()
				}
				f.note(noteFlat, trouble{row: r.line, what: r.at.date.String()})
			} else {
				f.note(noteNoVolume, trouble{row: r.line, what: r.at.date.String()})
			}
		}
		out = append(out, r)
	}
	return out
}

func flat(r row) bool {
	return r.v[fOpen] == r.v[fClose] && r.v[fHigh] == r.v[fClose] && r.v[fLow] == r.v[fClose]
}

// noteJumps notes closes that move fivefold in a session without a split.
func noteJumps(f *File, l *layout, rows []row) {
	c := fAdjClose
	if !l.has(c) {
		c = fClose
	}
	for i := 1; i < len(rows); i++ {
		from, to := rows[i-1].v[c], rows[i].v[c]
		if split := splitOf(rows[i]); c == fClose {
			to *= split
		}
		if to > 5*from || from > 5*to {
			f.note(noteJump, trouble{rows[i].line, l.name(c), fmt.Sprintf("%s: from %v to %v", rows[i].at.date, rows[i-1].v[c], rows[i].v[c])})
		}
	}
}

// splitOf is new shares for one old; files write 1, 0 or nothing for no split.
func splitOf(r row) float64 {
	if r.v[fSplit] > 0 {
		return r.v[fSplit]
	}
	return 1
}

// plain is the series of the columns without a mark.
func plain(l *layout, rows []row, basis bars.Basis, a about) *bars.Series {
	s := start(rows, basis, a)
	s.Close = column(l, rows, fClose)
	s.Open, s.High, s.Low = column(l, rows, fOpen), column(l, rows, fHigh), column(l, rows, fLow)
	s.Volume = column(l, rows, fVolume)
	if basis == bars.Raw && carriesActions(rows) {
		for _, r := range rows {
			dividend := r.v[fDividend]
			if math.IsNaN(dividend) {
				dividend = 0
			}
			s.Dividend = append(s.Dividend, dividend)
			s.Split = append(s.Split, splitOf(r))
		}
	}
	return s
}

// carriesActions reports whether a file says anything of dividends or splits.
func carriesActions(rows []row) bool {
	return slices.ContainsFunc(rows, func(r row) bool {
		return !math.IsNaN(r.v[fDividend]) || !math.IsNaN(r.v[fSplit])
	})
}

// adjusted is the series of the columns marked adjusted. Where only the close
// is, the other prices of the day are scaled as it was:
//
//	open' = open * adj close / close
func adjusted(l *layout, rows []row, a about) *bars.Series {
	s := start(rows, bars.Adjusted, a)
	s.Close = column(l, rows, fAdjClose)
	s.Volume = column(l, rows, fAdjVolume)
	if s.Volume == nil && !l.has(fSplit) {
		s.Volume = column(l, rows, fVolume)
	}
	if l.has(fAdjHigh) || !l.has(fClose) {
		s.Open, s.High, s.Low = column(l, rows, fAdjOpen), column(l, rows, fAdjHigh), column(l, rows, fAdjLow)
		return s
	}
	scaled := func(f field) []float64 {
		out := column(l, rows, f)
		for i := range out {
			out[i] *= rows[i].v[fAdjClose] / rows[i].v[fClose]
		}
		return out
	}
	s.Open, s.High, s.Low = scaled(fOpen), scaled(fHigh), scaled(fLow)
	return s
}

func start(rows []row, basis bars.Basis, a about) *bars.Series {
	s := &bars.Series{Listing: a.listing, Calendar: a.calendar.MIC(), Basis: basis, Source: a.source}
	for _, r := range rows {
		s.Dates = append(s.Dates, r.at.date)
	}
	return s
}

// column is a field's figures; nil when the file has none.
func column(l *layout, rows []row, f field) []float64 {
	if !l.has(f) {
		return nil
	}
	out := make([]float64, len(rows))
	for i, r := range rows {
		out[i] = r.v[f]
	}
	return out
}
