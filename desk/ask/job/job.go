// Package job is one event study, from the things it names to its result and its
// record: it reads events, prices, benchmarks and factors, joins them into one
// panel, chooses what a person left open, and runs the engine.
//
//	j := &job.Job{Design: study.Default(), Reading: record.Reading{Values: "prices", Basis: "auto"}, Read: os.ReadFile, Tape: openTape, Program: p}
//	j.Design.Market = "SPY"
//	j.Add(record.Events, "events.csv")
//	j.Add(record.Tape, "")
//	m, err := j.Prepare()
//	result, rec, err := j.Run(ctx, m)
//
// In: the bytes of the sources by the caller's Read, and a tape. Out: the result,
// and a record with the SHA-256 of all that was read. The record of a tape is of
// the returns that the study uses.
//
// Limits: one tape; a name that two sources have is refused.
package job

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"newstape/fault"
	"newstape/study"
	"newstape/study/record"
	"newstape/study/table"
	"newstape/tape/bars"
)

// Job is a study to be done: new, or one of a record.
type Job struct {
	Design  study.Design
	Reading record.Reading
	Sources []Source
	Program record.Program
	// MaxEvents bounds the events; 0 means no bound.
	MaxEvents int
	// Lenient keeps rows of events that cannot be read, with what is wrong, in
	// Data.Rows instead of giving up: for a look before a study.
	Lenient bool
	// Recorded is what a replay must find; nil when the study is new.
	Recorded *record.Record
	// Read gives the bytes of a source.
	Read func(path string) ([]byte, error)
	// Tape opens the tape of a source.
	Tape func(path string) (*bars.Tape, error)
}

// Source is one thing to read.
type Source struct {
	Role record.Role
	Path string
}

// Replayed is the job of a record, less Read and Tape.
func Replayed(rec *record.Record) *Job {
	j := &Job{Design: rec.Design, Reading: rec.Reading, Recorded: rec}
	for _, in := range rec.Inputs {
		j.Add(in.Role, in.Path)
	}
	return j
}

// Add adds a source.
func (j *Job) Add(role record.Role, path string) {
	j.Sources = append(j.Sources, Source{role, path})
}

// Has reports whether a source has a role.
func (j *Job) Has(role record.Role) bool {
	return slices.ContainsFunc(j.Sources, func(s Source) bool { return s.Role == role })
}

// tradeToTrade begins the names of the models that want returns over gaps and
// keep events that have one.
const tradeToTrade = "trade-to-trade"

// FitModel sets what the model of the design demands of the reading.
func (j *Job) FitModel() error {
	if !strings.HasPrefix(j.Design.Model, tradeToTrade) {
		return nil
	}
	if j.Reading.Log != (j.Design.Model != tradeToTrade) {
		return fault.New(fault.BadUsage, "study: the model %s and %s returns do not go together", j.Design.Model, map[bool]string{true: "log", false: "simple"}[j.Reading.Log]).
			Try("trade-to-trade with simple returns, or trade-to-trade-log with log returns (--log)")
	}
	j.Design.Missing, j.Reading.Bridge = study.MissingKeep, true
	return nil
}

// Material is what a job leads to: a design with benchmark and factors, a panel,
// events, and where they came from.
type Material struct {
	Design study.Design
	Panel  study.Panel
	Events []study.Event
	Data   *Data
	// Warning says that returns look like per cent and were called fractions, or
	// the other way round; "" when they do not.
	Warning string
}

// Prepare reads every source, compares it with the record of a replay, and
// chooses what was left open.
func (j *Job) Prepare() (*Material, error) {
	data, err := j.Load()
	if err != nil {
		return nil, err
	}
	panel, err := data.panel()
	if err != nil {
		return nil, err
	}
	d := j.Design
	if j.Recorded == nil {
		if err := j.choose(&d, data, panel); err != nil {
			return nil, err
		}
	}
	if err := j.tapeInput(d, data); err != nil {
		return nil, err
	}
	return &Material{Design: d, Panel: panel, Events: OnBars(d, panel, data.Events), Data: data, Warning: unitWarning(d, panel, j.Reading)}, nil
}

// Run does the study of what was prepared.
func (j *Job) Run(ctx context.Context, m *Material) (*study.Result, *record.Record, error) {
	result, err := study.Run(ctx, m.Design, m.Panel, m.Events)
	if err != nil {
		return nil, nil, err
	}
	rec, err := record.New(j.Program, result.Design, j.Reading, m.Data.Inputs)
	return result, rec, err
}

// OnBars puts events with a moment on the bar that holds it, or else the next,
// where the axis is one of bars and not of days.
func OnBars(d study.Design, panel study.Panel, events []study.Event) []study.Event {
	s, ok := panel.Series(d.Market)
	if !ok || !slices.ContainsFunc(s.Stamps, func(t study.Stamp) bool { return t != study.Day(t.Date()) }) {
		return events
	}
	length := s.Stamps[len(s.Stamps)-1] - s.Stamps[0] // of a bar: the shortest step
	for k := 1; k < len(s.Stamps); k++ {
		length = min(length, s.Stamps[k]-s.Stamps[k-1])
	}
	out := slices.Clone(events)
	for k := range out {
		if out[k].At.IsZero() {
			continue
		}
		on := study.Moment(out[k].At)
		if at, exact := slices.BinarySearch(s.Stamps, on); !exact && at > 0 && on-s.Stamps[at-1] < length {
			on = s.Stamps[at-1]
		}
		out[k].On, out[k].At = on, time.Time{}
	}
	return out
}

// unitWarning looks at the benchmark, which does not move a tenth on its usual
// day.
func unitWarning(d study.Design, panel study.Panel, how record.Reading) string {
	if how.Values == string(table.Prices) {
		return ""
	}
	series, ok := panel.Series(d.Market)
	if !ok {
		return ""
	}
	var sizes []float64
	for _, v := range series.Values {
		if v == v {
			sizes = append(sizes, math.Abs(v))
		}
	}
	slices.Sort(sizes)
	if len(sizes) == 0 {
		return ""
	}
	switch m := sizes[len(sizes)/2]; {
	case how.Values == string(table.Returns) && m > 0.1:
		return fmt.Sprintf("%s moves %.3g on its median day: are these returns in per cent (--percent)?", d.Market, m)
	case how.Values == string(table.Percent) && m < 1e-4 && m > 0:
		return fmt.Sprintf("%s moves %.3g %% on its median day: are these returns fractions (--returns)?", d.Market, 100*m)
	}
	return ""
}

// UsualWindows are day 0, the days around it, and the whole event window.
func UsualWindows(event study.Window) []study.Window {
	var out []study.Window
	for _, w := range []study.Window{{From: 0, To: 0}, {From: -1, To: 1}, {From: 0, To: 1}} {
		if event.From <= w.From && w.To <= event.To && w != event {
			out = append(out, w)
		}
	}
	return append(out, event)
}
