package app

import (
	"strings"

	"newstape/fault"
	"newstape/study"
	"newstape/study/report"
)

type studyHoldCommand struct {
	Events    string     `arg:"" help:"CSV of events, as for 'newstape study'."`
	Horizon   windowFlag `help:"Days of the market that a security is held." default:"1..250" group:"Design:"`
	Portfolio []string   `help:"Columns that make one reference portfolio for all events, bought once and not rebalanced (default: the market)." placeholder:"NAME" group:"Design:" xor:"reference"`
	Match     string     `help:"Column of EVENTS that names each event's matched firm." placeholder:"COLUMN" group:"Design:" xor:"reference"`
	Draws     int        `help:"Draws of the bootstrap." default:"999" group:"Judgement:"`
	Seed      uint64     `help:"Seed of the draws." default:"1" group:"Judgement:"`
	studyInputs
	studyAnswer
}

// Run holds each event's security and its reference.
func (c studyHoldCommand) Run(s *session) error {
	if err := c.simpleOnly("bhar"); err != nil {
		return err
	}
	m, err := c.material(s, c.Events, nil)
	if err != nil {
		return err
	}
	q := study.Hold{
		Market: m.Design.Market, Horizon: study.Window(c.Horizon), Draws: c.Draws, Seed: c.Seed,
		Exchange: m.Design.Exchange, Dates: m.Design.Dates, MaxShift: m.Design.MaxShift,
	}
	against := q.Market
	switch {
	case c.Match != "":
		firms, err := column(c.Events, c.Match)
		if err != nil {
			return err
		}
		for _, firm := range firms {
			q.References = append(q.References, []string{firm})
		}
		against = "the firms of column " + c.Match
	case len(c.Portfolio) > 0:
		for _, name := range c.Portfolio {
			if _, ok := m.Panel.Series(name); !ok {
				return fault.New(fault.BadInput, "study bhar: the data have no series %q", name).Try("one of %s", m.Data.Known())
			}
		}
		for range m.Events {
			q.References = append(q.References, c.Portfolio)
		}
		against = "the portfolio of " + strings.Join(c.Portfolio, ", ")
	}
	r, err := study.BuyAndHold(s.ctx, q, m.Panel, m.Events)
	if err != nil {
		return err
	}
	return s.answer(c.studyAnswer, report.BuyAndHold(q, against, r), len(m.Events), m.Data)
}

type studyCalendarCommand struct {
	Events   string     `arg:"" help:"CSV of events, as for 'newstape study'."`
	Hold     windowFlag `help:"Days of the market, counted from its event, on which a security is in the portfolio." default:"1..250" group:"Design:"`
	MinUnits int        `help:"Fewest securities that make a portfolio; other days are left out." default:"1" group:"Design:"`
	ByValue  bool       `help:"Weigh securities by the weight of their event." group:"Design:"`
	studyInputs
	studyAnswer
}

// Run forms the portfolio and regresses it.
func (c studyCalendarCommand) Run(s *session) error {
	if err := c.simpleOnly("calendar-time"); err != nil {
		return err
	}
	m, err := c.material(s, c.Events, nil)
	if err != nil {
		return err
	}
	d := m.Design
	q := study.CalendarPortfolio{
		Market: d.Market, Factors: d.Factors, RiskFree: d.RiskFree, Hold: study.Window(c.Hold), MinUnits: c.MinUnits,
		ByValue: c.ByValue, Exchange: d.Exchange, Dates: d.Dates, MaxShift: d.MaxShift,
	}
	r, err := study.CalendarTime(s.ctx, q, m.Panel, m.Events)
	if err != nil {
		return err
	}
	return s.answer(c.studyAnswer, report.CalendarTime(q, len(m.Events)-len(r.Drops), r), len(m.Events), m.Data)
}
