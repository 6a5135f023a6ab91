package model

import (
	"math"

	"newstape/ledger/attribution/sight"
	"newstape/story/syntax"
)

// The templates of the judge.
const (
	judgeBias = iota
	judgeCue
	judgeParts
	judgeStem
	judgeStemParts
	judgeClass
	judgeText
	judgeTags
	judgeSource
	judgeSourceStem
	judgeSourceP
	judgeContent
	judgeContentStem
	judgeContentP
	judgeContentHead
	judgeSize
	judgeClaimed
	judgeClaimedStem
	judgeGovernor
	judgeGovernorStem
	judgePlace
	judgeDensity
	judgeDensityClass
	judgeRivals
	judgeRepeat
	judgeOrder
	judgePair
)

// Judging is the candidates of a passage as the judge sees them.
type Judging struct {
	p       *sight.Passage
	cs      []Candidate
	cue     []int32   // the candidate whose cue holds each unit, -1
	claimed []float32 // the greatest certainty with which a content claims each unit
	by      []int32   // the candidate that claims it so
	sourced []float32
	dense   uint32         // how full of cues the passage is
	texts   map[uint32]int // how often each cue occurs
	stems   []uint32
}

// NewJudging looks at the candidates together.
func NewJudging(p *sight.Passage, cs []Candidate) *Judging {
	n := len(p.Units)
	j := &Judging{
		p: p, cs: cs, cue: make([]int32, n), claimed: make([]float32, n), by: make([]int32, n), sourced: make([]float32, n),
		texts: make(map[uint32]int), stems: make([]uint32, len(cs)),
	}
	for i := range n {
		j.cue[i], j.by[i] = -1, -1
	}
	sum := float32(0)
	for k := range cs {
		c := &cs[k]
		for i := c.Cue.First; i <= c.Cue.Last; i++ {
			j.cue[i] = int32(k)
			j.stems[k] = j.stems[k]*31 + p.Units[i].Stem
		}
		j.texts[j.stems[k]]++
		for _, s := range c.Content {
			for i := s.First; i <= s.Last; i++ {
				if w := c.Cue.P * c.ContentP; w > j.claimed[i] {
					j.claimed[i], j.by[i] = w, int32(k)
				}
			}
		}
		for i := c.Source.First; i <= c.Source.Last; i++ {
			j.sourced[i] = max(j.sourced[i], c.Cue.P*c.SourceP)
		}
		sum += c.Cue.P
	}
	j.dense = uint32(min(sum/float32(max(n, 1))*250, 15))
	return j
}

// Features fills b with what speaks for and against candidate k.
func (j *Judging) Features(k int, b *sight.Bag) {
	b.Reset()
	c := &j.cs[k]
	head := &j.p.Units[j.p.HeadOf(c.Cue.Range)]
	parts := uint32(0)
	if c.HasSource() {
		parts |= 1
	}
	kind := j.kind(c)
	if len(c.Content) > 0 {
		parts |= 2
	}
	sure := bucket(c.Cue.P)
	b.Add(judgeBias, 0, 0, 0)
	b.Add(judgeCue, sure, 0, 0)
	b.Add(judgeParts, sure, parts, 0)
	b.Add(judgeStem, head.Stem, uint32(head.Tag), 0)
	b.Add(judgeStemParts, head.Stem, parts, kind)
	b.Add(judgeClass, uint32(head.Class), uint32(head.Class>>32), kind)
	b.Add(judgeText, j.stems[k], 0, 0)
	tags := uint32(0)
	for i := c.Cue.First; i <= c.Cue.Last; i++ {
		tags = tags*31 + uint32(j.p.Units[i].Tag) + 1
	}
	b.Add(judgeTags, tags, uint32(c.Cue.Last-c.Cue.First), parts)
	j.sourceFeatures(c, head, b)
	j.contentFeatures(c, head, kind, b)
	j.placeFeatures(k, head, sure, b)
}

func (j *Judging) sourceFeatures(c *Candidate, head *sight.Unit, b *sight.Bag) {
	if !c.HasSource() {
		return
	}
	s := &j.p.Units[j.p.HeadOf(c.Source)]
	kind := uint32(s.Tag)<<8 | uint32(s.Shape)
	b.Add(judgeSource, kind, uint32(s.Rel), uint32(head.Tag))
	b.Add(judgeSource, uint32(s.Class), uint32(s.Class>>32), 1)
	b.Add(judgeSourceStem, s.Stem, 0, 0)
	b.Add(judgeSourceStem, kind, head.Stem, 1)
	b.Add(judgeSourceP, bucket(c.SourceP), bucket(c.Cue.P), 0)
	order := uint32(0)
	if c.Source.First > c.Cue.First {
		order = 1
	}
	b.Add(judgeOrder, order, uint32(min(max(c.Cue.First-c.Source.Last, c.Source.First-c.Cue.Last), 8)), uint32(head.Tag))
}

// kind classes the content: nothing, a quotation, or by the word it hangs on.
func (j *Judging) kind(c *Candidate) uint32 {
	if len(c.Content) == 0 {
		return 0
	}
	us := j.p.Units
	first := &us[c.Content[0].First]
	switch {
	case first.Mark == sight.Opening:
		return 1
	case first.Tag == syntax.SCONJ, first.Tag == syntax.PART, first.Tag == syntax.ADP:
		return 2 + first.Word<<4
	}
	h := &us[j.p.HeadOf(c.Content[0])]
	out := 3 + uint32(h.Tag)<<4
	if h.Below>>syntax.NSubj&1 == 1 || h.Below>>syntax.NSubjPass&1 == 1 {
		out |= 1 << 10
	}
	return out
}

func (j *Judging) contentFeatures(c *Candidate, head *sight.Unit, kind uint32, b *sight.Bag) {
	if len(c.Content) == 0 {
		return
	}
	us := j.p.Units
	units := 0
	for _, s := range c.Content {
		units += s.Last - s.First + 1
	}
	h := &us[j.p.HeadOf(c.Content[0])]
	side := uint32(0)
	if c.Content[0].First > c.Cue.First {
		side = 1
	}
	b.Add(judgeContent, kind, side, uint32(head.Tag))
	b.Add(judgeContent, kind, uint32(h.Rel), uint32(head.Rel)|1<<16)
	b.Add(judgeContentStem, h.Stem, head.Stem, 0)
	b.Add(judgeContentHead, h.Stem, uint32(h.Rel), 0)
	b.Add(judgeContentP, bucket(c.ContentP), bucket(c.Cue.P), 0)
	b.Add(judgeSize, size(units), side, kind)
	b.Add(judgeSize, size(units), uint32(len(c.Content)), head.Stem)
}

func (j *Judging) placeFeatures(k int, head *sight.Unit, sure uint32, b *sight.Bag) {
	c := &j.cs[k]
	at := c.Cue.First
	if by := j.by[at]; by >= 0 && int(by) != k {
		r := &j.cs[by]
		ahead := uint32(0)
		if r.Cue.P > c.Cue.P {
			ahead = 1
		}
		b.Add(judgeClaimed, bucket(j.claimed[at]), ahead, 0)
		b.Add(judgeClaimed, bucket(j.claimed[at]), sure, 1)
		b.Add(judgeClaimedStem, j.stems[by], ahead, 0)
		b.Add(judgeClaimedStem, head.Stem, ahead, 1)
	}
	if j.sourced[at] > 0 {
		b.Add(judgeClaimed, bucket(j.sourced[at]), sure, 2)
	}
	u := j.p.Units[at]
	quoted := uint32(0)
	if u.Quote >= 0 {
		quoted = 1
	}
	s := j.p.Sentences[u.Sentence]
	if s.Heading {
		quoted |= 2
	}
	b.Add(judgePlace, quoted, uint32(min(s.Paragraph, 6)), 0)
	b.Add(judgePlace, quoted, sure, 1)
	b.Add(judgeDensity, j.dense, sure, 0)
	b.Add(judgeDensityClass, j.dense, uint32(head.Class), uint32(head.Class>>32))
	rivals := uint32(0)
	for i := s.First; i <= s.Last && rivals < 4; i++ {
		if o := j.cue[i]; o >= 0 && int(o) != k && j.cs[o].Cue.P > c.Cue.P && (i == s.First || j.cue[i-1] != o) {
			rivals++
		}
	}
	b.Add(judgeRivals, rivals, sure, 0)
	b.Add(judgeRepeat, size(j.texts[j.stems[k]]), sure, 0)
	j.governor(k, head, b)
}

// governor looks for the cue on whose clause the candidate hangs.
func (j *Judging) governor(k int, head *sight.Unit, b *sight.Bag) {
	rel := head.Rel
	for at, n := head.Head, 0; at >= 0 && n < 8; at, n = j.p.Units[at].Head, n+1 {
		if o := j.cue[at]; o >= 0 && int(o) != k {
			b.Add(judgeGovernor, bucket(j.cs[o].Cue.P), uint32(rel), uint32(n))
			b.Add(judgeGovernorStem, j.stems[o], uint32(rel), head.Stem)
			b.Add(judgePair, bucket(j.cs[o].Cue.P), bucket(j.cs[k].Cue.P), uint32(rel))
			return
		}
		rel = j.p.Units[at].Rel
	}
}

// bucket classes a probability by its log odds, 0 to 13.
func bucket(p float32) uint32 {
	p = min(max(p, 1e-3), 1-1e-3)
	return uint32(math.Log(float64(p/(1-p))) + 7)
}

// size is the binary magnitude of n, at most 6.
func size(n int) uint32 {
	out := uint32(0)
	for ; n > 0 && out < 6; n >>= 1 {
		out++
	}
	return out
}
