package store

import (
	"context"
	"encoding/json"
	"strconv"
	"time"

	"newstape/desk/query"
	"newstape/desk/record"
	"newstape/fault"
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
func (s *Store) Has(ctx context.Context, id string) (bool, error) {
	found, err := list(ctx, s, "look for story "+clip(id), scanInt, "SELECT 1 FROM stories WHERE id = ?", clean(id))
	return len(found) > 0, err
}

// Summary is one story as it stands in lists; not_found when it is not there.
func (s *Store) Summary(ctx context.Context, id string) (Summary, error) {
	x, err := one(ctx, s, "read story "+clip(id), scanSummary, "SELECT "+summaryColumns+" FROM stories s WHERE s.id = ?", clean(id))
	if err != nil {
		return Summary{}, err
	}
	out, err := s.withParties(ctx, []numberedSummary{x})
	if err != nil {
		return Summary{}, err
	}
	return out[0].Summary, nil
}

// Story is a story as it was put. Its body is nil once retention let it go.
func (s *Store) Story(ctx context.Context, id string) (record.Story, error) {
	type packed struct{ story, dossier, body, signature []byte }
	what := "read story " + clip(id)
	p, err := one(ctx, s, what, func(r row) (packed, error) {
		var p packed
		return p, r.Scan(&p.story, &p.dossier, &p.body, &p.signature)
	}, `SELECT c.story, c.dossier, c.body, g.signature FROM stories s JOIN contents c ON c.n = s.n
		LEFT JOIN signatures g ON g.n = s.n WHERE s.id = ?`, clean(id))
	if err != nil {
		return record.Story{}, err
	}
	st, err := s.unpackStory(what, p.story)
	if err != nil {
		return st, err
	}
	if st.Dossier, err = s.pack.unpack(p.dossier); err != nil {
		return st, err
	}
	if p.body != nil {
		st.Submission.Body, err = s.pack.unpack(p.body)
	}
	st.Signature = p.signature
	return st, err
}

// unpackStory reads a story without dossier, body and signature.
func (s *Store) unpackStory(what string, packed []byte) (record.Story, error) {
	var st record.Story
	raw, err := s.pack.unpack(packed)
	if err != nil {
		return st, err
	}
	if err := json.Unmarshal(raw, &st); err != nil {
		return st, fault.New(fault.Corrupt, "%s: %w", what, err).Try("newstape desk verify, then restore a backup")
	}
	st.Dossier = nil
	return st, nil
}

// Dossier is the story's dossier, newstape.dossier/1, byte for byte.
func (s *Store) Dossier(ctx context.Context, id string) (json.RawMessage, error) {
	packed, err := one(ctx, s, "read dossier "+clip(id), scanBytes,
		"SELECT c.dossier FROM stories s JOIN contents c ON c.n = s.n WHERE s.id = ?", clean(id))
	if err != nil {
		return nil, err
	}
	return s.pack.unpack(packed)
}

// Submission is the story as it came in.
func (s *Store) Submission(ctx context.Context, id string) (record.Submission, error) {
	st, err := s.Story(ctx, id)
	return st.Submission, err
}

// Doc is what queries see of a story: what [record.Doc] says, its cluster, the
// independent outlets of that, and held:yes when a holding is named.
func (s *Store) Doc(ctx context.Context, id string) (query.Doc, error) {
	type seen struct {
		story   []byte
		cluster string
		outlets int64
		held    bool
	}
	what := "read story " + clip(id)
	x, err := one(ctx, s, what, func(r row) (seen, error) {
		var x seen
		var held int64
		err := r.Scan(&x.story, &x.cluster, &x.outlets, &held)
		x.held = held == 1
		return x, err
	}, `SELECT c.story, s.cluster, COALESCE(k.outlets, 1), CASE WHEN `+heldSQL+` THEN 1 ELSE 0 END
		FROM stories s JOIN contents c ON c.n = s.n LEFT JOIN clusters k ON k.id = s.cluster WHERE s.id = ?`, clean(id))
	if err != nil {
		return query.Doc{}, err
	}
	st, err := s.unpackStory(what, x.story)
	if err != nil {
		return query.Doc{}, err
	}
	doc := record.Doc(&st)
	doc.Attributes["cluster"] = []string{x.cluster}
	doc.Numbers["outlets"] = []float64{float64(x.outlets)}
	delete(doc.Attributes, "held")
	if x.held {
		doc.Attributes["held"] = []string{"yes"}
	}
	return doc, nil
}

// clip shortens what somebody asked for, to be named in an error.
func clip(id string) string {
	if len(id) <= 80 {
		return strconv.Quote(id)
	}
	return strconv.Quote(id[:80]) + "..."
}
