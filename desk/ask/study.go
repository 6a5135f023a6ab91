package ask

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"slices"
	"strconv"

	"newstape/desk/ask/job"
	"newstape/fault"
	"newstape/study"
	"newstape/study/report"
)

// StudyRequest asks for an event study on the prices of the tape. Fields that are
// left out are those of "newstape study".
type StudyRequest struct {
	Events []StudyEvent `json:"events,omitempty"`
	// CSV is a table of events instead, as table.ReadEvents reads it.
	CSV string `json:"csv,omitempty"`

	Model  string `json:"model,omitempty"`  // a row of "newstape study models"; default market-model
	Market string `json:"market,omitempty"` // benchmark: a listing or ticker of the tape; default SPY
	Basis  string `json:"basis,omitempty"`  // raw, adjusted or auto (adjusted where there is); default auto
	Log    bool   `json:"log,omitempty"`    // log returns
	// Factors are listings of the tape that the model uses beside the market, or
	// that synthetic-control mixes.
	Factors []string `json:"factors,omitempty"`
	Slashes string   `json:"slashes,omitempty"` // what 03/04/2025 means: mdy or dmy, where no row tells

	Estimation *study.Window  `json:"estimation,omitempty"` // default -260..-11
	Event      *study.Window  `json:"event,omitempty"`      // default -5..5
	Windows    []study.Window `json:"windows,omitempty"`    // default 0, -1..1, 0..1 and the event window, as far as they lie in it
	Path       bool           `json:"path,omitempty"`       // test [first, t] for every t as well
	MinDays    int            `json:"min_days,omitempty"`   // fewest estimation days; 0 is parameters + 3
	Missing    string         `json:"missing,omitempty"`    // drop or keep events that lack a return in their window; default drop
	Dates      string         `json:"dates,omitempty"`      // an event on a day without trading: next, previous, skip, exact; default next
	Exchange   string         `json:"exchange,omitempty"`   // MIC whose hours map a moment to a session; default that of Market

	Tests   []string `json:"tests,omitempty"` // names, each with or without =convention; none is all
	Level   float64  `json:"level,omitempty"` // default 0.05
	Adjust  string   `json:"adjust,omitempty"`
	Draws   int      `json:"draws,omitempty"` // default 999
	Seed    uint64   `json:"seed,omitempty"`  // default 1
	Placebo int      `json:"placebo,omitempty"`
}

// StudyEvent is one dated event of one security. Either Date or At says when.
type StudyEvent struct {
	ID       string  `json:"id,omitempty"`
	Security string  `json:"security"` // XNYS:BABA, or a ticker that one listing alone has
	Date     string  `json:"date,omitempty"`
	At       string  `json:"at,omitempty"` // a moment with its zone, mapped to a session
	Market   string  `json:"market,omitempty"`
	Group    string  `json:"group,omitempty"`
	Weight   float64 `json:"weight,omitempty"`
}

// Study is the answer: the report of docs/study-json.md, and the result that it
// shows.
type Study struct {
	Report  json.RawMessage
	Result  *study.Result
	Dropped string // which events are missing, in one line; "" when none is
}

// Study measures events. It ends when ctx does.
func (r *Rooms) Study(ctx context.Context, q StudyRequest) (*Study, error) {
	plan, err := r.PlanStudy(q, r.bounds.study())
	if err != nil {
		return nil, err
	}
	done, err := plan.Run(ctx, nil)
	if err != nil {
		return nil, err
	}
	b, err := done.Report(report.JSON, "")
	if err != nil {
		return nil, err
	}
	return &Study{Report: b, Result: done.Result, Dropped: done.Dropped()}, nil
}

// table is the events as the CSV that the study's reader takes, so that a
// mistake in them is named in one way.
func (q StudyRequest) table() ([]byte, error) {
	switch {
	case len(q.CSV) > maxStudyCSV:
		return nil, fault.New(fault.TooLarge, "study: %d bytes of events; a request has at most %d", len(q.CSV), maxStudyCSV)
	case q.CSV != "" && len(q.Events) > 0:
		return nil, fault.New(fault.BadInput, "study: both events and csv were given").Try("one of them")
	case q.CSV != "":
		return []byte(q.CSV), nil
	case len(q.Events) == 0:
		return nil, fault.New(fault.BadInput, "study: no events").Try("events: [{\"security\": \"XNYS:BABA\", \"date\": \"2025-11-14\"}]")
	}
	columns := slices.DeleteFunc(eventColumns(), func(c eventColumn) bool {
		return !slices.ContainsFunc(q.Events, func(e StudyEvent) bool { return c.cell(e) != "" })
	})
	rows := make([][]string, 1+len(q.Events))
	rows[0] = []string{"security"}
	for _, c := range columns {
		rows[0] = append(rows[0], c.name)
	}
	for k, e := range q.Events {
		row := []string{e.Security}
		for _, c := range columns {
			row = append(row, c.cell(e))
		}
		rows[k+1] = row
	}
	var b bytes.Buffer
	if err := csv.NewWriter(&b).WriteAll(rows); err != nil {
		return nil, fault.New(fault.BadInput, "study: events: %w", err)
	}
	return b.Bytes(), nil
}

// eventColumn is a column beside the security, left out when it is empty.
type eventColumn struct {
	name string
	cell func(StudyEvent) string
}

func eventColumns() []eventColumn {
	return []eventColumn{
		{"id", func(e StudyEvent) string { return e.ID }},
		{"date", func(e StudyEvent) string { return e.Date }},
		{"at", func(e StudyEvent) string { return e.At }},
		{"market", func(e StudyEvent) string { return e.Market }},
		{"group", func(e StudyEvent) string { return e.Group }},
		{"weight", func(e StudyEvent) string { return weightCell(e.Weight) }},
	}
}

func weightCell(w float64) string {
	if w == 0 {
		return ""
	}
	return strconv.FormatFloat(w, 'g', -1, 64)
}

// UsualMarket is the benchmark of a study that names none.
const UsualMarket = "SPY"

func (q StudyRequest) design() study.Design {
	d := study.Default()
	d.Model, d.Market = q.Model, q.Market
	if d.Market == "" {
		d.Market = UsualMarket
	}
	if q.Estimation != nil {
		d.Estimation = *q.Estimation
	}
	if q.Event != nil {
		d.Event = *q.Event
	}
	if d.Windows = q.Windows; len(d.Windows) == 0 {
		d.Windows = job.UsualWindows(d.Event)
	}
	d.Path, d.MinDays, d.Exchange, d.Tests, d.Placebo = q.Path, q.MinDays, q.Exchange, q.Tests, q.Placebo
	if q.Missing != "" {
		d.Missing = study.Missing(q.Missing)
	}
	if q.Dates != "" {
		d.Dates = study.DatePolicy(q.Dates)
	}
	if q.Level != 0 {
		d.Level = q.Level
	}
	if q.Adjust != "" {
		d.Adjust = q.Adjust
	}
	if q.Draws != 0 {
		d.Draws = q.Draws
	}
	if q.Seed != 0 {
		d.Seed = q.Seed
	}
	return d
}
