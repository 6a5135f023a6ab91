package article

import (
	_ "embed"
	"encoding/csv"
	"errors"
	"regexp"
	"strings"
	"sync"
	"time"
	_ "time/tzdata" // zones on machines that have no zone files

	"newstape/fault"
	"newstape/story/when"
	// zones on machines that have no zone files
)

//go:embed zones.csv
var zonesCSV string

// zones is zones.csv: kind and name to location.
var zones = sync.OnceValue(func() map[[2]string]*time.Location {
	r := csv.NewReader(strings.NewReader(zonesCSV))
	r.Comment = '#'
	rows, err := r.ReadAll()
	if err != nil {
		panic("article: zones.csv: " + err.Error()) // an embedded table, read by its test
	}
	out := map[[2]string]*time.Location{}
	for _, row := range rows[1:] {
		loc, err := time.LoadLocation(row[2])
		if err != nil {
			panic("article: zones.csv: " + err.Error())
		}
		out[[2]string{row[0], row[1]}] = loc
	}
	return out
})

// newYork is the zone of a bare day: the day of New York holds the sessions of
// both New York and, on the same date, Hong Kong.
func newYork() *time.Location { return zones()[[2]string{"abbreviation", "ET"}] }

const publishedForms = `2025-11-15T04:58:00-05:00, "2025-11-15 04:58 ET" or 2025-11-15`

// ParsePublished reads the time at which a story was published: RFC 3339, a
// date and time with a zone abbreviation ("2025-11-15 04:58 ET", "Nov. 15, 2025
// 4:58 a.m. ET"), an RFC 1123 date, or a day alone, which gives DateOnly at
// midnight in New York. A time without a zone, or with an abbreviation that
// several countries use (CST, IST), is refused rather than guessed.
func ParsePublished(s string) (when.Reference, error) {
	ref, problem := parseTime(s)
	if problem != "" {
		return when.Reference{}, fault.New(fault.BadUsage, "published time %q: %s", s, problem).Try("%s", publishedForms)
	}
	return ref, nil
}

// Layouts of a day, and of a day with a time of day.
var (
	dayLayouts  = []string{"2006-01-02", "2006/01/02", "20060102", "January 2, 2006", "January 2 2006", "2 January 2006"}
	timeLayouts = []string{"15:04:05", "15:04", "3:04 PM", "3:04PM", "3 PM", "3PM"}
	zoned       = []string{
		time.RFC3339Nano, "2006-01-02T15:04Z07:00", "2006-01-02T15:04:05.999999999Z0700", "2006-01-02T15:04Z0700",
		"2006-01-02 15:04:05Z07:00", "2006-01-02 15:04:05 Z07:00", "2006-01-02 15:04:05 -0700", "2006-01-02 15:04:05 -0700 MST", "2006-01-02 15:04Z07:00", "2006-01-02 15:04 Z07:00",
		"2006-01-02 15:04 -0700", time.RFC1123Z, "Mon, 2 Jan 2006 15:04:05 -0700", "Mon Jan _2 15:04:05 -0700 2006",
	}
)

// parseTime is ParsePublished with the problem in words; a time of day without
// a zone gives its day, DateOnly, beside the problem.
func parseTime(s string) (when.Reference, string) {
	s = strings.Join(strings.Fields(s), " ")
	if s == "" {
		return when.Reference{}, "empty"
	}
	for _, layout := range zoned {
		if t, err := time.Parse(layout, s); err == nil && plausible(t) {
			return when.Reference{Published: t, Known: true}, ""
		}
	}
	s, zone := cutZone(plainDate(s))
	for _, layout := range dayLayouts {
		t, err := time.Parse(layout, s)
		if err == nil && plausible(t) {
			if zone == "" {
				return dayAlone(t, newYork()), ""
			}
			if loc := zones()[[2]string{"abbreviation", zone}]; loc != nil {
				return dayAlone(t, loc), ""
			}
		}
		if !goesOn(err) {
			continue
		}
		for _, clock := range timeLayouts {
			for _, joint := range []string{" ", "T", ", ", " at "} {
				t, err := time.Parse(layout+joint+clock, s)
				if err != nil || !plausible(t) {
					continue
				}
				return inZone(t, zone)
			}
		}
	}
	return when.Reference{}, "not a form that is understood"
}

// goesOn reports whether a day was read and something stands behind it, which may
// be a time of day. Without that no longer layout fits either.
func goesOn(err error) bool {
	failed, ok := errors.AsType[*time.ParseError](err)
	return ok && strings.HasPrefix(failed.Message, ": extra text")
}

// inZone places a wall time in the zone of an abbreviation.
func inZone(t time.Time, zone string) (when.Reference, string) {
	if zone == "" {
		return dayAlone(t, newYork()), "a time of day needs its zone"
	}
	loc := zones()[[2]string{"abbreviation", zone}]
	if loc == nil {
		return dayAlone(t, newYork()), "zone " + zone + " is not known, or is used by several countries"
	}
	y, m, d := t.Date()
	return when.Reference{Published: time.Date(y, m, d, t.Hour(), t.Minute(), t.Second(), 0, loc), Known: true}, ""
}

func dayAlone(t time.Time, loc *time.Location) when.Reference {
	y, m, d := t.Date()
	return when.Reference{Published: time.Date(y, m, d, 0, 0, 0, 0, loc), Known: true, DateOnly: true}
}

// plausible keeps out years that no news story has.
func plausible(t time.Time) bool { return t.Year() >= 1900 && t.Year() < 2200 }

var (
	zoneAtEnd = regexp.MustCompile(`(?:^|[\d\sMm.])\(?([A-Z]{1,5})\)?$`)
	weekday   = regexp.MustCompile(`^(?i)(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,? `)
	ordinal   = regexp.MustCompile(`\b(\d{1,2})(?:st|nd|rd|th)\b`)
	halfDay   = regexp.MustCompile(`(?i)\b([ap])\.?m\b\.?`)
	monthName = regexp.MustCompile(`(?i)\b(jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\b\.?`)
	longMonth = map[string]string{
		"jan": "January", "feb": "February", "mar": "March", "apr": "April", "may": "May", "jun": "June",
		"jul": "July", "aug": "August", "sep": "September", "oct": "October", "nov": "November", "dec": "December",
	}
)

// plainDate brings the spellings of a date to those of dayLayouts.
func plainDate(s string) string {
	s = weekday.ReplaceAllString(s, "")
	s = ordinal.ReplaceAllString(s, "$1")
	s = halfDay.ReplaceAllStringFunc(s, func(m string) string { return strings.ToUpper(m[:1]) + "M" })
	return monthName.ReplaceAllStringFunc(s, func(m string) string { return longMonth[strings.ToLower(m[:3])] })
}

// cutZone takes a zone abbreviation off the end: "04:58 ET" gives "04:58", "ET".
func cutZone(s string) (string, string) {
	m := zoneAtEnd.FindStringSubmatchIndex(s)
	if m == nil {
		return s, ""
	}
	zone := s[m[2]:m[3]]
	if zone == "AM" || zone == "PM" || zone == "T" {
		return s, ""
	}
	return strings.TrimRight(strings.TrimSuffix(s[:m[2]], "("), " "), zone
}
