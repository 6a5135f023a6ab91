// Package cluster tells which stories are one text and which are one event.
//
//	sig := cluster.Sign(cluster.Story{ID: id, Title: t, Text: x, Parties: ps, ...})
//	keys := sig.Keys()                      // by which the store finds candidates
//	d := cluster.Assign(sig, candidates)    // join d.Cluster, or begin a new one
//
// In: what reading a story gave. Out: a [Signature] of bounded size, and from
// it a [Decision] with its reason in words.
package cluster

import "time"

// Window is how far apart in time two stories of one cluster may lie.
const Window = 8 * 24 * time.Hour

// Story is what clustering looks at.
type Story struct {
	ID      string
	Title   string
	Text    string // clean text, title first
	Outlet  string
	When    time.Time // published, else received
	Parties []Party
	Events  []Event
	Claims  []string // words of the claims' contents
	Figures []string // stated figures, such as "4.7pct", "153.80USD"
}

// Party is a named party with its weight in the story.
type Party struct {
	ID        string
	Name      string // as the master writes it; its words name the party, not the event
	Kind      string // of the master: issuer, state, press ...; "" when not known
	Role      string
	Relevance int // 0 to 100
}

// Event is what happened, by the story.
type Event struct {
	Type             string
	Actor, Recipient string // ids of the master, else names
	Date             string // 2025-11-14, "" when not known
	Background       bool
}

// Candidate is a stored story that shares a key.
type Candidate struct {
	Signature Signature
	Cluster   string // the cluster it belongs to
	Origin    string // the story whose text it copies, its own ID when it copies none
}

// Relation is how a story stands to the one it joins.
type Relation string

// The relations.
const (
	New      Relation = "new"        // it begins a cluster
	SameText Relation = "same_text"  // a wire copy: the same words
	Same     Relation = "same_event" // the same event in other words
	Corrects Relation = "corrects"   // a correction or update of an earlier text
)

// Decision is where a story belongs.
type Decision struct {
	Cluster  string // "" for a new cluster
	Relation Relation
	Nearest  string // ID of the story it is nearest to, "" for New
	Origin   string // of whose text it is a copy; its own ID unless SameText
	Why      string
}
