package feed

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"strings"

	xhtml "golang.org/x/net/html"

	"newstape/fault"
)

// Story is one story in a format of the trade.
type Story struct {
	Kind      Kind
	ID        string // its uri or @id; "" when absent
	URL       string // of its page; "" when absent
	Headline  string
	Body      string
	Format    string // of Body: html or text
	Published Stamp  // of its first version
	Updated   Stamp  // of this version
	Embargo   Stamp  // not to be published before; mostly undated
	Language  string
	Outlet    string
	Status    string // of ninjs: usable, withheld, canceled; "" when absent
}

// Usable reports whether the sender lets it be published: it is neither
// withheld nor withdrawn.
func (s *Story) Usable() bool { return s.Status == "" || strings.EqualFold(s.Status, "usable") }

// Document is the story as the reader of articles wants it, with its format.
func (s *Story) Document() ([]byte, string) {
	return document(s.Headline, s.Body, s.Format, s.Language)
}

// Document is the content of the item as the reader of articles wants it, with
// its format.
func (it *Item) Document() ([]byte, string) {
	return document(it.Title, it.Content, it.Format, it.Language)
}

// document puts the title before the body. HTML of a flash becomes text: the
// reader of articles looks for running prose in a page, and refuses a page that
// has little of it.
func document(title, body, format, language string) ([]byte, string) {
	if format == "html" && len(body) < 8*wholeLength {
		if text := paragraphs(body); len(text) < 2*wholeLength {
			body, format = text, "text"
		}
	}
	if format != "html" {
		return []byte(title + "\n\n" + strings.TrimSpace(body) + "\n"), "text"
	}
	t := html.EscapeString(title)
	lang := ""
	if language != "" {
		lang = ` lang="` + html.EscapeString(language) + `"`
	}
	return []byte("<!DOCTYPE html>\n<html" + lang + "><head><meta charset=\"utf-8\"><title>" + t + "</title></head><body><article>\n<h1>" + t + "</h1>\n" + body + "\n</article></body></html>\n"), "html"
}

const (
	maxStories = 200     // of one document
	maxNesting = 64      // of JSON
	maxScript  = 2 << 20 // bytes of JSON-LD in a page
)

// Stories reads the stories of a ninjs document, of JSON-LD, or of an HTML page
// with JSON-LD in it; a list of either counts as its members. What has no body
// is left out; a document without any story is bad_input.
func Stories(raw []byte, opt Options) ([]Story, error) {
	name := opt.name()
	fail := func(err error) error {
		return fault.New(fault.BadInput, "read story %s: %w", name, err).Try("ninjs with a body, or a schema.org NewsArticle with articleBody")
	}
	if len(raw) > MaxBytes {
		return nil, fault.New(fault.TooLarge, "read story %s: %d bytes, over the limit of %d", name, len(raw), MaxBytes).Try("one story at a time")
	}
	text, _, err := decode(raw, opt.ContentType)
	if err != nil {
		return nil, fail(err)
	}
	var out []Story
	switch kind := Sniff(text, opt.ContentType); kind {
	case NINJS:
		out, err = readNINJS(text)
	case JSONLD:
		out, err = readJSONLD(text)
	case HTML:
		out = pageStories(text)
	default:
		err = fmt.Errorf("this is %s", kind.words())
		if kind.IsFeed() {
			err = errors.New("this is a feed, not a story")
		}
	}
	if err != nil {
		return nil, fail(err)
	}
	if len(out) == 0 {
		return nil, fail(errors.New("no story with a body in it"))
	}
	for i := range out {
		s := &out[i]
		s.Headline = bounded(plain(s.Headline), maxTitle)
		s.Outlet = bounded(plain(s.Outlet), maxTitle)
		s.URL = resolve(nil, first(s.URL, s.ID, opt.URL))
		s.ID, s.Language = bounded(s.ID, maxAddress), bounded(s.Language, 35)
	}
	return out, nil
}

// pageStories reads the JSON-LD scripts of a page; a broken one costs itself.
func pageStories(page []byte) []Story {
	z := xhtml.NewTokenizer(bytes.NewReader(page))
	z.SetMaxBuf(maxScript)
	var out []Story
	inside := false
	for len(out) < maxStories {
		switch z.Next() {
		case xhtml.ErrorToken:
			return out
		case xhtml.StartTagToken:
			name, more := z.TagName()
			inside = string(name) == "script" && strings.Contains(strings.ToLower(attributes(z, more)["type"]), "ld+json")
		case xhtml.TextToken:
			if inside {
				found, err := readJSONLD(z.Text())
				if err == nil {
					out = append(out, found...)
				}
			}
		case xhtml.EndTagToken:
			inside = false
		}
	}
	return out
}

// readTree decodes JSON whose nesting is bounded.
func readTree(text []byte) (any, error) {
	depth := 0
	quoted := false
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '{' || c == '[':
			if depth++; depth > maxNesting {
				return nil, fmt.Errorf("the JSON nests deeper than %d", maxNesting)
			}
		case c == '}' || c == ']':
			depth--
		}
	}
	var tree any
	if err := json.Unmarshal(text, &tree); err != nil {
		return nil, fmt.Errorf("the JSON is broken: %w", err)
	}
	return tree, nil
}

// object is a JSON object whose keys are asked for without case.
type object map[string]any

func asObject(v any) (object, bool) {
	m, ok := v.(map[string]any)
	return m, ok
}

// get finds a key as written, else without case and separators, so that ninjs
// 1.x (versioncreated, body_text) and 3.x (versionCreated) read alike. Of keys
// that differ only so, the first in byte order counts.
func (o object) get(key string) any {
	if v, ok := o[key]; ok {
		return v
	}
	found := ""
	for k := range o {
		if strings.EqualFold(strings.ReplaceAll(k, "_", ""), strings.ReplaceAll(key, "_", "")) && (found == "" || k < found) {
			found = k
		}
	}
	return o[found]
}

// text is the first of some keys that holds a text: itself, in a list, or under
// name, value, @value, @id or url of an object.
func (o object) text(keys ...string) string {
	for _, k := range keys {
		if s := asText(o.get(k), 3); s != "" {
			return s
		}
	}
	return ""
}

func asText(v any, depth int) string {
	if depth == 0 {
		return ""
	}
	switch v := v.(type) {
	case string:
		return strings.TrimSpace(v)
	case []any:
		for _, e := range v {
			if s := asText(e, depth-1); s != "" {
				return s
			}
		}
	case map[string]any:
		for _, k := range []string{"name", "value", "@value", "alternateName", "@id", "url"} {
			if s := asText(v[k], depth-1); s != "" {
				return s
			}
		}
	}
	return ""
}

// list is v as a list: itself when it is one.
func list(v any) []any {
	switch v := v.(type) {
	case nil:
		return nil
	case []any:
		return v
	}
	return []any{v}
}
