package ask

import (
	"strings"

	"newstape/fault"
	"newstape/names/match"
	"newstape/names/screen"
	"newstape/receipt"
	"newstape/tape/calendar"
)

// ScreenRequest asks lists about names on one day.
type ScreenRequest struct {
	Names   []Name   `json:"names"`
	AsOf    string   `json:"as_of,omitempty"`   // 2025-11-15; "" is the latest that the lists know
	Without []string `json:"without,omitempty"` // leave out the lists of an authority's country, as CN
}

// Name is one party to ask about.
type Name struct {
	Name    string `json:"name"`
	Kind    string `json:"kind,omitempty"`    // company, person, vessel, auto; "" is auto
	Birth   string `json:"birth,omitempty"`   // of a person: date or year, tells bearers of one name apart
	Country string `json:"country,omitempty"` // code
}

// Screened is the answer about one name.
type Screened struct {
	Name   string        `json:"name"`
	AsOf   string        `json:"as_of,omitempty"`
	Status screen.Status `json:"status"`
	Linked string        `json:"linked,omitempty"` // ID of the master
	Why    string        `json:"linked_why,omitempty"`
	Brand  bool          `json:"brand,omitempty"` // the name is a brand of the linked party
	Found  []Finding     `json:"found"`
	Notes  []string      `json:"notes,omitempty"`

	// Entity is the linked party's name as people write it; "" when not linked.
	Entity string `json:"-"`
}

// Finding is one row of a list that the name answers to, with its receipt.
type Finding struct {
	Status    screen.Status `json:"status"`
	Confirm   bool          `json:"confirm,omitempty"` // likely, but a person should look
	List      string        `json:"list"`
	Authority string        `json:"authority,omitempty"`
	Entry     string        `json:"entry,omitempty"`
	Matched   string        `json:"matched,omitempty"` // of the entry's names, the one that is alike
	Since     string        `json:"since,omitempty"`
	Score     float64       `json:"score,omitempty"`
	Why       string        `json:"why,omitempty"`
	Citation  string        `json:"citation,omitempty"`
	Version   string        `json:"version,omitempty"` // of the list
	Later     []string      `json:"later,omitempty"`   // changes after the day asked about
	Tokens    []Token       `json:"tokens,omitempty"`  // the words against each other
	Receipt   Receipt       `json:"receipt"`
}

// Token is two words that were compared.
type Token struct {
	Query  string  `json:"query"`
	Entry  string  `json:"entry"`
	Like   float64 `json:"like"`
	Weight float64 `json:"weight"`
	Why    string  `json:"why"`
}

// Receipt is a receipt that rests on rows of tables.
type Receipt struct {
	Rule  string         `json:"rule"`
	Facts []receipt.Fact `json:"facts"`
}

// NotAsked is the status of a party that no list was asked about: it is no
// answer that the party stands nowhere.
const NotAsked screen.Status = "not_known"

// Kinds are the words for what a name is; auto is asked as a company and, when
// that finds nothing, as a person.
func Kinds() []string { return []string{"auto", "company", "person", "vessel"} }

// ParseKind reads one of [Kinds], "" as auto; false for another word.
func ParseKind(word string) (match.Kind, bool) {
	switch strings.ToLower(word) {
	case "", "auto":
		return match.Unknown, true
	case "company":
		return match.Company, true
	case "person":
		return match.Person, true
	case "vessel":
		return match.Vessel, true
	}
	return match.Unknown, false
}

// Screen asks about every name, in the order given. It fails as a whole, naming
// the first name that cannot be read.
func (r *Rooms) Screen(q ScreenRequest) ([]Screened, error) {
	leave, err := r.enter()
	if err != nil {
		return nil, err
	}
	defer leave()
	if err := r.boundNames(len(q.Names)); err != nil {
		return nil, err
	}
	asOf, err := parseDay(q.AsOf)
	if err != nil {
		return nil, err
	}
	out := make([]Screened, 0, len(q.Names))
	for n, name := range q.Names {
		kind, ok := ParseKind(name.Kind)
		if !ok {
			return nil, fault.New(fault.BadInput, "screen: name %d: %q is no kind", n+1, name.Kind).Try("%s", strings.Join(Kinds(), ", "))
		}
		if len(name.Name) > r.bounds.NameBytes {
			return nil, fault.New(fault.TooLarge, "screen: name %d has %d bytes; a name has at most %d", n+1, len(name.Name), r.bounds.NameBytes)
		}
		a, err := ScreenName(r.screener, screen.Query{
			Name: name.Name, Kind: kind, AsOf: asOf, Birth: name.Birth, Country: name.Country, Without: q.Without,
		})
		if err != nil {
			return nil, fault.New(fault.BadInput, "screen: name %d: %w", n+1, err).Try("a name of a party, such as Huawei")
		}
		out = append(out, Flatten(a, r.book != nil))
	}
	return out, nil
}

func (r *Rooms) boundNames(n int) error {
	switch {
	case n == 0:
		return fault.New(fault.BadInput, "screen: no name").Try("names: [{\"name\": \"Huawei\"}]")
	case n > r.bounds.Names:
		return fault.New(fault.TooLarge, "screen: %d names; a request has at most %d", n, r.bounds.Names).Try("several requests")
	}
	return nil
}

func parseDay(s string) (calendar.Date, error) {
	if s == "" {
		return 0, nil
	}
	d, err := calendar.ParseDate(s)
	if err != nil {
		return 0, fault.New(fault.BadInput, "as-of day: %w", err).Try("2026-02-13")
	}
	return d, nil
}

// ScreenName asks about a name of unknown kind as a company and, when that finds
// nothing, as a person.
func ScreenName(s *screen.Screener, q screen.Query) (*screen.Answer, error) {
	if q.Kind != match.Unknown {
		return s.Screen(q)
	}
	q.Kind = match.Company
	a, err := s.Screen(q)
	if err != nil || a.Entity != nil || !s.MayBePerson(q.Name) {
		return a, err
	}
	q.Kind = match.Person
	b, err := s.Screen(q)
	if err == nil && (b.Entity != nil || b.Stronger(a)) {
		return b, nil
	}
	return a, nil
}

// Flatten turns an answer into plain values. whole says that whole lists were
// asked and not the embedded table alone.
func Flatten(a *screen.Answer, whole bool) Screened {
	out := Screened{Name: a.Query.Name, Status: a.Status(), Why: a.Linked, Brand: a.Brand, Notes: a.Notes, Found: []Finding{}}
	if a.Query.AsOf != 0 {
		out.AsOf = a.Query.AsOf.String()
	}
	if a.Entity != nil {
		out.Linked, out.Entity = a.Entity.ID, a.Entity.Name
	} else if !whole {
		out.Status = NotAsked
	}
	for _, st := range a.Standings {
		if st.Status != screen.NotListed || len(st.Later) > 0 {
			out.Found = append(out.Found, fromTable(st))
		}
	}
	for _, h := range a.Hits {
		out.Found = append(out.Found, fromBook(h))
	}
	return out
}

func fromTable(st screen.Standing) Finding {
	f := Finding{
		Status: st.Status, List: string(st.List), Version: "table of periods, known until " + st.Edge.String(),
		Receipt: receiptOf(st.Receipt()),
	}
	if st.Since != 0 {
		f.Since = st.Since.String()
	}
	if st.Period != nil {
		f.Entry, f.Citation = st.Period.Name, st.Period.Citation
	}
	for _, p := range st.Later {
		f.Later = append(f.Later, laterLine(p))
	}
	return f
}

func fromBook(h screen.Hit) Finding {
	f := Finding{
		Status: h.Status, Confirm: h.Confirm, List: h.Entry.List, Authority: h.Version.Authority, Entry: h.Entry.Name,
		Score: round3(h.Score), Why: h.Why, Citation: h.Entry.Citation, Version: h.Version.Hash[:min(12, len(h.Version.Hash))],
		Receipt: receiptOf(h.Receipt()),
	}
	if h.Name != h.Entry.Name {
		f.Matched = h.Name
	}
	if d := h.Entry.Began(); d != 0 {
		f.Since = d.String()
	}
	for _, p := range h.Lay.Pairs {
		f.Tokens = append(f.Tokens, Token{p.A, p.B, round3(p.Like), round3(p.Weight), p.Why})
	}
	return f
}

func receiptOf(r receipt.Receipt) Receipt { return Receipt{Rule: r.Rule(), Facts: r.Facts()} }

func laterLine(p screen.Period) string {
	var parts []string
	if p.Effective != 0 {
		parts = append(parts, "listed "+p.Effective.String())
	} else {
		parts = append(parts, "posted "+p.Published.String())
	}
	if p.Withdrawn != 0 {
		parts = append(parts, "withdrawn "+p.Withdrawn.String())
	}
	if p.Removed != 0 {
		parts = append(parts, "removed "+p.Removed.String())
	}
	return strings.Join(parts, ", ") + " (" + p.Citation + ")"
}

func round3(x float64) float64 { return float64(int(x*1000+0.5)) / 1000 }
