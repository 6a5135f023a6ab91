package app

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"newstape/desk/ask"
	"newstape/fault"
	"newstape/names/lists"
	"newstape/names/match"
	"newstape/names/screen"
	"newstape/tape/calendar"
)

// screenCommand asks restriction lists about names.
type screenCommand struct {
	Names   []string `arg:"" optional:"" help:"Names to ask about." placeholder:"NAME"`
	AsOf    string   `help:"The day to ask about (default: the latest that the lists know)." placeholder:"DATE"`
	Batch   string   `help:"File of names: one a line, or CSV with a column name and, if you like, kind, birth, country. '-' is the standard input." placeholder:"FILE"`
	List    []string `help:"Folder or file of lists: OFAC, UN and EU files, trade.gov CSL, FollowTheMoney, Senzing. May be given again." placeholder:"DIR" sep:"none"`
	Index   string   `help:"Index file of lists: made from --list when both are given, else opened as it is." placeholder:"FILE"`
	Kind    string   `help:"What the names are: company, person, vessel, or auto (asked as both)." enum:"auto,company,person,vessel" default:"auto"`
	Birth   string   `help:"Birth date or year of the person: tells bearers of one name apart." placeholder:"DATE"`
	Country string   `help:"Country of the party: tells bearers of one name apart." placeholder:"CODE"`
	Without []string `help:"Leave out the lists of an authority's country, as CN." placeholder:"CODE" sep:","`
	Format  string   `help:"text, json or csv." enum:"text,json,csv" default:"text"`
}

// Run screens every name, in the order given.
func (c screenCommand) Run(s *session) error {
	queries, err := c.queries(s)
	if err != nil {
		return err
	}
	m := match.New()
	book, err := c.book(s, m)
	if err != nil {
		return err
	}
	if book != nil {
		defer book.Close()
	}
	if len(queries) == 0 {
		if c.Index == "" || len(c.List) == 0 {
			return fault.New(fault.BadUsage, "screen: no name").Try("newstape screen NAME, --batch FILE, or --list DIR --index FILE to make an index")
		}
		return nil // an index was made
	}
	master, _, err := ask.OpenNames(s.cfg.Master)
	if err != nil {
		return err
	}
	table, err := screen.Open(master)
	if err != nil {
		return err
	}
	screener, err := screen.NewScreener(m, table, book, screen.NewDirectory(m, master).Link)
	if err != nil {
		return err
	}
	w := newScreenWriter(s.Stdout, c.Format, book)
	for _, q := range queries {
		a, err := ask.ScreenName(screener, q)
		if err != nil {
			s.incomplete = append(s.incomplete, err.Error())
			continue
		}
		if book == nil && a.Entity == nil {
			s.incomplete = append(s.incomplete, fmt.Sprintf("the standing of %q: no whole list was asked, and the embedded table does not know the party; give --list DIR or --index FILE", q.Name))
		}
		if err := w.write(a); err != nil {
			return err
		}
	}
	return w.end()
}

func (c screenCommand) queries(s *session) ([]screen.Query, error) {
	kind, _ := ask.ParseKind(c.Kind) // the command line takes no other words
	base := screen.Query{Kind: kind, Birth: c.Birth, Country: c.Country, Without: c.Without}
	if c.AsOf != "" {
		d, err := calendar.ParseDate(c.AsOf)
		if err != nil {
			return nil, fault.New(fault.BadUsage, "screen: --as-of: %w", err).Try("--as-of 2026-02-13")
		}
		base.AsOf = d
	}
	var out []screen.Query
	for _, n := range c.Names {
		q := base
		q.Name = n
		out = append(out, q)
	}
	if c.Batch == "" {
		return out, nil
	}
	in := s.Stdin
	if c.Batch != "-" {
		f, err := os.Open(c.Batch)
		if err != nil {
			return nil, fault.New(fault.NotFound, "screen: read batch: %w", err)
		}
		defer f.Close()
		in = f
	}
	more, err := readBatch(in, c.Batch, base)
	return append(out, more...), err
}

// readBatch reads names, one a line, or a CSV table whose first row has a column
// "name".
func readBatch(in io.Reader, file string, base screen.Query) ([]screen.Query, error) {
	r := bufio.NewReaderSize(in, 1<<16)
	head, err := r.Peek(1 << 12)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, bufio.ErrBufferFull) {
		return nil, fmt.Errorf("screen: read batch %s: %w", file, err)
	}
	first, _, _ := strings.Cut(strings.TrimPrefix(string(head), "\xef\xbb\xbf"), "\n")
	columns := map[string]int{}
	for i, cell := range strings.Split(strings.ToLower(strings.TrimSpace(first)), ",") {
		columns[strings.Trim(cell, `" `)] = i
	}
	if _, ok := columns["name"]; ok {
		return batchTable(r, file, columns, base)
	}
	var out []screen.Query
	sc := bufio.NewScanner(r)
	sc.Buffer(nil, 64<<20)
	for sc.Scan() {
		if line := strings.TrimSpace(strings.TrimPrefix(sc.Text(), "\xef\xbb\xbf")); line != "" {
			q := base
			q.Name = line
			out = append(out, q)
		}
	}
	if err := sc.Err(); err != nil {
		return nil, fault.New(fault.TooLarge, "screen: read batch %s: line %d: %w", file, len(out)+1, err)
	}
	return out, nil
}

func batchTable(r io.Reader, file string, columns map[string]int, base screen.Query) ([]screen.Query, error) {
	table := csv.NewReader(r)
	var out []screen.Query
	for row := 1; ; row++ {
		cells, err := table.Read()
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return nil, fault.New(fault.BadInput, "screen: read batch %s: %w", file, err)
		}
		if row == 1 {
			continue
		}
		cell := func(name, otherwise string) string {
			if i, ok := columns[name]; ok && i < len(cells) && strings.TrimSpace(cells[i]) != "" {
				return strings.TrimSpace(cells[i])
			}
			return otherwise
		}
		q := base
		q.Name, q.Birth, q.Country = cell("name", ""), cell("birth", base.Birth), cell("country", base.Country)
		if k := cell("kind", ""); k != "" {
			kind, ok := ask.ParseKind(k)
			if !ok {
				return nil, fault.New(fault.BadInput, "screen: read batch %s: row %d: column kind: %q is no kind", file, row, k).Try("company, person or vessel")
			}
			q.Kind = kind
		}
		out = append(out, q)
	}
}

// book opens the index, or builds one from lists. Of a list that cannot be read
// the version that the index has stays in force.
func (c screenCommand) book(s *session, m *match.Matcher) (*screen.Book, error) {
	if len(c.List) == 0 {
		if c.Index != "" {
			return screen.OpenBook(m, c.Index)
		}
		return nil, nil // the table of periods alone is asked
	}
	versions, err := c.read(s)
	if err != nil {
		return nil, err
	}
	if c.Index != "" {
		if versions, err = c.replace(s, m, versions); err != nil {
			return nil, err
		}
	}
	raw, err := screen.Build(m, versions)
	if err != nil {
		return nil, err
	}
	if c.Index != "" {
		if err := screen.WriteFile(c.Index, raw); err != nil {
			return nil, err
		}
	}
	return screen.NewBook(m, raw)
}

func (c screenCommand) read(s *session) ([]*lists.Version, error) {
	var versions []*lists.Version
	for _, path := range c.List {
		read := lists.ReadFile
		if isDir(path) {
			read = lists.ReadDir
		}
		files, err := read(path)
		if err != nil {
			return nil, err
		}
		for _, err := range files.Refused {
			s.incomplete = append(s.incomplete, err.Error())
		}
		versions = append(versions, files.Versions...)
	}
	for _, v := range versions {
		for _, q := range v.Quarantined {
			s.incomplete = append(s.incomplete, fmt.Sprintf("list %s: row %d put aside (%s): %s", v.List, q.Row, q.Name, q.Why))
		}
	}
	return lists.Join(versions...), nil
}

// replace compares the new versions with those of the index and says what
// changed.
func (c screenCommand) replace(s *session, m *match.Matcher, versions []*lists.Version) ([]*lists.Version, error) {
	if _, err := os.Stat(c.Index); errors.Is(err, os.ErrNotExist) {
		return versions, nil
	}
	old, err := screen.OpenBook(m, c.Index)
	if err != nil {
		s.incomplete = append(s.incomplete, err.Error())
		return versions, nil // the index is made anew
	}
	defer old.Close()
	before, err := old.Unpack()
	if err != nil {
		return nil, err
	}
	versions, events, held := screen.Replace(before, versions)
	for _, err := range held {
		s.incomplete = append(s.incomplete, err.Error())
	}
	for _, e := range events {
		fmt.Fprintf(s.Stderr, "newstape: list %s: %s: %s\n", e.List, e.Change, strings.TrimSuffix(e.Name+", "+e.What, ", "))
	}
	return versions, nil
}
