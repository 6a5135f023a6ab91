package alert

import (
	"encoding/json"
	"encoding/xml"
	"io"
	"strings"
	"time"

	"newstape/desk/store"
	"newstape/fault"
)

// Feed is what a rule or a saved search has found, for feed readers.
type Feed struct {
	ID      string // an IRI that never changes
	Title   string
	Self    string // address of this feed, "" when not known
	Home    string // address of the desk, "" when not known
	Updated time.Time
	Entries []Entry
}

// Entry is one alert or story.
type Entry struct {
	ID      string // an IRI that never changes
	Title   string
	URL     string
	Text    string // plain, lines end in \n
	At      time.Time
	Authors []string
	Tags    []string
}

// AlertFeed is the feed of a rule. self is the feed's own address, base the
// desk's.
func AlertFeed(r store.Rule, alerts []store.Alert, self, base string) Feed { //nolint:revive // it stands beside SearchFeed
	f := Feed{ID: "urn:newstape:rule:" + r.ID, Title: r.Name, Self: self, Home: base, Updated: r.Updated}
	for _, a := range alerts {
		f.add(Entry{
			ID: "urn:newstape:alert:" + a.ID, Title: a.Title, URL: Link(base, a), Text: strings.Join(a.Lines, "\n"),
			At: a.At, Authors: named(a.Outlet), Tags: []string{a.Kind},
		})
	}
	return f
}

// SearchFeed is the feed of a saved search.
func SearchFeed(s store.Search, stories []store.Summary, self, base string) Feed {
	f := Feed{ID: "urn:newstape:search:" + s.ID, Title: s.Name, Self: self, Home: base, Updated: s.Updated}
	for _, st := range stories {
		var l lines
		if st.Event != "" {
			l.add("%s", st.Event)
		}
		if st.Headline != "" {
			l.add("the headline's figure: %s", strings.ReplaceAll(st.Headline, "_", " "))
		}
		if st.Trust != "" {
			l.add("%s", st.Trust)
		}
		e := Entry{
			ID: "urn:newstape:story:" + st.ID, Title: st.Title, Text: strings.Join(l, "\n"), At: st.At, Authors: named(st.Outlet),
			URL: Link(base, store.Alert{Story: st.ID, URL: st.URL}),
		}
		for _, p := range st.Parties {
			if len(e.Tags) < 5 {
				e.Tags = append(e.Tags, p.Name)
			}
		}
		f.add(e)
	}
	return f
}

func (f *Feed) add(e Entry) {
	if e.Title = oneLine(e.Title); e.Title == "" {
		e.Title = "Untitled"
	}
	if e.At.After(f.Updated) {
		f.Updated = e.At
	}
	f.Entries = append(f.Entries, e)
}

func named(outlet string) []string {
	if outlet = oneLine(outlet); outlet == "" {
		return nil
	}
	return []string{outlet}
}

type atomFeed struct {
	XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	ID      string      `xml:"id"`
	Title   string      `xml:"title"`
	Updated string      `xml:"updated"`
	Author  atomAuthor  `xml:"author"` // of entries without one
	Links   []atomLink  `xml:"link"`
	Entries []atomEntry `xml:"entry"`
}

type atomAuthor struct {
	Name string `xml:"name"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Type string `xml:"type,attr,omitempty"`
	Href string `xml:"href,attr"`
}

type atomEntry struct {
	ID         string         `xml:"id"`
	Title      string         `xml:"title"`
	Updated    string         `xml:"updated"`
	Published  string         `xml:"published"`
	Authors    []atomAuthor   `xml:"author"`
	Links      []atomLink     `xml:"link"`
	Categories []atomCategory `xml:"category"`
	Content    atomText       `xml:"content"`
}

type atomCategory struct {
	Term string `xml:"term,attr"`
}

type atomText struct {
	Type string `xml:"type,attr"`
	Text string `xml:",chardata"`
}

// WriteAtom writes the feed as Atom 1.0 (RFC 4287), application/atom+xml.
func (f Feed) WriteAtom(w io.Writer) error {
	out := atomFeed{ID: f.ID, Title: oneLine(f.Title), Updated: stamp(f.Updated), Author: atomAuthor{"Newstape"}}
	if f.Self != "" {
		out.Links = append(out.Links, atomLink{"self", "application/atom+xml", f.Self})
	}
	if f.Home != "" {
		out.Links = append(out.Links, atomLink{"alternate", "", f.Home})
	}
	for _, e := range f.Entries {
		entry := atomEntry{ID: e.ID, Title: e.Title, Updated: stamp(e.At), Published: stamp(e.At), Content: atomText{"text", e.Text}}
		for _, a := range e.Authors {
			entry.Authors = append(entry.Authors, atomAuthor{a})
		}
		if e.URL != "" {
			entry.Links = []atomLink{{"alternate", "", e.URL}}
		}
		for _, t := range e.Tags {
			entry.Categories = append(entry.Categories, atomCategory{t})
		}
		out.Entries = append(out.Entries, entry)
	}
	body, err := xml.MarshalIndent(out, "", " ")
	if err != nil {
		return fault.New(fault.Internal, "write feed %s: %w", f.ID, err)
	}
	_, err = io.WriteString(w, xml.Header+string(body)+"\n")
	return err
}

type jsonFeed struct {
	Version string     `json:"version"`
	Title   string     `json:"title"`
	Home    string     `json:"home_page_url,omitempty"`
	Self    string     `json:"feed_url,omitempty"`
	Items   []jsonItem `json:"items"`
}

type jsonItem struct {
	ID      string       `json:"id"`
	URL     string       `json:"url,omitempty"`
	Title   string       `json:"title"`
	Text    string       `json:"content_text"` // must be there, and may be empty
	At      string       `json:"date_published"`
	Authors []jsonAuthor `json:"authors,omitempty"`
	Tags    []string     `json:"tags,omitempty"`
}

type jsonAuthor struct {
	Name string `json:"name"`
}

// WriteJSON writes the feed as JSON Feed 1.1, application/feed+json.
func (f Feed) WriteJSON(w io.Writer) error {
	out := jsonFeed{Version: "https://jsonfeed.org/version/1.1", Title: oneLine(f.Title), Home: f.Home, Self: f.Self, Items: []jsonItem{}}
	for _, e := range f.Entries {
		item := jsonItem{ID: e.ID, URL: e.URL, Title: e.Title, Text: e.Text, At: stamp(e.At), Tags: e.Tags}
		for _, a := range e.Authors {
			item.Authors = append(item.Authors, jsonAuthor{a})
		}
		out.Items = append(out.Items, item)
	}
	enc := json.NewEncoder(w)
	enc.SetIndent("", " ")
	return enc.Encode(out)
}

func stamp(t time.Time) string {
	if t.IsZero() {
		t = time.Unix(0, 0)
	}
	return t.UTC().Format(time.RFC3339)
}
