package text

import (
	"strings"
	"unicode/utf8"

	"newstape/receipt"
)

// line is a stretch of text that no sentence crosses: a line of the text, or
// several that were one before they were wrapped.
type line struct {
	receipt.Span
	blankAfter bool // a blank line or the end of the text follows
}

// lines cuts text at its line ends and joins blocks that are hard wrapped.
func lines(text string) []line {
	var out []line
	for start := 0; start < len(text); {
		end := len(text)
		if k := strings.IndexByte(text[start:], '\n'); k >= 0 {
			end = start + k
		}
		if l, ok := trim(text, start, end); ok {
			out = append(out, line{Span: l})
		} else if len(out) > 0 {
			out[len(out)-1].blankAfter = true
		}
		start = end + 1
	}
	if len(out) > 0 {
		out[len(out)-1].blankAfter = true
	}
	return unwrap(text, out)
}

// trim drops the blanks around text[start:end].
func trim(text string, start, end int) (receipt.Span, bool) {
	for start < end {
		r, w := utf8.DecodeRuneInString(text[start:end])
		if !isBlank(r) {
			break
		}
		start += w
	}
	for start < end {
		r, w := utf8.DecodeLastRuneInString(text[start:end])
		if !isBlank(r) {
			break
		}
		end -= w
	}
	return receipt.Span{Start: start, End: end}, start < end
}

// unwrap joins the lines of each block that was filled to a fixed width.
func unwrap(text string, ls []line) []line {
	out := ls[:0]
	for start := 0; start < len(ls); {
		end := start
		for !ls[end].blankAfter {
			end++
		}
		block := ls[start : end+1]
		start = end + 1
		if wrapped(text, block) {
			block = []line{{Span: block[0].Cover(block[len(block)-1].Span), blankAfter: true}}
		}
		out = append(out, block...)
	}
	return out
}

// Widths, in bytes, that a mail program or editor wraps at.
const (
	narrowest = 50
	widest    = 120
)

// wrapped reports whether a block looks filled to a width: no line could have
// taken the first word of the line after it. Lists and tables are never
// wrapped.
func wrapped(text string, block []line) bool {
	width := 0
	for _, l := range block {
		width = max(width, l.Len())
	}
	if len(block) < 2 || width < narrowest || width > widest {
		return false
	}
	for i, l := range block {
		body := l.In(text)
		if bullet(body) > 0 || strings.ContainsAny(body, "|\t") {
			return false
		}
		if i == len(block)-1 {
			break
		}
		next := block[i+1].In(text)
		first := len(next)
		if k := strings.IndexAny(next, " \t"); k >= 0 {
			first = k
		}
		if l.Len()+1+first <= width {
			return false
		}
	}
	return true
}

// bullet is the length of a list mark and the blanks after it at the start of
// a line ("- ", "• ", "1. ", "(a) "), else 0.
func bullet(s string) int {
	n := 0
	r, w := utf8.DecodeRuneInString(s)
	switch {
	case r == '-' || r == '*' || r == '•' || r == '·' || r == '–' || r == '—' || r == '▪' || r == '●' || r == '#' || r == '>':
		n = w
		for n < len(s) && s[n] == '#' {
			n++
		}
	case isDigit(r):
		for n < len(s) && n < 2 && isDigit(rune(s[n])) {
			n++
		}
		if n == len(s) || s[n] != '.' && s[n] != ')' {
			return 0
		}
		n++
	default:
		return 0
	}
	blanks := 0
	for n+blanks < len(s) && (s[n+blanks] == ' ' || s[n+blanks] == '\t') {
		blanks++
	}
	if blanks == 0 || n+blanks == len(s) {
		return 0
	}
	return n + blanks
}

// cells splits a line at bars, tabs and wide gaps. A line without any of them
// gives nil.
func cells(text string, l receipt.Span) []receipt.Span {
	body := l.In(text)
	if !strings.ContainsAny(body, "|\t") && !strings.Contains(body, "   ") {
		return nil
	}
	var out []receipt.Span
	start := 0
	cut := func(end, next int) {
		if s, ok := trim(text, l.Start+start, l.Start+end); ok {
			out = append(out, s)
		}
		start = next
	}
	for i := 0; i < len(body); i++ {
		switch {
		case body[i] == '|' || body[i] == '\t':
			cut(i, i+1)
		case strings.HasPrefix(body[i:], "   "):
			cut(i, i+3)
			i += 2
		}
	}
	cut(len(body), len(body))
	if len(out) < 2 {
		return nil
	}
	return out
}
