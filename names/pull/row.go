package pull

import (
	"fmt"
	"strings"

	"newstape/fault"
	"newstape/names/security"
)

// row is one line of shares as a source states it, cleaned.
type row struct {
	line     int // in the file, from 1
	name     string
	mic      string
	ticker   string
	currency string
	country  string // ISO 3166 alpha-2, "" when not stated
	sector   string
	relation string
	kind     security.Kind
	cik      int
	isin     string
	figi     string
	class    string // share-class FIGI
	floor    bool   // of a regional floor
	small    bool   // a company that news does not call by one word
}

func (r *row) id() string { return r.mic + ":" + r.ticker }

// sheet collects the rows of one source and the troubles met on the way.
type sheet struct {
	source string
	path   string
	rows   []row
	stats  *Source
	lines  map[string]int // line of shares -> row that has it
}

// add takes a row after cleaning its name. A line of shares that stands twice is
// taken once; when the names differ, the second is refused.
func (s *sheet) add(r row) {
	s.stats.Rows++
	name, why := cleanName(r.name)
	if why != "" {
		s.refuse(r.line, "name", why)
		return
	}
	// Cells share the memory of their whole row, which would stay with them.
	r.name, r.ticker = strings.Clone(name), strings.Clone(r.ticker)
	r.isin, r.figi, r.class = strings.Clone(r.isin), strings.Clone(r.figi), strings.Clone(r.class)
	if !goodTicker(r.ticker) {
		s.refuse(r.line, "ticker", fmt.Sprintf("%s is no ticker", quote(r.ticker)))
		return
	}
	if at, twice := s.lines[r.id()]; twice {
		if first := &s.rows[at]; nameKey(first.name) != nameKey(name) {
			s.refuse(r.line, "ticker", fmt.Sprintf("%s is %s here and %s in row %d", r.id(), quote(name), quote(first.name), first.line))
		} else {
			s.stats.leave("stands twice")
		}
		return
	}
	s.lines[r.id()] = len(s.rows)
	s.rows = append(s.rows, r)
}

// noShares says why lines that are not common shares are left out.
const noShares = "preferred shares, units, rights, warrants, notes and certificates"

// skip counts a row that is no line of shares.
func (s *sheet) skip(why string) {
	s.stats.Rows++
	s.stats.leave(why)
}

// bad counts a row that cannot be read.
func (s *sheet) bad(line int, column, why string) {
	s.stats.Rows++
	s.refuse(line, column, why)
}

func (s *sheet) refuse(line int, column, why string) {
	s.stats.refuse(Refusal{Row: line, Column: column, Why: why})
}

// broken is the error for a file that is refused as a whole.
func (s *sheet) broken(format string, args ...any) *fault.Error {
	return fault.New(fault.BadInput, "pull securities: %s %s: %s", s.source, s.path, fmt.Sprintf(format, args...))
}

// goodTicker allows the codes of the exchanges here, with dots for classes.
func goodTicker(t string) bool {
	if t == "" || len(t) > 16 {
		return false
	}
	for i := range len(t) {
		c := t[i]
		if (c < 'A' || c > 'Z') && (c < '0' || c > '9') && (i == 0 || c != '.' && c != '&') {
			return false
		}
	}
	return true
}

// quote shows a cell of any length.
func quote(s string) string {
	const most = 60
	if len(s) <= most {
		return fmt.Sprintf("%q", s)
	}
	return fmt.Sprintf("%q... (%d bytes)", strings.ToValidUTF8(s[:most], "?"), len(s))
}
