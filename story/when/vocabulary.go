package when

import (
	_ "embed"
	"strconv"
	"strings"
	"sync"
	"time"
)

//go:embed phrases.tsv
var phraseTable string

//go:embed zones.tsv
var zoneTable string

// phrase is a row of phrases.tsv: a fixed expression.
type phrase struct {
	role string // day, onday, same, session, todate, part
	arg  int    // days or sessions to move
	span string // of todate: year, quarter, month, week
	part Part
}

// vocabulary is the fixed expressions and zones, by phrases in lower case.
type vocabulary struct {
	phrases map[string]phrase
	longest map[string]int // by first word: the most words of a phrase
	zones   map[string]string
}

var words = sync.OnceValue(func() *vocabulary {
	v := &vocabulary{phrases: map[string]phrase{}, longest: map[string]int{}, zones: map[string]string{}}
	for line := range strings.Lines(phraseTable) {
		c := strings.Split(strings.TrimRight(line, "\n"), "\t")
		p := phrase{role: c[1], part: Part(c[3])}
		if p.role == "todate" {
			p.span = c[2]
		} else if c[2] != "" {
			n, err := strconv.Atoi(c[2])
			if err != nil {
				panic("story/when: phrases.tsv: " + line)
			}
			p.arg = n
		}
		v.phrases[c[0]] = p
		first, _, _ := strings.Cut(c[0], " ")
		v.longest[first] = max(v.longest[first], strings.Count(c[0], " ")+1)
	}
	for line := range strings.Lines(zoneTable) {
		name, zone, _ := strings.Cut(strings.TrimRight(line, "\n"), "\t")
		v.zones[name] = zone
	}
	return v
})

// monthOf reads a month's name or abbreviation as written: capitals count,
// since "may" and "march" are verbs. Abbreviated tells the short form.
func monthOf(raw string) (m time.Month, abbreviated, ok bool) {
	name := strings.TrimSuffix(raw, ".")
	if len(name) < 3 || name[0] < 'A' || name[0] > 'Z' {
		return 0, false, false
	}
	name = name[:1] + strings.ToLower(name[1:])
	if name == "Sept" {
		return time.September, true, true
	}
	for m := time.January; m <= time.December; m++ {
		if full := m.String(); name == full {
			return m, false, true
		} else if name == full[:3] {
			return m, true, true
		}
	}
	return 0, false, false
}

// weekdayOf reads a weekday's name or abbreviation in lower case.
func weekdayOf(lower string) (d time.Weekday, abbreviated, ok bool) {
	name := strings.TrimSuffix(lower, ".")
	for d := time.Sunday; d <= time.Saturday; d++ {
		full := strings.ToLower(d.String())
		if name == full || name == full+"s" {
			return d, false, name == full
		}
		if len(name) >= 3 && len(name) <= 5 && strings.HasPrefix(full, name) {
			return d, true, true
		}
	}
	return 0, false, false
}

// smallNumber reads a count of at most three digits, or in words up to twelve.
func smallNumber(lower string) (int, bool) {
	switch lower {
	case "a", "an", "one":
		return 1, true
	case "two":
		return 2, true
	case "three":
		return 3, true
	case "four":
		return 4, true
	case "five":
		return 5, true
	case "six":
		return 6, true
	case "seven":
		return 7, true
	case "eight":
		return 8, true
	case "nine":
		return 9, true
	case "ten":
		return 10, true
	case "eleven":
		return 11, true
	case "twelve":
		return 12, true
	}
	if len(lower) > 3 {
		return 0, false
	}
	n, err := strconv.Atoi(lower)
	return n, err == nil && n > 0
}

// ordinalOf reads first to fourth.
func ordinalOf(lower string) (int, bool) {
	switch lower {
	case "first", "1st":
		return 1, true
	case "second", "2nd":
		return 2, true
	case "third", "3rd":
		return 3, true
	case "fourth", "4th":
		return 4, true
	}
	return 0, false
}

// digits reads a whole number of at most four digits, with or without the
// letters of an ordinal.
func digits(raw string) (n int, ordinal, ok bool) {
	d := strings.TrimRight(raw, "stndrh")
	if d == "" || len(d) > 4 {
		return 0, false, false
	}
	for i := range len(d) {
		if d[i] < '0' || d[i] > '9' {
			return 0, false, false
		}
		n = n*10 + int(d[i]-'0')
	}
	return n, len(d) < len(raw), true
}
