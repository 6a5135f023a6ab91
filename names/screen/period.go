package screen

import (
	"slices"

	"newstape/fault"
	"newstape/tape/calendar"
)

// began is the day from which the period counts; zero for one that never took
// effect.
func (p Period) began() calendar.Date {
	if p.Withdrawn != 0 && p.Effective == 0 {
		return 0
	}
	if p.Effective != 0 {
		return p.Effective
	}
	return p.Published
}

// holds reports whether the period is in force on d. A removal takes effect on
// its day.
func (p Period) holds(d calendar.Date) bool {
	began := p.began()
	return began != 0 && began <= d && (p.Removed == 0 || d < p.Removed)
}

// after reports whether anything of the period happened after d.
func (p Period) after(d calendar.Date) bool {
	return p.began() > d || p.Published > d || p.Removed > d || p.Withdrawn > d
}

var periodColumns = []string{"list", "entity", "name", "published", "effective", "withdrawn", "removed", "citation", "note"}

func readPeriods() (map[key][]Period, error) {
	rows, err := rowsOf("periods.tsv", periodColumns...)
	if err != nil {
		return nil, err
	}
	return periodsOf(rows, "periods.tsv")
}

// key is one party on one list.
type key struct {
	list   List
	entity string
}

// periodsOf reads rows and refuses those that contradict each other: a day
// before the day it must follow, or two periods of one party on one list at
// once.
func periodsOf(rows [][]string, name string) (map[key][]Period, error) {
	out := map[key][]Period{}
	for i, r := range rows {
		p := Period{List: List(r[0]), EntityID: r[1], Name: r[2], Citation: r[7], Note: r[8]}
		for c, d := range []*calendar.Date{&p.Published, &p.Effective, &p.Withdrawn, &p.Removed} {
			v, err := dateOr(r[3+c], name, i)
			if err != nil {
				return nil, err
			}
			*d = v
		}
		if p.EntityID == "" || p.Published == 0 {
			return nil, fault.New(fault.Corrupt, "read table %s: row %d: a period needs a party and a published day", name, i+2)
		}
		if p.Removed != 0 && p.Removed <= p.began() || p.Withdrawn != 0 && p.Withdrawn < p.Published {
			return nil, fault.New(fault.Corrupt, "read table %s: row %d: %s on %s ends before it begins", name, i+2, p.EntityID, p.List)
		}
		k := key{p.List, p.EntityID}
		for _, q := range out[k] {
			if overlap(p, q) {
				return nil, fault.New(fault.Corrupt, "read table %s: row %d: %s is on %s twice at once", name, i+2, p.EntityID, p.List)
			}
		}
		out[k] = append(out[k], p)
	}
	for _, ps := range out {
		slices.SortStableFunc(ps, func(a, b Period) int { return int(a.Published) - int(b.Published) })
	}
	return out, nil
}

func overlap(a, b Period) bool {
	if a.began() == 0 || b.began() == 0 {
		return a == b
	}
	return (a.Removed == 0 || b.began() < a.Removed) && (b.Removed == 0 || a.began() < b.Removed)
}
