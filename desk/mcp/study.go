package mcp

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"newstape/desk/ask"
	"newstape/fault"
	"newstape/study"
	"newstape/study/record"
)

// StudyInput is events to measure.
type StudyInput struct {
	Events     []StudyEvent   `json:"events" jsonschema:"the events, at most 200"`
	Market     string         `json:"market,omitempty" jsonschema:"benchmark: a listing or ticker of the tape, default SPY"`
	Model      string         `json:"model,omitempty" jsonschema:"model of normal returns, default market-model"`
	Estimation *study.Window  `json:"estimation,omitempty" jsonschema:"sessions that the model is fitted on, default -260..-11"`
	Event      *study.Window  `json:"event,omitempty" jsonschema:"sessions around the event that are kept, default -5..5"`
	Windows    []study.Window `json:"windows,omitempty" jsonschema:"sessions that are summed, each inside event; default 0..0, -1..1, 0..1 and event"`
	Tests      []string       `json:"tests,omitempty" jsonschema:"names of tests; left out: patell, bmp, kp, rank, sign"`
	Basis      string         `json:"basis,omitempty" jsonschema:"raw, adjusted or auto"`
}

// StudyEvent is one event.
type StudyEvent struct {
	Security string `json:"security" jsonschema:"MIC:ticker such as XNYS:BABA, or a ticker that one listing alone has"`
	Date     string `json:"date,omitempty" jsonschema:"the day, 2025-11-14"`
	At       string `json:"at,omitempty" jsonschema:"instead of date: the moment of the news with its zone"`
	ID       string `json:"id,omitempty"`
}

// StudyOutput is the study in short; docs/study-json.md explains the parts.
// Returns are fractions.
type StudyOutput struct {
	Program string         `json:"program"`
	Inputs  []record.Input `json:"inputs" jsonschema:"what was read, with its SHA-256: the receipt of the study, with design and tests"`
	Model   StudyModel     `json:"model"`
	Tests   []StudyTest    `json:"tests"`
	Result  StudyResult    `json:"result"`
	LeftOut int            `json:"left_out,omitempty" jsonschema:"events not shown for length"`
}

// StudyModel is the model of normal returns.
type StudyModel struct {
	Name   string `json:"name"`
	Title  string `json:"title"`
	Source string `json:"source"`
}

// StudyTest is a test that ran.
type StudyTest struct {
	Test       string `json:"test"`
	Convention string `json:"convention"`
	Source     string `json:"source"`
}

// StudyResult is what came out.
type StudyResult struct {
	Design struct {
		Market     string         `json:"market"`
		Estimation study.Window   `json:"estimation"`
		Event      study.Window   `json:"event"`
		Windows    []study.Window `json:"windows"`
		Missing    string         `json:"missing"`
		Level      float64        `json:"level"`
		Adjust     string         `json:"adjust"`
		Seed       uint64         `json:"seed"`
	} `json:"design"`
	Events []struct {
		ID       string     `json:"id,omitempty"`
		Security string     `json:"security"`
		Session  any        `json:"session"`
		Used     int        `json:"used" jsonschema:"estimation days"`
		R2       float64    `json:"r2"`
		CARs     []Estimate `json:"cars" jsonschema:"one for each window of the design"`
	} `json:"events"`
	Drops []struct {
		ID       string `json:"id,omitempty"`
		Security string `json:"security"`
		Reason   string `json:"reason"`
		Detail   string `json:"detail,omitempty"`
	} `json:"drops"`
	Windows []struct {
		Window study.Window `json:"window"`
		N      int          `json:"n"`
		Mean   float64      `json:"mean"`
		Low    float64      `json:"low"`
		High   float64      `json:"high"`
		Stats  []Stat       `json:"stats"`
	} `json:"windows"`
	Diagnostics struct {
		Notes []string `json:"notes"`
	} `json:"diagnostics"`
}

// Estimate is one figure with its standard error.
type Estimate struct {
	Value   float64 `json:"value"`
	SE      float64 `json:"se"`
	T       float64 `json:"t"`
	P       float64 `json:"p"`
	Missing string  `json:"missing,omitempty" jsonschema:"why there is no figure"`
}

// Stat is one test's answer.
type Stat struct {
	Test     string  `json:"test"`
	Value    float64 `json:"value"`
	P        float64 `json:"p" jsonschema:"two-sided"`
	Adjusted float64 `json:"p_adjusted"`
	Missing  string  `json:"missing,omitempty" jsonschema:"why there is no value"`
}

// maxEvents bounds the events of one call.
const maxEvents = 200

func (d *desk) study(ctx context.Context, in StudyInput) (StudyOutput, string, error) {
	if len(in.Events) > maxEvents {
		return StudyOutput{}, "", tooManyEvents(len(in.Events))
	}
	q := ask.StudyRequest{
		Market: in.Market, Model: in.Model, Estimation: in.Estimation, Event: in.Event, Windows: in.Windows, Tests: in.Tests, Basis: in.Basis,
	}
	if len(q.Tests) == 0 {
		q.Tests = []string{"patell", "bmp", "kp", "rank", "sign"}
	}
	for _, e := range in.Events {
		q.Events = append(q.Events, ask.StudyEvent{ID: e.ID, Security: e.Security, Date: e.Date, At: e.At})
	}
	s, err := d.Rooms().Study(ctx, q)
	if err != nil {
		return StudyOutput{}, "", err
	}
	var out StudyOutput
	if err := json.Unmarshal(s.Report, &out); err != nil {
		return StudyOutput{}, "", fmt.Errorf("study: %w", err)
	}
	if n := len(out.Result.Events) - maxRows; n > 0 {
		out.Result.Events, out.LeftOut = out.Result.Events[:maxRows], n
	}
	return out, out.words(s.Dropped), nil
}

func (o *StudyOutput) words(dropped string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s against %s, estimated on %d..%d. Returns in per cent.\n", o.Model.Title, o.Result.Design.Market, o.Result.Design.Estimation.From, o.Result.Design.Estimation.To)
	for _, e := range o.Result.Events {
		fmt.Fprintf(&b, "- %s, session %v:", e.Security, e.Session)
		for k, c := range e.CARs {
			if k < len(o.Result.Design.Windows) && c.Missing == "" {
				w := o.Result.Design.Windows[k]
				fmt.Fprintf(&b, " [%d,%d] %+.2f (t %.2f, p %.3f)", w.From, w.To, 100*c.Value, c.T, c.P)
			}
		}
		b.WriteByte('\n')
	}
	for _, w := range o.Result.Windows {
		fmt.Fprintf(&b, "Mean of [%d,%d] over %d: %+.2f", w.Window.From, w.Window.To, w.N, 100*w.Mean)
		for _, s := range w.Stats {
			if s.Missing == "" {
				fmt.Fprintf(&b, "; %s p %.3f", s.Test, s.P)
			}
		}
		b.WriteByte('\n')
	}
	if dropped != "" {
		b.WriteString("Missing: " + dropped + "\n")
	}
	for _, n := range o.Result.Diagnostics.Notes {
		b.WriteString("Note: " + n + "\n")
	}
	for _, in := range o.Inputs {
		fmt.Fprintf(&b, "Receipt: %s, SHA-256 %s\n", in.Role, in.SHA256)
	}
	return cut(b.String(), maxWords)
}

func tooManyEvents(n int) error {
	return fault.New(fault.TooLarge, "study: %d events; a call has at most %d", n, maxEvents).Try("several calls, or newstape study on the command line")
}
