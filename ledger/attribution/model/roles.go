package model

import (
	"slices"

	"newstape/ledger/attribution/chain"
	"newstape/ledger/attribution/sight"
)

// Roles are labelled 0 neither, 1 source, 2 content, once by what is seen from
// the cue alone and once more by what that reading and those of the other cues
// thought.

func (r *reader) readOnce(cues []Cue) []*sight.Reading {
	ranges := Ranges(cues)
	out := make([]*sight.Reading, len(cues))
	for k, c := range cues {
		r.p.Look(&r.view, c.Range, ranges)
		first, n := r.openWindow()
		for i := range n {
			r.p.RoleFeatures(&r.view, first+i, &r.bag)
			r.fillRole(&r.Role, c, first, i)
		}
		r.lattice.Marginals(r.Role.Steps, r.marginals)
		out[k] = sight.NewReading(first, r.marginals)
	}
	return out
}

func (r *reader) readAgain(cues []Cue, readings []*sight.Reading) []Candidate {
	ranges, rivals := Ranges(cues), Rivals(r.p, cues, readings)
	out := make([]Candidate, 0, len(cues))
	for k, c := range cues {
		r.p.Look(&r.view, c.Range, ranges)
		first, n := r.openWindow()
		look := func(j int) {
			r.p.RoleFeaturesAgain(&r.view, j, readings[k], rivals, k, c.P, &r.bag)
		}
		for i := range n {
			look(first + i)
			r.fillRole(&r.Again, c, first, i)
		}
		r.lattice.Best(r.Again.Steps, r.labels)
		for range 3 {
			if slices.Contains(r.labels, 2) {
				break
			}
			// Whoever says says something: content is made easier to find.
			for i := range n {
				r.lattice.Emissions[i][2]++
			}
			r.lattice.Best(r.Again.Steps, r.labels)
		}
		r.lattice.Marginals(r.Again.Steps, r.marginals)
		got := r.gather(c, first)
		got.Why[0] = c.Why
		if got.HasSource() {
			look(r.p.HeadOf(got.Source))
			got.Why[1] = r.loudest(&r.Again, 0)
		}
		if len(got.Content) > 0 {
			look(r.p.HeadOf(got.Content[0]))
			got.Why[2] = r.loudest(&r.Again, 1)
		}
		out = append(out, got)
	}
	return out
}

// openWindow makes room for the window of the view.
func (r *reader) openWindow() (first, n int) {
	first, n = r.view.Window.First, r.view.Window.Last-r.view.Window.First+1
	r.room(n)
	return first, n
}

// sourceEase is added to the scores of sources: most attributions have one, and
// where several places contend, none of them looks likely by itself.
const sourceEase = 0.7

// fillRole puts unit i of the window into the lattice; neither the cue itself nor
// what is opaque has a role.
func (r *reader) fillRole(t *Tagger, c Cue, first, i int) {
	r.fill(t, i)
	e := &r.lattice.Emissions[i]
	if t == &r.Again {
		e[1] += sourceEase
	}
	if at := first + i; at >= c.First && at <= c.Last || r.p.Units[at].Opaque {
		*e = chain.Scores{0, chain.Never, chain.Never}
	}
}
