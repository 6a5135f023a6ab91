package app

import (
	"fmt"
	"path/filepath"
	"sync/atomic"
	"time"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"

	"newstape/desk/ask/job"
	"newstape/fault"
	"newstape/study"
	"newstape/study/record"
	"newstape/study/report"
	"newstape/tape/bars"
	"newstape/tape/sample"
)

// studyJob is a study to be done, from flags or from a record, and how it is to
// be written.
type studyJob struct {
	*job.Job
	format report.Format
	table  string
}

// newJob is a job that reads files.
func newJob(d study.Design, how record.Reading) *job.Job {
	return &job.Job{Design: d, Reading: how, Program: thisProgram(), Read: readInput, Tape: openStudyTape}
}

// replayed is the job of a record in the folder beside, where its inputs are
// looked for when they are not at their place. tape is the folder of prices for
// the record of a desk, which names none.
func replayed(rec *record.Record, beside, tape string) *studyJob {
	j := job.Replayed(rec)
	j.Program = thisProgram()
	place := func(path string) string {
		if isFile(path) || isDir(path) {
			return path
		}
		if near := filepath.Join(beside, path); isFile(near) || isDir(near) {
			return near
		}
		return path
	}
	j.Read = func(path string) ([]byte, error) { return readInput(place(path)) }
	j.Tape = func(path string) (*bars.Tape, error) {
		if path == job.DeskTape {
			return openDeskTape(tape)
		}
		return openStudyTape(place(path))
	}
	return &studyJob{Job: j, format: report.Format(rec.Output.Format), table: rec.Output.Table}
}

func openStudyTape(path string) (*bars.Tape, error) {
	if path == "" || path == job.EmbeddedTape {
		return sample.Tape()
	}
	return bars.Open(path)
}

// openDeskTape opens what a desk with a folder of prices measures on.
func openDeskTape(dir string) (*bars.Tape, error) {
	embedded, err := sample.Tape()
	if err != nil {
		return nil, err
	}
	if dir == "" {
		return nil, fault.New(fault.NotFound, "replay: the record is of a desk with a folder of prices, and none is given").
			Try("--tape DIR with that desk's folder")
	}
	own, err := bars.Open(dir)
	if err != nil {
		return nil, err
	}
	return bars.Join(own, embedded), nil
}

// do reads, checks and runs.
func (j *studyJob) do(s *session) (*study.Result, *record.Record, error) {
	m, err := s.prepare(j.Job)
	if err != nil {
		return nil, nil, err
	}
	progress, stop := s.studyBar()
	defer stop()
	m.Design.Progress = progress
	return j.Run(s.ctx, m)
}

// studyBar shows on a terminal what a study that lasts more than a second is at;
// stop ends it. Elsewhere progress is nil.
func (s *session) studyBar() (progress func(study.Progress), stop func()) {
	if _, ok := terminal(s.Stderr); !ok {
		return nil, func() {}
	}
	wait := make(chan any)
	timer := time.AfterFunc(time.Second, func() { close(wait) })
	var phase atomic.Value
	phase.Store(string(study.Fitting))
	p := mpb.NewWithContext(s.ctx, mpb.WithOutput(s.Stderr), mpb.WithWidth(40), mpb.WithRenderDelay(wait))
	bar := p.AddBar(0, mpb.BarRemoveOnComplete(), mpb.AppendDecorators(decor.CountersNoUnit("%d / %d")),
		mpb.PrependDecorators(decor.Any(func(decor.Statistics) string { return fmt.Sprintf("%-9s", phase.Load()) })))
	progress = func(at study.Progress) {
		phase.Store(string(at.Phase))
		bar.SetTotal(int64(at.Total), false)
		bar.SetCurrent(int64(at.Done))
	}
	return progress, func() {
		timer.Stop()
		bar.Abort(true)
		p.Shutdown()
	}
}

// prepare prepares a job and says what looks odd about it.
func (s *session) prepare(j *job.Job) (*job.Material, error) {
	m, err := j.Prepare()
	if err == nil && m.Warning != "" {
		fmt.Fprintf(s.Stderr, "newstape: %s\n", m.Warning)
	}
	return m, err
}
