package when

import (
	_ "embed"
	"strconv"
	"strings"
	"sync"
	"time"

	"newstape/story/text"
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
	// zones by name in lower case; nil for a name that means more than one.
	zones map[string]*time.Location
}

var words = sync.OnceValue(func() *vocabulary {
	v := &vocabulary{phrases: map[string]phrase{}, longest: map[string]int{}, zones: map[string]*time.Location{}}
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
		word, zone, _ := strings.Cut(strings.TrimRight(line, "\n"), "\t")
		if zone == "?" {
			v.zones[word] = nil
			continue
		}
		loc, err := time.LoadLocation(zone) // tape/calendar compiles the zones in
		if err != nil {
			panic("story/when: zones.tsv: " + err.Error())
		}
		v.zones[word] = loc
	}
	return v
})

// opens reports whether an expression can begin with p: a cheap no for most
// words of a text.
func (v *vocabulary) opens(p text.Piece) bool {
	switch p.Kind {
	case text.Number:
		return true
	case text.Punct, text.Symbol:
		return false
	}
	switch p.Lower {
	case "since", "the", "last", "previous", "prior", "preceding", "past", "trailing", "this", "current", "next", "coming", "that", "following",
		"weekend", "start", "beginning", "end", "turn", "first", "second", "third", "fourth":
		return true
	}
	if len(p.Raw) == 2 && (p.Raw[0] == 'Q' || p.Raw[0] == 'H' || p.Raw[1] == 'Q' || p.Raw[1] == 'H') {
		return true
	}
	if _, ok := v.longest[p.Lower]; ok {
		return true
	}
	if _, ok := smallNumber(p.Lower); ok {
		return true
	}
	_, _, month := monthOf(p.Raw)
	_, _, weekday := weekdayOf(p.Lower)
	return month || weekday
}

// name is a month's or weekday's name and whether it is the short form.
type name struct {
	number int
	short  bool
}

// months has every month as written, with a capital or in capitals: "may" and
// "march" are verbs.
var months = sync.OnceValue(func() map[string]name {
	out := map[string]name{"Sept": {9, true}, "SEPT": {9, true}}
	for m := time.January; m <= time.December; m++ {
		full := m.String()
		for _, w := range [...]string{full[:3], strings.ToUpper(full[:3])} {
			out[w] = name{int(m), true}
		}
		for _, w := range [...]string{full, strings.ToUpper(full)} {
			out[w] = name{int(m), false}
		}
	}
	return out
})

// weekdays has every weekday in lower case.
var weekdays = sync.OnceValue(func() map[string]name {
	out := map[string]name{"tues": {2, true}, "thur": {4, true}, "thurs": {4, true}}
	for d := time.Sunday; d <= time.Saturday; d++ {
		full := strings.ToLower(d.String())
		out[full[:3]] = name{int(d), true}
		out[full] = name{int(d), false}
	}
	return out
})

// monthOf reads a month's name or abbreviation as written.
func monthOf(raw string) (m time.Month, short, ok bool) {
	if len(raw) < 3 || len(raw) > 9 || raw[0] < 'A' || raw[0] > 'Z' {
		return 0, false, false
	}
	n, ok := months()[strings.TrimSuffix(raw, ".")]
	return time.Month(n.number), n.short, ok
}

// weekdayOf reads a weekday's name or abbreviation in lower case.
func weekdayOf(lower string) (d time.Weekday, short, ok bool) {
	if len(lower) < 3 || len(lower) > 9 {
		return 0, false, false
	}
	n, ok := weekdays()[strings.TrimSuffix(lower, ".")]
	return time.Weekday(n.number), n.short, ok
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
	n, ordinal, ok := digits(lower)
	return n, ok && !ordinal && n > 0 && n < 1000
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
	if raw == "" || raw[0] < '0' || raw[0] > '9' {
		return 0, false, false
	}
	d := strings.TrimRight(raw, "stndrh")
	if len(d) > 4 {
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
