package app

import (
	"newstape/desk/ask/job"
	"newstape/fault"
	"newstape/study/record"
	"newstape/study/table"
)

// studyInputs are the flags that say what to read, shared by every command that
// measures events.
type studyInputs struct {
	Prices  []string `help:"CSV of prices, wide or long, or a folder made by 'newstape pull prices'; may be repeated (default: --tape)." placeholder:"FILE|DIR" sep:"none" group:"Data:"`
	Returns bool     `help:"The figures are returns (0.01 is one per cent), not prices." group:"Data:" xor:"values"`
	Percent bool     `help:"The figures are returns in per cent." group:"Data:" xor:"values"`
	Log     bool     `help:"Make log returns of prices." group:"Data:"`
	CRSP    bool     `name:"crsp" help:"A negative price is the midpoint of bid and ask, and zero is none, as in CRSP files." group:"Data:"`
	Basis   string   `help:"Of a price folder: raw, adjusted, or adjusted where there is." enum:"raw,adjusted,auto" default:"auto" group:"Data:"`
	Market  string   `help:"Benchmark: a column, a CSV file with one series, or 'equal' for the mean of the columns of --prices." placeholder:"NAME|FILE" group:"Data:"`
	Factors []string `help:"Factor file as Kenneth French publishes it, or a CSV of returns; may be repeated." placeholder:"FILE" sep:"none" group:"Data:"`
	Use     []string `help:"Columns to use as factors, or as donors of synthetic-control (default: all of the factor files)." placeholder:"NAME" group:"Data:"`
	Free    string   `name:"risk-free" help:"Column of the risk-free rate (default: RF of the factor file)." placeholder:"NAME" group:"Data:"`
	Slashes string   `help:"What 03/04/2025 means, where no row of a file tells: mdy or dmy." enum:"mdy,dmy," default:"" group:"Data:"`
	Group   string   `help:"Column of EVENTS that makes groups (default: group)." placeholder:"COLUMN" group:"Data:"`
	Weight  string   `help:"Column of EVENTS for the weighted mean (default: weight)." placeholder:"COLUMN" group:"Data:"`

	Dates    string `help:"An event on a day without trading: next, previous, skip or exact." enum:"next,previous,skip,exact" default:"next" group:"Design:"`
	MaxShift int    `help:"Most calendar days that an event may be moved." default:"7" group:"Design:"`
	Exchange string `help:"Exchange whose hours map a moment to a session, such as XNYS." placeholder:"MIC" group:"Design:"`
}

// reading is how the flags want the files understood.
func (in studyInputs) reading() record.Reading {
	return record.Reading{
		Values: string(in.values()), Log: in.Log, CRSP: in.CRSP, Slashes: in.Slashes,
		Group: in.Group, Weight: in.Weight, Factors: in.Use,
	}
}

func (in studyInputs) values() table.Kind {
	switch {
	case in.Returns:
		return table.Returns
	case in.Percent:
		return table.Percent
	}
	return table.Prices
}

// sources tells the job what to read.
func (in studyInputs) sources(s *session, events string, j *job.Job) error {
	j.Add(record.Events, events)
	for _, p := range in.Prices {
		if isDir(p) {
			j.Add(record.Tape, p)
		} else {
			j.Add(record.Prices, p)
		}
	}
	if len(in.Prices) == 0 {
		j.Add(record.Tape, s.cfg.Tape)
	}
	if j.Has(record.Tape) {
		j.Reading.Basis = in.Basis
		if in.Returns || in.Percent {
			return fault.New(fault.BadUsage, "study: a price folder holds prices, and --returns or --percent was given").Try("--prices FILE with the returns")
		}
	}
	if isFile(in.Market) {
		j.Add(record.Market, in.Market)
		j.Design.Market = ""
	}
	for _, f := range in.Factors {
		j.Add(record.Factors, f)
	}
	return nil
}
