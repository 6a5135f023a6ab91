package cluster

import (
	"math"
	"slices"
	"time"
)

// evidence is what two stories have in common and in what they differ.
type evidence struct {
	ofA, ofB float64       // shares of the shingles that the other has
	seen     int           // shingles looked at
	apart    time.Duration // between the stories, 0 when one has no time
	foreign  bool          // two languages, which share no words

	mains    int  // main parties in common
	parties  int  // other parties in common, states left out
	states   int  // states in common
	stranger bool // both have main parties, and none of either is in the other
	swapped  bool // each leads with a party that the other does not have
	// bothStates counts states and their bodies that both stories are about.
	bothStates  int
	country     bool // the weightiest country of one is one of the other's
	abroad      bool // each has a country that the other lacks
	bodies      int  // states' bodies, such as a regulator, of some weight in both
	sameDeed    bool // both ledgers tell that one party did the same thing to another
	otherDeed   bool // they tell that another one did it, or to another
	otherStates bool // both are about states or their bodies, but not the same
	counter     bool // each names parties beside those in common, and the other does not
	reversed    bool // both titles name both, but another one first
	leadsGone   int  // of the stories' weightiest parties, how many the other story does not name

	words     float64 // cosine of the terms
	names     int     // names in common
	leadNames int     // of these, those that one of the stories leads with
	ownNames  int     // names that a story leads with and the other lacks, the smaller of both counts
	otherName bool    // both lead with names that the other does not have at all

	kinds      float64 // cosine of what they tell
	headlines  float64 // cosine of what their titles tell; -1 when one tells nothing
	single     bool    // the heaviest kind of either is told by both, and is one that a company hardly has twice in a week
	moved      bool    // the title of the later one tells how prices or people took it
	reaction   bool    // one story tells of nothing but how prices or people took it
	data       bool    // figures of an economy, which hardly agree by chance, and no central bank's decision
	plain      bool    // both tell plainly of what kind they are
	topDiffers bool    // what each tells most is not the same, nor its like
	macro      bool    // it is a kind of which a whole economy hardly has two

	figures  int // figures in common that are telling
	loose    int // other figures in common
	clashes  int // measures for which both lead with figures that do not fit
	against  []uint8
	quarters bool // they speak of different quarters
	dates    bool // their main events have different days
}

// weigh finds what two stories have in common.
func weigh(a, b *Signature) evidence {
	var e evidence
	e.ofA, e.ofB, e.seen = overlap(a, b)
	if a.when != 0 && b.when != 0 {
		e.apart = time.Duration(max(a.when-b.when, b.when-a.when)) * time.Second
	}
	e.foreign = a.tongue != b.tongue && a.tongue != unknown && b.tongue != unknown
	e.weighParties(a, b)
	e.words = cosineOfTerms(a.terms, b.terms)
	e.weighNames(a, b)
	e.kinds = cosineOfKinds(a.kinds, b.kinds)
	e.single, e.macro = singleShared(a.kinds, b.kinds)
	x, y := topKind(a.kinds), topKind(b.kinds)
	later := a
	if a.when < b.when {
		later = b
	}
	e.moved = slices.ContainsFunc(later.headline, func(w weighted) bool { return acts().follows(w.kind) })
	e.reaction = x == 0 && len(a.kinds) > 0 || y == 0 && len(b.kinds) > 0
	e.topDiffers = x != 0 && y != 0 && acts().alike(x, y) == 0
	e.data = e.macro && acts().name(x) != "rates" && acts().name(y) != "rates"
	e.plain = weight(a.kinds, x) >= plainly && weight(b.kinds, y) >= plainly
	e.headlines = -1
	if len(a.headline) > 0 && len(b.headline) > 0 {
		e.headlines = cosineOfKinds(a.headline, b.headline)
	}
	e.weighFigures(a, b)
	for _, x := range a.sides {
		if slices.Contains(b.sides, -x) {
			e.against = append(e.against, uint8(max(x, -x)))
		}
	}
	e.quarters = a.quarters != 0 && b.quarters != 0 && a.quarters&b.quarters == 0
	e.dates = datesDiffer(a, b)
	return e
}

// plainly is the weight of a kind of which a story tells in its title or lead, and
// not by a vague word only.
const plainly = 56

// weight is that of a kind in a list.
func weight(list []weighted, kind uint8) uint8 {
	for _, w := range list {
		if w.kind == kind {
			return w.weight
		}
	}
	return 0
}

// topKind is the heaviest kind that is no way of following up, 0 for none.
func topKind(list []weighted) uint8 {
	for _, w := range list {
		if !acts().follows(w.kind) {
			return w.kind
		}
	}
	return 0
}

// singleShared: the heaviest kind of a or of b weighs at least half of the
// heaviest in the other, and is single; macro when it is one of the whole economy.
func singleShared(a, b []weighted) (single, macro bool) {
	lx := acts()
	has := func(list []weighted, kind uint8) bool {
		top := 0
		for _, w := range list {
			if !lx.follows(w.kind) {
				top = max(top, int(w.weight))
			}
		}
		return slices.ContainsFunc(list, func(w weighted) bool { return w.kind == kind && int(w.weight)*2 >= top })
	}
	for _, side := range [...][2][]weighted{{a, b}, {b, a}} {
		for _, w := range side[0] {
			if lx.follows(w.kind) {
				continue
			}
			if lx.single[w.kind] && has(side[1], w.kind) {
				single, macro = true, macro || lx.macro[w.kind]
			}
			break
		}
	}
	return single, macro
}

func (e *evidence) weighNames(a, b *Signature) {
	for _, n := range a.names {
		k := slices.IndexFunc(b.names, func(m name) bool { return m.hash == n.hash })
		if k < 0 {
			continue
		}
		e.names++
		if n.lead || b.names[k].lead {
			e.leadNames++
		}
	}
	leadA, ownA := a.leadNames(b)
	leadB, ownB := b.leadNames(a)
	e.ownNames = min(ownA, ownB)
	e.otherName = leadA > 0 && leadB > 0 && ownA == leadA && ownB == leadB
}

// leadNames counts the names that the story leads with, and of these those that o
// lacks.
func (s *Signature) leadNames(o *Signature) (all, own int) {
	for _, n := range s.names {
		if !n.lead {
			continue
		}
		all++
		if !o.knows(n.hash) && !slices.ContainsFunc(o.parties, func(p party) bool { return p.word == n.hash }) {
			own++
		}
	}
	return all, own
}

// weighFigures counts figures in common, and the measures for which the stories
// state figures of which none fit.
func (e *evidence) weighFigures(a, b *Signature) {
	var fitted, clashed [256]bool // by measure
	for _, f := range a.figures {
		k := slices.IndexFunc(b.figures, f.fits)
		if k < 0 {
			continue
		}
		fitted[f.measure], fitted[b.figures[k].measure] = true, true
		if f.telling() && b.figures[k].telling() || f.unit == points && f.value == b.figures[k].value {
			e.figures++
		} else {
			e.loose++
		}
	}
	for _, f := range a.figures {
		if f.measure == shareMove || fitted[f.measure] || clashed[f.measure] || !f.lead {
			continue
		}
		for _, g := range b.figures {
			same := g.measure == f.measure && f.measure != 0 || f.large() && g.large() && (f.measure == 0 || g.measure == 0)
			if same && g.unit == f.unit && g.lead && !f.fits(g) && !fitted[g.measure] {
				clashed[f.measure] = true
				e.clashes++
				break
			}
		}
	}
}

// shareMove is the measure of shares: later stories of one event tell other moves.
const shareMove = 3

// datesDiffer: both stories' main events have days, and these lie more than two
// days apart.
func datesDiffer(a, b *Signature) bool {
	if len(a.events) == 0 || len(b.events) == 0 {
		return false
	}
	x, y := a.events[0].day, b.events[0].day
	return x != 0 && y != 0 && max(x-y, y-x) > 2
}

func cosineOfTerms(a, b []term) float64 {
	dot, na, nb := 0.0, 0.0, 0.0
	for _, t := range a {
		na += float64(t.weight) * float64(t.weight)
	}
	for _, t := range b {
		nb += float64(t.weight) * float64(t.weight)
	}
	for i, k := 0, 0; i < len(a) && k < len(b); {
		switch {
		case a[i].hash < b[k].hash:
			i++
		case a[i].hash > b[k].hash:
			k++
		default:
			dot += float64(a[i].weight) * float64(b[k].weight)
			i, k = i+1, k+1
		}
	}
	if na == 0 || nb == 0 {
		return 0
	}
	return dot / math.Sqrt(na*nb)
}

// cosineOfKinds is the cosine between what two stories tell, where related kinds
// count in part. It leaves out the kinds that only follow up, and is -1 when one
// story tells of nothing else.
func cosineOfKinds(a, b []weighted) float64 {
	both, na, nb := product(a, b), product(a, a), product(b, b)
	if na == 0 || nb == 0 {
		return -1
	}
	return min(1, both/math.Sqrt(na*nb))
}

func product(a, b []weighted) float64 {
	lx := acts()
	sum := 0.0
	for _, x := range a {
		if lx.follows(x.kind) {
			continue
		}
		for _, y := range b {
			if !lx.follows(y.kind) {
				sum += lx.alike(x.kind, y.kind) * float64(x.weight) * float64(y.weight)
			}
		}
	}
	return sum
}
