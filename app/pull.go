package app

import (
	"fmt"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"

	"newstape/desk/ask"
	"newstape/fault"
	"newstape/names/security"
	"newstape/tape/bars"
	"newstape/tape/calendar"
	"newstape/tape/pull"
)

type pullCommand struct {
	Prices     pullPricesCommand     `cmd:"" help:"Import OHLCV CSV files, daily or intraday, into the column file."`
	Securities pullSecuritiesCommand `cmd:"" help:"Read public tables of securities into one index of names."`
}

type pullPricesCommand struct {
	From    string `help:"Folder of CSV files (also .csv.gz); folders inside it are read too." required:"" type:"existingdir" placeholder:"DIR"`
	To      string `help:"Data set to write (default: --tape)." placeholder:"DIR"`
	Map     string `help:"CSV of name,listing[,basis] for files whose name is not the ticker." type:"existingfile" placeholder:"FILE"`
	Basis   string `help:"What unmarked columns hold: raw, adjusted, or found out." enum:"raw,adjusted,auto" default:"auto"`
	Source  string `help:"Source line of every figure (default: the file's name)." placeholder:"TEXT"`
	Replace bool   `help:"Drop the series that the data set has and the files have not."`
	Verbose bool   `help:"Print every file, not only those with something to say." short:"v"`
}

// Run imports the files and prints what came of each.
func (c pullPricesCommand) Run(s *session) error {
	to := c.To
	if to == "" {
		to = s.cfg.Tape
	}
	if to == "" {
		return fault.New(fault.BadUsage, "pull prices: no place to write").Try("--to DIR, or --tape DIR before the command")
	}
	master, _, err := ask.OpenNames(s.cfg.Master)
	if err != nil {
		return err
	}
	opts := pull.Options{Resolve: resolver(master), Map: c.Map, Source: c.Source, Replace: c.Replace}
	if c.Basis != "auto" {
		opts.Basis = bars.Basis(c.Basis)
	}
	stop := s.progress(&opts)
	report, err := pull.Prices(s.ctx, c.From, to, opts)
	stop()
	if err != nil {
		return err
	}
	return c.print(s, report, to)
}

// print lists the files with their refusals, then the totals.
func (c pullPricesCommand) print(s *session, report *pull.Report, to string) error {
	rows, accepted, read := 0, 0, 0
	for i := range report.Files {
		f := &report.Files[i]
		rows += f.Rows
		accepted += f.Accepted()
		if f.Skipped == "" {
			read++
		}
		if c.Verbose || f.Skipped != "" || len(f.Refused) > 0 {
			fmt.Fprintln(s.Stdout, f.String())
		}
	}
	_, err := fmt.Fprintf(s.Stdout, "%d of %d files read, %d of %d rows accepted, written to %s\n", read, len(report.Files), accepted, rows, to)
	if accepted < rows {
		s.incomplete = append(s.incomplete, fmt.Sprintf("%d rows were refused, see above", rows-accepted))
	}
	return err
}

// resolver finds the line that a bare ticker names among those that can be
// traded: the primary line first, then the first by order of the master.
func resolver(m *security.Master) func(string) (string, bool) {
	return func(ticker string) (string, bool) {
		lines := m.Ticker(ticker)
		for _, l := range lines {
			if _, err := calendar.For(l.Listing.MIC); err == nil {
				return l.Listing.ID(), true
			}
		}
		return "", false
	}
}

// progress shows a bar on a terminal; stop ends it.
func (s *session) progress(opts *pull.Options) (stop func()) {
	if _, ok := terminal(s.Stderr); !ok {
		return func() {}
	}
	p := mpb.NewWithContext(s.ctx, mpb.WithOutput(s.Stderr), mpb.WithWidth(40))
	var bar *mpb.Bar
	opts.Progress = func(done, total int, file string) {
		if bar == nil {
			bar = p.AddBar(int64(total), mpb.PrependDecorators(decor.Name("files ")), mpb.AppendDecorators(decor.CountersNoUnit("%d / %d")))
		}
		bar.SetCurrent(int64(done))
	}
	return p.Shutdown
}
