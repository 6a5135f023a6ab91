package syntax

import (
	_ "embed"
	"strings"
	"unicode"
	"unicode/utf8"

	"newstape/receipt"
)

//go:embed abbreviations.txt
var abbreviationList string

// lexicon is what the tokeniser knows of single words.
type lexicon struct {
	abbreviations map[string]bool // without the last dot, as written
	prefixes      map[string]bool // lower case; their hyphen does not part words
	endings       map[string]bool // of domains and files
}

func newLexicon() lexicon {
	l := lexicon{map[string]bool{}, map[string]bool{}, map[string]bool{}}
	into := map[string]map[string]bool{"abbreviation": l.abbreviations, "prefix": l.prefixes, "ending": l.endings}
	for line := range strings.Lines(abbreviationList) {
		if kind, words, ok := strings.Cut(strings.TrimSpace(line), "\t"); ok && into[kind] != nil {
			for w := range strings.FieldsSeq(words) {
				into[kind][w] = true
			}
		}
	}
	return l
}

// cutter cuts one sentence into the tokens of the treebanks.
type cutter struct {
	*lexicon
	src string // up to the sentence's end
	at  int
	out []receipt.Span
}

// tokens appends the tokens of src[span] to out.
func (l *lexicon) tokens(src string, span receipt.Span, out []receipt.Span) []receipt.Span {
	c := cutter{lexicon: l, src: src[:span.End], at: span.Start, out: out}
	for c.at < len(c.src) {
		r, size := c.rune(c.at)
		switch {
		case isBlank(r):
			c.at += size
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r):
			c.word()
		default:
			c.mark(r, size)
		}
	}
	return c.out
}

func isBlank(r rune) bool {
	return unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff' || r == '\u2060' || unicode.IsControl(r)
}

func (c *cutter) rune(at int) (rune, int) { return utf8.DecodeRuneInString(c.src[at:]) }

func (c *cutter) take(end int) {
	c.out = append(c.out, receipt.Span{Start: c.at, End: end})
	c.at = end
}

// repeats are marks of which a run is one token.
const repeats = ".-=*!?_~#+"

// mark takes a token that begins with neither letter nor digit.
func (c *cutter) mark(r rune, size int) {
	end := c.at + size
	switch {
	case r == '\'' || r == '’' || r == '`':
		if n := clitic(c.src[c.at:]); n > 0 && c.joined() {
			end = c.at + n
			break
		}
		if n := clipped(c.src[end:]); n > 0 && !c.joined() {
			end += n
			break
		}
		if rest := c.src[end:]; r != '’' && strings.HasPrefix(rest, string(r)) {
			end += size
		}
	case r == '.' && end < len(c.src) && isDigit(c.src[end]) && !c.joined():
		end = c.digits(end)
	case strings.ContainsRune(repeats, r):
		for end < len(c.src) && (c.src[end] == byte(r) || strings.ContainsRune("!?", r) && strings.IndexByte("!?", c.src[end]) >= 0) {
			end++
		}
	case r == '<' || r == '>':
		if strings.HasPrefix(c.src[end:], string(r)) {
			end++
		}
	case r == ':' || r == ';' || r == '=':
		if n := smile(c.src[c.at:]); n > 0 {
			end = c.at + n
		}
	}
	c.take(end)
}

// clipped is the length of what follows the apostrophe of '05, '60s and 'em.
func clipped(s string) int {
	n := 0
	switch {
	case len(s) >= 2 && isDigit(s[0]) && isDigit(s[1]):
		n = 2
		if len(s) > 2 && s[2] == 's' {
			n++
		}
	case len(s) >= 2 && strings.EqualFold(s[:2], "em"):
		n = 2
	default:
		return 0
	}
	if r, _ := utf8.DecodeRuneInString(s[n:]); unicode.IsLetter(r) || unicode.IsDigit(r) {
		return 0
	}
	return n
}

// joined says that a token ends where this one begins.
func (c *cutter) joined() bool {
	return len(c.out) > 0 && c.out[len(c.out)-1].End == c.at
}

// smile is the length of a face such as :) or :-( that stands alone.
func smile(s string) int {
	n := 1
	if n < len(s) && s[n] == '-' {
		n++
	}
	if n >= len(s) || strings.IndexByte("()DPOp", s[n]) < 0 {
		return 0
	}
	n++
	if r, _ := utf8.DecodeRuneInString(s[n:]); n < len(s) && !isBlank(r) {
		return 0
	}
	return n
}

func isDigit(b byte) bool { return b >= '0' && b <= '9' }

// digits is the end of a number that goes on at end: 1,234.5 and 13:25 and
// 11/14/2025.
func (c *cutter) digits(end int) int {
	for end < len(c.src) {
		b := c.src[end]
		if isDigit(b) {
			end++
			continue
		}
		if strings.IndexByte(".,:/", b) < 0 || end+1 >= len(c.src) || !isDigit(c.src[end+1]) {
			break
		}
		end += 2
	}
	return end
}
