package feed

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// outline is where the items of an XML feed lie.
type outline struct {
	head    int // bytes before the first item
	items   []region
	parents []string // names of the elements that hold the first item, outermost first
	broken  bool     // the document ends before its root does
	more    int      // items beyond MaxItems
}

type region struct{ start, end int }

// surveyor walks a document once, keeps count and clears what no parser needs.
type surveyor struct {
	scanner
	item   string // local name of items: item or entry
	stack  []string
	base   int // stack height of the item that is open; -1 outside
	began  int // where it began
	out    outline
	total  int // elements
	spaces int // namespace declarations
	parts  int // elements of this item, or outside items
	cdata  int // sections of this item
	nspace int // namespace declarations of this item
	closed bool
}

// survey bounds an XML feed and finds its items. Comments, processing
// instructions and the document type (with any entities in it) are overwritten
// with spaces: none carries news, and each is a known way to make parsers slow.
func survey(text []byte, kind Kind) (outline, error) {
	s := surveyor{scanner: scanner{text: text}, item: "item", base: -1}
	if kind == Atom {
		s.item = "entry"
	}
	for {
		m := s.next()
		var err error
		switch m.what {
		case open, empty:
			err = s.opened(m)
		case closing:
			s.shut(m)
		case section:
			if s.cdata++; s.cdata > maxSections {
				err = fmt.Errorf("%s has more than %d CDATA sections", s.where(), maxSections)
			}
		case comment, directive, procinst:
			blank(text[m.start:m.end])
		case bad:
			err = fmt.Errorf("%s has a tag of more than %d bytes", s.where(), maxTag)
		case cut, end:
			s.out.broken = !s.closed
			return s.out, nil
		}
		if err != nil {
			return outline{}, err
		}
	}
}

func (s *surveyor) where() string {
	if s.base >= 0 {
		return fmt.Sprintf("item %d", len(s.out.items)+s.out.more+1)
	}
	return "what is outside the items"
}

// opened counts a start tag.
func (s *surveyor) opened(m mark) error {
	if s.base < 0 && len(s.stack) > 0 && strings.EqualFold(string(m.local()), s.item) {
		if s.out.parents == nil {
			s.out.head, s.out.parents = m.start, append([]string(nil), s.stack...)
		}
		s.base, s.began = len(s.stack), m.start
		s.parts, s.cdata, s.nspace = 0, 0, 0
	}
	s.total++
	s.parts++
	if n := bytes.Count(s.text[m.start:m.end], []byte("xmlns")); n > 0 {
		s.nspace += n
		s.spaces += n
	}
	switch {
	case s.total > maxElements && len(s.out.items) == 0:
		return fmt.Errorf("more than %d elements and no whole item", maxElements)
	case s.parts > maxParts && s.out.more == 0:
		return fmt.Errorf("%s has more than %d elements", s.where(), maxParts)
	case s.nspace > 256 || s.spaces > maxSpaces:
		return errors.New("too many namespace declarations")
	case len(s.stack) >= maxDepth:
		return fmt.Errorf("%s nests deeper than %d elements", s.where(), maxDepth)
	}
	if m.what == open {
		s.stack = append(s.stack, string(m.name))
	} else if s.base == len(s.stack) {
		s.ended(m) // an empty item
	}
	return nil
}

// shut takes an end tag: it closes the nearest element of its name and all that
// was left open inside, as lenient parsers do.
func (s *surveyor) shut(m mark) {
	at := len(s.stack) - 1
	for at >= 0 && s.stack[at] != string(m.name) {
		at--
	}
	if at < 0 || at < s.base {
		return
	}
	s.stack = s.stack[:at]
	s.closed = s.closed || at == 0
	if at == s.base {
		s.ended(m)
	}
}

// ended takes the end of an item.
func (s *surveyor) ended(m mark) {
	s.base = -1
	s.parts, s.cdata, s.nspace = 0, 0, 0
	if len(s.out.items) == MaxItems || s.total > maxElements || m.end-s.began > maxItem {
		s.out.more++
		return
	}
	s.out.items = append(s.out.items, region{s.began, m.end})
}

func blank(b []byte) {
	for i := range b {
		b[i] = ' '
	}
}

// assemble writes a document of the head and some items, closed properly.
func (o outline) assemble(text []byte, items []region) []byte {
	size := o.head
	for _, r := range items {
		size += r.end - r.start
	}
	out := make([]byte, 0, size+64*len(o.parents))
	out = append(out, text[:o.head]...)
	for _, r := range items {
		out = append(out, text[r.start:r.end]...)
	}
	for _, name := range slices.Backward(o.parents) {
		out = append(out, "</"+name+">"...)
	}
	return out
}
