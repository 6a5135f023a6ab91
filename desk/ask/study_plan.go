package ask

import (
	"bytes"
	"context"
	"slices"
	"strings"

	"newstape/desk/ask/job"
	"newstape/fault"
	"newstape/study"
	"newstape/study/record"
	"newstape/study/report"
	"newstape/study/table"
	"newstape/tape/bars"
)

// EventsFile is how a record names the events of a request: the file that a
// replay looks for beside the record.
const EventsFile = "events.csv"

// StudyPlan is a study with everything read that it needs. It holds no rooms
// open and can run at any time, once.
type StudyPlan struct {
	job      *job.Job
	material *job.Material
	events   []byte
}

// PlanStudy reads what a study needs and refuses what it cannot do within its
// bounds.
func (r *Rooms) PlanStudy(q StudyRequest, b StudyBounds) (*StudyPlan, error) {
	leave, err := r.enter()
	if err != nil {
		return nil, err
	}
	defer leave()
	j, events, err := r.studyJob(q, b)
	if err != nil {
		return nil, err
	}
	m, err := j.Prepare()
	if err != nil {
		return nil, err
	}
	if err := b.work(m.Design, m.Events); err != nil {
		return nil, err
	}
	m.Release()
	return &StudyPlan{job: j, material: m, events: events}, nil
}

// CheckStudy refuses what can be refused without prices: a design that is none, a
// table that cannot be read, too much work. It gives the number of events.
func CheckStudy(q StudyRequest, b StudyBounds) (events int, err error) {
	b = b.filled()
	text, err := q.table()
	if err != nil {
		return 0, err
	}
	j, err := q.job(b)
	if err != nil {
		return 0, err
	}
	list, err := table.ReadEvents(bytes.NewReader(text), EventsFile, table.EventOptions{Slashes: table.Order(q.Slashes), Most: b.Events})
	if err != nil {
		return 0, err
	}
	d := j.Design
	if d.Model == "" {
		d.Model = UsualModel
	}
	if err := d.Validate(); err != nil {
		return 0, err
	}
	return len(list), b.work(d, list)
}

// UsualModel is the model of a study that names none.
const UsualModel = "market-model"

// studyJob is the job of a request on these rooms' tape.
func (r *Rooms) studyJob(q StudyRequest, b StudyBounds) (*job.Job, []byte, error) {
	b = b.filled()
	events, err := q.table()
	if err != nil {
		return nil, nil, err
	}
	j, err := q.job(b)
	if err != nil {
		return nil, nil, err
	}
	j.Program = r.program
	j.Read = func(string) ([]byte, error) { return events, nil }
	j.Tape = func(string) (*bars.Tape, error) { return r.facts.Tape, nil }
	// The sources have no paths: what a caller sees names no folder of ours.
	j.Add(record.Events, EventsFile)
	if r.tapeDir == "" {
		j.Add(record.Tape, job.EmbeddedTape)
	} else {
		j.Add(record.Tape, job.DeskTape)
	}
	return j, events, nil
}

// job is the design and the reading of a request.
func (q StudyRequest) job(b StudyBounds) (*job.Job, error) {
	if err := q.bound(b); err != nil {
		return nil, err
	}
	if q.Basis == "" {
		q.Basis = "auto"
	}
	if !slices.Contains(StudyBases(), q.Basis) {
		return nil, fault.New(fault.BadInput, "study: basis %q is unknown", short(q.Basis)).Try("raw, adjusted or auto")
	}
	if !slices.Contains([]string{"", string(table.MonthFirst), string(table.DayFirst)}, q.Slashes) {
		return nil, fault.New(fault.BadInput, "study: slashes %q are unknown", short(q.Slashes)).Try("mdy or dmy")
	}
	j := &job.Job{
		Design: q.design(), MaxEvents: b.Events,
		Reading: record.Reading{Values: string(table.Prices), Log: q.Log, Basis: q.Basis, Slashes: q.Slashes, Factors: q.Factors},
	}
	return j, j.FitModel()
}

// StudyBases are the prices that returns may be made of; auto takes adjusted
// prices where there are some.
func StudyBases() []string { return []string{"auto", string(bars.Adjusted), string(bars.Raw)} }

// short clips what a message quotes.
func short(text string) string {
	if len(text) > 60 {
		return strings.ToValidUTF8(text[:60], "") + "..."
	}
	return text
}

// Run does the study. progress, when set, is told how far it is; see
// [study.Design].
func (p *StudyPlan) Run(ctx context.Context, progress func(study.Progress)) (*StudyDone, error) {
	p.material.Design.Progress = progress
	result, rec, err := p.job.Run(ctx, p.material)
	if err != nil {
		return nil, err
	}
	result.Design.Progress, rec.Design.Progress = nil, nil
	return &StudyDone{Result: result, Events: p.events, record: rec}, nil
}

// StudyDone is a study that was done. It does not change and may be written by
// several at once.
type StudyDone struct {
	Result *study.Result
	Events []byte // the table of events, as the record's print has it
	record *record.Record
}

// Figures is about how large the result is, as [StudyBounds] counts.
func (d *StudyDone) Figures() int {
	groups := make([]study.Event, 0, len(d.Result.Groups))
	for _, g := range d.Result.Groups {
		groups = append(groups, study.Event{Group: g.Group})
	}
	return resultFigures(d.Result.Design, groups) + len(d.Result.Events)*(len(d.Result.Days)+len(d.Result.Windows))
}

// Embedded tells whether the prices were the sample of the binary alone, so that
// a replay wants no tape.
func (d *StudyDone) Embedded() bool {
	return !slices.ContainsFunc(d.record.Inputs, func(in record.Input) bool { return in.Role == record.Tape && in.Path != job.EmbeddedTape })
}

// Dropped says in one line which events are missing; "" when none is.
func (d *StudyDone) Dropped() string { return report.Dropped(d.Result) }

// Report writes the study in a format of package report. table names the sheet
// of CSV, "" for tests.
func (d *StudyDone) Report(f report.Format, sheet string) ([]byte, error) {
	var b bytes.Buffer
	page := report.Page{Result: d.Result, Program: d.record.Program.String(), Inputs: d.record.Inputs}
	err := page.Write(&b, f, sheet)
	return b.Bytes(), err
}

// Record writes what "newstape study --replay" reads, sealed with the print of
// the report in a format.
func (d *StudyDone) Record(f report.Format, sheet string) ([]byte, error) {
	if f == report.CSV && sheet == "" {
		sheet = report.SheetNames()[0]
	}
	if f != report.CSV {
		sheet = ""
	}
	output, err := d.Report(f, sheet)
	if err != nil {
		return nil, err
	}
	rec := *d.record
	rec.Seal(string(f), sheet, output)
	var b bytes.Buffer
	err = rec.Write(&b)
	return b.Bytes(), err
}
