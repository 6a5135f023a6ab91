package export

import (
	"strings"

	"github.com/mattn/go-runewidth"
)

// columns counts terminal columns. It is a literal because the library's default
// reads the locale, and the same report must give the same bytes everywhere.
var columns = runewidth.Condition{StrictEmojiNeutral: true}

// sheet is a text page in the making.
type sheet struct {
	strings.Builder
	Page
}

func (s *sheet) paint(text, code string) string {
	if !s.Colour || text == "" || code == "" {
		return text
	}
	return "\x1b[" + code + "m" + text + "\x1b[0m"
}

func (s *sheet) bold(text string) string { return s.paint(text, "1") }
func (s *sheet) dim(text string) string  { return s.paint(text, "2") }

// para writes text in lines of the page's width; the first begins with mark and
// the others stand under what follows it. Each line is painted on its own.
func (s *sheet) para(mark, text, code string) {
	indent := columns.StringWidth(mark)
	for i, line := range wrap(text, s.Width-indent) {
		lead := mark
		if i > 0 {
			lead = strings.Repeat(" ", indent)
		}
		s.WriteString(lead + s.paint(line, code) + "\n")
	}
}

// row writes cells in columns of the given widths, two blanks between, each
// wrapped in its own; the last takes the rest.
func (s *sheet) row(indent string, widths []int, codes []string, cells ...string) {
	used := len(indent)
	lines, tall := make([][]string, len(cells)), 1
	for i, c := range cells {
		width := s.Width - used
		if i < len(widths) {
			width = widths[i]
		}
		used += width + 2
		lines[i] = wrap(c, width)
		tall = max(tall, len(lines[i]))
	}
	for k := range tall {
		line, gap := indent, 0
		for i := range cells {
			text := ""
			if k < len(lines[i]) {
				text = lines[i][k]
			}
			if text != "" {
				line += strings.Repeat(" ", gap) + s.paint(text, codes[i])
				gap = 0
			}
			if i < len(widths) {
				gap += widths[i] - columns.StringWidth(text) + 2
			}
		}
		s.WriteString(line + "\n")
	}
}

// wrap cuts text at blanks into lines of at most width columns, and a word wider
// than that where it must be.
func wrap(text string, width int) []string {
	width = max(width, 8)
	var out []string
	line, used := "", 0
	for word := range strings.FieldsSeq(text) {
		w := columns.StringWidth(word)
		switch {
		case line == "":
			line, used = word, w
		case used+1+w <= width:
			line, used = line+" "+word, used+1+w
		default:
			out = append(out, line)
			line, used = word, w
		}
		for used > width {
			head := columns.Truncate(line, width, "")
			if head == "" {
				break // a single character wider than the column
			}
			out = append(out, head)
			line = line[len(head):]
			used = columns.StringWidth(line)
		}
	}
	return append(out, line)
}

// clip cuts text to a number of columns.
func clip(text string, width int) string { return columns.Truncate(text, width, "…") }
