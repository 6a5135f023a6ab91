package brief

import (
	"strings"

	"github.com/mattn/go-runewidth"
)

// ANSI colours of the terminal page.
const (
	red    = "31"
	green  = "32"
	yellow = "33"
)

// columns counts terminal columns. It is a literal because the library's default
// reads the locale, and the same page must give the same bytes everywhere.
var columns = runewidth.Condition{StrictEmojiNeutral: true}

func stringWidth(s string) int { return columns.StringWidth(s) }

func (t Terminal) paint(s, colour string) string {
	if !t.Colour || s == "" {
		return s
	}
	return "\x1b[" + colour + "m" + s + "\x1b[0m"
}

func (t Terminal) bold(s string) string { return t.paint(s, "1") }
func (t Terminal) dim(s string) string  { return t.paint(s, "2") }

// writeWrapped writes text in lines of at most width columns, each indented.
func writeWrapped(b *strings.Builder, text, indent string, width int) {
	for _, line := range wrap(text, width-len(indent)) {
		b.WriteString(indent + line + "\n")
	}
}

// writeHanging writes a mark and text whose further lines start under the text.
func writeHanging(b *strings.Builder, mark, text, indent string, width int) {
	markWidth := visibleWidth(mark)
	for i, line := range wrap(text, width-len(indent)-markWidth) {
		lead := mark
		if i > 0 {
			lead = strings.Repeat(" ", markWidth)
		}
		b.WriteString(indent + lead + line + "\n")
	}
}

// wrap cuts text at spaces into lines of at most width columns. A single word
// wider than that is cut where it must be.
func wrap(text string, width int) []string {
	width = max(width, 8)
	var lines []string
	line, used := "", 0
	for word := range strings.FieldsSeq(text) {
		w := visibleWidth(word)
		switch {
		case used == 0:
			line, used = word, w
		case used+1+w <= width:
			line, used = line+" "+word, used+1+w
		default:
			lines = append(lines, line)
			line, used = word, w
		}
		for used > width && !strings.Contains(line, "\x1b") {
			head := columns.Truncate(line, width, "")
			lines = append(lines, head)
			line = line[len(head):]
			used = visibleWidth(line)
		}
	}
	if line != "" || len(lines) == 0 {
		lines = append(lines, line)
	}
	return lines
}

// visibleWidth is the columns that s takes, colour codes not counted.
func visibleWidth(s string) int {
	for {
		i := strings.Index(s, "\x1b[")
		if i < 0 {
			return stringWidth(s)
		}
		j := strings.IndexByte(s[i:], 'm')
		if j < 0 {
			return stringWidth(s)
		}
		s = s[:i] + s[i+j+1:]
	}
}
