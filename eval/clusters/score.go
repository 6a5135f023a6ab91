package clusters

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"newstape/desk/cluster"
	"newstape/dossier"
)

// Score is what clustering got right on one set.
type Score struct {
	Set                   string
	Stories               int
	Gold, Found           int     // clusters
	Precision, Recall, F1 float64 // B-cubed
	// Pair scores count pairs of stories that lie in one cluster.
	PairPrecision, PairRecall, PairF1 float64
	FalseMerges                       int     // pairs in one cluster that tell of different events
	Mixed                             int     // clusters with more than one event
	Copies                            float64 // share of echoes that are told to be copies of their origin
	Corrections                       float64 // share of corrections that are told to be
	echoes, corrections               int
}

// Metrics are the figures by their names in the output of "newstape eval".
func (s Score) Metrics() map[string]float64 {
	m := map[string]float64{
		"n": float64(s.Stories), "gold_clusters": float64(s.Gold), "clusters": float64(s.Found),
		"precision": s.Precision, "recall": s.Recall, "f1": s.F1,
		"pair_precision": s.PairPrecision, "pair_recall": s.PairRecall, "pair_f1": s.PairF1,
		"false_merges": float64(s.FalseMerges), "mixed_clusters": float64(s.Mixed),
	}
	if s.echoes > 0 {
		m["copies_known"] = s.Copies
	}
	if s.corrections > 0 {
		m["corrections_known"] = s.Corrections
	}
	return m
}

// Report is the scores of the sets, and what went wrong.
type Report struct {
	Scores []Score
	Wrong  []string
}

// Run clusters each set by itself and scores it, and, when there are several, all of
// them as one stream, the set "all".
func Run(ctx context.Context, sets []Set, facts dossier.Facts) (Report, error) {
	var r Report
	all := Set{Name: "all"}
	var allSigs []cluster.Signature
	for _, set := range sets {
		sigs, err := Sign(ctx, set, facts)
		if err != nil {
			return Report{}, err
		}
		all.Stories = append(all.Stories, set.Stories...)
		allSigs = append(allSigs, sigs...)
		r.add(set, sigs)
	}
	if len(sets) > 1 {
		r.add(all, allSigs)
	}
	return r, nil
}

// add clusters a set in order of time.
func (r *Report) add(set Set, sigs []cluster.Signature) {
	set, sigs = inOrder(set, sigs)
	found := Place(sigs)
	r.Scores = append(r.Scores, Measure(set, found))
	r.Wrong = append(r.Wrong, wrong(set, sigs, found)...)
}

// Measure scores the decisions about a set's stories, which are in its order.
// B-cubed is the mean over stories of the share of its cluster that tells its
// event (precision) and of its event that lies in its cluster (recall); Bagga and
// Baldwin 1998.
func Measure(set Set, found []cluster.Decision) Score {
	s := Score{Set: set.Name, Stories: len(set.Stories)}
	if s.Stories == 0 {
		return s
	}
	gold, got, both := map[string]int{}, map[string]int{}, map[[2]string]int{}
	for i, st := range set.Stories {
		gold[st.Event]++
		got[found[i].Cluster]++
		both[[2]string{st.Event, found[i].Cluster}]++
	}
	s.Gold, s.Found = len(gold), len(got)
	for i, st := range set.Stories {
		n := float64(both[[2]string{st.Event, found[i].Cluster}])
		s.Precision += n / float64(got[found[i].Cluster]) / float64(s.Stories)
		s.Recall += n / float64(gold[st.Event]) / float64(s.Stories)
	}
	s.F1 = harmonic(s.Precision, s.Recall)
	pairs := func(n int) int { return n * (n - 1) / 2 }
	inGold, inGot, inBoth := 0, 0, 0
	for _, n := range gold {
		inGold += pairs(n)
	}
	for _, n := range got {
		inGot += pairs(n)
	}
	events := map[string]int{}
	for k, n := range both {
		inBoth += pairs(n)
		events[k[1]]++
	}
	for _, n := range events {
		if n > 1 {
			s.Mixed++
		}
	}
	s.FalseMerges = inGot - inBoth
	s.PairPrecision, s.PairRecall = part(inBoth, inGot), part(inBoth, inGold)
	s.PairF1 = harmonic(s.PairPrecision, s.PairRecall)
	s.relations(set, found)
	return s
}

// relations scores what is said of copies and corrections.
func (s *Score) relations(set Set, found []cluster.Decision) {
	echoes, corrections := 0, 0
	for i, st := range set.Stories {
		switch st.Kind {
		case "echo":
			s.echoes++
			if found[i].Relation == cluster.SameText && found[i].Origin == st.Of {
				echoes++
			}
		case "correction":
			s.corrections++
			if found[i].Relation == cluster.Corrects {
				corrections++
			}
		}
	}
	s.Copies, s.Corrections = part(echoes, s.echoes), part(corrections, s.corrections)
}

// part is n of all; 1 of nothing, for then nothing is wrong.
func part(n, all int) float64 {
	if all == 0 {
		return 1
	}
	return float64(n) / float64(all)
}

func harmonic(a, b float64) float64 {
	if a+b == 0 {
		return 0
	}
	return 2 * a * b / (a + b)
}

// wrong tells each story that was put beside another event, and each that was
// not put beside its own, with what the comparison said.
func wrong(set Set, sigs []cluster.Signature, found []cluster.Decision) []string {
	var out []string
	for i, st := range set.Stories {
		d := found[i]
		var own, others []string
		for j, o := range set.Stories[:i] {
			switch {
			case found[j].Cluster == d.Cluster && o.Event != st.Event:
				others = append(others, o.Name)
			case found[j].Cluster != d.Cluster && o.Event == st.Event:
				_, why := cluster.Compare(sigs[j], sigs[i])
				met := "they meet by a key"
				if !meet(sigs[i], sigs[j]) {
					met = "they share no key"
				}
				own = append(own, fmt.Sprintf("%s (%s; %s)", o.Name, why, met))
			}
		}
		if len(others) > 0 {
			out = append(out, fmt.Sprintf("%s: %s was put beside %s: %s, nearest %s, %s", set.Name, st.Name, strings.Join(others, ", "), d.Relation, d.Nearest, d.Why))
		}
		if len(own) > 0 {
			out = append(out, fmt.Sprintf("%s: %s was kept from %s", set.Name, st.Name, strings.Join(own, ", ")))
		}
		if st.Kind == "echo" && (d.Relation != cluster.SameText || d.Origin != st.Of) || st.Kind == "correction" && d.Relation != cluster.Corrects {
			out = append(out, fmt.Sprintf("%s: %s is %s of %s but was told %s of %s: %s", set.Name, st.Name, st.Kind, st.Of, d.Relation, cmp.Or(d.Nearest, "nothing"), d.Why))
		}
	}
	return out
}

func meet(a, b cluster.Signature) bool {
	keys := b.Keys()
	return slices.ContainsFunc(a.Keys(), func(k uint64) bool { return slices.Contains(keys, k) })
}
