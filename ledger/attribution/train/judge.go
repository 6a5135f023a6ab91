package train

import (
	"newstape/ledger/attribution/model"
	"newstape/ledger/attribution/sight"
)

// judgeSource gives every candidate as a row of one token: 1 when its cue
// touches a gold cue. Those that were given for want of a find are left out: they
// are all right, which no find is.
func judgeSource(es []*example, cs [][]model.Candidate) source {
	return func(begin func(int), token func(*sight.Bag, uint8)) {
		var b sight.Bag
		for k, e := range es {
			j := model.NewJudging(e.p, cs[k])
			for n := range cs[k] {
				if c := cs[k][n].Cue; e.skip[c.First] || e.missed[c.Range] {
					continue
				}
				begin(k)
				j.Features(n, &b)
				gold := uint8(0)
				if e.ownerOf(cs[k][n].Cue.Range) >= 0 {
					gold = 1
				}
				token(&b, gold)
			}
		}
	}
}
