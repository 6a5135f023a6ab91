package article

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"newstape/fault"
	"newstape/receipt"
)

// readPlain lays out plain text: one line for each line of the input, or for
// each paragraph when the input's lines are wrapped at a fixed width.
func readPlain(src mapped, name string) (draft, error) {
	lines := splitLines(src.text)
	joined := wrapped(src.text, lines)
	var w layout
	for i, line := range lines {
		if line.Empty() {
			w.blank()
			continue
		}
		if i > 0 && joined[i] {
			w.space()
		} else {
			w.line()
		}
		w.tidy(src, line.Start, line.End)
	}
	return w.draft(name, !isSnippet(src.text, lines))
}

// splitLines gives the lines of s without their ends and outer white space.
func splitLines(s string) []receipt.Span {
	var out []receipt.Span
	for at := 0; at < len(s); {
		end := at + strings.IndexAny(s[at:], "\n\r\f\v\u0085\u2028\u2029")
		next := end
		if end < at {
			end, next = len(s), len(s)
		} else if strings.HasPrefix(s[end:], "\r\n") {
			next += 2
		} else {
			_, size := utf8.DecodeRuneInString(s[end:])
			next += size
		}
		start := at
		for start < end {
			r, size := utf8.DecodeRuneInString(s[start:end])
			if !isSpace(r) {
				break
			}
			start += size
		}
		for end > start {
			r, size := utf8.DecodeLastRuneInString(s[start:end])
			if !isSpace(r) {
				break
			}
			end -= size
		}
		out = append(out, receipt.Span{Start: start, End: end})
		at = next
	}
	return out
}

// wrapped tells which lines continue the one before. A line does when the input
// as a whole is wrapped at a width and the line's first word would not have
// fitted on the line before.
func wrapped(s string, lines []receipt.Span) []bool {
	joined := make([]bool, len(lines))
	width := 0
	for _, l := range lines {
		width = max(width, utf8.RuneCountInString(l.In(s)))
	}
	if width < 40 || width > 120 {
		return joined
	}
	pairs, full := 0, 0
	for i := 1; i < len(lines); i++ {
		before, line := lines[i-1].In(s), lines[i].In(s)
		if before == "" || line == "" {
			continue
		}
		pairs++
		first, _, _ := strings.Cut(line, " ")
		if utf8.RuneCountInString(before)+1+utf8.RuneCountInString(first) > width {
			joined[i] = true
			full++
		}
	}
	if full < 4 || full*10 < pairs*7 {
		return make([]bool, len(lines))
	}
	return joined
}

// isSnippet tells a sentence or two without a title from a story: one line, or
// a first line that is long or that goes on like a paragraph.
func isSnippet(s string, lines []receipt.Span) bool {
	var first string
	rest := 0
	for _, l := range lines {
		if first == "" {
			first = l.In(s)
		} else if !l.Empty() {
			rest++
		}
	}
	n := utf8.RuneCountInString(first)
	return rest == 0 && (n > 150 || strings.HasSuffix(first, ".")) || n > 300
}

// isSpace is white space, and the invisible marks that pages use to guide line
// breaks.
func isSpace(r rune) bool { return unicode.IsSpace(r) || isInvisible(r) }

// isInvisible is a character that shows nothing: zero-width marks, soft hyphen,
// byte order mark and control characters.
func isInvisible(r rune) bool {
	switch r {
	case '\u00ad', '\u200b', '\u200c', '\u200d', '\u2060', '\ufeff', '\u200e', '\u200f':
		return true
	}
	return unicode.IsControl(r) && !unicode.IsSpace(r)
}

// layout writes clean text: lines, single spaces, one blank line at most.
type layout struct {
	w       weaver
	pending string // break or space to be written before the next word
}

// line starts a new line, unless nothing was written yet.
func (l *layout) line() { l.ask("\n") }

// blank starts a new line after a blank one.
func (l *layout) blank() { l.ask("\n\n") }

// space parts two words.
func (l *layout) space() { l.ask(" ") }

// cell parts two cells of a table row.
func (l *layout) cell() { l.ask(" | ") }

func (l *layout) ask(s string) {
	if l.w.len() > 0 && rank(s) > rank(l.pending) {
		l.pending = s
	}
}

// rank orders breaks: the strongest asked for is written.
func rank(s string) int {
	switch s {
	case " ":
		return 1
	case " | ":
		return 2
	case "\n":
		return 3
	case "\n\n":
		return 4
	}
	return 0
}

// tidy writes the words of src.text[from:to] with single spaces between them, and
// the layout marks of a page's stream as breaks.
func (l *layout) tidy(src mapped, from, to int) {
	start := -1 // of the piece to be copied
	flush := func(end int) {
		if start >= 0 {
			l.copy(src, start, end)
			start = -1
		}
	}
	for i := from; i < to; {
		r, size := utf8.DecodeRuneInString(src.text[i:])
		switch {
		case isInvisible(r):
			flush(i)
		case unicode.IsSpace(r):
			// A single plain space inside a line is copied with its neighbours.
			if r == ' ' && start >= 0 && i+1 < to && isPlainWord(src.text[i+1]) {
				break
			}
			flush(i)
			l.gap(src.text[i : i+size])
			l.space()
		case start < 0:
			start = i
		}
		i += size
	}
	flush(to)
}

// isPlainWord is a byte that starts a visible ASCII character.
func isPlainWord(c byte) bool { return c > ' ' && c < 0x7f }

// copy writes a piece without white space at its ends.
func (l *layout) copy(src mapped, from, to int) {
	l.w.insert(l.pending)
	l.pending = ""
	l.w.copy(src, from, to)
}

// draft closes the text; titled says that its first line is the title.
func (l *layout) draft(name string, titled bool) (draft, error) {
	m := l.w.done()
	if m.text == "" {
		return draft{}, fault.New(fault.BadInput, "read %s: no text in it", name).Try("give a file with a story in it")
	}
	d := draft{body: m}
	if !titled {
		return d, nil
	}
	end := strings.IndexByte(m.text, '\n')
	if end < 0 {
		end = len(m.text)
	}
	d.title = receipt.Span{Start: 0, End: end}
	if end < len(m.text) && !strings.HasPrefix(m.text[end:], "\n\n") {
		var w weaver
		w.copy(m, 0, end)
		w.insert("\n")
		w.copy(m, end, len(m.text))
		d.body = w.done()
	}
	return d, nil
}
