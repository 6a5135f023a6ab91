package pull

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
)

// table reads a CSV file row by row and tells a bad row from a file that was cut
// short: a bad row with nothing behind it is the cut.
type table struct {
	s       *sheet
	in      *csv.Reader
	guard   *guard
	columns map[string]int
	pending *csv.ParseError // of the row before
}

// newTable reads the header and makes sure of the columns that are needed.
func newTable(r io.Reader, s *sheet, need ...string) (*table, error) {
	g := &guard{r: r}
	t := &table{s: s, in: csv.NewReader(g), guard: g, columns: map[string]int{}}
	t.in.ReuseRecord = true
	head, err := t.in.Read()
	if err != nil {
		return nil, cutShort(s, 1, err)
	}
	for i, c := range head {
		t.columns[strings.ToLower(strings.TrimSpace(strings.TrimPrefix(c, "\ufeff")))] = i
	}
	for _, c := range need {
		if _, ok := t.columns[strings.ToLower(c)]; !ok {
			return nil, s.broken("row 1: no column %q: its publisher has changed it", c).Try("keep the earlier copy")
		}
	}
	return t, nil
}

// next gives the cells of the next row and its line; io.EOF at the end.
func (t *table) next() ([]string, int, error) {
	for {
		t.guard.row = 0
		cells, err := t.in.Read()
		var bad *csv.ParseError
		switch {
		case err == nil:
			t.settle()
			line, _ := t.in.FieldPos(0)
			return cells, line, nil
		case errors.Is(err, io.EOF):
			return nil, 0, t.end()
		case errors.As(err, &bad):
			t.settle()
			t.pending = bad
		default:
			line, _ := t.in.FieldPos(0)
			return nil, 0, cutShort(t.s, line+1, err)
		}
	}
}

// settle refuses the bad row before, now that another follows it.
func (t *table) settle() {
	if b := t.pending; b != nil {
		t.s.bad(b.StartLine, fmt.Sprint("at byte ", b.Column), b.Err.Error())
		t.pending = nil
	}
}

// end makes sure that the last row was whole.
func (t *table) end() error {
	if b := t.pending; b != nil {
		return cutShort(t.s, b.StartLine, b.Err)
	}
	if t.guard.last != '\n' {
		return t.s.broken("the last row has no line end: the file was cut short").Try("fetch it again")
	}
	return io.EOF
}

// cell is a cell of a row by the name of its column; "" when the table has none.
func (t *table) cell(cells []string, column string) string {
	if i, ok := t.columns[column]; ok {
		return strings.TrimSpace(cells[i])
	}
	return ""
}

// guard remembers the last byte that was read and stops a row without end.
type guard struct {
	r    io.Reader
	row  int64 // bytes since the row began
	last byte
}

func (g *guard) Read(b []byte) (int, error) {
	if g.row > maxLine {
		return 0, fmt.Errorf("a row of more than %d bytes", maxLine)
	}
	n, err := g.r.Read(b)
	g.row += int64(n)
	if n > 0 {
		g.last = b[n-1]
	}
	return n, err
}
