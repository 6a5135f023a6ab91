package dossier

import (
	"fmt"
	"math"
	"slices"

	"newstape/names/security"
	"newstape/receipt"
	"newstape/tape/bars"
	"newstape/tape/calendar"
)

// volumeDays is how many sessions before the event set the usual volume.
const volumeDays = 20

// pathDays is how many sessions up to the event a chart shows.
const pathDays = 60

// daily gives the listing's series: as traded when the tape has it, since a
// story's figures are as traded; else adjusted.
func daily(tape *bars.Tape, listing string) (*bars.Series, bool) {
	if s, ok := tape.Daily(listing, bars.Raw); ok {
		return s, true
	}
	return tape.Daily(listing, bars.Adjusted)
}

// change is the move from cell a to cell b in per cent.
func change(rule string, a, b receipt.Cell) Figure {
	return NewFigure(100*(b.Value/a.Value-1), Percent, receipt.New(rule, a, b))
}

// measure fills what one listing did on one session from daily bars; the
// missing parts are gaps.
func measure(tape *bars.Tape, entity *security.Entity, listing *security.Listing, s calendar.Session) Reaction {
	r := Reaction{Entity: entity, Listing: listing, Session: s}
	question := fmt.Sprintf("what %s did on %s", listing.ID(), s.Date)
	series, ok := daily(tape, listing.ID())
	if !ok {
		r.gap(question, receipt.NoPrices, "the tape has no prices of "+listing.ID()+"; pull some with newstape pull prices")
		return r
	}
	at, ok := series.Index(s.Date)
	if !ok || at == 0 {
		r.gap(question, receipt.NoPrices, fmt.Sprintf("the tape's prices of %s do not cover %s and the session before", listing.ID(), s.Date))
		return r
	}
	prior, last := series.Cell(at-1, "close"), series.Cell(at, "close")
	if !positive(prior.Value) || !positive(last.Value) {
		r.gap(question, receipt.NotTraded, fmt.Sprintf("%s has no close on %s or the session before", listing.ID(), s.Date))
		return r
	}
	r.PriorClose, r.Close = figureOf(prior), figureOf(last)
	r.Return = change("tape/close-to-close", prior, last)
	r.Open, r.OpenReturn = against(series, at, "open", prior)
	r.High, r.HighReturn = against(series, at, "high", prior)
	r.Low, r.LowReturn = against(series, at, "low", prior)
	r.Volume = usualVolume(series, at)
	for k := max(0, at-pathDays); k <= at; k++ {
		r.Path = append(r.Path, PathPoint{Date: series.Dates[k], Close: series.Close[k]})
	}
	return r
}

func (r *Reaction) gap(question string, reason receipt.Reason, detail string) {
	r.Missing = append(r.Missing, Gap{Question: question, Missing: receipt.Unavailable{Reason: reason, Detail: detail}})
}

func positive(v float64) bool { return v > 0 && !math.IsInf(v, 0) }

func figureOf(c receipt.Cell) Figure {
	return NewFigure(c.Value, Price, receipt.New("tape/cell", c))
}

// against gives a field of the session and its move from the prior close; both
// void when the field is missing.
func against(s *bars.Series, at int, field bars.Field, prior receipt.Cell) (level, move Figure) {
	c := s.Cell(at, field)
	if !positive(c.Value) {
		return Figure{}, Figure{}
	}
	return figureOf(c), change("tape/"+string(field)+"-against-prior-close", prior, c)
}

// usualVolume is the session's volume over the median of the sessions before;
// void when there are too few or no volumes.
func usualVolume(s *bars.Series, at int) Figure {
	if at < volumeDays {
		return Figure{}
	}
	order := make([]int, 0, volumeDays)
	for k := at - volumeDays; k < at; k++ {
		if !positive(s.Volume[k]) {
			return Figure{}
		}
		order = append(order, k)
	}
	slices.SortStableFunc(order, func(a, b int) int {
		switch {
		case s.Volume[a] < s.Volume[b]:
			return -1
		case s.Volume[a] > s.Volume[b]:
			return 1
		}
		return 0
	})
	median := order[len(order)/2]
	if !positive(s.Volume[at]) {
		return Figure{}
	}
	return NewFigure(s.Volume[at]/s.Volume[median], Ratio,
		receipt.New("tape/volume-over-median-20", s.Cell(at, "volume"), s.Cell(median, "volume")))
}
