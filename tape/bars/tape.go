package bars

import (
	"errors"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"slices"

	"newstape/fault"
	"newstape/internal/mapped"
	"newstape/tape/calendar"
)

// Tape answers for prices: one data set, or several that [Join] asks in order.
// It may be used by several goroutines.
type Tape struct{ sets []*set }

// Open reads the data set in dir and checks all of it. A directory without one
// is fault.NotFound, a damaged one fault.Corrupt.
func Open(dir string) (*Tape, error) {
	read := func(name string) ([]byte, func() error, error) {
		return mapped.File(filepath.Join(dir, filepath.FromSlash(name)))
	}
	// A writer may replace the set between our reading of its name and of its
	// files; the name has changed then, and the new set is whole.
	for tries := 0; ; tries++ {
		b, err := os.ReadFile(filepath.Join(dir, manifestFile))
		if err != nil {
			return nil, noSet(dir, err)
		}
		t, err := openSet(filepath.Join(dir, manifestFile), b, read)
		if err == nil {
			return t, nil
		}
		if errors.Is(err, fs.ErrNotExist) {
			if again, e := os.ReadFile(filepath.Join(dir, manifestFile)); tries < 3 && e == nil && string(again) != string(b) {
				continue
			}
			err = missing(err)
		}
		return nil, inDir(dir, err)
	}
}

// OpenFS reads the data set at the root of a file system, such as an embedded
// one.
func OpenFS(fsys fs.FS) (*Tape, error) {
	b, err := fs.ReadFile(fsys, manifestFile)
	if err != nil {
		return nil, noSet("embedded files", err)
	}
	t, err := openSet(manifestFile, b, func(name string) ([]byte, func() error, error) {
		b, err := fs.ReadFile(fsys, name)
		return b, nil, err
	})
	if errors.Is(err, fs.ErrNotExist) {
		err = missing(err)
	}
	return t, err
}

func openSet(name string, b []byte, read loader) (*Tape, error) {
	dir, err := parseManifest(name, b)
	if err != nil {
		return nil, err
	}
	s, err := load(dir, read)
	if err != nil {
		return nil, err
	}
	return &Tape{sets: []*set{s}}, nil
}

func noSet(dir string, err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return fault.New(fault.NotFound, "no price data set in %s", dir).
			Try("newstape pull prices --from DIR, with DIR a folder of OHLCV CSV files")
	}
	return fault.New(fault.BadInput, "read price data set in %s: %w", dir, err)
}

func missing(err error) error {
	return fault.New(fault.Corrupt, "price data set is incomplete: %w", err).
		Try("pull the prices again with `newstape pull prices`, or restore the data set from a copy")
}

// inDir adds the data set's directory to an error about one of its files.
func inDir(dir string, err error) error {
	var e *fault.Error
	if !errors.As(err, &e) {
		return fault.New(fault.BadInput, "read price data set in %s: %w", dir, err)
	}
	out := fault.New(e.Code, "%s: %s", dir, e.What)
	out.Hint, out.Err = e.Hint, e
	return out
}

// Join is a tape that asks the given ones in order: the first that has a series
// or a session answers for all of it. nil tapes are passed over.
func Join(tapes ...*Tape) *Tape {
	out := &Tape{}
	for _, t := range tapes {
		if t != nil {
			out.sets = append(out.sets, t.sets...)
		}
	}
	return out
}

// Close gives back the mapped files. No Series or Intraday of the tape, nor of a
// Join with it, may be used after.
func (t *Tape) Close() error {
	var err error
	for _, s := range t.sets {
		err = s.release(err)
	}
	t.sets = nil
	return err
}

// Daily is a listing's daily figures on a basis; false when no set has them.
// The columns are read only.
func (t *Tape) Daily(listing string, basis Basis) (*Series, bool) {
	for _, s := range t.sets {
		if n, ok := s.index.find(listing, basis); ok {
			return s.daily(n), true
		}
	}
	return nil, false
}

// Intraday is a listing's bars of one session; false when no set has them. The
// columns are read only.
func (t *Tape) Intraday(listing string, session calendar.Date) (*Intraday, bool) {
	for _, s := range t.sets {
		m, ok := s.months[monthOf(session)]
		if !ok {
			continue
		}
		if b, ok := m.intraday(listing, session); ok {
			return b, true
		}
	}
	return nil, false
}

// Sessions are the days on which a listing has intraday bars, oldest first.
func (t *Tape) Sessions(listing string) []calendar.Date {
	var out []calendar.Date
	for _, s := range t.sets {
		for _, m := range s.months {
			for i := m.at(listing, math.MinInt32); i < len(m.blocks) && m.blocks[i].listing == listing; i++ {
				out = append(out, m.blocks[i].session)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Listings are the listings with daily or intraday figures, in order.
func (t *Tape) Listings() []string {
	seen := map[string]bool{}
	for _, s := range t.sets {
		for _, n := range s.index.entries {
			seen[n.listing] = true
		}
		for _, m := range s.months {
			for _, b := range m.blocks {
				seen[b.listing] = true
			}
		}
	}
	out := make([]string, 0, len(seen))
	for l := range seen {
		out = append(out, l)
	}
	slices.Sort(out)
	return out
}

// Sources are the lines that say where the figures come from, in order of the
// sets and each once.
func (t *Tape) Sources() []string {
	var out []string
	add := func(source string) {
		if !slices.Contains(out, source) {
			out = append(out, source)
		}
	}
	for _, s := range t.sets {
		for _, source := range s.index.sources {
			add(source)
		}
		for _, ref := range s.index.months {
			for _, b := range s.months[ref.name].blocks {
				add(b.source)
			}
		}
	}
	return out
}

// monthOf names the file that holds a session's bars.
func monthOf(d calendar.Date) string { return d.Time().Format("2006-01") }
