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
	otherStates bool // both are about states or their bodies, but not the same
	counter     bool // each names parties beside those in common, and the other does not
	reversed    bool // both titles name both, but another one first
	leadsGone   int  // of the stories' weightiest parties, how many the other story does not name

	words     float64 // cosine of the terms
	names     int     // names in common
	leadNames int     // of these, those that one of the stories leads with
	otherName bool    // both lead with names that the other does not have at all

	kinds     float64 // cosine of what they tell
	headlines float64 // cosine of what their titles tell; -1 when one tells nothing
	single    bool    // the heaviest kind of either is told by both, and is one that a company hardly has twice in a week
	macro     bool    // it is a kind of which a whole economy hardly has two

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

func (e *evidence) weighParties(a, b *Signature) {
	met := false
	for _, p := range a.parties {
		k := slices.IndexFunc(b.parties, func(q party) bool { return q.hash == p.hash })
		switch {
		case k < 0 && !p.state && b.calls(p):
			e.parties++
			met = met || p.main
		case k < 0:
		case p.state:
			e.states++
			if p.main && b.parties[k].main {
				e.bothStates++
			}
		case p.main && b.parties[k].main:
			e.mains++
			met = true
		default:
			e.parties++
			met = met || p.main || b.parties[k].main
		}
	}
	for _, q := range b.parties {
		if !q.state && a.calls(q) && !a.links(q) {
			e.parties++
			met = met || q.main
		}
	}
	e.stranger = hasMain(a.parties) && hasMain(b.parties) && !met
	e.swapped = a.misses(b) && b.misses(a)
	for _, gone := range [...]bool{a.lacksLead(b), b.lacksLead(a)} {
		if gone {
			e.leadsGone++
		}
	}
	e.otherStates = statesDiffer(a.parties, b.parties)
	e.counter = a.extra(b) && b.extra(a)
	e.reversed = a.first != 0 && b.first != 0 && a.first != b.first && a.knows(b.first) && b.knows(a.first)
}

func hasMain(ps []party) bool {
	return slices.ContainsFunc(ps, func(p party) bool { return p.main && !p.state })
}

// calls: the story writes the first word of the party's name, though it is not
// linked there.
func (s *Signature) calls(p party) bool {
	return p.word != 0 && slices.ContainsFunc(s.names, func(n name) bool { return n.hash == p.word })
}

// links: the party is linked in the story.
func (s *Signature) links(p party) bool {
	return slices.ContainsFunc(s.parties, func(q party) bool { return q.hash == p.hash })
}

// lacks: the story does not name the party at all.
func (s *Signature) lacks(p party) bool { return !s.links(p) && !s.calls(p) }

// misses: a main party of o is not in s.
func (s *Signature) misses(o *Signature) bool {
	return slices.ContainsFunc(o.parties, func(p party) bool { return p.main && s.lacks(p) })
}

// lacksLead: the weightiest party of o that is no state is not in s.
func (s *Signature) lacksLead(o *Signature) bool {
	for _, p := range o.parties {
		if p.main && !p.state {
			return s.lacks(p)
		}
	}
	return false
}

// extra: o has a party of some weight, no state, that s does not name.
func (s *Signature) extra(o *Signature) bool {
	return slices.ContainsFunc(o.parties, func(p party) bool { return !p.state && p.relevance >= 20 && s.lacks(p) })
}

// knows: the hash is that of a party or name of the story.
func (s *Signature) knows(hash uint32) bool {
	return slices.ContainsFunc(s.parties, func(p party) bool { return p.hash == hash }) ||
		slices.ContainsFunc(s.names, func(n name) bool { return n.hash == hash })
}

// statesDiffer: both stories are about states or their bodies, and about none in
// common.
func statesDiffer(a, b []party) bool {
	main := func(p party) bool { return p.state && p.main }
	return slices.ContainsFunc(a, main) && slices.ContainsFunc(b, main) &&
		!slices.ContainsFunc(a, func(p party) bool {
			return p.state && slices.ContainsFunc(b, func(q party) bool { return q.hash == p.hash && (p.main || q.main) })
		})
}

// singleShared: the heaviest kind of a or of b is one of both, and single; macro
// when it is a kind of the whole economy.
func singleShared(a, b []weighted) (single, macro bool) {
	lx := acts()
	has := func(list []weighted, kind uint8) bool {
		return slices.ContainsFunc(list, func(w weighted) bool { return w.kind == kind })
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
	has := func(names []name, h uint32) bool {
		return slices.ContainsFunc(names, func(n name) bool { return n.hash == h })
	}
	leadA, leadB := 0, 0
	onlyA, onlyB := 0, 0
	for _, n := range a.names {
		if has(b.names, n.hash) {
			e.names++
			if n.lead || leads2(b.names, n.hash) {
				e.leadNames++
			}
		} else if n.lead {
			onlyA++
		}
		if n.lead {
			leadA++
		}
	}
	for _, n := range b.names {
		if n.lead {
			leadB++
			if !has(a.names, n.hash) {
				onlyB++
			}
		}
	}
	e.otherName = leadA > 0 && leadB > 0 && onlyA == leadA && onlyB == leadB
}

func leads2(names []name, h uint32) bool {
	return slices.ContainsFunc(names, func(n name) bool { return n.hash == h && n.lead })
}

// weighFigures counts figures in common, and the measures for which the stories
// state figures of which none fit.
func (e *evidence) weighFigures(a, b *Signature) {
	fitted := map[uint8]bool{}
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
	clashed := map[uint8]bool{}
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

// cosineOfKinds leaves out the kinds that only follow up; -1 when one story tells
// of nothing else.
func cosineOfKinds(a, b []weighted) float64 {
	lx := acts()
	dot, na, nb := 0.0, 0.0, 0.0
	for _, x := range a {
		if lx.follows(x.kind) {
			continue
		}
		na += float64(x.weight) * float64(x.weight)
		for _, y := range b {
			if y.kind == x.kind {
				dot += float64(x.weight) * float64(y.weight)
			}
		}
	}
	for _, y := range b {
		if !lx.follows(y.kind) {
			nb += float64(y.weight) * float64(y.weight)
		}
	}
	if na == 0 || nb == 0 {
		return -1
	}
	return dot / math.Sqrt(na*nb)
}
