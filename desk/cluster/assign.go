package cluster

import (
	"cmp"
	"slices"
)

// Assign says to which cluster a story belongs, by the stored stories that share a
// key with it. Their order does not matter, and neither does the story itself
// among them.
//
// A copy or correction joins the cluster of the text that it repeats. Any other
// story joins a cluster whose stories, copies counted once, speak for it: one of
// them surely, or several nearly; and its core must not speak against it. So a
// cluster does not drift from story to story away from the event that it began
// with.
func Assign(s Signature, candidates []Candidate) Decision {
	clusters := map[string]*gathering{}
	var order []*gathering
	var text *judged
	for i := range candidates {
		c := &candidates[i]
		if c.Signature.ID == s.ID {
			continue
		}
		j := judged{c, judge(&c.Signature, &s)}
		if j.relation == SameText || j.relation == Corrects {
			if text == nil || j.before(*text) {
				text = &j
			}
			continue
		}
		g := clusters[c.Cluster]
		if g == nil {
			g = &gathering{}
			clusters[c.Cluster] = g
			order = append(order, g)
		}
		g.add(j)
	}
	if text != nil {
		d := Decision{Cluster: text.Cluster, Relation: text.relation, Nearest: text.Signature.ID, Origin: s.ID, Why: text.why}
		if d.Relation == SameText {
			d.Origin = text.Origin
		}
		return d
	}
	var best, nearest *gathering
	for _, g := range order {
		g.sort()
		if nearest == nil || g.told[0].before(nearest.told[0]) {
			nearest = g
		}
		if g.fits() && (best == nil || g.told[0].before(best.told[0])) {
			best = g
		}
	}
	switch {
	case best != nil:
		near := best.told[0]
		return Decision{Cluster: near.Cluster, Relation: Same, Nearest: near.Signature.ID, Origin: s.ID, Why: best.reason(&s)}
	case nearest != nil && nearest.told[0].relation == Same:
		return Decision{Relation: New, Origin: s.ID, Why: "a stored story is near, but the others of its cluster speak against it"}
	case nearest != nil:
		near := nearest.told[0]
		return Decision{Relation: New, Origin: s.ID, Why: near.reason(&near.Signature, &s)}
	}
	return Decision{Relation: New, Origin: s.ID, Why: "no stored story shares a key with it"}
}

// judged is a candidate with what comparing it gave.
type judged struct {
	*Candidate
	verdict
}

// before: it is nearer to the story, or as near and earlier.
func (j judged) before(o judged) bool { return j.compare(o) < 0 }

func (j judged) compare(o judged) int {
	return cmp.Or(cmp.Compare(o.score, j.score), cmp.Compare(j.Signature.when, o.Signature.when), cmp.Compare(j.Signature.ID, o.Signature.ID))
}

// gathering is the candidates of one cluster.
type gathering struct {
	told []judged // one of each origin, the nearest first
}

// add keeps the nearest of the copies of one text.
func (g *gathering) add(j judged) {
	for i, o := range g.told {
		if j.Origin != "" && o.Origin == j.Origin {
			if j.before(o) {
				g.told[i] = j
			}
			return
		}
	}
	g.told = append(g.told, j)
}

func (g *gathering) sort() { slices.SortFunc(g.told, judged.compare) }

// How a cluster speaks for a story.
const (
	nearly    = 0.6 // below enough: so much is made up for by others that are near
	coreShort = 1.6 // below enough: the better half of a cluster must reach this on the mean
)

// fits: the cluster speaks for the story.
func (g *gathering) fits() bool {
	sure := g.told[0].relation == Same
	if !sure {
		n := 0
		for _, j := range g.told {
			if j.apart {
				return false
			}
			if j.score >= enough-nearly {
				n++
			}
		}
		if n < 2 {
			return false
		}
	}
	against, sum := 0, 0.0
	for _, j := range g.told {
		if j.apart {
			against++
		}
	}
	core := (len(g.told) + 1) / 2
	for _, j := range g.told[:core] {
		sum += j.score
	}
	return against*2 <= len(g.told) && sum/float64(core) >= enough-coreShort
}

func (g *gathering) reason(s *Signature) string {
	near := &g.told[0]
	if near.relation == Same {
		return near.reason(&near.Signature, s)
	}
	return "one event, by several stories of it, the nearest with " + near.evidence.inWords(&near.Signature, s)
}
