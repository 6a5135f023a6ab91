package store

import (
	"newstape/desk/query"
)

// Ask is a question for a page.
type Ask struct {
	Query  query.Node // what the story must satisfy; the zero Node asks for all
	Cursor string     // Next of the page before, "" for the first
	Limit  int        // 1 to 500, 0 is 50
	Order  string     // "newest" (and "") by time of the story; "relevance" by the text asked for, stories only
}

// Page is a part of an answer.
type Page[T any] struct {
	Items []T
	Next  string // cursor of the next page, "" at the end
}

// The orders of an answer.
const (
	Newest    = "newest"
	Relevance = "relevance"
)
