// Package lists reads restriction lists as their authorities and collectors
// publish them.
//
//	files, err := lists.ReadDir("data/lists")
//	for _, v := range files.Versions {     // one list as one file had it
//		v.List, v.Hash, len(v.Entries)     // "EntityList", "9f31...", 3409
//	}
//
// In: OFAC's SDN and consolidated lists (CSV with their alt, add and comments
// files, or XML), the trade.gov consolidated screening list (JSON), extracts of
// US lists (JSON), tables of OpenSanctions' sources (CSV), the annexes of EU acts
// (CSV), the UN list (XML), FollowTheMoney entities and Senzing records (one JSON
// object a line). Out: [Version]s, content-addressed by the SHA-256 of their
// bytes, whose entries carry names, periods, parents, owners and citations; and
// [Diff], the events between two versions.
//
// A file that is cut off or has another shape is refused whole, so that whoever
// reads it keeps the version before. A row that cannot be trusted is left out and
// named in [Version.Quarantined].
//
// Limits: a list says what its file says; the periods of a list whose file has no
// days begin when the cited notice was published, or are open.
package lists

import (
	"newstape/tape/calendar"
)

// Kind is what an entry is, as far as its list says.
type Kind string

// The kinds. A list that leaves the type blank leaves it Unknown: no guess turns
// an aircraft plant into a person.
const (
	Unknown      Kind = ""
	Person       Kind = "person"
	Organisation Kind = "organisation"
	Vessel       Kind = "vessel"
	Aircraft     Kind = "aircraft"
	Category     Kind = "category" // a rule over products, not a name
)

// Alias is another name of an entry.
type Alias struct {
	Name string `json:"name"`
	Weak bool   `json:"weak,omitempty"` // the list itself calls it weak, or it is an acronym
}

// Identifier is a number that an authority gave.
type Identifier struct {
	Type  string `json:"type"` // LEI, ISIN, IMO, USCC, CIK, ticker, or as the list calls it
	Value string `json:"value"`
}

// Owner is a stated share of an entry.
type Owner struct {
	Name  string        `json:"name,omitempty"`
	Key   string        `json:"key,omitempty"`   // the owner's entry in the same file
	Share float64       `json:"share,omitempty"` // percent; 0 when not stated
	From  calendar.Date `json:"from,omitempty"`
	To    calendar.Date `json:"to,omitempty"`
}

// Entry is one party, or one rule, on one list.
type Entry struct {
	List        string        `json:"list"`
	Key         string        `json:"key"` // the list's own number, or list, name and country
	Kind        Kind          `json:"kind,omitempty"`
	Name        string        `json:"name"`
	Aliases     []Alias       `json:"aliases,omitempty"`
	Countries   []string      `json:"countries,omitempty"`
	Published   calendar.Date `json:"published,omitempty"`
	Effective   calendar.Date `json:"effective,omitempty"`
	Withdrawn   calendar.Date `json:"withdrawn,omitempty"` // taken back before it took effect
	Removed     calendar.Date `json:"removed,omitempty"`
	Parent      string        `json:"parent,omitempty"` // name of a listed parent, as the list states it
	Owners      []Owner       `json:"owners,omitempty"`
	Program     string        `json:"program,omitempty"`
	Citation    string        `json:"citation,omitempty"`
	Note        string        `json:"note,omitempty"`
	Births      []string      `json:"births,omitempty"`
	Identifiers []Identifier  `json:"identifiers,omitempty"`
	Unlisted    bool          `json:"unlisted,omitempty"` // a party that the file knows only through ownership
	Row         int           `json:"row"`                // of the file, 1 is the first
}

// Began is the day from which the entry counts; zero when not known, or when it
// never took effect.
func (e *Entry) Began() calendar.Date {
	switch {
	case e.Withdrawn != 0 && e.Effective == 0:
		return 0
	case e.Effective != 0:
		return e.Effective
	}
	return e.Published
}

// Holds reports whether the entry was in force on a day. An entry without any
// day is in force: its list says so without saying since when. The zero day asks
// about the present.
func (e *Entry) Holds(on calendar.Date) bool {
	if e.Withdrawn != 0 && e.Effective == 0 {
		return false
	}
	if on == 0 {
		return e.Removed == 0
	}
	return e.Began() <= on && (e.Removed == 0 || on < e.Removed)
}

// Version is one list as one file had it.
type Version struct {
	List        string        `json:"list"`
	Title       string        `json:"title"`
	Authority   string        `json:"authority"`
	Country     string        `json:"country"` // of the authority: US, EU, UN, CN
	File        string        `json:"file"`
	Hash        string        `json:"hash"` // SHA-256 of the file, in hex
	AsOf        calendar.Date `json:"as_of,omitempty"`
	Owners      bool          `json:"owners,omitempty"` // some entry states owners
	Entries     []Entry       `json:"-"`
	Quarantined []Quarantine  `json:"quarantined,omitempty"`
}

// Quarantine is a row that was left out, and why.
type Quarantine struct {
	Row  int    `json:"row"`
	Name string `json:"name"`
	Why  string `json:"why"`
}
