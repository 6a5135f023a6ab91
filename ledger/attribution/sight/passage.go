// Package sight is what the models of attribution see of a text: a flat row of
// tokens with their heads, the quotations that hold them, and the features by
// which a token may be a cue, a source or content.
//
// In: a document, its trees and the spans from which nothing may be taken. Out:
// a [Passage], whose [Passage.CueFeatures] and [Passage.RoleFeatures] fill a
// [Bag] with hashed features.
//
//	p := sight.New(doc, trees, opaque)
//	p.CueFeatures(i, &bag)      // is unit i part of a cue?
//	v := p.View(first, last)    // the units as seen from the cue [first, last]
//	p.RoleFeatures(v, j, &bag)  // is unit j its source, its content or neither?
//
// Limits: a sentence without a tree gives tokens without tags and heads, on
// which the features of words still speak.
package sight

import (
	"sort"

	"newstape/receipt"
	"newstape/story/syntax"
	"newstape/story/text"
)

// Range is the units [First, Last] of a sentence or quotation; empty when Last < First.
type Range struct{ First, Last int }

// Passage is a document as the models see it.
type Passage struct {
	Text      string
	Units     []Unit
	Sentences []Sentence
	Quotes    []Range
}

// Sentence is a sentence's units and where it stands.
type Sentence struct {
	Range
	Paragraph int
	Heading   bool
	Parsed    bool
}

// New lays out a document. trees may be shorter than the document's sentences;
// those without a tree are read by their tokens.
func New(doc text.Document, trees syntax.Trees, opaque []receipt.Span) *Passage {
	p := &Passage{Text: doc.Text, Sentences: make([]Sentence, len(doc.Sentences))}
	n := 0
	for _, s := range doc.Sentences {
		n += len(s.Tokens)
	}
	p.Units = make([]Unit, 0, n+n/8)
	for k, s := range doc.Sentences {
		first := len(p.Units)
		parsed := k < len(trees) && len(trees[k].Nodes) > 0
		if parsed {
			p.addTree(trees[k], int32(k))
		} else {
			p.addTokens(s, int32(k))
		}
		p.Sentences[k] = Sentence{Range{first, len(p.Units) - 1}, s.Paragraph, s.Heading, parsed}
	}
	p.shade(opaque)
	p.link()
	p.findEdges()
	p.findQuotes()
	return p
}

func (p *Passage) addTree(t syntax.Tree, sentence int32) {
	base := int32(len(p.Units))
	for _, n := range t.Nodes {
		head := int32(-1)
		if n.Head >= 0 {
			head = base + int32(n.Head)
		}
		p.add(n.Span, sentence, n.Tag, n.Rel, head)
	}
}

func (p *Passage) addTokens(s text.Sentence, sentence int32) {
	for _, t := range s.Tokens {
		tag := syntax.X
		switch t.Kind {
		case text.Punct:
			tag = syntax.PUNCT
		case text.Symbol:
			tag = syntax.SYM
		case text.Number:
			tag = syntax.NUM
		}
		p.add(t.Span, sentence, tag, syntax.Dep, -1)
	}
}

func (p *Passage) add(s receipt.Span, sentence int32, tag syntax.Tag, rel syntax.Relation, head int32) {
	word := s.In(p.Text)
	low := fold(word)
	base := stem(low)
	p.Units = append(p.Units, Unit{
		Span: s, Sentence: sentence, Head: head, Tag: tag, Rel: rel,
		Shape: shapeOf(word), Mark: markOf(low, tag), Quote: -1,
		Word: hashOf(low), Stem: hashOf(base), Class: classes[base], Suffix: hashOf(suffixOf(low)),
		Child: -1, Next: -1,
	})
}

// shade marks the units from which nothing may be taken.
func (p *Passage) shade(opaque []receipt.Span) {
	for _, o := range opaque {
		for i := range p.Units {
			if p.Units[i].Overlaps(o) {
				p.Units[i].Opaque = true
			}
		}
	}
}

// link fills what hangs below each unit. Heads that lead in a circle, which a
// tree never has, would leave extents short and harm nothing.
func (p *Passage) link() {
	us := p.Units
	for i := range us {
		us[i].Left, us[i].Right = int32(i), int32(i)
	}
	for i := len(us) - 1; i >= 0; i-- { // backwards, so that children are in order
		if h := us[i].Head; h >= 0 {
			us[i].Next, us[h].Child = us[h].Child, int32(i)
			us[h].Below |= 1 << us[i].Rel
		}
	}
	for i := range us {
		at := int32(i)
		for range maxClimb {
			h := us[at].Head
			if h < 0 || us[h].Left <= int32(i) && int32(i) <= us[h].Right {
				break
			}
			us[h].Left, us[h].Right = min(us[h].Left, int32(i)), max(us[h].Right, int32(i))
			at = h
		}
	}
}

// maxClimb bounds the steps towards a root, so that a chain of any length costs
// no more than a long sentence's.
const maxClimb = 40

// child is the first dependent of i with the relation, -1 for none.
func (p *Passage) child(i int, rel syntax.Relation) int {
	if p.Units[i].Below>>rel&1 == 0 {
		return -1
	}
	for c := p.Units[i].Child; c >= 0; c = p.Units[c].Next {
		if p.Units[c].Rel == rel {
			return int(c)
		}
	}
	return -1
}

// UnitAt is the first unit that ends behind the byte at offset; the number of
// units when none does.
func (p *Passage) UnitAt(offset int) int {
	return sort.Search(len(p.Units), func(i int) bool { return p.Units[i].End > offset })
}
