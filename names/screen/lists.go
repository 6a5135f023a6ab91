package screen

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"newstape/names/security"
	"newstape/receipt"
	"newstape/tape/calendar"
)

// Lists is the table of restriction lists. It does not change.
type Lists struct {
	editions []edition
	rules    []rule
	periods  map[key][]Period
	master   *security.Master
}

// Open reads the embedded table, to be asked about parties of m. An error is a
// defect of the build and names the row.
func Open(m *security.Master) (*Lists, error) {
	t, err := parsed()
	if err != nil {
		return nil, err
	}
	out := *t
	out.master = m
	return &out, nil
}

// parsed reads the embedded tables once: they are constants.
var parsed = sync.OnceValues(func() (*Lists, error) {
	l := &Lists{}
	var err error
	if l.editions, err = readEditions(); err != nil {
		return nil, err
	}
	if l.rules, err = readRules(); err != nil {
		return nil, err
	}
	l.periods, err = readPeriods()
	return l, err
})

// Names are the lists that can be asked, in a fixed order.
func (l *Lists) Names() []List {
	out := make([]List, len(l.editions))
	for i, e := range l.editions {
		out[i] = e.list
	}
	return out
}

// Standings asks every list about one party on one day.
func (l *Lists) Standings(e *security.Entity, asOf calendar.Date) []Standing {
	out := make([]Standing, 0, len(l.editions))
	for _, ed := range l.editions {
		out = append(out, l.standing(e, ed, asOf))
	}
	return out
}

// Standing asks one list about one party on one day; false when the table does
// not have that list.
func (l *Lists) Standing(e *security.Entity, list List, asOf calendar.Date) (Standing, bool) {
	for _, ed := range l.editions {
		if ed.list == list {
			return l.standing(e, ed, asOf), true
		}
	}
	return Standing{}, false
}

// standing tries, in this order: the party itself, its parents, a rule over its
// products. What happened to the party after the day is kept apart.
func (l *Lists) standing(e *security.Entity, ed edition, asOf calendar.Date) Standing {
	s := Standing{EntityID: e.ID, List: ed.list, AsOf: asOf, Status: NotListed, Edge: ed.edge}
	own := l.periods[key{ed.list, e.ID}]
	for _, p := range own {
		if p.after(asOf) && !p.holds(asOf) || p.holds(asOf) && p.Removed != 0 {
			s.Later = append(s.Later, p)
		}
		if !p.holds(asOf) && !p.after(asOf) {
			s.Earlier = append(s.Earlier, p)
		}
	}
	if p, ok := inForce(own, asOf); ok {
		return s.decided(Listed, p)
	}
	// Three steps up are enough for a group, and end should parents form a ring.
	for parent, step := l.parent(e), 0; parent != nil && step < 3; parent, step = l.parent(parent), step+1 {
		if p, ok := inForce(l.periods[key{ed.list, parent.ID}], asOf); ok {
			return s.decided(ParentListed, p)
		}
	}
	for _, r := range l.rules {
		if r.since <= asOf && r.over(e, ed.list) {
			s.Status, s.Since, s.receipt = CategoryRule, r.since, r.receipt()
			return s
		}
	}
	s.receipt = l.absent(e, ed, asOf, slices.Concat(s.Earlier, s.Later))
	return s
}

func (l *Lists) parent(e *security.Entity) *security.Entity {
	if e.Parent == "" || l.master == nil {
		return nil
	}
	p, ok := l.master.Issuer(e.Parent)
	if !ok || p == e {
		return nil
	}
	return p
}

func inForce(periods []Period, d calendar.Date) (Period, bool) {
	for _, p := range periods {
		if p.holds(d) {
			return p, true
		}
	}
	return Period{}, false
}

// decided fills the answer from the period that gives it.
func (s Standing) decided(status Status, p Period) Standing {
	s.Status, s.Since, s.Period = status, p.began(), &p
	s.receipt = receipt.New("screen/"+string(status), factOf(p))
	for _, q := range s.Later {
		if q != p {
			s.receipt = s.receipt.With(factOf(q))
		}
	}
	return s
}

// absent is the receipt of "not listed": the editions that do not name the
// party, and the rows that came before and after.
func (l *Lists) absent(e *security.Entity, ed edition, asOf calendar.Date, later []Period) receipt.Receipt {
	row := fmt.Sprintf("no entry for %s in force on %s", e.Name, asOf)
	if asOf < ed.begins {
		row = fmt.Sprintf("the list begins on %s, after %s", ed.begins, asOf)
	}
	r := receipt.New("screen/not-listed", receipt.Fact{Table: "list/" + string(ed.list), Row: row, Source: ed.source})
	for _, p := range later {
		r = r.With(factOf(p))
	}
	return r
}

func factOf(p Period) receipt.Fact {
	parts := []string{p.Name, "published " + p.Published.String()}
	for _, d := range []struct {
		word string
		day  calendar.Date
	}{{"effective", p.Effective}, {"withdrawn", p.Withdrawn}, {"removed", p.Removed}} {
		if d.day != 0 {
			parts = append(parts, d.word+" "+d.day.String())
		}
	}
	return receipt.Fact{Table: "list/" + string(p.List), Row: strings.Join(parts, ", "), Source: p.Citation}
}

// spellings are the names that the lists give a party, in the order of the lists.
func (l *Lists) spellings(entity string) []string {
	var out []string
	for _, ed := range l.editions {
		for _, p := range l.periods[key{ed.list, entity}] {
			if !slices.Contains(out, p.Name) {
				out = append(out, p.Name)
			}
		}
	}
	return out
}

// Parties are the ids of those that some list names itself, in order: whoever
// wants to know what changed need ask about nobody else.
func (l *Lists) Parties() []string {
	seen := map[string]bool{}
	for k := range l.periods {
		seen[k.entity] = true
	}
	return slices.Sorted(maps.Keys(seen))
}
