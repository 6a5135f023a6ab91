package sight

import "newstape/story/syntax"

// governs reports whether rel leads from a word to a clause that depends on it:
// the way up to who may be saying this.
func governs(rel syntax.Relation) bool {
	switch rel {
	case syntax.CComp, syntax.XComp, syntax.ACL, syntax.ACLRelCl, syntax.AdvCl, syntax.Parataxis, syntax.CSubj:
		return true
	}
	return false
}

// cueGovernor looks at the word whose clause the unit's clause is.
func (p *Passage) cueGovernor(i int, b *Bag) {
	at := i
	for range maxClimb {
		u := &p.Units[at]
		if u.Head < 0 {
			return
		}
		at = int(u.Head)
		if governs(u.Rel) {
			g := &p.Units[at]
			b.Add(cueGovernor, g.Stem, uint32(u.Rel), uint32(p.Units[i].Tag))
			b.Add(cueClassGovernor, g.class(), uint32(u.Rel), p.Units[i].class())
			b.Add(cueGovernorRel, g.frame(), uint32(u.Rel), p.Units[i].tagRel())
			return
		}
		if u.Rel == syntax.Conj {
			b.Add(cueConjunct, p.Units[at].Stem, uint32(p.Units[i].Tag), 0)
		}
	}
}
