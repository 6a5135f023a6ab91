package serve

import (
	"context"
	"net/http"
	"slices"
	"time"

	"newstape/desk/ask"
	"newstape/desk/ask/studies"
	"newstape/study/report"
)

// studyOperations are the studies that are done in the background.
func (s *Service) studyOperations() {
	add(s, operation{
		id: "start-study", method: http.MethodPost, path: "/v1/studies", tag: "studies", scope: Read, status: http.StatusAccepted,
		summary: "Start an event study in the background",
		more: "Takes what /v1/study takes, and more of it: see bounds of /v1/studies/models. One study runs at a time and 8 may wait; " +
			"more is busy. The 32 newest are kept, in memory: a restart of the desk forgets them. Whoever has the scope read sees all of them.",
	}, s.startStudy)
	add(s, operation{
		id: "preview-study", method: http.MethodPost, path: "/v1/studies/preview", tag: "studies", scope: Read,
		summary: "How the events of a study are read and where they would be measured", more: "Nothing is run. Each row that cannot be used says why.",
	}, s.previewStudy)
	add(s, operation{
		id: "list-study-models", method: http.MethodGet, path: "/v1/studies/models", tag: "studies", scope: Read,
		summary: "The models, tests and choices of a study in plain words",
	}, func(context.Context, *nothing) (*one[ask.StudyChoices], error) {
		return &one[ask.StudyChoices]{ask.Choices(ask.LongStudy())}, nil
	})
	add(s, operation{
		id: "list-studies", method: http.MethodGet, path: "/v1/studies", tag: "studies", scope: Read, summary: "Studies, the newest first",
	}, s.listStudies)
	add(s, operation{
		id: "get-study", method: http.MethodGet, path: "/v1/studies/{id}", tag: "studies", scope: Read, summary: "How far a study is, or how it ended",
	}, s.getStudy)
	add(s, operation{
		id: "stop-study", method: http.MethodDelete, path: "/v1/studies/{id}", tag: "studies", scope: Read, status: http.StatusNoContent,
		summary: "Cancel a study", more: "One that waits or runs is cancelled and stays in the list; one that has ended is forgotten.",
	}, s.stopStudy)
	add(s, operation{
		id: "get-study-report", method: http.MethodGet, path: "/v1/studies/{id}/report", tag: "studies", scope: Read, gives: reportMedia(),
		summary: "The result of a study that is done", more: "JSON is drawn in docs/study-json.md.",
	}, s.studyReport)
	add(s, operation{
		id: "get-study-record", method: http.MethodGet, path: "/v1/studies/{id}/record", tag: "studies", scope: Read, gives: []string{"application/json"},
		summary: "What newstape study --replay reads",
		more: "It holds every choice, the print of the events and of the prices used, and the print of the report in the format that is named here. " +
			"A replay wants the events (events of this study) beside it as events.csv, and a tape with the same prices.",
	}, s.studyRecord)
	add(s, operation{
		id: "get-study-events", method: http.MethodGet, path: "/v1/studies/{id}/events", tag: "studies", scope: Read, gives: []string{"text/csv"},
		summary: "The table of events as the study read it", more: "A replay of the record wants these bytes.",
	}, s.studyEvents)
}

// studyState is what is told of a study.
type studyState struct {
	ID     string `json:"id"`
	State  string `json:"state" enum:"waiting,running,done,failed,cancelled"`
	Ahead  int    `json:"ahead,omitempty" doc:"of one that waits: how many come before it"`
	Phase  string `json:"phase,omitempty" enum:"reading,fitting,testing,placebos" doc:"of one that runs, or at which it ended early"`
	Done   int    `json:"done" doc:"of the phase: events fitted, tests of windows, placebo samples"`
	Total  int    `json:"total" doc:"of the phase; 0 where nothing is counted"`
	Events int    `json:"events" doc:"given"`
	Kept   int    `json:"kept,omitempty" doc:"measured"`

	Model    string        `json:"model,omitempty"`
	Market   string        `json:"market,omitempty"`
	Dropped  string        `json:"dropped,omitempty" doc:"which events are missing and why"`
	Created  time.Time     `json:"created"`
	Started  *time.Time    `json:"started,omitempty"`
	Finished *time.Time    `json:"finished,omitempty"`
	Problem  *studyProblem `json:"problem,omitempty" doc:"of one that failed"`
	Replay   *studyReplay  `json:"replay,omitempty" doc:"of one that is done"`
}

// studyProblem is a problem without a request.
type studyProblem struct {
	Code   string `json:"code"`
	Detail string `json:"detail"`
	Try    string `json:"try,omitempty"`
}

// studyReplay is how a study is done again on the command line.
type studyReplay struct {
	Record  string `json:"record" doc:"address of the record; keep it as study.record.json"`
	Events  string `json:"events" doc:"address of the events; keep them beside it as events.csv"`
	Tape    string `json:"tape" doc:"which prices it wants, in words"`
	Command string `json:"command"`
}

func stateOf(st studies.State) studyState {
	out := studyState{
		ID: st.ID, State: string(st.State), Ahead: st.Ahead, Phase: string(st.Phase), Done: st.Done, Total: st.Total, Events: st.Events, Kept: st.Kept,
		Model: st.Model, Market: st.Market, Dropped: st.Dropped, Created: st.Created, Started: given(st.Started), Finished: given(st.Finished),
	}
	if st.Err != nil {
		p := problemOf(st.Err)
		out.Problem = &studyProblem{Code: p.Code, Detail: p.Detail, Try: p.Try}
		if p.Status >= http.StatusInternalServerError {
			out.Problem.Detail = "the service failed; the log says why, under the id of this study"
		}
	}
	if st.State == studies.Done {
		at := "/v1/studies/" + st.ID
		out.Replay = &studyReplay{
			Record: at + "/record", Events: at + "/events", Tape: "the sample that is part of newstape",
			Command: "newstape study --replay study.record.json -o study.json",
		}
		if !st.Embedded {
			out.Replay.Tape = "the folder of prices of this desk, and the sample that is part of newstape"
			out.Replay.Command = "newstape --tape DIR study --replay study.record.json -o study.json"
		}
	}
	return out
}

// given is nil for a time that is none.
func given(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}

// book is the studies of this service.
func (s *Service) book() (*studies.Book, error) {
	if s.studies == nil {
		return nil, missing("rooms to answer questions")
	}
	return s.studies, nil
}

func (s *Service) startStudy(_ context.Context, in *studyIn) (*made[studyState], error) {
	b, err := s.book()
	if err != nil {
		return nil, err
	}
	st, err := b.Start(in.Body)
	if err != nil {
		return nil, err
	}
	return &made[studyState]{Location: "/v1/studies/" + st.ID, Body: stateOf(st)}, nil
}

func (s *Service) previewStudy(_ context.Context, in *studyIn) (*one[*ask.StudyPreview], error) {
	r, err := s.rooms()
	if err != nil {
		return nil, err
	}
	v, err := r.PreviewStudy(in.Body, ask.LongStudy())
	return &one[*ask.StudyPreview]{v}, err
}

func (s *Service) listStudies(context.Context, *nothing) (*listed[studyState], error) {
	b, err := s.book()
	if err != nil {
		return nil, err
	}
	var out []studyState
	for _, st := range b.List() {
		out = append(out, stateOf(st))
	}
	return whole(out), nil
}

func (s *Service) getStudy(_ context.Context, in *byID) (*one[studyState], error) {
	b, err := s.book()
	if err != nil {
		return nil, err
	}
	st, err := b.State(in.ID)
	if err != nil {
		return nil, err
	}
	return &one[studyState]{stateOf(st)}, nil
}

func (s *Service) stopStudy(_ context.Context, in *byID) (*nothing, error) {
	b, err := s.book()
	if err != nil {
		return nil, err
	}
	return &nothing{}, b.Stop(in.ID)
}

// reportForms are the ways of writing a report, by the words of the address.
func reportForms() map[string]struct {
	format report.Format
	media  string
	ending string
} {
	return map[string]struct {
		format report.Format
		media  string
		ending string
	}{
		"json": {report.JSON, "application/json", "json"},
		"html": {report.HTML, "text/html; charset=utf-8", "html"},
		"text": {report.Text, "text/plain; charset=utf-8", "txt"},
		"csv":  {report.CSV, "text/csv; charset=utf-8", "csv"},
		"xlsx": {report.XLSX, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"},
		"tex":  {report.LaTeX, "application/x-tex", "tex"},
		// The command line's word.
		"latex": {report.LaTeX, "application/x-tex", "tex"},
	}
}

func reportMedia() []string {
	var out []string
	for _, form := range reportForms() {
		out = append(out, mediaType(form.media))
	}
	slices.Sort(out)
	return slices.Compact(out)
}

type studyFormIn struct {
	ID     string `path:"id" minLength:"1" maxLength:"128" pattern:"^[A-Za-z0-9._:-]+$" patternDescription:"an id as the service gave it"`
	Format string `query:"format" enum:"json,html,text,csv,xlsx,tex,latex" default:"json"`
	Table  string `query:"table" maxLength:"40" doc:"of csv: tests, windows, days, events ..., see tables of /v1/studies/models; tests when left out"`
}

// file is an answer that a browser keeps under a name.
type file struct {
	ContentType string `header:"Content-Type"`
	Disposition string `header:"Content-Disposition"`
	Body        []byte
}

func (s *Service) studyReport(_ context.Context, in *studyFormIn) (*file, error) {
	b, err := s.book()
	if err != nil {
		return nil, err
	}
	form := reportForms()[in.Format]
	body, err := b.Report(in.ID, form.format, in.Table)
	if err != nil {
		return nil, err
	}
	out := &file{ContentType: form.media, Body: body}
	switch in.Format {
	case "json", "text":
	case "csv":
		out.Disposition = attached("study-" + tableName(in.Table) + ".csv")
	default:
		out.Disposition = attached("study." + form.ending)
	}
	return out, nil
}

// tableName is one that the report knew.
func tableName(asked string) string {
	if asked == "" {
		return report.SheetNames()[0]
	}
	return asked
}

func attached(name string) string { return `attachment; filename="` + name + `"` }

func (s *Service) studyRecord(_ context.Context, in *studyFormIn) (*file, error) {
	b, err := s.book()
	if err != nil {
		return nil, err
	}
	body, err := b.Record(in.ID, reportForms()[in.Format].format, in.Table)
	if err != nil {
		return nil, err
	}
	return &file{ContentType: "application/json", Disposition: attached("study.record.json"), Body: body}, nil
}

func (s *Service) studyEvents(_ context.Context, in *byID) (*file, error) {
	b, err := s.book()
	if err != nil {
		return nil, err
	}
	body, err := b.Events(in.ID)
	if err != nil {
		return nil, err
	}
	return &file{ContentType: "text/csv; charset=utf-8", Disposition: attached(ask.EventsFile), Body: body}, nil
}
