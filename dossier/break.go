package dossier

import (
	"fmt"

	"newstape/receipt"
	"newstape/study/intraday"
	"newstape/tape/bars"
)

// A break is read as the news when it is worth at least this many usual bars on
// at least this many times the median volume. Both are large on purpose: a
// break that is merely the largest of a quiet day dates nothing.
const (
	breakBars   = 6.0
	breakVolume = 4.0
)

// measureIntraday finds the break of the session and the moves after it.
func measureIntraday(tape *bars.Tape, r *Reaction, benchmarks []benchmark) {
	question := fmt.Sprintf("the minute at which %s moved on %s", r.Listing.ID(), r.Session.Date)
	day, ok := tape.Intraday(r.Listing.ID(), r.Session.Date)
	if !ok {
		r.gap(question, receipt.NoBars, "the tape has no intraday bars of that session")
		return
	}
	columns := regular(day, r)
	br, err := intraday.Find(columns.Bars)
	if err != nil {
		r.gap(question, receipt.NoBars, err.Error())
		return
	}
	since, err := intraday.Since(br, columns.Bars)
	if err != nil {
		r.gap(question, receipt.NoBars, err.Error())
		return
	}
	in := &Intraday{At: br.Start.Format("15:04"), Zone: zoneName(r.Session), start: br.Start}
	from, to := columns.base(day, br.Bar), columns.cell(day, br.Bar, "close")
	in.From, in.To = figureOf(from), figureOf(to)
	in.Return = NewFigure(100*br.Return, Percent, receipt.New("intraday/break", from, to))
	if br.Multiple != 0 {
		in.Usual = NewFigure(br.Multiple, Ratio, receipt.New("intraday/break-in-usual-bars", from, to))
	}
	if br.VolumeMultiple > 0 {
		in.VolumeMultiple = NewFigure(br.VolumeMultiple, Ratio, receipt.New("intraday/volume-over-median-bar",
			columns.cell(day, br.Bar, "volume"), columns.cell(day, br.Median, "volume")))
	}
	in.Marked = abs(br.Multiple) >= breakBars && br.VolumeMultiple >= breakVolume
	last := columns.cell(day, since.LastBar, "close")
	in.Since = NewFigure(100*since.Return, Percent, receipt.New("intraday/break-to-last-bar", from, last))
	if !r.PriorClose.Void() {
		in.Before = change("intraday/prior-close-to-break", r.PriorClose.Receipt().Cells()[0], from)
		base := r.PriorClose.Value()
		for k, c := range columns.Close {
			in.Times = append(in.Times, columns.Start[k].Format("15:04"))
			in.Subject = append(in.Subject, 100*(c/base-1))
		}
	}
	r.LowAt = columns.lowest(day, r)
	for _, b := range benchmarks {
		in.addBenchmark(tape, b, br, columns.Bars, r)
	}
	r.Intraday = in
}

// addBenchmark measures a benchmark over the same bars; one without bars is
// left out, since its daily figures are given anyway.
func (in *Intraday) addBenchmark(tape *bars.Tape, b benchmark, br intraday.Break, subject intraday.Bars, r *Reaction) {
	day, ok := tape.Intraday(b.listing, r.Session.Date)
	if !ok {
		return
	}
	columns := regular(day, r)
	m, err := intraday.Matched(br, subject, columns.Bars)
	if err != nil {
		return
	}
	from := columns.cell(day, m.FromBar, "close")
	if m.FromBar == 0 && br.Bar == 0 {
		from = columns.cell(day, 0, "open")
	}
	move := BenchmarkMove{
		Listing: b.listing, Peer: b.peer,
		Since: NewFigure(100*m.Return, Percent, receipt.New("intraday/break-to-last-bar", from, columns.cell(day, m.LastBar, "close"))),
	}
	if series, ok := daily(tape, b.listing); ok && len(columns.Close) == len(in.Subject) {
		if at, ok := series.Index(r.Session.Date); ok && at > 0 && positive(series.Close[at-1]) {
			for _, c := range columns.Close {
				move.Path = append(move.Path, 100*(c/series.Close[at-1]-1))
			}
		}
	}
	in.Benchmarks = append(in.Benchmarks, move)
}

// sessionBars are the bars of regular hours, with their index in the day's
// columns.
type sessionBars struct {
	intraday.Bars
	row []int
}

// regular keeps the bars that start within the session.
func regular(day *bars.Intraday, r *Reaction) sessionBars {
	var out sessionBars
	for k, t := range day.Start {
		if t.Before(r.Session.Open) || !t.Before(r.Session.Close) {
			continue
		}
		out.Start = append(out.Start, t)
		out.Open = append(out.Open, day.Open[k])
		out.Close = append(out.Close, day.Close[k])
		out.Volume = append(out.Volume, day.Volume[k])
		out.row = append(out.row, k)
	}
	return out
}

func (s sessionBars) cell(day *bars.Intraday, bar int, field bars.Field) receipt.Cell {
	return day.Cell(s.row[bar], field)
}

// base is the cell that a bar's return counts from.
func (s sessionBars) base(day *bars.Intraday, bar int) receipt.Cell {
	if bar == 0 {
		return s.cell(day, 0, "open")
	}
	return s.cell(day, bar-1, "close")
}

// lowest is the start of the bar that made the session's low.
func (s sessionBars) lowest(day *bars.Intraday, r *Reaction) string {
	best := -1
	for i, k := range s.row {
		if best < 0 || day.Low[k] < day.Low[s.row[best]] {
			best = i
		}
	}
	if best < 0 || r.Low.Void() {
		return ""
	}
	return s.Start[best].Format("15:04")
}

func abs(v float64) float64 {
	if v < 0 {
		return -v
	}
	return v
}
