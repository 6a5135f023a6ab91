package check

import (
	"math"
	"math/rand/v2"
	"strings"

	"newstape/tape/bars"
	"newstape/tape/calendar"
)

// streakKind is a run of sessions that went one way.
func streakKind() *kind {
	run := func(d *draft) int {
		n := 0
		for k := d.row; k > 0; k-- {
			v, ok := move(d.series, k-1, d.series.Close[k], k)
			if !ok || v*float64(d.dir) <= 0 {
				break
			}
			n++
		}
		return n
	}
	return &kind{
		name: "streak", target: "a third", signed: true, dated: true,
		draw: func(d *draft, _ *rand.Rand) bool {
			v, _ := d.closeMove()
			d.dir = int(math.Copysign(1, v))
			d.run = run(d)
			return d.run >= 2 && d.run <= 9
		},
		holds:   func(d *draft) (bool, bool) { return run(d) == d.run, true },
		restate: func(d *draft, r *rand.Rand) { d.run += 1 + r.IntN(3) },
	}
}

// extremity is what a record is about at a row: the move or the close.
func (d *draft) extremity(row int) float64 {
	if d.kind.name == "since_move" {
		v, ok := move(d.series, row-1, d.series.Close[row], row)
		if !ok {
			return math.NaN()
		}
		return v
	}
	return d.series.Close[row]
}

// lastAsExtreme is the last session before the draft's that was as extreme.
func (d *draft) lastAsExtreme() (calendar.Date, bool) {
	at := d.extremity(d.row)
	for k := d.row - 1; k > 0; k-- {
		if v := d.extremity(k); d.dir > 0 && v >= at || d.dir < 0 && v <= at {
			return d.series.Dates[k], true
		}
	}
	return 0, false
}

// sinceKind is "the biggest since": the session that was last as extreme must lie
// on the stated day, in the stated month or year.
func sinceKind(name string) *kind {
	print := func(d *draft, on calendar.Date) string {
		return on.Time().Format([]string{"January 2006", "January 2006", "January 2, 2006", "2006"}[int(4*d.choice[1])])
	}
	return &kind{
		name: name, target: "date", signed: true, dated: true,
		draw: func(d *draft, r *rand.Rand) bool {
			if !whole(d.series) {
				return false
			}
			v, ok := d.closeMove()
			d.dir = int(math.Copysign(1, v))
			if !ok || abs(v) < 1.5 {
				return false
			}
			on, ok := d.lastAsExtreme()
			d.since = print(d, on)
			return ok && d.day-on > 90 && (len(d.since) != 4 || on.Time().Year() != d.day.Time().Year())
		},
		holds: func(d *draft) (bool, bool) {
			v, ok := d.closeMove()
			if name == "since_move" && v*float64(d.dir) <= 0 {
				return false, ok
			}
			on, has := d.lastAsExtreme()
			return has && print(d, on) == d.since, ok
		},
		restate: func(d *draft, r *rand.Rand) {
			on, _ := d.lastAsExtreme()
			months := 1 + r.IntN(14)
			if len(d.since) == 4 {
				months = 12 * (1 + r.IntN(3))
			}
			shifted := calendar.DateOf(on.Time().AddDate(0, months*(1-2*r.IntN(2)), 0))
			if s, ok := d.line.cal.AtOrBefore(min(shifted, d.day-30)); ok {
				d.since = print(d, s.Date)
			}
		},
	}
}

// whole reports figures that no split divides.
func whole(s *bars.Series) bool {
	if s.Basis != bars.Raw || s.Split == nil {
		return true
	}
	for _, v := range s.Split {
		if v != 1 {
			return false
		}
	}
	return true
}

// passed reports whether some session of the days before was more extreme, by the
// high or low and by the close; unclear where the two, or the edge of the window,
// disagree.
func (d *draft) passed(days calendar.Date) (passed, clear bool) {
	top := d.series.High
	if d.dir < 0 {
		top = d.series.Low
	}
	sign := float64(d.dir)
	beyond := func(column []float64, reach calendar.Date) bool {
		for k := d.row - 1; k >= 0 && d.series.Dates[k] >= d.day-reach; k-- {
			if sign*column[k] > sign*column[d.row] {
				return true
			}
		}
		return false
	}
	outer, inner := beyond(top, days+7), beyond(top, days-7)
	closes := beyond(d.series.Close, days-7)
	return inner, outer == inner && closes == inner
}

// rangeKind is a 52-week high or low.
func rangeKind() *kind { return extremeKind("year_range", 364) }

// recordKind is a record, as far as ten years of tape can tell.
func recordKind() *kind { return extremeKind("record", 100*366) }

func extremeKind(name string, days calendar.Date) *kind {
	holds := func(d *draft) (bool, bool) {
		passed, clear := d.passed(days)
		return !passed, clear
	}
	return &kind{
		name: name, signed: true, dated: true,
		draw: func(d *draft, r *rand.Rand) bool {
			if !whole(d.series) || d.series.Dates[0] > d.day-min(days, 10*366+10)-30 {
				return false
			}
			d.dir = 1 - 2*r.IntN(2)
			ok, clear := holds(d)
			return ok && clear
		},
		holds: holds,
	}
}

// sentenceNamesDay reports whether the template has a place for the day.
func (d *draft) sentenceNamesDay() bool {
	return strings.Contains(d.words, " day}") || strings.Contains(d.words, "On day")
}
