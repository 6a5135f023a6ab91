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
	showFrom  = 0.70
	countFrom = 0.90
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

// distinct keeps one of the hits that say the same of one entry in two files of
// its list: the best, with the earliest day.
func distinct(hits []Hit) []Hit {
	var out []Hit
	for _, h := range hits {
		i := slices.IndexFunc(out, func(o Hit) bool {
			return o.Entry.List == h.Entry.List && o.Status == h.Status && strings.EqualFold(o.Entry.Name, h.Entry.Name)
		})
		if i < 0 {
			out = append(out, h)
			continue
		}
		if d := h.Entry.Began(); d != 0 && (out[i].Entry.Began() == 0 || d < out[i].Entry.Began()) && out[i].Score == h.Score {
			out[i] = h
		}
	}
	return out
}

// latest stands for the present in the table of periods, whose questions need a
// day.
var latest = calendar.MustDate("2099-12-31")

// linked asks about a party: the table of periods by its identity, the book by
// the names that the table and the master give it.
func (s *Screener) linked(a *Answer, n match.Name) {
	on := a.Query.AsOf
	if on == 0 {
		on = latest
	}
	if s.table != nil {
		for _, st := range s.table.Standings(a.Entity, on) {
			if !slices.Contains(a.Query.Without, "US") {
				a.Standings = append(a.Standings, st)
			}
		}
	}
	if s.book == nil {
		return
	}
	if a.Entity.Kind == security.Person {
		s.byName(a, n)
		return
	}
	seen := map[uint32]bool{}
	for _, name := range s.crosswalk(a.Entity) {
		parsed, err := s.matcher.Parse(match.Company, name.text)
		if err != nil {
			continue
		}
		for _, h := range s.book.index.Exact(parsed) {
			if seen[h.Ref] || h.Kind == match.Person || h.Kind == match.Vessel || !s.same(a.Entity, name, parsed, h) {
				continue
			}
			seen[h.Ref] = true
			st := Listed
			if a.Brand {
				st = Affiliate
			}
			s.put(a, h, st, false, "the entry has the name "+name.text+" of "+a.Entity.Name)
		}
	}
	s.family(a, n, seen)
	// A name that is equal to an entry's, though the party is not known to be on
	// the list, is shown; anything less is not.
	for _, h := range s.book.index.Exact(n) {
		if !seen[h.Ref] && !h.Weak && h.Comparison.Score >= vetoFrom && fits(h.Kind, a.Query.Kind) {
			seen[h.Ref] = true
			s.put(a, h, SameName, true, "the name is that of an entry, but "+a.Entity.Name+" is not known to be it")
		}
	}
}

// crossname is a name under which lists may have a party.
type crossname struct {
	text string
	sure bool // the table of periods has it, or it is Chinese: no homonyms abroad
}

// crosswalk are the names under which lists have a party: as the table of
// periods spells them, and the master's legal, Chinese and former names, and
// short ones that are no ordinary words.
func (s *Screener) crosswalk(e *security.Entity) []crossname {
	var out []crossname
	put := func(name string, sure bool) {
		if !slices.ContainsFunc(out, func(c crossname) bool { return c.text == name }) {
			out = append(out, crossname{name, sure})
		}
	}
	if s.table != nil {
		for _, name := range s.table.spellings(e.ID) {
			put(name, true)
		}
	}
	put(e.Name, false)
	for _, a := range e.Aliases {
		switch a.Kind {
		case security.Legal, security.Former:
			put(a.Name, false)
		case security.Chinese:
			put(a.Name, true)
		case security.Short, security.Acronym:
			if !a.Common {
				put(a.Name, false)
			}
		}
	}
	return out
}

// same decides whether an entry with a party's name is the party. A name is not
// enough: Costar Group of Virginia is not Costar Group of Henan. The country
// must be the same; where one of the two is not known, the name with its legal
// form must be.
func (s *Screener) same(e *security.Entity, name crossname, parsed match.Name, h match.Hit) bool {
	if name.sure {
		return true
	}
	entry, err := s.book.Entry(int(h.Ref))
	if err != nil {
		return false
	}
	if e.Country != "" && e.Rank == 0 && len(entry.Countries) > 0 {
		return slices.Contains(entry.Countries, e.Country) || e.Country == "CN" && slices.Contains(entry.Countries, "HK")
	}
	if e.Rank == 0 && len(entry.Countries) == 0 {
		return !h.Weak && slices.ContainsFunc(parsed.Tokens, func(t match.Token) bool { return t.Weight >= unheard })
	}
	other, err := s.matcher.Parse(match.Company, h.Name)
	return err == nil && parsed.Definite() != "" && slices.Equal(parsed.Forms, other.Forms)
}

// maxFamily bounds the entries of a group that are shown.
const maxFamily = 5

// family shows entries that bear the party's name and more: ZTE Parsian for ZTE.
func (s *Screener) family(a *Answer, n match.Name, seen map[uint32]bool) {
	shown := 0
	for _, h := range s.book.index.Search(n, showFrom) {
		if seen[h.Ref] || h.Weak || !fits(h.Kind, match.Company) || shown == maxFamily {
			continue
		}
		c := h.Comparison
		if c.CoveredA < 0.99 || c.HeavyB < telling || len(c.OnlyB) == 0 || !begins(c) || c.Pairs[0].Weight < rare {
			continue
		}
		seen[h.Ref] = true
		shown++
		s.put(a, h, Affiliate, true, "the entry bears the name of "+a.Entity.Name+" and more")
	}
}

// begins reports that the query's words are the first of the entry's name.
func begins(c match.Comparison) bool {
	return slices.ContainsFunc(c.Pairs, func(p match.Pair) bool { return p.First() && p.Like == 1 })
}

// put adds a hit that was in force on the day asked about.
func (s *Screener) put(a *Answer, h match.Hit, st Status, confirm bool, why string) {
	e, err := s.book.Entry(int(h.Ref))
	if err != nil {
		return // checked when the book was opened
	}
	v, _ := s.book.Version(e.List)
	if slices.Contains(a.Query.Without, v.Country) {
		return
	}
	if e.Unlisted {
		s.putOwned(a, h, e, v)
		return
	}
	if !e.Holds(a.Query.AsOf) {
		return
	}
	hit := Hit{Entry: e, Version: v, Name: h.Name, Status: st, Score: h.Comparison.Score, Confirm: confirm, Why: why, Lay: h.Comparison}
	hit.receipt = receipt.New("screen/"+string(st), rowOf(e, v))
	a.Hits = append(a.Hits, hit)
}

// putOwned adds a party that is on no list itself but is owned by listed ones.
func (s *Screener) putOwned(a *Answer, h match.Hit, e lists.Entry, v lists.Version) {
	if s.holdings == nil {
		return
	}
	share, ok := s.holdings.Owned(e.Key, a.Query.AsOf)
	if !ok {
		return
	}
	hit := Hit{Entry: e, Version: v, Name: h.Name, Status: Owned, Score: h.Comparison.Score, Confirm: h.Comparison.Score < countFrom, Lay: h.Comparison,
		Why: fmt.Sprintf("listed parties own %g %%: %s", share.Percent, strings.Join(share.Through, ", "))}
	hit.receipt = receipt.New("screen/owned", rowOf(e, v))
	a.Hits = append(a.Hits, hit)
}

func rowOf(e lists.Entry, v lists.Version) receipt.Fact {
	row := fmt.Sprintf("row %d: %s", e.Row, e.Name)
	if d := e.Began(); d != 0 {
		row += ", since " + d.String()
	}
	source := e.Citation
	if source == "" {
		source = v.File
	}
	return receipt.Fact{Table: "list/" + v.List + "@" + v.Hash[:min(12, len(v.Hash))], Row: row, Source: source}
}
