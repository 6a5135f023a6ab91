package text

import "strings"

// number scans digits with thousands separators, one decimal point and clock
// colons: 1,234.5, 13:25, .5. What follows decides whether it is a number
// (4.7, 20 of 20bn, 14th) or a name that begins with digits (1260H, 3M, 10-K,
// 9988.HK).
func (s *scanner) number(i int) int {
	j := s.digits(i)
	j = s.separators(i, j)
	tail := s.alnumRun(j)
	c, _ := s.rune(j)
	switch {
	case tail != "" && isOrdinalSuffix(tail):
		return s.emit(i, j+len(tail), Number)
	case tail != "" && s.isUnitSuffix(tail, j):
		return s.emit(i, j, Number)
	case tail != "" && !isIdeographText(tail) && !strings.ContainsAny(s.text[i:j], ".,:"):
		return s.wordFrom(i, j)
	case c == '.' && isVenue(s.alnumRun(j+1)):
		return s.emit(i, j+1+len(s.alnumRun(j+1)), Word)
	case c == '-' && isFormLetter(s.alnumRun(j+1)):
		return s.emit(i, j+1+len(s.alnumRun(j+1)), Word)
	}
	return s.emit(i, j, Number)
}

// wordFrom goes on with the letters at j of a word that began with digits at i.
func (s *scanner) wordFrom(i, j int) int {
	j = s.word(j)
	last := &s.tokens[len(s.tokens)-1]
	last.Start, last.Kind = i, Word
	return j
}

func (s *scanner) digits(i int) int {
	for i < s.end && s.text[i] >= '0' && s.text[i] <= '9' {
		i++
	}
	return i
}

// separators takes in ",345" groups, ".5" decimals and ":25" minutes after the
// digits text[i:j].
func (s *scanner) separators(i, j int) int {
	if j == i { // .5
		return s.digits(j + 1)
	}
	grouped := false
	for group := j - i; j < s.end; {
		k := s.digits(j + 1)
		n := k - (j + 1)
		switch {
		case s.text[j] == ',' && n == 3 && group <= 3:
			grouped = true
		case s.text[j] == '.' && n > 0 && (!grouped || group < 4):
			group = 4 // no thousands after a decimal point
		case s.text[j] == ':' && n == 2 && group <= 2:
		default:
			return j
		}
		j = k
	}
	return j
}

// startsDecimal reports whether the dot at i begins a decimal such as ".5":
// a digit follows and no word or number stands before.
func (s *scanner) startsDecimal(i int) bool {
	next, _ := s.rune(i + 1)
	if !isDigit(next) {
		return false
	}
	return len(s.tokens) == 0 || s.tokens[len(s.tokens)-1].End < i || s.tokens[len(s.tokens)-1].Kind == Symbol
}

// isUnitSuffix reports whether the letters glued to a number at j are a scale
// or unit of their own: 20bn, 10am, 12x, and $4B after a currency mark.
func (s *scanner) isUnitSuffix(tail string, j int) bool {
	switch tail {
	case "bn", "mn", "m", "tn", "trn", "mln", "bln", "k", "b", "am", "pm", "pc", "pct",
		"bp", "bps", "x", "p", "pp", "pts", "ppt", "yuan", "usd", "percent", "billion", "million", "trillion":
		return true
	case "a": // 10a.m.
		return strings.HasPrefix(s.text[j:s.end], "a.m")
	case "AM", "PM", "BN", "MN", "MM", "TN", "Bn", "Mn", "Tn":
		return true
	case "K", "M", "B", "T":
		return s.afterCurrency()
	}
	return false
}

// afterCurrency reports whether the token before the number being read is a
// currency mark.
func (s *scanner) afterCurrency() bool {
	if len(s.tokens) == 0 {
		return false
	}
	last := s.tokens[len(s.tokens)-1]
	w := s.text[last.Start:last.End]
	if last.Kind == Symbol {
		return strings.HasSuffix(w, "$") || w == "€" || w == "£" || w == "¥" || w == "₹" || w == "₩"
	}
	return currencyCode(w+"0") > 0
}

func isOrdinalSuffix(s string) bool {
	return s == "st" || s == "nd" || s == "rd" || s == "th"
}

// isFormLetter: 10-K, 20-F, 8-K.
func isFormLetter(s string) bool {
	return (len(s) == 1 || len(s) == 2) && isUpperASCII(s)
}

// isVenue: 9988.HK, 600519.SS.
func isVenue(s string) bool { return len(s) == 2 && isUpperASCII(s) }
