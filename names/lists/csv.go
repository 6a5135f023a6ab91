package lists

import (
	"bytes"
	"encoding/csv"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"newstape/fault"
)

// table is a CSV file with a header.
type table struct {
	file   string
	column map[string]int
	rows   [][]string
	lines  []int
}

// parse reads a CSV file. A file that was cut off in its last row is refused.
func parse(file string, b []byte) (*table, error) {
	r := csv.NewReader(bytes.NewReader(b))
	t := &table{file: file, column: map[string]int{}}
	for {
		row, err := r.Read()
		if err != nil {
			if row == nil && err.Error() == "EOF" {
				break
			}
			return nil, fault.New(fault.BadInput, "read list %s: %w; is the file cut off?", file, err)
		}
		line, _ := r.FieldPos(0)
		t.rows, t.lines = append(t.rows, row), append(t.lines, line)
	}
	if len(t.rows) == 0 {
		return nil, fault.New(fault.BadInput, "read list %s: no header", file)
	}
	for i, c := range t.rows[0] {
		t.column[strings.TrimSpace(c)] = i
	}
	t.rows, t.lines = t.rows[1:], t.lines[1:]
	return t, nil
}

func (t *table) cell(row []string, column string) string {
	if i, ok := t.column[column]; ok && i < len(row) {
		return strings.TrimSpace(row[i])
	}
	return ""
}

// cells joins the values of columns that are filled.
func (t *table) cells(row []string, columns []string) string {
	var out []string
	for _, c := range columns {
		if x := t.cell(row, c); x != "" {
			out = append(out, x)
		}
	}
	return strings.Join(out, "; ")
}

func (t *table) has(columns ...string) bool {
	return !slices.ContainsFunc(columns, func(c string) bool { _, ok := t.column[c]; return !ok })
}

func readCSV(file string, b []byte) (vs []*Version, skipped string, err error) {
	t, err := parse(file, b)
	if err != nil {
		return nil, "", err
	}
	switch {
	case t.has("ELF Code"):
		return nil, file + ": a table of legal forms, not a list", nil
	case t.has("document_number", "publication_date"):
		return nil, file + ": an index of notices, not a list", nil
	case t.has("covered_equipment_or_services", "date_of_inclusion_on_covered_list"):
		v, err := coveredList(t, b)
		return []*Version{v}, "", err
	}
	f, err := facts()
	if err != nil {
		return nil, "", err
	}
	best, missing := 0, ""
	for _, s := range f.shapes {
		if t.has(s.need...) {
			v, err := t.read(s, b)
			return []*Version{v}, "", err
		}
		n := 0
		for _, c := range s.need {
			if t.has(c) {
				n++
			}
		}
		if n > best && 2*n >= len(s.need) {
			best = n
			for _, c := range s.need {
				if !t.has(c) {
					missing = c
					break
				}
			}
		}
	}
	if missing != "" {
		return nil, "", fault.New(fault.BadInput, "read list %s: no column %q; the file has changed", file, missing).
			Try("the version before stays in force until the reader knows the new columns")
	}
	return nil, "", fault.New(fault.BadInput, "read list %s: no known list has the columns of row 1", file)
}

// read fills entries by a shape.
func (t *table) read(s shape, b []byte) (*Version, error) {
	id := s.id
	if id == "us_special_leg" {
		for _, name := range []string{"section_1286", "section_353", "inksna"} {
			if strings.Contains(filepath.Base(t.file), name) {
				id = name
			}
		}
	}
	v, err := version(id, t.file, b)
	if err != nil {
		return nil, err
	}
	for i, row := range t.rows {
		e := Entry{
			Name: t.cells(row, s.name), Kind: kindOf(t.cells(row, s.kind)), Row: t.lines[i],
			Parent: t.cells(row, s.parent), Program: t.cells(row, s.program), Citation: t.cells(row, s.citation), Note: t.cells(row, s.note),
			Key: t.cells(row, s.key),
		}
		e.Aliases = append(e.Aliases, aliases(t.cells(row, s.alias), false)...)
		e.Aliases = append(e.Aliases, aliases(t.cells(row, s.former), false)...)
		e.Aliases = append(e.Aliases, aliases(t.cells(row, s.weak), true)...)
		if c := t.cells(row, s.country); c != "" {
			e.Countries = split(c)
		}
		e.Published, _ = day(t.cells(row, s.published))
		var ok bool
		if e.Effective, ok = day(t.cells(row, s.effective)); !ok {
			e.Effective = e.Published
		}
		if end := t.cells(row, s.removed); end != "" {
			if e.Removed, ok = day(end); !ok {
				v.aside(e.Row, e.Name, "end date "+shorten(end)+" is no day")
				continue
			}
		}
		t.identify(row, &e)
		v.add(e)
	}
	return v, nil
}

// identify takes the numbers that EU annexes carry.
func (t *table) identify(row []string, e *Entry) {
	for _, c := range [...]struct{ column, kind string }{
		{"leiCode", "LEI"},
		{"innCode", "INN"},
		{"ogrnCode", "OGRN"},
		{"swiftBic", "BIC"},
		{"imoNumber", "IMO"},
		{"ticker", "ticker"},
		{"QID", "QID"},
		{"Registration number", "registration"},
		{"registrationNumber", "registration"},
	} {
		for _, x := range split(t.cell(row, c.column)) {
			e.Identifiers = append(e.Identifiers, Identifier{c.kind, x})
		}
	}
	if x := t.cell(row, "birthDate"); x != "" {
		e.Births = split(x)
	}
}

// covered finds who makes what the FCC's table covers.
var covered = regexp.MustCompile(`(?:produced|provided) by (?:the )?(.+?)(?:, including|,? subject to| \(or |\.$|$)`)

// coveredList reads the FCC's table: each row is a sentence about a company's
// products, or about all products of a kind.
func coveredList(t *table, b []byte) (*Version, error) {
	v, err := version("us_fcc_covered_list", t.file, b)
	if err != nil {
		return nil, err
	}
	for i, row := range t.rows {
		text := oneLine(t.cell(row, "covered_equipment_or_services"))
		e := Entry{Row: t.lines[i], Note: text, Citation: "FCC Covered List"}
		e.Effective, _ = day(t.cell(row, "date_of_inclusion_on_covered_list"))
		e.Published = e.Effective
		m := covered.FindStringSubmatch(text)
		if m == nil || strings.Contains(text, "foreign countr") || strings.Contains(text, "foreign adversar") {
			e.Kind, e.Name = Category, text[:min(len(text), 200)]
			v.add(e)
			continue
		}
		for _, name := range regexp.MustCompile(` and its (?:wholly-owned )?subsidiary `).Split(m[1], -1) {
			e.Kind, e.Name = Organisation, name
			v.add(e)
		}
	}
	return v, nil
}

func aliases(s string, weak bool) []Alias {
	var out []Alias
	for _, name := range split(s) {
		out = append(out, Alias{name, weak})
	}
	return out
}

// split parts a cell at semicolons and line ends.
func split(s string) []string {
	var out []string
	for _, x := range strings.FieldsFunc(s, func(r rune) bool { return r == ';' || r == '\n' }) {
		if x = strings.TrimSpace(x); x != "" {
			out = append(out, x)
		}
	}
	return out
}

// kindOf reads a type or schema.
func kindOf(s string) Kind {
	switch strings.ToLower(strings.TrimSpace(s)) {
	case "person", "individual":
		return Person
	case "company", "organization", "organisation", "entity", "public body", "publicbody":
		return Organisation
	case "vessel":
		return Vessel
	case "aircraft", "airplane":
		return Aircraft
	}
	return Unknown
}
