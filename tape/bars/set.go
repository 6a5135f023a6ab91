package bars

import (
	"math"
	"path"
	"sync"

	"newstape/tape/calendar"
)

// set is one data set as read: the index and the columns it points into.
type set struct {
	index  *index
	cols   [len(columns)][]float64
	months map[string]*month
	close  []func() error
	// records of the entries that were asked for them: *entry to *Records.
	records sync.Map
}

// loader gives a file's bytes and what releases them (nil when nothing need).
type loader func(name string) ([]byte, func() error, error)

// The names of a set's files, below its directory.
const (
	indexFile = "index.bars"
	monthDir  = "intraday"
)

func columnFile(f Field) string    { return string(f) + ".bars" }
func monthFile(name string) string { return path.Join(monthDir, name+".bars") }

// load reads and checks every file of a set.
func load(dir string, read loader) (*set, error) {
	s := &set{months: map[string]*month{}}
	payload, _, err := s.file(read, path.Join(dir, indexFile), magicIndex, 0)
	if err != nil {
		return nil, s.release(err)
	}
	if s.index, err = decodeIndex(path.Join(dir, indexFile), payload); err != nil {
		return nil, s.release(err)
	}
	for i, f := range columns {
		if err := s.loadColumn(read, dir, i, f); err != nil {
			return nil, s.release(err)
		}
	}
	for _, ref := range s.index.months {
		if err := s.loadMonth(read, dir, ref); err != nil {
			return nil, s.release(err)
		}
	}
	return s, nil
}

func (s *set) file(read loader, name, magic string, field uint32) ([]byte, uint32, error) {
	b, release, err := read(name)
	if err != nil {
		return nil, 0, err
	}
	if release != nil {
		s.close = append(s.close, release)
	}
	return unseal(name, b, magic, field)
}

func (s *set) loadColumn(read loader, dir string, i int, f Field) error {
	name := path.Join(dir, columnFile(f))
	payload, crc, err := s.file(read, name, magicColumn, uint32(i+1))
	if err != nil {
		return err
	}
	if uint64(len(payload)) != 8*s.index.rows {
		return corrupt(name, 16, "%d bytes of figures, the index has %d rows", len(payload), s.index.rows)
	}
	if crc != s.index.crc[i] {
		return corrupt(name, 24, "payload CRC-32C %08x, the index says %08x: is it from another set?", crc, s.index.crc[i])
	}
	s.cols[i] = floats(payload)
	return nil
}

func (s *set) loadMonth(read loader, dir string, ref monthRef) error {
	name := path.Join(dir, monthFile(ref.name))
	payload, crc, err := s.file(read, name, magicMonth, 0)
	if err != nil {
		return err
	}
	if crc != ref.crc {
		return corrupt(name, 24, "payload CRC-32C %08x, the index says %08x: is it from another set?", crc, ref.crc)
	}
	m, err := decodeMonth(name, payload)
	if err != nil {
		return err
	}
	s.months[ref.name] = m
	return nil
}

// release gives back what was mapped and returns the first error, given first.
func (s *set) release(err error) error {
	for _, f := range s.close {
		if e := f(); err == nil {
			err = e
		}
	}
	s.close = nil
	return err
}

// daily builds the series of an entry: a view of the columns when every session
// has figures, copies without the gaps otherwise.
func (s *set) daily(n *entry) *Series {
	cal := s.index.calendars[n.calendar]
	out := &Series{
		Listing: n.listing, Calendar: cal.mic, Basis: n.basis, Source: s.index.sources[n.source],
		Dates: cal.dates[n.first:n.last:n.last],
	}
	lo, hi := int(n.row), int(n.row)+n.last-n.first
	var cols [len(columns)][]float64
	for i := range cols {
		cols[i] = s.cols[i][lo:hi:hi]
	}
	if n.carries {
		out.Dividend, out.Split = n.actionColumns()
	}
	if n.gaps {
		keep := traded(cols)
		out.Dates = pick(out.Dates, keep)
		for i := range cols {
			cols[i] = pick(cols[i], keep)
		}
		if n.carries {
			out.Dividend, out.Split = pick(out.Dividend, keep), pick(out.Split, keep)
		}
	}
	out.Open, out.High, out.Low, out.Close, out.Volume = cols[0], cols[1], cols[2], cols[3], cols[4]
	return out
}

// actionColumns spreads the actions over the entry's sessions: no dividend and
// one share for one elsewhere.
func (n *entry) actionColumns() (dividend, split []float64) {
	dividend = make([]float64, n.last-n.first)
	split = make([]float64, n.last-n.first)
	for i := range split {
		split[i] = 1
	}
	for _, a := range n.actions {
		dividend[a.day-n.first], split[a.day-n.first] = a.dividend, a.split
	}
	return dividend, split
}

// traded lists the rows that have a figure in some column.
func traded(cols [len(columns)][]float64) []int {
	var keep []int
	for i := range cols[0] {
		for _, c := range cols {
			if !math.IsNaN(c[i]) {
				keep = append(keep, i)
				break
			}
		}
	}
	return keep
}

func pick[T float64 | calendar.Date](column []T, keep []int) []T {
	out := make([]T, len(keep))
	for i, k := range keep {
		out[i] = column[k]
	}
	return out
}
