package brief

import (
	"newstape/check"
	"newstape/dossier"
	"newstape/receipt"
)

type jsonStatement struct {
	ID           string               `json:"id"`
	Span         jsonSpan             `json:"span"`
	Listing      string               `json:"listing,omitempty"`
	Measure      string               `json:"measure"`
	Direction    string               `json:"direction"`
	Value        *float64             `json:"value"`
	UpTo         *float64             `json:"up_to,omitempty"`
	Unit         string               `json:"unit"`
	Qualifier    string               `json:"qualifier"`
	Window       jsonWindow           `json:"window"`
	Headline     bool                 `json:"headline"`
	Verdict      string               `json:"verdict"`
	Truth        *float64             `json:"truth"`
	FirstMinute  string               `json:"first_minute,omitempty"`
	LastMinute   string               `json:"last_minute,omitempty"`
	Alternatives []jsonAlternative    `json:"alternatives,omitempty"`
	Flags        []string             `json:"flags,omitempty"`
	Missing      *receipt.Unavailable `json:"unavailable,omitempty"`
	Why          string               `json:"why"`
	Receipt      jsonReceipt          `json:"receipt"`
}

type jsonWindow struct {
	From    string `json:"from,omitempty"`
	To      string `json:"to,omitempty"`
	Field   string `json:"field,omitempty"`
	AsOf    string `json:"as_of,omitempty"`
	Default string `json:"default,omitempty"`
}

type jsonAlternative struct {
	What  string         `json:"what"`
	Truth float64        `json:"truth"`
	Cells []receipt.Cell `json:"cells,omitempty"`
}

type jsonFigure struct {
	Value   float64     `json:"value"`
	Unit    string      `json:"unit"`
	Receipt jsonReceipt `json:"receipt"`
}

type jsonReaction struct {
	Party      string         `json:"party"`
	Listing    string         `json:"listing"`
	Session    string         `json:"session"`
	Stand      string         `json:"stand"`
	Why        string         `json:"why"`
	PriorClose *jsonFigure    `json:"prior_close"`
	Close      *jsonFigure    `json:"close"`
	Return     *jsonFigure    `json:"return"`
	OpenReturn *jsonFigure    `json:"open_return"`
	LowReturn  *jsonFigure    `json:"low_return"`
	HighReturn *jsonFigure    `json:"high_return"`
	LowAt      string         `json:"low_at,omitempty"`
	Volume     *jsonFigure    `json:"volume_multiple"`
	VolumeT    *jsonFigure    `json:"volume_t"`
	VolumeP    *jsonFigure    `json:"volume_p"`
	Abnormal   []jsonAbnormal `json:"abnormal"`
	Intraday   *jsonIntraday  `json:"intraday,omitempty"`
	Missing    []jsonGap      `json:"missing,omitempty"`
}

type jsonAbnormal struct {
	Model      string          `json:"model"`
	Benchmark  string          `json:"benchmark"`
	Peer       bool            `json:"peer"`
	Beta       *jsonFigure     `json:"beta"`
	AR         *jsonFigure     `json:"abnormal_return"`
	T          *jsonFigure     `json:"t"`
	PlainT     *jsonFigure     `json:"t_plain"`
	P          *jsonFigure     `json:"p"`
	Low        *jsonFigure     `json:"interval_low"`
	High       *jsonFigure     `json:"interval_high"`
	Detectable *jsonFigure     `json:"detectable"`
	Percentile *jsonFigure     `json:"percentile"`
	History    int             `json:"percentile_days"`
	InSample   bool            `json:"percentile_in_sample"`
	Days       int             `json:"estimation_days"`
	Windows    []jsonCARWindow `json:"windows,omitempty"`
}

type jsonCARWindow struct {
	First int         `json:"first"`
	Last  int         `json:"last"`
	CAR   *jsonFigure `json:"car"`
	T     *jsonFigure `json:"t"`
	P     *jsonFigure `json:"p"`
}

type jsonIntraday struct {
	At             string          `json:"at"`
	Zone           string          `json:"zone"`
	From           *jsonFigure     `json:"from"`
	To             *jsonFigure     `json:"to"`
	Return         *jsonFigure     `json:"return"`
	Usual          *jsonFigure     `json:"usual_bars"`
	VolumeMultiple *jsonFigure     `json:"volume_multiple"`
	Before         *jsonFigure     `json:"before"`
	Since          *jsonFigure     `json:"since"`
	Marked         bool            `json:"read_as_news"`
	Benchmarks     []jsonBenchmark `json:"benchmarks"`
}

type jsonBenchmark struct {
	Listing string      `json:"listing"`
	Peer    bool        `json:"peer"`
	Since   *jsonFigure `json:"since"`
}

type jsonPeer struct {
	Party   string      `json:"party"`
	Listing string      `json:"listing"`
	Return  *jsonFigure `json:"return"`
	Named   bool        `json:"named"`
}

type jsonStanding struct {
	Party    string       `json:"party"`
	List     string       `json:"list"`
	AsOf     string       `json:"as_of"`
	Status   string       `json:"status"`
	Since    string       `json:"since,omitempty"`
	Citation string       `json:"citation,omitempty"`
	Earlier  []jsonChange `json:"earlier,omitempty"`
	Later    []jsonChange `json:"later,omitempty"`
	Edge     string       `json:"known_until"`
	Receipt  jsonReceipt  `json:"receipt"`
}

type jsonChange struct {
	Date     string `json:"date"`
	What     string `json:"what"`
	Citation string `json:"citation"`
}

func (v viewer) figure(f dossier.Figure) *jsonFigure {
	if f.Void() {
		return nil
	}
	return &jsonFigure{f.Value(), string(f.Unit()), v.receipt(f.Receipt())}
}

func (v viewer) statements() []jsonStatement {
	var out []jsonStatement
	for _, s := range v.d.Statements {
		row := jsonStatement{
			ID: s.ID, Span: v.span(s.Span), Listing: listingID(s.Listing), Measure: string(s.Measure),
			Direction: string(s.Direction), Value: number(s.Value, s.HasValue), UpTo: number(s.UpTo, s.UpTo != 0), Unit: s.Unit, Qualifier: s.Qualifier,
			Window:   jsonWindow{s.Window.From.String(), s.Window.To.String(), s.Window.Field, s.Window.AsOf, s.Window.Default},
			Headline: s.Headline, Verdict: string(s.Verdict), Truth: number(s.Truth, s.HasTruth), FirstMinute: s.Minute,
			LastMinute: s.LastMinute, Flags: s.Flags, Missing: s.Missing, Why: s.Why, Receipt: v.receipt(s.Receipt()),
		}
		for _, a := range s.Alternatives {
			row.Alternatives = append(row.Alternatives, alternative(a))
		}
		out = append(out, row)
	}
	return out
}

// alternative is the plain form of a reading.
func alternative(a check.Alternative) jsonAlternative {
	return jsonAlternative{What: a.What, Truth: a.Truth, Cells: a.Cells}
}

func number(v float64, has bool) *float64 {
	if !has {
		return nil
	}
	return &v
}

func (v viewer) reactions() []jsonReaction {
	var out []jsonReaction
	for _, r := range v.d.Reactions {
		row := jsonReaction{
			Party: r.Entity.ID, Listing: r.Listing.ID(), Session: r.Session.Date.String(), Stand: string(r.Stand), Why: r.Why,
			PriorClose: v.figure(r.PriorClose), Close: v.figure(r.Close), Return: v.figure(r.Return), OpenReturn: v.figure(r.OpenReturn),
			LowReturn: v.figure(r.LowReturn), HighReturn: v.figure(r.HighReturn), LowAt: r.LowAt, Volume: v.figure(r.Volume), VolumeT: v.figure(r.VolumeT), VolumeP: v.figure(r.VolumeP),
			Abnormal: []jsonAbnormal{},
		}
		for _, a := range r.Abnormal {
			row.Abnormal = append(row.Abnormal, v.abnormal(a))
		}
		if r.Intraday != nil {
			row.Intraday = v.intraday(*r.Intraday)
		}
		for _, g := range r.Missing {
			row.Missing = append(row.Missing, jsonGap(g))
		}
		out = append(out, row)
	}
	return out
}

func (v viewer) abnormal(a dossier.Abnormal) jsonAbnormal {
	out := jsonAbnormal{
		Model: a.Model, Benchmark: a.Benchmark, Peer: a.Peer, Beta: v.figure(a.Beta), AR: v.figure(a.AR), T: v.figure(a.T), PlainT: v.figure(a.PlainT),
		P: v.figure(a.P), Low: v.figure(a.Low), High: v.figure(a.High), Detectable: v.figure(a.Detectable), Percentile: v.figure(a.Percentile), Days: a.Days,
	}
	for _, w := range a.Windows {
		out.Windows = append(out.Windows, jsonCARWindow{w.First, w.Last, v.figure(w.CAR), v.figure(w.T), v.figure(w.P)})
	}
	return out
}

func (v viewer) intraday(in dossier.Intraday) *jsonIntraday {
	out := &jsonIntraday{
		At: in.At, Zone: in.Zone, From: v.figure(in.From), To: v.figure(in.To), Return: v.figure(in.Return),
		Usual: v.figure(in.Usual), VolumeMultiple: v.figure(in.VolumeMultiple), Before: v.figure(in.Before), Since: v.figure(in.Since),
		Marked: in.Marked, Benchmarks: []jsonBenchmark{},
	}
	for _, b := range in.Benchmarks {
		out.Benchmarks = append(out.Benchmarks, jsonBenchmark{b.Listing, b.Peer, v.figure(b.Since)})
	}
	return out
}

func (v viewer) peers() []jsonPeer {
	var out []jsonPeer
	for _, p := range v.d.Peers {
		out = append(out, jsonPeer{p.Entity.ID, p.Listing.ID(), v.figure(p.Return), p.Named})
	}
	return out
}

func (v viewer) standings() []jsonStanding {
	var out []jsonStanding
	for _, row := range v.d.Standings {
		for _, s := range row.Lists {
			j := jsonStanding{row.Entity.ID, s.List, s.AsOf.String(), s.Status, s.Since.String(), s.Citation, nil, nil, s.Edge.String(), v.receipt(s.Receipt())}
			for _, c := range s.Earlier {
				j.Earlier = append(j.Earlier, jsonChange{c.Date.String(), c.What, c.Citation})
			}
			for _, c := range s.Later {
				j.Later = append(j.Later, jsonChange{c.Date.String(), c.What, c.Citation})
			}
			out = append(out, j)
		}
	}
	return out
}
