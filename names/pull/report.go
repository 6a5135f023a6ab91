package pull

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"newstape/names/security"
)

// Report says what came of a pull.
type Report struct {
	Sources []*Source
	// Entities and Listings count the master that was written; Closed are
	// listings that this pull found gone, Opened those that it found new.
	Entities, Listings, Closed, Opened int
	// LEI, ISIN and FIGI count the codes in it.
	LEI, ISIN, FIGI int
}

// Source is what came of one source.
type Source struct {
	Name string
	From string // file, address, or "kept copy"
	Rows int
	Left []Left // rows left out on purpose, by reason
	// Refused are rows that could not be used; only the first thousand are kept,
	// RefusedRows counts all.
	Refused     []Refusal
	RefusedRows int
}

// Left counts rows that are no line of shares.
type Left struct {
	Why  string
	Rows int
}

// Refusal is a row that could not be used.
type Refusal struct {
	Row    int
	Column string
	Why    string
}

const refusalsKept = 1000

func (s *Source) refuse(r Refusal) {
	s.RefusedRows++
	if len(s.Refused) < refusalsKept {
		s.Refused = append(s.Refused, r)
	}
}

func (s *Source) leave(why string) {
	for i := range s.Left {
		if s.Left[i].Why == why {
			s.Left[i].Rows++
			return
		}
	}
	s.Left = append(s.Left, Left{why, 1})
}

// Accepted is the number of rows that went in.
func (s *Source) Accepted() int {
	n := s.Rows - s.RefusedRows
	for _, l := range s.Left {
		n -= l.Rows
	}
	return n
}

// String is the line for people.
func (s *Source) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s (%s): %d of %d rows", s.Name, s.From, s.Accepted(), s.Rows)
	left := slices.Clone(s.Left)
	slices.SortStableFunc(left, func(a, b Left) int { return b.Rows - a.Rows })
	for _, l := range left {
		fmt.Fprintf(&b, "; %d left out: %s", l.Rows, l.Why)
	}
	if s.RefusedRows > 0 {
		fmt.Fprintf(&b, "; %d refused", s.RefusedRows)
	}
	return b.String()
}

// Print writes the report; of each source at most n refused rows are shown.
func (r *Report) Print(w io.Writer, n int) error {
	for _, s := range r.Sources {
		if _, err := fmt.Fprintln(w, s); err != nil {
			return err
		}
		for i, f := range s.Refused {
			if i == n {
				fmt.Fprintf(w, "  and %d more\n", s.RefusedRows-n)
				break
			}
			fmt.Fprintf(w, "  row %d: column %s: %s\n", f.Row, f.Column, f.Why)
		}
	}
	if r.Entities == 0 {
		return nil // refused as a whole
	}
	_, err := fmt.Fprintf(w, "%d entities, %d listings (%d new, %d gone), %d ISINs, %d FIGIs, %d LEIs\n",
		r.Entities, r.Listings, r.Opened, r.Closed, r.ISIN, r.FIGI, r.LEI)
	return err
}

// of is the source of that name, made when it is new.
func (r *Report) of(name string) *Source {
	for _, s := range r.Sources {
		if s.Name == name {
			return s
		}
	}
	s := &Source{Name: name}
	r.Sources = append(r.Sources, s)
	return s
}

func (r *Report) count(entities []*security.Entity) {
	r.Entities = len(entities)
	for _, e := range entities {
		r.Listings += len(e.Listings)
		if e.LEI != "" {
			r.LEI++
		}
		for i := range e.Listings {
			if e.Listings[i].ISIN != "" {
				r.ISIN++
			}
			if e.Listings[i].FIGI != "" {
				r.FIGI++
			}
		}
	}
}
