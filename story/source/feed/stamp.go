package feed

import (
	"regexp"
	"strings"
	"time"
)

// Stamp is a time as a feed gives it. The zero Stamp is undated.
type Stamp struct {
	Time time.Time // with the offset that was written; midnight UTC when Day
	Day  bool      // only the day is known: no time of day, or one without a zone
	Raw  string    // as written
}

// Dated reports whether at least the day is known.
func (s Stamp) Dated() bool { return !s.Time.IsZero() }

// String is RFC 3339 or 2025-11-14, which article.ParsePublished reads; "" when
// undated.
func (s Stamp) String() string {
	switch {
	case !s.Dated():
		return ""
	case s.Day:
		return s.Time.Format(time.DateOnly)
	}
	return s.Time.Format(time.RFC3339)
}

// hours are the zones that feeds write by name: those of RFC 822, and those
// that mean one thing wherever they are written.
var hours = map[string]float64{
	"Z": 0, "UT": 0, "UTC": 0, "GMT": 0, "WET": 0,
	"EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
	"CET": 1, "CEST": 2, "MEZ": 1, "MESZ": 2, "EET": 2, "EEST": 3, "WEST": 1, "MSK": 3,
	"HKT": 8, "SGT": 8, "JST": 9, "KST": 9, "AEST": 10, "AEDT": 11,
}

var (
	weekday  = regexp.MustCompile(`^(?i:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?[ ,]+`)
	zoneEnd  = regexp.MustCompile(`(?:[ T]\d{1,2}:\d\d(?::\d\d)?(?:[.,]\d+)?(?: ?[AaPp]\.?[Mm]\.?)?) ?\(?(Z|z|[A-Z]{2,5}|(?:GMT|UTC)?[+-]\d\d?(?::?\d\d)?)\)?(?: ?\([A-Z]{2,5}\))?$`)
	fraction = regexp.MustCompile(`(:\d\d)[.,]\d+`)
	yearLast = regexp.MustCompile(`^([A-Za-z]{3} \d{1,2} \d\d:\d\d:\d\d) ?(.*) (\d{4})$`) // the form of the date command

	dayForms = []string{
		"2006-01-02", "2006-1-2", "2006/01/02", "20060102", "2 Jan 2006", "2 January 2006", "2 Jan 06", "2-Jan-2006", "2-Jan-06",
		"Jan 2 2006", "January 2 2006", "Jan 2, 2006", "January 2, 2006", "2006年1月2日",
	}
	clockForms = []string{"15:04:05", "15:04", "3:04:05 PM", "3:04 PM", "3:04PM"}
)

// ParseStamp reads RFC 822 and its many bent forms, RFC 3339 and the W3C's
// profile of it. A zone name that several countries use for different hours
// (IST, BST) counts as none. Day-first and month-first forms of digits and
// slashes are not read: they cannot be told apart.
func ParseStamp(raw string) Stamp {
	raw = bounded(strings.TrimSpace(raw), 100)
	none := Stamp{Raw: raw}
	if !strings.ContainsAny(raw, "0123456789") {
		return none
	}
	s := strings.Join(strings.Fields(raw), " ")
	s = weekday.ReplaceAllString(s, "")
	if m := yearLast.FindStringSubmatch(s); m != nil {
		zone := m[2]
		if zone == "CST" {
			zone = "" // in this form it is as often China's
		}
		s = strings.TrimSpace(m[1][:6] + " " + m[3] + m[1][6:] + " " + zone)
	}
	zone, zoned := time.UTC, false
	if m := zoneEnd.FindStringSubmatchIndex(s); m != nil {
		if loc, ok := offset(s[m[2]:m[3]]); ok {
			zone, zoned = loc, true
		}
		s = strings.TrimRight(s[:m[2]], " (")
	}
	s = fraction.ReplaceAllString(s, "$1")
	s = strings.ReplaceAll(strings.ReplaceAll(s, "a.m.", "AM"), "p.m.", "PM")
	for _, day := range dayForms {
		if t, err := time.Parse(day, s); err == nil && plausible(t) {
			return Stamp{Time: t, Day: true, Raw: raw}
		}
		for _, clock := range clockForms {
			for _, joint := range []string{" ", "T", ", "} {
				t, err := time.ParseInLocation(day+joint+clock, s, zone)
				if err != nil || !plausible(t) {
					continue
				}
				if !zoned {
					y, m, d := t.Date()
					return Stamp{Time: time.Date(y, m, d, 0, 0, 0, 0, time.UTC), Day: true, Raw: raw}
				}
				return Stamp{Time: t, Raw: raw}
			}
		}
	}
	return none
}

// offset reads a zone: a name, +0800, +08:00, GMT+8 or +08.
func offset(s string) (*time.Location, bool) {
	if h, ok := hours[strings.ToUpper(s)]; ok {
		return fixed(int(h * 3600)), true
	}
	s = strings.TrimPrefix(strings.TrimPrefix(s, "GMT"), "UTC")
	sign := 1
	switch {
	case strings.HasPrefix(s, "+"):
	case strings.HasPrefix(s, "-"):
		sign = -1
	default:
		return nil, false
	}
	digits := strings.ReplaceAll(s[1:], ":", "")
	if len(digits)%2 == 1 {
		digits = "0" + digits
	}
	if len(digits) == 2 {
		digits += "00"
	}
	if len(digits) != 4 {
		return nil, false
	}
	at := func(i int) int { return int(digits[i]-'0')*10 + int(digits[i+1]-'0') }
	h, m := at(0), at(2)
	if h > 14 || m > 59 {
		return nil, false
	}
	return fixed(sign * (h*3600 + m*60)), true
}

func fixed(seconds int) *time.Location {
	if seconds == 0 {
		return time.UTC
	}
	return time.FixedZone("", seconds)
}

// plausible keeps the year zero and the far future out.
func plausible(t time.Time) bool { return t.Year() >= 1980 && t.Year() < 2200 }
