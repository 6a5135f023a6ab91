package app

import (
	"net/http"
	"time"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"

	"newstape/fault"
	"newstape/names/pull"
	"newstape/tape/calendar"
)

type pullSecuritiesCommand struct {
	SEC             string   `name:"sec" help:"The SEC's company_tickers_exchange.json: a file, an address, or public." placeholder:"FILE|URL"`
	Nasdaq          []string `help:"Nasdaq's nasdaqlisted.txt or otherlisted.txt; public for both. May be given twice." placeholder:"FILE|URL"`
	FinanceDatabase string   `name:"financedatabase" help:"FinanceDatabase's equities as CSV." placeholder:"FILE|URL"`
	GLEIF           string   `name:"gleif" help:"GLEIF's golden copy of LEI records as CSV." placeholder:"FILE|URL"`
	To              string   `help:"Folder of the index and of the sources it was made from (default: --master)." placeholder:"DIR"`
	Agent           string   `help:"Your program and mail address, which the SEC's server demands." default:"newstape" placeholder:"TEXT"`
	Smaller         bool     `help:"Accept a source with far fewer rows than in the last pull."`
	Rows            int      `help:"How many refused rows of each source to print." default:"10" placeholder:"N"`
}

// Run reads the sources, joins them and prints what came of each.
func (c pullSecuritiesCommand) Run(s *session) error {
	to := c.To
	if to == "" {
		to = s.cfg.Master
	}
	if to == "" {
		return fault.New(fault.BadUsage, "pull securities: no place to write").Try("--to DIR")
	}
	opts := pull.Options{
		SEC: c.SEC, Nasdaq: c.Nasdaq, FinanceDatabase: c.FinanceDatabase, GLEIF: c.GLEIF,
		Today: calendar.DateOf(time.Now()), Client: &http.Client{}, Agent: c.Agent, Smaller: c.Smaller,
	}
	stop := s.bytesProgress(&opts)
	report, err := pull.Securities(s.ctx, to, opts)
	stop()
	if report != nil {
		if err := report.Print(s.Stdout, c.Rows); err != nil {
			return err
		}
	}
	return err
}

// bytesProgress shows a bar for each source on a terminal; stop ends them.
func (s *session) bytesProgress(opts *pull.Options) (stop func()) {
	if _, ok := terminal(s.Stderr); !ok {
		return func() {}
	}
	p := mpb.NewWithContext(s.ctx, mpb.WithOutput(s.Stderr), mpb.WithWidth(40))
	bars := map[string]*mpb.Bar{}
	opts.Progress = func(source string, done, total int64) {
		bar := bars[source]
		if bar == nil {
			bar = p.AddBar(total, mpb.PrependDecorators(decor.Name(source+" ")), mpb.AppendDecorators(decor.CountersKibiByte("% .1f / % .1f")))
			bars[source] = bar
		}
		bar.SetCurrent(done)
	}
	return p.Shutdown
}
