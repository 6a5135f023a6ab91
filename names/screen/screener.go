package screen

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"newstape/names/lists"
	"newstape/names/match"
	"newstape/names/security"
	"newstape/receipt"
	"newstape/tape/calendar"
)

// Screener asks lists about names: a party that can be linked by its identity,
// everybody else by name. It is safe for concurrent use.
type Screener struct {
	matcher  *match.Matcher
	table    *Lists
	book     *Book
	holdings *Holdings
	link     Link
}

// NewScreener asks the embedded table of periods and, unless nil, a book of
// whole lists. A nil link links nothing.
func NewScreener(m *match.Matcher, table *Lists, book *Book, link Link) (*Screener, error) {
	s := &Screener{matcher: m, table: table, book: book, link: link}
	if s.link == nil {
		s.link = func(string, match.Kind) (*security.Entity, bool, string) { return nil, false, "" }
	}
	if book == nil {
		return s, nil
	}
	owned := slices.ContainsFunc(book.Versions, func(v lists.Version) bool { return v.Owners })
	if owned {
		versions, err := book.Unpack()
		if err != nil {
			return nil, err
		}
		s.holdings = NewHoldings(versions)
	}
	return s, nil
}

// Query is one name to ask about.
type Query struct {
	Name    string
	Kind    match.Kind    // Unknown is asked as a company
	AsOf    calendar.Date // zero asks about the present
	Birth   string        // of a person: a second attribute tells homonyms apart
	Country string
	Without []string // authorities' countries whose lists are not asked, as CN
}

// Hit is an entry that the name, or the party it is linked to, answers to.
type Hit struct {
	Entry   lists.Entry
	Version lists.Version
	Name    string // of the entry, that was like the query
	Status  Status
	Score   float64
	Confirm bool   // likely, but a person should look
	Why     string // in a few words
	Lay     match.Comparison
	receipt receipt.Receipt
}

// Receipt is the row of the list version that the hit rests on.
func (h Hit) Receipt() receipt.Receipt { return h.receipt }

// Answer is all that is known about one query.
type Answer struct {
	Query     Query
	Entity    *security.Entity // nil when the name was not linked
	Brand     bool             // the name is a brand of Entity, not Entity
	Linked    string           // why it was linked
	Standings []Standing       // by the embedded table of periods, for a linked party
	Hits      []Hit            // best first
	Notes     []string         // what was odd about the query
}

// Status is the strongest of what was found.
func (a *Answer) Status() Status {
	out := NotListed
	for _, s := range a.Standings {
		st := s.Status
		if a.Brand && st != NotListed {
			st = Affiliate
		}
		if strength(st) > strength(out) {
			out = st
		}
	}
	for _, h := range a.Hits {
		if strength(h.Status) > strength(out) {
			out = h.Status
		}
	}
	return out
}

// Stronger reports that more was found than by another way of asking.
func (a *Answer) Stronger(than *Answer) bool { return strength(a.Status()) > strength(than.Status()) }

func strength(s Status) int {
	return slices.Index([]Status{NotListed, SameName, Affiliate, CategoryRule, ParentListed, Owned, Listed}, s)
}

// The scores from which a name is shown, and from which it counts without a
// second look (docs/method.md says what they cost).
const (
	showFrom   = 0.62
	showPerson = 0.70
	countFrom  = 0.90
	// vetoFrom is what a name hit needs when the name is linked to a party that
	// the lists do not have.
	vetoFrom = 0.95
	// homonyms is the number of bearers from which a person's name alone tells
	// nothing.
	homonyms = 100.0
)

// Screen asks about one name. It fails for a name that cannot be read.
func (s *Screener) Screen(q Query) (*Answer, error) {
	a := &Answer{Query: q}
	n, err := s.matcher.Parse(q.Kind, q.Name)
	if err != nil {
		return nil, fmt.Errorf("screen: %w", err)
	}
	if strings.ContainsFunc(q.Name, match.Invisible) {
		a.Notes = append(a.Notes, "invisible characters in the name were not read")
	}
	a.Entity, a.Brand, a.Linked = s.link(q.Name, q.Kind)
	switch {
	case a.Entity != nil:
		s.linked(a, n)
	case s.book != nil:
		s.byName(a, n)
	}
	slices.SortStableFunc(a.Hits, func(x, y Hit) int {
		return cmp.Or(cmp.Compare(strength(y.Status), strength(x.Status)), cmp.Compare(y.Score, x.Score),
			cmp.Compare(x.Entry.List, y.Entry.List), cmp.Compare(x.Entry.Name, y.Entry.Name), cmp.Compare(x.Entry.Row, y.Entry.Row))
	})
	a.Hits = distinct(a.Hits)
	return a, nil
}

// MayBePerson reports whether a name may be a person's: ask about it as one too.
func (s *Screener) MayBePerson(name string) bool {
	n, err := s.matcher.Parse(match.Company, name)
	return err == nil && s.matcher.MayBePerson(n)
}
