package app

import (
	"bytes"
	"strconv"
	"strings"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"

	"newstape/fault"
	"newstape/study"
	"newstape/study/report"
)

// studyCommand groups the event-study commands; "newstape study EVENTS.csv" is
// its run.
type studyCommand struct {
	Run        studyRunCommand        `cmd:"" default:"withargs" help:"Measure events against prices (the word run may be left out)."`
	Bhar       studyHoldCommand       `cmd:"" help:"Buy-and-hold abnormal returns against an index, a portfolio or matched firms."`
	Calendar   studyCalendarCommand   `cmd:"" name:"calendar-time" help:"The alpha of a portfolio of the securities that had an event lately."`
	Volume     studyVolumeCommand     `cmd:"" help:"Abnormal volume."`
	Volatility studyVolatilityCommand `cmd:"" help:"Were returns larger than usual, in either direction?"`
	PreEvent   studyPreEventCommand   `cmd:"" help:"Regress CARs on columns of the events, against their own past."`
	Synthetic  studySyntheticCommand  `cmd:"" help:"Each event against a mix of other securities, with conformal p."`
	Simulate   studySimulateCommand   `cmd:"" help:"Size and power of the tests before there are data: plan a study."`
	Tests      studyTestsCommand      `cmd:"" help:"List the tests with their conventions and sources."`
	Models     studyModelsCommand     `cmd:"" help:"List the models of normal returns with their sources."`
}

type studyTestsCommand struct{}

// Run prints the battery.
func (studyTestsCommand) Run(s *session) error { return s.printSheet(report.Tests()) }

type studyModelsCommand struct{}

// Run prints the models.
func (studyModelsCommand) Run(s *session) error { return s.printSheet(report.Models()) }

func (s *session) printSheet(sheet report.Sheet) error {
	var b bytes.Buffer
	sheet.WriteText(&b)
	_, err := s.Stdout.Write(bytes.TrimLeft(b.Bytes(), "\n"))
	return err
}

// countBar shows on a terminal how many of how many are done; stop ends it.
// Elsewhere progress is nil.
func (s *session) countBar(name string) (progress func(done, total int), stop func()) {
	if _, ok := terminal(s.Stderr); !ok {
		return nil, func() {}
	}
	p := mpb.NewWithContext(s.ctx, mpb.WithOutput(s.Stderr), mpb.WithWidth(40))
	bar := p.AddBar(0, mpb.PrependDecorators(decor.Name(name+" ")), mpb.AppendDecorators(decor.CountersNoUnit("%d / %d")))
	return func(done, total int) {
		bar.SetTotal(int64(total), false)
		bar.SetCurrent(int64(done))
	}, p.Shutdown
}

// windowFlag is a window on the command line: -1..1, or one day.
type windowFlag study.Window

// UnmarshalText reads -260..-11.
func (w *windowFlag) UnmarshalText(b []byte) error {
	from, to, span := strings.Cut(string(b), "..")
	if !span {
		to = from
	}
	var err, second error
	w.From, err = strconv.Atoi(strings.TrimSpace(from))
	w.To, second = strconv.Atoi(strings.TrimSpace(to))
	if err != nil || second != nil {
		return fault.New(fault.BadUsage, "%q is not a window", b).Try("two whole numbers with two points between, such as --window=-1..1")
	}
	return nil
}

func windowsOf(flags []windowFlag) []study.Window {
	var out []study.Window
	for _, w := range flags {
		out = append(out, study.Window(w))
	}
	return out
}
