package calendar

import "time"

// The sources that New York's rules rest on.
const (
	nyseRule  = "NYSE Rule 7.2, holidays"
	nyseEarly = "NYSE holidays and trading hours, 1:00 p.m. closings"
)

// buildNewYork makes the days of the New York exchanges.
func buildNewYork() (*venue, error) {
	rows, err := exceptions("XNYS")
	if err != nil {
		return nil, err
	}
	for year := FirstYear; year <= LastYear; year++ {
		rows = append(rows, newYorkYear(year)...)
	}
	return newVenue("America/New_York", "USD", newYorkHours, rows)
}

func newYorkHours(_ Date, early bool) hours {
	if early {
		return hours{open: at(9, 30), close: at(13, 0)}
	}
	return hours{open: at(9, 30), close: at(16, 0)}
}

// newYorkYear gives one year's regular holidays and early closes.
func newYorkYear(year int) []Holiday {
	var out []Holiday
	closed := func(d Date, name string) {
		out = append(out, Holiday{Date: d, Name: name, Source: nyseRule})
	}
	early := func(d Date, name string) {
		out = append(out, Holiday{Date: d, Early: true, Name: name, Source: nyseEarly})
	}
	// A holiday on a Saturday is kept on Friday, one on a Sunday on Monday;
	// but New Year's Day on a Saturday is not kept, for Friday ends the year.
	observed := func(d Date) Date {
		switch d.Weekday() {
		case time.Saturday:
			return d - 1
		case time.Sunday:
			return d + 1
		}
		return d
	}
	if newYear := Civil(year, time.January, 1); newYear.Weekday() != time.Saturday {
		closed(observed(newYear), "New Year's Day")
	}
	closed(nth(3, time.Monday, year, time.January), "Martin Luther King, Jr. Day")
	closed(nth(3, time.Monday, year, time.February), "Washington's Birthday")
	closed(easter(year)-2, "Good Friday")
	memorial := nth(5, time.Monday, year, time.May)
	if memorial >= Civil(year, time.June, 1) {
		memorial -= 7
	}
	closed(memorial, "Memorial Day")
	if year >= 2022 {
		closed(observed(Civil(year, time.June, 19)), "Juneteenth National Independence Day")
	}
	closed(observed(Civil(year, time.July, 4)), "Independence Day")
	closed(nth(1, time.Monday, year, time.September), "Labor Day")
	thanksgiving := nth(4, time.Thursday, year, time.November)
	closed(thanksgiving, "Thanksgiving Day")
	closed(observed(Civil(year, time.December, 25)), "Christmas Day")

	// An eve that is itself a closure, as when the fourth is a Saturday, stays one.
	early(Civil(year, time.July, 3), "day before Independence Day")
	early(thanksgiving+1, "day after Thanksgiving")
	early(Civil(year, time.December, 24), "Christmas Eve")
	return out
}
