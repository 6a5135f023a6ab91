package calendar

import (
	_ "embed"
	"encoding/csv"
	"fmt"
	"strings"
	"time"
)

// The sources that Hong Kong's rules rest on.
const (
	hkLaw      = "General Holidays Ordinance (Cap. 149), as gazetted"
	hkExpected = "General Holidays Ordinance (Cap. 149), computed with the lunar calendar: expected"
	hkHalfDay  = "HKEX trading hours: no afternoon session on the eves of Christmas, New Year and Lunar New Year"
	// hkGazetted is the last year whose list was at hand when the tables were made.
	hkGazetted = 2026
)

//go:embed lunar.csv
var lunarCSV string

// festivals are the days of one year that the Chinese calendar sets.
type festivals struct{ newYear, chingMing, buddha, tuenNg, midAutumn, chungYeung Date }

// lunar reads the festivals of every year.
func lunar() (map[int]festivals, error) {
	rows, err := csv.NewReader(strings.NewReader(lunarCSV)).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("calendar table lunar.csv: %w", err)
	}
	out := map[int]festivals{}
	for i, row := range rows[1:] {
		var f festivals
		for k, into := range []*Date{&f.newYear, &f.chingMing, &f.buddha, &f.tuenNg, &f.midAutumn, &f.chungYeung} {
			d, err := ParseDate(row[k])
			if err != nil {
				return nil, fmt.Errorf("calendar table lunar.csv: row %d: %w", i+2, err)
			}
			*into = d
		}
		out[f.newYear.Time().Year()] = f
	}
	return out, nil
}

// buildHongKong makes the days of the Hong Kong exchange.
func buildHongKong() (*venue, error) {
	rows, err := exceptions("XHKG")
	if err != nil {
		return nil, err
	}
	table, err := lunar()
	if err != nil {
		return nil, err
	}
	for year := FirstYear; year <= LastYear; year++ {
		f, ok := table[year]
		if !ok {
			return nil, fmt.Errorf("calendar table lunar.csv: no row for %d", year)
		}
		rows = append(rows, hongKongYear(year, f)...)
	}
	return newVenue("Asia/Hong_Kong", "HKD", hongKongHours, rows)
}

// hongKongHours knows the two changes of hours: the exchange lengthened its day
// on 7 March 2011 and cut the lunch break to an hour on 5 March 2012.
func hongKongHours(d Date, early bool) hours {
	h := hours{open: at(9, 30), lunchStart: at(12, 0), lunchEnd: at(13, 0), close: at(16, 0)}
	switch {
	case d < Civil(2011, time.March, 7):
		h.open, h.lunchStart, h.lunchEnd = at(10, 0), at(12, 30), at(14, 30)
	case d < Civil(2012, time.March, 5):
		h.lunchEnd = at(13, 30)
	}
	if early {
		h.close = h.lunchStart
		h.lunchEnd = h.lunchStart
	}
	return h
}

// hongKongYear gives one year's general holidays and half days. A holiday that
// falls on a Sunday or on another holiday moves to the next day that is neither
// (Saturdays count as days here: the law knows only Sundays).
func hongKongYear(year int, f festivals) []Holiday {
	source := hkLaw
	if year > hkGazetted {
		source = hkExpected
	}
	var out []Holiday
	taken := map[Date]bool{}
	put := func(d Date, name string) {
		taken[d] = true
		out = append(out, Holiday{Date: d, Name: name, Source: source})
	}
	keep := func(d Date, name string) {
		for taken[d] || d.Weekday() == time.Sunday {
			d++
		}
		put(d, name)
	}
	keep(Civil(year, time.January, 1), "New Year's Day")
	lunarNewYear(year, f.newYear, put)
	sunday := easter(year)
	keep(sunday-2, "Good Friday")
	keep(sunday-1, "day following Good Friday")
	keep(sunday+1, "Easter Monday")
	keep(f.chingMing, "Ching Ming Festival")
	keep(Civil(year, time.May, 1), "Labour Day")
	keep(f.buddha, "Birthday of the Buddha")
	keep(f.tuenNg, "Tuen Ng Festival")
	keep(Civil(year, time.July, 1), "HKSAR Establishment Day")
	keep(Civil(year, time.October, 1), "National Day")
	keep(f.midAutumn+1, "day following the Mid-Autumn Festival")
	keep(f.chungYeung, "Chung Yeung Festival")
	keep(Civil(year, time.December, 25), "Christmas Day")
	keep(Civil(year, time.December, 26), "first weekday after Christmas Day")

	for _, eve := range []struct {
		day  Date
		name string
	}{
		{f.newYear - 1, "Lunar New Year's Eve"},
		{Civil(year, time.December, 24), "Christmas Eve"},
		{Civil(year, time.December, 31), "New Year's Eve"},
	} {
		out = append(out, Holiday{Date: eve.day, Early: true, Name: eve.name, Source: hkHalfDay})
	}
	return out
}

// lunarNewYear puts the first three days of the year. When one of them is a
// Sunday the fourth is kept as well; until 2011 it was the day before the first,
// always a Saturday and so no matter for trading.
func lunarNewYear(year int, first Date, put func(Date, string)) {
	names := []string{"Lunar New Year's Day", "second day of Lunar New Year", "third day of Lunar New Year"}
	onSunday := false
	for i, name := range names {
		d := first + Date(i)
		put(d, name)
		onSunday = onSunday || d.Weekday() == time.Sunday
	}
	if onSunday && year >= 2012 {
		put(first+3, "fourth day of Lunar New Year")
	}
}
