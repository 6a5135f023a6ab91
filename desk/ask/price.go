package ask

import (
	"slices"
	"strings"

	"newstape/fault"
	"newstape/names/security"
	"newstape/tape/bars"
	"newstape/tape/calendar"
)

// PriceLine is one listing that the tape has prices of. Its days are those of
// the basis that a question without one gets: adjusted where there is.
type PriceLine struct {
	Listing  string   `json:"listing"`            // XNYS:BABA
	Name     string   `json:"name,omitempty"`     // of the party, as people write it
	Party    string   `json:"party,omitempty"`    // ID of the master
	Currency string   `json:"currency,omitempty"` // none for an index, or where it is not known
	Zone     string   `json:"zone"`               // of the exchange, as America/New_York
	First    string   `json:"first"`              // session
	Last     string   `json:"last"`
	Days     int      `json:"days"`                   // sessions with daily figures
	Bases    []string `json:"bases" nullable:"false"` // of daily figures: raw, adjusted; none where there are only bars
	WithBars int      `json:"sessions_with_bars"`     // sessions with intraday bars
	Source   string   `json:"source"`                 // as receipts name it
}

// PriceSearch asks which listings have prices.
type PriceSearch struct {
	Q     string // part of a listing or a party's name; "" is all
	After string // a listing: only those that come later in order
	Limit int    // most lines; 0 means all
}

// shelf is what a tape holds, read once for all questions.
type shelf struct {
	lines   []PriceLine // in order of listing
	tickers map[string][]string
}

// Prices are the listings that the tape has prices of, in order of listing. next
// is the After of the rest, "" when nothing is left.
func (r *Rooms) Prices(q PriceSearch) (lines []PriceLine, next string, err error) {
	leave, err := r.enter()
	if err != nil {
		return nil, "", err
	}
	defer leave()
	all := r.shelf().lines
	at, found := slices.BinarySearchFunc(all, q.After, func(l PriceLine, s string) int { return strings.Compare(l.Listing, s) })
	if found {
		at++
	}
	part := strings.ToLower(strings.TrimSpace(q.Q))
	for _, l := range all[at:] {
		if !strings.Contains(strings.ToLower(l.Listing+" "+l.Name), part) {
			continue
		}
		if q.Limit > 0 && len(lines) == q.Limit {
			return lines, lines[len(lines)-1].Listing, nil
		}
		lines = append(lines, l)
	}
	return lines, "", nil
}

// readShelf looks at every listing of the tape.
func (r *Rooms) readShelf() *shelf {
	s := &shelf{tickers: map[string][]string{}}
	for _, listing := range r.facts.Tape.Listings() {
		_, ticker, _ := strings.Cut(listing, ":")
		s.tickers[ticker] = append(s.tickers[ticker], listing)
		s.lines = append(s.lines, r.priceLine(listing))
	}
	return s
}

func (r *Rooms) priceLine(listing string) PriceLine {
	tape := r.facts.Tape
	out := PriceLine{Listing: listing, Bases: []string{}}
	withBars := tape.Sessions(listing)
	out.WithBars = len(withBars)
	for _, basis := range []bars.Basis{bars.Raw, bars.Adjusted} { // the last is the one that auto means
		s, ok := tape.Daily(listing, basis)
		if !ok {
			continue
		}
		out.Bases = append(out.Bases, string(basis))
		if out.Days, out.Source = s.Len(), s.Source; s.Len() > 0 {
			out.First, out.Last = s.Dates[0].String(), s.Dates[s.Len()-1].String()
		}
	}
	if len(out.Bases) == 0 && len(withBars) > 0 {
		out.First, out.Last = withBars[0].String(), withBars[len(withBars)-1].String()
		if b, ok := tape.Intraday(listing, withBars[len(withBars)-1]); ok {
			out.Source, out.Zone = b.Source, b.Start[0].Location().String()
		}
	}
	about := r.about(listing, out.Last)
	out.Name, out.Party, out.Currency = about.name, about.party, about.currency
	if about.calendar != nil {
		out.Zone = about.calendar.Location().String()
	}
	return out
}

// whose is what is known of a listing beside its prices.
type whose struct {
	name, party, currency string
	mic                   string
	calendar              *calendar.Calendar // nil for an exchange without one
}

// about finds the party that had a listing on its last day with prices: a code
// may pass from one company to another.
func (r *Rooms) about(listing, last string) whose {
	mic, ticker, _ := strings.Cut(listing, ":")
	out := whose{mic: mic, currency: security.Currency(mic)}
	on, _ := calendar.ParseDate(last) // no day asks about the present
	for _, l := range r.facts.Master.Ticker(ticker) {
		if l.Listing.MIC != mic || out.party != "" && !l.Listing.Valid(on) {
			continue
		}
		out.name, out.party = l.Entity.Name, l.Entity.ID
		if l.Listing.Currency != "" {
			out.currency = l.Listing.Currency
		}
		if l.Listing.Valid(on) {
			break
		}
	}
	keeps := mic
	if s, ok := r.auto(listing); ok {
		keeps = s.Calendar
	}
	out.calendar, _ = calendar.For(keeps) // an exchange without a calendar has no hours to show
	return out
}

// auto gives the series that a study takes: adjusted where there is.
func (r *Rooms) auto(listing string) (*bars.Series, bool) {
	if s, ok := r.facts.Tape.Daily(listing, bars.Adjusted); ok {
		return s, true
	}
	return r.facts.Tape.Daily(listing, bars.Raw)
}

// heldListing is the listing of the tape that a name means: a listing, or a
// ticker that one listing alone has. Letters may be small.
func (r *Rooms) heldListing(name string) (PriceLine, error) {
	s := r.shelf()
	if name = strings.TrimSpace(name); !r.holds(name) {
		name = strings.ToUpper(name)
	}
	if at := s.tickers[name]; len(at) == 1 {
		name = at[0]
	} else if len(at) > 1 {
		return PriceLine{}, fault.New(fault.NotFound, "prices: several listings have the ticker %s", name).Try("one of %s", strings.Join(at, ", "))
	}
	at, ok := slices.BinarySearchFunc(s.lines, name, func(l PriceLine, s string) int { return strings.Compare(l.Listing, s) })
	if ok {
		return s.lines[at], nil
	}
	return PriceLine{}, fault.New(fault.NotFound, "prices: the tape has none of %q", clipName(name)).Try("%s", r.whatElse(name))
}

// whatElse says what to try in place of a listing that the tape has not: another
// line of the same ticker or party, or the list.
func (r *Rooms) whatElse(name string) string {
	_, ticker, ok := strings.Cut(name, ":")
	if !ok {
		ticker = name
	}
	also := slices.Clone(r.shelf().tickers[ticker])
	for _, l := range r.facts.Master.Ticker(ticker) {
		for _, other := range l.Entity.Listings {
			if r.holds(other.ID()) && !slices.Contains(also, other.ID()) {
				also = append(also, other.ID())
			}
		}
	}
	if len(also) > 0 {
		return strings.Join(also[:min(len(also), 5)], ", ") + ", which it has; or newstape pull prices"
	}
	return "a listing as XNYS:BABA, of those that GET /v1/prices names; newstape pull prices brings more"
}

// holds reports that the tape has prices of a listing.
func (r *Rooms) holds(listing string) bool {
	_, ok := slices.BinarySearchFunc(r.shelf().lines, listing, func(l PriceLine, s string) int { return strings.Compare(l.Listing, s) })
	return ok
}

// clipName shortens a name for a message.
func clipName(s string) string {
	if len(s) <= 64 {
		return s
	}
	return strings.ToValidUTF8(s[:64], "") + "..."
}
