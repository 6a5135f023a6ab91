package store

import (
	"context"
	"time"
)

// Cluster is a group of stories that tell one event.
type Cluster struct {
	ID      string    `json:"id"`
	Title   string    `json:"title"` // of its first story
	Lead    string    `json:"lead"`  // ID of its first story
	First   time.Time `json:"first"` // earliest time of a story
	Latest  time.Time `json:"latest"`
	Stories int       `json:"stories"`
	Outlets int       `json:"outlets"` // that have text of their own
	Updated time.Time `json:"updated"` // when the desk last added to it
}

// ClusterView is a cluster with its stories, oldest first, at most 500 of them.
type ClusterView struct {
	Cluster
	Members []Summary `json:"members"`
}

// Cluster is one cluster with its stories; not_found when it is not there.
func (s *Store) Cluster(ctx context.Context, id string) (ClusterView, error) {
	return ClusterView{}, errNotYet
}

// Clusters are the clusters with a story that satisfies a query, the one with
// the latest story first.
func (s *Store) Clusters(ctx context.Context, a Ask) (Page[Cluster], error) {
	return Page[Cluster]{}, errNotYet
}
