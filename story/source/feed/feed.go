// Package feed reads what newsrooms publish for machines: feeds, lists of
// feeds, and single stories in the formats of the trade.
//
//	f, err := feed.Parse(raw, feed.Options{URL: "https://example.com/rss", ContentType: "application/rss+xml"})
//	for _, it := range f.Items {
//		it.Published.String() // "2025-11-14T13:02:00-05:00", "" when undated
//		it.Whole              // the feed carries the story itself: it.Content
//	}
//
// In: bytes and what the sender said about them. Out of [Parse]: a [Feed] of
// RSS 0.90 to 2.0, RDF, Atom 0.3 and 1.0 or JSON Feed. Out of [ParseOPML]: the
// feeds of a list, with their folders. Out of [Stories]: the stories of an IPTC
// ninjs document, of schema.org JSON-LD, or of an HTML page that carries such.
// Out of [Discover]: the feeds that a web page offers. [Sniff] tells which of
// these some bytes are; the content counts for more than its type.
//
// Everything is bounded before it is parsed (see the constants), XML entities
// of the document are never expanded, and text in any of the usual encodings
// comes out as UTF-8. A feed that breaks off gives its whole items and a note; a
// broken item costs that item and no other. What is hostile beyond that is
// refused, in words.
//
// Limits: enclosures, images and categories are not kept; an Atom entry whose
// content lies elsewhere (src) has its link only; a time of day without a zone
// counts as its day.
package feed

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/url"
	"strings"
	"time"
	"unicode/utf8"

	"newstape/fault"
)

// Bounds on what is read.
const (
	MaxBytes    = 8 << 20   // of a document
	MaxItems    = 1000      // kept of a feed, in document order
	maxDepth    = 256       // of elements inside each other
	maxElements = 100_000   // of a document
	maxParts    = 5000      // elements of one item, or of all that is outside items
	maxSections = 512       // CDATA sections of one item
	maxTag      = 64 << 10  // bytes of one tag
	maxItem     = 2 << 20   // bytes of one item
	maxSpaces   = 10_000    // namespace declarations of a document
	maxTitle    = 1000      // bytes of a title or name
	maxSummary  = 16 << 10  // bytes of a summary
	maxAddress  = 8 << 10   // bytes of an address or GUID
	maxHeader   = 256 << 10 // bytes before the first item, where items are read one by one
)

// Options is what is known about the bytes from outside.
type Options struct {
	URL         string // where they came from; relative addresses are resolved against it
	ContentType string // as sent; its charset counts after what the document says
}

// Feed is one feed.
type Feed struct {
	Kind     Kind
	Title    string
	Link     string // the page that it belongs to
	Language string // as written, such as "en-us"; "" when absent
	Updated  Stamp
	TTL      time.Duration // how long its publisher asks not to come back; 0 when absent
	Items    []Item
	Notes    []string // what was cut, dropped or repaired, in words
}

// Item is one entry of a feed.
type Item struct {
	GUID      string // as written; "" when absent
	URL       string // absolute http or https; "" when absent
	Title     string // plain text on one line
	Published Stamp
	Updated   Stamp
	Summary   string // plain text
	Content   string // of the story as the feed carries it; "" when it does not
	Format    string // of Content: html or text
	Whole     bool   // Content looks like the whole story, not its beginning
	Language  string
	Outlet    string // who published it: its source, else the feed's title
}

// Key is what an item is known by in its feed, 32 hex digits: its GUID, else
// its address, else its title and time.
func (it *Item) Key() string {
	switch {
	case it.GUID != "":
		return digest("guid", it.GUID)
	case it.URL != "":
		return digest("url", it.URL)
	}
	return digest("title", it.Title, it.Published.Raw)
}

// Hash is equal for equal title and text, 32 hex digits: an item of a known key
// and another hash is a revision.
func (it *Item) Hash() string { return digest(it.Title, it.Summary, it.Content) }

// digest hashes parts with their lengths.
func digest(parts ...string) string {
	h := sha256.New()
	for _, p := range parts {
		fmt.Fprintf(h, "%d:%s", len(p), p)
	}
	return hex.EncodeToString(h.Sum(nil)[:16])
}

// Parse reads a feed. Errors are bad_input (not a feed, or a broken or hostile
// one) and too_large.
func Parse(raw []byte, opt Options) (f *Feed, err error) {
	name := opt.name()
	if len(raw) > MaxBytes {
		return nil, fault.New(fault.TooLarge, "read feed %s: %d bytes, over the limit of %d", name, len(raw), MaxBytes).Try("a feed with fewer items")
	}
	// The XML parser below is another project's; what a stranger sends must not
	// be able to end the program through a defect in it.
	defer func() {
		if p := recover(); p != nil {
			f, err = nil, fault.New(fault.BadInput, "read feed %s: the parser gave up on it: %v", name, p).Try("tell its publisher")
		}
	}()
	text, note, err := decode(raw, opt.ContentType)
	if err != nil {
		return nil, fault.New(fault.BadInput, "read feed %s: %w", name, err).Try("tell its publisher")
	}
	switch kind := Sniff(text, ""); kind {
	case RSS, RDF, Atom:
		f, err = parseXML(text, kind)
	case JSONFeed:
		f, err = parseJSONFeed(text)
	default:
		return nil, fault.New(fault.BadInput, "read feed %s: this is %s, not a feed", name, kind.words()).Try("%s", kind.hint())
	}
	if err != nil {
		return nil, fault.New(fault.BadInput, "read feed %s: %w", name, err).Try("open the address in a browser; if it is broken there too, tell its publisher")
	}
	if note != "" {
		f.Notes = append([]string{note}, f.Notes...)
	}
	f.finish(opt.URL)
	return f, nil
}

func (o Options) name() string {
	if o.URL == "" {
		return "document"
	}
	return o.URL
}

// finish resolves addresses, bounds texts and fills what an item has from its
// feed.
func (f *Feed) finish(address string) {
	f.Title, f.Language = bounded(plain(f.Title), maxTitle), bounded(strings.TrimSpace(f.Language), 35)
	base, _ := url.Parse(address)
	f.Link = resolve(base, f.Link)
	if link, err := url.Parse(f.Link); err == nil && f.Link != "" && f.Kind != Atom && f.Kind != JSONFeed {
		base = link // RSS means its site; the feed may be served from elsewhere
	}
	for i := range f.Items {
		it := &f.Items[i]
		it.GUID = bounded(strings.TrimSpace(it.GUID), maxAddress)
		it.URL = resolve(base, it.URL)
		it.Title = bounded(plain(bounded(it.Title, 8*maxTitle)), maxTitle)
		summary := it.Summary
		it.Summary = bounded(plain(bounded(summary, 8*maxSummary)), maxSummary)
		if it.Content == "" && whole(summary, "html") {
			it.Content, it.Format = summary, "html" // many put the story where the summary belongs
		}
		if it.Content != "" {
			it.Whole = whole(it.Content, it.Format)
		}
		if it.Language = bounded(strings.TrimSpace(it.Language), 35); it.Language == "" {
			it.Language = f.Language
		}
		if it.Outlet = bounded(plain(it.Outlet), maxTitle); it.Outlet == "" {
			it.Outlet = f.Title
		}
	}
}

// resolve makes an address absolute; what is no http or https address, or
// carries a password, becomes "".
func resolve(base *url.URL, ref string) string {
	ref = strings.TrimSpace(ref)
	if ref == "" || len(ref) > maxAddress {
		return ""
	}
	u, err := url.Parse(ref)
	if err != nil {
		return ""
	}
	if base != nil {
		u = base.ResolveReference(u)
	}
	if s := strings.ToLower(u.Scheme); s != "http" && s != "https" || u.Hostname() == "" || u.User != nil {
		return ""
	}
	return u.String()
}

// bounded cuts a text at a rune within n bytes.
func bounded(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}
