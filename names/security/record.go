package security

import (
	"encoding/binary"

	"newstape/tape/calendar"
)

// An entity's record is a run of varints and strings; strings that many entities
// share (kinds, countries, exchanges) are numbers of words.

// flags of a record's parts.
const (
	flagCommon  = 1
	flagPrimary = 1
)

// encoder writes records and collects the shared words.
type encoder struct {
	b     []byte
	words []string
	at    map[string]uint64
}

func (e *encoder) num(v uint64) { e.b = binary.AppendUvarint(e.b, v) }

func (e *encoder) date(d calendar.Date) { e.b = binary.AppendVarint(e.b, int64(d)) }

func (e *encoder) str(s string) {
	e.num(uint64(len(s)))
	e.b = append(e.b, s...)
}

func (e *encoder) word(s string) {
	n, ok := e.at[s]
	if !ok {
		n = uint64(len(e.words))
		e.at[s] = n
		e.words = append(e.words, s)
	}
	e.num(n)
}

func (e *encoder) entity(v *Entity) {
	e.str(v.ID)
	e.word(string(v.Kind))
	e.str(v.Name)
	e.word(v.Country)
	e.word(v.Sector)
	e.str(v.Parent)
	e.num(uint64(v.CIK))
	e.str(v.LEI)
	e.num(uint64(v.Rank))
	e.word(v.Source)
	e.num(uint64(len(v.Aliases)))
	for i := range v.Aliases {
		a := &v.Aliases[i]
		e.str(a.Name)
		e.word(string(a.Kind))
		flags := uint64(0)
		if a.Common {
			flags = flagCommon
		}
		e.num(flags)
		e.date(a.From)
		e.date(a.To)
	}
	e.num(uint64(len(v.Listings)))
	for i := range v.Listings {
		l := &v.Listings[i]
		e.word(l.MIC)
		e.str(l.Ticker)
		e.word(l.Currency)
		flags := uint64(0)
		if l.Primary {
			flags = flagPrimary
		}
		e.num(flags)
		e.word(l.Relation)
		e.str(l.ISIN)
		e.str(l.FIGI)
		e.date(l.From)
		e.date(l.To)
		e.word(l.Source)
	}
	e.num(uint64(len(v.Peers)))
	for _, p := range v.Peers {
		e.str(p)
	}
}

// decoder reads what encoder wrote. Past the end everything is zero and short is
// set: the CRC has excluded accidents, so this only keeps a forged file from
// doing harm.
type decoder struct {
	b     []byte
	at    int
	short bool
	words []string
}

func (d *decoder) num() uint64 {
	v, n := binary.Uvarint(d.b[d.at:])
	if n <= 0 {
		d.short, d.at = true, len(d.b)
		return 0
	}
	d.at += n
	return v
}

func (d *decoder) date() calendar.Date {
	v, n := binary.Varint(d.b[d.at:])
	if n <= 0 {
		d.short, d.at = true, len(d.b)
		return 0
	}
	d.at += n
	return calendar.Date(v)
}

// count reads a number of things of at least size bytes each, as many as can be
// there.
func (d *decoder) count(size int) int {
	n := d.num()
	if n > uint64((len(d.b)-d.at)/size) {
		d.short = true
		return 0
	}
	return int(n)
}

func (d *decoder) str() string {
	n := d.count(1)
	d.at += n
	return string(d.b[d.at-n : d.at])
}

func (d *decoder) word() string {
	if n := d.num(); n < uint64(len(d.words)) {
		return d.words[n]
	}
	d.short = true
	return ""
}

func decodeEntity(b []byte, words []string) *Entity {
	d := &decoder{b: b, words: words}
	v := &Entity{ID: d.str(), Kind: Kind(d.word()), Name: d.str(), Country: d.word(), Sector: d.word(), Parent: d.str()}
	v.CIK, v.LEI, v.Rank, v.Source = int(d.num()), d.str(), int(d.num()), d.word()
	if n := d.count(5); n > 0 {
		v.Aliases = make([]Alias, n)
	}
	for i := range v.Aliases {
		a := &v.Aliases[i]
		a.Name, a.Kind = d.str(), AliasKind(d.word())
		a.Common = d.num()&flagCommon != 0
		a.From, a.To = d.date(), d.date()
	}
	if n := d.count(10); n > 0 {
		v.Listings = make([]Listing, n)
	}
	for i := range v.Listings {
		l := &v.Listings[i]
		l.MIC, l.Ticker, l.Currency = d.word(), d.str(), d.word()
		l.Primary = d.num()&flagPrimary != 0
		l.Relation, l.ISIN, l.FIGI = d.word(), d.str(), d.str()
		l.From, l.To = d.date(), d.date()
		l.Source = d.word()
	}
	if n := d.count(1); n > 0 {
		v.Peers = make([]string, n)
	}
	for i := range v.Peers {
		v.Peers[i] = d.str()
	}
	return v
}
