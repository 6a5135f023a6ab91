package dossier

import (
	"newstape/names/link"
	"newstape/names/screen"
	"newstape/names/security"
	"newstape/tape/calendar"
)

// standings asks every list about every party that could stand on one, in the
// order of the story's relevance. Without a date nothing is asked: a list is
// only ever a list on a day.
func standings(lists *screen.Lists, parties []link.Party, asOf calendar.Date) []Standings {
	if asOf == 0 {
		return nil
	}
	var out []Standings
	for _, p := range parties {
		if !Screenable(p.Entity) {
			continue
		}
		row := Standings{Entity: p.Entity}
		for _, s := range lists.Standings(p.Entity, asOf) {
			row.Lists = append(row.Lists, StandingOf(s))
		}
		out = append(out, row)
	}
	return out
}

// Screenable reports whether a party is one that lists are asked about: a company,
// listed or not, or a product.
func Screenable(e *security.Entity) bool {
	switch e.Kind {
	case security.Issuer, security.Private, security.Product:
		return true
	}
	return false
}

// StandingOf is a list's answer as a dossier shows it: what was over by the day and
// what came after it as dated changes, apart from each other.
func StandingOf(s screen.Standing) Standing {
	out := Standing{List: string(s.List), Status: string(s.Status), AsOf: s.AsOf, Since: s.Since, Edge: s.Edge, receipt: s.Receipt()}
	if s.Period != nil {
		out.Citation = s.Period.Citation
	}
	for _, p := range s.Earlier {
		out.Earlier = append(out.Earlier, changesOf(p, 0)...)
	}
	for _, p := range s.Later {
		out.Later = append(out.Later, changesOf(p, s.AsOf)...)
	}
	return out
}

// changesOf lists what a period did after the story's date.
func changesOf(p screen.Period, after calendar.Date) []ListChange {
	var out []ListChange
	began := max(p.Effective, p.Published)
	if p.Effective != 0 {
		began = p.Effective
	}
	switch {
	case p.Withdrawn != 0 && p.Withdrawn > after:
		return []ListChange{{Date: p.Published, What: "posted, then withdrawn", Citation: p.Citation}}
	case began > after:
		out = append(out, ListChange{Date: began, What: "listed", Citation: p.Citation})
	}
	if p.Removed > after {
		out = append(out, ListChange{Date: p.Removed, What: "removed", Citation: p.Citation})
	}
	return out
}
