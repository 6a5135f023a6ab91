// Package export writes the claims of one story, or the threads of several, for
// people and for programs.
//
//	err := export.Write(os.Stdout, export.Text, thread.Join(stories), export.Page{Width: 80})
//
// In: joined stories; one story alone is written as its ledger. Out: bytes that
// are the same for the same stories. docs/claims-json.md lists the keys of the
// JSON and the columns of the CSV; the JSON-LD is schema.org's Claim.
//
// Limits: text and Markdown clip long contents and leave out what only one of
// several stories tells beyond a count that they state; JSON and CSV hold
// everything.
package export

import (
	"fmt"
	"io"
	"strings"
	"time"

	"newstape/ledger/claim"
	"newstape/ledger/thread"
	"newstape/receipt"
)

// Format is how claims are written.
type Format string

// The formats.
const (
	Text     Format = "text"         // for people at a terminal
	Markdown Format = "md"           // the same, as Markdown
	CSV      Format = "csv"          // one row for each claim
	JSON     Format = "json"         // everything, with receipts
	JSONLD   Format = "claim-jsonld" // schema.org Claim
)

// Page says how text is set.
type Page struct {
	Width  int  // columns; 0 means 80
	Colour bool // ANSI colours
}

// Write writes the threads in a format. Page counts for Text only.
func Write(w io.Writer, f Format, all thread.Threads, p Page) error {
	r := report{all}
	switch f {
	case JSON:
		return r.json(w)
	case CSV:
		return r.csv(w)
	case JSONLD:
		return r.jsonld(w)
	case Markdown:
		return r.markdown(w)
	case Text:
		return r.text(w, p)
	}
	return fmt.Errorf("write claims: no format %q", f)
}

// report is what is written.
type report struct{ thread.Threads }

// short is the name of a story in a report of several: s1, s2 ...
func short(story int) string { return fmt.Sprintf("s%d", story+1) }

// words is what a span of a story's text says, on one line.
func (r report) words(story int, s receipt.Span) string {
	return strings.Join(strings.Fields(s.In(r.Stories[story].Article.Text)), " ")
}

// title is the story's headline, its name when it has none.
func (r report) title(story int) string {
	if t := r.words(story, r.Stories[story].Article.Title); t != "" {
		return t
	}
	return r.Stories[story].ID
}

// published is the time of a story in its own zone, or that it is not known.
func (r report) published(story int) string {
	s := &r.Stories[story]
	at, known := s.When()
	switch {
	case !known:
		return "time not known"
	case s.Article.Reference.DateOnly:
		return at.Format("2006-01-02")
	}
	return moment(at)
}

// place is the time by which a story has its place among others.
func (r report) place(story int) string {
	if _, known := r.Stories[story].When(); !known {
		return "time not known, placed last"
	}
	return r.published(story)
}

func moment(t time.Time) string {
	zone := t.Format("MST")
	if strings.HasPrefix(zone, "+") || strings.HasPrefix(zone, "-") {
		zone = "UTC" + t.Format("-07:00")
	}
	return t.Format("2006-01-02 15:04 ") + zone
}

// who is the speaker with the way it came.
func who(c *claim.Claim) string {
	name := strings.ReplaceAll(c.Speaker.Name, "; ", " and ")
	if name == "" || name == "(story)" {
		name = "the story itself"
	}
	for _, v := range c.Via {
		name += " via " + v.Name
	}
	return name
}

// does is the stance in words, with what it answers.
func does(c *claim.Claim) string {
	out := strings.ReplaceAll(string(c.Stance), "_", " ")
	if c.About != "" {
		out += " " + c.About
	}
	return out
}

// put is how the proposition is put, apart from what its speaker does with it.
func put(c *claim.Claim) string {
	var out []string
	if c.Negated {
		out = append(out, "negated")
	}
	if c.Conditional {
		out = append(out, "conditional")
	}
	if c.Predicted && c.Stance != claim.Predicts {
		out = append(out, "of the future")
	}
	return strings.Join(out, ", ")
}

// plural writes "1 story", "2 stories".
func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
