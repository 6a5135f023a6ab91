package study

import (
	"time"

	"newstape/tape/calendar"
)

// Stamp is a place on a time axis: seconds since 1970-01-01T00:00Z. A trading
// day is the midnight that begins its civil day; an intraday bar is its start.
type Stamp int64

const daySeconds = 24 * 60 * 60

// Day is the stamp of a civil day.
func Day(d calendar.Date) Stamp { return Stamp(d) * daySeconds }

// Moment is the stamp of a moment, for axes of intraday bars.
func Moment(t time.Time) Stamp { return Stamp(t.Unix()) }

// Date is the civil day of s.
func (s Stamp) Date() calendar.Date {
	d := s / daySeconds
	if s%daySeconds < 0 {
		d--
	}
	return calendar.Date(d)
}

// String gives 2025-11-14, or 2025-11-14T18:25Z for a bar.
func (s Stamp) String() string {
	if s%daySeconds == 0 {
		return s.Date().String()
	}
	return time.Unix(int64(s), 0).UTC().Format("2006-01-02T15:04Z")
}

// MarshalText gives the form of String.
func (s Stamp) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads the form of String.
func (s *Stamp) UnmarshalText(b []byte) error {
	if t, err := time.Parse("2006-01-02T15:04Z", string(b)); err == nil {
		*s = Moment(t)
		return nil
	}
	d, err := calendar.ParseDate(string(b))
	if err != nil {
		return err
	}
	*s = Day(d)
	return nil
}
