package table

import (
	"strings"
	"time"

	"newstape/tape/calendar"
)

// layouts are the spellings of a day, tried in order. The American form stands
// before the European one with slashes, because the panels that academics bring
// are mostly American; a file whose days cannot be months is read day first.
var layouts = []string{time.DateOnly, "20060102", "2006/01/02", "02.01.2006", "2.1.2006", "02-Jan-2006", "2-Jan-2006", "Jan 2, 2006", "2 Jan 2006"}

// slashes are the two readings of 03/04/2025.
const (
	monthFirst = "1/2/2006"
	dayFirst   = "2/1/2006"
)

// dates reads the days of one file, and remembers how the file writes them.
type dates struct {
	layout string
}

// moments are spellings with a time of day; the second value of parse tells.
var moments = []string{time.RFC3339, "2006-01-02 15:04:05-07:00", "2006-01-02 15:04:05 -0700", "2006-01-02T15:04-07:00"}

// parse reads a day; a time of day without a zone is cut off.
func (d *dates) parse(s string) (calendar.Date, bool) {
	if len(s) > 10 && (s[10] == ' ' || s[10] == 'T') && s[4] == '-' {
		s = s[:10]
	}
	if d.layout != "" {
		if t, err := time.Parse(d.layout, s); err == nil {
			return calendar.DateOf(t), true
		}
	}
	for _, l := range layouts {
		if t, err := time.Parse(l, s); err == nil {
			d.layout = l
			return calendar.DateOf(t), true
		}
	}
	if strings.Count(s, "/") == 2 {
		for _, l := range []string{monthFirst, dayFirst} {
			if t, err := time.Parse(l, s); err == nil {
				d.layout = l
				return calendar.DateOf(t), true
			}
		}
	}
	return 0, false
}

// moment reads a day with a time of day and a zone.
func moment(s string) (time.Time, bool) {
	for _, l := range moments {
		if t, err := time.Parse(l, s); err == nil {
			return t, true
		}
	}
	return time.Time{}, false
}
