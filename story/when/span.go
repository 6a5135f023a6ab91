package when

import (
	"time"

	"newstape/tape/calendar"
)

// days is an inclusive run of civil days.
type days struct{ from, to calendar.Date }

func monthDays(year int, m time.Month) days {
	return days{calendar.Civil(year, m, 1), calendar.Civil(year, m+1, 0)}
}

func yearDays(year int) days {
	return days{calendar.Civil(year, time.January, 1), calendar.Civil(year, time.December, 31)}
}

func quarterDays(year, quarter int) days {
	first := time.Month(3*quarter - 2)
	return days{calendar.Civil(year, first, 1), calendar.Civil(year, first+3, 0)}
}

// weekDays is Monday to Sunday.
func weekDays(d calendar.Date) days {
	monday := d - calendar.Date((int(d.Weekday())+6)%7)
	return days{monday, monday + 6}
}

// unitDays is the calendar week, month, quarter or year that lies n units
// after the one that holds d; d alone for other units.
func unitDays(unit string, d calendar.Date, n int) days {
	y, m, _ := d.Time().Date()
	switch unit {
	case "week":
		return weekDays(d + calendar.Date(7*n))
	case "month":
		first := time.Date(y, m+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
		return monthDays(first.Year(), first.Month())
	case "quarter":
		k := y*4 + (int(m)-1)/3 + n
		return quarterDays(k/4, k%4+1)
	case "year":
		return yearDays(y + n)
	}
	return days{d, d}
}

// moved is the day n units after d; months and years keep the day of the month,
// or take the month's last. Zero for sessions, which only a calendar can count.
func moved(unit string, d calendar.Date, n int) calendar.Date {
	y, m, day := d.Time().Date()
	switch unit {
	case "day":
		return d + calendar.Date(n)
	case "week":
		return d + calendar.Date(7*n)
	case "month":
	case "quarter":
		n *= 3
	case "year":
		n *= 12
	case "decade":
		n *= 120
	default:
		return 0
	}
	target := monthDays(y, m+time.Month(n))
	return min(target.from+calendar.Date(day-1), target.to)
}

// civil is the day, and false when the month has no such day.
func civil(year int, m time.Month, day int) (calendar.Date, bool) {
	d := calendar.Civil(year, m, day)
	_, got, _ := d.Time().Date()
	return d, got == m && day >= 1 && d != 0
}
