package verdicts

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"

	"newstape/check"
	"newstape/receipt"
)

// Schema names the form of the JSON; docs/check-json.md describes it. The number
// after the slash rises with any change that could break a reader.
const Schema = "newstape.check/1"

type jsonReport struct {
	Schema    string         `json:"schema"`
	Stories   []jsonStory    `json:"stories"`
	Conflicts []jsonConflict `json:"conflicts"`
}

type jsonStory struct {
	Name       string          `json:"name"`
	Title      string          `json:"title"`
	Published  string          `json:"published,omitempty"`
	DateOnly   bool            `json:"published_date_only,omitempty"`
	How        string          `json:"published_how,omitempty"`
	Statements []jsonStatement `json:"statements"`
}

type jsonStatement struct {
	ID           string               `json:"id"`
	Span         jsonSpan             `json:"span"`
	Listing      string               `json:"listing,omitempty"`
	Measure      check.Measure        `json:"measure"`
	Against      string               `json:"against,omitempty"`
	Direction    check.Direction      `json:"direction"`
	Value        *float64             `json:"value"`
	UpTo         *float64             `json:"up_to,omitempty"`
	Unit         string               `json:"unit"`
	Decimals     int                  `json:"decimals"`
	Qualifier    string               `json:"qualifier"`
	Since        string               `json:"since,omitempty"`
	Window       jsonWindow           `json:"window"`
	Headline     bool                 `json:"headline"`
	Verdict      check.Verdict        `json:"verdict"`
	Truth        *float64             `json:"truth"`
	TruthDate    string               `json:"truth_date,omitempty"`
	FirstMinute  string               `json:"first_minute,omitempty"`
	LastMinute   string               `json:"last_minute,omitempty"`
	Alternatives []jsonAlternative    `json:"alternatives,omitempty"`
	Conflicts    []string             `json:"conflicts,omitempty"`
	Flags        []string             `json:"flags,omitempty"`
	Missing      *receipt.Unavailable `json:"unavailable,omitempty"`
	Why          string               `json:"why"`
	Rule         string               `json:"rule"`
	Working      *jsonWorking         `json:"working,omitempty"`
	Cells        []receipt.Cell       `json:"cells"`
}

// jsonWorking is how the true figure was made.
type jsonWorking struct {
	Formula string `json:"formula"`
	Basis   string `json:"basis"`
	Hours   string `json:"hours,omitempty"`
}

type jsonSpan struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Text  string `json:"text"`
}

type jsonWindow struct {
	From    string `json:"from,omitempty"`
	To      string `json:"to,omitempty"`
	Field   string `json:"field,omitempty"`
	AsOf    string `json:"as_of,omitempty"`
	Default string `json:"default,omitempty"`
}

type jsonAlternative struct {
	What  string         `json:"what"`
	Truth float64        `json:"truth"`
	Cells []receipt.Cell `json:"cells,omitempty"`
}

type jsonConflict struct {
	Listing string        `json:"listing"`
	Measure check.Measure `json:"measure"`
	Window  jsonWindow    `json:"window"`
	Said    []jsonSaying  `json:"said"`
}

type jsonSaying struct {
	Story     string `json:"story"`
	Statement string `json:"statement"`
}

// JSON writes one object, indented, in a fixed order of keys.
func (r *Report) JSON(w io.Writer) error {
	out := jsonReport{Schema: Schema, Stories: []jsonStory{}, Conflicts: []jsonConflict{}}
	for _, c := range r.Stories {
		j := jsonStory{
			Name: c.Name, Title: c.title(), Published: c.Article.Published.Value, How: c.Article.Published.How,
			DateOnly: c.Article.Reference.DateOnly, Statements: []jsonStatement{},
		}
		for i := range c.Statements {
			j.Statements = append(j.Statements, plain(c, &c.Statements[i]))
		}
		out.Stories = append(out.Stories, j)
	}
	for _, c := range r.conflicts {
		s := c.said[0].statement
		j := jsonConflict{Listing: s.Listing.ID(), Measure: s.Measure, Window: plainWindow(s)}
		for _, said := range c.said {
			j.Said = append(j.Said, jsonSaying{said.story.Name, said.statement.ID})
		}
		out.Conflicts = append(out.Conflicts, j)
	}
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	if err := enc.Encode(out); err != nil {
		return fmt.Errorf("write statements: %w", err)
	}
	return nil
}

func plain(c *Story, s *check.Statement) jsonStatement {
	j := jsonStatement{
		ID: s.ID, Span: jsonSpan{s.Span.Start, s.Span.End, s.Span.In(c.Article.Text)}, Measure: s.Measure, Direction: s.Direction,
		Value: number(s.Value, s.HasValue), UpTo: number(s.UpTo, s.UpTo != 0), Unit: s.Unit, Decimals: s.Decimals, Qualifier: s.Qualifier, Since: s.Since,
		Window: plainWindow(s), Headline: s.Headline, Verdict: s.Verdict, Truth: number(s.Truth, s.HasTruth), FirstMinute: s.Minute, LastMinute: s.LastMinute,
		Conflicts: s.Conflicts, Flags: s.Flags, Missing: s.Missing, Why: s.Why, Rule: s.Receipt().Rule(), Cells: s.Receipt().Cells(),
	}
	if s.Listing != nil {
		j.Listing = s.Listing.ID()
	}
	if s.Against != nil {
		j.Against = s.Against.ID()
	}
	if s.TruthDate != 0 {
		j.TruthDate = s.TruthDate.String()
	}
	if j.Cells == nil {
		j.Cells = []receipt.Cell{}
	}
	if s.Working != nil {
		j.Working = &jsonWorking{s.Working.Formula, s.Working.Basis, s.Working.Hours}
	}
	for _, a := range s.Alternatives {
		j.Alternatives = append(j.Alternatives, jsonAlternative(a))
	}
	return j
}

func plainWindow(s *check.Statement) jsonWindow {
	j := jsonWindow{Field: s.Window.Field, AsOf: s.Window.AsOf, Default: s.Window.Default}
	if s.Window.From != 0 {
		j.From = s.Window.From.String()
	}
	if s.Window.To != 0 {
		j.To = s.Window.To.String()
	}
	return j
}

func number(v float64, has bool) *float64 {
	if !has {
		return nil
	}
	return &v
}

// listing is the ID of a statement's listing, or that it is not known.
func listing(s *check.Statement) string {
	if s.Listing == nil {
		return "not known"
	}
	return s.Listing.ID()
}

// CSV writes a row for each statement.
func (r *Report) CSV(w io.Writer) error {
	out := csv.NewWriter(w)
	rows := [][]string{{
		"story", "id", "start", "end", "words", "listing", "measure", "direction", "stated", "up_to", "unit", "qualifier", "since", "from", "to", "field", "as_of",
		"verdict", "true", "true_date", "first_minute", "last_minute", "elsewhere", "flags", "reason", "why", "formula", "hours", "cells",
	}}
	for _, c := range r.Stories {
		for i := range c.Statements {
			rows = append(rows, row(c.Name, plain(c, &c.Statements[i])))
		}
	}
	if err := out.WriteAll(rows); err != nil {
		return fmt.Errorf("write statements: %w", err)
	}
	return nil
}

func row(story string, j jsonStatement) []string {
	figure := func(v *float64) string {
		if v == nil {
			return ""
		}
		return strconv.FormatFloat(*v, 'g', 10, 64)
	}
	var elsewhere, cells []string
	for _, a := range j.Alternatives {
		elsewhere = append(elsewhere, fmt.Sprintf("%s: %.4f", a.What, a.Truth))
	}
	for _, c := range j.Cells {
		cells = append(cells, c.String())
	}
	formula, hours := "", ""
	if j.Working != nil {
		formula, hours = j.Working.Formula, j.Working.Hours
	}
	reason := ""
	if j.Missing != nil {
		reason = string(j.Missing.Reason)
	}
	return []string{
		story, j.ID, strconv.Itoa(j.Span.Start), strconv.Itoa(j.Span.End), j.Span.Text, j.Listing, string(j.Measure), string(j.Direction), figure(j.Value), figure(j.UpTo),
		j.Unit, j.Qualifier, j.Since, j.Window.From, j.Window.To, j.Window.Field, j.Window.AsOf, string(j.Verdict), figure(j.Truth), j.TruthDate, j.FirstMinute, j.LastMinute,
		strings.Join(elsewhere, "; "), strings.Join(j.Flags, " "), reason, j.Why, formula, hours, strings.Join(cells, "; "),
	}
}
