package pull

import (
	"cmp"
	"slices"
	"strings"

	"newstape/names/security"
)

// finish settles periods and order, and gives the entities of the new master.
func (j *joiner) finish() []*security.Entity {
	j.close()
	j.periods()
	exchanges := map[string]exchange{}
	for _, x := range exchangeTable() {
		exchanges[x.mic] = x
	}
	out := slices.DeleteFunc(j.entities, func(e *security.Entity) bool { return !j.hand[e] && len(e.Listings) == 0 })
	for _, e := range out {
		if !j.hand[e] {
			primary(e, exchanges)
		}
	}
	slices.SortStableFunc(out, func(a, b *security.Entity) int {
		return cmp.Or(cmp.Compare(a.Rank, b.Rank), byHand(j, a, b))
	})
	return out
}

// byHand keeps the order of the tables among hand-written entities.
func byHand(j *joiner, a, b *security.Entity) int {
	if j.hand[a] && j.hand[b] {
		return 0
	}
	return strings.Compare(a.ID, b.ID)
}

// primary marks the line that news means: one of the large exchanges of the
// United States, else one at home, else the first that is of no regional floor.
func primary(e *security.Entity, exchanges map[string]exchange) {
	best, score := -1, -1
	for i := range e.Listings {
		l := &e.Listings[i]
		l.Primary = false
		n := 0
		switch x := exchanges[l.MIC]; {
		case security.InUS(l.MIC) && l.MIC != "OTCM":
			n = 4
		case x.country == e.Country && !x.secondary:
			n = 3
		case !x.secondary && l.MIC != "OTCM":
			n = 2
		case !x.secondary:
			n = 1
		}
		if l.To != 0 {
			n -= 10
		}
		if best < 0 || n > score {
			best, score = i, n
		}
	}
	if best >= 0 {
		e.Listings[best].Primary = true
	}
}
