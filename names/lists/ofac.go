package lists

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"path/filepath"
	"strings"

	"newstape/fault"
)

// OFAC's CSV files have no header; -0- stands for an empty cell. The columns by
// OFAC's data specification:
//
//	sdn.csv           ent_num, name, type, program, title, call sign, vessel type, tonnage, GRT, flag, owner, remarks
//	alt.csv           ent_num, alt_num, type (aka, fka, nka), name, remarks
//	add.csv           ent_num, add_num, address, city and postcode, country, remarks
//	sdn_comments.csv  ent_num, remarks that did not fit
var ofacColumns = map[string]int{"prim": 12, "alt": 5, "add": 6, "comments": 2}

// ofacFile tells which of the four files a name is; empty for another file.
func ofacFile(name string) string {
	switch strings.ToLower(filepath.Base(name)) {
	case "sdn.csv", "cons_prim.csv":
		return "prim"
	case "alt.csv", "cons_alt.csv":
		return "alt"
	case "add.csv", "cons_add.csv":
		return "add"
	case "sdn_comments.csv", "cons_comments.csv":
		return "comments"
	}
	return ""
}

// ofacList gathers the rows of one party from the four files.
type ofacList struct {
	v       *Version
	byNum   map[string]int
	entries []Entry
}

// readOFAC reads the files of one list together. Without the main file the
// parties are known by their other names only, and their entries say so.
func readOFAC(parts []part) ([]*Version, error) {
	id := "sdn"
	var all []byte
	for _, p := range parts {
		if strings.HasPrefix(strings.ToLower(filepath.Base(p.name)), "cons_") {
			id = "cons"
		}
		all = append(all, p.b...)
	}
	v, err := version(id, parts[0].name, all)
	if err != nil {
		return nil, err
	}
	l := &ofacList{v: v, byNum: map[string]int{}}
	for _, kind := range []string{"prim", "alt", "add", "comments"} {
		for _, p := range parts {
			if ofacFile(p.name) != kind {
				continue
			}
			if err := l.read(kind, p); err != nil {
				return nil, err
			}
		}
	}
	for _, e := range l.entries {
		if e.Name == "" && len(e.Aliases) == 0 {
			continue // an address of a party whose names the files do not have
		}
		if e.Name == "" {
			e.Name, e.Aliases = e.Aliases[0].Name, e.Aliases[1:]
			e.Note = strings.TrimSpace("known by another name; the main file is not at hand. " + e.Note)
		}
		l.v.add(e)
	}
	return []*Version{l.v}, nil
}

func (l *ofacList) read(kind string, p part) error {
	// The files end with the substitute character of old text files.
	r := csv.NewReader(bytes.NewReader(bytes.TrimRight(p.b, "\x1a\r\n")))
	r.FieldsPerRecord, r.LazyQuotes = -1, true
	for {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fault.New(fault.BadInput, "read list %s: %w; is the file cut off?", p.name, err)
		}
		line, _ := r.FieldPos(0)
		if len(row) != ofacColumns[kind] {
			return fault.New(fault.BadInput, "read list %s: row %d: %d columns, want %d: the file is cut off or has changed", p.name, line, len(row), ofacColumns[kind])
		}
		for i, c := range row {
			if c = strings.TrimSpace(c); c == "-0-" {
				c = ""
			}
			row[i] = c
		}
		if strings.Trim(row[0], "0123456789") != "" || row[0] == "" {
			return fault.New(fault.BadInput, "read list %s: row %d: %q is no entity number", p.name, line, row[0])
		}
		l.take(kind, row, line)
	}
}

func (l *ofacList) take(kind string, row []string, line int) {
	i, ok := l.byNum[row[0]]
	if !ok {
		i = len(l.entries)
		l.byNum[row[0]] = i
		l.entries = append(l.entries, Entry{Key: row[0], Row: line, Citation: "OFAC entity " + row[0]})
	}
	e := &l.entries[i]
	switch kind {
	case "prim":
		e.Name, e.Kind, e.Program = row[1], ofacKind(row[2]), row[3]
		l.remarks(e, row[11])
	case "alt":
		e.Aliases = append(e.Aliases, Alias{Name: row[3], Weak: acronym(row[3])})
	case "add":
		if c := row[4]; c != "" && (len(e.Countries) == 0 || e.Countries[len(e.Countries)-1] != c) {
			e.Countries = append(e.Countries, c)
		}
	case "comments":
		l.remarks(e, row[1])
	}
}

// ofacKind reads OFAC's type; a blank one is an organisation by the
// specification.
func ofacKind(s string) Kind {
	switch s {
	case "individual":
		return Person
	case "vessel":
		return Vessel
	case "aircraft":
		return Aircraft
	}
	return Organisation
}

// remarks takes weak names, births and numbers out of a remark. A name in
// quotation marks is weak.
func (l *ofacList) remarks(e *Entry, s string) {
	e.Note = strings.TrimSpace(e.Note + " " + s)
	for part := range strings.SplitSeq(s, ";") {
		part = strings.Trim(part, " .")
		switch {
		case strings.HasPrefix(part, "a.k.a. '"):
			name := strings.Trim(strings.TrimPrefix(part, "a.k.a. "), "'")
			e.Aliases = append(e.Aliases, Alias{Name: name, Weak: true})
		case strings.HasPrefix(part, "DOB "):
			e.Births = append(e.Births, strings.TrimPrefix(part, "DOB "))
		case strings.HasPrefix(part, "Legal Entity Number "):
			e.Identifiers = append(e.Identifiers, Identifier{"LEI", strings.TrimPrefix(part, "Legal Entity Number ")})
		case strings.HasPrefix(part, "Vessel Registration Identification IMO "):
			e.Identifiers = append(e.Identifiers, Identifier{"IMO", strings.TrimPrefix(part, "Vessel Registration Identification IMO ")})
		case strings.HasPrefix(part, "Listing Date"):
			if _, d, ok := strings.Cut(part, "): "); ok && e.Published == 0 {
				e.Published, _ = day(d)
			}
		}
	}
}
