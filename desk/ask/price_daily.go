package ask

import (
	"math"
	"slices"
	"strings"

	"newstape/fault"
	"newstape/tape/bars"
	"newstape/tape/calendar"
)

// MaxSessions bounds the sessions of one answer: about twelve years.
const MaxSessions = 3000

// DailyRequest asks for the daily figures of one listing.
type DailyRequest struct {
	Listing  string // XNYS:BABA, or a ticker that one listing alone has
	From, To string // 2025-11-14, both included; "" is open
	Basis    string // raw, adjusted or auto (adjusted where there is); "" is auto
}

// Daily is daily figures in columns of one length, oldest first; a figure that
// is not there is nil. Prices are in Currency, volumes in shares, both on Basis.
type Daily struct {
	Listing  string     `json:"listing"`
	Name     string     `json:"name,omitempty"`
	Party    string     `json:"party,omitempty"`
	Currency string     `json:"currency,omitempty"`
	MIC      string     `json:"mic"`
	Calendar string     `json:"calendar"` // MIC whose sessions the listing keeps
	Zone     string     `json:"zone"`
	Basis    string     `json:"basis"` // raw or adjusted
	Bases    []string   `json:"bases" nullable:"false"`
	Source   string     `json:"source"`
	First    string     `json:"first"` // of all that there is, not of this answer
	Last     string     `json:"last"`
	Earlier  int        `json:"earlier,omitempty"` // sessions of the range that lie before these and are left out
	Sessions []string   `json:"sessions" nullable:"false"`
	Open     []*float64 `json:"open" nullable:"false"`
	High     []*float64 `json:"high" nullable:"false"`
	Low      []*float64 `json:"low" nullable:"false"`
	Close    []*float64 `json:"close" nullable:"false"`
	Volume   []*float64 `json:"volume" nullable:"false"`
	// Actions are the dividends and splits of these sessions, in raw figures.
	Actions []Action `json:"actions,omitempty"`
	// WithBars are those of these sessions that have intraday bars.
	WithBars []string `json:"with_bars" nullable:"false"`
}

// Action is what a company did to its shares on a day.
type Action struct {
	Session  string  `json:"session"`
	Dividend float64 `json:"dividend,omitempty"` // cash a share, gone ex
	Split    float64 `json:"split,omitempty"`    // new shares for one old
}

// Bases are the words for a basis; auto is adjusted where there is, as in a
// study.
func Bases() []string { return []string{"auto", string(bars.Raw), string(bars.Adjusted)} }

// Daily gives the daily figures of one listing, the newest [MaxSessions] of the
// range. A listing or a basis that the tape has not is fault.NotFound; a range
// without sessions is an answer with empty columns.
func (r *Rooms) Daily(q DailyRequest) (*Daily, error) {
	leave, err := r.enter()
	if err != nil {
		return nil, err
	}
	defer leave()
	from, to, err := q.days()
	if err != nil {
		return nil, err
	}
	line, err := r.heldListing(q.Listing)
	if err != nil {
		return nil, err
	}
	s, err := r.series(line, q.Basis)
	if err != nil {
		return nil, err
	}
	about := r.about(line.Listing, line.Last)
	out := &Daily{
		Listing: line.Listing, Name: line.Name, Party: line.Party, Currency: line.Currency, MIC: about.mic, Calendar: s.Calendar,
		Zone: line.Zone, Basis: string(s.Basis), Bases: line.Bases, Source: s.Source, WithBars: []string{},
	}
	if n := s.Len(); n > 0 {
		out.First, out.Last = s.Dates[0].String(), s.Dates[n-1].String()
	}
	lo, hi := within(s.Dates, from, to)
	if hi-lo > MaxSessions {
		out.Earlier = hi - lo - MaxSessions
		lo = hi - MaxSessions
	}
	out.fill(s, lo, hi)
	out.mark(r.facts.Tape.Sessions(line.Listing))
	return out, nil
}

// days are the ends of the range. One that is open is the first or the last day
// that there is: the zero day is 1970-01-01, which somebody may mean.
func (q DailyRequest) days() (from, to calendar.Date, err error) {
	from, to = math.MinInt32, math.MaxInt32
	if q.From != "" {
		if from, err = parseSession("from", q.From); err != nil {
			return 0, 0, err
		}
	}
	if q.To != "" {
		if to, err = parseSession("to", q.To); err != nil {
			return 0, 0, err
		}
	}
	if from > to {
		return 0, 0, fault.New(fault.BadInput, "prices: from %s lies after to %s", from, to).Try("the earlier day as from")
	}
	return from, to, nil
}

func parseSession(what, s string) (calendar.Date, error) {
	d, err := calendar.ParseDate(s)
	if err != nil {
		return 0, fault.New(fault.BadInput, "prices: %s: %w", what, err).Try("2025-11-14")
	}
	return d, nil
}

// series is the listing's series on a basis.
func (r *Rooms) series(line PriceLine, basis string) (*bars.Series, error) {
	var s *bars.Series
	var ok bool
	switch basis {
	case "", "auto":
		s, ok = r.auto(line.Listing)
	case string(bars.Raw), string(bars.Adjusted):
		s, ok = r.facts.Tape.Daily(line.Listing, bars.Basis(basis))
	default:
		return nil, fault.New(fault.BadInput, "prices: %q is no basis", clipName(basis)).Try("%s", strings.Join(Bases(), ", "))
	}
	switch {
	case ok:
		return s, nil
	case len(line.Bases) == 0:
		return nil, fault.New(fault.NotFound, "prices: the tape has no daily figures of %s, only bars", line.Listing).
			Try("/v1/prices/%s/bars; newstape pull prices brings daily figures", line.Listing)
	}
	return nil, fault.New(fault.NotFound, "prices: the tape has no %s figures of %s", basis, line.Listing).Try("basis=%s", line.Bases[0])
}

// within is the rows from..to, both included.
func within(dates []calendar.Date, from, to calendar.Date) (lo, hi int) {
	lo, _ = slices.BinarySearch(dates, from)
	hi, found := slices.BinarySearch(dates, to)
	if found {
		hi++
	}
	return lo, hi
}

// fill copies rows lo to hi: the columns of a series are a mapped file's.
func (d *Daily) fill(s *bars.Series, lo, hi int) {
	d.Sessions = make([]string, 0, hi-lo)
	for k := lo; k < hi; k++ {
		d.Sessions = append(d.Sessions, s.Dates[k].String())
		if a := actionOf(s, k); a != (Action{}) {
			a.Session = s.Dates[k].String()
			d.Actions = append(d.Actions, a)
		}
	}
	d.Open, d.High, d.Low = figures(s.Open, lo, hi), figures(s.High, lo, hi), figures(s.Low, lo, hi)
	d.Close, d.Volume = figures(s.Close, lo, hi), figures(s.Volume, lo, hi)
}

// actionOf is what happened on row k of figures as traded; in adjusted ones it
// is in the prices already.
func actionOf(s *bars.Series, k int) Action {
	var a Action
	if s.Basis != bars.Raw || s.Split == nil {
		return a
	}
	if s.Split[k] > 0 && s.Split[k] != 1 {
		a.Split = s.Split[k]
	}
	if s.Dividend[k] > 0 {
		a.Dividend = s.Dividend[k]
	}
	return a
}

// figures is a part of a column with nil for what is not there.
func figures(column []float64, lo, hi int) []*float64 {
	out := make([]*float64, hi-lo)
	if column == nil {
		return out
	}
	values := slices.Clone(column[lo:hi])
	for i, v := range values {
		if !math.IsNaN(v) && !math.IsInf(v, 0) {
			out[i] = &values[i]
		}
	}
	return out
}

// mark tells which of the sessions have bars.
func (d *Daily) mark(withBars []calendar.Date) {
	for _, day := range withBars {
		if _, ok := slices.BinarySearch(d.Sessions, day.String()); ok {
			d.WithBars = append(d.WithBars, day.String())
		}
	}
}
