package lists

import (
	"embed"
	"encoding/csv"
	"fmt"
	"strings"
	"sync"

	"newstape/fault"
)

//go:embed tables/*.tsv
var tables embed.FS

// listing says what a list is called and whose it is.
type listing struct{ list, title, authority, country string }

// shape is a CSV table that we know: the columns that it must have, and where
// the fields of an entry stand.
type shape struct {
	id                                             string
	need                                           []string
	name, alias, weak, former, kind, country       []string
	published, effective, removed, parent, program []string
	citation, note, key                            []string
}

// facts are the embedded tables, read once: they are constants.
var facts = sync.OnceValues(func() (*tableFacts, error) {
	out := &tableFacts{byID: map[string]listing{}}
	rows, err := rowsOf("catalogue.tsv", 5)
	if err != nil {
		return nil, err
	}
	for _, r := range rows {
		out.byID[r[0]] = listing{r[1], r[2], r[3], r[4]}
	}
	rows, err = rowsOf("shapes.tsv", 16)
	if err != nil {
		return nil, err
	}
	cells := func(s string) []string {
		if s == "" {
			return nil
		}
		return strings.Split(s, ",")
	}
	for _, r := range rows {
		out.shapes = append(out.shapes, shape{
			r[0], cells(r[1]), cells(r[2]), cells(r[3]), cells(r[4]), cells(r[5]), cells(r[6]), cells(r[7]),
			cells(r[8]), cells(r[9]), cells(r[10]), cells(r[11]), cells(r[12]), cells(r[13]), cells(r[14]), cells(r[15]),
		})
	}
	rows, err = rowsOf("countries.tsv", 2)
	if err != nil {
		return nil, err
	}
	out.countries = map[string]string{}
	for _, r := range rows {
		for name := range strings.SplitSeq(r[1], ";") {
			out.countries[strings.ToLower(name)] = r[0]
		}
	}
	return out, nil
})

// Country is the ISO 3166 code of a country or people as lists write it; the
// text itself when it is none that we know, or a code already.
func Country(s string) string {
	s = strings.TrimSpace(s)
	if len(s) == 2 {
		return strings.ToUpper(s)
	}
	if t, err := facts(); err == nil {
		if code := t.countries[strings.ToLower(s)]; code != "" {
			return code
		}
	}
	return s
}

type tableFacts struct {
	byID      map[string]listing
	shapes    []shape
	countries map[string]string
}

func rowsOf(name string, columns int) ([][]string, error) {
	b, err := tables.ReadFile("tables/" + name)
	if err != nil {
		return nil, fmt.Errorf("read table %s: %w", name, err)
	}
	r := csv.NewReader(strings.NewReader(string(b)))
	r.Comma, r.FieldsPerRecord = '\t', columns
	rows, err := r.ReadAll()
	if err != nil || len(rows) == 0 {
		return nil, fault.New(fault.Corrupt, "read table %s: %w", name, err)
	}
	return rows[1:], nil
}

// version begins a Version of a list that the catalogue knows under id.
func version(id, file string, b []byte) (*Version, error) {
	t, err := facts()
	if err != nil {
		return nil, err
	}
	l, ok := t.byID[id]
	if !ok {
		return nil, fault.New(fault.BadInput, "read list %s: no list %q in the catalogue", file, id)
	}
	return &Version{List: l.list, Title: l.title, Authority: l.authority, Country: l.country, File: file, Hash: hash(b)}, nil
}
