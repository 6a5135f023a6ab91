package attribution

import (
	"cmp"
	"slices"

	"newstape/ledger/attribution/model"
	"newstape/ledger/attribution/sight"
)

// settle chooses among candidates so that no unit lies in two attributions: the
// surest first; a cue that lies in the content of a surer one is dropped, since
// the outer attribution already says who answers for those words; units that a
// surer one took are left out of the rest.
func settle(p *sight.Passage, cs []model.Candidate, threshold float32) []model.Candidate {
	order := make([]int, 0, len(cs))
	for k := range cs {
		if cs[k].P >= threshold {
			order = append(order, k)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(cs[b].P, cs[a].P) })
	taken := make([]bool, len(p.Units))
	var out []model.Candidate
	for _, k := range order {
		c := cs[k]
		if anyTaken(taken, c.Cue.Range) {
			continue
		}
		c.Content = free(taken, c.Content)
		if c.HasSource() {
			pieces := free(taken, []sight.Range{c.Source})
			c.Source = sight.Range{First: 0, Last: -1}
			if len(pieces) > 0 {
				c.Source = pieces[len(pieces)-1]
			}
		}
		if !c.HasSource() && len(c.Content) == 0 {
			continue
		}
		take(taken, c)
		out = append(out, c)
	}
	slices.SortFunc(out, func(a, b model.Candidate) int { return cmp.Compare(a.Cue.First, b.Cue.First) })
	return out
}

func anyTaken(taken []bool, r sight.Range) bool {
	return slices.Contains(taken[r.First:r.Last+1], true)
}

// free is what of the ranges is not taken.
func free(taken []bool, rs []sight.Range) (out []sight.Range) {
	for _, r := range rs {
		for i := r.First; i <= r.Last; i++ {
			if taken[i] {
				continue
			}
			s := sight.Range{First: i, Last: i}
			for s.Last < r.Last && !taken[s.Last+1] {
				s.Last++
			}
			out = append(out, s)
			i = s.Last
		}
	}
	return out
}

func take(taken []bool, c model.Candidate) {
	for _, r := range append([]sight.Range{c.Cue.Range, c.Source}, c.Content...) {
		for i := r.First; i <= r.Last; i++ {
			taken[i] = true
		}
	}
}
