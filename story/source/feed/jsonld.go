package feed

import "strings"

// articleTypes are the schema.org types that are stories; advertisements are not.
var articleTypes = map[string]bool{
	"Article": true, "NewsArticle": true, "AnalysisNewsArticle": true, "AskPublicNewsArticle": true, "BackgroundNewsArticle": true,
	"OpinionNewsArticle": true, "ReportageNewsArticle": true, "ReviewNewsArticle": true,
	"BlogPosting": true, "LiveBlogPosting": true, "Report": true, "TechArticle": true,
}

// readJSONLD reads the articles of JSON-LD: an object, a list, or a @graph.
func readJSONLD(text []byte) ([]Story, error) {
	tree, err := readTree(text)
	if err != nil {
		return nil, err
	}
	var out []Story
	names := map[string]string{} // of nodes that others refer to by @id
	nodes := flatten(tree, nil)
	for _, o := range nodes {
		if id, name := o.text("@id"), o.text("name"); id != "" && name != "" {
			names[id] = name
		}
	}
	for _, o := range nodes {
		if len(out) == maxStories || !isArticle(o["@type"]) {
			continue
		}
		s := Story{
			Kind: JSONLD, ID: o.text("@id"), URL: o.text("url", "mainEntityOfPage"),
			Headline: o.text("headline", "name"), Body: o.text("articleBody", "text"), Format: "text",
			Published: ParseStamp(o.text("datePublished", "dateCreated")), Updated: ParseStamp(o.text("dateModified")),
			Language: o.text("inLanguage"), Outlet: o.text("publisher", "sourceOrganization"),
		}
		if name, ok := names[s.Outlet]; ok {
			s.Outlet = name
		}
		if strings.Contains(s.Body, "</p>") || strings.Contains(s.Body, "<br") {
			s.Format = "html"
		}
		if s.Body != "" {
			out = append(out, s)
		}
	}
	return out, nil
}

// flatten lists the objects of a list or @graph in order.
func flatten(v any, out []object) []object {
	for _, e := range list(v) {
		o, ok := asObject(e)
		if !ok || len(out) >= 10*maxStories {
			continue
		}
		out = append(out, o)
		if g, ok := o["@graph"]; ok {
			out = flatten(g, out)
		}
		if g, ok := o["mainEntity"]; ok {
			out = flatten(g, out)
		}
	}
	return out
}

func isArticle(v any) bool {
	for _, e := range list(v) {
		if t, ok := e.(string); ok && articleTypes[strings.TrimPrefix(strings.TrimPrefix(t, "https://schema.org/"), "http://schema.org/")] {
			return true
		}
	}
	return false
}
