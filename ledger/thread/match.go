package thread

import (
	"cmp"
	"math"
	"slices"
)

// Thresholds, chosen on our own cases and on the stories of the repository's
// tests.
const (
	sameClaim   = 0.45 // cosine from which two claims are one
	sameCluster = 0.40 // cosine of the sums from which two groups of claims are one
	leastSaid   = 0.9  // product of the vectors beside their parties: a common party is no common claim
	farApart    = 0.15 // added when more than farDays lie between
	farDays     = 45
	figureDays  = 3    // a figure or direction told later than this is another one
	leastWords  = 2    // content words of a claim that can be recognised
	bucketMost  = 96   // claims that share a feature before it stops leading to candidates
	manyNodes   = 200  // claims from which their own words tell what is common
	commonIn    = 20.0 // a feature of more than one claim in so many is common
	leastPart   = 0.25 // of its weight that the commonest feature keeps
	partOfFit   = 0.05 // of a cosine, what the rarer features must bring
	neighbours  = 12   // in an overfull bucket, how many of the next are compared
)

// pair is two nodes that are one claim.
type pair struct {
	a, b int
	fit  float64
}

// match groups nodes that are one claim: a group number for each. Nodes must be
// in their final order; the numbers depend on that order only.
func match(nodes []node) []int {
	temper(nodes)
	g := newGroups(nodes)
	for _, p := range pairs(nodes) {
		g.join(p.a, p.b)
	}
	out := make([]int, len(nodes))
	for i := range nodes {
		out[i] = g.root(i)
	}
	return out
}

// temper lowers the weight of features that many of the claims have, by
//
//	log(claims / claims with it) / log(commonIn), at least leastPart
//
// so that in a large collection "revenue" and "quarter" do not join. Few claims
// say nothing about what is common, and keep their weights.
func temper(nodes []node) {
	if len(nodes) < manyNodes {
		return
	}
	count := map[uint64]int{}
	for i := range nodes {
		for _, f := range nodes[i].vec {
			count[f.hash]++
		}
	}
	for i := range nodes {
		for k := range nodes[i].vec {
			f := &nodes[i].vec[k]
			f.weight *= min(1, max(leastPart, math.Log(float64(len(nodes))/float64(count[f.hash]))/math.Log(commonIn)))
		}
		nodes[i].norm = nodes[i].vec.norm()
	}
}

// pairs gives the pairs that are one claim, best first. Candidates of a node are
// those after it whose features in buckets that are not overfull bring them a
// part of the cosine that is asked for, and its next neighbours in those that are.
func pairs(nodes []node) []pair {
	lists := index(nodes)
	var out []pair
	dot := make([]float64, len(nodes)) // with the node at hand
	var met []int                      // nodes whose dot is not 0
	for i := range nodes {
		met = met[:0]
		for _, f := range nodes[i].vec {
			list := lists[f.hash]
			at, found := slices.BinarySearchFunc(list, i, func(e entry, i int) int { return e.node - i })
			if !found {
				continue
			}
			next, sure := list[at+1:], 0.0
			if len(list) > bucketMost {
				next, sure = next[:min(neighbours, len(next))], 1e3
			}
			for _, e := range next {
				if dot[e.node] == 0 {
					met = append(met, e.node)
				}
				dot[e.node] += f.weight*e.weight + sure
			}
		}
		for _, k := range met {
			likely := dot[k] >= partOfFit*nodes[i].norm*nodes[k].norm
			dot[k] = 0
			if !likely {
				continue
			}
			if fit, ok := one(&nodes[i], &nodes[k]); ok {
				out = append(out, pair{i, k, fit})
			}
		}
	}
	slices.SortFunc(out, func(x, y pair) int {
		return cmp.Or(cmp.Compare(y.fit, x.fit), x.a-y.a, x.b-y.b)
	})
	return out
}

// entry is a node in the list of a feature.
type entry struct {
	node   int
	weight float64
}

// index lists, for each feature, the nodes that have it, in order.
func index(nodes []node) map[uint64][]entry {
	out := map[uint64][]entry{}
	for i := range nodes {
		if nodes[i].content < leastWords && nodes[i].content+len(nodes[i].parties) < leastWords+1 {
			continue
		}
		for _, f := range nodes[i].vec {
			out[f.hash] = append(out[f.hash], entry{i, f.weight})
		}
	}
	return out
}

// one reports whether two nodes are one claim, and how well they fit.
func one(a, b *node) (float64, bool) {
	fit, shared := cosine(a.vec, b.vec, a.norm, b.norm)
	least := sameClaim
	gap := 0
	if a.day > 0 && b.day > 0 {
		gap = max(a.day-b.day, b.day-a.day)
	}
	if gap > farDays {
		least += farApart
	}
	if fit < least || shared < 2 || fit*a.norm*b.norm-partyShare(a, b) < leastSaid || !compatible(a, b) {
		return fit, false
	}
	if gap > figureDays && (differ(a, b) || a.rising*b.rising < 0) || a.quarter != 0 && b.quarter != 0 && a.quarter != b.quarter {
		return fit, false
	}
	if a.story == b.story && fit < 0.8 {
		return fit, false // what one story tells apart is apart, unless it says it twice
	}
	return fit, true
}

// partyShare is what the parties of two claims bring to the product of their
// vectors; the rest is what they say of them.
func partyShare(a, b *node) float64 {
	sum := 0.0
	for i, p := range a.parties {
		if k := slices.Index(b.parties, p); k >= 0 {
			sum += a.weights[i] * b.weights[k]
		}
	}
	return sum
}

// compatible: the same party is the subject, or it is not clear; and the two have
// a party, a speaker or enough words in common.
func compatible(a, b *node) bool {
	if a.subject != "" && b.subject != "" && a.subject != b.subject {
		return false
	}
	if (a.subject == "" || b.subject == "") && strangers(a.actor, b.actor) {
		return false
	}
	if b.subject == "" && b.misses(a) || a.subject == "" && a.misses(b) {
		return false
	}
	if slices.ContainsFunc(a.parties, func(p string) bool { return slices.Contains(b.parties, p) }) {
		return true
	}
	if sameSpeaker(a.said.Speaker, b.said.Speaker) {
		return true
	}
	return min(a.content, b.content) >= 3 && (len(a.parties) == 0 || len(b.parties) == 0)
}

// strangers: both are names, and they have no word in common.
func strangers(a, b []string) bool {
	return len(a) > 0 && len(b) > 0 && !slices.ContainsFunc(a, func(w string) bool { return slices.Contains(b, w) })
}

// misses: n names parties, and the subject of o is none of them. A state may be
// meant by other words ("prosecutors").
func (n *node) misses(o *node) bool {
	k := slices.Index(o.parties, o.subject)
	return k >= 0 && o.weights[k] != stateWeight && len(n.parties) > 0 && !slices.Contains(n.parties, o.subject)
}

// groups is a union of nodes with the sum of the vectors of each.
type groups struct {
	parent []int
	sum    []vector
	party  []string // the group's subject, "" when not clear
}

func newGroups(nodes []node) *groups {
	g := &groups{}
	for i := range nodes {
		g.parent = append(g.parent, i)
		g.sum = append(g.sum, nodes[i].vec)
		g.party = append(g.party, nodes[i].subject)
	}
	return g
}

func (g *groups) root(i int) int {
	for g.parent[i] != i {
		g.parent[i] = g.parent[g.parent[i]]
		i = g.parent[i]
	}
	return i
}

// join makes one group of two unless they are, as a whole, about other things.
func (g *groups) join(i, k int) {
	a, b := g.root(i), g.root(k)
	if a == b {
		return
	}
	if fit, _ := cosine(g.sum[a], g.sum[b], g.sum[a].norm(), g.sum[b].norm()); fit < sameCluster || g.party[a] != "" && g.party[b] != "" && g.party[a] != g.party[b] {
		return
	}
	if a > b {
		a, b = b, a
	}
	g.parent[b] = a
	g.sum[a] = g.sum[a].add(g.sum[b])
	g.sum[b] = nil
	if g.party[a] == "" {
		g.party[a] = g.party[b]
	}
}
