package verdicts

import (
	"fmt"
	"io"
	"strings"

	"newstape/check"
)

// Terminal says how wide the text is and whether it has colours.
type Terminal struct {
	Width  int // columns; 0 means 80, less than 68 is taken as 68
	Colour bool
}

// ANSI colours by class.
var colours = map[string]string{"ok": "32", "caution": "33", "warn": "31"}

func (t Terminal) paint(s, code string) string {
	if !t.Colour || code == "" || s == "" {
		return s
	}
	return "\x1b[" + code + "m" + s + "\x1b[0m"
}

// The columns of the table; the words take what is left.
const (
	listingWidth, figureWidth, verdictWidth = 12, 10, 13
	plotRows                                = 8
	mostCells                               = 8
)

// Text writes the report for a terminal: a table whose rows are followed by how the
// figure was measured, why the verdict is what it is, and what it rests on.
func (r *Report) Text(w io.Writer, t Terminal) error {
	if t.Width == 0 {
		t.Width = 80
	}
	t.Width = max(t.Width, 68)
	var b strings.Builder
	for n, c := range r.Stories {
		if n > 0 {
			b.WriteByte('\n')
		}
		r.textStory(&b, c, t)
	}
	r.textConflicts(&b, t)
	if sources := r.sources(); len(sources) > 0 {
		b.WriteByte('\n')
		block(&b, "Prices: "+strings.Join(sources, "; ")+".", "", t.Width)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func (r *Report) textStory(b *strings.Builder, c *Story, t Terminal) {
	for _, line := range fold(c.title(), t.Width) {
		b.WriteString(t.paint(line, "1") + "\n")
	}
	if !c.Sentence {
		b.WriteString(c.Name + "\n")
	}
	block(b, c.published(), "", t.Width)
	block(b, c.tally(), "", t.Width)
	if len(c.Statements) == 0 {
		return
	}
	b.WriteByte('\n')
	words := t.Width - listingWidth - 2*figureWidth - verdictWidth - 9
	row := func(id, said, listing, stated, truth, verdict, code string) {
		line := fmt.Sprintf("%s %s %s %s %s ", pad(id, 3), pad(said, words), pad(listing, listingWidth), left(stated, figureWidth), left(truth, figureWidth))
		b.WriteString(strings.TrimRight(line+" "+t.paint(verdict, code), " ") + "\n")
	}
	row("", "the story says", "of", "stated", "true", "verdict", "")
	drawn := map[string]string{}
	for i := range c.Statements {
		s := &c.Statements[i]
		truth := trueFigure(s)
		if truth == "" {
			truth = "-"
		}
		for n, said := range fold("“"+oneLine(s.Span.In(c.Article.Text))+"”", words) {
			if n == 0 {
				row(s.ID, said, listing(s), stated(s), truth, verdictWords[s.Verdict], colours[verdictClasses[s.Verdict]])
			} else {
				row("", said, "", "", "", "", "")
			}
		}
		textDetail(b, s, t)
		r.textChart(b, c, s, t, drawn)
	}
}

const indent = "    "

// textDetail is what stands under a statement's row.
func textDetail(b *strings.Builder, s *check.Statement, t Terminal) {
	block(b, how(s), indent, t.Width)
	if s.Why != "" {
		block(b, sentence(s.Why), indent, t.Width)
	}
	if cells := s.Receipt().Cells(); len(cells) > 0 {
		for _, line := range fold(cellWords(cells, mostCells), t.Width-len(indent)) {
			b.WriteString(indent + t.paint(line, "2") + "\n")
		}
	}
	if w := working(s); w != "" {
		for _, line := range fold(w, t.Width-len(indent)) {
			b.WriteString(indent + t.paint(line, "2") + "\n")
		}
	}
}

// working is the formula over the cells and the hours of the session.
func working(s *check.Statement) string {
	switch w := s.Working; {
	case w == nil:
		return ""
	case w.Hours == "":
		return "= " + w.Formula
	default:
		return "= " + w.Formula + "; session " + w.Hours
	}
}

// textChart draws a statement's window, unless it was drawn for one before.
func (r *Report) textChart(b *strings.Builder, c *Story, s *check.Statement, t Terminal, drawn map[string]string) {
	l, ok := r.chart(c, s, false)
	if !ok {
		return
	}
	plot := l.Plot(t.Width-len(indent), plotRows)
	if before := drawn[plot]; before != "" {
		b.WriteString(indent + "The chart is that of " + before + ".\n")
		return
	}
	drawn[plot] = s.ID
	for line := range strings.Lines(plot) {
		b.WriteString(indent + line)
	}
}

func (r *Report) textConflicts(b *strings.Builder, t Terminal) {
	if len(r.conflicts) == 0 {
		return
	}
	b.WriteString("\n" + t.paint("SAID IN DIFFERENT WAYS", "1") + "\n")
	for _, c := range r.conflicts {
		block(b, c.head(), "", t.Width)
		for _, said := range c.said {
			s := said.statement
			line := fmt.Sprintf("  %s  %s  ", left(stated(s), figureWidth), pad(verdictWords[s.Verdict], verdictWidth))
			line += fmt.Sprintf("%s “%s”", c.where(said), oneLine(s.Span.In(said.story.Article.Text)))
			b.WriteString(clip(line, t.Width) + "\n")
		}
	}
}

// head names the figure that is stated in several ways, and what the tape has.
func (c conflict) head() string {
	s := c.said[0].statement
	out := fmt.Sprintf("%s, %s, %s", s.Listing.ID(), measured(s), window(s))
	for _, said := range c.said {
		if truth := trueFigure(said.statement); truth != "" {
			return out + ": the tape has " + truth
		}
	}
	return out
}

// where names the statement, and its story when there are several.
func (c conflict) where(said saying) string {
	for _, o := range c.said {
		if o.story != said.story {
			return said.story.Name + " " + said.statement.ID
		}
	}
	return said.statement.ID
}

// how says what a statement measures and what was assumed.
func how(s *check.Statement) string {
	out := measured(s)
	if w := window(s); w != "" {
		out += ", " + w
	}
	if s.Window.Default != "" {
		out += " (" + s.Window.Default + ")"
	}
	flags := strings.ReplaceAll(strings.Join(s.Flags, "; "), "_", " ")
	if flags != "" {
		out += "; " + flags
	}
	return sentence(out)
}

// sentence begins with a capital and ends with a full stop.
func sentence(s string) string {
	if s == "" {
		return ""
	}
	if s[0] >= 'a' && s[0] <= 'z' {
		s = strings.ToUpper(s[:1]) + s[1:]
	}
	if !strings.HasSuffix(s, ".") {
		s += "."
	}
	return s
}

// oneLine is text without line breaks.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// block writes folded text, each line indented.
func block(b *strings.Builder, s, indent string, width int) {
	for _, line := range fold(s, width-len(indent)) {
		b.WriteString(indent + line + "\n")
	}
}

// pad fills a cell with blanks at its right, left at its left; what is too wide
// sticks out.
func pad(s string, width int) string {
	return s + strings.Repeat(" ", max(width-wide.StringWidth(s), 0))
}

func left(s string, width int) string {
	return strings.Repeat(" ", max(width-wide.StringWidth(s), 0)) + s
}
