package app

import (
	"bytes"
	"fmt"
	"math"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"newstape/fault"
	"newstape/study"
	"newstape/study/record"
	"newstape/study/report"
	"newstape/study/table"
)

// studyJob is a study to be done: from flags, or from a record.
type studyJob struct {
	design  study.Design
	reading record.Reading
	sources []studySource
	format  report.Format
	table   string
	// recorded is what a replay must find; nil when the study is new.
	recorded *record.Record
	beside   string // folder of the record
}

type studySource struct {
	role record.Role
	path string
}

func (j *studyJob) add(role record.Role, path string) {
	j.sources = append(j.sources, studySource{role, path})
}

func (j *studyJob) has(role record.Role) bool {
	return slices.ContainsFunc(j.sources, func(s studySource) bool { return s.role == role })
}

// replayed is the job of a record.
func replayed(rec *record.Record, beside string) *studyJob {
	j := &studyJob{
		design: rec.Design, reading: rec.Reading, format: report.Format(rec.Output.Format), table: rec.Output.Table,
		recorded: rec, beside: beside,
	}
	for _, in := range rec.Inputs {
		j.add(in.Role, in.Path)
	}
	return j
}

// studyData is what the sources hold.
type studyData struct {
	events  []study.Event
	prices  []*study.Table
	market  *study.Table
	factors []*table.Factors
	tape    *tapePanel
	inputs  []record.Input
}

// do reads, checks and runs.
func (j *studyJob) do(s *session) (*study.Result, *record.Record, error) {
	data, err := j.read()
	if err != nil {
		return nil, nil, err
	}
	panel, err := data.panel()
	if err != nil {
		return nil, nil, err
	}
	d := j.design
	if j.recorded == nil {
		if err := j.choose(&d, data, panel); err != nil {
			return nil, nil, err
		}
	}
	if err := j.tapeInput(d, data); err != nil {
		return nil, nil, err
	}
	events := onBars(d, panel, data.events)
	s.warnOfUnits(d, panel, j.reading)
	progress, stop := s.countBar("events")
	d.Progress = progress
	result, err := study.Run(s.ctx, d, panel, events)
	stop()
	if err != nil {
		return nil, nil, err
	}
	rec, err := record.New(thisProgram(), result.Design, j.reading, data.inputs)
	return result, rec, err
}

// read reads every source but the tape's figures, and checks a record's prints
// before anything is computed.
func (j *studyJob) read() (*studyData, error) {
	out := &studyData{}
	for k, src := range j.sources {
		if src.role == record.Tape {
			if err := out.openTape(j, src.path); err != nil {
				return nil, err
			}
			continue
		}
		b, err := readInput(j.place(src.path))
		if err != nil {
			return nil, err
		}
		if j.recorded != nil {
			if err := j.recorded.Inputs[k].Check(b); err != nil {
				return nil, err
			}
		}
		out.inputs = append(out.inputs, record.Of(src.role, src.path, b))
		if err := out.parse(j.reading, src, b); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// place is where a source is: where its path says, or on a replay also beside
// the record.
func (j *studyJob) place(path string) string {
	if j.recorded == nil || isFile(path) || isDir(path) {
		return path
	}
	if near := filepath.Join(j.beside, path); isFile(near) || isDir(near) {
		return near
	}
	return path
}

func (d *studyData) parse(how record.Reading, src studySource, b []byte) error {
	opt := table.Options{Kind: table.Kind(how.Values), Log: how.Log, CRSP: how.CRSP, Bridge: how.Bridge, Slashes: table.Order(how.Slashes)}
	var err error
	switch src.role {
	case record.Events:
		d.events, err = table.ReadEvents(bytes.NewReader(b), src.path, table.EventOptions{Slashes: opt.Slashes, Group: how.Group, Weight: how.Weight})
	case record.Prices:
		var t *study.Table
		if t, err = table.ReadPanel(bytes.NewReader(b), src.path, opt); err == nil {
			d.prices = append(d.prices, t)
		}
	case record.Market:
		if d.market, err = table.ReadPanel(bytes.NewReader(b), src.path, opt); err == nil && len(d.market.Names()) != 1 {
			err = fault.New(fault.BadInput, "read %s: it has %d series (%s), and a market is one", src.path, len(d.market.Names()), strings.Join(d.market.Names(), ", ")).
				Try("--prices %s and --market NAME", src.path)
		}
	case record.Factors:
		var f *table.Factors
		if f, err = table.ReadFactors(bytes.NewReader(b), src.path, opt); err == nil {
			d.factors = append(d.factors, f)
		}
	default:
		err = fault.New(fault.BadInput, "input %s has the role %q, which this program does not know", src.path, src.role)
	}
	return err
}

// panel joins the sources; a name that two of them have is refused, because one
// would hide the other.
func (d *studyData) panel() (study.Panels, error) {
	var tables []*study.Table
	tables = append(tables, d.prices...)
	if d.market != nil {
		tables = append(tables, d.market)
	}
	for _, f := range d.factors {
		tables = append(tables, f.Table)
	}
	var out study.Panels
	seen := map[string]bool{}
	for _, t := range tables {
		for _, name := range t.Names() {
			if seen[name] {
				return nil, fault.New(fault.BadInput, "study: two of the files have a column %q", name).Try("rename one of them")
			}
			seen[name] = true
		}
		out = append(out, t)
	}
	if d.tape != nil {
		out = append(out, d.tape)
	}
	if len(d.prices) > 0 && !seen[equalMarket] {
		out = append(out, equalPanel{d.prices[0]})
	}
	return out, nil
}

// equalMarket asks for the mean of the columns of the first price file.
const equalMarket = "equal"

type equalPanel struct{ table *study.Table }

// Series makes the mean when it is asked for.
func (p equalPanel) Series(name string) (study.Series, bool) {
	if name != equalMarket {
		return study.Series{}, false
	}
	return table.Mean(p.table), true
}

// onBars puts events with a moment on the bar that holds it, or else the next,
// where the axis is one of bars and not of days.
func onBars(d study.Design, panel study.Panel, events []study.Event) []study.Event {
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

// warnOfUnits says when returns look like per cent and were called fractions,
// or the other way round: a benchmark does not move a tenth on its usual day.
func (s *session) warnOfUnits(d study.Design, panel study.Panel, how record.Reading) {
	if how.Values == string(table.Prices) {
		return
	}
	series, ok := panel.Series(d.Market)
	if !ok {
		return
	}
	var sizes []float64
	for _, v := range series.Values {
		if v == v {
			sizes = append(sizes, math.Abs(v))
		}
	}
	slices.Sort(sizes)
	if len(sizes) == 0 {
		return
	}
	switch m := sizes[len(sizes)/2]; {
	case how.Values == string(table.Returns) && m > 0.1:
		fmt.Fprintf(s.Stderr, "newstape: %s moves %.3g on its median day: are these returns in per cent (--percent)?\n", d.Market, m)
	case how.Values == string(table.Percent) && m < 1e-4 && m > 0:
		fmt.Fprintf(s.Stderr, "newstape: %s moves %.3g %% on its median day: are these returns fractions (--returns)?\n", d.Market, 100*m)
	}
}
