// Package screen answers where a party stood on restriction lists on a date.
//
//	table, err := screen.Open(master)
//	st, ok := table.Standing(alibaba, screen.List1260H, date) // not listed; Later: 2026-06-08
//
//	s, err := screen.NewScreener(matcher, table, book, directory.Link)
//	a, err := s.Screen(screen.Query{Name: "Hikvison", Kind: match.Company, AsOf: date})
//	a.Status()                     // listed
//	a.Hits[0].Why, a.Hits[0].Lay   // a like name; hikvison ~ hikvision, weight 1.00
//
// Two kinds of knowledge answer. The embedded table ([Lists]) has the parties
// that news names, with the periods of their entries (published, effective,
// withdrawn, removed) and a citation; it is asked by identity. A [Book] has whole
// lists as package lists read them, with an index of their names. A name is
// linked first ([Link]); a linked party is looked up under the names that lists
// give it, and the rest is asked by name. A linked party that is not on a list is
// never called listed for a name in common.
//
// Answers: listed, owned (by half or more), affiliate, category (a rule over
// products), parent listed, same name only, not listed.
//
// Limits: the table covers parties that news names, and says until when it
// knows; a book covers the files that it was made from. Shares of owners count
// only where a file states them.
package screen
