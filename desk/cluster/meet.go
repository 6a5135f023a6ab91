package cluster

import "slices"

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
			if !p.place && p.relevance >= 20 && b.parties[k].relevance >= 20 {
				e.bodies++
			}
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
	e.country, e.abroad = countries(a.parties, b.parties)
	e.sameDeed, e.otherDeed = deeds(a.events, b.events)
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

// extra: o has a party of some weight that s does not name.
func (s *Signature) extra(o *Signature) bool {
	return slices.ContainsFunc(o.parties, func(p party) bool {
		return p.relevance >= 15 && s.lacks(p)
	})
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

// deeds: the ledgers of both stories tell that one party did a thing of one type to
// another; or that another party did it, or the same one to another, and no more.
func deeds(a, b []happening) (same, other bool) {
	for _, x := range a {
		for _, y := range b {
			if x.kind != y.kind || x.actor == 0 || y.actor == 0 || x.recipient == 0 || y.recipient == 0 {
				continue
			}
			switch {
			case x.actor == y.actor && x.recipient == y.recipient:
				same = true
			case x.actor == y.actor, x.recipient == y.recipient, x.actor == y.recipient && x.recipient == y.actor:
				other = true
			}
		}
	}
	return same, other && !same
}

// countries: the weightiest country of one story, by its states and their bodies,
// is one of the other's; abroad when it is not, and both have one.
func countries(a, b []party) (same, abroad bool) {
	first := func(list []party) uint16 {
		for _, p := range list {
			if p.country != 0 {
				return p.country
			}
		}
		return 0
	}
	has := func(list []party, c uint16) bool {
		return slices.ContainsFunc(list, func(p party) bool { return p.country == c })
	}
	x, y := first(a), first(b)
	if x == 0 || y == 0 {
		return false, false
	}
	same = has(b, x) || has(a, y)
	return same, !same
}
