package pull

import (
	"fmt"
	"math"
	"time"

	"newstape/tape/bars"
	"newstape/tape/calendar"
)

// timed is a row at its moment in the venue's zone.
type timed struct {
	row
	start time.Time
}

// bars turns rows within days into sessions.
func (p *puller) bars(f *File, l *layout, rows []row, a about) {
	zone := a.calendar.Location()
	naive := zone
	if p.opts.Zone != nil {
		naive = p.opts.Zone
	}
	moment := func(r row) time.Time { return r.at.moment(naive).In(zone) }
	rows = ordered(f, goodBars(f, l, rows), func(r row) int64 { return moment(r).Unix() }, func(r row) string {
		return moment(r).Format("2006-01-02 15:04")
	})
	all := make([]timed, len(rows))
	for i, r := range rows {
		all[i] = timed{row: r, start: moment(r)}
	}
	width := commonWidth(all)
	if width <= 0 {
		return
	}
	kept := Kept{Listing: a.listing, Basis: bars.Raw, Width: width.String()}
	for i := 0; i < len(all); {
		day := calendar.DateOf(all[i].start)
		j := i
		for j < len(all) && calendar.DateOf(all[j].start) == day {
			j++
		}
		if b := session(f, l, all[i:j], day, width, a); b != nil {
			p.sessions = append(p.sessions, foundSession{bars: b, file: len(p.report.Files), kept: len(f.Kept)})
			kept.Rows += b.Len()
			kept.To = day
			if kept.From == 0 {
				kept.From = day
			}
		}
		i = j
	}
	if kept.Rows > 0 {
		f.Kept = append(f.Kept, kept)
	}
}

// goodBars refuses rows without sound prices; a bar needs all four.
func goodBars(f *File, l *layout, rows []row) []row {
	out := rows[:0:0]
	for _, r := range rows {
		reason, what := "", ""
		for _, c := range []field{fOpen, fHigh, fLow, fClose} {
			if math.IsNaN(r.v[c]) {
				reason, what = noClose, "open, high, low and close are not all there"
			}
		}
		if reason == "" {
			reason, what = sane(r.v[fOpen], r.v[fHigh], r.v[fLow], r.v[fClose])
		}
		if reason == "" && r.v[fVolume] < 0 {
			reason, what = belowZero, fmt.Sprintf("volume is %v", r.v[fVolume])
		}
		if reason != "" {
			f.refuse(reason, trouble{row: r.line, column: l.name(fClose), what: what})
			continue
		}
		out = append(out, r)
	}
	return out
}

// commonWidth is the most usual distance between bars of one day, the shorter
// of equals; 0 when no day has two.
func commonWidth(rows []timed) time.Duration {
	count := map[time.Duration]int{}
	var best time.Duration
	for i := 1; i < len(rows); i++ {
		if calendar.DateOf(rows[i].start) != calendar.DateOf(rows[i-1].start) {
			continue
		}
		d := rows[i].start.Sub(rows[i-1].start)
		count[d]++
		if n := count[d] - count[best]; n > 0 || n == 0 && d < best {
			best = d
		}
	}
	return best
}

// session makes the bars of one day, without those outside trading hours; nil
// when nothing is left.
func session(f *File, l *layout, rows []timed, day calendar.Date, width time.Duration, a about) *bars.Intraday {
	hours, ok := a.calendar.Session(day)
	if !ok {
		reason, what := closedWhy(a.calendar, day)
		for _, r := range rows {
			f.refuse(reason, trouble{row: r.line, column: l.name(fDate), what: what})
		}
		return nil
	}
	b := &bars.Intraday{Listing: a.listing, Source: a.source, Session: day, Width: width}
	for _, r := range rows {
		if r.start.Before(hours.Open) || !r.start.Before(hours.Close) {
			f.refuse(outsideHours, trouble{row: r.line, column: l.name(fDate), what: r.start.Format("2006-01-02 15:04")})
			continue
		}
		b.Start = append(b.Start, r.start)
		b.Open = append(b.Open, r.v[fOpen])
		b.High = append(b.High, r.v[fHigh])
		b.Low = append(b.Low, r.v[fLow])
		b.Close = append(b.Close, r.v[fClose])
		b.Volume = append(b.Volume, r.v[fVolume])
	}
	if b.Len() == 0 {
		return nil
	}
	return b
}
