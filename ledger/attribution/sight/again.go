package sight

import "newstape/ledger/attribution/chain"

// Reading is what a first reading of a cue's window thought of its units: the
// probabilities of being source (1) and content (2), for the units from First on.
type Reading struct {
	First int
	P     []chain.Scores
	sum   []float32 // of content before each unit
	best  chain.Scores
}

// NewReading keeps a copy of the probabilities of units from first on.
func NewReading(first int, p []chain.Scores) *Reading {
	r := &Reading{First: first, P: append([]chain.Scores(nil), p...), sum: make([]float32, len(p)+1)}
	for k, x := range p {
		r.sum[k+1] = r.sum[k] + x[2]
		r.best[1], r.best[2] = max(r.best[1], x[1]), max(r.best[2], x[2])
	}
	return r
}

// at is the classes of unit i's two probabilities, together; a value of its own
// outside of the window.
func (r *Reading) at(i int) uint32 {
	k := i - r.First
	if k < 0 || k >= len(r.P) {
		return 63
	}
	return level(r.P[k][1])*8 + level(r.P[k][2])
}

// mean is the class of the mean probability of content in the units [first, last].
func (r *Reading) mean(first, last int) uint32 {
	a, b := max(first-r.First, 0), min(last-r.First+1, len(r.P))
	if b <= a {
		return 7
	}
	return level((r.sum[b] - r.sum[a]) / float32(b-a))
}

// level classes a probability, 0 to 6.
func level(p float32) uint32 {
	for k, edge := range [...]float32{0.03, 0.15, 0.35, 0.6, 0.85, 0.97} {
		if p < edge {
			return uint32(k)
		}
	}
	return 6
}

// Rivals are, for each unit of a passage, the greatest and second greatest
// certainty with which a cue takes it as source or content.
type Rivals struct {
	first, second []float32
	by            []int32
}

// NewRivals is for a passage of n units.
func NewRivals(n int) *Rivals {
	r := &Rivals{make([]float32, n), make([]float32, n), make([]int32, n)}
	for i := range r.by {
		r.by[i] = -1
	}
	return r
}

// Add enters cue number k, of probability p, with its reading.
func (r *Rivals) Add(k int, p float32, reading *Reading) {
	for n, x := range reading.P {
		i, w := reading.First+n, p*max(x[1], x[2])
		switch {
		case w > r.first[i]:
			r.second[i], r.first[i], r.by[i] = r.first[i], w, int32(k)
		case w > r.second[i]:
			r.second[i] = w
		}
	}
}

// against is the greatest certainty with which a cue other than k takes unit i.
func (r *Rivals) against(k, i int) float32 {
	if r.by[i] == int32(k) {
		return r.second[i]
	}
	return r.first[i]
}

// RoleFeaturesAgain is [Passage.RoleFeatures] with what a first reading of the
// same cue, number k of probability p, and of its rivals thought.
func (p *Passage) RoleFeaturesAgain(v *View, j int, r *Reading, rivals *Rivals, k int, chance float32, b *Bag) {
	p.RoleFeatures(v, j, b)
	u, s := &p.Units[j], &v.seen[j-v.Window.First]
	own := r.at(j)
	b.Add(againOwn, own, 0, 0)
	b.Add(againPath, own, s.path, 0)
	b.Add(againBeside, r.at(j-1), own, r.at(j+1))
	if u.Head >= 0 {
		b.Add(againHead, r.at(int(u.Head)), own, uint32(u.Rel))
	}
	if s.top >= 0 {
		t := &p.Units[s.top]
		b.Add(againBranch, r.mean(int(t.Left), int(t.Right)), own, t.tagRel())
		b.Add(againBranch, r.at(int(s.top)), own, t.tagRel()|1<<16)
	}
	b.Add(againBelow, r.mean(int(u.Left), int(u.Right)), own, 0)
	if u.Quote >= 0 {
		q := p.Quotes[u.Quote]
		b.Add(againQuote, r.mean(q.First, q.Last), own, v.quoteCode(u))
		b.Add(againQuote, r.mean(q.First, q.Last), v.quoteCode(u), v.cueStem)
	}
	b.Add(againBest, level(r.best[1]), level(r.best[2]), own)
	b.Add(againRival, level(rivals.against(k, j)), own, level(chance))
	b.Add(againRival, level(rivals.against(k, j)), own, 100+uint32(s.others))
	if j == v.Window.First {
		return
	}
	l := &p.Units[j-1]
	opens, closes := &p.Units[u.Opens], &p.Units[l.Closes]
	b.AddBound(againBoundOwn, r.at(j-1), own, 0)
	b.AddBound(againBoundOwn, r.at(j-1), own, uint32(l.Mark)<<8|uint32(u.Mark)|1<<16)
	before := r.mean(int(closes.Left), int(closes.Right))
	behind := r.mean(int(opens.Left), int(opens.Right))
	b.AddBound(againBoundSpans, before, behind, 0)
	b.AddBound(againBoundSpans, before, behind, uint32(closes.Rel)<<8|uint32(opens.Rel)|1<<16)
	b.AddBound(againBoundHeads, r.at(int(l.Head)), r.at(int(u.Head)), own)
	b.AddBound(againBoundHeads, level(rivals.against(k, j-1)), level(rivals.against(k, j)), own)
}
