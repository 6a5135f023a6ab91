package feed

import (
	"bytes"
	"mime"
	"strings"
)

// Kind is what a document is.
type Kind string

// The kinds that [Sniff] tells apart.
const (
	RSS      Kind = "rss"      // 0.91 to 2.0
	RDF      Kind = "rdf"      // RSS 0.90, 1.0
	Atom     Kind = "atom"     // 0.3, 1.0
	JSONFeed Kind = "jsonfeed" // 1.0, 1.1
	OPML     Kind = "opml"
	NINJS    Kind = "ninjs"
	JSONLD   Kind = "jsonld"
	HTML     Kind = "html"
	Other    Kind = "" // none of these
)

// IsFeed reports whether [Parse] reads this kind.
func (k Kind) IsFeed() bool { return k == RSS || k == RDF || k == Atom || k == JSONFeed }

func (k Kind) words() string {
	switch k {
	case HTML:
		return "a web page"
	case OPML:
		return "a list of feeds (OPML)"
	case NINJS, JSONLD:
		return "a single story (" + string(k) + ")"
	}
	return "neither XML of a known feed nor a JSON Feed"
}

func (k Kind) hint() string {
	switch k {
	case HTML:
		return "the address of its feed; look for RSS on the page"
	case OPML:
		return "give it as a list, as in newstape watch FILE.opml"
	case NINJS, JSONLD:
		return "give it as a story, as in newstape read FILE"
	}
	return "an RSS, RDF, Atom or JSON Feed address"
}

// Sniff tells what a document in UTF-8 is by its first element or its keys, and
// falls back on the content type when these say nothing.
func Sniff(text []byte, contentType string) Kind {
	head := bytes.TrimLeft(bytes.TrimPrefix(text, []byte("\ufeff")), " \t\r\n\x00")
	switch {
	case len(head) == 0:
		return Other
	case head[0] == '<':
		if k := sniffRoot(head); k != Other {
			return k
		}
	case head[0] == '{' || head[0] == '[':
		if k := sniffKeys(head); k != Other {
			return k
		}
	}
	media, _, _ := mime.ParseMediaType(contentType)
	switch media {
	case "text/html", "application/xhtml+xml":
		return HTML
	case "application/ld+json":
		return JSONLD
	}
	return Other
}

// sniffRoot names the kind of the first element.
func sniffRoot(head []byte) Kind {
	s := scanner{text: head}
	for {
		switch tag := s.next(); tag.what {
		case open, empty:
			switch strings.ToLower(string(tag.local())) {
			case "rss":
				return RSS
			case "rdf":
				return RDF
			case "feed":
				return Atom
			case "opml":
				return OPML
			case "html", "head", "body", "title", "meta", "link", "script", "div", "p", "article":
				return HTML
			}
			return Other
		case directive:
			if bytes.HasPrefix(bytes.ToLower(head[tag.start:tag.end]), []byte("<!doctype html")) {
				return HTML
			}
		case end, cut, bad:
			return Other
		}
	}
}

// sniffKeys looks at the first bytes of JSON for the keys that give a format
// away.
func sniffKeys(head []byte) Kind {
	head = head[:min(len(head), 64<<10)]
	has := func(keys ...string) bool {
		for _, k := range keys {
			if bytes.Contains(head, []byte(`"`+k+`"`)) {
				return true
			}
		}
		return false
	}
	flat := bytes.ReplaceAll(head, []byte(`\/`), []byte(`/`))
	switch {
	case bytes.Contains(flat, []byte("jsonfeed.org/version/")):
		return JSONFeed
	case has("@context", "@type", "@graph"):
		return JSONLD
	case has("body_text", "body_xhtml", "body_html", "bodies", "versioncreated", "versionCreated", "firstcreated", "firstCreated"):
		return NINJS
	case has("items") && has("home_page_url", "feed_url", "content_html", "content_text", "date_published"):
		return JSONFeed
	}
	return Other
}
