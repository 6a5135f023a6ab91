package sight

// opening is the greatest subtree that begins with unit i, as its root; the unit
// itself when none does. closing is the same for those that end with it.
func (p *Passage) opening(i int) int32 {
	return p.topWhere(i, func(u *Unit) bool { return int(u.Left) == i })
}

func (p *Passage) closing(i int) int32 {
	return p.topWhere(i, func(u *Unit) bool { return int(u.Right) == i })
}

func (p *Passage) topWhere(i int, is func(*Unit) bool) int32 {
	best := int32(i)
	at := int32(i)
	for range maxClimb {
		if at = p.Units[at].Head; at < 0 || !is(&p.Units[at]) {
			break
		}
		best = at
	}
	return best
}

// findEdges fills in what begins and ends at each unit.
func (p *Passage) findEdges() {
	for i := range p.Units {
		p.Units[i].Opens, p.Units[i].Closes = p.opening(i), p.closing(i)
	}
}

// cueBounds looks at the place before unit i as a border of a cue.
func (p *Passage) cueBounds(i int, b *Bag) {
	u, l := &p.Units[i], p.at(i, -1)
	if l == nil {
		return
	}
	b.AddBound(cueBoundWords, l.Stem, u.Stem, 0)
	b.AddBound(cueBoundLeft, l.Stem, uint32(u.Tag), uint32(u.Rel))
	b.AddBound(cueBoundRight, u.Stem, uint32(l.Tag), uint32(l.Rel))
	tie := uint32(0) // how the two hang together
	switch {
	case l.Head == int32(i):
		tie = 1 + uint32(l.Rel)
	case int(u.Head) == i-1:
		tie = 101 + uint32(u.Rel)
	case u.Head == l.Head:
		tie = 201
	}
	b.AddBound(cueBoundTie, tie, uint32(l.Tag)<<8|uint32(u.Tag), 0)
	b.AddBound(cueBoundTie, tie, u.Stem, 1)
	b.AddBound(cueBoundTie, tie, l.Stem, 2)
	b.AddBound(cueBoundOpens, uint32(p.Units[u.Opens].Rel), l.Stem, uint32(u.Tag))
	if u.Head >= 0 {
		b.AddBound(cueBoundOpens, uint32(u.Rel), p.Units[u.Head].Stem, u.Word)
	}
}

// roleBounds looks at the place before unit j as a border of a source or content.
func (p *Passage) roleBounds(v *View, j int, side uint32, b *Bag) {
	if j == v.Window.First {
		return
	}
	u, l := &p.Units[j], &p.Units[j-1]
	us, ls := &v.seen[j-v.Window.First], &v.seen[j-1-v.Window.First]
	opens, closes := &p.Units[u.Opens], &p.Units[l.Closes]
	b.AddBound(roleBoundWords, l.Word, u.Word, 0)
	b.AddBound(roleBoundTags, uint32(l.Tag), uint32(u.Tag), side)
	b.AddBound(roleBoundLeft, l.Word, us.path, side)
	b.AddBound(roleBoundRight, u.Word, ls.path, side)
	b.AddBound(roleBoundPaths, ls.path, us.path, side)
	b.AddBound(roleBoundSpans, uint32(closes.Rel), uint32(opens.Rel), side)
	b.AddBound(roleBoundSpans, closes.tagRel(), opens.tagRel(), v.tag)
	b.AddBound(roleBoundOpens, opens.Stem, uint32(opens.Rel), v.cueStem)
	b.AddBound(roleBoundOpens, v.sightOf(u.Opens), uint32(l.Mark), side)
	b.AddBound(roleBoundCloses, v.sightOf(l.Closes), uint32(u.Mark), side)
	b.AddBound(roleBoundCloses, v.sightOf(l.Closes), v.sightOf(u.Opens), side)
	code := v.quoteCode(l)<<4 | v.quoteCode(u)
	b.AddBound(roleBoundQuote, code, uint32(l.Mark)<<8|uint32(u.Mark), side)
	b.AddBound(roleBoundQuote, code, u.Word, l.Word)
	near := uint32(0)
	switch j {
	case v.Cue.First:
		near = 1
	case v.Cue.Last + 1:
		near = 2
	case v.Cue.Last + 2:
		near = 3
	}
	if near > 0 {
		b.AddBound(roleBoundCue, near, v.cueStem, u.Word)
		b.AddBound(roleBoundCue, near, v.class, u.tagRel())
	}
}

// sightOf is the path of a unit to the cue.
func (v *View) sightOf(i int32) uint32 {
	if k := int(i) - v.Window.First; k >= 0 && k < len(v.seen) {
		return v.seen[k].path
	}
	return none
}
