package calendar

import (
	_ "embed"
	"encoding/csv"
	"fmt"
	"sort"
	"strings"
	"time"
)

// clock is a wall time in minutes after midnight.
type clock int

// at makes the clock of an hour and a minute.
func at(hour, minute int) clock { return clock(hour*60 + minute) }

// hours are one session's wall times; no lunch when its two ends are equal.
type hours struct{ open, lunchStart, lunchEnd, close clock }

//go:embed exceptions.csv
var exceptionsCSV string

// exceptions reads the table's rows for one calendar. A row's kind is closed or
// early_close.
func exceptions(name string) ([]Holiday, error) {
	rows, err := csv.NewReader(strings.NewReader(exceptionsCSV)).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("calendar table exceptions.csv: %w", err)
	}
	var out []Holiday
	for i, row := range rows[1:] {
		if row[0] != name {
			continue
		}
		d, err := ParseDate(row[1])
		if err != nil {
			return nil, fmt.Errorf("calendar table exceptions.csv: row %d: %w", i+2, err)
		}
		out = append(out, Holiday{Date: d, Early: row[2] == "early_close", Name: row[3], Source: row[4]})
	}
	return out, nil
}

// newVenue lays out the sessions: every weekday that no holiday closes. Of two
// holidays on one day the first one given names it; an early close gives way to
// a full closure.
func newVenue(zone, currency string, h func(Date, bool) hours, holidays []Holiday) (*venue, error) {
	loc, err := time.LoadLocation(zone)
	if err != nil {
		return nil, fmt.Errorf("calendar: time zone %s: %w", zone, err)
	}
	v := &venue{
		loc: loc, currency: currency, hours: h,
		first: Civil(FirstYear, time.January, 1),
		early: map[Date]bool{}, named: map[Date]int32{},
	}
	sort.SliceStable(holidays, func(i, j int) bool {
		a, b := holidays[i], holidays[j]
		if a.Date != b.Date {
			return a.Date < b.Date
		}
		return !a.Early && b.Early
	})
	for _, h := range holidays {
		if _, taken := v.named[h.Date]; taken || weekend(h.Date) {
			continue
		}
		v.named[h.Date] = int32(len(v.holidays))
		v.holidays = append(v.holidays, h)
		if h.Early {
			v.early[h.Date] = true
		}
	}
	last := Civil(LastYear, time.December, 31)
	v.number = make([]int32, last-v.first+1)
	for d := v.first; d <= last; d++ {
		_, named := v.named[d]
		if weekend(d) || (named && !v.early[d]) {
			v.number[d-v.first] = -1
			continue
		}
		v.number[d-v.first] = int32(len(v.dates))
		v.dates = append(v.dates, d)
	}
	return v, nil
}

func weekend(d Date) bool {
	w := d.Weekday()
	return w == time.Saturday || w == time.Sunday
}

// nth is the nth given weekday of a month, n from 1.
func nth(n int, w time.Weekday, year int, month time.Month) Date {
	first := Civil(year, month, 1)
	return first + Date((int(w)-int(first.Weekday())+7)%7+7*(n-1))
}

// easter is Easter Sunday of a year in the Gregorian calendar, by the method of
// J. Meeus, Astronomical Algorithms (1991), chapter 8.
func easter(year int) Date {
	a, b, c := year%19, year/100, year%100
	d, e := b/4, b%4
	f := (b + 8) / 25
	g := (b - f + 1) / 3
	h := (19*a + b - d - g + 15) % 30
	i, k := c/4, c%4
	l := (32 + 2*e + 2*i - h - k) % 7
	m := (a + 11*h + 22*l) / 451
	n := h + l - 7*m + 114
	return Civil(year, time.Month(n/31), n%31+1)
}
