package app

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"strings"

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

// screenLine is one finding, flat: a row of CSV, an object of JSON.
type screenLine struct {
	Status    screen.Status `json:"status"`
	Confirm   bool          `json:"confirm,omitempty"`
	List      string        `json:"list"`
	Authority string        `json:"authority,omitempty"`
	Entry     string        `json:"entry,omitempty"`
	Matched   string        `json:"matched,omitempty"`
	Since     string        `json:"since,omitempty"`
	Score     float64       `json:"score,omitempty"`
	Why       string        `json:"why,omitempty"`
	Citation  string        `json:"citation,omitempty"`
	Version   string        `json:"version,omitempty"`
	Later     []string      `json:"later,omitempty"`
	Tokens    []screenToken `json:"tokens,omitempty"`
}

type screenToken struct {
	Query  string  `json:"query"`
	Entry  string  `json:"entry"`
	Like   float64 `json:"like"`
	Weight float64 `json:"weight"`
	Why    string  `json:"why"`
}

type screenAnswer struct {
	Name   string        `json:"name"`
	AsOf   string        `json:"as_of,omitempty"`
	Status screen.Status `json:"status"`
	Linked string        `json:"linked,omitempty"`
	Why    string        `json:"linked_why,omitempty"`
	Brand  bool          `json:"brand,omitempty"`
	Found  []screenLine  `json:"found"`
	Notes  []string      `json:"notes,omitempty"`
}

// notAsked is printed for a party that no list was asked about: it is no answer
// that the party stands nowhere.
const notAsked screen.Status = "not_known"

func flatten(a *screen.Answer) screenAnswer {
	out := screenAnswer{Name: a.Query.Name, Status: a.Status(), Why: a.Linked, Brand: a.Brand, Notes: a.Notes, Found: []screenLine{}}
	if a.Query.AsOf != 0 {
		out.AsOf = a.Query.AsOf.String()
	}
	if a.Entity != nil {
		out.Linked = a.Entity.ID
	}
	for _, st := range a.Standings {
		l := screenLine{Status: st.Status, List: string(st.List), Version: "table of periods, known until " + st.Edge.String()}
		if st.Status == screen.NotListed && len(st.Later) == 0 {
			continue
		}
		if st.Since != 0 {
			l.Since = st.Since.String()
		}
		if st.Period != nil {
			l.Entry, l.Citation = st.Period.Name, st.Period.Citation
		}
		for _, p := range st.Later {
			l.Later = append(l.Later, laterLine(p))
		}
		out.Found = append(out.Found, l)
	}
	for _, h := range a.Hits {
		l := screenLine{
			Status: h.Status, Confirm: h.Confirm, List: h.Entry.List, Authority: h.Version.Authority, Entry: h.Entry.Name,
			Score: round3(h.Score), Why: h.Why, Citation: h.Entry.Citation, Version: h.Version.Hash[:min(12, len(h.Version.Hash))],
		}
		if h.Name != h.Entry.Name {
			l.Matched = h.Name
		}
		if d := h.Entry.Began(); d != 0 {
			l.Since = d.String()
		}
		for _, p := range h.Lay.Pairs {
			l.Tokens = append(l.Tokens, screenToken{p.A, p.B, round3(p.Like), round3(p.Weight), p.Why})
		}
		out.Found = append(out.Found, l)
	}
	return out
}

func laterLine(p screen.Period) string {
	var parts []string
	if p.Effective != 0 {
		parts = append(parts, "listed "+p.Effective.String())
	} else {
		parts = append(parts, "posted "+p.Published.String())
	}
	if p.Withdrawn != 0 {
		parts = append(parts, "withdrawn "+p.Withdrawn.String())
	}
	if p.Removed != 0 {
		parts = append(parts, "removed "+p.Removed.String())
	}
	return strings.Join(parts, ", ") + " (" + p.Citation + ")"
}

func round3(x float64) float64 { return float64(int(x*1000+0.5)) / 1000 }

func (w *screenWriter) write(a *screen.Answer) error {
	f := flatten(a)
	if w.book == nil && a.Entity == nil {
		f.Status = notAsked
	}
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

func (w *screenWriter) rows(f screenAnswer) error {
	if w.count == 1 {
		if err := w.table.Write([]string{"name", "as_of", "answer", "linked", "status", "confirm", "list", "entry", "since", "score", "why", "citation", "version"}); err != nil {
			return fmt.Errorf("write answer: %w", err)
		}
	}
	found := f.Found
	if len(found) == 0 {
		found = []screenLine{{Status: screen.NotListed}}
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

func (w *screenWriter) text(a *screen.Answer, f screenAnswer) error {
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
func laid(l screenLine) string {
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
