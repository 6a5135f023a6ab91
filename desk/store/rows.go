package store

import (
	"context"
	"time"

	"newstape/desk/record"
)

// Source is the story that a row comes from.
type Source struct {
	Story   string    `json:"story"`
	Title   string    `json:"title"`
	Outlet  string    `json:"outlet,omitempty"`
	URL     string    `json:"url,omitempty"`
	At      time.Time `json:"at"` // published, else received
	Cluster string    `json:"cluster"`
}

// Claim is a claim and its story.
type Claim struct {
	Source
	record.Claim
}

// Statement is a statement and its story.
type Statement struct {
	Source
	record.Statement
}

// Event is an event and its story.
type Event struct {
	Source
	record.Event
}

// Claims are the claims of stories that satisfy a query, newest story first.
// Terms claim: and stance: that are demanded at the top of the query are
// demanded of the claim itself.
func (s *Store) Claims(ctx context.Context, a Ask) (Page[Claim], error) {
	return Page[Claim]{}, errNotYet
}

// Statements are the statements of stories that satisfy a query, newest story
// first. Terms verdict: and headline: at the top are demanded of the statement.
func (s *Store) Statements(ctx context.Context, a Ask) (Page[Statement], error) {
	return Page[Statement]{}, errNotYet
}

// Events are the events of stories that satisfy a query, newest story first.
// Terms T: at the top are demanded of the event.
func (s *Store) Events(ctx context.Context, a Ask) (Page[Event], error) {
	return Page[Event]{}, errNotYet
}
