package dossier

import (
	"context"
	"fmt"
	"math"

	"newstape/receipt"
	"newstape/study"
	"newstape/tape/bars"
	"newstape/tape/calendar"
)

// estimation is where the normal return is fitted: 240 sessions that end eleven
// before the event, so that what leaks before it does not set the standard.
var estimation = study.Window{From: -250, To: -11}

// windows are the stretches that are summed around the event.
var windows = []study.Window{{From: 0, To: 0}, {From: 0, To: 1}, {From: -1, To: 1}, {From: -5, To: 5}}

// measureAbnormal fills the abnormal returns against each benchmark. Windows that
// reach past the story's publication are measured as far as the tape goes: they
// say what came of it, and decide nothing about the story.
func measureAbnormal(tape *bars.Tape, r *Reaction, marks []benchmark) {
	question := fmt.Sprintf("the move of %s beyond market and peers on %s", r.Listing.ID(), r.Session.Date)
	if len(marks) == 0 {
		r.gap(question, receipt.NoPrices, "the tape has no market to measure against")
		return
	}
	subject, _ := daily(tape, r.Listing.ID())
	volume := volumes(subject)
	for _, mark := range marks {
		bench, _ := daily(tape, mark.listing)
		res, err := study.One(context.Background(), study.Single{
			Security: r.Listing.ID(), Session: study.Day(r.Session.Date),
			Returns: returns(subject), Volume: volume, Estimation: estimation, Windows: windows,
			Benchmarks: []study.Benchmark{{Name: mark.listing, Returns: returns(bench)}},
		})
		if err != nil {
			r.gap(question+" against "+mark.listing, receipt.TooFewDays, err.Error())
			continue
		}
		if v := res.Volume; v != nil && r.VolumeT.Void() {
			at, _ := subject.Index(r.Session.Date)
			rest := receipt.New("study/abnormal-volume", subject.Cell(at, bars.FieldVolume), receipt.Fact{
				Table: "tape/volumes",
				Row:   fmt.Sprintf("%s, %d sessions that end eleven before", subject.Listing, v.Used), Source: subject.Source,
			})
			r.VolumeT, r.VolumeP = NewFigure(v.T, Number, rest), NewFigure(v.P, Prob, rest)
		}
		r.Abnormal = append(r.Abnormal, abnormalOf(res.Against[0], mark, subject, bench, r.Session.Date)...)
	}
}

// returns is a series as the engine takes it.
func returns(s *bars.Series) study.Series {
	out := study.Series{Stamps: make([]study.Stamp, s.Len()), Values: make([]float64, s.Len())}
	for k, d := range s.Dates {
		out.Stamps[k] = study.Day(d)
		v, ok := s.Return(k)
		if !ok {
			v = math.NaN()
		}
		out.Values[k] = v
	}
	return out
}

// volumes is a series of traded shares as the engine takes it.
func volumes(s *bars.Series) study.Series {
	out := study.Series{Stamps: make([]study.Stamp, s.Len()), Values: s.Volume}
	for k, d := range s.Dates {
		out.Stamps[k] = study.Day(d)
	}
	return out
}

// abnormalOf turns one fit into the market-model and the market-adjusted answer.
func abnormalOf(fit study.SingleFit, mark benchmark, subject, bench *bars.Series, on calendar.Date) []Abnormal {
	rest := fitReceipt(fit, subject, bench, on)
	percent := func(v float64) Figure { return NewFigure(100*v, Percent, rest) }
	model := Abnormal{
		Model: MarketModel, Benchmark: mark.listing, Peer: mark.peer, Days: fit.Used,
		Beta: NewFigure(fit.Beta, Number, rest), Percentile: NewFigure(100*fit.Percentile, Percent, rest),
		History: fit.History, InSample: fit.InSample,
	}
	fill(&model, fit.AR, percent, rest)
	for _, e := range fit.Effects {
		if e.Missing || e.Window == (study.Window{}) {
			continue
		}
		model.Windows = append(model.Windows, Window{
			First: e.Window.From, Last: e.Window.To,
			CAR: percent(e.Value), T: NewFigure(e.T, Number, rest), P: NewFigure(e.P, Prob, rest),
		})
	}
	adjusted := Abnormal{Model: "market_adjusted", Benchmark: mark.listing, Peer: mark.peer, Days: fit.Used}
	fill(&adjusted, fit.Adjusted, percent, rest)
	return []Abnormal{model, adjusted}
}

func fill(a *Abnormal, e study.Effect, percent func(float64) Figure, rest receipt.Receipt) {
	if e.Missing {
		return
	}
	a.AR, a.Low, a.High, a.Detectable = percent(e.Value), percent(e.Low), percent(e.High), percent(e.Detectable)
	a.T, a.PlainT, a.P = NewFigure(e.T, Number, rest), NewFigure(e.Plain, Number, rest), NewFigure(e.P, Prob, rest)
}

// fitReceipt is what a fit rests on: the four closes of the session and, as one
// fact, the stretch of closes that set the standard.
func fitReceipt(fit study.SingleFit, subject, bench *bars.Series, on calendar.Date) receipt.Receipt {
	out := receipt.New("study/one", receipt.Fact{
		Table: "tape/closes",
		Row: fmt.Sprintf("%s (%s) and %s (%s), %s to %s, %d sessions", subject.Listing, subject.Basis, bench.Listing, bench.Basis,
			fit.From, fit.To, fit.Used), Source: subject.Source,
	})
	for _, s := range []*bars.Series{subject, bench} {
		if at, ok := s.Index(on); ok && at > 0 {
			out = out.With(s.Cell(at-1, bars.FieldClose), s.Cell(at, bars.FieldClose))
		}
	}
	return out
}
