package study

import (
	"fmt"
	"math"
	"slices"
	"sort"
	"time"

	"newstape/fault"
	"newstape/tape/calendar"
)

// placed is an event on its market's axis.
type placed struct {
	event   int // index in the events that were given
	market  *column
	y       []float64
	row     int // of day 0
	shifted int // calendar days
	phase   calendar.Phase
	est     Window // in event days, clipped to the data
	window  Window // the event days it keeps
}

// placer puts events on axes, one after the other.
type placer struct {
	design Design
	load   *loader
	cal    *calendar.Calendar
	seen   map[placeKey]bool
}

type placeKey struct {
	security, market string
	row              int
}

func newPlacer(d Design, load *loader) (*placer, error) {
	p := &placer{design: d, load: load, seen: map[placeKey]bool{}}
	if d.Exchange != "" {
		cal, err := calendar.For(d.Exchange)
		if err != nil {
			return nil, err
		}
		p.cal = cal
	}
	return p, nil
}

// place finds an event's row and windows, or the reason to drop it. The order
// is the point: session of the moment, then date policy, then windows.
func (p *placer) place(k int, e Event) (placed, Drop, error) {
	out := placed{event: k, est: p.design.Estimation, window: p.design.Event}
	if e.Estimation != nil {
		out.est = *e.Estimation
	}
	if e.Window != nil {
		out.window = *e.Window
	}
	drop := func(r Reason, format string, args ...any) (placed, Drop, error) {
		return placed{}, Drop{Row: k, ID: e.ID, Security: e.Security, Reason: r, Detail: fmt.Sprintf(format, args...)}, nil
	}
	name := e.Market
	if name == "" {
		name = p.design.Market
	}
	m, err := p.load.market(name)
	if err != nil {
		return placed{}, Drop{}, err
	}
	if m.missing != "" {
		return drop(UnknownMarket, "%s", m.missing)
	}
	out.market = m
	var ok bool
	if out.y, ok, err = p.load.security(e.Security, m); err != nil {
		return placed{}, Drop{}, err
	} else if !ok {
		return drop(UnknownSecurity, "the panel has no returns of %q", e.Security)
	}
	on, phase, err := p.day(e, m.stamps)
	if err != nil {
		return placed{}, Drop{}, fmt.Errorf("event %d (%s): %w", k+1, e.ID, err)
	}
	if on == 0 {
		return drop(NoDate, "the event has neither a date nor a moment")
	}
	out.phase = phase
	row, r, detail := p.row(m.stamps, on)
	if r == NotASession && p.design.Dates == ExactDate {
		return placed{}, Drop{}, fault.New(fault.BadInput, "event %d (%s): %s", k+1, e.ID, detail).
			Try("date policy next, previous or skip")
	}
	if r != Kept {
		return drop(r, "%s", detail)
	}
	out.row = row
	out.shifted = int(m.stamps[row].Date() - on.Date())
	if r, detail := p.windows(&out); r != Kept {
		return drop(r, "%s", detail)
	}
	key := placeKey{e.Security, name, row}
	if p.seen[key] {
		return drop(Duplicate, "%s has an event on %s already", e.Security, m.stamps[row])
	}
	p.seen[key] = true
	return out, Drop{}, nil
}

// day is the stamp an event asks for. A moment on an axis of bars is itself; on
// one of days it is the session that it can affect.
func (p *placer) day(e Event, axis []Stamp) (Stamp, calendar.Phase, error) {
	if e.At.IsZero() {
		return e.On, "", nil
	}
	if slices.ContainsFunc(axis[:min(2, len(axis))], func(s Stamp) bool { return s%daySeconds != 0 }) {
		return Moment(e.At), "", nil
	}
	if p.cal == nil {
		return 0, "", fault.New(fault.BadUsage, "it has a time of day (%s) and the design names no exchange", e.At.Format(time.RFC3339)).
			Try("set the exchange, such as XNYS")
	}
	d, phase, err := sessionOf(p.cal, e.At)
	return Day(d), phase, err
}

// row applies the date policy.
func (p *placer) row(axis []Stamp, on Stamp) (int, Reason, string) {
	at := sort.Search(len(axis), func(k int) bool { return axis[k] >= on })
	if at < len(axis) && axis[at] == on {
		return at, Kept, ""
	}
	if at == len(axis) || at == 0 {
		return 0, OutsideData, fmt.Sprintf("%s is outside the market's days, %s to %s", on, axis[0], axis[len(axis)-1])
	}
	switch p.design.Dates {
	case PreviousSession:
		at--
	case SkipEvent, ExactDate:
		return 0, NotASession, fmt.Sprintf("%s is not a session of the market", on)
	}
	if away := int(axis[at].Date() - on.Date()); max(away, -away) > p.design.MaxShift {
		return 0, NotASession, fmt.Sprintf("the %s session of %s is %s, more than %d days away", p.design.Dates, on, axis[at], p.design.MaxShift)
	}
	return at, Kept, ""
}

// windows checks that both windows lie in the data and hold believable returns.
func (p *placer) windows(e *placed) (Reason, string) {
	axis := e.market.stamps
	if e.window.From > e.window.To || e.est.From > e.est.To ||
		(e.est.From <= e.window.To && e.window.From <= e.est.To) || !p.design.Event.holds(e.window) {
		return BadWindow, fmt.Sprintf("its own windows %s and %s do not fit the design", e.est, e.window)
	}
	if first := e.row + e.est.From; first < 0 {
		if p.design.MinDays == 0 {
			return EstimationTooOld, fmt.Sprintf("the estimation window begins %d sessions before the data, which begin %s", -first, axis[0])
		}
		e.est.From -= first
	}
	if e.row+e.est.To >= len(axis) || e.row+e.window.To >= len(axis) {
		return EventTooLate, fmt.Sprintf("a window ends after the data, which end %s", axis[len(axis)-1])
	}
	if e.est.From > e.est.To || e.row+e.window.From < 0 {
		return EstimationTooOld, fmt.Sprintf("a window lies before the data, which begin %s", axis[0])
	}
	return p.returns(e)
}

// returns looks for figures that no return can be.
func (p *placer) returns(e *placed) (Reason, string) {
	for _, w := range []Window{e.est, e.window} {
		for t := e.row + w.From; t <= e.row+w.To; t++ {
			y := e.y[t]
			if math.IsInf(y, 0) {
				return NotFinite, fmt.Sprintf("the return of %s is infinite", e.market.stamps[t])
			}
			if math.Abs(y) > p.design.MaxReturn {
				return AbsurdReturn, fmt.Sprintf("the return of %s is %.0f %%, beyond %.0f %%: a re-used ticker or an unadjusted split?",
					e.market.stamps[t], 100*y, 100*p.design.MaxReturn)
			}
		}
	}
	for t := e.row + e.window.From; t <= e.row+e.window.To; t++ {
		for _, x := range e.market.x {
			if math.IsNaN(x[t]) || math.IsInf(x[t], 0) {
				return MissingMarketDay, fmt.Sprintf("the benchmark or a factor has no return on %s", e.market.stamps[t])
			}
		}
		if math.IsNaN(e.y[t]) && p.design.Missing == MissingDrop {
			return MissingEventDay, fmt.Sprintf("no return on %s, day %+d", e.market.stamps[t], t-e.row)
		}
	}
	return Kept, ""
}
