package train

import (
	"newstape/ledger/attribution/model"
	"newstape/ledger/attribution/sight"
)

// cueSource gives every sentence with the gold labels of cues: 0 none, 1 begins,
// 2 goes on.
func cueSource(es []*example) source {
	return func(begin func(int), token func(*sight.Bag, uint8)) {
		var b sight.Bag
		for k, e := range es {
			for _, s := range e.p.Sentences {
				if s.Last < s.First || e.skip[s.First] {
					continue
				}
				begin(k)
				for i := s.First; i <= s.Last; i++ {
					e.p.CueFeatures(i, &b)
					token(&b, e.cueGold(i, s.First))
				}
			}
		}
	}
}

func (e *example) cueGold(i, first int) uint8 {
	if e.label[i] != cueLabel {
		return 0
	}
	if i > first && e.label[i-1] == cueLabel && e.owner[i-1] == e.owner[i] {
		return 2
	}
	return 1
}

// features fills a bag for unit j of the window of cue k.
type features func(e *example, k int, v *sight.View, j int, b *sight.Bag)

// roleSource gives the window of every cue that touches a gold one, with the
// labels of its units.
func roleSource(es []*example, cues [][]model.Cue, fill func(article int) features) source {
	return func(begin func(int), token func(*sight.Bag, uint8)) {
		var b sight.Bag
		var v sight.View
		for a, e := range es {
			ranges, of := model.Ranges(cues[a]), fill(a)
			for k, c := range cues[a] {
				owner := e.ownerOf(c.Range)
				if e.skip[c.First] || owner < 0 {
					continue
				}
				begin(a)
				e.p.Look(&v, c.Range, ranges)
				for j := v.Window.First; j <= v.Window.Last; j++ {
					of(e, k, &v, j, &b)
					token(&b, e.roleGold(j, owner, c.Range))
				}
			}
		}
	}
}

// once are the features of the first reading.
func once(int) features {
	return func(e *example, _ int, v *sight.View, j int, b *sight.Bag) { e.p.RoleFeatures(v, j, b) }
}

// again are those of the second reading.
func again(es []*example, cues [][]model.Cue, readings [][]*sight.Reading) func(article int) features {
	return func(a int) features {
		rivals := model.Rivals(es[a].p, cues[a], readings[a])
		return func(e *example, k int, v *sight.View, j int, b *sight.Bag) {
			e.p.RoleFeaturesAgain(v, j, readings[a][k], rivals, k, cues[a][k].P, b)
		}
	}
}

func (e *example) roleGold(j int, owner int32, cue sight.Range) uint8 {
	if owner < 0 || e.owner[j] != owner || e.label[j] == cueLabel || j >= cue.First && j <= cue.Last {
		return 0
	}
	return e.label[j]
}

// ownerOf is the gold attribution whose cue shares a unit with the range, -1 for
// none.
func (e *example) ownerOf(cue sight.Range) int32 {
	for i := cue.First; i <= cue.Last; i++ {
		if e.label[i] == cueLabel {
			return e.owner[i]
		}
	}
	return -1
}

// withMissed adds the gold cues that no found cue touches, in order, with an even
// chance.
func (e *example) withMissed(found []model.Cue) []model.Cue {
	touched := make([]bool, len(e.gold))
	for _, c := range found {
		if o := e.ownerOf(c.Range); o >= 0 {
			touched[o] = true
		}
	}
	out := append([]model.Cue(nil), found...)
	e.missed = make(map[sight.Range]bool)
	for k, g := range e.gold {
		if !touched[k] && g.cue.Last >= g.cue.First {
			out = append(out, model.Cue{Range: g.cue, P: 0.5})
			e.missed[g.cue] = true
		}
	}
	sortCues(out)
	return out
}
