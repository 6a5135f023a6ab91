package feed

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
)

// jsonHead and jsonItem are JSON Feed 1.1, as far as it is news. Fields whose
// type publishers get wrong are read as either.
type jsonHead struct {
	Title       loose `json:"title"`
	HomePageURL loose `json:"home_page_url"`
	Language    loose `json:"language"`
}

type jsonItem struct {
	ID            loose `json:"id"`
	URL           loose `json:"url"`
	ExternalURL   loose `json:"external_url"`
	Title         loose `json:"title"`
	ContentHTML   loose `json:"content_html"`
	ContentText   loose `json:"content_text"`
	Summary       loose `json:"summary"`
	DatePublished loose `json:"date_published"`
	DateModified  loose `json:"date_modified"`
	Language      loose `json:"language"`
}

// loose is a string that may have been written as a number; anything else is "".
type loose string

// UnmarshalJSON takes strings and numbers.
func (l *loose) UnmarshalJSON(b []byte) error {
	switch {
	case len(b) > 0 && b[0] == '"':
		var s string
		if err := json.Unmarshal(b, &s); err != nil {
			return err
		}
		*l = loose(s)
	case len(b) > 0 && (b[0] == '-' || '0' <= b[0] && b[0] <= '9'):
		*l = loose(b)
	}
	return nil
}

// parseJSONFeed reads the items one at a time: a million empty ones cost no
// memory, a broken one costs itself, and a document that breaks off gives what
// came before.
func parseJSONFeed(text []byte) (*Feed, error) {
	f := &Feed{Kind: JSONFeed}
	dec := json.NewDecoder(bytes.NewReader(bytes.TrimSpace(text)))
	if t, err := dec.Token(); err != nil || t != json.Delim('{') {
		return nil, errors.New("a JSON Feed is one object")
	}
	head := map[string]json.RawMessage{}
	var broken error
	for broken == nil && dec.More() {
		key, err := dec.Token()
		if err != nil {
			broken = err
			break
		}
		if key == "items" {
			broken = f.jsonItems(dec)
			continue
		}
		var v json.RawMessage
		if broken = dec.Decode(&v); broken == nil && len(head) < 100 {
			head[key.(string)] = v
		}
	}
	if broken == nil {
		_, broken = dec.Token()
	}
	if broken != nil {
		if len(f.Items) == 0 {
			return nil, fmt.Errorf("the JSON is broken: %w", broken)
		}
		f.Notes = append(f.Notes, fmt.Sprintf("the document breaks off; its %d whole items were read", len(f.Items)))
	}
	flat, err := json.Marshal(head)
	if err != nil {
		return nil, err
	}
	var h jsonHead
	if err := json.Unmarshal(flat, &h); err != nil {
		return nil, err
	}
	f.Title, f.Link, f.Language = string(h.Title), string(h.HomePageURL), string(h.Language)
	return f, nil
}

// jsonItems reads the array of items.
func (f *Feed) jsonItems(dec *json.Decoder) error {
	t, err := dec.Token()
	if err != nil || t == nil {
		return err // "items": null is an empty feed
	}
	if t != json.Delim('[') {
		return errors.New("its items are not a list")
	}
	more, lost := 0, 0
	defer func() {
		if more > 0 {
			f.Notes = append(f.Notes, fmt.Sprintf("%d items beyond the bounds were left out", more))
		}
		if lost > 0 {
			f.Notes = append(f.Notes, fmt.Sprintf("%d broken items were left out", lost))
		}
	}()
	for dec.More() {
		var raw json.RawMessage
		if err := dec.Decode(&raw); err != nil {
			return err
		}
		if len(f.Items) == MaxItems || len(raw) > maxItem {
			more++
			continue
		}
		var in jsonItem
		if raw[0] != '{' || json.Unmarshal(raw, &in) != nil {
			lost++
			continue
		}
		f.Items = append(f.Items, in.item())
	}
	_, err = dec.Token()
	return err
}

func (in jsonItem) item() Item {
	it := Item{
		GUID: string(in.ID), Title: string(in.Title), Summary: string(in.Summary), Language: string(in.Language),
		URL:       first(string(in.URL), string(in.ExternalURL)),
		Published: ParseStamp(string(in.DatePublished)), Updated: ParseStamp(string(in.DateModified)),
	}
	switch {
	case in.ContentHTML != "":
		it.Content, it.Format = string(in.ContentHTML), "html"
	case in.ContentText != "":
		it.Content, it.Format = string(in.ContentText), "text"
	}
	return it
}
