package clusters

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"newstape/desk/cluster"
	"newstape/desk/record"
	"newstape/dossier"
	"newstape/fault"
	"newstape/story/article"
)

// candidatesMost is how many candidates the store gives at most.
const candidatesMost = 200

// Sign reads the stories of a set the product's way and signs them, in order.
func Sign(ctx context.Context, set Set, facts dossier.Facts) ([]cluster.Signature, error) {
	out := make([]cluster.Signature, len(set.Stories))
	for i, s := range set.Stories {
		if err := ctx.Err(); err != nil {
			return nil, fmt.Errorf("cluster set %s: %w", set.Name, err)
		}
		a, err := article.Read([]byte(s.Text), article.Options{Name: s.Name + ".txt", Format: article.Plain, Published: s.Published.Format("2006-01-02T15:04:05Z07:00"), Outlet: s.Outlet})
		if err != nil {
			return nil, fault.New(fault.BadInput, "cluster set %s, story %s: %w", set.Name, s.Name, err)
		}
		out[i] = cluster.Sign(record.ClusterStory(dossier.Compose(a, facts), s.Name, s.Published))
	}
	return out, nil
}

// Place assigns the stories one after the other in the order given, each among
// those before it that share a key with it, as the store does.
func Place(sigs []cluster.Signature) []cluster.Decision {
	byKey := map[uint64][]int{}
	out := make([]cluster.Decision, len(sigs))
	for i, s := range sigs {
		shared := map[int]int{}
		keys := s.Keys()
		for _, k := range keys {
			for _, j := range byKey[k] {
				shared[j]++
			}
		}
		at := make([]int, 0, len(shared))
		for j := range shared {
			at = append(at, j)
		}
		slices.SortFunc(at, func(a, b int) int { return cmp.Or(shared[b]-shared[a], b-a) })
		var cs []cluster.Candidate
		for _, j := range at[:min(len(at), candidatesMost)] {
			cs = append(cs, cluster.Candidate{Signature: sigs[j], Cluster: out[j].Cluster, Origin: out[j].Origin})
		}
		out[i] = cluster.Assign(s, cs)
		if out[i].Cluster == "" {
			out[i].Cluster = s.ID
		}
		for _, k := range keys {
			byKey[k] = append(byKey[k], i)
		}
	}
	return out
}

// inOrder gives a set and its signatures in order of time.
func inOrder(set Set, sigs []cluster.Signature) (Set, []cluster.Signature) {
	at := make([]int, len(sigs))
	for i := range at {
		at[i] = i
	}
	slices.SortStableFunc(at, func(a, b int) int { return set.Stories[a].Published.Compare(set.Stories[b].Published) })
	stories, out := make([]Story, len(at)), make([]cluster.Signature, len(at))
	for i, k := range at {
		stories[i], out[i] = set.Stories[k], sigs[k]
	}
	return Set{set.Name, stories}, out
}
