package cluster

import (
	"cmp"
	"slices"
)

// Assign says to which cluster a story belongs, by the stored stories that share a
// key with it. The order of the candidates does not matter.
func Assign(s Signature, candidates []Candidate) Decision {
	type found struct {
		c Candidate
		v verdict
	}
	var fits []found
	for _, c := range candidates {
		if c.Signature.ID == s.ID {
			continue
		}
		if v := judge(&c.Signature, &s); v.relation != New {
			fits = append(fits, found{c, v})
		}
	}
	if len(fits) == 0 {
		return Decision{Relation: New, Origin: s.ID, Why: "no stored story tells of it"}
	}
	best := slices.MaxFunc(fits, func(x, y found) int {
		return cmp.Or(cmp.Compare(x.v.score, y.v.score), cmp.Compare(y.c.Signature.ID, x.c.Signature.ID))
	})
	d := Decision{Cluster: best.c.Cluster, Relation: best.v.relation, Nearest: best.c.Signature.ID, Origin: s.ID, Why: best.v.why}
	if d.Relation == SameText {
		d.Origin = best.c.Origin
	}
	return d
}
