package article

import (
	"regexp"
	"strings"

	"newstape/receipt"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"
)

// readMarkdown lays out CommonMark with tables. Marks, link targets, pictures
// and raw HTML go; the words stay. Front matter gives title, date and outlet.
func readMarkdown(src mapped, name string) (draft, error) {
	front := receipt.Span{}
	if loc := frontMatter.FindStringIndex(src.text); loc != nil {
		front.End = loc[1]
	}
	meta := readFrontMatter(src.text[:front.End])
	r := markdownReader{src: src, base: front.End}
	titled := false
	if s := meta.title; !s.Empty() {
		titled = true
		r.out.tidy(src, s.Start, s.End)
	}
	// Front matter is blanked, not cut, so that offsets stay those of src.
	source := []byte(src.text[front.End:])
	doc := goldmark.New(goldmark.WithExtensions(extension.Table)).Parser().Parse(text.NewReader(source))
	for n := doc.FirstChild(); n != nil; n = n.NextSibling() {
		if h, ok := n.(*ast.Heading); ok && n.PreviousSibling() == nil {
			if titled && sameWords(string(h.Lines().Value(source)), meta.title.In(src.text)) {
				continue // the heading repeats the front matter
			}
			titled = true
		}
		r.block(n)
	}
	d, err := r.out.draft(name, titled)
	if err != nil {
		return d, err
	}
	if s := meta.date.In(src.text); s != "" {
		ref, problem := parseTime(s)
		d.reference, d.published.How = ref, howFound("front matter", problem, s)
	}
	if s := meta.outlet.In(src.text); s != "" {
		d.outlet = &Known{Value: s, How: "front matter"}
	}
	return d, nil
}

// howFound says where a time was found and, if it was not enough, why.
func howFound(where, problem, found string) string {
	if problem == "" {
		return where
	}
	return where + " (" + found + ": " + problem + ")"
}

type markdownReader struct {
	src  mapped
	base int // where the parsed source begins in src
	out  layout
}

// block writes a block and the blocks inside it.
func (r *markdownReader) block(n ast.Node) {
	switch n := n.(type) {
	case *ast.HTMLBlock, *ast.LinkReferenceDefinition:
		return
	case *ast.ThematicBreak:
		r.out.blank()
		return
	case *ast.ListItem:
		r.out.line()
	case *ast.TextBlock:
		r.out.line()
		r.inline(n)
		return
	case *ast.CodeBlock, *ast.FencedCodeBlock:
		r.out.blank()
		for i := range n.Lines().Len() {
			s := n.Lines().At(i)
			r.out.tidy(r.src, r.base+s.Start, r.base+s.Stop)
			r.out.line()
		}
		return
	case *east.TableRow, *east.TableHeader:
		r.out.line()
	case *east.TableCell:
		if n.PreviousSibling() != nil {
			r.out.cell()
		}
		r.inline(n)
		return
	case *ast.Paragraph, *ast.Heading:
		r.out.blank()
		r.inline(n)
		r.out.blank()
		return
	default:
		r.out.blank()
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		r.block(c)
	}
	if n.Kind() == ast.KindList || n.Kind() == east.KindTable {
		r.out.blank()
	}
}

// inline writes the words inside a paragraph, heading or cell.
func (r *markdownReader) inline(n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Text:
			r.words(r.base+c.Segment.Start, r.base+c.Segment.Stop, c.IsRaw())
			if c.HardLineBreak() {
				r.out.line()
			} else if c.SoftLineBreak() {
				r.out.space()
			}
		case *ast.Image, *ast.RawHTML, *ast.AutoLink:
		default:
			r.inline(c)
		}
	}
}

// words writes a piece of source with its escapes and references decoded.
func (r *markdownReader) words(from, to int, raw bool) {
	if raw {
		r.out.tidy(r.src, from, to)
		return
	}
	var w weaver
	start := from
	for i := from; i+1 < to; i++ {
		if r.src.text[i] == '\\' && isPunct(r.src.text[i+1]) {
			w.unescape(r.src, start, i)
			start = i + 1
			i++
		}
	}
	w.unescape(r.src, start, to)
	m := w.done()
	r.out.tidy(m, 0, len(m.text))
}

// isPunct is the ASCII punctuation that Markdown lets a backslash escape.
func isPunct(c byte) bool { return c > ' ' && c < 0x7f && !isAlphanumeric(c) }

// sameWords compares two titles without regard to case, space and marks.
func sameWords(a, b string) bool {
	keep := func(r rune) rune {
		if r < 0x80 && !isAlphanumeric(byte(r)) {
			return -1
		}
		return r
	}
	return strings.EqualFold(strings.Map(keep, a), strings.Map(keep, b))
}

// frontFields are the spans of front matter values.
type frontFields struct{ title, date, outlet receipt.Span }

var frontLine = regexp.MustCompile(`(?m)^([A-Za-z_-]+):[ \t]*["']?([^\r\n]*?)["']?[ \t]*\r?$`)

// readFrontMatter reads the plain "key: value" lines of front matter.
func readFrontMatter(s string) frontFields {
	var f frontFields
	for _, m := range frontLine.FindAllStringSubmatchIndex(s, -1) {
		value := receipt.Span{Start: m[4], End: m[5]}
		var field *receipt.Span
		switch strings.ToLower(strings.NewReplacer("_", "", "-", "").Replace(s[m[2]:m[3]])) {
		case "title", "headline":
			field = &f.title
		case "date", "published", "publishedat", "publishedtime", "datepublished", "pubdate":
			field = &f.date
		case "outlet", "publisher", "publication", "source", "site":
			field = &f.outlet
		default:
			continue
		}
		if field.Empty() {
			*field = value
		}
	}
	return f
}
