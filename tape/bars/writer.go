package bars

import (
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"

	"newstape/fault"
	"newstape/tape/calendar"
)

// Writer makes a data set. Nothing is visible to readers until [Writer.Commit];
// [Writer.Abort] takes back everything. One goroutine may use it.
type Writer struct {
	dir     string // the data set's directory
	temp    string // where the set is being made, inside dir
	index   index
	columns [len(columns)]*columnWriter
	pending map[string][]*Intraday // by month
	done    bool
}

// Create starts a data set in dir, which is made when it is not there. The set
// that dir already holds stays as it is until Commit replaces it.
func Create(dir string) (*Writer, error) {
	if err := os.MkdirAll(dir, 0o750); err != nil {
		return nil, fault.New(fault.BadInput, "create price data set in %s: %w", dir, err)
	}
	temp, err := os.MkdirTemp(dir, ".writing-*")
	if err != nil {
		return nil, fault.New(fault.BadInput, "create price data set in %s: %w", dir, err)
	}
	w := &Writer{dir: dir, temp: temp, pending: map[string][]*Intraday{}}
	for i, f := range columns {
		if w.columns[i], err = newColumnWriter(filepath.Join(temp, columnFile(f))); err != nil {
			w.Abort()
			return nil, fault.New(fault.BadInput, "create price data set in %s: %w", dir, err)
		}
	}
	return w, nil
}

// AddDaily writes one series. Its dates must ascend and be sessions of its
// Calendar; a column may be nil, and NaN stands for a missing figure. A listing
// and basis may be added once.
func (w *Writer) AddDaily(s *Series) error {
	cal, err := calendar.For(s.Calendar)
	if err != nil {
		return fmt.Errorf("write series %s: %w", s.Listing, err)
	}
	if err := checkSeries(s); err != nil {
		return err
	}
	n := entry{
		listing: s.Listing, basis: s.Basis, row: w.index.rows,
		calendar: w.calendar(cal), source: w.source(s.Source),
		carries: s.Dividend != nil || s.Split != nil,
	}
	numbers := make([]int, len(s.Dates))
	for i, d := range s.Dates {
		k, ok := cal.Index(d)
		if !ok || i > 0 && k <= numbers[i-1] {
			return fault.New(fault.BadInput, "write series %s: row %d: %s is not a later session of %s", s.Listing, i, d, s.Calendar)
		}
		numbers[i] = k
	}
	n.first, n.last = numbers[0], numbers[len(numbers)-1]+1
	n.gaps = n.last-n.first != len(numbers)
	n.actions = actionsOf(s, numbers)
	i, taken := slices.BinarySearchFunc(w.index.entries, n, compareEntries)
	if taken {
		return fault.New(fault.BadInput, "write series %s: %s figures were already added", s.Listing, s.Basis)
	}
	for c, f := range columns {
		if err := w.columns[c].spread(s.Column(f), numbers); err != nil {
			return fmt.Errorf("write series %s: %w", s.Listing, err)
		}
	}
	w.index.entries = slices.Insert(w.index.entries, i, n)
	w.index.rows += uint64(n.last - n.first)
	return nil
}

// checkSeries refuses what a reader could not rely on.
func checkSeries(s *Series) error {
	bad := func(format string, args ...any) error {
		return fault.New(fault.BadInput, "write series %s: %s", s.Listing, fmt.Sprintf(format, args...))
	}
	if s.Listing == "" || len(s.Dates) == 0 {
		return bad("no listing or no rows")
	}
	if s.Basis != Raw && s.Basis != Adjusted {
		return bad("basis %q is neither %s nor %s", s.Basis, Raw, Adjusted)
	}
	for _, f := range []Field{FieldOpen, FieldHigh, FieldLow, FieldClose, FieldVolume, FieldDividend, FieldSplit} {
		column := s.Column(f)
		if column != nil && len(column) != len(s.Dates) {
			return bad("%d figures of %s for %d dates", len(column), f, len(s.Dates))
		}
		for i, v := range column {
			if math.IsInf(v, 0) || f == FieldDividend && !(v >= 0) || f == FieldSplit && !(v > 0) {
				return bad("%s: %s is %v", s.Dates[i], f, v)
			}
		}
	}
	for i := range s.Dates {
		if rowEmpty(s, i) {
			return bad("%s has no figure", s.Dates[i])
		}
	}
	return nil
}

func rowEmpty(s *Series, i int) bool {
	for _, f := range columns {
		if c := s.Column(f); c != nil && !math.IsNaN(c[i]) {
			return false
		}
	}
	return true
}

func actionsOf(s *Series, numbers []int) []action {
	var out []action
	for i, day := range numbers {
		a := action{day: day, split: 1}
		if s.Dividend != nil {
			a.dividend = s.Dividend[i]
		}
		if s.Split != nil {
			a.split = s.Split[i]
		}
		if a.dividend != 0 || a.split != 1 {
			out = append(out, a)
		}
	}
	return out
}

func (w *Writer) calendar(cal *calendar.Calendar) int {
	i := slices.IndexFunc(w.index.calendars, func(c days) bool { return c.mic == cal.MIC() })
	if i < 0 {
		i = len(w.index.calendars)
		w.index.calendars = append(w.index.calendars, days{mic: cal.MIC(), dates: cal.Dates()})
	}
	return i
}

func (w *Writer) source(s string) int {
	i := slices.Index(w.index.sources, s)
	if i < 0 {
		i = len(w.index.sources)
		w.index.sources = append(w.index.sources, s)
	}
	return i
}

// Commit finishes the set and makes it the current one of its directory. The
// set that it replaces is removed; a reader that opened it keeps it.
func (w *Writer) Commit() error {
	if w.done {
		return fault.New(fault.Internal, "price data set in %s was already committed or aborted", w.dir)
	}
	defer w.Abort()
	if err := w.finish(); err != nil {
		return fault.New(fault.BadInput, "write price data set in %s: %w", w.dir, err)
	}
	name, err := w.publish()
	if err != nil {
		return fault.New(fault.BadInput, "write price data set in %s: %w", w.dir, err)
	}
	w.done = true
	return removeOthers(w.dir, name)
}

// finish completes every file of the set and syncs it.
func (w *Writer) finish() error {
	for i := range w.columns {
		crc, err := w.columns[i].finish(uint32(i + 1))
		if err != nil {
			return err
		}
		w.index.crc[i] = crc
	}
	months := make([]string, 0, len(w.pending))
	for name := range w.pending {
		months = append(months, name)
	}
	slices.Sort(months)
	if err := os.Mkdir(filepath.Join(w.temp, monthDir), 0o750); err != nil {
		return err
	}
	for _, name := range months {
		crc, err := writeSealed(filepath.Join(w.temp, monthFile(name)), magicMonth, encodeMonth(w.pending[name]))
		if err != nil {
			return err
		}
		w.index.months = append(w.index.months, monthRef{name: name, crc: crc})
	}
	if _, err := writeSealed(filepath.Join(w.temp, indexFile), magicIndex, w.index.encode()); err != nil {
		return err
	}
	return errors.Join(syncDir(filepath.Join(w.temp, monthDir)), syncDir(w.temp))
}

// publish gives the set its name and points the manifest at it.
func (w *Writer) publish() (string, error) {
	if err := os.Chmod(w.temp, 0o750); err != nil { //nolint:gosec // a directory is entered by its x bits
		return "", err
	}
	n := 1
	if old, err := filepath.Glob(filepath.Join(w.dir, "g[0-9]*")); err == nil {
		for _, path := range old {
			var k int
			if _, err := fmt.Sscanf(filepath.Base(path), "g%d", &k); err == nil {
				n = max(n, k+1)
			}
		}
	}
	name := setName(n)
	if err := os.Rename(w.temp, filepath.Join(w.dir, name)); err != nil {
		return "", err
	}
	if err := replaceFile(filepath.Join(w.dir, manifestFile), manifest(name)); err != nil {
		return "", errors.Join(err, os.RemoveAll(filepath.Join(w.dir, name)))
	}
	return name, syncDir(w.dir)
}

// removeOthers deletes the sets that are no longer current.
func removeOthers(dir, current string) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if e.IsDir() && validSet(e.Name()) && e.Name() != current {
			err = errors.Join(err, os.RemoveAll(filepath.Join(dir, e.Name())))
		}
	}
	return err
}

// Abort removes what was written so far; after Commit it does nothing.
func (w *Writer) Abort() {
	if w.done {
		return
	}
	w.done = true
	for _, c := range w.columns {
		if c != nil {
			c.file.Close()
		}
	}
	// What cannot be removed stays under a name that no reader looks at.
	_ = os.RemoveAll(w.temp)
}
