package screen

import (
	"cmp"
	"slices"

	"newstape/names/security"
	"newstape/receipt"
	"newstape/tape/calendar"
)

// Edition is what the table knows of one list.
type Edition struct {
	List   List
	Title  string
	Begins calendar.Date // the list's first day
	Edge   calendar.Date // the table knows nothing after this day
	Source string
}

// Edition is what the table knows of a list; false when it does not have it.
func (l *Lists) Edition(list List) (Edition, bool) {
	for _, e := range l.editions {
		if e.list == list {
			return Edition{e.list, e.title, e.begins, e.edge, e.source}, true
		}
	}
	return Edition{}, false
}

// Stretch is a time in which a party stood on a list, or a posting that was
// taken back.
type Stretch struct {
	List   List
	Status Status // Listed, ParentListed or CategoryRule; NotListed for a posting taken back
	// From is the first day. To is the day from which it held no longer, zero while
	// it holds; of a posting taken back, the day of that.
	From, To calendar.Date
	Of       string  // the party whose entry it is: the party itself or a parent
	Period   *Period // nil for a category
	Citation string
	Edge     calendar.Date // the table knows nothing after this day
	receipt  receipt.Receipt
}

// Receipt is the row of the list table that the stretch rests on.
func (s Stretch) Receipt() receipt.Receipt { return s.receipt }

// Covers reports whether the party stood so on a day.
func (s Stretch) Covers(d calendar.Date) bool {
	return s.Status != NotListed && s.From <= d && (s.To == 0 || d < s.To)
}

// History is all that the table knows of a party, whatever the day: its own
// periods, those of its parents, and rules over its products; by list, then by
// first day. Stretches may overlap: a party may stand on a list beside its
// parent, and [Lists.Standing] says what counts on a day.
func (l *Lists) History(e *security.Entity) []Stretch {
	var out []Stretch
	for _, ed := range l.editions {
		var of []Stretch
		for _, p := range l.periods[key{ed.list, e.ID}] {
			of = append(of, stretchOf(p, Listed))
		}
		for parent, step := l.parent(e), 0; parent != nil && step < 3; parent, step = l.parent(parent), step+1 {
			for _, p := range l.periods[key{ed.list, parent.ID}] {
				if p.began() != 0 { // what befell a parent's posting is the parent's history
					of = append(of, stretchOf(p, ParentListed))
				}
			}
		}
		for _, r := range l.rules {
			if r.over(e, ed.list) {
				of = append(of, Stretch{
					List: r.list, Status: CategoryRule, From: r.since, Of: e.ID, Citation: r.citation, receipt: r.receipt(),
				})
			}
		}
		slices.SortStableFunc(of, func(a, b Stretch) int { return cmp.Compare(a.From, b.From) })
		for _, s := range of {
			s.Edge = ed.edge
			out = append(out, s)
		}
	}
	return out
}

func stretchOf(p Period, status Status) Stretch {
	s := Stretch{
		List: p.List, Status: status, From: p.began(), To: p.Removed, Of: p.EntityID, Period: &p, Citation: p.Citation,
		receipt: receipt.New("screen/"+string(status), factOf(p)),
	}
	if s.From == 0 {
		s.Status, s.From, s.To = NotListed, p.Published, p.Withdrawn
		s.receipt = receipt.New("screen/withdrawn", factOf(p))
	}
	return s
}
