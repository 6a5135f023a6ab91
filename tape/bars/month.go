package bars

import (
	"cmp"
	"encoding/binary"
	"sort"
	"time"

	"newstape/tape/calendar"
)

// month is one file of intraday bars: all sessions of a calendar month.
type month struct {
	blocks []block // ascending by listing, then session
	starts []byte  // Unix seconds, eight bytes a bar
	cols   [len(columns)][]float64
}

// block is one listing's session within a month.
type block struct {
	listing string
	zone    *time.Location
	source  string
	session calendar.Date
	width   time.Duration
	first   int // bar
	bars    int
}

// encodeMonth lays out sessions, which must be sorted as blocks are.
func encodeMonth(sessions []*Intraday) []byte {
	var e encoder
	table := map[string]uint32{}
	var names []string
	number := func(s string) uint32 {
		n, ok := table[s]
		if !ok {
			n = uint32(len(names))
			table[s] = n
			names = append(names, s)
		}
		return n
	}
	var blocks encoder
	total := 0
	for _, s := range sessions {
		blocks.u32(number(s.Listing))
		blocks.u32(number(s.Start[0].Location().String()))
		blocks.u32(number(s.Source))
		blocks.u32(uint32(s.Session))
		blocks.u32(uint32(s.Width / time.Second))
		blocks.u32(uint32(s.Len()))
		total += s.Len()
	}
	e.u32(uint32(len(names)))
	for _, s := range names {
		e.str(s)
	}
	e.u64(uint64(total))
	e.u32(uint32(len(sessions)))
	e.b = append(e.b, blocks.b...)
	e.align()
	for _, s := range sessions {
		for _, t := range s.Start {
			e.u64(uint64(t.Unix()))
		}
	}
	for _, f := range columns {
		for _, s := range sessions {
			for _, v := range s.Column(f) {
				e.f64(v)
			}
		}
	}
	return e.b
}

// blockSize is the length of a block's entry.
const blockSize = 24

// decodeMonth reads a month's payload and checks that its parts fit together.
func decodeMonth(file string, payload []byte) (*month, error) {
	d := &decoder{file: file, b: payload}
	var names []string
	for range d.count(4) {
		names = append(names, d.str())
	}
	total := d.u64()
	if total > uint64(d.left())/48 {
		d.fail("%d bars announced, %d bytes left", total, d.left())
	}
	m := &month{}
	zones := map[string]*time.Location{}
	next := 0
	for range d.count(blockSize) {
		b := decodeBlock(d, names, zones)
		b.first = next
		next += b.bars
		if k := len(m.blocks); k > 0 && compareBlocks(m.blocks[k-1], b) >= 0 {
			d.fail("bars of %s on %s are out of order", b.listing, b.session)
		}
		if d.err != nil {
			return nil, d.err
		}
		m.blocks = append(m.blocks, b)
	}
	if uint64(next) != total {
		d.fail("sessions hold %d bars, columns %d", next, total)
	}
	d.align()
	if d.err != nil {
		return nil, d.err
	}
	m.starts = d.take(8 * next)
	for i := range m.cols {
		m.cols[i] = floats(d.take(8 * next))
	}
	if d.left() > 0 {
		d.fail("%d bytes after the last column", d.left())
	}
	if d.err == nil {
		m.checkStarts(d)
	}
	return m, d.err
}

func decodeBlock(d *decoder, names []string, zones map[string]*time.Location) block {
	b := block{}
	listing := d.below(len(names), "listing")
	zone := d.below(len(names), "zone")
	source := d.below(len(names), "source")
	b.session = calendar.Date(int32(d.u32()))
	b.width = time.Duration(d.u32()) * time.Second
	b.bars = int(d.u32())
	if d.err != nil {
		return b
	}
	b.listing, b.source = names[listing], names[source]
	if b.bars == 0 || b.width == 0 {
		d.fail("session of %s on %s: %d bars of %s", b.listing, b.session, b.bars, b.width)
		return b
	}
	name := names[zone]
	loc, ok := zones[name]
	if !ok {
		var err error
		if loc, err = time.LoadLocation(name); err != nil {
			d.fail("time zone %q is not known", name)
			return b
		}
		zones[name] = loc
	}
	b.zone = loc
	return b
}

// checkStarts makes sure that a session's bars follow each other.
func (m *month) checkStarts(d *decoder) {
	for _, b := range m.blocks {
		for k := b.first + 1; k < b.first+b.bars; k++ {
			if m.start(k) <= m.start(k-1) {
				d.fail("bar %d of %s on %s does not start after the one before", k-b.first, b.listing, b.session)
				return
			}
		}
	}
}

// start is bar k's start in Unix seconds.
func (m *month) start(k int) int64 { return int64(binary.LittleEndian.Uint64(m.starts[8*k:])) }

func compareBlocks(a, b block) int {
	if c := cmp.Compare(a.listing, b.listing); c != 0 {
		return c
	}
	return cmp.Compare(a.session, b.session)
}

// at is the first block at or after a listing's session.
func (m *month) at(listing string, session calendar.Date) int {
	want := block{listing: listing, session: session}
	return sort.Search(len(m.blocks), func(i int) bool { return compareBlocks(m.blocks[i], want) >= 0 })
}

// intraday is the session of a listing.
func (m *month) intraday(listing string, session calendar.Date) (*Intraday, bool) {
	i := m.at(listing, session)
	if i == len(m.blocks) || m.blocks[i].listing != listing || m.blocks[i].session != session {
		return nil, false
	}
	b := m.blocks[i]
	cut := func(column int) []float64 { return m.cols[column][b.first : b.first+b.bars : b.first+b.bars] }
	out := &Intraday{
		Listing: b.listing, Source: b.source, Session: b.session, Width: b.width,
		Start: make([]time.Time, b.bars),
		Open:  cut(0), High: cut(1), Low: cut(2), Close: cut(3), Volume: cut(4),
	}
	for k := range out.Start {
		out.Start[k] = time.Unix(m.start(b.first+k), 0).In(b.zone)
	}
	return out, true
}
