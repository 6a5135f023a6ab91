package feed

import "strings"

// readNINJS reads IPTC ninjs 1.0 to 3.x: one object, a list of them, or an
// object that holds a list under items.
func readNINJS(text []byte) ([]Story, error) {
	tree, err := readTree(text)
	if err != nil {
		return nil, err
	}
	members := list(tree)
	if o, ok := asObject(tree); ok && o.get("headline") == nil && o.get("headlines") == nil {
		for _, key := range []string{"items", "_items", "associations"} {
			if l, ok := o.get(key).([]any); ok {
				members = l
			}
		}
	}
	var out []Story
	for _, m := range members {
		if o, ok := asObject(m); ok && len(out) < maxStories {
			if s := ninjsStory(o); s.Body != "" {
				out = append(out, s)
			}
		}
	}
	return out, nil
}

func ninjsStory(o object) Story {
	s := Story{
		Kind: NINJS, ID: o.text("uri", "guid"), URL: o.text("url", "link"), Language: o.text("language"), Status: o.text("pubstatus"),
		Headline:  first(bestRole(o.get("headlines"), "main", "headline"), o.text("headline", "title", "name")),
		Outlet:    o.text("provider", "infosources", "source", "copyrightholder"),
		Published: ParseStamp(o.text("firstcreated", "contentcreated", "versioncreated")),
		Updated:   ParseStamp(o.text("versioncreated")),
		Embargo:   ParseStamp(o.text("embargoed")),
	}
	for _, key := range []string{"body_xhtml", "body_html", "body_text"} {
		if b := o.text(key); b != "" {
			s.Body, s.Format = b, formatOf(key)
			return s
		}
	}
	best := -1
	for _, b := range list(o.get("bodies")) {
		body, ok := asObject(b)
		if !ok {
			continue
		}
		value, role := body.text("value"), strings.ToLower(body.text("role"))
		rank := 0 // summaries and the like
		switch {
		case strings.Contains(role, "main") || strings.Contains(role, "body"):
			rank = 2
		case role == "":
			rank = 1
		}
		if value != "" && (rank > best || rank == best && len(value) > len(s.Body)) {
			best, s.Body, s.Format = rank, value, formatOf(body.text("contenttype"))
		}
	}
	return s
}

// bestRole picks the text of one of the roles from a list of {role, value},
// else the first text.
func bestRole(v any, roles ...string) string {
	found := ""
	for _, e := range list(v) {
		o, ok := asObject(e)
		if !ok {
			continue
		}
		text := o.text("value")
		for _, r := range roles {
			if strings.EqualFold(o.text("role"), r) && text != "" {
				return text
			}
		}
		found = first(found, text)
	}
	return found
}

func formatOf(name string) string {
	if strings.Contains(strings.ToLower(name), "html") {
		return "html"
	}
	return "text"
}
