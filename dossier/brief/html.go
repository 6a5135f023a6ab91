package brief

import (
	_ "embed" // the page's style sheet
	"fmt"
	"html"
	"io"
	"strings"
)

//go:embed page.css
var pageCSS string

// HTML writes the page as one self-contained file: no script, nothing fetched,
// every word of the story escaped. The content policy says so to the browser.
func HTML(w io.Writer, p *Page) error {
	var b strings.Builder
	b.WriteString("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
	b.WriteString(`<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">` + "\n")
	b.WriteString(`<meta name="viewport" content="width=device-width, initial-scale=1">` + "\n")
	fmt.Fprintf(&b, "<title>%s</title>\n<style>\n%s</style>\n</head>\n<body>\n<main>\n", html.EscapeString(p.Title), pageCSS)
	fmt.Fprintf(&b, "<header>\n<h1>%s</h1>\n", html.EscapeString(p.Title))
	for _, line := range p.Byline {
		fmt.Fprintf(&b, "<p class=\"byline\">%s</p>\n", html.EscapeString(line))
	}
	b.WriteString("</header>\n")
	for _, s := range p.Sections {
		fmt.Fprintf(&b, "<section id=\"%s\">\n<h2>%s</h2>\n", html.EscapeString(s.ID), html.EscapeString(s.Title))
		for _, block := range s.Blocks {
			htmlBlock(&b, block)
		}
		b.WriteString("</section>\n")
	}
	p.htmlStory(&b)
	b.WriteString("<section id=\"receipts\">\n<h2>Receipts</h2>\n<ol>\n")
	for i := range p.Receipts {
		fmt.Fprintf(&b, "<li id=\"r%d\">%s</li>\n", i+1, html.EscapeString(p.describe(i)))
	}
	b.WriteString("</ol>\n")
	if legend := p.legend(); legend != "" {
		fmt.Fprintf(&b, "<p class=\"byline\">Prices: %s</p>\n", html.EscapeString(legend))
	}
	b.WriteString("</section>\n</main>\n</body>\n</html>\n")
	_, err := io.WriteString(w, b.String())
	return err
}

func htmlBlock(b *strings.Builder, block Block) {
	switch {
	case block.Paragraph != nil:
		b.WriteString("<p>")
		for i, s := range block.Paragraph {
			if i > 0 {
				b.WriteByte(' ')
			}
			b.WriteString(htmlSentence(s))
		}
		b.WriteString("</p>\n")
	case block.Notes != nil:
		b.WriteString("<ul class=\"notes\">\n")
		for _, n := range block.Notes {
			fmt.Fprintf(b, "<li class=\"%s\">%s</li>\n", n.Level, htmlSentence(n.Sentence))
		}
		b.WriteString("</ul>\n")
	case block.Table != nil:
		htmlTable(b, *block.Table)
	case block.Chart != nil:
		// The SVG is ours: chart escapes every label it is given.
		fmt.Fprintf(b, "<figure>%s<figcaption>%s</figcaption></figure>\n", block.Chart.SVG, htmlSentence(block.Chart.Caption))
	}
}

func htmlSentence(s Sentence) string {
	return html.EscapeString(s.text) + "&nbsp;" + htmlRef(s.ref)
}

func htmlRef(n int) string {
	return fmt.Sprintf(`<a class="ref" href="#r%d">%d</a>`, n, n)
}

// shortCell is the longest single word (a date, a listing) that is kept whole.
const shortCell = 14

func htmlTable(b *strings.Builder, t Table) {
	b.WriteString("<div class=\"scroll\" tabindex=\"0\"><table>\n<thead><tr>")
	right := func(c int) string {
		if c < len(t.Right) && t.Right[c] {
			return ` class="n"`
		}
		return ""
	}
	cellClass := func(c int, cell string) string {
		if class := right(c); class != "" {
			return class
		}
		if len(cell) <= shortCell && !strings.Contains(cell, " ") {
			return ` class="w"`
		}
		return ""
	}
	for c, h := range t.Header {
		fmt.Fprintf(b, "<th%s>%s</th>", right(c), html.EscapeString(h))
	}
	b.WriteString("<th><span class=\"hidden\">receipt</span></th></tr></thead>\n<tbody>\n")
	for _, r := range t.Rows {
		fmt.Fprintf(b, "<tr class=\"%s\">", html.EscapeString(r.class))
		for c, cell := range r.cells {
			fmt.Fprintf(b, "<td%s>%s</td>", cellClass(c, cell), html.EscapeString(cell))
		}
		fmt.Fprintf(b, "<td class=\"n\">%s</td></tr>\n", htmlRef(r.ref))
	}
	b.WriteString("</tbody></table></div>\n")
}
