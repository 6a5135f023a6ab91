package store

import (
	"context"

	"newstape/desk/record"
	"newstape/fault"
)

// Stored tells what became of a story that was put.
type Stored struct {
	ID       string
	Cluster  string
	Origin   string // story whose text it copies, its own ID when it copies none
	Relation string // how it stands to the cluster, see package cluster
	Why      string // the reason of the relation in words
	Replaces string // the earlier story at its address, "" for none
	Seq      int64  // of its change
	Fresh    bool   // false: it was there already
}

// Put stores a story, once: one that is there already is left as it is and told
// of with Fresh false. In the same transaction it joins a cluster or begins one,
// and its change is appended. Errors are bad_input for an ID that is none or a
// dossier that is no JSON.
func (s *Store) Put(ctx context.Context, st record.Story) (Stored, error) {
	return Stored{}, errNotYet
}

var errNotYet = fault.New(fault.Internal, "store: not built yet")
