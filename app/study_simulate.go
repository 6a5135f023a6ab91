package app

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"newstape/fault"
	"newstape/study"
	"newstape/study/power"
	"newstape/study/report"
)

type studySimulateCommand struct {
	Events  []int    `help:"Numbers of events to try." default:"20,50,100"`
	Effect  []string `help:"Effects on day 0 to try, in per cent." default:"0,0.5,1,2"`
	Samples int      `help:"Samples of each size." default:"500"`
	Seed    uint64   `help:"Seed of the draws." default:"1"`

	Model      string       `help:"Model of normal returns." default:"market-model"`
	Estimation windowFlag   `help:"Days that the model is fitted on." default:"-260..-11"`
	Event      windowFlag   `help:"Event days." default:"-5..5"`
	Window     []windowFlag `help:"Days that are summed; may be repeated (default: 0 and the event window)." placeholder:"FROM..TO"`
	Test       []string     `help:"Test, or test=convention; may be repeated (default: those without resampling)." placeholder:"NAME[=CONVENTION]"`
	Level      float64      `help:"Size of the tests." default:"0.05"`
	Draws      int          `help:"Draws of the resampling tests." default:"199"`

	Sigma       float64 `help:"Residual standard deviation of a day, in per cent." default:"2"`
	Spread      float64 `help:"How far it differs between firms: 0.5 is half to one and a half times." default:"0.5"`
	MarketSigma float64 `help:"Standard deviation of the market's day, in per cent." default:"1"`
	Variance    float64 `help:"Factor on the residual variance over the event window." default:"1"`
	CommonDate  bool    `help:"Put all events of a sample on one date."`
	Correlation float64 `help:"Correlation of two residuals on one day." default:"0"`
	Tails       string  `help:"normal, or t3, t5 and so on." default:"normal" placeholder:"LAW"`

	Format string `help:"text, csv or json." enum:"text,csv,json" default:"text"`
	Out    string `help:"Write to a file instead of standard output." short:"o" placeholder:"FILE"`
}

// Run simulates and prints the shares.
func (c studySimulateCommand) Run(s *session) error {
	plan, err := c.plan()
	if err != nil {
		return err
	}
	progress, stop := s.countBar("samples")
	table, err := power.Simulate(s.ctx, plan, progress)
	stop()
	if err != nil {
		return err
	}
	var b bytes.Buffer
	switch c.Format {
	case "json":
		text, err := json.MarshalIndent(struct {
			Schema  string `json:"schema"`
			Program string `json:"program"`
			*power.Table
		}{"newstape.study-power/1", thisProgram().String(), table}, "", "  ")
		if err != nil {
			return fmt.Errorf("write simulation: %w", err)
		}
		b.Write(append(text, '\n'))
	case "csv":
		if err := report.Simulated(table).WriteCSV(&b); err != nil {
			return fmt.Errorf("write simulation: %w", err)
		}
	default:
		report.Simulated(table).WriteText(&b)
	}
	return s.put(c.Out, bytes.TrimLeft(b.Bytes(), "\n"))
}

func (c studySimulateCommand) plan() (power.Plan, error) {
	p := power.Default()
	p.Events, p.Samples, p.Seed = c.Events, c.Samples, c.Seed
	p.Effects = nil
	for _, text := range c.Effect {
		v, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
		if err != nil {
			return p, fault.New(fault.BadUsage, "study simulate: effect %q is not a number", text).Try("--effect 0,0.5,1, in per cent")
		}
		p.Effects = append(p.Effects, v/100)
	}
	p.Design.Model, p.Design.Level, p.Design.Draws = c.Model, c.Level, c.Draws
	p.Design.Estimation, p.Design.Event = study.Window(c.Estimation), study.Window(c.Event)
	p.Design.Windows = windowsOf(c.Window)
	if len(p.Design.Windows) == 0 {
		p.Design.Windows = []study.Window{{From: 0, To: 0}, p.Design.Event}
	}
	if len(c.Test) > 0 {
		p.Design.Tests = c.Test
	}
	p.Sigma, p.Spread, p.MarketSigma = c.Sigma/100, c.Spread, c.MarketSigma/100
	p.Variance, p.CommonDate, p.Correlation = c.Variance, c.CommonDate, c.Correlation
	if c.Tails != "normal" {
		v, err := strconv.Atoi(strings.TrimPrefix(c.Tails, "t"))
		if err != nil {
			return p, fault.New(fault.BadUsage, "study simulate: tails %q are unknown", c.Tails).Try("normal, t3, t5")
		}
		p.Freedom = v
	}
	return p, nil
}
