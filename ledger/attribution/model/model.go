// Package model applies the learned weights of attribution: which units of a
// passage are cues, which are the source and content of a cue, and how far to
// trust the whole.
//
// In: a [sight.Passage]. Out: [Candidate]s in order of their cues, overlapping
// where the weights had more than one idea; newstape/ledger/attribution settles
// which of them stand.
//
//	m, err := model.Open(file)
//	cs := m.Candidates(passage)
//
// Limits: the file is read in place and must not change.
package model

import (
	"newstape/ledger/attribution/chain"
	"newstape/ledger/attribution/sight"
)

// Tagger is the weights of one chain.
type Tagger struct {
	Table *chain.Table
	Steps []chain.Step
}

// Model is the weights of the chains of cues, of roles at first and second
// reading, and of the judge, a chain of one token.
type Model struct {
	Cue, Role, Again, Judge Tagger
}

// Cue is a stretch of units that may be a cue, with the weights' probability.
type Cue struct {
	sight.Range
	P float32
	// Why are the features that spoke most for its first unit.
	Why Voices
}

// Candidate is a cue with its source and content.
type Candidate struct {
	Cue     Cue
	Source  sight.Range   // Last < First when there is none
	Content []sight.Range // in order
	// SourceP and ContentP are the mean probabilities of their units.
	SourceP, ContentP float32
	// P is the probability that the attribution is one.
	P float32
	// Why are the features that spoke most for the first unit of the cue and for
	// the heads of source and content.
	Why Why
}

// HasSource reports whether a source was found.
func (c *Candidate) HasSource() bool { return c.Source.Last >= c.Source.First }

// reader is the memory of one reading.
type reader struct {
	*Model
	p         *sight.Passage
	bag       sight.Bag
	view      sight.View
	lattice   chain.Lattice
	labels    []uint8
	marginals []chain.Scores
}

// Candidates finds every cue of the passage with its source and content.
func (m *Model) Candidates(p *sight.Passage) []Candidate {
	r := &reader{Model: m, p: p}
	cues := r.cues()
	out := r.readAgain(cues, r.readOnce(cues))
	r.judge(out)
	return out
}

// judge fills in the probabilities of candidates.
func (r *reader) judge(cs []Candidate) {
	j := NewJudging(r.p, cs)
	r.room(1)
	for k := range cs {
		j.Features(k, &r.bag)
		r.fill(&r.Judge, 0)
		r.lattice.Marginals(r.Judge.Steps, r.marginals)
		cs[k].P = r.marginals[0][1]
	}
}

// Cues finds the cues alone.
func (m *Model) Cues(p *sight.Passage) []Cue {
	r := &reader{Model: m, p: p}
	return r.cues()
}

// ReadOnce reads the windows of the cues for the first time.
func (m *Model) ReadOnce(p *sight.Passage, cues []Cue) []*sight.Reading {
	r := &reader{Model: m, p: p}
	return r.readOnce(cues)
}

// ReadAgain finds sources and contents of the cues, knowing the first readings.
func (m *Model) ReadAgain(p *sight.Passage, cues []Cue, first []*sight.Reading) []Candidate {
	r := &reader{Model: m, p: p}
	return r.readAgain(cues, first)
}

// Rivals joins the first readings of all cues.
func Rivals(p *sight.Passage, cues []Cue, first []*sight.Reading) *sight.Rivals {
	out := sight.NewRivals(len(p.Units))
	for k := range cues {
		out.Add(k, cues[k].P, first[k])
	}
	return out
}

// Ranges are the units of the cues.
func Ranges(cues []Cue) []sight.Range {
	out := make([]sight.Range, len(cues))
	for k, c := range cues {
		out[k] = c.Range
	}
	return out
}

func (r *reader) room(n int) {
	r.lattice.Reset(n)
	if cap(r.labels) < n {
		r.labels, r.marginals = make([]uint8, 2*n), make([]chain.Scores, 2*n)
	}
	r.labels, r.marginals = r.labels[:n], r.marginals[:n]
}

func (t *Tagger) emission(b *sight.Bag) (s chain.Scores) {
	for _, f := range b.Features {
		t.Table.Add(f, &s)
	}
	return s
}

// fill puts what speaks for token i of the row into the lattice.
func (r *reader) fill(t *Tagger, i int) {
	r.lattice.Emissions[i], r.lattice.Edges[i] = t.emission(&r.bag), r.bag.Edge
	var begin, end chain.Scores
	for _, f := range r.bag.Bounds {
		t.Table.Add(f, &begin)
		t.Table.Add(sight.End(f), &end)
	}
	r.lattice.Begins[i], r.lattice.Ends[i] = begin, end
}

// ease is added to the score of a cue's beginning, so that doubtful cues are found
// too and the judge decides; the length of cues is left to the weights.
const ease = 1.8

// maxSentence bounds the units of one chain; longer sentences are cut.
const maxSentence = 1024

// cues labels each sentence: 0 none, 1 a cue begins, 2 a cue goes on.
func (r *reader) cues() (out []Cue) {
	for _, s := range r.p.Sentences {
		for first := s.First; first <= s.Last; first += maxSentence {
			out = r.cuesOf(first, min(s.Last, first+maxSentence-1), out)
		}
	}
	return out
}

func (r *reader) cuesOf(first, last int, out []Cue) []Cue {
	n := last - first + 1
	r.room(n)
	for i := range n {
		r.p.CueFeatures(first+i, &r.bag)
		r.fill(&r.Cue, i)
	}
	r.lattice.Marginals(r.Cue.Steps, r.marginals)
	for i := range n {
		r.lattice.Emissions[i][1] += ease
		if r.p.Units[first+i].Opaque {
			r.lattice.Emissions[i] = chain.Scores{0, chain.Never, chain.Never}
		}
	}
	r.lattice.Best(r.Cue.Steps, r.labels)
	for i := 0; i < n; i++ {
		if r.labels[i] == 0 {
			continue
		}
		c := Cue{Range: sight.Range{First: first + i, Last: first + i}}
		p := 1 - r.marginals[i][0]
		for i+1 < n && r.labels[i+1] == 2 {
			i++
			p += 1 - r.marginals[i][0]
		}
		c.Last = first + i
		c.P = p / float32(c.Last-c.First+1)
		r.p.CueFeatures(c.First, &r.bag)
		c.Why = r.loudest(&r.Cue, 0)
		out = append(out, c)
	}
	return out
}

// gather makes a candidate of the labels of a window that begins at first. Of
// several sources the most certain stands.
func (r *reader) gather(c Cue, first int) Candidate {
	out := Candidate{Cue: c, Source: sight.Range{First: 0, Last: -1}}
	weight, content, units := float32(0), float32(0), 0
	for i := 0; i < len(r.labels); i++ {
		y := r.labels[i]
		if y == 0 {
			continue
		}
		s, sum := sight.Range{First: first + i}, r.marginals[i][y]
		for i+1 < len(r.labels) && r.labels[i+1] == y {
			i++
			sum += r.marginals[i][y]
		}
		s.Last = first + i
		size := s.Last - s.First + 1
		if y == 2 {
			out.Content = append(out.Content, s)
			content, units = content+sum, units+size
		} else if mean := sum / float32(size); mean > weight {
			out.Source, out.SourceP, weight = s, mean, mean
		}
	}
	if units > 0 {
		out.ContentP = content / float32(units)
	}
	return out
}
