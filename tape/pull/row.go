package pull

import (
	"math"
	"strconv"
	"strings"
	"time"

	"newstape/tape/calendar"
)

// stamp is a date or a moment as a file writes it.
type stamp struct {
	date   calendar.Date
	clock  int // seconds after midnight
	zoned  bool
	offset int // seconds east of UTC, when zoned
}

// moment is the instant of a stamp; zone is that of stamps without one.
func (s stamp) moment(zone *time.Location) time.Time {
	if s.zoned {
		zone = time.FixedZone("", s.offset)
	}
	y, m, d := s.date.Time().Date()
	return time.Date(y, m, d, 0, 0, s.clock, 0, zone)
}

// row is one row of figures; NaN where there is none.
type row struct {
	line int // in the file, from 1
	at   stamp
	v    [numbers]float64
}

// parseStamp reads 2025-11-14, 20251114, and either with a time: 2025-11-14
// 13:25, 2025-11-14T13:25:00, with Z or an offset after it.
func parseStamp(s string) (stamp, bool) {
	var out stamp
	day, rest := s, ""
	if i := strings.IndexAny(s, " T"); i >= 0 {
		day, rest = s[:i], s[i+1:]
		if rest == "" {
			return out, false
		}
	}
	var ok bool
	if out.date, ok = parseDay(day); !ok {
		return out, false
	}
	if rest == "" {
		return out, true
	}
	if strings.HasSuffix(rest, "Z") {
		rest, out.zoned = rest[:len(rest)-1], true
	} else if i := strings.IndexAny(rest, "+-"); i > 0 {
		offset, ok := parseClock(rest[i+1:])
		if !ok || offset > 14*3600 {
			return out, false
		}
		if rest[i] == '-' {
			offset = -offset
		}
		rest, out.zoned, out.offset = strings.TrimSpace(rest[:i]), true, offset
	}
	out.clock, ok = parseClock(rest)
	return out, ok
}

// parseDay reads 2025-11-14 or 20251114.
func parseDay(s string) (calendar.Date, bool) {
	if len(s) == 10 && s[4] == '-' && s[7] == '-' {
		s = s[:4] + s[5:7] + s[8:]
	}
	if len(s) != 8 || !digits(s) {
		return 0, false
	}
	year, month, day := atoi(s[:4]), atoi(s[4:6]), atoi(s[6:])
	if year < 1 || month < 1 || month > 12 || day < 1 {
		return 0, false
	}
	d := calendar.Civil(year, time.Month(month), day)
	return d, d.Time().Day() == day
}

// parseClock reads 13:25, 13:25:00, 13:25:00.000, 132500 or 1325.
func parseClock(s string) (int, bool) {
	if i := strings.IndexByte(s, '.'); i > 0 && strings.Trim(s[i+1:], "0") == "" {
		s = s[:i]
	}
	plain := strings.ReplaceAll(s, ":", "")
	wellFormed := s == plain || len(s) == 5 && s[2] == ':' || len(s) == 8 && s[2] == ':' && s[5] == ':'
	if !wellFormed || len(plain) != 4 && len(plain) != 6 || !digits(plain) {
		return 0, false
	}
	if len(plain) == 4 {
		plain += "00"
	}
	h, m, sec := atoi(plain[:2]), atoi(plain[2:4]), atoi(plain[4:])
	return h*3600 + m*60 + sec, h < 24 && m < 60 && sec < 60
}

func digits(s string) bool {
	for _, c := range []byte(s) {
		if c < '0' || c > '9' {
			return false
		}
	}
	return s != ""
}

// atoi reads a short run of digits.
func atoi(s string) int {
	n := 0
	for _, c := range []byte(s) {
		n = 10*n + int(c-'0')
	}
	return n
}

// The states of a cell.
type state int

const (
	given state = iota
	absent
	wrong
)

// parseNumber reads a figure. An empty cell, and the words that programs write
// for nothing, are absent.
func parseNumber(s string) (float64, state) {
	switch strings.ToLower(s) {
	case "", "null", "nan", "n/a", "na", "none", "-", "--":
		return math.NaN(), absent
	}
	s = strings.TrimPrefix(s, "$")
	if strings.Contains(s, ",") {
		var ok bool
		if s, ok = ungroup(s); !ok {
			return math.NaN(), wrong
		}
	}
	for _, c := range []byte(s) {
		// ParseFloat would also take hexadecimal, infinities and underscores.
		if (c < '0' || c > '9') && !strings.ContainsRune("+-.eE", rune(c)) {
			return math.NaN(), wrong
		}
	}
	v, err := strconv.ParseFloat(s, 64)
	if err != nil || math.IsInf(v, 0) {
		return math.NaN(), wrong
	}
	return v, given
}

// ungroup takes the commas out of 1,234,567.8.
func ungroup(s string) (string, bool) {
	whole, frac, dot := strings.Cut(s, ".")
	parts := strings.Split(whole, ",")
	for i, p := range parts {
		if i == 0 && len(strings.TrimLeft(p, "+-")) > 3 || i > 0 && len(p) != 3 {
			return "", false
		}
	}
	out := strings.Join(parts, "")
	if dot {
		out += "." + frac
	}
	return out, !strings.Contains(frac, ",")
}

// decimal gives the shortest decimal that a figure of 32 bits stands for:
// 83.80999755859375 was 83.81 before a library narrowed it. Others pass as they
// are.
func decimal(v float64) float64 {
	if float64(float32(v)) != v || v >= 1e6 {
		return v
	}
	out, err := strconv.ParseFloat(strconv.FormatFloat(v, 'g', -1, 32), 64)
	if err != nil {
		return v
	}
	return out
}
