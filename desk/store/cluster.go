package store

import (
	"context"
	"slices"
	"time"

	"newstape/desk/query"
)

// Cluster is a group of stories that tell one event.
type Cluster struct {
	ID      string    `json:"id"`
	Title   string    `json:"title"` // of its first story
	Lead    string    `json:"lead"`  // ID of its first story
	First   time.Time `json:"first"` // earliest time of a story
	Latest  time.Time `json:"latest"`
	Stories int       `json:"stories"`
	Outlets int       `json:"outlets"` // distinct ones that have text of their own
	Updated time.Time `json:"updated"` // when the desk last added to it
}

// ClusterView is a cluster with its stories, oldest first, at most 500 of them.
type ClusterView struct {
	Cluster
	Members []Summary `json:"members"`
}

const clusterColumns = "c.id, c.title, c.lead, c.first, c.latest, c.stories, c.outlets, c.updated"

func scanCluster(r row) (Cluster, error) {
	var c Cluster
	var first, latest, updated int64
	err := r.Scan(&c.ID, &c.Title, &c.Lead, &first, &latest, &c.Stories, &c.Outlets, &updated)
	c.First, c.Latest, c.Updated = fromMicros(first), fromMicros(latest), fromMicros(updated)
	return c, err
}

// Cluster is one cluster with its stories; not_found when it is not there.
func (s *Store) Cluster(ctx context.Context, id string) (ClusterView, error) {
	c, err := one(ctx, s, "read cluster "+clip(id), scanCluster, "SELECT "+clusterColumns+" FROM clusters c WHERE c.id = ?", clean(id))
	if err != nil {
		return ClusterView{}, err
	}
	found, err := list(ctx, s, "read cluster "+clip(id), scanSummary,
		"SELECT "+summaryColumns+" FROM stories s WHERE s.cluster = ? ORDER BY s.at, s.n LIMIT ?", clean(id), mostItems)
	if err == nil {
		found, err = s.withParties(ctx, found)
	}
	if err != nil {
		return ClusterView{}, err
	}
	out := ClusterView{Cluster: c, Members: make([]Summary, len(found))}
	for i, x := range found {
		out.Members[i] = x.Summary
	}
	return out, nil
}

// Clusters are the clusters with a story that satisfies a query, the one with
// the latest story first.
func (s *Store) Clusters(ctx context.Context, a Ask) (Page[Cluster], error) {
	if err := a.check(false); err != nil {
		return Page[Cluster]{}, err
	}
	at, first, err := a.place("clusters")
	if err != nil {
		return Page[Cluster]{}, err
	}
	where := always
	if a.Query.Op != query.All {
		p, err := s.plan(ctx, a.Query)
		if err != nil {
			return Page[Cluster]{}, err
		}
		if p.rare {
			where = clause{sql: "c.id IN (SELECT s.cluster " + p.from + " WHERE " + p.where.sql + ")", args: p.where.args}
		} else { // clusters are walked until the page is full
			c := s.where(a.Query)
			where = clause{sql: "EXISTS (SELECT 1 FROM stories s WHERE s.cluster = c.id AND " + c.sql + ")", args: c.args}
		}
	}
	if !first {
		where = where.and(clause{sql: "(c.latest, c.id) < (?, ?)", args: []any{at.at, at.id}})
	}
	found, err := list(ctx, s, "ask for clusters", scanCluster,
		"SELECT "+clusterColumns+" FROM clusters c WHERE "+where.sql+" ORDER BY c.latest DESC, c.id DESC LIMIT ?",
		append(slices.Clone(where.args), a.Limit+1)...)
	if err != nil {
		return Page[Cluster]{}, err
	}
	return cut(a, "clusters", found, func(c Cluster) cursor { return cursor{at: micros(c.Latest), id: c.ID} }), nil
}
