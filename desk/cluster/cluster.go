// Package cluster tells which stories are one text and which are one event.
//
//	sig := cluster.Sign(cluster.Story{ID: id, Title: t, Text: x, Parties: ps, ...})
//	keys := sig.Keys()                      // by which the store finds candidates
//	d := cluster.Assign(sig, candidates)    // join d.Cluster, or begin a new one
//	d.Why                                   // "one event: the main party, the kind of event (layoffs), a figure ..."
//
// In: what reading a story gave. Out: a [Signature] of bounded size (under 2 KB in
// its binary form), and from it a [Decision] with its reason in words. The same
// input gives the same bytes and the same decision, in whatever order the
// candidates come.
//
// # One text
//
// Outlets' marks, datelines, bylines and tickers in brackets come off, case,
// diacritics and quotes are folded; what stays is cut into shingles of three
// words. Two stories are a copy when one has half of the other's shingles, so that
// a trimmed copy meets its original. A copy that calls itself a correction or
// update, or that its own outlet changed, corrects. Texts that differ in what
// matters are no copies, however alike: other parties, another quarter, raises for
// cuts, another main figure.
//
// # One event
//
// Two stories tell one event when enough speaks for it: the main party, the kind of
// event (acts.tsv, in English, Spanish and Chinese), figures, names, what the
// ledger says one did to another, rare words, nearness in time. Other quarters,
// counterparties, figures, acts and days speak against it. The weights are in
// weight.go. False merges are worse than splits, and the weights are set so. Market
// reactions and denials belong to the event that they answer; the next act of the
// same matter, such as a court's answer a day later, is another event.
//
// # Limits
//
// Events whose stories share no party, name or figure do not meet, nor do names
// in Chinese that the master does not have. Two different events of one company,
// kind and hour are told apart by counterparties, figures and words alone.
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
	Figures []string // stated figures, such as "4.7pct", "153.80USD"; Sign reads the text's own
}

// Party is a named party with its weight in the story.
type Party struct {
	ID        string
	Name      string // as the master writes it; its words name the party, not the event
	Kind      string // of the master: issuer, state, press ...; "" when not known
	Country   string // ISO 3166 alpha-2, "" when not known
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
