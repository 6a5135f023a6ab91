package report

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// onTerminal are the sheets that people see by default, in order.
var onTerminal = []string{"windows", "cars", "tests", "days", "groups", "group_tests", "differences", "drops", "diagnostics", "placebo"}

// text writes the page for a terminal: what was done, what came out, what to
// beware of.
func (p Page) text(w io.Writer) error {
	var b bytes.Buffer
	fmt.Fprintf(&b, "%s\n", clean(p.title()))
	d := p.Result.Design
	fmt.Fprintf(&b, "estimation %s, event %s, dates %s, level %s, p adjusted by %s\n", d.Estimation, d.Event, d.Dates, percent(d.Level), d.Adjust)
	if p.Quantity != "" {
		fmt.Fprintf(&b, "measured: %s\n", clean(p.Quantity))
	}
	for _, line := range p.findings() {
		fmt.Fprintf(&b, "- %s\n", clean(line))
	}
	for _, name := range onTerminal {
		for _, s := range p.Sheets() {
			if s.Name == name && (name != "cars" || len(p.Result.Events) <= TextEvents) {
				s.WriteText(&b)
			}
		}
	}
	if notes := p.Result.Diagnostics.Notes; len(notes) > 0 {
		fmt.Fprint(&b, "\nNotes\n")
		for _, n := range notes {
			fmt.Fprintf(&b, "- %s\n", clean(n))
		}
	}
	_, err := w.Write(b.Bytes())
	return err
}

// WriteText writes a sheet with aligned columns.
func (s Sheet) WriteText(b *bytes.Buffer) {
	fmt.Fprintf(b, "\n%s\n", s.Title)
	if s.Note != "" {
		fmt.Fprintf(b, "%s\n", s.Note)
	}
	for _, bl := range s.blocks() {
		if bl.heading != "" {
			fmt.Fprintf(b, "\n%s\n", clean(bl.heading))
		}
		writeBlock(b, s.columns(), bl.rows)
	}
}

func writeBlock(b *bytes.Buffer, columns []Column, rows [][]Cell) {
	var at []int
	for c, col := range columns {
		if !col.Wide && used(rows, c) {
			at = append(at, c)
		}
	}
	lines := make([][]string, 0, len(rows)+1)
	head := make([]string, len(at))
	for j, c := range at {
		head[j] = columns[c].Title
	}
	lines = append(lines, head)
	for _, row := range rows {
		line := make([]string, len(at))
		for j, c := range at {
			line[j] = clean(row[c].human(columns[c].Kind))
		}
		lines = append(lines, line)
	}
	width := make([]int, len(at))
	for _, line := range lines {
		for j, cell := range line {
			width[j] = max(width[j], utf8.RuneCountInString(cell))
		}
	}
	for _, line := range lines {
		var out strings.Builder
		for j, cell := range line {
			pad := strings.Repeat(" ", width[j]-utf8.RuneCountInString(cell))
			if columns[at[j]].Kind == Words {
				out.WriteString("  " + cell + pad)
			} else {
				out.WriteString("  " + pad + cell)
			}
		}
		b.WriteString(strings.TrimRight(out.String(), " ") + "\n")
	}
}

// used reports whether any row has something in column c.
func used(rows [][]Cell, c int) bool {
	for _, row := range rows {
		if row[c] != (Cell{}) {
			return true
		}
	}
	return false
}

// clean keeps a name from an input from moving the cursor or colouring the
// screen.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		if r < 0x20 || r == 0x7f || r >= 0x80 && r < 0xa0 {
			return '�'
		}
		return r
	}, s)
}
