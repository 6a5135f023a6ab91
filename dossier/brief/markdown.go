package brief

import (
	"fmt"
	"io"
	"strings"

	"newstape/dossier"
)

// Markdown writes the page as CommonMark with tables. Receipts are footnotes
// by number under the last heading.
func Markdown(w io.Writer, p *Page) error {
	var b strings.Builder
	b.WriteString("# " + escapeMarkdown(p.Title) + "\n\n")
	for _, line := range p.Byline {
		b.WriteString(escapeMarkdown(line) + "  \n")
	}
	for _, s := range p.Sections {
		b.WriteString("\n## " + escapeMarkdown(s.Title) + "\n\n")
		for i, block := range s.Blocks {
			if i > 0 {
				b.WriteByte('\n')
			}
			markdownBlock(&b, block)
		}
	}
	b.WriteString("\n## Receipts\n\n")
	for i := range p.Receipts {
		fmt.Fprintf(&b, "%d. %s\n", i+1, escapeMarkdown(p.describe(i)))
	}
	if legend := p.legend(); legend != "" {
		b.WriteString("\nPrices: " + escapeMarkdown(legend) + "\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func markdownBlock(b *strings.Builder, block Block) {
	switch {
	case block.Paragraph != nil:
		for _, s := range block.Paragraph {
			b.WriteString(markdownSentence(s) + "\n")
		}
	case block.Notes != nil:
		for _, n := range block.Notes {
			lead := map[dossier.Level]string{dossier.Fine: "✓", dossier.Remark: "·", dossier.Caution: "**▲**"}[n.Level]
			b.WriteString("- " + lead + " " + markdownSentence(n.Sentence) + "\n")
		}
	case block.Table != nil:
		markdownTable(b, *block.Table)
	case block.Chart != nil:
		b.WriteString("`" + block.Chart.Blocks + "`\n\n" + markdownSentence(block.Chart.Caption) + "\n")
	}
}

func markdownSentence(s Sentence) string {
	return escapeMarkdown(s.text) + fmt.Sprintf(" \\[%d\\]", s.ref)
}

func markdownTable(b *strings.Builder, t Table) {
	cells := func(in []string, last string) {
		b.WriteString("|")
		for _, c := range in {
			b.WriteString(" " + escapeMarkdown(c) + " |")
		}
		b.WriteString(" " + last + " |\n")
	}
	cells(t.Header, "receipt")
	b.WriteString("|")
	for c := range t.Header {
		if c < len(t.Right) && t.Right[c] {
			b.WriteString(" ---: |")
		} else {
			b.WriteString(" --- |")
		}
	}
	b.WriteString(" ---: |\n")
	for _, r := range t.Rows {
		cells(r.cells, fmt.Sprint(r.ref))
	}
}

// escapeMarkdown keeps words of the story from being read as markup.
func escapeMarkdown(s string) string {
	var b strings.Builder
	for _, r := range s {
		switch r {
		case '\\', '`', '*', '_', '[', ']', '<', '>', '|', '#', '&':
			b.WriteByte('\\')
		case '\n', '\r':
			r = ' '
		}
		b.WriteRune(r)
	}
	return b.String()
}
