package serve

import (
	"bytes"
	"context"
	"mime"
	"net/http"
	"strings"

	"newstape/desk/ask"
	"newstape/desk/record"
	"newstape/desk/store"
	"newstape/desk/stream"
	"newstape/fault"
)

func (s *Service) storyOperations() {
	add(s, operation{
		id: "submit-story", method: http.MethodPost, path: "/v1/stories", tag: "stories", scope: Submit, status: http.StatusAccepted, body: storyBody,
		summary: "Submit a story",
		more: "The body is the story: text, Markdown, HTML, an object {text|html|url, title, outlet, published}, ninjs or a schema.org NewsArticle. " +
			"202 says that it is accepted: it will be read, once, whatever happens to this service. The same story again has the same id. " +
			"200 says that its dossier is there already.",
		takes:   []string{"text/plain", "text/html", "text/markdown", "application/json", "application/ld+json", "application/octet-stream"},
		more2xx: []int{http.StatusOK},
	}, s.submit)
	add(s, operation{
		id: "submit-sample", method: http.MethodPost, path: "/v1/sample", tag: "stories", scope: Submit, status: http.StatusAccepted,
		summary: "Submit the sample story", more: "A story of ours about a move that the embedded sample tape has, submitted as to /v1/stories and answered like that. It has no body.",
		more2xx: []int{http.StatusOK},
	}, s.submitSample)
	add(s, operation{
		id: "list-stories", method: http.MethodGet, path: "/v1/stories", tag: "stories", scope: Read,
		summary: "Search stories", more: "Newest first, or by relevance to the words of q.",
	}, s.listStories)
	add(s, operation{
		id: "get-story", method: http.MethodGet, path: "/v1/stories/{id}", tag: "stories", scope: Read, summary: "One story in short",
	}, s.getStory)
	add(s, operation{
		id: "get-dossier", method: http.MethodGet, path: "/v1/stories/{id}/dossier", tag: "stories", scope: Read, summary: "The dossier of a story",
		more:  "newstape.dossier/1 as JSON, or written for people as Markdown, HTML or text, by Accept or format. Its ETag stays the same as long as the dossier does.",
		gives: []string{"application/json", "text/markdown", "text/html", "text/plain"},
	}, s.getDossier)
	add(s, operation{
		id: "get-status", method: http.MethodGet, path: "/v1/stories/{id}/status", tag: "stories", scope: Read, also: Submit,
		summary: "How far a submitted story is", more: "accepted, stored, or dead with the reason. A story that another process accepted is known here once it is stored or dead.",
	}, s.getStatus)
	add(s, operation{
		id: "list-measurements", method: http.MethodGet, path: "/v1/stories/{id}/measurements", tag: "stories", scope: Read,
		summary: "What prices did in the sessions after a story",
	}, s.listMeasurements)
}

func (s *Service) listStories(ctx context.Context, in *asked) (*listed[store.Summary], error) {
	a, err := in.ask()
	if err != nil {
		return nil, err
	}
	p, err := s.o.Store.Stories(ctx, a)
	if err != nil {
		return nil, err
	}
	return newListed(ctx, p), nil
}

func (s *Service) getStory(ctx context.Context, in *byID) (*one[store.Summary], error) {
	v, err := s.o.Store.Summary(ctx, in.ID)
	return &one[store.Summary]{v}, err
}

type dossierIn struct {
	ID     string `path:"id" minLength:"1" maxLength:"128" pattern:"^[A-Za-z0-9._:-]+$" patternDescription:"an id as the service gave it"`
	Format string `query:"format" enum:"json,md,html,text" doc:"instead of Accept"`
	Accept string `header:"Accept"`
}

// Forms of a dossier, and what they are called.
var dossierForms = [...]struct{ media, format string }{
	{"application/json", "json"},
	{"text/html", "html"},
	{"text/markdown", "md"},
	{"text/plain", "text"},
}

func (s *Service) getDossier(ctx context.Context, in *dossierIn) (*raw, error) {
	format := in.Format
	if format == "" {
		format = formatFor(in.Accept)
	}
	if format == "" {
		return nil, newProblem(http.StatusNotAcceptable, fault.BadUsage, "a dossier comes in no such form").
			trying("Accept: application/json, text/html, text/markdown or text/plain")
	}
	d, err := s.o.Store.Dossier(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	exchangeOf(ctx).vary = "Accept"
	if format == "json" {
		return &raw{ContentType: "application/json", Body: d}, nil
	}
	var page bytes.Buffer
	if err := ask.Render(&page, d, format); err != nil {
		return nil, err
	}
	for _, f := range dossierForms {
		if f.format == format {
			return &raw{ContentType: f.media + "; charset=utf-8", Body: page.Bytes()}, nil
		}
	}
	return nil, fault.New(fault.Internal, "no media type for %s", format)
}

// formatFor picks a form of a dossier; JSON when anything is welcome.
func formatFor(accept string) string {
	if accept == "" {
		return "json"
	}
	for part := range strings.SplitSeq(accept, ",") {
		media, params, err := mime.ParseMediaType(part)
		if err != nil || strings.Trim(params["q"], "0.") == "" && params["q"] != "" {
			continue
		}
		if media == "*/*" || media == "application/*" {
			return "json"
		}
		for _, f := range dossierForms {
			if media == f.media || media == "text/*" && f.format == "html" {
				return f.format
			}
		}
	}
	return ""
}

func (s *Service) getStatus(ctx context.Context, in *byID) (*one[submitted], error) {
	out := &one[submitted]{submitted{ID: in.ID, Status: "stored", Story: "/v1/stories/" + in.ID, Dossier: "/v1/stories/" + in.ID + "/dossier"}}
	have, err := s.o.Store.Has(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	if have {
		summary, err := s.o.Store.Summary(ctx, in.ID)
		out.Body.Cluster = summary.Cluster
		return out, err
	}
	letter, dead, err := s.letterOf(ctx, in.ID)
	switch {
	case err != nil:
		return nil, err
	case dead:
		out.Body.Status, out.Body.Reason = "dead", withoutPaths(letter.Reason)
	case s.recent.has(in.ID):
		out.Body.Status = "accepted"
	default:
		return nil, fault.New(fault.NotFound, "story %s: it is neither stored nor known to be on its way", in.ID).Try("submit it again: the same story has the same id and is read once")
	}
	return out, nil
}

// letterOf finds a story among the newest dead letters.
func (s *Service) letterOf(ctx context.Context, id string) (stream.Letter, bool, error) {
	if s.o.Dead == nil {
		return stream.Letter{}, false, nil
	}
	letters, err := s.o.Dead(ctx, 1000)
	for _, l := range letters {
		if l.ID == id {
			return l, true, err
		}
	}
	return stream.Letter{}, false, err
}

func (s *Service) listMeasurements(ctx context.Context, in *byID) (*listed[record.Measurement], error) {
	if _, err := s.o.Store.Summary(ctx, in.ID); err != nil {
		return nil, err
	}
	m, err := s.o.Store.Measurements(ctx, in.ID)
	return whole(m), err
}
