package source

import (
	"newstape/story/source/feed"
)

// Unpack gives the stories of what was read: of IPTC ninjs and schema.org
// JSON-LD one for each story in it, with what the document says of its outlet
// and time; of anything else, raw itself. Stories that their sender withholds or
// has withdrawn are left out; errors are those of feed.Stories.
func Unpack(raw Raw) ([]Raw, error) {
	kind := feed.Sniff(raw.Bytes, raw.ContentType)
	if kind != feed.NINJS && kind != feed.JSONLD {
		return []Raw{raw}, nil
	}
	name := raw.URL
	if name == "" {
		name = raw.Name
	}
	stories, err := feed.Stories(raw.Bytes, feed.Options{URL: name, ContentType: raw.ContentType})
	if err != nil {
		return nil, err
	}
	var out []Raw
	for _, s := range stories {
		if !s.Usable() {
			continue
		}
		one := Raw{Name: raw.Name, URL: s.URL, Charset: "utf-8", Outlet: s.Outlet, Published: s.Published.String()}
		one.Bytes, one.Format = s.Document()
		if one.URL == "" {
			one.URL = raw.URL
		}
		out = append(out, one)
	}
	return out, nil
}
