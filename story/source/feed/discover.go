package feed

import (
	"bytes"
	"net/url"
	"strings"

	"golang.org/x/net/html"
)

// Link is a feed that a page offers.
type Link struct {
	URL   string
	Title string
	Type  string // as the page says: application/rss+xml ...
}

// feedTypes are the content types of feeds.
var feedTypes = []string{"application/atom+xml", "application/rss+xml", "application/feed+json", "application/rdf+xml"}

const maxLinks = 50

// Discover finds the feeds that an HTML page offers with <link rel="alternate">,
// in the page's order. base is the page's address.
func Discover(page []byte, base string) []Link {
	at, _ := url.Parse(base)
	z := html.NewTokenizer(bytes.NewReader(page))
	z.SetMaxBuf(maxTag)
	var out []Link
	seen := map[string]bool{}
	for len(out) < maxLinks {
		switch z.Next() {
		case html.ErrorToken:
			return out
		case html.StartTagToken, html.SelfClosingTagToken:
			name, more := z.TagName()
			attrs := attributes(z, more)
			switch string(name) {
			case "base":
				if b, err := url.Parse(attrs["href"]); err == nil && at != nil && attrs["href"] != "" {
					at = at.ResolveReference(b)
				}
			case "link":
				l := Link{URL: resolve(at, attrs["href"]), Title: bounded(plain(attrs["title"]), maxTitle), Type: strings.ToLower(attrs["type"])}
				if l.URL != "" && alternates(attrs["rel"]) && isFeedType(l.Type) && !seen[l.URL] {
					seen[l.URL] = true
					out = append(out, l)
				}
			}
		}
	}
	return out
}

// attributes reads those of the current tag; of a repeated one the first.
func attributes(z *html.Tokenizer, more bool) map[string]string {
	out := map[string]string{}
	for more && len(out) < 100 {
		var k, v []byte
		k, v, more = z.TagAttr()
		if _, ok := out[string(k)]; !ok {
			out[string(k)] = string(v)
		}
	}
	return out
}

func alternates(rel string) bool {
	for word := range strings.FieldsSeq(strings.ToLower(rel)) {
		if word == "alternate" || word == "feed" {
			return true
		}
	}
	return false
}

func isFeedType(t string) bool {
	media, _, _ := strings.Cut(t, ";")
	for _, f := range feedTypes {
		if strings.TrimSpace(media) == f {
			return true
		}
	}
	return false
}
