package brief

import (
	"fmt"
	"io"
	"strings"

	"newstape/dossier"
)

// Terminal says how a text page is set.
type Terminal struct {
	Width  int  // columns; 0 means 100
	Colour bool // ANSI colours
}

const (
	defaultWidth = 100
	minWidth     = 60
	indent       = "  "
)

// Text writes the page for a terminal. The bytes depend on the page and t only.
func Text(w io.Writer, p *Page, t Terminal) error {
	if t.Width == 0 {
		t.Width = defaultWidth
	}
	t.Width = max(t.Width, minWidth)
	var b strings.Builder
	writeWrapped(&b, t.bold(p.Title), "", t.Width)
	for _, line := range p.Byline {
		writeWrapped(&b, t.dim(line), "", t.Width)
	}
	for _, s := range p.Sections {
		b.WriteString("\n" + t.bold(strings.ToUpper(s.Title)) + "\n")
		for i, block := range s.Blocks {
			if i > 0 && (block.Table != nil || block.Chart != nil || s.Blocks[i-1].Table != nil || s.Blocks[i-1].Chart != nil) {
				b.WriteByte('\n')
			}
			t.block(&b, block)
		}
	}
	t.receipts(&b, p)
	_, err := io.WriteString(w, b.String())
	return err
}

func (t Terminal) block(b *strings.Builder, block Block) {
	switch {
	case block.Paragraph != nil:
		parts := make([]string, len(block.Paragraph))
		for i, s := range block.Paragraph {
			parts[i] = t.sentence(s)
		}
		writeWrapped(b, strings.Join(parts, " "), indent, t.Width)
	case block.Notes != nil:
		for _, n := range block.Notes {
			mark := map[dossier.Level]string{dossier.Fine: t.paint("✓", green), dossier.Remark: t.dim("·"), dossier.Caution: t.paint("▲", yellow)}[n.Level]
			writeHanging(b, mark+" ", t.sentence(n.Sentence), indent, t.Width)
		}
	case block.Table != nil:
		t.table(b, *block.Table)
	case block.Chart != nil:
		b.WriteString(indent + block.Chart.Blocks + "\n")
		writeWrapped(b, t.sentence(block.Chart.Caption), indent, t.Width)
	}
}

func (t Terminal) sentence(s Sentence) string {
	return s.text + " " + t.dim(fmt.Sprintf("[%d]", s.ref))
}

// receipts lists what every numbered line rests on.
func (t Terminal) receipts(b *strings.Builder, p *Page) {
	b.WriteString("\n" + t.bold("RECEIPTS") + "\n")
	for i := range p.Receipts {
		writeHanging(b, t.dim(fmt.Sprintf("[%d] ", i+1)), p.describe(i), "", t.Width)
	}
	if legend := p.legend(); legend != "" {
		writeHanging(b, t.dim("Prices: "), legend, "", t.Width)
	}
}

// table sets columns as wide as their widest cell, and shares what is left of
// the width among those that must wrap.
func (t Terminal) table(b *strings.Builder, tab Table) {
	widths := columnWidths(tab, t.Width-len(indent)-6)
	if len(tab.Header) > 0 {
		t.tableRow(b, tab, tab.Header, widths, "", t.dim)
	}
	for _, r := range tab.Rows {
		paint := func(s string) string { return s }
		if c, ok := map[string]string{"ok": green, "caution": yellow, "warn": red}[r.class]; ok {
			paint = func(s string) string { return t.paint(s, c) }
		}
		t.tableRow(b, tab, r.cells, widths, fmt.Sprintf("[%d]", r.ref), paint)
	}
}

func (t Terminal) tableRow(b *strings.Builder, tab Table, cells []string, widths []int, ref string, paint func(string) string) {
	lines := make([][]string, len(cells))
	tall := 1
	for c, cell := range cells {
		lines[c] = wrap(cell, widths[c])
		tall = max(tall, len(lines[c]))
	}
	for k := range tall {
		var row strings.Builder
		for c := range cells {
			text := ""
			if k < len(lines[c]) {
				text = lines[c][k]
			}
			pad := strings.Repeat(" ", max(0, widths[c]-stringWidth(text)))
			if c < len(tab.Right) && tab.Right[c] {
				text, pad = pad+text, ""
			}
			row.WriteString(text + pad)
			if c < len(cells)-1 {
				row.WriteString("  ")
			}
		}
		line := indent + paint(strings.TrimRight(row.String(), " "))
		if k == 0 && ref != "" {
			line += " " + t.dim(ref)
		}
		b.WriteString(line + "\n")
	}
}

// columnWidths gives each column its natural width when the table fits in total
// columns. Else each gets its longest word, and what is left of the room goes
// where cells are longest.
func columnWidths(tab Table, total int) []int {
	natural, least := measureColumns(tab)
	room := total - 2*(len(natural)-1)
	if sum(natural) <= room {
		return natural
	}
	for c := range least {
		least[c] = min(least[c], widestWord)
	}
	spare, wish := room-sum(least), sum(natural)-sum(least)
	for c := range least {
		if spare > 0 && wish > 0 {
			grow := (natural[c] - least[c]) * spare / wish
			least[c] += max(grow, 0)
		}
	}
	return least
}

// widestWord bounds what a single word may claim for its column.
const widestWord = 24

// measureColumns gives each column's width and that of its longest word.
func measureColumns(tab Table) (natural, least []int) {
	n := len(tab.Header)
	for _, r := range tab.Rows {
		n = max(n, len(r.cells))
	}
	natural, least = make([]int, n), make([]int, n)
	see := func(c int, cell string) {
		natural[c] = max(natural[c], stringWidth(cell))
		for word := range strings.FieldsSeq(cell) {
			least[c] = max(least[c], stringWidth(word))
		}
	}
	for c, h := range tab.Header {
		see(c, h)
	}
	for _, r := range tab.Rows {
		for c, cell := range r.cells {
			if c < len(tab.Right) && tab.Right[c] {
				// Figures are not wrapped.
				least[c] = max(least[c], stringWidth(cell))
			}
			see(c, cell)
		}
	}
	return natural, least
}

func sum(v []int) int {
	s := 0
	for _, x := range v {
		s += x
	}
	return s
}
