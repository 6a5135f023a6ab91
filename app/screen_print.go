package app

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"newstape/desk/ask"
	"newstape/names/screen"
)

// screenWriter prints answers in one of three formats.
type screenWriter struct {
	out    io.Writer
	format string
	table  *csv.Writer
	count  int
	book   *screen.Book
}

func newScreenWriter(out io.Writer, format string, book *screen.Book) *screenWriter {
	w := &screenWriter{out: out, format: format, book: book}
	if format == "csv" {
		w.table = csv.NewWriter(out)
	}
	return w
}

func (w *screenWriter) write(a *screen.Answer) error {
	f := ask.Flatten(a, w.book != nil)
	w.count++
	switch w.format {
	case "json":
		raw, err := json.Marshal(f)
		if err != nil {
			return fmt.Errorf("write answer: %w", err)
		}
		_, err = fmt.Fprintf(w.out, "%s", map[bool]string{true: "[\n", false: ",\n"}[w.count == 1]+string(raw))
		return err
	case "csv":
		return w.rows(f)
	}
	return w.text(a, f)
}

func (w *screenWriter) end() error {
	switch w.format {
	case "json":
		if w.count == 0 {
			_, err := fmt.Fprintln(w.out, "[]")
			return err
		}
		_, err := fmt.Fprint(w.out, "\n]\n")
		return err
	case "csv":
		w.table.Flush()
		return w.table.Error()
	}
	return nil
}

func (w *screenWriter) rows(f ask.Screened) error {
	if w.count == 1 {
		if err := w.table.Write([]string{"name", "as_of", "answer", "linked", "status", "confirm", "list", "entry", "since", "score", "why", "citation", "version"}); err != nil {
			return fmt.Errorf("write answer: %w", err)
		}
	}
	found := f.Found
	if len(found) == 0 {
		found = []ask.Finding{{Status: screen.NotListed}}
	}
	for _, l := range found {
		score := ""
		if l.Score != 0 {
			score = fmt.Sprintf("%.3f", l.Score)
		}
		row := []string{f.Name, f.AsOf, string(f.Status), f.Linked, string(l.Status), fmt.Sprint(l.Confirm), l.List, l.Entry, l.Since, score, l.Why, l.Citation, l.Version}
		if err := w.table.Write(row); err != nil {
			return fmt.Errorf("write answer: %w", err)
		}
	}
	return nil
}

func (w *screenWriter) text(a *screen.Answer, f ask.Screened) error {
	var b strings.Builder
	if w.count > 1 {
		b.WriteByte('\n')
	}
	fmt.Fprintf(&b, "%s: %s", f.Name, plainStatus(f.Status))
	if f.AsOf != "" {
		fmt.Fprintf(&b, " as of %s", f.AsOf)
	}
	b.WriteByte('\n')
	if a.Entity != nil {
		as := "is"
		if a.Brand {
			as = "is a brand of"
		}
		fmt.Fprintf(&b, "  %s %s (%s)\n", as, a.Entity.Name, a.Entity.ID)
	}
	for _, n := range f.Notes {
		fmt.Fprintf(&b, "  note: %s\n", n)
	}
	for _, l := range f.Found {
		fmt.Fprintf(&b, "  %-14s %s", plainStatus(l.Status), l.List)
		for _, part := range []struct{ before, text string }{{" since ", l.Since}, {": ", l.Entry}, {", as ", l.Matched}, {" [", closed(l.Citation, "]")}} {
			if part.text != "" {
				b.WriteString(part.before + part.text)
			}
		}
		b.WriteByte('\n')
		for _, later := range l.Later {
			fmt.Fprintf(&b, "    later: %s\n", later)
		}
		if l.Score != 0 {
			fmt.Fprintf(&b, "    %s; score %.2f%s; list version %s\n", l.Why, l.Score, map[bool]string{true: ", look twice", false: ""}[l.Confirm], l.Version)
			b.WriteString(laid(l))
		}
	}
	if a.Entity == nil && w.book != nil && len(f.Found) == 0 {
		fmt.Fprintf(&b, "  no entry like it among %d names of %d lists\n", w.book.Names(), len(w.book.Versions))
	}
	_, err := io.WriteString(w.out, b.String())
	return err
}

// laid shows the words against each other with their weights.
func laid(l ask.Finding) string {
	var parts []string
	for _, t := range l.Tokens {
		sign := "~"
		if t.Like == 1 {
			sign = "="
		}
		parts = append(parts, fmt.Sprintf("%s %s %s (%s, weight %.2f)", t.Query, sign, t.Entry, t.Why, t.Weight))
	}
	if len(parts) == 0 {
		return ""
	}
	return "    " + strings.Join(parts, "; ") + "\n"
}

func closed(s, end string) string {
	if s == "" {
		return ""
	}
	return s + end
}

func plainStatus(s screen.Status) string { return strings.ReplaceAll(string(s), "_", " ") }
