package sight

import "newstape/story/syntax"

// View is the neighbourhood of one cue as seen from it. It may be filled again
// for the next cue, see [Passage.Look].
type View struct {
	Cue    Range
	Window Range // the units that may be its source or content
	Head   int   // the unit of the cue on which the rest of it hangs

	seen    []sight  // one for each unit of the window
	cueStem uint32   // of the head
	cueAll  uint32   // of all stems of the cue
	class   uint32   // its classes
	tag     uint32   // tag and relation of the head
	frame   uint32   // what hangs below the head
	quoted  int32    // the quotation that holds the cue, -1
	before  int32    // the last quotation that ends before the cue, within the window, with no other cue between
	after   int32    // the first that begins behind it
	chain   []int32  // the head's ancestors, itself first
	up      []uint32 // hash of the relations from the head to each of them
}

// sight is how one unit lies to the cue.
type sight struct {
	meet   int8   // steps from the cue's head up to where the paths meet; -1: not in its tree
	steps  int8   // steps from the unit up to there
	top    int32  // the unit below the meeting point on the unit's side; -1: the unit is the meeting point
	path   uint32 // hash of both
	others int8   // cues between the unit and this cue
	commas int8
	cue    bool // part of another cue
}

// The window's bounds in units and sentences.
const (
	reach         = 150
	quoteReach    = 500
	sentenceReach = 14
)

// Look fills v with the view from the cue. cues are all cues of the passage in
// order, this one among them.
func (p *Passage) Look(v *View, cue Range, cues []Range) {
	v.Cue, v.Head = cue, p.HeadOf(cue)
	v.Window = p.window(cue)
	h := &p.Units[v.Head]
	v.cueStem, v.class, v.tag, v.frame, v.quoted = h.Stem, h.class(), h.tagRel(), h.frame(), h.Quote
	v.cueAll = 17
	for i := cue.First; i <= cue.Last; i++ {
		v.cueAll = v.cueAll*31 + p.Units[i].Stem
	}
	v.chain, v.up = v.chain[:0], v.up[:0]
	path := uint32(7)
	for at := int32(v.Head); at >= 0 && len(v.chain) < maxClimb; at = p.Units[at].Head {
		v.chain, v.up = append(v.chain, at), append(v.up, path)
		path = path*131 + uint32(p.Units[at].Rel) + 1
	}
	n := v.Window.Last - v.Window.First + 1
	if cap(v.seen) < n {
		v.seen = make([]sight, n+n/2)
	}
	v.seen = v.seen[:n]
	for k := range v.seen {
		v.seen[k] = p.sightOf(v, v.Window.First+k)
	}
	p.count(v, cues)
	p.nearestQuotes(v)
}

// HeadOf is the unit of a range that hangs on something outside of it; of
// several, the first that is not a particle, auxiliary or preposition.
func (p *Passage) HeadOf(cue Range) int {
	best := -1
	for i := cue.First; i <= cue.Last; i++ {
		u := &p.Units[i]
		if h := int(u.Head); h >= cue.First && h <= cue.Last {
			continue
		}
		switch u.Rel {
		case syntax.Case, syntax.Mark, syntax.Aux, syntax.AuxPass, syntax.Punct, syntax.Det, syntax.AdvMod, syntax.Fixed:
			if best < 0 {
				best = i
			}
			continue
		}
		return i
	}
	return max(best, cue.First)
}

// window is the cue's sentence, with the neighbours into which a quotation or a
// colon leads.
func (p *Passage) window(cue Range) Range {
	s := int(p.Units[cue.First].Sentence)
	w := p.Sentences[s].Range
	w.First, w.Last = max(w.First, cue.First-reach), min(w.Last, cue.Last+reach)
	for k := s + 1; k < len(p.Sentences) && k <= s+sentenceReach && w.Last == p.Sentences[k-1].Last && w.Last-cue.Last < quoteReach; k++ {
		if !p.goesOn(k) {
			break
		}
		w.Last = min(p.Sentences[k].Last, cue.Last+quoteReach)
	}
	for k := s - 1; k >= 0 && k >= s-sentenceReach && w.First == p.Sentences[k+1].First && cue.First-w.First < quoteReach; k-- {
		if !p.cameFrom(k) {
			break
		}
		w.First = max(p.Sentences[k].First, cue.First-quoteReach)
	}
	return w
}

// goesOn reports whether sentence k may continue what the sentence before it
// began: it begins inside a quotation or with one, or a colon stands before it.
func (p *Passage) goesOn(k int) bool {
	if p.Sentences[k].Last < p.Sentences[k].First || p.Sentences[k-1].Last < p.Sentences[k-1].First {
		return false
	}
	first, last := &p.Units[p.Sentences[k].First], &p.Units[p.Sentences[k-1].Last]
	switch {
	case last.Mark == Colon:
		return true
	case p.Sentences[k].Paragraph == p.Sentences[k-1].Paragraph:
		return first.Quote >= 0
	}
	return first.Mark == Opening && last.Quote >= 0 && last.Mark != Closing
}

// cameFrom reports whether sentence k may be what the next sentence goes on with.
func (p *Passage) cameFrom(k int) bool {
	if p.Sentences[k].Last < p.Sentences[k].First || p.Sentences[k+1].Last < p.Sentences[k+1].First {
		return false
	}
	next, last := &p.Units[p.Sentences[k+1].First], &p.Units[p.Sentences[k].Last]
	if p.Sentences[k].Paragraph != p.Sentences[k+1].Paragraph {
		return false
	}
	return last.Quote >= 0 || next.Quote >= 0 && next.Mark != Opening
}

// sightOf finds where the paths of unit j and of the cue's head meet.
func (p *Passage) sightOf(v *View, j int) sight {
	s := sight{meet: -1, top: -1}
	u := &p.Units[j]
	home := p.Units[v.Head].Sentence
	if u.Sentence != home {
		d := max(-3, min(u.Sentence-home, 3))
		s.path = uint32(d+8) * 977
		return s
	}
	at, below := int32(j), int32(-1)
	for step := range maxClimb {
		for m, a := range v.chain {
			if a != at {
				continue
			}
			s.meet, s.steps, s.top = int8(m), int8(step), below
			s.path = v.up[m]*131 + 77
			if below >= 0 {
				s.path = (s.path + uint32(p.Units[below].Rel) + 1) * 131
			}
			s.path += uint32(min(step, 2))
			return s
		}
		below = at
		if at = p.Units[at].Head; at < 0 {
			break
		}
	}
	s.path = 31
	return s
}

// count fills in the cues and commas between each unit and the cue.
func (p *Passage) count(v *View, cues []Range) {
	for _, c := range cues {
		for i := max(c.First, v.Window.First); i <= min(c.Last, v.Window.Last) && c != v.Cue; i++ {
			v.seen[i-v.Window.First].cue = true
		}
	}
	var others, commas int8
	step := func(j int) {
		s := &v.seen[j-v.Window.First]
		s.others, s.commas = others, commas
		if s.cue && (j == v.Window.First || !v.seen[j-1-v.Window.First].cue) {
			others = min(others+1, 3)
		}
		if p.Units[j].Mark == Comma {
			commas = min(commas+1, 3)
		}
	}
	for j := v.Cue.Last + 1; j <= v.Window.Last; j++ {
		step(j)
	}
	others, commas = 0, 0
	for j := v.Cue.First - 1; j >= v.Window.First; j-- {
		step(j)
	}
}

// nearestQuotes finds the quotations next to the cue on both sides.
func (p *Passage) nearestQuotes(v *View) {
	v.before, v.after = -1, -1
	for j := v.Cue.First - 1; j >= v.Window.First; j-- {
		if q := p.Units[j].Quote; q >= 0 && q != v.quoted {
			v.before = q
			break
		}
	}
	for j := v.Cue.Last + 1; j <= v.Window.Last; j++ {
		if q := p.Units[j].Quote; q >= 0 && q != v.quoted {
			v.after = q
			break
		}
	}
}
