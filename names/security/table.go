package security

import (
	"fmt"
	"io/fs"
	"strings"
	"unicode"

	"newstape/fault"
)

// read builds a Master from a folder "tables". Hand-written tables come first,
// so that their rows take over what the SEC's table says of the same lines.
func read(files fs.FS) (*Master, error) {
	m := &Master{
		byID:     make(map[string]*Entity, 1<<13),
		byTicker: make(map[string][]place, 1<<14),
		common:   make(map[string]bool, 1<<12),
	}
	if err := m.readWords(files, "tables/common_words.txt"); err != nil {
		return nil, err
	}
	names, err := fs.Glob(files, "tables/hand_*.tsv")
	if err != nil {
		return nil, fmt.Errorf("list the tables: %w", err)
	}
	for _, name := range names {
		if err := eachRow(files, name, handColumns, m.handRow); err != nil {
			return nil, err
		}
	}
	if err := m.readCodes(files, "tables/codes.tsv"); err != nil {
		return nil, err
	}
	if err := eachRow(files, "tables/us_issuers.tsv", usColumns, m.usRow); err != nil {
		return nil, err
	}
	return m, nil
}

// row is one line of a table, cut at tabs.
type row struct {
	file  string
	line  int
	cells []string
}

func (r row) bad(column int, format string, args ...any) error {
	return fault.New(fault.Corrupt, "%s: line %d: column %d: %s", r.file, r.line, column+1, fmt.Sprintf(format, args...))
}

// eachRow hands the rows of a table to f. The first line names the columns;
// blank lines and lines that begin with # are skipped.
func eachRow(files fs.FS, name, columns string, f func(row) error) error {
	b, err := fs.ReadFile(files, name)
	if err != nil {
		return fmt.Errorf("read table %s: %w", name, err)
	}
	want := strings.Count(columns, " ") + 1
	rest := string(b)
	for line := 1; rest != ""; line++ {
		var text string
		text, rest, _ = strings.Cut(rest, "\n")
		if line == 1 {
			if strings.ReplaceAll(text, "\t", " ") != columns {
				return fault.New(fault.Corrupt, "%s: line 1: the columns are %q, not %q", name, text, columns)
			}
			continue
		}
		if text == "" || text[0] == '#' {
			continue
		}
		r := row{file: name, line: line, cells: strings.Split(text, "\t")}
		if len(r.cells) != want {
			return r.bad(len(r.cells)-1, "the row ends here, %d columns are needed", want)
		}
		if err := f(r); err != nil {
			return err
		}
	}
	return nil
}

// readWords reads the ordinary words that are also names of issuers.
func (m *Master) readWords(files fs.FS, name string) error {
	b, err := fs.ReadFile(files, name)
	if err != nil {
		return fmt.Errorf("read table %s: %w", name, err)
	}
	for w := range strings.Lines(string(b)) {
		w = strings.TrimSpace(w)
		if w != "" && w[0] != '#' {
			m.common[w] = true
		}
	}
	return nil
}

// slug turns a name into an ID: lower-case letters and digits with hyphens.
func slug(name string) string {
	var b strings.Builder
	gap := false
	for _, r := range strings.ToLower(name) {
		switch {
		case r == '\'' || r == '’' || r == '.':
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			if gap && b.Len() > 0 {
				b.WriteByte('-')
			}
			gap = false
			b.WriteRune(r)
		default:
			gap = true
		}
	}
	return b.String()
}
