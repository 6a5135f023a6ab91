// Package query is the one language in which the desk is asked: by people who
// search, by saved searches and feeds, and by alert rules.
//
//	q, err := query.Parse(`(and tt:baba T:accuse verdict:fails ar<-2 "white house")`)
//	q.Match(doc)   // does one story satisfy it?
//	q.String()     // its canonical form
//
// Terms are key:value, compared without case and with single spaces; a bare word or a "phrase in
// quotes" is looked for in the text; key<3, key<=3, key>3, key>=3 compare a
// figure, and hold when one of the figures of that key does. Terms that stand
// side by side are all demanded; an empty query, or *, matches everything.
// (and ...), (or ...), (not x) and (diff a b ...) (a but none of the others)
// combine, as in the language of TickerTick. A value with spaces, brackets or
// quotes is written in quotes: party:"a b"; \" and \\ stand for " and \ there.
// Keys that differ in case only (T, t) are told apart, others are not. [Keys]
// lists them all.
//
// # Words
//
// A word or phrase matches when its words stand side by side in the text, in
// that order. [Words] says what words are, for a query and a text alike: the
// text is decomposed (NFKD), marks are dropped, letters are put in lower case,
// and what is neither letter nor digit separates. So "Société" finds SOCIETE,
// "u.s." finds U.S. and U S, and "holds" does not find hold. Each letter of the
// Han, kana, Hangul and bopomofo scripts is a word of its own, so 阿里 finds
// 阿里巴巴. An index that is filled with the words of the text, joined by single
// spaces, and asked for the words of a [Text] node as a phrase gives the same
// answer as [Node.Match].
//
// In: at most [MaxLength] bytes, nested at most [MaxDepth] deep, at most
// [MaxTerms] terms. Unknown keys, values that no story can have, and brackets
// that do not close are errors with the byte where they stand and what to try.
// Out: a tree that the store turns into SQL with bound values, and that
// [Node.Match] answers by itself; both give the same answer for the same story.
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
	Words  []string // text; as [Words] gives them
}

// Doc is what a story, or a change that is alerted on, looks like to a query.
type Doc struct {
	Attributes map[string][]string  // by key, values in lower case
	Numbers    map[string][]float64 // by key
	Text       string               // title and text, any case

	// Words are the [Words] of Text where the caller has them already, to be
	// spared finding them again for each query; nil when not.
	Words []string
}
