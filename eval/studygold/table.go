package studygold

import (
	"compress/gzip"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"os"
	"strconv"
	"strings"

	"newstape/study"
)

// sheet is a gold CSV: its header and its cells by column name.
type sheet struct {
	name string
	head []string
	rows [][]string
}

func readSheet(path string) (*sheet, error) {
	r, err := open(path)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	in := csv.NewReader(r)
	in.TrimLeadingSpace = true
	all, err := in.ReadAll()
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", path, err)
	}
	if len(all) == 0 {
		return nil, fmt.Errorf("read %s: it is empty", path)
	}
	all[0][0] = strings.TrimPrefix(all[0][0], "\ufeff")
	return &sheet{name: path, head: all[0], rows: all[1:]}, nil
}

// column gives the cells of a column; nil when there is none.
func (s *sheet) column(name string) []string {
	for j, h := range s.head {
		if h == name {
			var out []string
			for _, row := range s.rows {
				out = append(out, strings.TrimSpace(row[j]))
			}
			return out
		}
	}
	return nil
}

// numbers gives a column of figures; what is not one is NaN.
func (s *sheet) numbers(name string) []float64 {
	var out []float64
	for _, cell := range s.column(name) {
		v, err := strconv.ParseFloat(cell, 64)
		if err != nil {
			v = math.NaN()
		}
		out = append(out, v)
	}
	return out
}

// open opens a file, through gzip when its name ends so.
func open(path string) (io.ReadCloser, error) {
	f, err := os.Open(path)
	if err != nil || !strings.HasSuffix(path, ".gz") {
		return f, err
	}
	z, err := gzip.NewReader(f)
	if err != nil {
		f.Close()
		return nil, fmt.Errorf("read %s: %w", path, err)
	}
	return struct {
		io.Reader
		io.Closer
	}{z, f}, nil
}

func readWide(path string) (*study.Table, error) { return readTable(path, study.ReadWide) }
func readLong(path string) (*study.Table, error) { return readTable(path, study.ReadLong) }

func readTable(path string, read func(string, io.Reader) (*study.Table, error)) (*study.Table, error) {
	r, err := open(path)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return read(path, r)
}

func readJSON(path string, into any) error {
	b, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(b, into); err != nil {
		return fmt.Errorf("read %s: %w", path, err)
	}
	return nil
}

// readEvents reads event_id, symbol, date.
func readEvents(path string) ([]study.Event, error) {
	s, err := readSheet(path)
	if err != nil {
		return nil, err
	}
	ids, symbols, dates := s.column("event_id"), s.column("symbol"), s.column("date")
	var out []study.Event
	for k := range ids {
		on, err := study.ParseStamp(dates[k])
		if err != nil {
			return nil, fmt.Errorf("read %s: row %d: %w", path, k+2, err)
		}
		out = append(out, study.Event{ID: ids[k], Security: symbols[k], On: on})
	}
	return out, nil
}
