package ask

import (
	"fmt"
	"html"
	"io"
	"strings"

	"newstape/dossier/brief"
)

// markdown writes CommonMark; words of the story cannot become markup.
func (p *leaf) markdown(w io.Writer) error {
	var b strings.Builder
	b.WriteString("# " + markdownSafe(p.title) + "\n\n")
	for _, line := range p.byline {
		b.WriteString(markdownSafe(line) + "  \n")
	}
	for _, s := range p.sections {
		b.WriteString("\n## " + markdownSafe(s.title) + "\n\n")
		for _, line := range s.lines {
			b.WriteString("- " + markdownSafe(line.text))
			if line.ref > 0 {
				fmt.Fprintf(&b, " \\[%d\\]", line.ref)
			}
			b.WriteByte('\n')
		}
	}
	b.WriteString("\n## Receipts\n\n")
	for k, r := range p.receipts {
		fmt.Fprintf(&b, "%d. %s\n", k+1, markdownSafe(r))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func markdownSafe(s string) string {
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

// html writes one page without script that fetches nothing.
func (p *leaf) html(w io.Writer) error {
	var b strings.Builder
	b.WriteString("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
	b.WriteString(`<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">` + "\n")
	b.WriteString(`<meta name="viewport" content="width=device-width, initial-scale=1">` + "\n")
	fmt.Fprintf(&b, "<title>%s</title>\n<style>\n%s</style>\n</head>\n<body>\n<main>\n<header>\n<h1>%s</h1>\n",
		html.EscapeString(p.title), brief.Sheet(), html.EscapeString(p.title))
	for _, line := range p.byline {
		fmt.Fprintf(&b, "<p class=\"byline\">%s</p>\n", html.EscapeString(line))
	}
	b.WriteString("</header>\n")
	for _, s := range p.sections {
		fmt.Fprintf(&b, "<section id=\"%s\">\n<h2>%s</h2>\n<ul class=\"notes\">\n", html.EscapeString(s.id), html.EscapeString(s.title))
		for _, line := range s.lines {
			b.WriteString("<li>" + html.EscapeString(line.text))
			if line.ref > 0 {
				fmt.Fprintf(&b, `&nbsp;<a class="ref" href="#r%d">%d</a>`, line.ref, line.ref)
			}
			b.WriteString("</li>\n")
		}
		b.WriteString("</ul>\n</section>\n")
	}
	b.WriteString("<section id=\"receipts\">\n<h2>Receipts</h2>\n<ol>\n")
	for k, r := range p.receipts {
		fmt.Fprintf(&b, "<li id=\"r%d\">%s</li>\n", k+1, html.EscapeString(r))
	}
	b.WriteString("</ol>\n</section>\n</main>\n</body>\n</html>\n")
	_, err := io.WriteString(w, b.String())
	return err
}

// text writes plain lines; control characters of the story do not reach a
// terminal.
func (p *leaf) text(w io.Writer) error {
	var b strings.Builder
	b.WriteString(p.title + "\n" + strings.Join(p.byline, "\n") + "\n")
	for _, s := range p.sections {
		b.WriteString("\n" + strings.ToUpper(s.title) + "\n")
		for _, line := range s.lines {
			b.WriteString("  " + line.text)
			if line.ref > 0 {
				fmt.Fprintf(&b, " [%d]", line.ref)
			}
			b.WriteByte('\n')
		}
	}
	b.WriteString("\nRECEIPTS\n")
	for k, r := range p.receipts {
		fmt.Fprintf(&b, "[%d] %s\n", k+1, r)
	}
	_, err := io.WriteString(w, strings.Map(func(r rune) rune {
		if r != '\n' && (r < ' ' || r >= 0x7f && r < 0xa0) {
			return -1
		}
		return r
	}, b.String()))
	return err
}
