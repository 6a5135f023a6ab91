package table

import (
	"strconv"
	"strings"
	"time"

	"newstape/fault"
	"newstape/study"
	"newstape/tape/calendar"
)

// Order says how a file means 03/04/2025.
type Order string

// The orders.
const (
	FoundOut   Order = ""    // by a day above 12 somewhere in the file
	MonthFirst Order = "mdy" // 4 March
	DayFirst   Order = "dmy" // 3 April
)

// layouts are the spellings of a day that can mean one day only.
var layouts = []string{time.DateOnly, "20060102", "2006/01/02", "02.01.2006", "2.1.2006", "02-Jan-2006", "2-Jan-2006", "02Jan2006", "Jan 2, 2006", "2 Jan 2006"}

// moments are spellings of a day with a time and its zone.
var moments = []string{time.RFC3339, "2006-01-02 15:04:05-07:00", "2006-01-02 15:04:05 -0700", "2006-01-02T15:04-07:00", "2006-01-02 15:04-07:00", "2006-01-02T15:04Z"}

// moment reads a day with a time of day and a zone.
func moment(s string) (time.Time, bool) {
	if len(s) < len("2006-01-02T15:04Z") {
		return time.Time{}, false
	}
	for _, l := range moments {
		if t, err := time.Parse(l, s); err == nil {
			return t, true
		}
	}
	return time.Time{}, false
}

// dates reads the date column of one file. What 03/04/2025 means, and whether
// times of day matter, is decided by the whole column, so the stamps are there
// only after settle.
type dates struct {
	order  Order
	layout string // the one that fitted last, tried first
	cells  []dateCell
}

// dateCell is one cell in every reading that it allows.
type dateCell struct {
	text   string
	row    int
	day    calendar.Date // the one reading, or month first
	other  calendar.Date // day first; both are set for slashes alone
	slash  bool
	moment time.Time // with a zone
}

// add reads a cell and keeps it; false when it is no date.
func (d *dates) add(text string, row int) bool {
	c := dateCell{text: text, row: row}
	ok := d.read(&c)
	if ok {
		d.cells = append(d.cells, c)
	}
	return ok
}

func (d *dates) read(c *dateCell) bool {
	if t, ok := moment(c.text); ok {
		c.moment, c.day = t, calendar.DateOf(t)
		return true
	}
	s := c.text
	if len(s) > 10 && (s[10] == ' ' || s[10] == 'T') {
		s = s[:10] // a time without a zone says no more than its day
	}
	if d.layout != "" {
		if t, err := time.Parse(d.layout, s); err == nil {
			c.day = calendar.DateOf(t)
			return true
		}
	}
	for _, l := range layouts {
		if t, err := time.Parse(l, s); err == nil {
			d.layout, c.day = l, calendar.DateOf(t)
			return true
		}
	}
	if strings.Count(s, "/") != 2 {
		return false
	}
	c.slash = true
	if t, err := time.Parse("1/2/2006", s); err == nil {
		c.day = calendar.DateOf(t)
	}
	if t, err := time.Parse("2/1/2006", s); err == nil {
		c.other = calendar.DateOf(t)
	}
	return c.day != 0 || c.other != 0
}

// settle gives the stamps in the order of add.
func (d *dates) settle(name string) ([]study.Stamp, error) {
	dayFirst, err := d.dayFirst(name)
	if err != nil {
		return nil, err
	}
	intraday := false
	for _, c := range d.cells {
		h, m, s := c.moment.Clock()
		intraday = intraday || !c.moment.IsZero() && h+m+s > 0
	}
	out := make([]study.Stamp, len(d.cells))
	for k, c := range d.cells {
		switch {
		case intraday && c.moment.IsZero():
			return nil, fault.New(fault.BadInput, "read %s: row %d: %q has no time of day with a zone, and other rows have", name, c.row, c.text).
				Try("the form 2025-11-14T13:25:00-05:00 in every row, or days only")
		case intraday:
			out[k] = study.Moment(c.moment)
		case c.slash && dayFirst:
			out[k] = study.Day(c.other)
		default:
			out[k] = study.Day(c.day)
		}
	}
	return out, nil
}

// dayFirst decides what slashes mean in this file.
func (d *dates) dayFirst(name string) (bool, error) {
	var month, day, open *dateCell // cells that allow one order only, and one that allows both
	for k := range d.cells {
		c := &d.cells[k]
		switch {
		case !c.slash:
		case c.other == 0:
			month = first(month, c)
		case c.day == 0:
			day = first(day, c)
		case c.day != c.other:
			open = first(open, c)
		}
	}
	clash := func(c *dateCell, why string) error {
		return fault.New(fault.BadInput, "read %s: row %d: %q cannot be read %s", name, c.row, c.text, why).
			Try("one spelling for the whole file, best 2025-11-14")
	}
	switch {
	case d.order == MonthFirst && day != nil:
		return false, clash(day, "month first")
	case d.order == DayFirst && month != nil:
		return false, clash(month, "day first")
	case d.order != FoundOut:
		return d.order == DayFirst, nil
	case month != nil && day != nil && day.row > month.row:
		return false, clash(day, "month first, as row "+strconv.Itoa(month.row)+" ("+month.text+") must be")
	case month != nil && day != nil:
		return false, clash(month, "day first, as row "+strconv.Itoa(day.row)+" ("+day.text+") must be")
	case month == nil && day == nil && open != nil:
		return false, fault.New(fault.BadInput, "read %s: row %d: %q can be %s or %s, and no row of the file decides", name, open.row, open.text, open.day, open.other).
			Try("write 2025-11-14, or say --slashes mdy or --slashes dmy")
	}
	return day != nil, nil
}

func first(known, c *dateCell) *dateCell {
	if known != nil {
		return known
	}
	return c
}

// dateHint is what to try for a cell that is no date.
func dateHint(text string) string {
	switch {
	case digits(text) && len(text) == 5:
		return "it looks like a spreadsheet's day number: format the column as 2025-11-14"
	case digits(text) && len(text) >= 10:
		return "it looks like seconds since 1970: write 2025-11-14"
	}
	return "the form 2025-11-14"
}
