package syntax

import (
	"strings"
	"unicode"
)

// clitic is the length of 's, 'll, 've, 're, 'd, 'm at the start of s, when no
// letter follows it; 0 when there is none.
func clitic(s string) int {
	quote := 1
	if strings.HasPrefix(s, "’") {
		quote = len("’")
	}
	for _, tail := range [...]string{"s", "ll", "ve", "re", "d", "m"} {
		n := quote + len(tail)
		if len(s) >= n && strings.EqualFold(s[quote:n], tail) {
			rest := strings.TrimLeftFunc(s[n:], unicode.IsLetter)
			if len(rest) == len(s[n:]) && (rest == "" || !isDigit(rest[0])) {
				return n
			}
		}
	}
	return 0
}

// contracted are words of two tokens: the length of the first.
var contracted = [...]struct {
	word  string
	first int
}{
	{"cannot", 3},
	{"gonna", 3},
	{"wanna", 3},
	{"gotta", 3},
	{"gimme", 3},
	{"lemme", 3},
	{"dont", 2},
	{"didnt", 3},
	{"doesnt", 4},
	{"isnt", 2},
	{"wasnt", 3},
	{"cant", 2},
	{"wont", 2},
	{"wouldnt", 5},
	{"couldnt", 5},
	{"shouldnt", 6},
	{"havent", 4},
	{"hasnt", 3},
	{"arent", 3},
	{"youre", 3},
	{"theyre", 4},
	{"thats", 4},
	{"theres", 5},
	{"youll", 3},
}

// contraction takes the word that ends at end, in two when it is one: do n't,
// can not. What follows an apostrophe ('s) is taken by mark.
func (c *cutter) contraction(end int) {
	word := c.src[c.at:end]
	for _, x := range contracted {
		if len(word) == len(x.word) && strings.EqualFold(word, x.word) {
			c.take(c.at + x.first)
			c.take(end)
			return
		}
	}
	for _, nt := range [...]string{"n't", "n’t"} {
		if n := len(word) - len(nt); n > 0 && strings.EqualFold(word[n:], nt) {
			c.take(c.at + n)
			break
		}
	}
	c.take(end)
}

// units stand apart from the number they are glued to.
var units = [...]string{
	"k", "m", "mm", "bn", "mn", "tn", "trn", "b", "am", "pm", "AM", "PM", "km", "kg", "mph", "ft", "lbs",
	"million", "billion", "trillion",
}

// number takes a number with what is glued to it; false when the token is a name
// that begins with digits (3M, 1260H, 737-800).
func (c *cutter) number() bool {
	end := c.digits(c.at)
	if end < len(c.src) && c.src[end] == '-' {
		end = c.telephone(end)
	}
	tail := c.src[end:c.letters(end)]
	if tail == "" {
		if end+1 < len(c.src) && c.src[end] == '.' && c.dotJoins(c.src[c.at:end], end+1) && c.letters(end+1) > end+1 {
			return false
		}
		c.take(end)
		return true
	}
	money := len(c.out) > 0 && c.out[len(c.out)-1].End == c.at && strings.HasSuffix(c.src[:c.at], "$")
	for _, u := range units {
		if tail == u || money && strings.EqualFold(tail, u) {
			c.take(end)
			c.take(end + len(tail))
			return true
		}
	}
	if strings.ContainsAny(c.src[c.at:end], ".,:/") {
		c.take(end)
		c.take(end + len(tail))
		return true
	}
	return false
}

// telephone goes on over hyphens between groups of digits where the last has four
// and those before it one to three: 713-853-3989, 345-9945.
func (c *cutter) telephone(end int) int {
	from, at, last := c.at, end, end-c.at
	for last >= 1 && last <= 3 && at+1 < len(c.src) && c.src[at] == '-' && isDigit(c.src[at+1]) {
		from = at + 1
		at = from
		for at < len(c.src) && isDigit(c.src[at]) {
			at++
		}
		last = at - from
	}
	if last == 4 && from > c.at+3 {
		return at
	}
	return end
}
