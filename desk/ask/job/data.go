package job

import (
	"bytes"
	"strings"

	"newstape/fault"
	"newstape/study"
	"newstape/study/record"
	"newstape/study/table"
)

// Data is what the sources hold.
type Data struct {
	Events []study.Event
	Rows   []table.EventRow // of a lenient job: every row, whether it can be read or not
	Prices []*study.Table   // one for each file of prices, or of volumes
	Inputs []record.Input

	market  *study.Table
	factors []*table.Factors
	tape    *tapePanel
}

// Columns are the names in the price files.
func (d *Data) Columns() []string {
	var names []string
	for _, t := range d.Prices {
		names = append(names, t.Names()...)
	}
	return names
}

// Load reads every source but the tape's figures, and checks a record's prints
// before anything is computed.
func (j *Job) Load() (*Data, error) {
	out := &Data{}
	for k, src := range j.Sources {
		if src.Role == record.Tape {
			if err := out.openTape(j, src.Path); err != nil {
				return nil, err
			}
			continue
		}
		b, err := j.Read(src.Path)
		if err != nil {
			return nil, err
		}
		if j.Recorded != nil {
			if err := j.Recorded.Inputs[k].Check(b); err != nil {
				return nil, err
			}
		}
		out.Inputs = append(out.Inputs, record.Of(src.Role, src.Path, b))
		if err := out.parse(j, src, b); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// readEvents reads the table of events, within the job's bound.
func (d *Data) readEvents(j *Job, name string, b []byte) error {
	opt := table.EventOptions{Slashes: table.Order(j.Reading.Slashes), Group: j.Reading.Group, Weight: j.Reading.Weight, Most: j.MaxEvents}
	var err error
	if j.Lenient {
		d.Rows, err = table.EventRows(bytes.NewReader(b), name, opt)
		for _, row := range d.Rows {
			if row.Problem == nil {
				d.Events = append(d.Events, row.Event)
			}
		}
	} else {
		d.Events, err = table.ReadEvents(bytes.NewReader(b), name, opt)
	}
	return err
}

func (d *Data) parse(j *Job, src Source, b []byte) error {
	how := j.Reading
	opt := table.Options{Kind: table.Kind(how.Values), Log: how.Log, CRSP: how.CRSP, Bridge: how.Bridge, Slashes: table.Order(how.Slashes)}
	var err error
	switch src.Role {
	case record.Events:
		err = d.readEvents(j, src.Path, b)
	case record.Prices:
		var t *study.Table
		if t, err = table.ReadPanel(bytes.NewReader(b), src.Path, opt); err == nil {
			d.Prices = append(d.Prices, t)
		}
	case record.Market:
		if d.market, err = table.ReadPanel(bytes.NewReader(b), src.Path, opt); err == nil && len(d.market.Names()) != 1 {
			err = fault.New(fault.BadInput, "read %s: it has %d series (%s), and a market is one", src.Path, len(d.market.Names()), strings.Join(d.market.Names(), ", ")).
				Try("--prices %s and --market NAME", src.Path)
		}
	case record.Factors:
		var f *table.Factors
		if f, err = table.ReadFactors(bytes.NewReader(b), src.Path, opt); err == nil {
			d.factors = append(d.factors, f)
		}
	default:
		err = fault.New(fault.BadInput, "input %s has the role %q, which this program does not know", src.Path, src.Role)
	}
	return err
}

// panel joins the sources; a name that two of them have is refused, because one
// would hide the other.
func (d *Data) panel() (study.Panels, error) {
	var tables []*study.Table
	tables = append(tables, d.Prices...)
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
	if len(d.Prices) > 0 && !seen[EqualMarket] {
		out = append(out, equalPanel{d.Prices[0]})
	}
	return out, nil
}

// EqualMarket asks for the mean of the columns of the first price file.
const EqualMarket = "equal"

type equalPanel struct{ table *study.Table }

// Series makes the mean when it is asked for.
func (p equalPanel) Series(name string) (study.Series, bool) {
	if name != EqualMarket {
		return study.Series{}, false
	}
	return table.Mean(p.table), true
}
