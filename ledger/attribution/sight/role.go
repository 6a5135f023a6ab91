package sight

import "newstape/story/syntax"

// The templates of roles.
const (
	roleBias = iota
	roleSide
	roleSideStem
	rolePath
	rolePathSide
	rolePathStem
	rolePathTag
	rolePathWord
	rolePathFrame
	rolePathRel
	roleTop
	roleTopCue
	roleTopMark
	roleTopStem
	roleQuote
	roleQuoteStem
	roleQuotePath
	roleWord
	roleStemTag
	roleWords
	roleTags
	roleEdgeLeft
	roleEdgeRight
	roleOthers
	roleOthersPath
	roleCommas
	roleCue
	roleCuePath
	roleAdjacent
	roleNear
	roleOutside
	roleChain
	roleTopFrame
	roleSubject
	roleOpen
	roleHead
	roleClass
	roleClassTop
	roleFar
	roleBoundWords
	roleBoundTags
	roleBoundLeft
	roleBoundRight
	roleBoundPaths
	roleBoundSpans
	roleBoundOpens
	roleBoundCloses
	roleBoundQuote
	roleBoundCue
	againOwn
	againPath
	againBeside
	againHead
	againBranch
	againBelow
	againQuote
	againBest
	againRival
	againBoundOwn
	againBoundSpans
	againBoundHeads
)

// RoleFeatures fills b with what unit j shows of being source or content of the
// cue that v looks from.
func (p *Passage) RoleFeatures(v *View, j int, b *Bag) {
	b.Reset()
	u, s := &p.Units[j], &v.seen[j-v.Window.First]
	side := uint32(0)
	dist := j - v.Cue.Last
	if j < v.Cue.First {
		side, dist = 1, v.Cue.First-j
	}
	tag := uint32(u.Tag)
	b.Add(roleBias, 0, 0, 0)
	b.Add(roleSide, side, distClass(dist), 0)
	b.Add(roleSideStem, side, v.cueStem, 0)
	b.Add(rolePath, s.path, 0, 0)
	b.Add(rolePathSide, s.path, side, distClass(dist))
	b.Add(rolePathStem, s.path, v.cueStem, side)
	b.Add(rolePathTag, s.path, tag, side)
	b.Add(rolePathWord, s.path, u.Word, side)
	b.Add(rolePathRel, s.path, u.tagRel(), side)
	b.Add(rolePathFrame, s.path, v.frame, v.tag)
	b.Add(roleCue, v.cueAll, side, 0)
	b.Add(roleCuePath, v.cueAll, s.path, 0)
	b.Add(roleOthers, uint32(s.others), side, v.tag)
	b.Add(roleOthersPath, uint32(s.others), side, s.path)
	b.Add(roleCommas, uint32(s.commas), side, s.path)
	b.Add(roleClass, v.class, s.path, side)
	l, r := p.at(j, -1), p.at(j, 1)
	b.Add(roleWord, u.Word, side, 0)
	b.Add(roleStemTag, u.Stem, tag, v.cueStem)
	b.Add(roleWords, wordAt(l), u.Word, wordAt(r))
	b.Add(roleTags, tagAt(l)<<5|tag, tagAt(r), side)
	if dist <= 3 {
		b.Add(roleAdjacent, uint32(dist)<<1|side, u.Word, v.cueStem)
		b.Add(roleNear, uint32(dist)<<1|side, u.tagRel(), v.tag)
	}
	if u.Head >= 0 {
		b.Add(roleHead, p.Units[u.Head].Stem, u.tagRel(), side)
	}
	p.roleTop(v, j, side, b)
	p.roleQuote(v, j, side, b)
	p.roleBounds(v, j, side, b)
	b.Edge = p.roleEdge(v, j)
}

// distClass is a distance in units, coarser the longer.
func distClass(d int) uint32 {
	if d <= 4 {
		return uint32(d)
	}
	return 4 + sizeClass(d-1)
}

// roleTop looks at the branch of the tree in which unit j lies.
func (p *Passage) roleTop(v *View, j int, side uint32, b *Bag) {
	s := &v.seen[j-v.Window.First]
	if s.top < 0 {
		b.Add(roleOutside, s.path, v.cueStem, side)
		return
	}
	t := &p.Units[s.top]
	up := v.up[s.meet]
	b.Add(roleTop, t.tagRel(), up, side)
	b.Add(roleTopCue, t.tagRel(), up, v.cueStem)
	b.Add(roleTopStem, t.Stem, uint32(t.Rel), v.cueStem)
	b.Add(roleClassTop, v.class, t.tagRel(), up)
	b.Add(roleClassTop, t.class(), uint32(t.Rel), up|1)
	b.Add(roleTopFrame, t.frame(), uint32(t.Rel), up)
	if m := p.child(int(s.top), syntax.Mark); m >= 0 {
		b.Add(roleTopMark, p.Units[m].Stem, uint32(t.Rel), up)
	} else if m := p.child(int(s.top), syntax.Case); m >= 0 {
		b.Add(roleTopMark, p.Units[m].Stem, uint32(t.Rel), up)
		b.Add(roleTopMark, p.Units[m].Stem, v.cueStem, side)
	}
	if k := p.child(int(v.chain[s.meet]), syntax.NSubj); k >= 0 {
		b.Add(roleSubject, uint32(p.Units[k].Tag)<<8|uint32(t.Rel), v.cueStem, side)
	}
	u := &p.Units[j]
	left, right := uint32(min(j-int(t.Left), 2)), uint32(min(int(t.Right)-j, 2))
	if left < 2 {
		b.Add(roleEdgeLeft, left, u.Word, t.tagRel())
		b.Add(roleEdgeLeft, left|4, u.tagRel(), s.path)
	}
	if right < 2 {
		b.Add(roleEdgeRight, right, u.Word, t.tagRel())
		b.Add(roleEdgeRight, right|4, u.tagRel(), s.path)
	}
}

// roleQuote looks at how unit j's quotation lies to the cue.
func (p *Passage) roleQuote(v *View, j int, side uint32, b *Bag) {
	u, s := &p.Units[j], &v.seen[j-v.Window.First]
	code := v.quoteCode(u)
	size := p.quoteState(j)
	same := uint32(0)
	if u.Sentence == p.Units[v.Head].Sentence {
		same = 1
	}
	b.Add(roleQuote, code, side<<1|same, size)
	b.Add(roleQuoteStem, code, side<<1|same, v.cueStem)
	b.Add(roleQuotePath, code, size, s.path)
	b.Add(roleOpen, code, uint32(u.Mark), side<<4|v.quoteSides()<<8)
	b.Add(roleFar, code, uint32(s.others), side<<1|same)
	b.Add(roleChain, v.quoteSides(), v.cueStem, s.path)
}

// quoteCode is 0 outside of quotations, 1 in that which holds the cue, 2 and 3 in
// its neighbours before and behind, 4 in others.
func (v *View) quoteCode(u *Unit) uint32 {
	switch q := u.Quote; {
	case q < 0:
		return 0
	case q == v.quoted:
		return 1
	case q == v.before:
		return 2
	case q == v.after:
		return 3
	}
	return 4
}

// quoteSides tells on which sides of the cue quotations lie and whether it is
// in one.
func (v *View) quoteSides() uint32 {
	out := uint32(0)
	if v.quoted >= 0 {
		out |= 1
	}
	if v.before >= 0 {
		out |= 2
	}
	if v.after >= 0 {
		out |= 4
	}
	return out
}

// roleEdge classes the step into unit j: whether the branch changes, and the
// marks on both sides.
func (p *Passage) roleEdge(v *View, j int) uint16 {
	if j == v.Window.First {
		return 0
	}
	k := j - v.Window.First
	a, b := &v.seen[k-1], &v.seen[k]
	l, u := &p.Units[j-1], &p.Units[j]
	class := uint16(0)
	switch {
	case l.Sentence != u.Sentence:
		class = 3
	case a.meet != b.meet:
		class = 2
	case a.top != b.top:
		class = 1
	}
	cross := uint16(0)
	switch {
	case j == v.Cue.First:
		cross = 1
	case j == v.Cue.Last+1:
		cross = 2
	case a.cue != b.cue:
		cross = 3
	}
	quote := uint16(0)
	if l.Quote != u.Quote {
		quote = 1
	}
	return 1 + (((class*4+cross)*2+quote)*8+uint16(l.Mark))*8 + uint16(u.Mark)
}

// RoleEdges is the number of classes of steps of roles.
const RoleEdges = 1 + 4*4*2*8*8
