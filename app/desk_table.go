package app

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
	"unicode"
)

// columns prints rows in columns.
type columns struct{ *tabwriter.Writer }

func newColumns(w io.Writer) columns { return columns{tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)} }

// row adds a row; Flush tells whether it was written.
func (t columns) row(values ...any) {
	cells := make([]string, len(values))
	for i, v := range values {
		cells[i] = cell(fmt.Sprint(v))
	}
	fmt.Fprintln(t, strings.Join(cells, "\t"))
}

// cell keeps a text on its line and from commanding the terminal: it may come
// from an OPML list, a feed, or a caller over HTTP.
func cell(s string) string {
	return strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r), unicode.Is(unicode.Bidi_Control, r):
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))), " ")
}
