// Package calendar knows when exchanges trade: sessions, early closes, lunch
// breaks and time zones of the New York exchanges (XNYS, XNAS, ARCX and the
// venues that keep their days) and of Hong Kong (XHKG) from 2010 to 2030.
//
//	cal, err := calendar.For("XNYS")
//	s, ok := cal.Session(calendar.MustDate("2025-11-14")) // 09:30-16:00 New York
//	s, phase := cal.At(moment)                            // which session a moment belongs to
//	i, ok := cal.Index(s.Date)                            // its number along the calendar
//	h, ok := cal.Holiday(calendar.MustDate("2012-10-29")) // Hurricane Sandy, and who says so
//
// Rules give the regular holidays and early closes; lunar.csv gives the dates
// of the Chinese festivals; exceptions.csv gives days that no rule can know
// (mourning, storms, typhoons), each with its source. Time zones are compiled
// in, so that a machine without zone files gives the same answers.
//
// Limits: outside 2010-2030, and for other exchanges, there is no calendar and
// [For] says so. Hong Kong's days after 2026 are computed from the rules of its
// law and the lunar calendar, and New York's after 2026 from the exchange's
// rule: nobody knows the exceptions to come. A typhoon or rain that takes only
// part of a day leaves the session with its regular hours. Closes are those of
// continuous trading; Hong Kong's closing auction ends up to ten minutes later.
package calendar

import (
	"sort"
	"sync"
	"time"

	"newstape/fault"

	_ "time/tzdata" // zones on machines that have no zone files
)

// The span of every calendar.
const (
	FirstYear = 2010
	LastYear  = 2030
)

// Calendar is the trading days of one exchange, oldest first. It does not
// change after [For] made it and may be used by several goroutines.
type Calendar struct {
	mic   string
	venue *venue
}

// venue is what exchanges that keep the same days share.
type venue struct {
	loc      *time.Location
	currency string
	hours    func(d Date, early bool) hours
	dates    []Date         // sessions, oldest first
	number   []int32        // by days since first: index into dates, or -1
	first    Date           // 1 January of FirstYear
	holidays []Holiday      // full closures and early closes, oldest first
	early    map[Date]bool  // sessions that close early
	named    map[Date]int32 // index into holidays
}

// For is the calendar of an exchange, named by its market identifier code.
func For(mic string) (*Calendar, error) {
	var build func() (*venue, error)
	switch mic {
	case "XNYS", "XNAS", "ARCX", "XASE", "BATS", "OTCM":
		build = newYork
	case "XHKG":
		build = hongKong
	default:
		return nil, fault.New(fault.NotFound, "no trading calendar for exchange %q", mic).
			Try("one of XNYS, XNAS, ARCX, XASE, BATS, OTCM, XHKG")
	}
	v, err := build()
	if err != nil {
		return nil, err
	}
	return &Calendar{mic: mic, venue: v}, nil
}

// The two venues are computed once, from constants and embedded tables only.
var (
	newYork  = sync.OnceValues(buildNewYork)
	hongKong = sync.OnceValues(buildHongKong)
)

// MIC is the exchange's market identifier code.
func (c *Calendar) MIC() string { return c.mic }

// Location is the exchange's time zone.
func (c *Calendar) Location() *time.Location { return c.venue.loc }

// Currency is the ISO 4217 code that the exchange mainly trades in.
func (c *Calendar) Currency() string { return c.venue.currency }

// Len is the number of sessions.
func (c *Calendar) Len() int { return len(c.venue.dates) }

// Dates is every session's day, oldest first. The slice is shared: do not
// change it.
func (c *Calendar) Dates() []Date { return c.venue.dates }

// Index is d's number along the calendar, from 0; false when d is not a
// session.
func (c *Calendar) Index(d Date) (int, bool) {
	off := int(d) - int(c.venue.first)
	if off < 0 || off >= len(c.venue.number) || c.venue.number[off] < 0 {
		return 0, false
	}
	return int(c.venue.number[off]), true
}

// ByIndex is the session with number i.
func (c *Calendar) ByIndex(i int) (Session, bool) {
	if i < 0 || i >= len(c.venue.dates) {
		return Session{}, false
	}
	return c.session(c.venue.dates[i]), true
}

// Session is the session of day d; false when the exchange is closed.
func (c *Calendar) Session(d Date) (Session, bool) {
	if _, ok := c.Index(d); !ok {
		return Session{}, false
	}
	return c.session(d), true
}

// Next is the first session strictly after d.
func (c *Calendar) Next(d Date) (Session, bool) { return c.ByIndex(c.search(d + 1)) }

// Prev is the last session strictly before d.
func (c *Calendar) Prev(d Date) (Session, bool) { return c.ByIndex(c.search(d) - 1) }

// AtOrAfter is d's session, or the first one after it.
func (c *Calendar) AtOrAfter(d Date) (Session, bool) { return c.ByIndex(c.search(d)) }

// AtOrBefore is d's session, or the last one before it.
func (c *Calendar) AtOrBefore(d Date) (Session, bool) { return c.ByIndex(c.search(d+1) - 1) }

// Sessions are those of from to to, both included, oldest first.
func (c *Calendar) Sessions(from, to Date) []Session {
	lo, hi := c.search(from), c.search(to+1)
	if lo >= hi {
		return nil
	}
	out := make([]Session, 0, hi-lo)
	for _, d := range c.venue.dates[lo:hi] {
		out = append(out, c.session(d))
	}
	return out
}

// At says which session the moment t belongs to, and where in it t lies. On a
// day without a session that is the next session, with phase [Closed]; past the
// calendar's end, and before its beginning, the zero Session and [Closed].
func (c *Calendar) At(t time.Time) (Session, Phase) {
	d := DateOf(t.In(c.venue.loc))
	if d < c.venue.first {
		return Session{}, Closed
	}
	s, ok := c.Session(d)
	if !ok {
		s, _ = c.Next(d)
		return s, Closed
	}
	switch {
	case t.Before(s.Open):
		return s, BeforeOpen
	case !t.Before(s.Close):
		return s, AfterClose
	case s.HasLunch() && !t.Before(s.LunchStart) && t.Before(s.LunchEnd):
		return s, Lunch
	}
	return s, Open
}

// Holiday says why the exchange closes, or closes early, on d. Weekends are
// not holidays.
func (c *Calendar) Holiday(d Date) (Holiday, bool) {
	i, ok := c.venue.named[d]
	if !ok {
		return Holiday{}, false
	}
	h := c.venue.holidays[i]
	h.MIC = c.mic
	return h, true
}

// search is the index of the first session at or after d.
func (c *Calendar) search(d Date) int {
	return sort.Search(len(c.venue.dates), func(i int) bool { return c.venue.dates[i] >= d })
}

// session builds the Session of a day that is known to be one.
func (c *Calendar) session(d Date) Session {
	early := c.venue.early[d]
	h := c.venue.hours(d, early)
	day := d.In(c.venue.loc)
	at := func(m clock) time.Time {
		return time.Date(day.Year(), day.Month(), day.Day(), int(m)/60, int(m)%60, 0, 0, c.venue.loc)
	}
	s := Session{MIC: c.mic, Date: d, Open: at(h.open), Close: at(h.close), Early: early}
	if h.lunchEnd > h.lunchStart {
		s.LunchStart, s.LunchEnd = at(h.lunchStart), at(h.lunchEnd)
	}
	return s
}
