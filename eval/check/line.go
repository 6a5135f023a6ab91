package check

import (
	"fmt"
	"strings"

	"newstape/names/security"
	"newstape/tape/bars"
	"newstape/tape/calendar"
)

// line is a listing that sentences are made about, with its figures.
type line struct {
	listing  *security.Listing
	entity   *security.Entity
	name     string
	currency string
	cal      *calendar.Calendar
	raw      *bars.Series // nil for none
	adjusted *bars.Series
	tape     *bars.Tape
	sessions []calendar.Date // with five-minute bars
	twin     *line           // the same party's line at another venue
}

// nameForm is how a sentence names a listing.
type nameForm int

const (
	plainName nameForm = iota
	withTicker
)

// exchanges are the words before a ticker.
var exchanges = [...][2]string{{"XNYS", "NYSE"}, {"XNAS", "NASDAQ"}, {"XHKG", "HKEX"}}

func (l *line) called(form nameForm) string {
	if form == withTicker {
		for _, e := range exchanges {
			if e[0] == l.listing.MIC {
				return fmt.Sprintf("%s (%s: %s)", l.name, e[1], l.listing.Ticker)
			}
		}
	}
	return l.name
}

func (l *line) city() string {
	if l.listing.MIC == "XHKG" {
		return "Hong Kong"
	}
	return "New York"
}

// index reports a line that is an index.
func (l *line) index() bool { return l.listing.MIC == "INDEX" }

// indexesOf are the indexes of a tape that news names by a level of their own.
func indexesOf(tape *bars.Tape, m *security.Master) []*line {
	var out []*line
	for _, id := range tape.Listings() {
		known, ok := m.Listing(id)
		s, has := tape.Daily(id, bars.Raw)
		if !ok || !has || known.Entity.Kind != security.Index || known.Listing.Ticker == "VIX" {
			continue
		}
		if cal, err := calendar.For(s.Calendar); err == nil {
			out = append(out, &line{listing: known.Listing, entity: known.Entity, name: strings.TrimSuffix(known.Entity.Name, " Index"), cal: cal, tape: tape, raw: s})
		}
	}
	return out
}

// linesOf are the companies of a tape that a sentence can name without more: by a
// short name that is no ordinary word, on the line that the name alone means.
func linesOf(tape *bars.Tape, m *security.Master) []*line {
	var out []*line
	shared := sharedNames(m)
	for _, id := range tape.Listings() {
		known, ok := m.Listing(id)
		if !ok || known.Entity.Kind != security.Issuer {
			continue
		}
		cal, err := calendar.For(known.Listing.MIC)
		name := shortName(known.Entity, shared)
		if err != nil || name == "" {
			continue
		}
		l := &line{listing: known.Listing, entity: known.Entity, name: name, currency: known.Listing.Currency, cal: cal, tape: tape}
		l.raw, _ = tape.Daily(id, bars.Raw)
		l.adjusted, _ = tape.Daily(id, bars.Adjusted)
		if l.raw == nil && l.adjusted == nil {
			continue
		}
		if l.raw != nil {
			l.sessions = tape.Sessions(id)
		}
		for _, o := range out {
			if o.entity == l.entity && o.listing.MIC != l.listing.MIC {
				o.twin, l.twin = l, o
			}
		}
		out = append(out, l)
	}
	return out
}

// sharedNames counts the entities that a name may mean: Nasdaq is a company and an
// index.
func sharedNames(m *security.Master) map[string]int {
	out := map[string]int{}
	for _, e := range m.Entities() {
		seen := map[string]bool{}
		for _, name := range append([]string{e.Name}, aliasNames(e)...) {
			if !seen[name] {
				seen[name] = true
				out[name]++
			}
		}
	}
	return out
}

func aliasNames(e *security.Entity) []string {
	out := make([]string, len(e.Aliases))
	for i, a := range e.Aliases {
		out[i] = a.Name
	}
	return out
}

func shortName(e *security.Entity, shared map[string]int) string {
	for _, a := range e.Aliases {
		if a.Kind == security.Short && !a.Common && a.To == 0 && !strings.ContainsAny(a.Name, "()/") && len(a.Name) > 3 && shared[a.Name] == 1 {
			return a.Name
		}
	}
	return ""
}

// main reports whether the name alone means this line on a day.
func (l *line) main(on calendar.Date) bool {
	p := l.entity.Primary(on)
	return p != nil && p.ID() == l.listing.ID() && l.listing.Valid(on)
}

// series are the figures that a statement about the sessions from a row's day
// back to from is judged by: as traded where they cover both.
func (l *line) series(from, to calendar.Date) *bars.Series {
	for _, s := range []*bars.Series{l.raw, l.adjusted} {
		if s == nil {
			continue
		}
		if _, ok := s.Index(to); !ok {
			continue
		}
		if _, ok := s.AtOrBefore(from); ok {
			return s
		}
	}
	return nil
}
