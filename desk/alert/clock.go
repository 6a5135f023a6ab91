package alert

import (
	"time"
	_ "time/tzdata" // zones must be known on machines without a zone table

	"newstape/desk/store"
	"newstape/fault"
)

// clocks are a rule's quiet hours and digest, read.
type clocks struct {
	quiet  []quiet
	digest *digest
}

type quiet struct {
	from, to int // minutes of the day
	zone     *time.Location
	days     [7]bool // of from, by time.Weekday
}

type digest struct {
	daily bool
	at    int // minute of the day
	zone  *time.Location
}

func readClocks(r store.Rule) (clocks, error) {
	var c clocks
	for _, in := range r.Quiet {
		q, err := readQuiet(in)
		if err != nil {
			return clocks{}, err
		}
		c.quiet = append(c.quiet, q)
	}
	if r.Digest == nil {
		return c, nil
	}
	d := digest{zone: time.UTC}
	var err error
	switch r.Digest.Every {
	case "hourly":
		if r.Digest.At != "" {
			return clocks{}, fault.New(fault.BadInput, "an hourly digest has the time %q", r.Digest.At).Try("no time: it goes out on the hour")
		}
	case "daily":
		d.daily = true
		if d.at, err = minuteOfDay(r.Digest.At); err != nil {
			return clocks{}, err
		}
	default:
		return clocks{}, fault.New(fault.BadInput, "a digest comes %q", r.Digest.Every).Try("hourly or daily")
	}
	if r.Digest.Zone != "" {
		if d.zone, err = zone(r.Digest.Zone); err != nil {
			return clocks{}, err
		}
	}
	c.digest = &d
	return c, nil
}

func readQuiet(in store.Quiet) (quiet, error) {
	var q quiet
	var err error
	if q.from, err = minuteOfDay(in.From); err != nil {
		return q, err
	}
	if q.to, err = minuteOfDay(in.To); err != nil {
		return q, err
	}
	if q.zone, err = zone(in.Zone); err != nil {
		return q, err
	}
	if q.from == q.to {
		return q, fault.New(fault.BadInput, "quiet hours from %s to %s", in.From, in.To).Try("two different times; to be quiet all day, mute the rule")
	}
	for _, name := range in.Days {
		day, ok := weekday(name)
		if !ok {
			return q, fault.New(fault.BadInput, "%q is no day of the week", name).Try("mon, tue, wed, thu, fri, sat, sun")
		}
		q.days[day] = true
	}
	if len(in.Days) == 0 {
		q.days = [7]bool{true, true, true, true, true, true, true}
	}
	return q, nil
}

func weekday(name string) (time.Weekday, bool) {
	for d := time.Sunday; d <= time.Saturday; d++ {
		if name == [7]string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"}[d] {
			return d, true
		}
	}
	return 0, false
}

func minuteOfDay(s string) (int, error) {
	t, err := time.Parse("15:04", s)
	if err != nil || len(s) != len("15:04") {
		return 0, fault.New(fault.BadInput, "%q is no time of day", s).Try("22:00")
	}
	return t.Hour()*60 + t.Minute(), nil
}

func zone(name string) (*time.Location, error) {
	loc, err := time.LoadLocation(name)
	if err != nil || name == "" || name == "Local" {
		return nil, fault.New(fault.BadInput, "%q is no time zone", name).Try("America/New_York, Europe/Berlin, UTC")
	}
	return loc, nil
}

// covers reports whether the wall clock shows a quiet minute.
func (q *quiet) covers(t time.Time) bool {
	local := t.In(q.zone)
	minute := local.Hour()*60 + local.Minute()
	if q.from < q.to {
		return q.days[local.Weekday()] && q.from <= minute && minute < q.to
	}
	if minute >= q.from {
		return q.days[local.Weekday()]
	}
	return minute < q.to && q.days[(local.Weekday()+6)%7] // began the day before
}

func (c *clocks) quietAt(t time.Time) bool {
	for i := range c.quiet {
		if c.quiet[i].covers(t) {
			return true
		}
	}
	return false
}

// quietUntil is the first minute after t that is not quiet; t itself when it is
// not. It walks the clock minute by minute, which no change of the clock can
// mislead, and gives up after eight days: a rule that is always quiet is asked
// again then.
func (c *clocks) quietUntil(t time.Time) time.Time {
	if !c.quietAt(t) {
		return t
	}
	end := t.Truncate(time.Minute)
	for range 8 * 24 * 60 {
		if end = end.Add(time.Minute); !c.quietAt(end) {
			break
		}
	}
	return end
}

// digestAfter is when the digest after t goes out: at the next full hour, or at
// the first minute at which the wall clock shows the time of day or a later one.
func (c *clocks) digestAfter(t time.Time) time.Time {
	d := c.digest
	local := t.In(d.zone)
	if !d.daily {
		at := t.Truncate(time.Minute).Add(time.Minute)
		for at.In(d.zone).Minute() != 0 {
			at = at.Add(time.Minute)
		}
		return at.UTC()
	}
	day := local
	if local.Hour()*60+local.Minute() >= d.at {
		day = local.AddDate(0, 0, 1)
	}
	due := dayAndMinute{day.Year(), day.YearDay(), d.at}
	at := t.Truncate(time.Minute).Add(time.Minute)
	for range 50 * 60 { // longer than any two days
		l := at.In(d.zone)
		if !(dayAndMinute{l.Year(), l.YearDay(), l.Hour()*60 + l.Minute()}).before(due) {
			break
		}
		at = at.Add(time.Minute)
	}
	return at.UTC()
}

type dayAndMinute struct{ year, day, minute int }

func (a dayAndMinute) before(b dayAndMinute) bool {
	if a.year != b.year {
		return a.year < b.year
	}
	if a.day != b.day {
		return a.day < b.day
	}
	return a.minute < b.minute
}
