package serve

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"html/template"
	"maps"
	"net/http"
	"slices"
	"strings"

	_ "embed"

	"github.com/danielgtaylor/huma/v2"

	"newstape/fault"
)

//go:embed docs.html
var docsPage string

//go:embed docs.css
var docsStyle []byte

// pages are the descriptions of the service, made once.
type pages struct {
	asJSON, asYAML, asHTML []byte
}

func newPages(api *huma.OpenAPI) (*pages, error) {
	var p pages
	var err error
	if p.asJSON, err = json.Marshal(api); err != nil {
		return nil, err
	}
	if p.asYAML, err = api.YAML(); err != nil {
		return nil, err
	}
	t, err := template.New("docs").Parse(docsPage)
	if err != nil {
		return nil, err
	}
	var page bytes.Buffer
	if err := t.Execute(&page, describe(api)); err != nil {
		return nil, err
	}
	p.asHTML = page.Bytes()
	return &p, nil
}

func (p *pages) json(w http.ResponseWriter, _ *http.Request) {
	p.send(w, "application/openapi+json", p.asJSON)
}

func (p *pages) yaml(w http.ResponseWriter, _ *http.Request) {
	p.send(w, "application/openapi+yaml", p.asYAML)
}

func (p *pages) docs(w http.ResponseWriter, _ *http.Request) {
	p.send(w, "text/html; charset=utf-8", p.asHTML)
}

func (p *pages) style(w http.ResponseWriter, _ *http.Request) {
	p.send(w, "text/css; charset=utf-8", docsStyle)
}

func (p *pages) send(w http.ResponseWriter, kind string, body []byte) {
	w.Header().Set("Content-Type", kind)
	_, _ = w.Write(body)
}

// description is what the page for people shows.
type description struct {
	Title, Version, Words string
	Groups                []group
	Codes                 []code
}

type group struct {
	Name       string
	Operations []shown
}

type shown struct {
	Method, Path, Summary, Words, Scope string
	Params                              []param
	Takes                               string
}

type param struct{ Name, In, Words string }

type code struct {
	Name   string
	Status int
	Words  string
}

func describe(api *huma.OpenAPI) description {
	d := description{Title: api.Info.Title, Version: api.Info.Version, Words: api.Info.Description, Codes: []code{
		{string(fault.BadUsage), fault.BadUsage.HTTP(), "the request itself is wrong: its address, parameters or headers"},
		{string(fault.BadInput), fault.BadInput.HTTP(), "what was given cannot be read"},
		{string(fault.NotFound), fault.NotFound.HTTP(), "the named thing is not there"},
		{string(fault.TooLarge), fault.TooLarge.HTTP(), "over a stated limit"},
		{string(fault.Refused), fault.Refused.HTTP(), "not allowed to this caller"},
		{string(fault.Busy), fault.Busy.HTTP(), "more waits than may wait, or too many requests; Retry-After says when"},
		{string(fault.Unreachable), fault.Unreachable.HTTP(), "something that the answer needs did not answer"},
		{string(fault.Internal), fault.Internal.HTTP(), "a defect; the log knows it by the request id"},
		{"unavailable", http.StatusNotImplemented, "this desk was set up without that part"},
		{"not_ready", http.StatusServiceUnavailable, "the desk is starting, or something that it needs is missing"},
	}}
	byTag := map[string]*group{}
	var order []string
	for path, item := range api.Paths {
		for _, op := range []*huma.Operation{item.Get, item.Post, item.Put, item.Patch, item.Delete} {
			if op == nil {
				continue
			}
			tag := op.Tags[0]
			if byTag[tag] == nil {
				byTag[tag] = &group{Name: tag}
				order = append(order, tag)
			}
			byTag[tag].Operations = append(byTag[tag].Operations, showOperation(api.Components.Schemas, path, op))
		}
	}
	slices.Sort(order)
	for _, tag := range order {
		g := byTag[tag]
		slices.SortFunc(g.Operations, func(a, b shown) int { return cmp.Or(cmp.Compare(a.Path, b.Path), cmp.Compare(a.Method, b.Method)) })
		d.Groups = append(d.Groups, *g)
	}
	return d
}

func showOperation(all huma.Registry, path string, op *huma.Operation) shown {
	out := shown{Method: op.Method, Path: path, Summary: op.Summary, Words: op.Description}
	for _, need := range op.Security {
		if scopes := need["token"]; len(scopes) > 0 && out.Scope == "" {
			out.Scope = scopes[0]
		}
	}
	for _, p := range op.Parameters {
		if p.In == "header" && p.Name != "Last-Event-ID" {
			continue
		}
		out.Params = append(out.Params, param{Name: p.Name, In: p.In, Words: p.Description})
	}
	if op.RequestBody != nil {
		if body := op.RequestBody.Content["application/json"]; body != nil {
			out.Params = append(out.Params, fields(all, body.Schema, "", 0)...)
		}
		var kinds []string
		for kind := range op.RequestBody.Content {
			kinds = append(kinds, kind)
		}
		slices.Sort(kinds)
		out.Takes = strings.Join(kinds, ", ")
	}
	return out
}

// fields lists what a JSON body holds, with what lies inside it: quiet[].zone.
func fields(all huma.Registry, s *huma.Schema, under string, deep int) []param {
	if s != nil && s.Ref != "" {
		s = all.SchemaFromRef(s.Ref)
	}
	if s == nil || deep > 3 {
		return nil
	}
	if s.Items != nil {
		return fields(all, s.Items, under+"[]", deep)
	}
	if each, ok := s.AdditionalProperties.(*huma.Schema); ok {
		return fields(all, each, under+".<name>", deep+1)
	}
	var out []param
	for _, name := range slices.Sorted(maps.Keys(s.Properties)) {
		f := s.Properties[name]
		at := name
		if under != "" {
			at = under + "." + name
		}
		out = append(out, param{Name: at, In: "body", Words: fieldWords(f, slices.Contains(s.Required, name))})
		out = append(out, fields(all, f, at, deep+1)...)
	}
	return out
}

// fieldWords says what a field takes and means.
func fieldWords(f *huma.Schema, needed bool) string {
	var words []string
	switch f.Type {
	case huma.TypeArray:
		words = append(words, "list")
	case "", huma.TypeObject:
	default:
		words = append(words, f.Type)
	}
	if needed {
		words = append(words, "needed")
	}
	if len(f.Enum) > 0 {
		words = append(words, "one of "+strings.Trim(fmt.Sprint(f.Enum), "[]"))
	}
	if f.Description != "" {
		words = append(words, f.Description)
	}
	return strings.Join(words, "; ")
}
