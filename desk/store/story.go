package store

import (
	"context"
	"encoding/json"
	"time"

	"newstape/desk/query"
	"newstape/desk/record"
)

// Summary is a story in a list.
type Summary struct {
	ID        string    `json:"id"`
	Title     string    `json:"title"`
	Outlet    string    `json:"outlet,omitempty"`
	Language  string    `json:"language,omitempty"`
	URL       string    `json:"url,omitempty"`
	Feed      string    `json:"feed,omitempty"`
	At        time.Time `json:"at"` // published, else received
	Published time.Time `json:"published,omitzero"`
	DateOnly  bool      `json:"published_date_only,omitempty"`
	Received  time.Time `json:"received"`
	Read      time.Time `json:"read"`
	Stored    time.Time `json:"stored"`

	Event      string         `json:"event,omitempty"`    // plain word of the main event
	Headline   string         `json:"headline,omitempty"` // verdict of the statement in the title
	Trust      string         `json:"trust,omitempty"`
	Claims     int            `json:"claims"`
	Statements int            `json:"statements"`
	Fails      int            `json:"fails"` // statements that fail
	Parties    []record.Party `json:"parties,omitempty"`

	Cluster  string `json:"cluster"`
	Relation string `json:"relation"`          // to its cluster: new, same_text, same_event, corrects
	Nearest  string `json:"nearest,omitempty"` // the story of the cluster it is nearest to
	Origin   string `json:"origin"`            // story whose text it is, its own ID when it copies none
	Why      string `json:"why,omitempty"`
	Replaces string `json:"replaces,omitempty"` // the earlier story at its address

	Score float64 `json:"score,omitempty"` // of a page by relevance; higher is better, engines differ
}

// Has reports whether a story is stored.
func (s *Store) Has(ctx context.Context, id string) (bool, error) { return false, errNotYet }

// Summary is one story as it stands in lists; not_found when it is not there.
func (s *Store) Summary(ctx context.Context, id string) (Summary, error) {
	return Summary{}, errNotYet
}

// Story is a story as it was put. Its body is nil once retention let it go.
func (s *Store) Story(ctx context.Context, id string) (record.Story, error) {
	return record.Story{}, errNotYet
}

// Dossier is the story's dossier, newstape.dossier/1, byte for byte.
func (s *Store) Dossier(ctx context.Context, id string) (json.RawMessage, error) {
	return nil, errNotYet
}

// Submission is the story as it came in.
func (s *Store) Submission(ctx context.Context, id string) (record.Submission, error) {
	return record.Submission{}, errNotYet
}

// Doc is what queries see of a story: what [record.Doc] says, its cluster, the
// independent outlets of that, and held:yes when a holding is named.
func (s *Store) Doc(ctx context.Context, id string) (query.Doc, error) { return query.Doc{}, errNotYet }

// Stories are the stories that satisfy a query.
func (s *Store) Stories(ctx context.Context, a Ask) (Page[Summary], error) {
	return Page[Summary]{}, errNotYet
}
