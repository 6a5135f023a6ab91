package feed

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"newstape/fault"
)

// Outline is one feed of an OPML list.
type Outline struct {
	Title  string
	URL    string   // of the feed
	Site   string   // the page that it belongs to; "" when absent
	Folder []string // titles of the outlines around it, outermost first
}

const (
	maxFeeds  = 20_000 // of a list
	maxFolder = 16     // folders inside each other
)

// ParseOPML reads OPML 1.0 and 2.0. An outline with xmlUrl is a feed, any other
// is a folder; the same address twice counts once. Addresses that are not http
// or https are left out, each with a note. Errors are bad_input and too_large.
func ParseOPML(raw []byte, name string) ([]Outline, []string, error) {
	if len(raw) > MaxBytes {
		return nil, nil, fault.New(fault.TooLarge, "read list %s: %d bytes, over the limit of %d", name, len(raw), MaxBytes).Try("a list in parts")
	}
	fail := func(err error) error {
		return fault.New(fault.BadInput, "read list %s: %w", name, err).Try("an OPML file, such as a feed reader exports")
	}
	text, note, err := decode(raw, "")
	if err != nil {
		return nil, nil, fail(err)
	}
	if kind := Sniff(text, ""); kind != OPML {
		return nil, nil, fail(fmt.Errorf("this is %s, not OPML", kind.words()))
	}
	if err := clearOPML(text); err != nil {
		return nil, nil, fail(err)
	}
	r := opmlReader{seen: map[string]bool{}}
	if note != "" {
		r.notes = append(r.notes, note)
	}
	if err := r.read(text); err != nil {
		return nil, nil, fail(err)
	}
	return r.feeds, r.notes, nil
}

// clearOPML overwrites comments and the document type, and bounds tags.
func clearOPML(text []byte) error {
	s := scanner{text: text}
	for {
		switch m := s.next(); m.what {
		case comment, directive, procinst:
			blank(text[m.start:m.end])
		case bad:
			return fmt.Errorf("a tag of more than %d bytes", maxTag)
		case cut:
			return errors.New("the document breaks off")
		case end:
			return nil
		}
	}
}

type opmlReader struct {
	feeds   []Outline
	notes   []string
	seen    map[string]bool
	folders []string // of the open outlines that are folders
	parents []bool   // for each open outline: it is a folder
}

func (r *opmlReader) read(text []byte) error {
	dec := xml.NewDecoder(bytes.NewReader(text))
	dec.Strict, dec.Entity = false, xml.HTMLEntity
	for {
		t, err := dec.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		switch t := t.(type) {
		case xml.StartElement:
			if strings.EqualFold(t.Name.Local, "outline") {
				if err := r.open(t.Attr); err != nil {
					return err
				}
			}
		case xml.EndElement:
			if strings.EqualFold(t.Name.Local, "outline") {
				r.close()
			}
		}
	}
}

func (r *opmlReader) open(attrs []xml.Attr) error {
	var title, address, site string
	for _, a := range attrs {
		switch strings.ToLower(a.Name.Local) {
		case "title":
			title = first(a.Value, title)
		case "text":
			title = first(title, a.Value)
		case "xmlurl":
			address = strings.TrimSpace(a.Value)
		case "htmlurl":
			site = a.Value
		}
	}
	title = bounded(strings.Join(strings.Fields(strings.Map(shown, title)), " "), maxTitle)
	if len(r.parents) >= maxDepth {
		return fmt.Errorf("outlines nest deeper than %d", maxDepth)
	}
	if address == "" {
		r.folders, r.parents = append(r.folders, title), append(r.parents, true)
		return nil
	}
	r.parents = append(r.parents, false)
	at := resolve(nil, address)
	switch {
	case at == "":
		if len(r.notes) < 20 {
			r.notes = append(r.notes, fmt.Sprintf("%q has an address that is not read: %s", title, bounded(hidden(address), 200)))
		}
	case r.seen[at]:
	case len(r.feeds) == maxFeeds:
		return fmt.Errorf("more than %d feeds", maxFeeds)
	default:
		r.seen[at] = true
		r.feeds = append(r.feeds, Outline{Title: title, URL: at, Site: resolve(nil, site), Folder: r.folder()})
	}
	return nil
}

func (r *opmlReader) folder() []string {
	var out []string
	for _, f := range r.folders {
		if f != "" && len(out) < maxFolder {
			out = append(out, f)
		}
	}
	return out
}

func (r *opmlReader) close() {
	if len(r.parents) == 0 {
		return
	}
	last := len(r.parents) - 1
	if r.parents[last] {
		r.folders = r.folders[:len(r.folders)-1]
	}
	r.parents = r.parents[:last]
}

// WriteOPML writes OPML 2.0 that [ParseOPML] and feed readers read. Feeds of
// one folder are written together, folders in the order of their first feed.
func WriteOPML(w io.Writer, title string, feeds []Outline) error {
	root := &folderNode{}
	for _, f := range feeds {
		at := root
		for _, name := range f.Folder {
			at = at.child(name)
		}
		at.feeds = append(at.feeds, f)
	}
	var b bytes.Buffer
	b.WriteString("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\">\n  <head>\n    <title>" + escaped(title) + "</title>\n  </head>\n  <body>\n")
	root.write(&b, "    ")
	b.WriteString("  </body>\n</opml>\n")
	_, err := w.Write(b.Bytes())
	return err
}

type folderNode struct {
	name     string
	feeds    []Outline
	children []*folderNode
}

func (n *folderNode) child(name string) *folderNode {
	for _, c := range n.children {
		if c.name == name {
			return c
		}
	}
	c := &folderNode{name: name}
	n.children = append(n.children, c)
	return c
}

func (n *folderNode) write(b *bytes.Buffer, indent string) {
	for _, f := range n.feeds {
		title := first(f.Title, f.URL)
		fmt.Fprintf(b, `%s<outline type="rss" text="%s" title="%[2]s" xmlUrl="%[3]s"`, indent, escaped(title), escaped(f.URL))
		if f.Site != "" {
			fmt.Fprintf(b, ` htmlUrl="%s"`, escaped(f.Site))
		}
		b.WriteString("/>\n")
	}
	for _, c := range n.children {
		fmt.Fprintf(b, "%s<outline text=\"%s\">\n", indent, escaped(c.name))
		c.write(b, indent+"  ")
		b.WriteString(indent + "</outline>\n")
	}
}

// escaped is s for an XML attribute or text; what XML does not allow becomes
// U+FFFD.
func escaped(s string) string {
	var b bytes.Buffer
	_ = xml.EscapeText(&b, []byte(s)) // writing to memory does not fail
	return b.String()
}

// hidden is an address without the user name and password that it may carry.
func hidden(address string) string {
	scheme, rest, ok := strings.Cut(address, "//")
	end := strings.IndexAny(rest, "/?#")
	if end < 0 {
		end = len(rest)
	}
	at := strings.LastIndexByte(rest[:end], '@')
	if !ok || at < 0 {
		return address
	}
	return scheme + "//..." + rest[at:]
}
