package store

import (
	"context"
	"encoding/json"
	"time"
)

// Thread is one claim of a cluster as its stories tell it over time.
type Thread struct {
	ID      string          `json:"id"` // stable within its cluster
	Text    string          `json:"text"`
	Speaker string          `json:"speaker,omitempty"`
	Party   string          `json:"party,omitempty"` // of the master
	Status  string          `json:"status"`          // as it stands now
	Why     string          `json:"why,omitempty"`
	Since   time.Time       `json:"since"`            // since when it has this status
	Story   string          `json:"story,omitempty"`  // that brought the status
	Detail  json.RawMessage `json:"detail,omitempty"` // whatever the joiner wants kept
	History []StatusAt      `json:"history,omitempty"`
}

// StatusAt is a status that a thread had. History only grows.
type StatusAt struct {
	Status   string    `json:"status"`
	Why      string    `json:"why,omitempty"`
	Story    string    `json:"story,omitempty"`
	At       time.Time `json:"at"`       // since when
	Recorded time.Time `json:"recorded"` // when the desk learnt of it
}

// PutThreads replaces the threads of a cluster. For each whose status, reason or
// story differs from the last one recorded, a line is added to its history; History
// of what is given is not looked at. A thread that is given no more keeps its history.
func (s *Store) PutThreads(ctx context.Context, cluster string, threads []Thread) error {
	return errNotYet
}

// Threads are the threads of a cluster in the order they were put, with their history.
func (s *Store) Threads(ctx context.Context, cluster string) ([]Thread, error) { return nil, errNotYet }
