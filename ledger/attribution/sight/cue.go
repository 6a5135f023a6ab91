package sight

import (
	"math/bits"

	"newstape/story/syntax"
)

// The templates of cues; template.go says what each looks at.
const (
	cueBias = iota
	cueWord
	cueStem
	cueStemTag
	cueStemRel
	cueSuffixTag
	cueTagRel
	cueBefore
	cueAfter
	cueBefore2
	cueAfter2
	cuePair
	cuePairBefore
	cueTags
	cueTagsWide
	cueHead
	cueHeadStem
	cueHeadRel
	cueHeadBelow
	cueGrand
	cueBelow
	cueBelowStem
	cueBelowTag
	cueChildRel
	cueChildStem
	cueChildTag
	cueObject
	cueSubject
	cueCase
	cueClause
	cueQuoted
	cueQuoteStem
	cueNear
	cueNearStem
	cueGovernor
	cueGovernorRel
	cueConjunct
	cueNextStems
	cuePrevStems
	cueShape
	cueParticle
	cueClass
	cueClassFrame
	cueClassRel
	cueClassNext
	cueClassHead
	cueClassSubject
	cueClassGovernor
	cueClassTwo
	cueColon
	cueBoundWords
	cueBoundLeft
	cueBoundRight
	cueBoundTie
	cueBoundOpens
)

// core are the relations whose presence below a word tells most of its frame.
const core uint64 = 1<<syntax.NSubj | 1<<syntax.NSubjPass | 1<<syntax.Obj | 1<<syntax.IObj | 1<<syntax.CComp |
	1<<syntax.XComp | 1<<syntax.Obl | 1<<syntax.Parataxis | 1<<syntax.AuxPass | 1<<syntax.Mark | 1<<syntax.ACL | 1<<syntax.Cop | 1<<syntax.Case

// frame is the core of what hangs below u as a number.
func (u *Unit) frame() uint32 {
	m := u.Below & core
	return uint32(m) ^ uint32(m>>32)*2654435761
}

func (u *Unit) tagRel() uint32 { return uint32(u.Tag)<<8 | uint32(u.Rel) }

// none stands for a value beyond the sentence.
const none = 0x5bd1e995

// at is the unit i+d of the same sentence, nil beyond it.
func (p *Passage) at(i, d int) *Unit {
	s := p.Sentences[p.Units[i].Sentence]
	if k := i + d; k >= s.First && k <= s.Last {
		return &p.Units[k]
	}
	return nil
}

func wordAt(u *Unit) uint32 {
	if u == nil {
		return none
	}
	return u.Word
}

func stemAt(u *Unit) uint32 {
	if u == nil {
		return none
	}
	return u.Stem
}

func tagAt(u *Unit) uint32 {
	if u == nil {
		return 31
	}
	return uint32(u.Tag)
}

// CueFeatures fills b with what unit i shows of being part of a cue.
func (p *Passage) CueFeatures(i int, b *Bag) {
	b.Reset()
	u := &p.Units[i]
	l1, l2, r1, r2 := p.at(i, -1), p.at(i, -2), p.at(i, 1), p.at(i, 2)
	tag := uint32(u.Tag)
	b.Add(cueBias, 0, 0, 0)
	b.Add(cueWord, u.Word, 0, 0)
	b.Add(cueStem, u.Stem, 0, 0)
	b.Add(cueStemTag, u.Stem, tag, 0)
	b.Add(cueStemRel, u.Stem, uint32(u.Rel), 0)
	b.Add(cueSuffixTag, u.Suffix, tag, 0)
	b.Add(cueTagRel, u.tagRel(), 0, 0)
	b.Add(cueBefore, wordAt(l1), tag, 0)
	b.Add(cueAfter, wordAt(r1), tag, 0)
	b.Add(cueBefore2, wordAt(l2), tag, 0)
	b.Add(cueAfter2, wordAt(r2), tag, 0)
	b.Add(cuePair, u.Stem, wordAt(r1), 0)
	b.Add(cuePairBefore, wordAt(l1), u.Stem, 0)
	b.Add(cueNextStems, u.Stem, stemAt(r1), stemAt(r2))
	b.Add(cuePrevStems, stemAt(l2), stemAt(l1), u.Stem)
	b.Add(cueTags, tagAt(l1), tag, tagAt(r1))
	b.Add(cueTagsWide, tagAt(l2)<<5|tagAt(l1), tag, tagAt(r1)<<5|tagAt(r2))
	b.Add(cueShape, uint32(u.Shape), p.place(i), tag)
	if u.Mark == Colon {
		p.cueColon(i, b)
	}
	p.cueHead(u, b)
	p.cueBelow(i, b)
	p.cueQuote(i, b)
	p.cueGovernor(i, b)
	p.cueClass(i, b)
	p.cueBounds(i, b)
	b.Edge = p.cueEdge(i)
}

// cueColon looks at what stands before a colon: "FT: Memo links firm to army".
func (p *Passage) cueColon(i int, b *Bag) {
	s := p.Sentences[p.Units[i].Sentence]
	kind := uint32(0)
	if s.Heading {
		kind |= 1
	}
	if s.Paragraph == 0 {
		kind |= 2
	}
	if q := p.at(i, 1); q != nil && q.Mark == Opening {
		kind |= 4
	}
	kind |= uint32(min(i-s.First, 5)) << 3
	b.Add(cueColon, kind, tagAt(p.at(i, -1)), 0)
	b.Add(cueColon, kind, tagAt(p.at(i, -1)), 32+tagAt(p.at(s.First, 0)))
	if l := p.at(i, -1); l != nil {
		b.Add(cueColon, kind, l.class(), uint32(l.Shape)|1<<16)
	}
}

// cueHead looks at what the unit hangs on.
func (p *Passage) cueHead(u *Unit, b *Bag) {
	if u.Head < 0 {
		b.Add(cueHead, none, 0, 0)
		return
	}
	h := &p.Units[u.Head]
	b.Add(cueHead, h.Word, u.tagRel(), 0)
	b.Add(cueHeadStem, h.Stem, u.Word, 0)
	b.Add(cueHeadRel, h.tagRel(), u.tagRel(), 0)
	b.Add(cueHeadBelow, h.frame(), u.Word, uint32(u.Rel))
	if h.Head >= 0 {
		g := &p.Units[h.Head]
		b.Add(cueGrand, g.Stem, u.Word, uint32(u.Rel)<<8|uint32(h.Rel))
	}
}

// cueBelow looks at what hangs on the unit.
func (p *Passage) cueBelow(i int, b *Bag) {
	u := &p.Units[i]
	f := u.frame()
	b.Add(cueBelow, f, u.tagRel(), 0)
	b.Add(cueBelowStem, f, u.Stem, 0)
	b.Add(cueBelowTag, uint32(u.Below)^uint32(u.Below>>32)*2246822519, uint32(u.Tag), 0)
	for c := u.Child; c >= 0; c = u.Next {
		u = &p.Units[c]
		if u.Rel == syntax.Punct {
			continue
		}
		before := uint32(0)
		if int(c) < i {
			before = 1
		}
		b.Add(cueChildRel, p.Units[i].Stem, uint32(u.Rel), before)
		b.Add(cueChildStem, p.Units[i].Stem, u.Stem, uint32(u.Rel))
		b.Add(cueChildTag, p.Units[i].tagRel(), u.tagRel(), before)
		p.cueChild(i, int(c), b)
	}
}

// cueChild looks at one dependent by its role.
func (p *Passage) cueChild(i, c int, b *Bag) {
	u, k := &p.Units[i], &p.Units[c]
	switch k.Rel {
	case syntax.NSubj, syntax.NSubjPass:
		b.Add(cueSubject, k.Stem, uint32(u.Tag), uint32(k.Rel))
		b.Add(cueSubject, uint32(k.Tag)<<8|uint32(k.Shape), u.Stem, uint32(k.Rel))
		b.Add(cueClassSubject, k.class(), u.class(), uint32(k.Rel))
		b.Add(cueClassSubject, uint32(k.Tag)<<8|uint32(k.Shape), u.class(), uint32(k.Rel)|1<<8)
	case syntax.Obj, syntax.IObj:
		b.Add(cueObject, k.Stem, u.Stem, 0)
		b.Add(cueObject, uint32(k.Tag), u.Stem, 1)
	case syntax.Obl, syntax.Nmod:
		if m := p.child(c, syntax.Case); m >= 0 {
			b.Add(cueCase, p.Units[m].Stem, u.Stem, 0)
			b.Add(cueCase, p.Units[m].Stem, uint32(u.Tag), k.Stem)
		}
	case syntax.CComp, syntax.XComp, syntax.ACL, syntax.AdvCl:
		mark := uint32(0)
		if m := p.child(c, syntax.Mark); m >= 0 {
			mark = p.Units[m].Stem
		}
		b.Add(cueClause, mark, uint32(k.Rel), u.Stem)
		b.Add(cueClause, mark, uint32(k.Rel), uint32(u.Tag)|1<<16)
	case syntax.CompoundPrt:
		b.Add(cueParticle, k.Stem, u.Stem, 0)
	}
}

// cueClass looks at what kinds of words the unit and its neighbours in the tree are.
func (p *Passage) cueClass(i int, b *Bag) {
	u := &p.Units[i]
	f, r := u.frame(), p.at(i, 1)
	for m := u.Class; m != 0; m &= m - 1 {
		c := uint32(bits.TrailingZeros64(m))
		b.Add(cueClass, c, uint32(u.Tag), 0)
		b.Add(cueClassFrame, c, f, uint32(u.Tag))
		b.Add(cueClassRel, c, u.tagRel(), 0)
		b.Add(cueClassNext, c, wordAt(r), 0)
	}
	if u.Head >= 0 {
		if h := &p.Units[u.Head]; h.Class != 0 {
			b.Add(cueClassHead, h.class(), u.Word, uint32(u.Rel))
			b.Add(cueClassTwo, h.class(), u.class(), uint32(u.Rel))
		}
	}
}

// class is the unit's classes as a number.
func (u *Unit) class() uint32 { return uint32(u.Class) ^ uint32(u.Class>>32)*2654435761 }

// cueEdge classes the step into unit i.
func (p *Passage) cueEdge(i int) uint16 {
	l := p.at(i, -1)
	if l == nil {
		return 0
	}
	return 1 + uint16(l.Tag)*17 + uint16(p.Units[i].Tag)
}

// CueEdges is the number of classes of steps of cues.
const CueEdges = 1 + 17*17
