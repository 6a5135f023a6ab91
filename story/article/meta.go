package article

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"newstape/story/when"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// pageMeta is what a page says about its story in places that readers do not see.
type pageMeta struct {
	titles    []string // best first
	outlet    *Known
	reference when.Reference
	published Known
}

// Meta names that carry the published time, the title and the outlet, best
// first. Names are compared in lower case.
var (
	timeMetas = []string{
		"article:published_time", "og:published_time", "datepublished", "og:article:published_time", "article.published",
		"parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime", "publishdate", "publish-date", "publish_date",
		"pubdate", "published-date", "article_date_original", "dc.date.issued", "dcterms.created", "dcterms.date", "dc.date", "date",
	}
	titleMetas  = []string{"og:title", "twitter:title", "dc.title", "sailthru.title", "parsely-title"}
	outletMetas = []string{"og:site_name", "publisher", "dc.publisher", "cxenseparse:publishername", "application-name"}
)

// stamp is a time that a page states, and where.
type stamp struct{ value, how string }

// metaReader collects what a document states, in document order.
type metaReader struct {
	metas    map[string]string // first value of each meta name
	ld       []map[string]any  // JSON-LD objects, outer before inner
	times    []stamp           // time elements inside an article or header
	marked   []stamp           // elements marked as the published time
	elements int               // time elements anywhere
	only     string            // the last of them
}

// readMeta reads a document's metadata.
func readMeta(root *html.Node) pageMeta {
	r := metaReader{metas: map[string]string{}}
	r.walk(root, false)
	var m pageMeta
	article := r.article()
	if s := textField(article, "headline"); s != "" {
		m.titles = append(m.titles, s)
	}
	for _, name := range titleMetas {
		if s := r.metas[name]; s != "" {
			m.titles = append(m.titles, s)
		}
	}
	m.outlet = r.outlet(article)
	for i, title := range m.titles {
		m.titles[i] = trimOutlet(title, m.outlet, r.metas["og:site_name"])
	}
	m.reference, m.published = pickTime(r.stamps(article))
	return m
}

// walk visits the document; inside says whether an article or header is open.
func (r *metaReader) walk(n *html.Node, inside bool) {
	if n.Type == html.ElementNode {
		switch n.DataAtom {
		case atom.Meta:
			r.meta(n)
		case atom.Script:
			if strings.EqualFold(attr(n, "type"), "application/ld+json") && n.FirstChild != nil {
				r.jsonLD(n.FirstChild.Data)
			}
			return
		case atom.Article, atom.Header, atom.Main:
			inside = true
		case atom.Time:
			r.time(n, inside)
		default:
			if strings.EqualFold(attr(n, "itemprop"), "datePublished") && attr(n, "content") != "" {
				r.marked = append(r.marked, stamp{attr(n, "content"), "itemprop datePublished"})
			}
		}
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		r.walk(c, inside)
	}
}

// meta keeps the first value of a meta element's name.
func (r *metaReader) meta(n *html.Node) {
	content := strings.TrimSpace(attr(n, "content"))
	for _, key := range []string{"property", "name", "itemprop"} {
		name := strings.ToLower(strings.TrimSpace(attr(n, key)))
		if name == "" || content == "" {
			continue
		}
		if _, ok := r.metas[name]; !ok {
			r.metas[name] = content
		}
	}
}

func (r *metaReader) time(n *html.Node, inside bool) {
	value := attr(n, "datetime")
	if value == "" {
		return
	}
	r.elements++
	r.only = value
	switch {
	case strings.EqualFold(attr(n, "itemprop"), "datePublished") || hasAttr(n, "pubdate"):
		r.marked = append(r.marked, stamp{value, "time element marked as published"})
	case inside:
		r.times = append(r.times, stamp{value, "time element"})
	}
}

// jsonLD keeps the objects of a JSON-LD script. Scripts that are not JSON, even
// after line breaks inside strings are mended, are passed over.
func (r *metaReader) jsonLD(s string) {
	var v any
	if json.Unmarshal([]byte(s), &v) != nil {
		mended := strings.Map(func(c rune) rune {
			if c < ' ' {
				return ' '
			}
			return c
		}, s)
		if json.Unmarshal([]byte(mended), &v) != nil {
			return
		}
	}
	r.objects(v)
}

func (r *metaReader) objects(v any) {
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			r.objects(e)
		}
	case map[string]any:
		r.ld = append(r.ld, v)
		for _, key := range slices.Sorted(maps.Keys(v)) {
			r.objects(v[key])
		}
	}
}

// article is the first JSON-LD object that is an article, or nil.
func (r *metaReader) article() map[string]any {
	for _, o := range r.ld {
		types, _ := o["@type"].([]any)
		types = append(types, o["@type"])
		for _, t := range types {
			if s, _ := t.(string); strings.HasSuffix(s, "Article") || strings.HasSuffix(s, "BlogPosting") || s == "Report" {
				return o
			}
		}
	}
	return nil
}

func (r *metaReader) outlet(article map[string]any) *Known {
	publisher := article["publisher"]
	if list, ok := publisher.([]any); ok && len(list) > 0 {
		publisher = list[0]
	}
	if o, ok := publisher.(map[string]any); ok {
		if s := textField(o, "name"); s != "" {
			return &Known{Value: s, How: "JSON-LD publisher"}
		}
	}
	for _, name := range outletMetas {
		if s := r.metas[name]; s != "" && !strings.Contains(s, "://") {
			return &Known{Value: s, How: "meta " + name}
		}
	}
	return nil
}

// stamps lists every time that the page states for the story, best first.
func (r *metaReader) stamps(article map[string]any) []stamp {
	var out []stamp
	if s := textField(article, "datePublished"); s != "" {
		out = append(out, stamp{s, "JSON-LD datePublished"})
	}
	for _, name := range timeMetas {
		if s := r.metas[name]; s != "" {
			out = append(out, stamp{s, "meta " + name})
		}
	}
	out = append(out, r.marked...)
	if len(r.times) > 0 {
		out = append(out, r.times[0])
	} else if r.elements == 1 {
		out = append(out, stamp{r.only, "time element"})
	}
	return out
}

// trimOutlet drops the outlet's name from the end of a title: "Shares fall |
// The Outlet".
func trimOutlet(title string, outlet *Known, site string) string {
	names := []string{site}
	if outlet != nil {
		names = append(names, outlet.Value)
	}
	for _, name := range names {
		head, ok := strings.CutSuffix(title, name)
		head = strings.TrimRight(head, " ")
		bare := strings.TrimRight(head, "|-–—·:»")
		if ok && name != "" && bare != head && bare != "" {
			return strings.TrimSpace(bare)
		}
	}
	return title
}

// pickTime takes the first stamp with a zone, else the first day.
func pickTime(stamps []stamp) (when.Reference, Known) {
	var day when.Reference
	var how Known
	for _, s := range stamps {
		ref, problem := parseTime(s.value)
		if ref.Known && !ref.DateOnly {
			return ref, Known{How: s.how}
		}
		if how.How == "" || ref.Known && !day.Known {
			day, how = ref, Known{How: howFound(s.how, problem, s.value)}
		}
	}
	return day, how
}

// textField is a string field of a JSON-LD object with its references decoded.
func textField(o map[string]any, key string) string {
	s, _ := o[key].(string)
	return strings.TrimSpace(html.UnescapeString(s))
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func hasAttr(n *html.Node, key string) bool {
	return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == key })
}
