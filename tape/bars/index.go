package bars

import (
	"cmp"
	"math"
	"slices"
	"sort"

	"newstape/tape/calendar"
)

// columns are the daily fields that have a file of their own, in the order of
// their field numbers from 1. Dividends and splits are rare and stand in the
// index.
var columns = [...]Field{FieldOpen, FieldHigh, FieldLow, FieldClose, FieldVolume}

// index says where each series lies in the columns.
type index struct {
	calendars []days
	sources   []string
	entries   []entry // ascending by listing, then basis
	months    []monthRef
	rows      uint64               // values in each column
	crc       [len(columns)]uint32 // of each column's payload
}

// days are the sessions that day numbers count, as they were known when the
// set was written: a later correction of a calendar does not move old figures.
type days struct {
	mic   string
	dates []calendar.Date
}

// entry is one series: its rows are the sessions first to last-1 of its
// calendar, at row and after in every column.
type entry struct {
	listing  string
	basis    Basis
	calendar int
	source   int
	first    int
	last     int // exclusive
	row      uint64
	gaps     bool // some of the sessions have no figures
	carries  bool // actions are known, even if there were none
	actions  []action
}

// action is a dividend or a split on a day.
type action struct {
	day      int
	dividend float64
	split    float64
}

// monthRef names a file of intraday bars and ties it to the set.
type monthRef struct {
	name string // 2025-11
	crc  uint32
}

// The flags of an entry.
const (
	flagGaps    = 1
	flagCarries = 2
)

func (x *index) encode() []byte {
	var e encoder
	e.u32(uint32(len(x.calendars)))
	for _, c := range x.calendars {
		e.str(c.mic)
		e.u32(uint32(len(c.dates)))
		for _, d := range c.dates {
			e.u32(uint32(d))
		}
	}
	e.u32(uint32(len(x.sources)))
	for _, s := range x.sources {
		e.str(s)
	}
	e.u64(x.rows)
	for _, crc := range x.crc {
		e.u32(crc)
	}
	e.u32(uint32(len(x.entries)))
	for i := range x.entries {
		x.entries[i].encode(&e)
	}
	e.u32(uint32(len(x.months)))
	for _, m := range x.months {
		e.str(m.name)
		e.u32(m.crc)
	}
	return e.b
}

func (n *entry) encode(e *encoder) {
	e.str(n.listing)
	if n.basis == Adjusted {
		e.u8(1)
	} else {
		e.u8(0)
	}
	var flags uint8
	if n.gaps {
		flags |= flagGaps
	}
	if n.carries {
		flags |= flagCarries
	}
	e.u8(flags)
	for _, v := range []int{n.calendar, n.source, n.first, n.last} {
		e.u32(uint32(v))
	}
	e.u64(n.row)
	e.u32(uint32(len(n.actions)))
	for _, a := range n.actions {
		e.u32(uint32(a.day))
		e.f64(a.dividend)
		e.f64(a.split)
	}
}

// decodeIndex reads an index payload and checks that its parts fit together.
func decodeIndex(file string, payload []byte) (*index, error) {
	d := &decoder{file: file, b: payload}
	x := &index{}
	for range d.count(8) {
		x.calendars = append(x.calendars, decodeDays(d))
	}
	for range d.count(4) {
		x.sources = append(x.sources, d.str())
	}
	x.rows = d.u64()
	if x.rows > math.MaxInt64/8 {
		d.fail("%d rows", x.rows)
	}
	for i := range x.crc {
		x.crc[i] = d.u32()
	}
	n := d.count(34)
	if d.err == nil {
		x.entries = make([]entry, 0, n)
	}
	for range n {
		x.entries = append(x.entries, x.decodeEntry(d))
		if k := len(x.entries); k > 1 && compareEntries(x.entries[k-2], x.entries[k-1]) >= 0 {
			d.fail("series %s %s is out of order", x.entries[k-1].listing, x.entries[k-1].basis)
		}
		if d.err != nil {
			return nil, d.err
		}
	}
	for range d.count(8) {
		x.months = append(x.months, decodeMonthRef(d, x.months))
	}
	if d.left() > 0 {
		d.fail("%d bytes after the end of the index", d.left())
	}
	x.checkRows(d)
	if d.err != nil {
		return nil, d.err
	}
	return x, nil
}

func decodeDays(d *decoder) days {
	c := days{mic: d.str()}
	n := d.count(4)
	raw := d.take(4 * n)
	if raw == nil {
		return c
	}
	c.dates = make([]calendar.Date, n)
	sub := decoder{file: d.file, b: raw}
	for i := range c.dates {
		c.dates[i] = calendar.Date(int32(sub.u32()))
		if i > 0 && c.dates[i] <= c.dates[i-1] {
			d.fail("calendar %s: session %d is not after the one before", c.mic, i)
			return c
		}
	}
	return c
}

func (x *index) decodeEntry(d *decoder) entry {
	n := entry{listing: d.str(), basis: Raw}
	switch d.u8() {
	case 0:
	case 1:
		n.basis = Adjusted
	default:
		d.fail("series %s: unknown basis", n.listing)
	}
	flags := d.u8()
	n.gaps, n.carries = flags&flagGaps != 0, flags&flagCarries != 0
	n.calendar = d.below(len(x.calendars), "calendar")
	n.source = d.below(len(x.sources), "source")
	if d.err != nil {
		return n
	}
	sessions := len(x.calendars[n.calendar].dates)
	n.first = d.below(sessions+1, "first session")
	n.last = d.below(sessions+1, "last session")
	n.row = d.u64()
	if n.last < n.first {
		d.fail("series %s ends before it begins", n.listing)
	}
	for range d.count(20) {
		a := action{day: int(d.u32()), dividend: d.f64(), split: d.f64()}
		bad := a.day < n.first || a.day >= n.last || !(a.dividend >= 0) || !(a.split > 0)
		if k := len(n.actions); bad || k > 0 && a.day <= n.actions[k-1].day {
			d.fail("series %s: action on session %d", n.listing, a.day)
			return n
		}
		n.actions = append(n.actions, a)
	}
	return n
}

func decodeMonthRef(d *decoder, before []monthRef) monthRef {
	m := monthRef{name: d.str(), crc: d.u32()}
	if !validMonth(m.name) || len(before) > 0 && m.name <= before[len(before)-1].name {
		d.fail("intraday month %q", m.name)
	}
	return m
}

// validMonth keeps file names to the form 2025-11.
func validMonth(s string) bool {
	if len(s) != 7 || s[4] != '-' {
		return false
	}
	for i, c := range []byte(s) {
		if i != 4 && (c < '0' || c > '9') {
			return false
		}
	}
	return true
}

// checkRows makes sure that the series share out the columns: no row belongs to
// two of them, none to nobody.
func (x *index) checkRows(d *decoder) {
	order := make([]int, len(x.entries))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(x.entries[a].row, x.entries[b].row) })
	var next uint64
	for _, i := range order {
		n := &x.entries[i]
		if n.row != next && n.last > n.first {
			d.fail("series %s %s begins at row %d, expected %d", n.listing, n.basis, n.row, next)
			return
		}
		next += uint64(n.last - n.first)
	}
	if next != x.rows {
		d.fail("series fill %d rows, columns have %d", next, x.rows)
	}
}

func compareEntries(a, b entry) int {
	if c := cmp.Compare(a.listing, b.listing); c != 0 {
		return c
	}
	return cmp.Compare(b.basis, a.basis) // raw before adjusted
}

// find is the entry of a listing and basis.
func (x *index) find(listing string, basis Basis) (*entry, bool) {
	want := entry{listing: listing, basis: basis}
	i := sort.Search(len(x.entries), func(i int) bool { return compareEntries(x.entries[i], want) >= 0 })
	if i == len(x.entries) || compareEntries(x.entries[i], want) != 0 {
		return nil, false
	}
	return &x.entries[i], true
}
