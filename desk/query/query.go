// Package query is the one language in which the desk is asked: by people who
// search, by saved searches and feeds, and by alert rules.
//
//	q, err := query.Parse(`(and tt:baba T:accuse verdict:fails ar<-2 "white house")`)
//	q.Match(doc)   // does one story satisfy it?
//	q.String()     // its canonical form
//
// Terms are key:value, compared without case; a bare word or a "phrase in
// quotes" is looked for in the text; key<3, key<=3, key>3, key>=3 compare a
// figure. Terms that stand side by side are all demanded. (and ...), (or ...),
// (not x) and (diff a b ...) (a but none of the others) combine, as in the
// language of TickerTick.
//
//	tt      ticker or MIC:ticker of a named party   T       event type: accuse, sanction, earnings ...
//	party   id of the master                        role    subject, accused, accuser, peer, mentioned
//	accused, accuser, subject   id of the party in that role
//	s       outlet                                  lang    en, zh ...
//	claim   status of a claim it carries: alleged, denied ...
//	stance  stance of a claim                       speaker words of who says it
//	verdict holds, holds_intraday, holds_elsewhere, fails, cannot_check
//	headline verdict of a statement in the title
//	list    a list on which a named party stood     held    yes: a holding is named
//	listed  id of a party that stood on a list      on      day of publication, 2025-11-14
//	kind    story, cluster, list_change, measurement (what an alert is about)
//	change  added, removed (of a list_change)       stage   breaking, developing, settled
//	feed    id of the feed                          cluster id of the cluster
//	ar, t, p, return, car, volume    figures of the main reaction, per cent where they are returns
//	relevance, outlets (independent outlets in the cluster)
//
// In: at most [MaxLength] bytes, nested at most [MaxDepth] deep, at most
// [MaxTerms] terms. Unknown keys are errors, with the place. Out: a tree that
// the store turns into SQL with bound values, and that [Node.Match] answers by
// itself; both give the same answer for the same story.
package query

// Bounds on what is read.
const (
	MaxLength = 2000
	MaxDepth  = 12
	MaxTerms  = 64
)

// Op is what a node does.
type Op string

// The operations.
const (
	All     Op = "all" // matches everything: the empty query
	And     Op = "and"
	Or      Op = "or"
	Not     Op = "not"
	Diff    Op = "diff"
	Term    Op = "term"    // Key has Value
	Text    Op = "text"    // Words stand side by side in the text
	Compare Op = "compare" // a figure of Key compares by Cmp with Number
)

// Node is a query or a part of one.
type Node struct {
	Op     Op
	Args   []Node   // and, or, not, diff
	Key    string   // term, compare
	Value  string   // term; lower case
	Cmp    string   // compare: <, <=, >, >=
	Number float64  // compare
	Words  []string // text; lower case
}

// Doc is what a story, or a change that is alerted on, looks like to a query.
type Doc struct {
	Attributes map[string][]string  // by key, values in lower case
	Numbers    map[string][]float64 // by key
	Text       string               // title and text, any case
}
