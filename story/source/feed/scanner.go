package feed

import (
	"bytes"
	"strings"
)

// what a mark of XML is.
type what int

const (
	open      what = iota // <name ...>
	empty                 // <name .../>
	closing               // </name>
	section               // <![CDATA[ ... ]]>
	comment               // <!-- ... -->
	directive             // <!DOCTYPE ...>
	procinst              // <? ... ?>
	end                   // the text is over
	cut                   // the text is over inside a mark
	bad                   // a mark larger than maxTag
)

// mark is one mark of XML at text[start:end].
type mark struct {
	what       what
	start, end int
	name       []byte // of open, empty and closing, with its prefix
}

// local is the name without its prefix.
func (m mark) local() []byte {
	if i := bytes.LastIndexByte(m.name, ':'); i >= 0 {
		return m.name[i+1:]
	}
	return m.name
}

// scanner walks the marks of XML without allocating or checking: it serves to
// bound a document before a parser sees it.
type scanner struct {
	text []byte
	at   int
}

func (s *scanner) next() mark {
	start := s.sign()
	if start < 0 {
		s.at = len(s.text)
		return mark{what: end, start: s.at, end: s.at}
	}
	rest := s.text[start:]
	switch {
	case bytes.HasPrefix(rest, []byte("<!--")):
		return s.until(comment, start, 4, "-->")
	case bytes.HasPrefix(rest, []byte("<![CDATA[")):
		return s.until(section, start, 9, "]]>")
	case bytes.HasPrefix(rest, []byte("<?")):
		return s.until(procinst, start, 2, "?>")
	case bytes.HasPrefix(rest, []byte("<!")):
		return s.quoted(directive, start)
	case bytes.HasPrefix(rest, []byte("</")):
		return s.quoted(closing, start)
	}
	return s.quoted(open, start)
}

// sign finds the next < that begins a mark rather than stands in a text such as
// "a < b"; -1 when there is none.
func (s *scanner) sign() int {
	for s.at < len(s.text) {
		i := bytes.IndexByte(s.text[s.at:], '<')
		if i < 0 {
			return -1
		}
		at := s.at + i
		if at+1 == len(s.text) {
			return -1
		}
		if c := s.text[at+1]; c >= 0x80 || c == '/' || c == '!' || c == '?' || c == '_' || 'a' <= c|0x20 && c|0x20 <= 'z' {
			return at
		}
		s.at = at + 1
	}
	return -1
}

// until takes a mark that ends with a fixed string.
func (s *scanner) until(w what, start, skip int, stop string) mark {
	i := bytes.Index(s.text[start+skip:], []byte(stop))
	if i < 0 {
		s.at = len(s.text)
		return mark{what: cut, start: start, end: s.at}
	}
	s.at = start + skip + i + len(stop)
	return mark{what: w, start: start, end: s.at}
}

// quoted takes a tag or directive: its end is a > outside quotes and, in a
// directive, outside brackets and inner tags.
func (s *scanner) quoted(w what, start int) mark {
	var quote byte
	depth := 0
	limit := min(len(s.text), start+maxTag)
	for i := start + 1; i < limit; i++ {
		c := s.text[i]
		switch {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case w != closing && (c == '"' || c == '\''):
			quote = c
		case w == directive && (c == '[' || c == '<'):
			depth++
		case w == directive && c == ']':
			depth--
		case c == '>' && depth > 0:
			depth--
		case c == '>':
			s.at = i + 1
			return s.named(mark{what: w, start: start, end: s.at})
		}
	}
	s.at = limit
	if limit < len(s.text) {
		return mark{what: bad, start: start, end: limit}
	}
	return mark{what: cut, start: start, end: limit}
}

// named fills in the name of a tag and whether it is empty.
func (s *scanner) named(m mark) mark {
	from := m.start + 1
	switch m.what {
	case directive:
		return m
	case closing:
		from++
	case open:
		if s.text[m.end-2] == '/' {
			m.what = empty
		}
	}
	to := from
	for to < m.end-1 && strings.IndexByte(" \t\r\n/>", s.text[to]) < 0 {
		to++
	}
	m.name = s.text[from:to]
	return m
}
