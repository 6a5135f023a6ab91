package feed

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/mmcdole/gofeed/atom"
	ext "github.com/mmcdole/gofeed/extensions"
	"github.com/mmcdole/gofeed/rss"
)

// parseXML reads RSS, RDF and Atom: bounded first, then parsed, item by item
// when the whole cannot be.
func parseXML(text []byte, kind Kind) (*Feed, error) {
	clearReferences(text)
	out, err := survey(text, kind)
	if err != nil {
		return nil, err
	}
	if out.broken && len(out.items) == 0 {
		return nil, errors.New("the document breaks off before its first whole item ends")
	}
	doc := text
	var notes []string
	if out.broken {
		notes = append(notes, fmt.Sprintf("the document breaks off; its %d whole items were read", len(out.items)))
	}
	if out.more > 0 {
		notes = append(notes, fmt.Sprintf("%d items beyond the bounds were left out", out.more))
	}
	if len(notes) > 0 {
		doc = out.assemble(text, out.items)
	}
	f, err := parseOne(doc, kind)
	if err != nil {
		if f, err = parseEach(text, kind, out, err); err != nil {
			return nil, err
		}
	}
	f.Kind, f.Notes = kind, append(notes, f.Notes...)
	return f, nil
}

func parseOne(doc []byte, kind Kind) (*Feed, error) {
	if kind == Atom {
		a, err := (&atom.Parser{}).Parse(bytes.NewReader(doc))
		if err != nil {
			return nil, err
		}
		return ofAtom(a), nil
	}
	r, err := (&rss.Parser{}).Parse(bytes.NewReader(doc))
	if err != nil {
		return nil, err
	}
	return ofRSS(r), nil
}

// parseEach reads every item in a document of its own, so that a broken one
// costs no other.
func parseEach(text []byte, kind Kind, out outline, whole error) (*Feed, error) {
	if len(out.items) == 0 || out.head > maxHeader {
		return nil, whole
	}
	f, err := parseOne(out.assemble(text, nil), kind)
	if err != nil {
		return nil, whole
	}
	lost := 0
	for _, r := range out.items {
		one, err := parseOne(out.assemble(text, []region{r}), kind)
		if err != nil || len(one.Items) == 0 {
			lost++
			continue
		}
		f.Items = append(f.Items, one.Items[0])
	}
	if len(f.Items) == 0 {
		return nil, whole
	}
	f.Notes = append(f.Notes, fmt.Sprintf("%d broken items were left out: %v", lost, whole))
	return f, nil
}

func ofRSS(r *rss.Feed) *Feed {
	f := &Feed{Title: r.Title, Link: r.Link, Language: r.Language, Updated: ParseStamp(first(r.LastBuildDate, r.PubDate))}
	if r.DublinCoreExt != nil {
		f.Language = first(f.Language, first(r.DublinCoreExt.Language...))
		if !f.Updated.Dated() {
			f.Updated = ParseStamp(first(r.DublinCoreExt.Date...))
		}
	}
	if minutes, err := strconv.Atoi(strings.TrimSpace(r.TTL)); err == nil && minutes > 0 {
		f.TTL = time.Duration(min(minutes, 60*24*7)) * time.Minute
	}
	for _, it := range r.Items {
		f.Items = append(f.Items, rssItem(it))
	}
	return f
}

func rssItem(in *rss.Item) Item {
	it := Item{
		Title: in.Title, URL: in.Link, Summary: in.Description,
		Published: ParseStamp(in.PubDate),
		Content:   first(in.Content, atomExt(in.Extensions, "content")), Format: "html",
		Updated: ParseStamp(atomExt(in.Extensions, "updated")),
	}
	if in.GUID != nil {
		it.GUID = in.GUID.Value
		if !strings.EqualFold(strings.TrimSpace(in.GUID.IsPermalink), "false") {
			it.URL = first(it.URL, it.GUID)
		}
	}
	if in.Source != nil {
		it.Outlet = in.Source.Title
	}
	if dc := in.DublinCoreExt; dc != nil {
		it.Title = first(it.Title, first(dc.Title...))
		it.Language = first(dc.Language...)
		it.Outlet = first(it.Outlet, first(dc.Publisher...))
		it.Summary = first(it.Summary, first(dc.Description...))
		it.GUID = first(it.GUID, first(dc.Identifier...))
		if !it.Published.Dated() {
			it.Published = ParseStamp(first(dc.Date...))
		}
	}
	if !it.Published.Dated() {
		it.Published = ParseStamp(atomExt(in.Extensions, "published"))
	}
	return it
}

// atomExt is the text of an Atom element inside an RSS item.
func atomExt(in ext.Extensions, name string) string {
	for _, prefix := range []string{"atom", "atom03"} {
		if es := in[prefix][name]; len(es) > 0 {
			return es[0].Value
		}
	}
	return ""
}

func ofAtom(a *atom.Feed) *Feed {
	f := &Feed{Title: a.Title, Language: a.Language, Updated: ParseStamp(a.Updated), Link: alternate(a.Links)}
	for _, e := range a.Entries {
		it := Item{
			GUID: e.ID, Title: e.Title, Summary: e.Summary, URL: alternate(e.Links),
			Published: ParseStamp(e.Published), Updated: ParseStamp(e.Updated),
		}
		if !it.Published.Dated() {
			// "published" is optional in Atom and "updated" is not; the first sight
			// of an entry is then its publication.
			it.Published = it.Updated
		}
		if e.Source != nil {
			it.Outlet = e.Source.Title
		}
		if c := e.Content; c != nil {
			switch media := strings.ToLower(strings.TrimSpace(c.Type)); media {
			case "", "text", "text/plain":
				it.Content, it.Format = c.Value, "text"
			case "html", "xhtml", "text/html", "application/xhtml+xml":
				it.Content, it.Format = c.Value, "html"
			}
			it.URL = first(it.URL, c.Src)
		}
		f.Items = append(f.Items, it)
	}
	return f
}

// alternate is the link that leads to the page: rel alternate or none, HTML
// before others.
func alternate(links []*atom.Link) string {
	found := ""
	for _, l := range links {
		if l.Rel != "" && !strings.EqualFold(l.Rel, "alternate") {
			continue
		}
		if l.Type == "" || strings.Contains(l.Type, "html") {
			return l.Href
		}
		found = first(found, l.Href)
	}
	return found
}

// first is the first text that says something.
func first(texts ...string) string {
	for _, s := range texts {
		if s = strings.TrimSpace(s); s != "" {
			return s
		}
	}
	return ""
}
