package store

import (
	"context"
	"encoding/json"
	"time"
)

// ListChange is a party that came onto a list or went from it.
type ListChange struct {
	ID     string          `json:"id"`
	List   string          `json:"list"` // 1260H
	Party  string          `json:"party,omitempty"`
	Name   string          `json:"name"`             // as the list has it
	Change string          `json:"change"`           // added, removed
	Day    string          `json:"day"`              // in force since, 2026-06-08
	Seen   time.Time       `json:"seen"`             // when the desk learnt of it
	Detail json.RawMessage `json:"detail,omitempty"` // source, citation
}

// PutListChanges stores list changes that are not there yet, by ID, appends a
// change for each of these, and tells how many there were.
func (s *Store) PutListChanges(ctx context.Context, changes []ListChange) (int, error) {
	return 0, errNotYet
}

// ListChange is one list change; not_found when it is not there.
func (s *Store) ListChange(ctx context.Context, id string) (ListChange, error) {
	return ListChange{}, errNotYet
}

// ListChanges are the list changes, latest seen first; the query is not looked at.
func (s *Store) ListChanges(ctx context.Context, a Ask) (Page[ListChange], error) {
	return Page[ListChange]{}, errNotYet
}

// Holding is one position of a portfolio.
type Holding struct {
	Portfolio string  `json:"portfolio,omitempty"`
	Symbol    string  `json:"symbol"`
	Listing   string  `json:"listing,omitempty"` // MIC:ticker
	Party     string  `json:"party,omitempty"`   // of the master
	Name      string  `json:"name,omitempty"`
	Quantity  float64 `json:"quantity"`
	Price     float64 `json:"price,omitempty"`
	Currency  string  `json:"currency,omitempty"`
}

// Holdings are all holdings in the order they were put.
func (s *Store) Holdings(ctx context.Context) ([]Holding, error) { return nil, errNotYet }

// PutHoldings replaces all holdings. Stories that name one of their parties or
// listings, or the symbol of one that has neither, are held:yes from then on,
// earlier stories too.
func (s *Store) PutHoldings(ctx context.Context, holdings []Holding) error { return errNotYet }

// Search is a query that is kept.
type Search struct {
	ID      string    `json:"id"`
	Name    string    `json:"name"`
	Query   string    `json:"query"`
	By      string    `json:"by,omitempty"`
	Created time.Time `json:"created"`
	Updated time.Time `json:"updated"`
}

// Searches are the saved searches by name.
func (s *Store) Searches(ctx context.Context) ([]Search, error) { return nil, errNotYet }

// Search is one saved search; not_found when it is not there.
func (s *Store) Search(ctx context.Context, id string) (Search, error) { return Search{}, errNotYet }

// PutSearch stores a search under its ID, new or in place of the one there;
// Created and Updated are set here.
func (s *Store) PutSearch(ctx context.Context, search Search) error { return errNotYet }

// DeleteSearch removes a search; not_found when it is not there.
func (s *Store) DeleteSearch(ctx context.Context, id string) error { return errNotYet }

// Lease gives holder the lease for ttl when nobody else has it, or lengthens it
// when holder has it already; false when another has it.
func (s *Store) Lease(ctx context.Context, name, holder string, ttl time.Duration) (bool, error) {
	return false, errNotYet
}

// Release ends holder's lease; it is no error when it has none.
func (s *Store) Release(ctx context.Context, name, holder string) error { return errNotYet }

// Setting is a value that the desk keeps for itself, "" when it was never put.
func (s *Store) Setting(ctx context.Context, name string) (string, error) { return "", errNotYet }

// PutSetting stores a value; "" removes it.
func (s *Store) PutSetting(ctx context.Context, name, value string) error { return errNotYet }
