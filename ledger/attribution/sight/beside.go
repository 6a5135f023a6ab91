package sight

import "math/bits"

// cueQuote looks at the quotations around the unit.
func (p *Passage) cueQuote(i int, b *Bag) {
	u := &p.Units[i]
	state := p.quoteState(i)
	b.Add(cueQuoted, state, u.tagRel(), 0)
	b.Add(cueQuoteStem, state, u.Stem, 0)
	near := p.quoteNear(i)
	b.Add(cueNear, near, u.tagRel(), state)
	b.Add(cueNearStem, near, u.Stem, 0)
}

// place classes where in its sentence a unit stands.
func (p *Passage) place(i int) uint32 {
	s := p.Sentences[p.Units[i].Sentence]
	out := uint32(min(i-s.First, 3))<<4 | uint32(min(s.Last-i, 3))<<2
	if s.Heading {
		out |= 1
	}
	return out
}

// quoteState is 0 outside of quotations, else 1 plus the class of the quote's length.
func (p *Passage) quoteState(i int) uint32 {
	q := p.Units[i].Quote
	if q < 0 {
		return 0
	}
	return 1 + sizeClass(p.Quotes[q].Last-p.Quotes[q].First-1)
}

// sizeClass is the binary magnitude of n, at most 6.
func sizeClass(n int) uint32 { return uint32(min(bits.Len(uint(max(n, 0))), 6)) }

// quoteNear tells whether a quotation ends shortly before or begins shortly
// behind the unit, and how long those are.
func (p *Passage) quoteNear(i int) uint32 {
	var before, after uint32
	for d := 1; d <= 6; d++ {
		if u := p.at(i, -d); before == 0 && u != nil && u.Mark == Closing {
			before = 1 + uint32(min(d, 3)) + p.long(u)
		}
		if u := p.at(i, d); after == 0 && u != nil && u.Mark == Opening {
			after = 1 + uint32(min(d, 3)) + p.long(u)
		}
	}
	return before<<8 | after
}

func (p *Passage) long(u *Unit) uint32 {
	if q := p.Quotes[u.Quote]; q.Last-q.First > 6 {
		return 8
	}
	return 0
}
