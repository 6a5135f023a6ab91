package syntax

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// word takes a token that begins with a letter or digit, or the parts of a
// contraction.
func (c *cutter) word() {
	if end := c.address(); end > c.at {
		c.take(end)
		return
	}
	if isDigit(c.src[c.at]) && c.number() {
		return
	}
	end := c.letters(c.at)
	for {
		next, ok := c.joiner(end)
		if !ok {
			break
		}
		end = c.letters(next)
	}
	if end < len(c.src) && c.src[end] == '.' && c.keepsDot(c.src[c.at:end], end) {
		end++
	}
	if end < len(c.src) && c.src[end] == '$' && end-c.at <= 3 && strings.ToUpper(c.src[c.at:end]) == c.src[c.at:end] {
		end++ // US$, HK$
	}
	c.contraction(end)
}

// letters is the end of the run of letters and digits that goes on at end.
func (c *cutter) letters(end int) int {
	for end < len(c.src) {
		r, size := c.rune(end)
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) {
			break
		}
		end += size
	}
	return end
}

// joiner says whether the mark at end joins what is before it to what follows,
// and where that begins.
func (c *cutter) joiner(end int) (next int, ok bool) {
	if end >= len(c.src) {
		return 0, false
	}
	r, size := c.rune(end)
	next = end + size
	if next >= len(c.src) {
		return 0, false
	}
	after, _ := c.rune(next)
	if !unicode.IsLetter(after) && !unicode.IsDigit(after) {
		return 0, false
	}
	before := c.src[c.at:end]
	switch r {
	case '.':
		return next, c.dotJoins(before, next)
	case '&':
		return next, isUpperWord(before) && unicode.IsUpper(after) && !strings.Contains(before, "-")
	case '_', '@':
		return next, true
	case '\'', '’':
		// O'Rourke, L'Enfant, o'clock, don't; not the clitics, and not quotes.
		last := before[len(before)-1]
		negated := (last == 'n' || last == 'N') && (after == 't' || after == 'T')
		return next, clitic(c.src[end:]) == 0 && (len(before) <= 2 || negated || unicode.IsLower(after)) && !isDigit(last)
	case '-':
		return next, c.prefixes[strings.ToLower(before)]
	}
	return 0, false
}

// dotJoins: U.S, a.m, example.com, 0700.HK; not "end.The".
func (c *cutter) dotJoins(before string, next int) bool {
	after := c.src[next:c.letters(next)]
	last := before[strings.LastIndexByte(before, '.')+1:]
	switch {
	case utf8.RuneCountInString(last) == 1 && utf8.RuneCountInString(after) == 1:
		return true
	case c.endings[after] || c.endings[strings.ToLower(after)] && after == strings.ToUpper(after):
		return true
	case len(after) <= 2 && isUpperWord(after) && isUpperWord(before) && len(before) >= 2:
		return true
	case before == "Ph" || before == "www":
		return true
	}
	return false
}

func isUpperWord(s string) bool {
	return s != "" && strings.IndexFunc(s, func(r rune) bool { return unicode.IsLower(r) }) < 0
}

// keepsDot says whether the dot after a word is its own: Inc., U.S., J. but not
// the end of a sentence.
func (c *cutter) keepsDot(word string, dot int) bool {
	if dot+1 < len(c.src) && c.src[dot+1] == '.' {
		return false // dots of an ellipsis
	}
	if c.abbreviations[word] {
		return true
	}
	if strings.Contains(word, ".") {
		last := word[strings.LastIndexByte(word, '.')+1:]
		return utf8.RuneCountInString(last) == 1
	}
	rest := strings.TrimLeft(c.src[dot+1:], " ")
	switch {
	case word == "No" || word == "Nos":
		return rest != "" && isDigit(rest[0])
	case len(word) == 1 && word != "I" && word[0] >= 'A' && word[0] <= 'Z':
		return rest != "" // an initial
	}
	return false
}

// address is the end of a web or mail address that begins here, or c.at.
func (c *cutter) address() int {
	chunk := c.src[c.at:]
	if n := strings.IndexFunc(chunk, func(r rune) bool { return isBlank(r) || strings.ContainsRune("<>\"“”[]|", r) }); n >= 0 {
		chunk = chunk[:n]
	}
	web := strings.Index(chunk, "://")
	isWeb := web > 0 && web <= 5 || strings.HasPrefix(strings.ToLower(chunk), "www.")
	mail := strings.IndexByte(chunk, '@')
	if !isWeb {
		if mail <= 0 || !strings.Contains(chunk[mail:], ".") || strings.ContainsAny(chunk[:mail], "(),;:/") {
			return c.at
		}
		if n := strings.IndexAny(chunk, "(),;:/"); n >= 0 {
			chunk = chunk[:n]
		}
	}
	chunk = strings.TrimRight(chunk, ".,;:!?'’")
	for strings.HasSuffix(chunk, ")") && strings.Count(chunk, ")") > strings.Count(chunk, "(") {
		chunk = strings.TrimRight(chunk[:len(chunk)-1], ".,;:!?'’")
	}
	return c.at + len(chunk)
}
