package study

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"newstape/fault"
)

// Hold asks for buy-and-hold abnormal returns of simple returns. See [BuyAndHold].
type Hold struct {
	// Market is the column whose days are counted; an event's own Market wins.
	Market string `json:"market"`
	// Horizon is how long a security is held, in days of the market, such as
	// [1,250].
	Horizon Window `json:"horizon"`
	// References are columns that each event is compared with, one list an event: an
	// index or a matched firm is a list of one, a reference portfolio a longer one.
	// nil compares with the market.
	References [][]string `json:"references,omitempty"`
	Exchange   string     `json:"exchange,omitempty"`
	Dates      DatePolicy `json:"dates"`
	MaxShift   int        `json:"max_shift"`
	Draws      int        `json:"draws"` // of the bootstrap; 0 is 999
	Seed       uint64     `json:"seed"`
}

// HoldResult is the sample's answer.
type HoldResult struct {
	Events   []Held  `json:"events"`
	Drops    []Drop  `json:"drops"`
	Mean     float64 `json:"mean"`
	Median   float64 `json:"median"`
	Positive int     `json:"positive"` // strictly above zero
	// Stats are csect, skew-t and skew-boot of the BHARs.
	Stats []Stat `json:"stats"`
}

// Held is one event. Abnormal = Own - Reference.
type Held struct {
	Row       int     `json:"row"`
	ID        string  `json:"id"`
	Security  string  `json:"security"`
	From      Stamp   `json:"from"` // first and last day held
	To        Stamp   `json:"to"`
	Own       float64 `json:"own"`
	Reference float64 `json:"reference"`
	Abnormal  float64 `json:"abnormal"`
	// Ended counts the last days on which the security had no return any more and
	// earned its reference's instead.
	Ended int `json:"ended,omitempty"`
}

// BuyAndHold measures what an investor made who bought at the event and held on,
// beyond the references (Barber and Lyon 1997; Lyon, Barber and Tsai 1999):
//
//	BHAR_i = prod_t (1 + R_it) - 1/n sum_j prod_t (1 + R_jt)
//
// Each member of a reference portfolio is bought once, at the start, so that the
// portfolio is not rebalanced. A security whose returns end within the horizon (put
// its delisting return in first, [Delist]) earns its reference's return from then
// on; so does a member with the mean of those still there. A member without a
// return on the first day is not bought. A gap within the returns drops the event.
//
// Long-horizon returns are skewed to the right: skew-boot is the test to read.
// Horizons that overlap in time make all three reject too often; for those see
// [CalendarTime].
func BuyAndHold(ctx context.Context, q Hold, p Panel, events []Event) (*HoldResult, error) {
	if q.Horizon.From > q.Horizon.To || q.Horizon.Len() > maxSpan {
		return nil, fault.New(fault.BadUsage, "buy and hold: horizon %s has no days or too many", q.Horizon)
	}
	if q.References != nil && len(q.References) != len(events) {
		return nil, fault.New(fault.BadUsage, "buy and hold: %d lists of references for %d events", len(q.References), len(events))
	}
	d := unfitted(q.Market, q.Exchange, q.Dates, q.MaxShift)
	load := newLoader(d, p)
	pl, err := newPlacer(d, load)
	if err != nil {
		return nil, err
	}
	out := &HoldResult{}
	for k, e := range events {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		held, drop, err := q.hold(pl, k, e)
		switch {
		case err != nil:
			return nil, err
		case drop.Reason != Kept:
			out.Drops = append(out.Drops, drop)
		default:
			out.Events = append(out.Events, held)
		}
	}
	if len(out.Events) == 0 {
		return nil, noneKept(events, out.Drops)
	}
	out.judge(&Sample{seed: q.Seed, draws: cmp.Or(q.Draws, d.Draws)})
	return out, nil
}

// hold measures event k.
func (q Hold) hold(pl *placer, k int, e Event) (Held, Drop, error) {
	drop := func(r Reason, format string, args ...any) (Held, Drop, error) {
		return Held{}, Drop{Row: k, ID: e.ID, Security: e.Security, Reason: r, Detail: fmt.Sprintf(format, args...)}, nil
	}
	at, no, err := pl.dayZero(k, e)
	if err != nil || no.Reason != Kept {
		return Held{}, no, err
	}
	axis := at.market.stamps
	from, to := at.row+q.Horizon.From, at.row+q.Horizon.To+1
	if from < 0 || to > len(axis) {
		return drop(EventTooLate, "the horizon leaves the data, which are from %s to %s", axis[0], axis[len(axis)-1])
	}
	at.est = q.Horizon
	if r, detail := pl.returns(&at); r != Kept {
		return drop(r, "%s", detail)
	}
	members := [][]float64{at.market.x[0][from:to]}
	if q.References != nil {
		members = nil
		for _, name := range q.References[k] {
			y, ok, err := pl.load.security(name, at.market)
			if err != nil {
				return Held{}, Drop{}, err
			}
			if !ok {
				return drop(UnknownMarket, "the panel has no reference %q", name)
			}
			if y = y[from:to]; finite(y[0]) {
				members = append(members, y)
			}
		}
	}
	if len(members) == 0 {
		return drop(MissingMarketDay, "no reference has a return on %s", axis[from])
	}
	daily, total, missing := holdAll(members)
	if missing >= 0 {
		return drop(MissingMarketDay, "the reference has no return on %s", axis[from+missing])
	}
	own, ended, missing := holdOne(at.y[from:to], daily)
	if missing >= 0 {
		return drop(MissingEventDay, "no return on %s, and one later", axis[from+missing])
	}
	if !finite(own - total) {
		return drop(NotFinite, "the product of the returns is not finite")
	}
	return Held{
		Row: k, ID: e.ID, Security: e.Security, From: axis[from], To: axis[to-1],
		Own: own, Reference: total, Abnormal: own - total, Ended: ended,
	}, Drop{}, nil
}

// holdAll buys equal parts of the members and holds them: the portfolio's return
// day by day and over all days. missing is the first day without any member's
// return, or -1.
func holdAll(members [][]float64) (daily []float64, total float64, missing int) {
	wealth := make([]float64, len(members))
	for j := range wealth {
		wealth[j] = 1
	}
	daily = make([]float64, len(members[0]))
	before := float64(len(members))
	for t := range daily {
		mean, n := 0.0, 0
		for _, y := range members {
			if finite(y[t]) {
				mean += y[t]
				n++
			}
		}
		if n == 0 {
			return nil, 0, t
		}
		mean /= float64(n)
		now := 0.0
		for j, y := range members {
			r := mean
			if finite(y[t]) {
				r = y[t]
			}
			wealth[j] *= 1 + r
			now += wealth[j]
		}
		daily[t] = now/before - 1
		before = now
	}
	return daily, before/float64(len(members)) - 1, -1
}

// holdOne holds a security, and its reference from the day its returns end.
// missing is the first day of a gap, or -1.
func holdOne(y, reference []float64) (total float64, ended, missing int) {
	last := len(y) - 1
	for last >= 0 && !finite(y[last]) {
		last--
	}
	if last < 0 {
		return 0, 0, 0
	}
	wealth := 1.0
	for t := range y {
		r := reference[t]
		if t <= last {
			if r = y[t]; !finite(r) {
				return 0, 0, t
			}
		}
		wealth *= 1 + r
	}
	return wealth - 1, len(y) - 1 - last, -1
}

// judge fills the figures of the sample.
func (r *HoldResult) judge(s *Sample) {
	c := &Cut{N: len(r.Events)}
	for _, e := range r.Events {
		c.CAR = append(c.CAR, e.Abnormal)
		if e.Abnormal > 0 {
			r.Positive++
		}
	}
	r.Mean, _ = meanSD(c.CAR)
	r.Median = median(slices.Sorted(slices.Values(c.CAR)))
	for _, t := range []Test{
		{"csect", "sample", "Barber and Lyon 1997", func(_ *Sample, c *Cut) Value { return csect(c, 1) }},
		{"skew-t", "lbt", "Lyon, Barber and Tsai 1999", func(_ *Sample, c *Cut) Value { return skewT(c, false, false) }},
		{"skew-boot", "lbt", "Lyon, Barber and Tsai 1999", skewBoot},
	} {
		r.Stats = append(r.Stats, t.stat(t.Eval(s, c), c.N))
	}
}

// unfitted is a design for the placer alone: day 0 and the day after it, nothing
// fitted, nothing required of the returns but that they can be believed.
func unfitted(market, exchange string, dates DatePolicy, shift int) Design {
	return Design{
		Market: market, Exchange: exchange, Dates: dates, MaxShift: shift,
		Event: Window{0, 0}, Estimation: Window{1, 1}, Missing: MissingKeep,
	}.filled()
}

// dayZero places an event by its date alone.
func (p *placer) dayZero(k int, e Event) (placed, Drop, error) {
	e.Estimation, e.Window = nil, nil
	return p.place(k, e)
}
