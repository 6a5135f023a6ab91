package study

import (
	"time"

	"newstape/fault"
	"newstape/tape/calendar"
)

// SessionFor is the session that news of the moment t can affect: the day's own
// when t is before the open or in trading hours, the next one after the close,
// on a weekend or on a holiday. The phase says which it was. It fails where the
// exchange has no calendar.
func SessionFor(exchange string, t time.Time) (calendar.Date, calendar.Phase, error) {
	cal, err := calendar.For(exchange)
	if err != nil {
		return 0, "", err
	}
	return sessionOf(cal, t)
}

func sessionOf(cal *calendar.Calendar, t time.Time) (calendar.Date, calendar.Phase, error) {
	s, phase := cal.At(t)
	ok := s.Date != 0
	if phase == calendar.AfterClose {
		s, ok = cal.Next(s.Date)
	}
	if !ok || s.Date == 0 {
		return 0, phase, fault.New(fault.BadInput, "%s has no session after %s: its calendar ends in %d",
			cal.MIC(), t.Format(time.RFC3339), calendar.LastYear)
	}
	return s.Date, phase, nil
}
