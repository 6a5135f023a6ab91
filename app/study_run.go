package app

import (
	"bytes"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"newstape/desk/ask/job"
	"newstape/fault"
	"newstape/study"
	"newstape/study/record"
	"newstape/study/report"
)

type studyRunCommand struct {
	Events string `arg:"" optional:"" help:"CSV of events: security and date (or at, with a zone); id, market, group, weight and own windows when wanted."`

	studyInputs

	Model      string       `help:"Model of normal returns; see 'newstape study models' (default: market-model, or factors with --factors)." placeholder:"M" group:"Design:"`
	Estimation windowFlag   `help:"Days that the model is fitted on." default:"-260..-11" group:"Design:"`
	Event      windowFlag   `help:"Days around the event that are kept." default:"-5..5" group:"Design:"`
	Window     []windowFlag `help:"Days that are summed; may be repeated (default: 0, -1..1, 0..1 and the event window, as far as they lie in it)." placeholder:"FROM..TO" group:"Design:"`
	Path       bool         `help:"Test the path [first,t] for every t as well." group:"Design:"`
	Missing    string       `help:"An event that lacks a return in its window: drop it, or keep what it has." enum:"drop,keep" default:"drop" group:"Design:"`
	MinDays    int          `help:"Fewest estimation days; with it the window may begin before the data." placeholder:"N" group:"Design:"`
	MaxReturn  float64      `help:"Largest return that is believed, as a fraction." default:"10" group:"Design:"`

	Test    []string `help:"Test, or test=convention, or all; may be repeated; see 'newstape study tests'." placeholder:"NAME[=CONVENTION]" group:"Judgement:"`
	Level   float64  `help:"Size of tests and intervals." default:"0.05" group:"Judgement:"`
	Adjust  string   `help:"Correction of p for many windows or days." enum:"none,bonferroni,holm,hochberg,hommel,bh,by" default:"holm" group:"Judgement:"`
	Draws   int      `help:"Draws of the resampling tests." default:"999" group:"Judgement:"`
	Seed    uint64   `help:"Seed of the resampling tests and of placebo dates." default:"1" group:"Judgement:"`
	Placebo int      `help:"Placebo samples for this design's own size and power; 0 leaves it out." default:"0" group:"Judgement:"`

	Format string `help:"text, csv, json, xlsx, latex or html (default: by the name of --out, else text)." enum:"text,csv,json,xlsx,latex,html," default:"" group:"Output:"`
	Table  string `help:"Table of --format csv: tests, windows, days, day_tests, groups, group_tests, differences, drops, diagnostics, placebo, events, cars, abnormal_returns, setup or inputs." default:"tests" placeholder:"NAME" group:"Output:"`
	Out    string `help:"Write to a file instead of standard output." short:"o" placeholder:"FILE" group:"Output:"`
	Record string `help:"Write a record of every choice, input hash and version." placeholder:"FILE" group:"Output:"`
	Replay string `help:"Do the study of a record again; refuses when an input has changed." placeholder:"FILE" group:"Output:"`
}

// Run does the study whole, and only then writes.
func (c studyRunCommand) Run(s *session) error {
	if c.Replay != "" {
		return c.replay(s)
	}
	if c.Events == "" {
		return fault.New(fault.BadUsage, "study: no events given").Try("newstape study EVENTS.csv --prices PRICES.csv --market NAME")
	}
	job, err := c.job(s)
	if err != nil {
		return err
	}
	result, rec, err := job.do(s)
	if err != nil {
		return err
	}
	output, err := render(result, rec, job.format, job.table)
	if err != nil {
		return err
	}
	rec.Seal(string(job.format), tableOf(job), output)
	if err := s.put(c.Out, output); err != nil {
		return err
	}
	if c.Record != "" {
		if err := writeFile(c.Record, rec.Write); err != nil {
			return err
		}
	}
	s.dropped(result)
	return nil
}

// job turns the flags into a study to be done.
func (c studyRunCommand) job(s *session) (*studyJob, error) {
	format, err := c.format(s)
	if err != nil {
		return nil, err
	}
	d := study.Default()
	d.Model, d.Market, d.RiskFree = c.Model, c.Market, c.Free
	d.Estimation, d.Event, d.Path = study.Window(c.Estimation), study.Window(c.Event), c.Path
	if d.Windows = windowsOf(c.Window); len(d.Windows) == 0 {
		d.Windows = job.UsualWindows(d.Event)
	}
	d.Dates, d.MaxShift, d.Exchange = study.DatePolicy(c.Dates), c.MaxShift, c.Exchange
	d.Missing, d.MinDays, d.MaxReturn = study.Missing(c.Missing), c.MinDays, c.MaxReturn
	d.Tests, d.Level, d.Adjust, d.Draws, d.Seed, d.Placebo = c.Test, c.Level, c.Adjust, c.Draws, c.Seed, c.Placebo
	out := &studyJob{Job: newJob(d, c.reading()), format: format, table: c.Table}
	if err := out.FitModel(); err != nil {
		return nil, err
	}
	return out, c.sources(s, c.Events, out.Job)
}

// format is what was asked for, or what the name of the output says.
func (c studyRunCommand) format(s *session) (report.Format, error) {
	f := report.Format(c.Format)
	if f == "" {
		f = map[string]report.Format{
			".csv": report.CSV, ".json": report.JSON, ".xlsx": report.XLSX, ".tex": report.LaTeX,
			".html": report.HTML, ".htm": report.HTML,
		}[strings.ToLower(filepath.Ext(c.Out))]
	}
	if f == "" {
		f = report.Text
	}
	if _, screen := terminal(s.Stdout); screen && f == report.XLSX && c.Out == "" {
		return f, fault.New(fault.BadUsage, "study: a workbook cannot be shown on a terminal").Try("-o study.xlsx")
	}
	return f, nil
}

// replay does a recorded study again.
func (c studyRunCommand) replay(s *session) error {
	if c.Events != "" || len(c.Prices)+len(c.Factors)+len(c.Test)+len(c.Window) > 0 || c.Market != "" || c.Model != "" {
		return fault.New(fault.BadUsage, "study: --replay takes every choice from the record").Try("--replay FILE with -o FILE at most")
	}
	b, err := readInput(c.Replay)
	if err != nil {
		return err
	}
	rec, err := record.Read(bytes.NewReader(b), c.Replay)
	if err != nil {
		return err
	}
	job := replayed(rec, filepath.Dir(c.Replay), s.cfg.Tape)
	result, again, err := job.do(s)
	if err != nil {
		return err
	}
	output, err := render(result, rec, job.format, job.table)
	if err != nil {
		return err
	}
	if err := s.put(c.Out, output); err != nil {
		return err
	}
	if !rec.Output.Is(output) {
		why := "the same program gave other bytes: a defect"
		if again.Program != rec.Program {
			why = fmt.Sprintf("the record was made by %s, this is %s", rec.Program, again.Program)
		}
		s.incomplete = append(s.incomplete, "the recorded output, byte for byte: "+why)
	}
	s.dropped(result)
	return nil
}

// render writes a result as the record says. The program named in the output is
// the record's, so that a replay can be compared byte for byte.
func render(r *study.Result, rec *record.Record, f report.Format, name string) ([]byte, error) {
	var b bytes.Buffer
	page := report.Page{Result: r, Program: rec.Program.String(), Inputs: rec.Inputs}
	if err := page.Write(&b, f, name); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

func tableOf(j *studyJob) string {
	if j.format == report.CSV {
		return j.table
	}
	return ""
}

// put writes to a file, or to standard output when there is no name.
func (s *session) put(path string, b []byte) error {
	write := func(w io.Writer) error {
		_, err := w.Write(b)
		return err
	}
	if path == "" {
		return write(s.Stdout)
	}
	return writeFile(path, write)
}

// dropped makes the exit status say that events are missing.
func (s *session) dropped(r *study.Result) {
	if line := report.Dropped(r); line != "" {
		s.incomplete = append(s.incomplete, line)
	}
}
