package quantity

import (
	"strings"

	"newstape/story/text"
)

// dateEnd is the piece after a date or clock time that begins at piece i, or i
// when there is none. Dates are story/when's business; here they are skipped.
func (r *reader) dateEnd(i int) int {
	if p := r.at(i); p.Kind == text.Number {
		return r.numericDate(i)
	}
	if !isMonth(r.at(i)) {
		return i
	}
	at := i + 1
	if r.at(at).Raw == "." { // torn off by a tokeniser
		at++
	}
	if r.isDay(at) {
		if end := r.yearAfter(at + 1); end > at+1 {
			return end
		}
		return at + 1
	}
	if r.isYear(at) {
		return at + 1
	}
	return i + 1
}

// numericDate reads 2025-11-14, 3/15/2021, 14 November 2025, 13:25, 3 : 38
// p.m., 4 p.m.
func (r *reader) numericDate(i int) int {
	p := r.at(i)
	if sep := r.at(i + 1).Raw; (sep == "-" || sep == "/") && r.glued(i+1) && r.glued(i+2) &&
		r.at(i+3).Raw == sep && r.glued(i+3) && r.glued(i+4) && r.at(i+4).Kind == text.Number {
		return i + 5
	}
	if strings.Contains(p.Raw, ":") {
		return r.afterClock(i + 1)
	}
	if r.at(i+1).Raw == ":" && r.at(i+1).Gap && len(r.at(i+2).Raw) == 2 && r.at(i+2).Kind == text.Number {
		return r.afterClock(i + 3)
	}
	if end := r.afterClock(i + 1); end > i+1 {
		return end
	}
	if !r.isDay(i) {
		return i
	}
	at := i + 1
	if r.at(at).Lower == "of" {
		at++
	}
	if isMonth(r.at(at)) {
		return r.yearAfter(at + 1)
	}
	return i
}

// afterClock takes in "a.m." and "p.m." in their spellings.
func (r *reader) afterClock(i int) int {
	switch r.at(i).Lower {
	case "am", "pm", "a.m", "p.m", "a.m.", "p.m.":
		return i + 1
	case "o'clock", "o’clock":
		return i + 1
	}
	return i
}

// yearAfter takes in ", 2025" or "2025" after a day and month.
func (r *reader) yearAfter(i int) int {
	at := i
	if r.at(at).Raw == "," {
		at++
	}
	if !r.isYear(at) || r.at(at+1).Raw == "-" && r.glued(at+1) { // 14 November, 2025-11-15
		return i
	}
	return at + 1
}

// isDay: 1 to 31, or 14th.
func (r *reader) isDay(i int) bool {
	c, ok := r.rawNumber(i)
	return ok && c >= 1 && c <= 31
}

func (r *reader) isYear(i int) bool {
	p := r.at(i)
	c, ok := r.rawNumber(i)
	return ok && len(p.Raw) == 4 && c >= 1900 && c < 2100
}

// rawNumber is a whole number of at most four digits, with or without an
// ordinal's letters.
func (r *reader) rawNumber(i int) (int, bool) {
	p := r.at(i)
	if p.Kind != text.Number {
		return 0, false
	}
	n := 0
	digits := strings.TrimRight(p.Raw, "stndrh")
	if len(digits) == 0 || len(digits) > 4 {
		return 0, false
	}
	for k := range len(digits) {
		if digits[k] < '0' || digits[k] > '9' {
			return 0, false
		}
		n = n*10 + int(digits[k]-'0')
	}
	return n, true
}

func isMonth(p text.Piece) bool {
	switch strings.TrimSuffix(p.Raw, ".") {
	case "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
		"Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sep", "Sept", "Oct", "Nov", "Dec",
		"JANUARY", "FEBRUARY", "MARCH", "APRIL", "JUNE", "JULY", "AUGUST", "SEPTEMBER", "OCTOBER", "NOVEMBER", "DECEMBER":
		return true
	}
	return false
}
