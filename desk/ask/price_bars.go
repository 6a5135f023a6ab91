package ask

import (
	"math"
	"slices"
	"strings"
	"time"

	"newstape/fault"
	"newstape/tape/bars"
	"newstape/tape/calendar"
)

// Bars is one listing's bars of one session in columns of one length, oldest
// first; a figure that is not there is nil. Figures are as traded. Times are
// RFC 3339 with the offset of the exchange.
type Bars struct {
	Listing  string  `json:"listing"`
	Name     string  `json:"name,omitempty"`
	Party    string  `json:"party,omitempty"`
	Currency string  `json:"currency,omitempty"`
	Session  string  `json:"session"`
	Zone     string  `json:"zone"`
	Step     float64 `json:"step_minutes"`
	Source   string  `json:"source"`
	// Opens and Closes bound continuous trading; none for an exchange without a
	// calendar.
	Opens      string `json:"opens,omitempty"`
	Closes     string `json:"closes,omitempty"`
	Early      bool   `json:"early_close,omitempty"` // closes earlier than usual
	LunchStart string `json:"lunch_start,omitempty"`
	LunchEnd   string `json:"lunch_end,omitempty"`
	// PriorClose is the close of PriorSession in shares of this session's size;
	// none without daily figures as traded.
	PriorClose   *float64   `json:"prior_close,omitempty"`
	PriorSession string     `json:"prior_session,omitempty"`
	PriorSource  string     `json:"prior_source,omitempty"`
	Before       string     `json:"previous,omitempty"` // the sessions with bars next to this one
	After        string     `json:"next,omitempty"`
	At           []string   `json:"at" nullable:"false"` // a bar's start
	Open         []*float64 `json:"open" nullable:"false"`
	High         []*float64 `json:"high" nullable:"false"`
	Low          []*float64 `json:"low" nullable:"false"`
	Close        []*float64 `json:"close" nullable:"false"`
	Volume       []*float64 `json:"volume" nullable:"false"`
}

// Bars gives the intraday bars of one listing and session; "" is the newest
// session that has some. Without any it is fault.NotFound.
func (r *Rooms) Bars(listing, session string) (*Bars, error) {
	leave, err := r.enter()
	if err != nil {
		return nil, err
	}
	defer leave()
	var day calendar.Date
	if session != "" {
		if day, err = parseSession("session", session); err != nil {
			return nil, err
		}
	}
	line, err := r.heldListing(listing)
	if err != nil {
		return nil, err
	}
	have := r.facts.Tape.Sessions(line.Listing)
	if session == "" && len(have) > 0 {
		day = have[len(have)-1]
	}
	b, ok := r.facts.Tape.Intraday(line.Listing, day)
	if !ok {
		return nil, noBars(line.Listing, session, have)
	}
	out := &Bars{
		Listing: line.Listing, Name: line.Name, Party: line.Party, Currency: line.Currency, Session: day.String(),
		Zone: b.Start[0].Location().String(), Step: b.Width.Minutes(), Source: b.Source, At: make([]string, b.Len()),
	}
	for k, t := range b.Start {
		out.At[k] = t.Format(time.RFC3339)
	}
	n := b.Len()
	out.Open, out.High, out.Low = figures(b.Open, 0, n), figures(b.High, 0, n), figures(b.Low, 0, n)
	out.Close, out.Volume = figures(b.Close, 0, n), figures(b.Volume, 0, n)
	out.hours(r.about(line.Listing, line.Last).calendar, day)
	out.prior(r.facts.Tape, day)
	out.neighbours(have, day)
	return out, nil
}

func noBars(listing, session string, have []calendar.Date) error {
	if len(have) == 0 {
		return fault.New(fault.NotFound, "prices: the tape has no bars of %s", listing).
			Try("/v1/prices/%s for daily figures; newstape pull prices brings bars", listing)
	}
	var newest []string
	for _, d := range slices.Backward(have) {
		if newest = append(newest, d.String()); len(newest) == 3 {
			break
		}
	}
	return fault.New(fault.NotFound, "prices: the tape has no bars of %s on %s", listing, session).
		Try("one of the %d sessions that have some, the newest %s", len(have), strings.Join(newest, ", "))
}

// hours tells when the exchange traded on the day.
func (b *Bars) hours(cal *calendar.Calendar, day calendar.Date) {
	if cal == nil {
		return
	}
	s, ok := cal.Session(day)
	if !ok {
		return
	}
	b.Opens, b.Closes, b.Early = s.Open.Format(time.RFC3339), s.Close.Format(time.RFC3339), s.Early
	if s.HasLunch() {
		b.LunchStart, b.LunchEnd = s.LunchStart.Format(time.RFC3339), s.LunchEnd.Format(time.RFC3339)
	}
}

// prior finds the last close before the session. Bars are as traded, so an
// adjusted close would be of another size.
func (b *Bars) prior(tape *bars.Tape, day calendar.Date) {
	s, ok := tape.Daily(b.Listing, bars.Raw)
	if !ok {
		return
	}
	row, ok := s.AtOrBefore(day - 1)
	if !ok || !(s.Close[row] > 0) || math.IsInf(s.Close[row], 0) {
		return
	}
	last := s.Close[row]
	if at, ok := s.Index(day); ok && s.Split != nil && s.Split[at] > 0 {
		last /= s.Split[at]
	}
	b.PriorClose, b.PriorSession, b.PriorSource = &last, s.Dates[row].String(), s.Source
}

// neighbours names the sessions with bars before and after.
func (b *Bars) neighbours(have []calendar.Date, day calendar.Date) {
	at, ok := slices.BinarySearch(have, day)
	if !ok {
		return
	}
	if at > 0 {
		b.Before = have[at-1].String()
	}
	if at+1 < len(have) {
		b.After = have[at+1].String()
	}
}
