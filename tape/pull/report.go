package pull

import (
	"fmt"
	"strings"

	"newstape/tape/bars"
	"newstape/tape/calendar"
)

// Report says what became of each file.
type Report struct {
	Files []File
	// KeptSeries and KeptSessions count what the data set had before and still
	// has: daily series, and sessions of bars.
	KeptSeries, KeptSessions int
}

// File is what became of one file.
type File struct {
	Path string // under the folder given
	// Skipped says why the whole file was left; empty when it was read.
	Skipped string
	Rows    int // of data, refused ones included
	Kept    []Kept
	// Refused and Notes group the rows that did not go in, and those that did
	// with something to say of them.
	Refused []Group
	Notes   []Group
}

// Kept is a series that a file gave.
type Kept struct {
	Listing string
	Daily   bool
	Basis   bars.Basis
	// Why says how the basis was known.
	Why      string
	Width    string // of intraday bars: 5m0s
	Rows     int
	From, To calendar.Date
	// Unused says why the series did not go into the set; empty when it did.
	Unused string
}

// Group is rows with one reason.
type Group struct {
	Reason string
	Count  int
	// First are the first few, as "row 12: column Close: ...".
	First []string
}

// The reasons for which rows are refused.
const (
	badDate         = "not a date"
	badNumber       = "not a number"
	noClose         = "no close"
	notPositive     = "price not positive"
	belowZero       = "figure below zero"
	badRange        = "high and low do not hold open and close"
	offCalendar     = "no session on that day"
	outsideYears    = "outside the calendar's years"
	conflicting     = "rows of one date differ"
	repeated        = "row repeated"
	noTrade         = "no trade: no volume and the close of the day before"
	outsideHours    = "outside trading hours"
	repeatedSession = "session already read"
)

// What is noted of rows that went in.
const (
	noteUnsorted = "rows were not in order of date and were sorted"
	noteFlat     = "four equal prices and no volume: only the close is kept"
	noteNoVolume = "volume of zero: taken as missing"
	noteJump     = "close moves fivefold without a split: a re-used ticker or a missing split?"
)

// examples is how many rows of a group are shown.
const examples = 3

// trouble is one thing to say of a row.
type trouble struct {
	row    int // line in the file, from 1; 0 when it is about no single row
	column string
	what   string
}

func (t trouble) String() string {
	var b strings.Builder
	if t.row > 0 {
		fmt.Fprintf(&b, "row %d: ", t.row)
	}
	if t.column != "" {
		fmt.Fprintf(&b, "column %s: ", t.column)
	}
	return b.String() + t.what
}

func (f *File) refuse(reason string, t trouble) { f.Refused = group(f.Refused, reason, t) }
func (f *File) note(reason string, t trouble)   { f.Notes = group(f.Notes, reason, t) }

func group(groups []Group, reason string, t trouble) []Group {
	for i := range groups {
		if groups[i].Reason == reason {
			groups[i].add(t)
			return groups
		}
	}
	g := Group{Reason: reason}
	g.add(t)
	return append(groups, g)
}

func (g *Group) add(t trouble) {
	g.Count++
	if len(g.First) < examples {
		g.First = append(g.First, t.String())
	}
}

// Accepted counts the rows that went into the data set.
func (f *File) Accepted() int {
	n := 0
	for _, k := range f.Kept {
		if k.Unused == "" {
			n += k.Rows
		}
	}
	return n
}

// String is a few lines on the file, for people.
func (f *File) String() string {
	var b strings.Builder
	if f.Skipped != "" {
		fmt.Fprintf(&b, "%s: left out: %s\n", f.Path, f.Skipped)
		return b.String()
	}
	fmt.Fprintf(&b, "%s: %s\n", f.Path, counted(f.Rows))
	for _, k := range f.Kept {
		what := fmt.Sprintf("daily, %s (%s)", k.Basis, k.Why)
		if !k.Daily {
			what = "bars of " + k.Width
		}
		fmt.Fprintf(&b, "  %s %s: %s, %s to %s", k.Listing, what, counted(k.Rows), k.From, k.To)
		if k.Unused != "" {
			fmt.Fprintf(&b, "; not used: %s", k.Unused)
		}
		b.WriteByte('\n')
	}
	for _, g := range f.Refused {
		fmt.Fprintf(&b, "  refused %d: %s (%s)\n", g.Count, g.Reason, strings.Join(g.First, "; "))
	}
	for _, g := range f.Notes {
		fmt.Fprintf(&b, "  noted %d: %s (%s)\n", g.Count, g.Reason, strings.Join(g.First, "; "))
	}
	return b.String()
}

func counted(n int) string {
	if n == 1 {
		return "1 row"
	}
	return fmt.Sprintf("%d rows", n)
}

// firstTrouble is the first thing that went wrong, for an error's one line.
func (r *Report) firstTrouble() string {
	for i := range r.Files {
		f := &r.Files[i]
		if f.Skipped != "" {
			return f.Path + ": " + f.Skipped
		}
		if len(f.Refused) > 0 {
			return f.Path + ": " + f.Refused[0].First[0]
		}
	}
	return "no rows"
}
