package dossier

import (
	"context"
	"fmt"

	"newstape/names/security"
	"newstape/receipt"
	"newstape/study"
	"newstape/tape/calendar"
)

// Followed is what a listing did beyond its market from an event's session up
// to a later one.
type Followed struct {
	Benchmark string // the market's listing; "" when there is none
	Window           // First is 0; its figures are void when Missing is set
	Missing   *receipt.Unavailable
}

// Follow measures the sessions 0 to last after an event on the day on, each as a
// cumulative abnormal return of the market model, in per cent. It is how a
// reaction is measured again once later sessions have come; the standard is
// fitted before the event, so that it is the one the story was read with.
func Follow(f Facts, e *security.Entity, l *security.Listing, on calendar.Date, last int) Followed {
	out := Followed{Window: Window{Last: last}}
	miss := func(reason receipt.Reason, format string, args ...any) Followed {
		out.Missing = &receipt.Unavailable{Reason: reason, Detail: fmt.Sprintf(format, args...)}
		return out
	}
	subject, ok := daily(f.Tape, l.ID())
	if !ok {
		return miss(receipt.NoPrices, "the tape has no prices of %s", l.ID())
	}
	if _, ok := subject.Index(on); !ok {
		return miss(receipt.NoPrices, "the tape has no session %s of %s", on, l.ID())
	}
	marks := benchmarks(f, e, l)
	if len(marks) == 0 || marks[0].peer {
		return miss(receipt.NoPrices, "the tape has no market to measure %s against", l.ID())
	}
	out.Benchmark = marks[0].listing
	bench, _ := daily(f.Tape, out.Benchmark)
	res, err := study.One(context.Background(), study.Single{
		Security: l.ID(), Session: study.Day(on), Returns: returns(subject), Estimation: estimation,
		Windows:    []study.Window{{From: 0, To: last}},
		Benchmarks: []study.Benchmark{{Name: out.Benchmark, Returns: returns(bench)}},
	})
	if err != nil {
		return miss(receipt.TooFewDays, "%v", err)
	}
	fit := res.Against[0]
	rest := fitReceipt(fit, subject, bench, on)
	for _, effect := range fit.Effects {
		if effect.Missing || effect.Window.To != last {
			continue
		}
		out.CAR = NewFigure(100*effect.Value, Percent, rest)
		out.T, out.P = NewFigure(effect.T, Number, rest), NewFigure(effect.P, Prob, rest)
		return out
	}
	return miss(receipt.NoPrices, "the tape does not reach %d sessions past %s", last, on)
}
