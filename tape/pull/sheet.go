package pull

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"strings"

	"newstape/tape/bars"
)

// sheet is one file's rows, by the listing they are of.
type sheet struct {
	layout *layout
	ticker string     // named under the header; empty when the file does not say
	groups []rowGroup // in order of first appearance
}

// rowGroup is the rows of one ticker (or listing) and basis, where the file has
// such columns; otherwise there is one, without either.
type rowGroup struct {
	ticker, listing string
	basis           bars.Basis
	rows            []row
}

// errTooLarge is returned when a file is over its limit.
var errTooLarge = errors.New("larger than the limit")

// open gives the text of a file, unpacked when it is gzip.
func open(path string, maxBytes int64) (io.Reader, io.Closer, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, nil, err
	}
	b := bufio.NewReaderSize(f, 1<<16)
	var r io.Reader = b
	if head, _ := b.Peek(2); bytes.Equal(head, []byte{0x1f, 0x8b}) {
		z, err := gzip.NewReader(b)
		if err != nil {
			f.Close()
			return nil, nil, fmt.Errorf("gzip: %w", err)
		}
		r = z
	}
	return &limited{r: r, left: maxBytes}, f, nil
}

// limited is a reader that fails past its limit, where io.LimitReader would end.
type limited struct {
	r    io.Reader
	left int64
}

func (l *limited) Read(p []byte) (int, error) {
	n, err := l.r.Read(p)
	if l.left -= int64(n); l.left < 0 {
		return n, errTooLarge
	}
	return n, err
}

// readSheet reads a table of prices; rows that cannot be read are refused in f.
func readSheet(r io.Reader, f *File) (*sheet, error) {
	b := bufio.NewReaderSize(r, 1<<16)
	if head, _ := b.Peek(3); bytes.Equal(head, []byte("\xef\xbb\xbf")) {
		if _, err := b.Discard(3); err != nil {
			return nil, err
		}
	}
	in := csv.NewReader(b)
	in.FieldsPerRecord = -1
	in.ReuseRecord = true
	in.TrimLeadingSpace = true
	in.Comma = delimiter(b)
	header, err := in.Read()
	if err != nil {
		return nil, headerError(err)
	}
	l, ok := readLayout(header)
	if !ok {
		return nil, fmt.Errorf("row 1: no columns for date and close in %s", clip(strings.Join(header, ",")))
	}
	s := &sheet{layout: l}
	for {
		cells, err := in.Read()
		if errors.Is(err, io.EOF) {
			return s, nil
		}
		if err != nil {
			return nil, err
		}
		line, _ := in.FieldPos(0)
		if f.Rows == 0 && line <= 3 {
			if ticker, ok := l.second(cells); ok {
				if ticker != "" {
					s.ticker = ticker
				}
				continue
			}
		}
		f.Rows++
		s.add(cells, line, f)
	}
}

func headerError(err error) error {
	if errors.Is(err, io.EOF) {
		return errors.New("the file is empty")
	}
	return err
}

// delimiter looks at the first line for what stands between its cells.
func delimiter(b *bufio.Reader) rune {
	head, _ := b.Peek(4096)
	if i := bytes.IndexByte(head, '\n'); i >= 0 {
		head = head[:i]
	}
	best, most := ',', bytes.Count(head, []byte(","))
	for _, c := range ";\t" {
		if n := bytes.Count(head, []byte(string(c))); n > most {
			best, most = c, n
		}
	}
	return best
}

// add reads one row into its group.
func (s *sheet) add(cells []string, line int, f *File) {
	l := s.layout
	text := l.cell(cells, fDate)
	if l.has(fTime) {
		text += " " + l.cell(cells, fTime)
	}
	out := row{line: line}
	var ok bool
	if out.at, ok = parseStamp(text); !ok {
		f.refuse(badDate, trouble{line, l.name(fDate), fmt.Sprintf("%q is not of the form 2025-11-14 or 2025-11-14 13:25", clip(text))})
		return
	}
	for i := range out.v {
		v, state := math.NaN(), absent
		if l.has(field(i)) {
			v, state = parseNumber(l.cell(cells, field(i)))
		}
		if state == wrong {
			f.refuse(badNumber, trouble{line, l.name(field(i)), fmt.Sprintf("%q is not a number", clip(l.cell(cells, field(i))))})
			return
		}
		if i <= int(fClose) || i >= int(fAdjOpen) && i <= int(fAdjClose) {
			v = decimal(v)
		}
		out.v[i] = v
	}
	g := s.group(strings.Clone(l.cell(cells, fTicker)), strings.Clone(l.cell(cells, fListing)), bars.Basis(strings.ToLower(l.cell(cells, fBasis))))
	g.rows = append(g.rows, out)
}

// group finds the group of a row; the last one is the likely one.
func (s *sheet) group(ticker, listing string, basis bars.Basis) *rowGroup {
	for i := len(s.groups) - 1; i >= 0; i-- {
		if g := &s.groups[i]; g.ticker == ticker && g.listing == listing && g.basis == basis {
			return g
		}
	}
	s.groups = append(s.groups, rowGroup{ticker: ticker, listing: listing, basis: basis})
	return &s.groups[len(s.groups)-1]
}

// clip shortens text for a message.
func clip(s string) string {
	const most = 60
	if len(s) <= most {
		return s
	}
	return strings.ToValidUTF8(s[:most], "") + "..."
}
