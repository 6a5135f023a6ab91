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
	"newstape/study/table"
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

// readPanel reads a CSV of prices or returns, by the code that reads a user's.
func readPanel(path string, o table.Options) (*study.Table, error) {
	r, err := open(path)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return table.ReadPanel(r, path, o)
}

func readReturns(path string) (*study.Table, error) {
	return readPanel(path, table.Options{Kind: table.Returns})
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

// readEvents reads a CSV of events, by the code that reads a user's.
func readEvents(path string, o table.EventOptions) ([]study.Event, error) {
	r, err := open(path)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return table.ReadEvents(r, path, o)
}
