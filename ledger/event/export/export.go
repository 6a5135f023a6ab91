// Package export writes the events of stories in the formats that event data are
// exchanged in: PLOVER's JSON, GDELT's table, RavenPack's columns, and plain
// tables for people.
//
//	story := export.Story{Article: art, Names: names, Events: events, Timings: timings}
//	err := export.Write(os.Stdout, export.GDELT, story)
//
// In: stories with their events and, for each event, its timing. Out: bytes that
// are the same for the same stories. A column that the story does not tell is
// empty; nothing is put there instead. docs/events-formats.md lists the columns
// with their meaning and which are filled.
//
// Traps that the formats set: PLOVER's SANCTION means reduced relations, imposed
// sanctions are COERCE there; GDELT names places by FIPS 10-4, where CH is China,
// and actors by three letters; its MED is the press, PLOVER's MED is health.
//
// Limits: identifiers are ours and marked so ("newstape:alibaba"): neither
// GDELT's numbers nor RavenPack's keys are known here. Tone, severity and
// Goldstein scores are left out: nothing in a story justifies a figure. Corporate
// events have no category in PLOVER and CAMEO and are left out of those two.
package export

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"

	"newstape/fault"
	"newstape/ledger/claim"
	"newstape/ledger/event"
	"newstape/names/link"
	"newstape/names/security"
	"newstape/receipt"
	"newstape/story/article"
	"newstape/story/text"
	"newstape/tape/calendar"
)

// Format is how events are written.
type Format string

// The formats.
const (
	Text      Format = "text"      // for people at a terminal
	Markdown  Format = "md"        // tables
	CSV       Format = "csv"       // one row for each event, our own columns
	JSON      Format = "json"      // everything, with receipts
	PLOVER    Format = "plover"    // JSON lines by PLOVER's field names
	GDELT     Format = "gdelt"     // tab-separated, GDELT 2.0 column order, no heading
	RavenPack Format = "ravenpack" // RavenPack's column names, one row for each party
)

// Story is one story with its events, in order of rank.
type Story struct {
	Article *article.Article
	Doc     text.Document
	Names   link.Result
	Events  []event.Event
	Timings []event.Timing // of each event; shorter or nil where not asked
}

// Write writes stories in a format.
func Write(w io.Writer, f Format, stories ...Story) error {
	switch f {
	case Text:
		return writeText(w, stories)
	case Markdown:
		return writeMarkdown(w, stories)
	case CSV:
		return writeCSV(w, stories)
	case JSON:
		return writeJSON(w, stories)
	case PLOVER:
		return writePLOVER(w, stories)
	case GDELT:
		return writeGDELT(w, stories)
	case RavenPack:
		return writeRavenPack(w, stories)
	}
	return fault.New(fault.BadUsage, "events: no format %q", f).Try("text, md, csv, json, plover, gdelt or ravenpack")
}

// LeftOut counts the events that a format has no category for.
func LeftOut(f Format, stories ...Story) int {
	n := 0
	if f != PLOVER && f != GDELT {
		return 0
	}
	for _, s := range stories {
		for _, e := range s.Events {
			if _, _, ok := e.PLOVER(); !ok {
				n++
			}
		}
	}
	return n
}

// storyID names a story by the hash of its bytes.
func storyID(s Story) string { return "newstape:" + s.Article.Hash[:min(16, len(s.Article.Hash))] }

func eventID(s Story, i int) string { return storyID(s) + ":" + strconv.Itoa(i+1) }

// partyID is our own identifier of a party, marked as ours.
func partyID(who claim.Speaker) string {
	if who.Entity != nil && who.Entity.ID != "" {
		return "newstape:" + who.Entity.ID
	}
	if who.Name == "" {
		return ""
	}
	return "newstape:name/" + security.Slug(who.Name)
}

func (s Story) timing(i int) event.Timing {
	if i < len(s.Timings) {
		return s.Timings[i]
	}
	return event.Timing{}
}

// published is the moment of publication, false when only the day or nothing is
// known.
func (s Story) published() (string, bool) {
	ref := s.Article.Reference
	if !ref.Known || ref.DateOnly {
		return "", false
	}
	return ref.Published.UTC().Format("2006-01-02 15:04:05.000"), true
}

func (s Story) title() string { return s.Article.Title.In(s.Article.Text) }

func (s Story) outlet() string {
	if s.Article.Outlet == nil {
		return ""
	}
	return s.Article.Outlet.Value
}

// words is the text of a span on one line.
func (s Story) words(at receipt.Span) string {
	return strings.Join(strings.Fields(at.In(s.Article.Text)), " ")
}

func (s Story) line(at receipt.Span) int { return 1 + strings.Count(s.Article.Text[:at.Start], "\n") }

func day(d calendar.Date) string { return d.String() }

func names(who []claim.Speaker) string {
	out := make([]string, len(who))
	for i, w := range who {
		out[i] = w.Name
	}
	return strings.Join(out, "; ")
}

// writeCSV writes our own columns, one row for each event.
func writeCSV(w io.Writer, stories []Story) error {
	out := csv.NewWriter(w)
	rows := [][]string{{
		"story", "published", "rank", "salience", "background", "type", "mode", "cameo", "word", "actor", "actor_country", "actor_sector", "by",
		"recipient", "recipient_country", "recipient_sector", "place", "date", "session", "phase", "start", "end", "words",
	}}
	for _, s := range stories {
		for i, e := range s.Events {
			a, r, t := event.ProfileOf(e.Actor), profile(e.Recipient), s.timing(i)
			session := ""
			if t.Missing == nil && t.Session.Date != 0 {
				session = t.Session.MIC + " " + day(t.Session.Date)
			}
			rows = append(rows, []string{
				s.Article.Name, s.Article.Published.Value, strconv.Itoa(i + 1), strconv.Itoa(e.Salience), strconv.FormatBool(e.Background), e.Type, e.Mode, e.CAMEO, e.Word,
				names(e.Actors), a.ISO, a.Sector, e.By, names(e.Recipients), r.ISO, r.Sector, placeName(e), day(e.Date), session, string(t.Phase),
				strconv.Itoa(e.Sentence.Start), strconv.Itoa(e.Sentence.End), s.words(e.Sentence),
			})
		}
	}
	if err := out.WriteAll(rows); err != nil {
		return fmt.Errorf("write events: %w", err)
	}
	return nil
}

func profile(who claim.Speaker) event.Profile {
	if who.Name == "" {
		return event.Profile{}
	}
	return event.ProfileOf(who)
}

func placeName(e event.Event) string {
	if e.Place == nil {
		return ""
	}
	return e.Place.Name
}
