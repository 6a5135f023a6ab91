package lists

import (
	"regexp"
	"strings"
	"time"

	"newstape/tape/calendar"
)

// layouts are the ways in which lists write a day.
var layouts = [...]string{
	"2006-01-02", "2.1.2006", "2.1.06", "January 2, 2006", "2 January 2006", "2 Jan 2006", "1/2/2006", "1/2/06",
	"January 2006", "2006-01-02T15:04:05", "20060102",
}

// day reads a day; false when the cell holds something else. An empty cell, a
// bare year and a word are no day.
func day(cell string) (calendar.Date, bool) {
	s := strings.TrimSpace(cell)
	if s == "" || len(s) > 40 {
		return 0, false
	}
	if at := strings.IndexByte(s, 'T'); at == 10 {
		s = s[:at]
	}
	s = strings.Join(strings.Fields(strings.ReplaceAll(s, ". ", " ")), " ")
	for _, l := range layouts {
		if t, err := time.Parse(l, s); err == nil && t.Year() > 1940 && t.Year() < 2100 {
			return calendar.DateOf(t), true
		}
	}
	if m, _, ok := strings.Cut(s, " Sept "); ok {
		return day(m + " Sep " + s[len(m)+6:])
	}
	return 0, false
}

// notice finds the days in Federal Register citations: "85 FR 83420, 12/22/20".
var notice = regexp.MustCompile(`\d+ ?F\.? ?R\.? ?\d+,? \(?(\d{1,2}/\d{1,2}/\d{2,4}|[A-Z][a-z]+ \d{1,2}, \d{4})`)

// noticed is the day of the first notice that a citation names.
func noticed(citation string) calendar.Date {
	m := notice.FindStringSubmatch(citation)
	if m == nil {
		return 0
	}
	d, _ := day(m[1])
	return d
}

// inText finds a day that stands after words in a note, as "Listing Date (CMIC):
// 03 Jun 2021".
func inText(note, words string) calendar.Date {
	_, rest, ok := strings.Cut(note, words)
	if !ok {
		return 0
	}
	rest = strings.TrimSpace(strings.TrimLeft(rest, ": "))
	if end := strings.IndexAny(rest, ";|)"); end >= 0 {
		rest = rest[:end]
	}
	d, _ := day(rest)
	return d
}
