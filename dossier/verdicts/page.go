package verdicts

import (
	"fmt"
	"html"
	"io"
	"slices"
	"strings"

	"newstape/check"
	"newstape/dossier/brief"
)

// Markdown writes the report as CommonMark with tables.
func (r *Report) Markdown(w io.Writer) error {
	var b strings.Builder
	for _, c := range r.Stories {
		fmt.Fprintf(&b, "# %s\n\n%s\n\n", escaped(c.title()), escaped(c.published()+" · "+c.Name+" · "+c.tally()))
		if len(c.Statements) == 0 {
			continue
		}
		b.WriteString("| | the story says | of | measure | stated | true | verdict | why | rests on |\n|---|---|---|---|---:|---:|---|---|---|\n")
		for i := range c.Statements {
			s := &c.Statements[i]
			row := []string{s.ID, "“" + oneLine(s.Span.In(c.Article.Text)) + "”", listing(s), strings.TrimSuffix(how(s), "."), stated(s), trueFigure(s), verdictWords[s.Verdict], s.Why, strings.TrimSpace(cellWords(s.Receipt().Cells(), mostCells) + " " + working(s))}
			for n := range row {
				row[n] = escaped(row[n])
			}
			b.WriteString("| " + strings.Join(row, " | ") + " |\n")
		}
		b.WriteByte('\n')
		for i := range c.Statements {
			if l, ok := r.chart(c, &c.Statements[i], false); ok {
				fmt.Fprintf(&b, "%s, %s\n\n```\n%s```\n\n", c.Statements[i].ID, escaped(l.Title), l.Plot(78, plotRows))
			}
		}
	}
	if len(r.conflicts) > 0 {
		b.WriteString("## Said in different ways\n\n")
	}
	for _, c := range r.conflicts {
		fmt.Fprintf(&b, "%s\n\n", escaped(c.head()))
		for _, said := range c.said {
			fmt.Fprintf(&b, "* %s, %s: %s “%s”\n", stated(said.statement), verdictWords[said.statement.Verdict], escaped(c.where(said)), escaped(oneLine(said.statement.Span.In(said.story.Article.Text))))
		}
		b.WriteByte('\n')
	}
	if sources := r.sources(); len(sources) > 0 {
		fmt.Fprintf(&b, "Prices: %s.\n", escaped(strings.Join(sources, "; ")))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// escaped is text that Markdown shows as it is.
func escaped(s string) string {
	var b strings.Builder
	for _, c := range oneLine(s) {
		if strings.ContainsRune("\\`*_{}[]<>#|~$", c) {
			b.WriteByte('\\')
		}
		b.WriteRune(c)
	}
	return b.String()
}

// HTML writes the report as one self-contained page: no script, nothing fetched,
// every word of a story escaped.
func (r *Report) HTML(w io.Writer) error {
	var b strings.Builder
	title := "Is it true of the tape?"
	if len(r.Stories) == 1 {
		title = r.Stories[0].title()
	}
	b.WriteString("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
	b.WriteString(`<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">` + "\n")
	b.WriteString(`<meta name="viewport" content="width=device-width, initial-scale=1">` + "\n")
	fmt.Fprintf(&b, "<title>%s</title>\n<style>\n%s</style>\n</head>\n<body>\n<main>\n", html.EscapeString(title), brief.Sheet()+narrow)
	if len(r.Stories) > 1 {
		fmt.Fprintf(&b, "<header><h1>%s</h1></header>\n", html.EscapeString(title))
	}
	for n, c := range r.Stories {
		r.htmlStory(&b, c, n, len(r.Stories) == 1)
	}
	r.htmlConflicts(&b)
	if sources := r.sources(); len(sources) > 0 {
		fmt.Fprintf(&b, "<p class=\"byline\">Prices: %s.</p>\n", html.EscapeString(strings.Join(sources, "; ")))
	}
	b.WriteString("</main>\n</body>\n</html>\n")
	_, err := io.WriteString(w, b.String())
	return err
}

// narrow lets the table shrink on a telephone: its long words have a row of their
// own.
const narrow = "@media (max-width: 40rem) { .scroll table { min-width: 0; } td, th { padding-right: .3rem; } }\n"

func (r *Report) htmlStory(b *strings.Builder, c *Story, n int, alone bool) {
	heading := "h2"
	if alone {
		heading = "h1"
	}
	fmt.Fprintf(b, "<section id=\"story%d\">\n<%s>%s</%s>\n", n+1, heading, html.EscapeString(c.title()), heading)
	fmt.Fprintf(b, "<p class=\"byline\">%s</p>\n<p>%s.</p>\n", html.EscapeString(c.published()+" · "+c.Name), html.EscapeString(c.tally()))
	if len(c.Statements) > 0 {
		b.WriteString("<div class=\"scroll\" tabindex=\"0\"><table>\n<thead><tr><th></th><th>the story says</th><th>of</th><th class=\"n\">stated</th><th class=\"n\">true</th><th>verdict</th></tr></thead>\n<tbody>\n")
		for i := range c.Statements {
			htmlRow(b, c, &c.Statements[i])
		}
		b.WriteString("</tbody></table></div>\n")
	}
	r.htmlCharts(b, c)
	b.WriteString("</section>\n")
}

// htmlRow writes a statement in two rows: the figures, and below them what they
// rest on.
func htmlRow(b *strings.Builder, c *Story, s *check.Statement) {
	class := verdictClasses[s.Verdict]
	fmt.Fprintf(b, "<tr class=\"%s\"><td class=\"w\">%s</td><td>“%s”</td><td class=\"w\">%s</td><td class=\"n\">%s</td><td class=\"n\">%s</td><td class=\"w\">%s</td></tr>\n",
		class, html.EscapeString(s.ID), html.EscapeString(oneLine(s.Span.In(c.Article.Text))), html.EscapeString(listing(s)), html.EscapeString(stated(s)),
		html.EscapeString(trueFigure(s)), verdictWords[s.Verdict])
	fmt.Fprintf(b, "<tr class=\"%s\"><td></td><td colspan=\"5\">%s <span class=\"byline\">%s %s %s</span></td></tr>\n", class,
		html.EscapeString(sentence(s.Why)), html.EscapeString(how(s)), html.EscapeString(cellWords(s.Receipt().Cells(), mostCells)), html.EscapeString(working(s)))
}

// htmlCharts draws the windows of a story, the same one once for all statements
// that it belongs to.
func (r *Report) htmlCharts(b *strings.Builder, c *Story) {
	type figure struct{ svg, title, ids string }
	var figures []*figure
	for i := range c.Statements {
		l, ok := r.chart(c, &c.Statements[i], true)
		if !ok {
			continue
		}
		svg := l.SVG()
		n := slices.IndexFunc(figures, func(f *figure) bool { return f.svg == svg })
		if n < 0 {
			figures = append(figures, &figure{svg, l.Title, c.Statements[i].ID})
			continue
		}
		figures[n].ids += ", " + c.Statements[i].ID
	}
	for _, f := range figures {
		// The SVG is ours: chart escapes every label it is given.
		fmt.Fprintf(b, "<figure>%s<figcaption>%s: %s</figcaption></figure>\n", f.svg, html.EscapeString(f.ids), html.EscapeString(f.title))
	}
}

func (r *Report) htmlConflicts(b *strings.Builder) {
	if len(r.conflicts) == 0 {
		return
	}
	b.WriteString("<section id=\"conflicts\">\n<h2>Said in different ways</h2>\n")
	for _, c := range r.conflicts {
		fmt.Fprintf(b, "<p>%s</p>\n<div class=\"scroll\" tabindex=\"0\"><table><thead><tr><th class=\"n\">stated</th><th>verdict</th><th>where</th><th>words</th></tr></thead>\n<tbody>\n", html.EscapeString(sentence(c.head())))
		for _, said := range c.said {
			s := said.statement
			fmt.Fprintf(b, "<tr class=\"%s\"><td class=\"n\">%s</td><td class=\"w\">%s</td><td>%s</td><td>“%s”</td></tr>\n", verdictClasses[s.Verdict],
				html.EscapeString(stated(s)), verdictWords[s.Verdict], html.EscapeString(c.where(said)), html.EscapeString(oneLine(s.Span.In(said.story.Article.Text))))
		}
		b.WriteString("</tbody></table></div>\n")
	}
	b.WriteString("</section>\n")
}
