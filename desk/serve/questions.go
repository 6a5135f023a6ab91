package serve

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"

	"newstape/desk/ask"
	"newstape/fault"
	"newstape/story/article"
)

// askOperations are the questions that need no store.
func (s *Service) askOperations() {
	add(s, operation{
		id: "screen", method: http.MethodPost, path: "/v1/screen", tag: "questions", scope: Read,
		summary: "Where parties stand on restriction lists on a day", more: "Each row with its receipt. not_listed means: not found on the lists that were asked.",
	}, s.screen)
	add(s, operation{
		id: "screen-one", method: http.MethodGet, path: "/v1/screen", tag: "questions", scope: Read, summary: "Where one party stands on restriction lists on a day",
	}, s.screenOne)
	add(s, operation{
		id: "match", method: http.MethodPost, path: "/v1/match/{dataset}", tag: "questions", scope: Read, lenient: true,
		summary: "Match entities as yente does", more: "Requests and answers are those of yente's POST /match/{dataset}, with standing, why and receipt besides.",
	}, s.match)
	add(s, operation{
		id: "search", method: http.MethodGet, path: "/v1/search/{dataset}", tag: "questions", scope: Read, lenient: true,
		summary: "Search entities as yente does",
	}, s.search)
	add(s, operation{
		id: "check", method: http.MethodPost, path: "/v1/check", tag: "questions", scope: Read,
		summary: "Check sentences or a story against prices", gives: []string{"application/json"},
	}, s.check)
	add(s, operation{
		id: "study", method: http.MethodPost, path: "/v1/study", tag: "questions", scope: Read, time: 2 * usualTime,
		summary: "Measure events against prices: an event study", more: "The answer is the report of newstape study --format json.", gives: []string{"application/json"},
	}, s.study)
}

func (s *Service) rooms() (*ask.Rooms, error) {
	if s.o.Rooms == nil {
		return nil, missing("rooms to answer questions")
	}
	return s.o.Rooms(), nil
}

type screenIn struct {
	Body ask.ScreenRequest
}

func (s *Service) screen(_ context.Context, in *screenIn) (*listed[ask.Screened], error) {
	r, err := s.rooms()
	if err != nil {
		return nil, err
	}
	v, err := r.Screen(in.Body)
	return whole(v), err
}

type screenOneIn struct {
	Name    string `query:"name" required:"true" minLength:"1" maxLength:"1000"`
	Kind    string `query:"kind" enum:"auto,company,person,vessel" default:"auto"`
	AsOf    string `query:"as_of" maxLength:"10" doc:"the day to ask about; the latest that the lists know when left out" example:"2025-11-15"`
	Birth   string `query:"birth" maxLength:"10" doc:"of a person: date or year"`
	Country string `query:"country" maxLength:"3"`
}

func (s *Service) screenOne(ctx context.Context, in *screenOneIn) (*one[ask.Screened], error) {
	v, err := s.screen(ctx, &screenIn{Body: ask.ScreenRequest{
		Names: []ask.Name{{Name: in.Name, Kind: in.Kind, Birth: in.Birth, Country: in.Country}}, AsOf: in.AsOf,
	}})
	if err != nil {
		return nil, err
	}
	return &one[ask.Screened]{v.Body.Items[0]}, nil
}

// matchIn is a request of yente's, with what it takes from the address.
type matchIn struct {
	Dataset   string  `path:"dataset" maxLength:"100" doc:"default or all for every list, or the name of one"`
	Limit     int     `query:"limit" minimum:"1" maximum:"100" default:"5"`
	Threshold float64 `query:"threshold" minimum:"0" maximum:"1" doc:"score of a match; left out: the screener's own judgement"`
	Cutoff    float64 `query:"cutoff" minimum:"0" maximum:"1" default:"0.5" doc:"least score shown"`
	AsOf      string  `query:"as_of" maxLength:"10" doc:"the day to ask about; ours, not yente's"`
	Body      ask.MatchRequest
}

func (s *Service) match(_ context.Context, in *matchIn) (*one[*ask.MatchResponse], error) {
	r, err := s.rooms()
	if err != nil {
		return nil, err
	}
	v, err := r.Match(in.Dataset, ask.MatchRequest{
		Queries: in.Body.Queries, Limit: in.Limit, Threshold: in.Threshold, Cutoff: in.Cutoff, AsOf: in.AsOf,
	})
	return &one[*ask.MatchResponse]{v}, err
}

type searchIn struct {
	Dataset   string  `path:"dataset" maxLength:"100" doc:"default or all for every list, or the name of one"`
	Limit     int     `query:"limit" minimum:"1" maximum:"100" default:"5"`
	Threshold float64 `query:"threshold" minimum:"0" maximum:"1" doc:"score of a match; left out: the screener's own judgement"`
	Cutoff    float64 `query:"cutoff" minimum:"0" maximum:"1" default:"0.5" doc:"least score shown"`
	AsOf      string  `query:"as_of" maxLength:"10" doc:"the day to ask about; ours, not yente's"`
	Q         string  `query:"q" required:"true" minLength:"1" maxLength:"1000" doc:"a name"`
}

func (s *Service) search(_ context.Context, in *searchIn) (*one[*ask.SearchResponse], error) {
	r, err := s.rooms()
	if err != nil {
		return nil, err
	}
	v, err := r.Search(in.Dataset, in.Q, ask.MatchRequest{Limit: in.Limit, Threshold: in.Threshold, Cutoff: in.Cutoff, AsOf: in.AsOf})
	return &one[*ask.SearchResponse]{v}, err
}

type checkIn struct {
	Body struct {
		Text      string   `json:"text,omitempty" maxLength:"1000000" doc:"a story"`
		Format    string   `json:"format,omitempty" enum:"text,markdown,html" doc:"of text; told by content when left out"`
		Sentences []string `json:"sentences,omitempty" maxItems:"100" doc:"sentences that stand for themselves" example:"[\"Alibaba fell 3.8% on Friday.\"]"`
		Published string   `json:"published,omitempty" maxLength:"64" example:"2025-11-15T04:58:00-05:00"`
	}
}

func (s *Service) check(_ context.Context, in *checkIn) (*raw, error) {
	r, err := s.rooms()
	if err != nil {
		return nil, err
	}
	q := ask.CheckRequest{Sentences: in.Body.Sentences, Published: in.Body.Published}
	if in.Body.Text != "" {
		q.Story = []byte(in.Body.Text)
		q.Options = article.Options{Name: "request", Format: article.Format(in.Body.Format), Published: in.Body.Published, PublishedHow: "given with the story"}
	}
	report, err := r.Check(q)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	if err := report.JSON(&out); err != nil {
		return nil, err
	}
	return &raw{ContentType: "application/json", Body: out.Bytes()}, nil
}

type studyIn struct {
	Body ask.StudyRequest
}

func (s *Service) study(ctx context.Context, in *studyIn) (*raw, error) {
	r, err := s.rooms()
	if err != nil {
		return nil, err
	}
	v, err := r.Study(ctx, in.Body)
	if err != nil {
		return nil, err
	}
	if !json.Valid(v.Report) {
		return nil, fault.New(fault.Internal, "the report of a study is no JSON")
	}
	return &raw{ContentType: "application/json", Body: v.Report}, nil
}
