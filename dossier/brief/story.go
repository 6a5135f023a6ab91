package brief

import (
	"fmt"
	"html"
	"slices"
	"strings"

	"newstape/receipt"
)

// mark is a span of the story with what was found there.
type mark struct {
	span  receipt.Span
	class string
	title string
}

// htmlStory writes the clean text with names, claims and statements marked.
// Where marks overlap the shorter one wins, so that every mark can be seen.
func (p *Page) htmlStory(b *strings.Builder) {
	text := p.dossier.Article.Text
	owner := make([]int, len(text)) // index+1 into marks
	marks := p.marks()
	for i, m := range marks {
		for k := max(m.span.Start, 0); k < min(m.span.End, len(text)); k++ {
			owner[k] = i + 1
		}
	}
	b.WriteString("<section id=\"story\">\n<h2>The story as read</h2>\n<div class=\"story\"><p>")
	for at := 0; at < len(text); {
		end := at + 1
		for end < len(text) && owner[end] == owner[at] {
			end++
		}
		piece := html.EscapeString(text[at:end])
		piece = strings.ReplaceAll(piece, "\n", "</p><p>")
		if o := owner[at]; o > 0 {
			m := marks[o-1]
			// A paragraph break inside a mark would nest wrongly; marks lie within
			// sentences, and this keeps the page valid should one not.
			piece = strings.ReplaceAll(piece, "</p><p>", " ")
			fmt.Fprintf(b, `<mark class="%s" title="%s">%s</mark>`, m.class, html.EscapeString(m.title), piece)
		} else {
			b.WriteString(piece)
		}
		at = end
	}
	b.WriteString("</p></div>\n</section>\n")
}

// marks lists what to mark, longest first, so that later (shorter) ones win.
func (p *Page) marks() []mark {
	d := p.dossier
	var out []mark
	for _, c := range d.Ledger.Claims {
		who := c.Speaker.Name
		if who == "" {
			who = "no speaker named"
		}
		out = append(out, mark{c.Content, "claim " + string(c.Status), fmt.Sprintf("claim %s: %s %s; %s", c.ID, who, c.Stance, c.Status)})
	}
	for _, s := range d.Statements {
		out = append(out, mark{s.Span, "statement " + string(s.Verdict), fmt.Sprintf("statement %s: %s. %s", s.ID, verdictWord(s.Verdict), s.Why)})
	}
	for _, m := range d.Names.Mentions {
		title := m.Entity.Name
		if m.Listing != nil {
			title += ", " + m.Listing.ID()
		}
		out = append(out, mark{m.Span, "name", title})
	}
	for _, o := range d.Article.Opaque {
		out = append(out, mark{o, "opaque", "addressed to machines: nothing is taken from here"})
	}
	slices.SortStableFunc(out, func(a, b mark) int { return b.span.Len() - a.span.Len() })
	return out
}
