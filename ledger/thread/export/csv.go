package export

import (
	"encoding/csv"
	"io"
	"strconv"
	"strings"
	"time"

	"newstape/ledger/claim"
)

// columnNames are those of the CSV, in order.
var columnNames = []string{
	"story", "published", "outlet", "claim", "thread", "side", "speaker", "party", "via", "stance", "about", "status", "why",
	"thread_status", "source", "cue", "content", "objects", "negated", "conditional", "predicted", "start", "end",
}

// csv writes one row for each claim of each story.
func (r report) csv(w io.Writer) error {
	thread, side, status := map[[2]any]string{}, map[[2]any]string{}, map[[2]any]string{}
	for i := range r.Threads.Threads {
		t := &r.Threads.Threads[i]
		for _, m := range t.Members {
			key := [2]any{m.Story, m.Claim}
			thread[key], side[key], status[key] = t.ID, string(m.Side), string(t.Status)
		}
	}
	out := csv.NewWriter(w)
	if err := out.Write(columnNames); err != nil {
		return err
	}
	for i := range r.Stories {
		for k := range r.Stories[i].Ledger.Claims {
			c := &r.Stories[i].Ledger.Claims[k]
			key := [2]any{i, c.ID}
			if err := out.Write(r.csvRow(i, c, thread[key], side[key], status[key])); err != nil {
				return err
			}
		}
	}
	out.Flush()
	return out.Error()
}

func (r report) csvRow(i int, c *claim.Claim, thread, side, status string) []string {
	s := &r.Stories[i]
	published := ""
	if at, known := s.When(); known {
		published = at.Format(time.RFC3339)
		if s.Article.Reference.DateOnly {
			published = at.Format(time.DateOnly)
		}
	}
	party := ""
	if c.Speaker.Entity != nil {
		party = c.Speaker.Entity.ID
	}
	var via []string
	for _, v := range c.Via {
		via = append(via, v.Name)
	}
	o := s.Article.Original(c.Content)
	row := []string{
		s.ID, published, s.Outlet(), c.ID, thread, side, c.Speaker.Name, party, strings.Join(via, "; "), string(c.Stance), c.About, string(c.Status), c.Why,
		status, r.words(i, c.Source), r.words(i, c.Cue), r.words(i, c.Content), strings.Join(r.each(i, c.Objects), "; "),
		strconv.FormatBool(c.Negated), strconv.FormatBool(c.Conditional), strconv.FormatBool(c.Predicted), strconv.Itoa(o.Start), strconv.Itoa(o.End),
	}
	for k := range row {
		row[k] = harmless(row[k])
	}
	return row
}

// harmless keeps a spreadsheet from running a cell as a formula.
func harmless(cell string) string {
	if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
		return "'" + cell
	}
	return cell
}
