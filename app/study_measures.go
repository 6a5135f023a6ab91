package app

import (
	"bytes"
	"slices"

	"newstape/desk/ask/job"
	"newstape/fault"
	"newstape/study"
	"newstape/study/record"
	"newstape/study/report"
	"newstape/study/table"
)

// studyAnswer is the output of the commands beside the window study.
type studyAnswer struct {
	Format string `help:"text or json." enum:"text,json" default:"text" group:"Output:"`
	Out    string `help:"Write to a file instead of standard output." short:"o" placeholder:"FILE" group:"Output:"`
}

// studyWindows are the flags of commands that fit a model.
type studyWindows struct {
	Model      string       `help:"Model of normal returns; see 'newstape study models' (default: market-model, or factors with --factors)." placeholder:"M" group:"Design:"`
	Estimation windowFlag   `help:"Days that the model is fitted on." default:"-260..-11" group:"Design:"`
	Event      windowFlag   `help:"Days around the event that are kept." default:"-5..5" group:"Design:"`
	Window     []windowFlag `help:"Days that are judged; may be repeated (default: 0, -1..1, 0..1 and the event window, as far as they lie in it)." placeholder:"FROM..TO" group:"Design:"`
	Missing    string       `help:"An event that lacks a return in its window: drop it, or keep what it has." enum:"drop,keep" default:"drop" group:"Design:"`
	MinDays    int          `help:"Fewest estimation days; with it the window may begin before the data." placeholder:"N" group:"Design:"`
	MaxReturn  float64      `help:"Largest return that is believed, as a fraction." default:"10" group:"Design:"`
}

// fill puts the flags into a design.
func (w studyWindows) fill(d *study.Design) {
	d.Model, d.Estimation, d.Event = w.Model, study.Window(w.Estimation), study.Window(w.Event)
	if d.Windows = windowsOf(w.Window); len(d.Windows) == 0 {
		d.Windows = job.UsualWindows(d.Event)
	}
	d.Missing, d.MinDays, d.MaxReturn = study.Missing(w.Missing), w.MinDays, w.MaxReturn
}

// material reads the files of a command. windows is nil for those that fit no
// model.
func (in studyInputs) material(s *session, events string, windows *studyWindows) (*job.Material, error) {
	d := study.Default()
	if windows != nil {
		windows.fill(&d)
	}
	d.Market, d.RiskFree = in.Market, in.Free
	d.Dates, d.MaxShift, d.Exchange = study.DatePolicy(in.Dates), in.MaxShift, in.Exchange
	j := newJob(d, in.reading())
	if err := in.sources(s, events, j); err != nil {
		return nil, err
	}
	return s.prepare(j)
}

// answer writes what a command found, and says on stderr which events are
// missing.
func (s *session) answer(out studyAnswer, a report.Answer, events int, data *job.Data) error {
	a.Program, a.Inputs = thisProgram().String(), data.Inputs
	var b bytes.Buffer
	if err := a.Write(&b, report.Format(out.Format)); err != nil {
		return err
	}
	if err := s.put(out.Out, b.Bytes()); err != nil {
		return err
	}
	if line := report.DroppedOf(events, a.Drops); line != "" {
		s.incomplete = append(s.incomplete, line)
	}
	return nil
}

// column reads one more column of the events.
func column(path, name string) ([]string, error) {
	b, err := readInput(path)
	if err != nil {
		return nil, err
	}
	return table.ReadColumn(bytes.NewReader(b), path, name)
}

// simpleOnly refuses log returns where wealth is multiplied up.
func (in studyInputs) simpleOnly(command string) error {
	if in.Log {
		return fault.New(fault.BadUsage, "study %s: holding multiplies simple returns, and --log was given", command).Try("leave --log out")
	}
	return nil
}

type studyVolatilityCommand struct {
	Events string `arg:"" help:"CSV of events, as for 'newstape study'."`
	studyInputs
	studyWindows
	studyAnswer
}

// Run fits the model and compares the squares.
func (c studyVolatilityCommand) Run(s *session) error {
	m, err := c.material(s, c.Events, &c.studyWindows)
	if err != nil {
		return err
	}
	sample, r, err := study.Fitted(s.ctx, m.Design, m.Panel, m.Events)
	if err != nil {
		return err
	}
	var windows []study.VolatilityResult
	for _, w := range r.Design.Windows {
		windows = append(windows, study.AbnormalVolatility(sample, w))
	}
	return s.answer(c.studyAnswer, report.Volatility(r, windows), len(m.Events), m.Data)
}

type studyPreEventCommand struct {
	Events string   `arg:"" help:"CSV of events, as for 'newstape study', with the columns of --on."`
	On     []string `help:"Column of EVENTS that the CARs are regressed on: numbers, or words that make columns of 0 and 1; may be repeated." required:"" placeholder:"COLUMN"`
	studyInputs
	studyWindows
	studyAnswer
}

// Run regresses each window's CARs.
func (c studyPreEventCommand) Run(s *session) error {
	m, err := c.material(s, c.Events, &c.studyWindows)
	if err != nil {
		return err
	}
	var names []string
	var all [][]float64 // by column, then row of EVENTS
	for _, on := range c.On {
		cells, err := column(c.Events, on)
		if err != nil {
			return err
		}
		more, columns, err := table.Regressors(on, cells)
		if err != nil {
			return err
		}
		names, all = append(names, more...), append(all, columns...)
	}
	sample, r, err := study.Fitted(s.ctx, m.Design, m.Panel, m.Events)
	if err != nil {
		return err
	}
	z := make([][]float64, len(all))
	for j, column := range all {
		for _, e := range r.Events {
			z[j] = append(z[j], column[e.Row])
		}
	}
	var parts []report.CrossSection
	for _, w := range r.Design.Windows {
		cut := sample.Cut(w)
		coefficients, err := study.PreEventRegression(sample, cut, names, z)
		if err != nil {
			return err
		}
		parts = append(parts, report.CrossSection{Window: w, N: coefficients[0].Stat.N, Coefficients: coefficients})
	}
	return s.answer(c.studyAnswer, report.PreEvent(r, names, parts), len(m.Events), m.Data)
}

type studySyntheticCommand struct {
	Events     string     `arg:"" help:"CSV of events, as for 'newstape study'."`
	Estimation windowFlag `help:"Days that the mix is fitted on." default:"-260..-11" group:"Design:"`
	Event      windowFlag `help:"Days that are compared." default:"0..5" group:"Design:"`
	Level      float64    `help:"1 less the coverage of the intervals." default:"0.05" group:"Judgement:"`
	Intervals  bool       `help:"Conformal intervals day by day, which take longer." group:"Judgement:"`
	Placebos   int        `help:"Donors that are drawn and treated as if the event were theirs." default:"0" group:"Judgement:"`
	Seed       uint64     `help:"Seed of the draws." default:"1" group:"Judgement:"`
	studyInputs
	studyAnswer
}

// Run mixes a control for each event.
func (c studySyntheticCommand) Run(s *session) error {
	m, err := c.material(s, c.Events, nil)
	if err != nil {
		return err
	}
	donors := c.Use
	if len(donors) == 0 {
		donors = untouched(m)
	}
	if len(donors) == 0 {
		return fault.New(fault.BadUsage, "study synthetic: every column of the prices has an event, so that none is a donor").
			Try("--use with columns that the events did not touch; one of %s", m.Data.Known())
	}
	q := study.Controls{
		Control: study.Control{
			Donors: donors, Estimation: study.Window(c.Estimation), Event: study.Window(c.Event),
			Level: c.Level, Intervals: c.Intervals, Placebos: c.Placebos, Seed: c.Seed,
		},
		Market: m.Design.Market, Exchange: m.Design.Exchange, Dates: m.Design.Dates, MaxShift: m.Design.MaxShift,
	}
	events, drops, err := study.SyntheticEach(s.ctx, q, m.Panel, m.Events)
	if err != nil {
		return err
	}
	return s.answer(c.studyAnswer, report.Synthetic(q, events, drops), len(m.Events), m.Data)
}

// untouched are the columns of the prices that have no event.
func untouched(m *job.Material) []string {
	var out []string
	for _, name := range m.Data.Columns() {
		if !slices.ContainsFunc(m.Events, func(e study.Event) bool { return e.Security == name }) {
			out = append(out, name)
		}
	}
	return out
}

// volumeMarket is the mean log volume of the securities.
const volumeMarket = "mean-volume"

type studyVolumeCommand struct {
	Events  string `arg:"" help:"CSV of events, as for 'newstape study'."`
	Volumes string `help:"CSV of traded shares, wide or long." required:"" placeholder:"FILE" group:"Data:"`
	Shares  string `help:"CSV of shares outstanding, by day, month or change: volume is then turnover." placeholder:"FILE" group:"Data:"`

	Slashes  string `help:"What 03/04/2025 means, where no row of a file tells: mdy or dmy." enum:"mdy,dmy," default:"" group:"Data:"`
	Group    string `help:"Column of EVENTS that makes groups (default: group)." placeholder:"COLUMN" group:"Data:"`
	Dates    string `help:"An event on a day without trading: next, previous, skip or exact." enum:"next,previous,skip,exact" default:"next" group:"Design:"`
	MaxShift int    `help:"Most calendar days that an event may be moved." default:"7" group:"Design:"`
	Exchange string `help:"Exchange whose hours map a moment to a session, such as XNYS." placeholder:"MIC" group:"Design:"`
	studyWindows
	Test []string `help:"Test, or test=convention, or all; may be repeated; see 'newstape study tests'." placeholder:"NAME[=CONVENTION]" group:"Judgement:"`
	studyAnswer
}

// Run makes log volumes and does the window study on them.
func (c studyVolumeCommand) Run(s *session) error {
	d := study.Default()
	c.fill(&d)
	if d.Model == "" {
		d.Model = "market-model"
	}
	d.Market, d.Tests = volumeMarket, c.Test
	d.Dates, d.MaxShift, d.Exchange = study.DatePolicy(c.Dates), c.MaxShift, c.Exchange
	d = study.VolumeDesign(d)
	how := record.Reading{Values: string(table.Returns), Slashes: c.Slashes, Group: c.Group}
	j := newJob(d, how)
	j.Add(record.Events, c.Events)
	j.Add(record.Prices, c.Volumes)
	if c.Shares != "" {
		j.Add(record.Prices, c.Shares)
	}
	data, err := j.Load()
	if err != nil {
		return err
	}
	var shares study.Panel
	if c.Shares != "" {
		shares = data.Prices[1]
	}
	panel, err := study.LogVolume(data.Prices[0], shares, volumeMarket)
	if err != nil {
		return err
	}
	result, err := study.Run(s.ctx, d, panel, job.OnBars(d, panel, data.Events))
	if err != nil {
		return err
	}
	page := report.Page{Result: result, Program: thisProgram().String(), Inputs: data.Inputs, Quantity: report.LogVolume(c.Shares != "")}
	var b bytes.Buffer
	if err := page.Write(&b, report.Format(c.Format), ""); err != nil {
		return err
	}
	if err := s.put(c.Out, b.Bytes()); err != nil {
		return err
	}
	s.dropped(result)
	return nil
}
