package article

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"newstape/receipt"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Marks of a page's layout in its stream; white space of the source is a plain
// space there.
const (
	lineMark  = "\n" // a line ends: br, li, tr
	blankMark = "\f" // a block ends: p, h1, div
	cellMark  = "\v" // a table cell ends
)

// page is the visible text of an HTML document in source order, with layout
// marks, and the way back to the raw bytes. The parser that the extractor works
// on knows no offsets; the stream does, so the extractor says which words are
// the article and the stream says where they stand.
type page struct {
	stream mapped
	title  receipt.Span   // of the title element, in stream
	h1     []receipt.Span // of the h1 elements, in stream

	words string  // stream.text without white space
	at    []int32 // offset in stream.text of each byte of words
}

// newPage reads the stream of a document.
func newPage(src mapped) *page {
	p := &page{}
	s := streamer{src: src, page: p}
	z := html.NewTokenizer(strings.NewReader(src.text))
	for at := 0; ; {
		kind := z.Next()
		from := at
		at += len(z.Raw())
		if kind == html.ErrorToken {
			break
		}
		s.token(z, kind, from, at)
	}
	p.stream = s.w.done()
	p.index()
	return p
}

// streamer writes a stream token by token.
type streamer struct {
	src    mapped
	page   *page
	w      weaver
	hidden atom.Atom // element whose raw text comes next, 0 when none
	pre    int       // depth of pre elements
	h1     int       // where the open h1 began, -1 outside
	opened bool      // an h1 is open
}

func (s *streamer) token(z *html.Tokenizer, kind html.TokenType, from, to int) {
	switch kind {
	case html.TextToken:
		s.text(from, to)
	case html.StartTagToken, html.SelfClosingTagToken:
		name, _ := z.TagName()
		tag := atom.Lookup(name)
		s.mark(tag)
		switch tag {
		case atom.Script, atom.Style, atom.Noscript, atom.Iframe, atom.Noembed, atom.Noframes, atom.Textarea, atom.Xmp, atom.Title:
			s.hidden = tag
		case atom.Pre:
			s.pre++
		case atom.H1:
			s.h1, s.opened = s.w.len(), true
		}
	case html.EndTagToken:
		name, _ := z.TagName()
		tag := atom.Lookup(name)
		switch {
		case tag == atom.Pre && s.pre > 0:
			s.pre--
		case tag == atom.H1 && s.opened:
			s.page.h1 = append(s.page.h1, receipt.Span{Start: s.h1, End: s.w.len()})
			s.opened = false
		}
		s.hidden = 0
		s.mark(tag)
	}
}

// text writes the visible characters of a text token.
func (s *streamer) text(from, to int) {
	if s.hidden != 0 && s.hidden != atom.Title {
		return
	}
	start := s.w.len()
	var decoded weaver
	decoded.unescape(s.src, from, to)
	m := decoded.done()
	piece := -1
	for i, r := range m.text {
		if !isSpace(r) {
			if piece < 0 {
				piece = i
			}
			continue
		}
		if piece >= 0 {
			s.w.copy(m, piece, i)
			piece = -1
		}
		switch {
		case s.pre > 0 && r == '\n':
			s.w.insert(lineMark)
		case unicode.IsSpace(r):
			s.w.insert(" ")
		}
	}
	if piece >= 0 {
		s.w.copy(m, piece, len(m.text))
	}
	if s.hidden == atom.Title && s.page.title.Empty() {
		s.page.title = receipt.Span{Start: start, End: s.w.len()}
	}
}

// mark writes the layout mark of a tag.
func (s *streamer) mark(tag atom.Atom) {
	switch tag {
	case atom.Br, atom.Li, atom.Tr, atom.Dt, atom.Dd, atom.Option:
		s.w.insert(lineMark)
	case atom.Td, atom.Th:
		s.w.insert(cellMark)
	case atom.P, atom.Div, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Ul, atom.Ol, atom.Dl, atom.Table,
		atom.Blockquote, atom.Pre, atom.Section, atom.Article, atom.Aside, atom.Header, atom.Footer, atom.Nav, atom.Main,
		atom.Figure, atom.Figcaption, atom.Form, atom.Fieldset, atom.Hr, atom.Address, atom.Title, atom.Body, atom.Head,
		atom.Button, atom.Select, atom.Details, atom.Summary, atom.Caption, atom.Video, atom.Template:
		s.w.insert(blankMark)
	}
}

// index fills words and at.
func (p *page) index() {
	var b strings.Builder
	p.at = make([]int32, 0, len(p.stream.text))
	for i, r := range p.stream.text {
		if isSpace(r) {
			continue
		}
		size := utf8.RuneLen(r)
		b.WriteString(p.stream.text[i : i+size])
		for k := range size {
			p.at = append(p.at, int32(i+k))
		}
	}
	p.words = b.String()
}

// edge reports whether white space, a mark or an end lies before words[i].
func (p *page) edge(i int) bool {
	return i == 0 || i >= len(p.words) || p.at[i] != p.at[i-1]+1
}

// span is the stream's span of words[from:to].
func (p *page) span(from, to int) receipt.Span {
	if from >= to {
		return receipt.Span{}
	}
	return receipt.Span{Start: int(p.at[from]), End: int(p.at[to-1]) + 1}
}

// compact is s without white space, as words is.
func compact(s string) string {
	return strings.Map(func(r rune) rune {
		if isSpace(r) {
			return -1
		}
		return r
	}, s)
}
