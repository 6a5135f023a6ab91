// Package screen answers where a party stood on restriction lists on a date.
//
//	lists, err := screen.Open(master)
//	st, ok := lists.Standing(alibaba, screen.List1260H, date) // not listed; Later: 2026-06-08
//
// Entries have periods (published, effective, withdrawn, removed) and a
// citation; parents and affiliates are relations, not names.
//
// Limits: the embedded table covers parties that news names, not whole lists,
// and says so when asked about others.
package screen
