package job

import (
	"bytes"
	"encoding/binary"
	"math"
	"slices"
	"strings"

	"newstape/fault"
	"newstape/study"
	"newstape/study/record"
	"newstape/tape/bars"
	"newstape/tape/calendar"
)

// EmbeddedTape is how a record names the sample inside the binary, and DeskTape
// the tape of a desk: its own folder before that sample. A desk tells no path.
const (
	EmbeddedTape = "embedded sample"
	DeskTape     = "desk tape"
)

// tapePanel gives the daily returns of a price data set. A name is a listing
// (XNYS:BABA) or a ticker that one listing alone has.
type tapePanel struct {
	tape    *bars.Tape
	basis   string // raw, adjusted or auto
	log     bool
	bridge  bool              // a return may span sessions without a trade
	tickers map[string]string // "" where two listings share it
	cache   map[string]study.Series
}

func newTapePanel(tape *bars.Tape, basis string, log bool) *tapePanel {
	p := &tapePanel{tape: tape, basis: basis, log: log, tickers: map[string]string{}, cache: map[string]study.Series{}}
	for _, listing := range tape.Listings() {
		_, ticker, _ := strings.Cut(listing, ":")
		if _, twice := p.tickers[ticker]; twice {
			p.tickers[ticker] = ""
		} else {
			p.tickers[ticker] = listing
		}
	}
	return p
}

// openTape opens the data set of a job.
func (d *Data) openTape(j *Job, path string) error {
	if d.tape != nil {
		return fault.New(fault.BadUsage, "study: two price folders").Try("one folder, with 'newstape pull prices' of both")
	}
	tape, err := j.Tape(path)
	if err != nil {
		return err
	}
	d.tape = newTapePanel(tape, j.Reading.Basis, j.Reading.Log)
	d.tape.bridge = j.Reading.Bridge
	return nil
}

// Listing is the line of the tape that a name means; "" where there is none.
func (d *Data) Listing(name string) string {
	if d.tape == nil {
		return ""
	}
	if _, ok := d.tape.Series(name); !ok {
		return ""
	}
	return d.tape.listing(name)
}

// listing is the line that a name means.
func (p *tapePanel) listing(name string) string {
	if listing, ok := p.tickers[name]; ok {
		return listing
	}
	return name
}

// exchange is the market identifier code of a name that the tape knows and that
// has a calendar, or "".
func (p *tapePanel) exchange(name string) string {
	mic, _, found := strings.Cut(p.listing(name), ":")
	if _, err := calendar.For(mic); !found || err != nil {
		return ""
	}
	return mic
}

func (p *tapePanel) daily(name string) (*bars.Series, bool) {
	listing := p.listing(name)
	if p.basis != string(bars.Raw) {
		if s, ok := p.tape.Daily(listing, bars.Adjusted); ok || p.basis == string(bars.Adjusted) {
			return s, ok
		}
	}
	return p.tape.Daily(listing, bars.Raw)
}

// Series gives the returns between neighbouring sessions; a gap has none.
func (p *tapePanel) Series(name string) (study.Series, bool) {
	if s, ok := p.cache[name]; ok {
		return s, len(s.Stamps) > 0
	}
	var out study.Series
	if s, ok := p.daily(name); ok {
		cal, _ := calendar.For(s.Calendar)
		for i, day := range s.Dates {
			r, ok := s.Return(i)
			if !ok || !p.bridge && !neighbours(cal, s.Dates[i-1], day) {
				r = math.NaN()
			} else if p.log {
				r = math.Log1p(r)
			}
			out.Stamps = append(out.Stamps, study.Day(day))
			out.Values = append(out.Values, r)
		}
	}
	p.cache[name] = out
	return out, len(out.Stamps) > 0
}

// Release lets go of the tape: what a study asks for was copied when its print
// was made, so that the study may run on when the files are closed.
func (m *Material) Release() {
	if m.Data.tape != nil {
		m.Data.tape.tape = &bars.Tape{}
	}
}

// neighbours reports whether no session lies between two; days outside the
// calendar are taken as they come.
func neighbours(cal *calendar.Calendar, a, b calendar.Date) bool {
	if cal == nil {
		return true
	}
	i, known := cal.Index(a)
	k, also := cal.Index(b)
	return !known || !also || k == i+1
}

// bytes are the names that a study asks for, each with its returns, so that a
// record can tell whether the same figures are there.
func (p *tapePanel) bytes(names []string) []byte {
	var b bytes.Buffer
	for _, name := range names {
		s, ok := p.Series(name)
		b.WriteString(name + "=" + p.listing(name) + "\n")
		if !ok {
			continue
		}
		for k, stamp := range s.Stamps {
			b.Write(binary.LittleEndian.AppendUint64(binary.LittleEndian.AppendUint64(nil, uint64(stamp)), math.Float64bits(s.Values[k])))
		}
	}
	return b.Bytes()
}

// tapeInput prints the series that the study uses, or checks them against the
// record. Inputs keep the order of the sources.
func (j *Job) tapeInput(d study.Design, data *Data) error {
	if data.tape == nil {
		return nil
	}
	names := append([]string{d.Market, d.RiskFree}, d.Factors...)
	for _, e := range data.Events {
		names = append(names, e.Security, e.Market)
	}
	slices.Sort(names)
	names = slices.Compact(names)
	b := data.tape.bytes(names)
	at := slices.IndexFunc(j.Sources, func(s Source) bool { return s.Role == record.Tape })
	path := j.Sources[at].Path
	if path == "" {
		path = EmbeddedTape
	}
	if j.Recorded != nil {
		if err := j.Recorded.Inputs[at].Check(b); err != nil {
			return err
		}
	}
	data.Inputs = slices.Insert(data.Inputs, at, record.Of(record.Tape, path, b))
	return nil
}
