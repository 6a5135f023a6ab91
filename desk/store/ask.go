package store

import (
	"newstape/desk/query"
	"newstape/fault"
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

// mostItems bounds a page.
const mostItems = 500

// check fills defaults and refuses what cannot be asked.
func (a *Ask) check(relevance bool) error {
	if a.Query.Op == "" {
		a.Query.Op = query.All
	}
	if a.Limit == 0 {
		a.Limit = 50
	}
	if a.Limit < 1 || a.Limit > mostItems {
		return fault.New(fault.BadUsage, "limit is %d", a.Limit).Try("1 to %d", mostItems)
	}
	switch {
	case a.Order == "":
		a.Order = Newest
	case a.Order == Newest, a.Order == Relevance && relevance:
	case a.Order == Relevance:
		return fault.New(fault.BadUsage, "only stories are ordered by relevance").Try("order newest")
	default:
		return fault.New(fault.BadUsage, "order is %.40q", a.Order).Try("newest or relevance")
	}
	return nil
}

// place is the cursor that the question carries; first is true without one.
func (a *Ask) place(what string) (c cursor, first bool, err error) {
	if a.Cursor == "" {
		return cursor{}, true, nil
	}
	c, err = decode(a.Cursor, a.asked(what))
	return c, false, err
}

// cut makes a page of what was found, which holds one item more than the page
// when there is a next one.
func cut[T any](a Ask, what string, found []T, at func(T) cursor) Page[T] {
	if len(found) <= a.Limit {
		return Page[T]{Items: found}
	}
	found = found[:a.Limit]
	return Page[T]{Items: found, Next: at(found[len(found)-1]).encode(a.asked(what))}
}
