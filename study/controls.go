package study

import (
	"context"
	"errors"

	"newstape/fault"
)

// Controls asks for the synthetic control of each of many events. See
// [SyntheticEach].
type Controls struct {
	Control // Security and Session are each event's
	// Market is the column whose days place an event and count its windows; an
	// event's own Market wins.
	Market   string     `json:"market"`
	Exchange string     `json:"exchange,omitempty"`
	Dates    DatePolicy `json:"dates"`
	MaxShift int        `json:"max_shift"`
}

// Controlled is one event with its control.
type Controlled struct {
	Row      int    `json:"row"`
	ID       string `json:"id"`
	Security string `json:"security"`
	Session  Stamp  `json:"session"`
	Shifted  int    `json:"shifted"` // calendar days the date policy moved it
	*ControlResult
}

// SyntheticEach measures each event against its own synthetic control
// ([Synthetic]). An event that cannot be placed, or that no mix of the donors can
// stand for, is dropped with its reason; the others stay.
func SyntheticEach(ctx context.Context, q Controls, p Panel, events []Event) ([]Controlled, []Drop, error) {
	d := unfitted(q.Market, q.Exchange, q.Dates, q.MaxShift)
	pl, err := newPlacer(d, newLoader(d, p))
	if err != nil {
		return nil, nil, err
	}
	var out []Controlled
	var drops []Drop
	for k, e := range events {
		at, drop, err := pl.dayZero(k, e)
		if err != nil {
			return nil, nil, err
		}
		if drop.Reason != Kept {
			drops = append(drops, drop)
			continue
		}
		one := q.Control
		one.Security, one.Session = e.Security, at.market.stamps[at.row]
		r, err := Synthetic(ctx, one, p)
		if bad, ok := errors.AsType[*fault.Error](err); ok && ctx.Err() == nil {
			drops = append(drops, Drop{Row: k, ID: e.ID, Security: e.Security, Reason: NoControl, Detail: bad.Error()})
			continue
		}
		if err != nil {
			return nil, nil, err
		}
		out = append(out, Controlled{k, e.ID, e.Security, one.Session, at.shifted, r})
	}
	if len(out) == 0 {
		return nil, drops, noneKept(events, drops)
	}
	return out, drops, nil
}
