package lists

import (
	"cmp"
	"slices"
	"strings"

	"newstape/tape/calendar"
)

// Change is what happened to an entry between two versions of a list.
type Change string

// The changes.
const (
	Added     Change = "added"
	Removed   Change = "removed"
	Changed   Change = "changed"   // name, aliases, dates or parent
	Withdrawn Change = "withdrawn" // posted, and taken back before it took effect
)

// Event is one change. Such a change moves markets, so it carries both days.
type Event struct {
	List      string        `json:"list"`
	Key       string        `json:"key"`
	Name      string        `json:"name"`
	Change    Change        `json:"change"`
	Published calendar.Date `json:"published,omitempty"`
	Effective calendar.Date `json:"effective,omitempty"`
	What      string        `json:"what,omitempty"` // fields that changed
	From, To  string        // hashes of the two versions
}

// Diff lists the changes from old to new, versions of one list, by name. Entries
// are the same when their keys and first days are.
func Diff(old, new *Version) []Event {
	var out []Event
	if old.Hash == new.Hash {
		return nil
	}
	before := byPeriod(old.Entries)
	after := byPeriod(new.Entries)
	put := func(e *Entry, c Change, what string) {
		out = append(out, Event{
			List: new.List, Key: e.Key, Name: e.Name, Change: c, Published: e.Published, Effective: e.Effective,
			What: what, From: old.Hash, To: new.Hash,
		})
	}
	for i := range new.Entries {
		e := &new.Entries[i]
		was := before[periodKey(e)]
		switch {
		case was == nil && e.Withdrawn != 0:
			put(e, Withdrawn, "posted and withdrawn")
		case was == nil:
			put(e, Added, "")
		case was.Withdrawn == 0 && e.Withdrawn != 0:
			put(e, Withdrawn, "withdrawn on "+e.Withdrawn.String())
		case was.Removed == 0 && e.Removed != 0:
			put(e, Removed, "removed on "+e.Removed.String())
		default:
			if what := differs(was, e); what != "" {
				put(e, Changed, what)
			}
		}
	}
	for i := range old.Entries {
		e := &old.Entries[i]
		if after[periodKey(e)] != nil {
			continue
		}
		// Gone before it took effect: a posting that was taken back.
		if e.Effective > new.AsOf && new.AsOf != 0 {
			put(e, Withdrawn, "no longer posted")
			continue
		}
		put(e, Removed, "no longer on the list")
	}
	slices.SortStableFunc(out, func(a, b Event) int {
		return cmp.Or(strings.Compare(a.Name, b.Name), strings.Compare(string(a.Change), string(b.Change)))
	})
	return out
}

func periodKey(e *Entry) string { return e.Key + "@" + e.Published.String() }

func byPeriod(entries []Entry) map[string]*Entry {
	out := make(map[string]*Entry, len(entries))
	for i := range entries {
		out[periodKey(&entries[i])] = &entries[i]
	}
	return out
}

// differs names the fields in which two rows of one entry differ.
func differs(a, b *Entry) string {
	var out []string
	for _, f := range []struct {
		name string
		same bool
	}{
		{"name", a.Name == b.Name},
		{"aliases", slices.Equal(a.Aliases, b.Aliases)},
		{"countries", slices.Equal(a.Countries, b.Countries)},
		{"effective", a.Effective == b.Effective},
		{"removed", a.Removed == b.Removed},
		{"parent", a.Parent == b.Parent},
		{"program", a.Program == b.Program},
	} {
		if !f.same {
			out = append(out, f.name)
		}
	}
	return strings.Join(out, ", ")
}
