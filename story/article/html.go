package article

import (
	"strings"
	"unicode/utf8"

	"newstape/fault"
	"newstape/receipt"

	"github.com/markusmobius/go-trafilatura"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// leastProse is how many bytes of sentences a page must hold to be a story: two
// short sentences.
const leastProse = 100

// readHTML finds the article of a page. go-trafilatura decides which words are
// the article; they are then looked up in the page's own stream, which knows
// their offsets, line breaks and spaces.
func readHTML(src mapped, name string) (draft, error) {
	root, err := html.Parse(strings.NewReader(src.text))
	if err != nil {
		return draft{}, fault.New(fault.BadInput, "read %s: parse HTML: %w", name, err).Try("paste the story's text into a .txt file")
	}
	meta := readMeta(root)
	p := newPage(src)
	kept, _ := p.align(extract(root))
	title := p.findTitle(meta)
	d := p.lay(title, kept)
	if prose(d.body.text[d.title.End:]) < leastProse {
		if carried, ok := readJSONBody(src, p, title); ok {
			d = carried
		}
	}
	if prose(d.body.text[d.title.End:]) < leastProse {
		return draft{}, fault.New(fault.BadInput, "read %s: HTML without an article: %d characters of text, no running prose",
			name, utf8.RuneCountInString(d.body.text)).Try("save the story's own page, or paste its text into a .txt file")
	}
	d.outlet, d.reference, d.published = meta.outlet, meta.reference, meta.published
	return d, nil
}

// unseen selects elements that a reader of the page does not see: a place for
// text meant for machines. The body itself is left alone, since some pages hide
// it until a script has run.
const unseen = `body [hidden], body [style*="display:none"], body [style*="display: none"], ` +
	`body [style*="visibility:hidden"], body [style*="visibility: hidden"], body [style*="font-size:0"], body [style*="font-size: 0"]`

// extract gives the article's text in blocks without white space.
func extract(root *html.Node) []string {
	result, err := trafilatura.ExtractDocument(root, trafilatura.Options{
		HtmlDateMode: trafilatura.Disabled, PruneSelector: unseen,
	})
	if err != nil || result.ContentNode == nil {
		return nil
	}
	var blocks []string
	var b strings.Builder
	flush := func() {
		if s := compact(b.String()); s != "" {
			blocks = append(blocks, s)
		}
		b.Reset()
	}
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.TextNode {
			b.WriteString(n.Data)
			return
		}
		block := n.Type == html.ElementNode && !inline(n.DataAtom)
		if block {
			flush()
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
		if block {
			flush()
		}
	}
	walk(result.ContentNode)
	flush()
	return blocks
}

// inline is an element that does not break a line.
func inline(tag atom.Atom) bool {
	switch tag {
	case atom.A, atom.B, atom.I, atom.Em, atom.Strong, atom.Span, atom.U, atom.Sub, atom.Sup, atom.Small, atom.Code,
		atom.Q, atom.Cite, atom.Abbr, atom.Mark, atom.Del, atom.Ins, atom.S, atom.Font, atom.Kbd, atom.Var, atom.Samp, atom.Tt, atom.Time:
		return true
	}
	return false
}

// findTitle is the span in the stream of the page's own title: the heading that
// agrees with its metadata, else the only heading, else the title element
// without the outlet's name.
func (p *page) findTitle(meta pageMeta) receipt.Span {
	for _, want := range meta.titles {
		for _, h := range p.h1 {
			if sameWords(h.In(p.stream.text), want) {
				return h
			}
		}
	}
	for _, want := range meta.titles {
		if s := p.locate(want); !s.Empty() {
			return s
		}
	}
	for _, h := range p.h1 {
		if len(p.h1) == 1 && compact(h.In(p.stream.text)) != "" {
			return h
		}
	}
	return withoutOutlet(p.stream.text, p.title)
}

// withoutOutlet drops the last part of "Shares fall | The Outlet".
func withoutOutlet(s string, title receipt.Span) receipt.Span {
	whole := title.In(s)
	cut := -1
	for _, sep := range []string{" | ", " - ", " – ", " — ", " · ", " :: ", " » "} {
		cut = max(cut, strings.LastIndex(whole, sep))
	}
	if cut > len(whole)/3 {
		title.End = title.Start + cut
	}
	return title
}

// lay writes the title and the kept words as clean text.
func (p *page) lay(title receipt.Span, kept []place) draft {
	var l layout
	l.tidy(p.stream, title.Start, title.End)
	head := l.w.len()
	l.blank()
	at := -1 // end in the stream of what was written last
	for _, k := range kept {
		s := p.span(k.from, k.to)
		if s.Overlaps(title) {
			continue
		}
		if head > 0 && at < 0 && s.Len() < 2*title.Len() && sameWords(s.In(p.stream.text), title.In(p.stream.text)) {
			continue // the heading again
		}
		if at >= 0 {
			l.space()
			l.gap(p.stream.text[at:s.Start])
		}
		l.tidy(p.stream, s.Start, s.End)
		at = s.End
	}
	body := l.w.done()
	// The title element may hold line breaks; a title is one line.
	if n := strings.IndexByte(body.text[:head], '\n'); n >= 0 {
		head = n
	}
	return draft{body: body, title: receipt.Span{Start: 0, End: head}}
}

// gap asks for the strongest break that lies in what was left out.
func (l *layout) gap(s string) {
	if strings.Contains(s, cellMark) {
		l.cell()
	}
	if strings.Contains(s, lineMark) {
		l.line()
	}
	if strings.Contains(s, blankMark) {
		l.blank()
	}
}

// prose counts the bytes of lines that read like sentences: six words or more
// (or, for scripts without spaces, forty characters) and a sentence's end.
func prose(s string) int {
	n := 0
	for line := range strings.Lines(s) {
		line = strings.TrimSpace(line)
		long := len(strings.Fields(line)) >= 6 || len(line) != utf8.RuneCountInString(line) && utf8.RuneCountInString(line) >= 40
		if long && strings.ContainsAny(line, ".!?。！？") {
			n += len(line)
		}
	}
	return n
}
