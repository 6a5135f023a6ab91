package screen

import (
	"embed"
	"encoding/csv"
	"fmt"
	"strings"

	"newstape/fault"
	"newstape/names/security"
	"newstape/receipt"
	"newstape/tape/calendar"
)

//go:embed tables/*.tsv
var tables embed.FS

// edition is what the table knows of one list.
type edition struct {
	list         List
	title        string
	begins, edge calendar.Date
	source       string
}

// rule puts a category of products on a list, wherever they are made but at
// home.
type rule struct {
	list     List
	product  string // a security.Entity's Sector
	since    calendar.Date
	text     string
	citation string
}

// over reports whether the rule puts a party's products on a list.
func (r rule) over(e *security.Entity, list List) bool {
	return r.list == list && r.product == e.Sector && e.Country != "US"
}

func (r rule) receipt() receipt.Receipt {
	return receipt.New("screen/category", receipt.Fact{Table: "list/" + string(r.list), Row: r.text, Source: r.citation})
}

// rowsOf reads an embedded table and checks its header.
func rowsOf(name string, header ...string) ([][]string, error) {
	b, err := tables.ReadFile("tables/" + name)
	if err != nil {
		return nil, fmt.Errorf("read table %s: %w", name, err)
	}
	return parseRows(string(b), name, header)
}

func parseRows(text, name string, header []string) ([][]string, error) {
	r := csv.NewReader(strings.NewReader(text))
	r.Comma, r.LazyQuotes, r.FieldsPerRecord = '\t', true, len(header)
	rows, err := r.ReadAll()
	if err != nil {
		return nil, fault.New(fault.Corrupt, "read table %s: %w", name, err)
	}
	if len(rows) == 0 || strings.Join(rows[0], "\t") != strings.Join(header, "\t") {
		return nil, fault.New(fault.Corrupt, "read table %s: row 1: want columns %s", name, strings.Join(header, ", "))
	}
	return rows[1:], nil
}

// dateOr reads a cell; an empty one is no date.
func dateOr(cell, name string, row int) (calendar.Date, error) {
	if cell == "" {
		return 0, nil
	}
	d, err := calendar.ParseDate(cell)
	if err != nil {
		return 0, fault.New(fault.Corrupt, "read table %s: row %d: %w", name, row+2, err)
	}
	return d, nil
}

func readEditions() ([]edition, error) {
	rows, err := rowsOf("editions.tsv", "list", "title", "begins", "known_until", "source")
	if err != nil {
		return nil, err
	}
	var out []edition
	for i, r := range rows {
		begins, err := dateOr(r[2], "editions.tsv", i)
		if err != nil {
			return nil, err
		}
		edge, err := dateOr(r[3], "editions.tsv", i)
		if err != nil {
			return nil, err
		}
		out = append(out, edition{List(r[0]), r[1], begins, edge, r[4]})
	}
	return out, nil
}

func readRules() ([]rule, error) {
	rows, err := rowsOf("rules.tsv", "list", "product", "since", "rule", "citation")
	if err != nil {
		return nil, err
	}
	var out []rule
	for i, r := range rows {
		since, err := dateOr(r[2], "rules.tsv", i)
		if err != nil {
			return nil, err
		}
		out = append(out, rule{List(r[0]), r[1], since, r[3], r[4]})
	}
	return out, nil
}
