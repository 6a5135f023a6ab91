package link

import (
	"encoding/binary"

	"newstape/fault"
	"newstape/names/security"
)

// The sections that the trie takes in an index file of package security; their
// layout is drawn in docs/formats.md.
const (
	sectionTrie  = "link.trie"
	sectionNames = "link.names"
)

const (
	slotBytes = 16
	nameBytes = 12
	trieHead  = 16 // slots u64, fingerprint u64
)

// flat is a trie in the bytes of an index file. Nothing of it is copied: a scan
// reads slots where they lie, and entities are made when a name is met.
type flat struct {
	slots  []byte
	mask   uint64
	names  []byte
	master *security.Master
}

// look is the slot of a state. Every table has empty slots, so it ends.
func (f *flat) look(state uint64) slot {
	for i := (state ^ state>>32) & f.mask; ; i = (i + 1) & f.mask {
		b := f.slots[i*slotBytes : i*slotBytes+slotBytes]
		flags := binary.LittleEndian.Uint32(b[12:])
		if flags&slotFull == 0 {
			return slot{name: -1}
		}
		if at := binary.LittleEndian.Uint64(b); at == state {
			return slot{state: at, name: int32(binary.LittleEndian.Uint32(b[8:])), more: flags&slotMore != 0, full: true}
		}
	}
}

const (
	slotFull = 1
	slotMore = 2
)

// name reads a name and makes its entity.
func (f *flat) name(at int32) name {
	b := f.names[int(at)*nameBytes : int(at)*nameBytes+nameBytes]
	e := f.master.At(int(binary.LittleEndian.Uint32(b)))
	n := name{entity: e, next: int32(binary.LittleEndian.Uint32(b[4:])), words: int(binary.LittleEndian.Uint16(b[10:]))}
	if i := int(binary.LittleEndian.Uint16(b[8:])); i < len(e.Aliases) {
		n.alias = &e.Aliases[i]
	} else {
		n.alias = &security.Alias{}
	}
	return n
}

// Sections gives the trie of all names of entities, in their order, in the form
// that [Indexed] reads.
func Sections(entities []*security.Entity) ([]security.Section, error) {
	t := &trie{slots: make([]slot, 1<<17)}
	number := make(map[*security.Entity]int, len(entities))
	for i, e := range entities {
		if len(e.Aliases) > 1<<16 {
			return nil, fault.New(fault.TooLarge, "index names: %s has %d names, more than %d", e.ID, len(e.Aliases), 1<<16)
		}
		number[e] = i
		t.addEntity(e)
	}
	le := binary.LittleEndian
	slots := make([]byte, 0, trieHead+len(t.slots)*slotBytes)
	slots = le.AppendUint64(slots, uint64(len(t.slots)))
	slots = le.AppendUint64(slots, fingerprint())
	for _, s := range t.slots {
		var flags uint32
		if s.full {
			flags = slotFull
		}
		if s.more {
			flags |= slotMore
		}
		slots = le.AppendUint64(slots, s.state)
		slots = le.AppendUint32(slots, uint32(s.name))
		slots = le.AppendUint32(slots, flags)
	}
	names := make([]byte, 0, len(t.names)*nameBytes)
	for _, n := range t.names {
		alias := 0
		for n.alias != &n.entity.Aliases[alias] {
			alias++
		}
		names = le.AppendUint32(names, uint32(number[n.entity]))
		names = le.AppendUint32(names, uint32(n.next))
		names = le.AppendUint16(names, uint16(alias))
		names = le.AppendUint16(names, uint16(min(n.words, 1<<16-1)))
	}
	return []security.Section{{Name: sectionTrie, Bytes: slots}, {Name: sectionNames, Bytes: names}}, nil
}

// Indexed makes a Linker of a master that was opened from an index file, with
// the trie that lies in the file; it takes no time, however many names there
// are. A master without one (the embedded) gets a trie built here, as by [New].
func Indexed(m *security.Master) (*Linker, error) {
	slots, ok := m.Section(sectionTrie)
	if !ok {
		return New(m), nil
	}
	names, _ := m.Section(sectionNames)
	f := &flat{master: m, names: names}
	if err := f.check(slots); err != nil {
		return nil, err
	}
	return &Linker{master: m, trie: &trie{flat: f}, lexicon: readLexicon(), stop: readStop()}, nil
}

// check takes the slots of a section after making sure that no look or name can
// leave the bytes or run for ever.
func (f *flat) check(b []byte) error {
	le := binary.LittleEndian
	bad := func(offset int, format string, args ...any) error {
		return f.master.Corrupt(sectionTrie, offset, format, args...)
	}
	if len(b) < trieHead {
		return bad(0, "%d bytes, shorter than its head of %d", len(b), trieHead)
	}
	n := le.Uint64(b)
	if n == 0 || n&(n-1) != 0 || n != uint64(len(b)-trieHead)/slotBytes || (len(b)-trieHead)%slotBytes != 0 {
		return bad(0, "%d slots announced in %d bytes", n, len(b))
	}
	if got := le.Uint64(b[8:]); got != fingerprint() {
		return bad(8, "its words were cut by other rules (%016x, this program %016x)", got, fingerprint())
	}
	f.slots, f.mask = b[trieHead:], n-1
	count := len(f.names) / nameBytes
	if len(f.names)%nameBytes != 0 {
		return f.master.Corrupt(sectionNames, 0, "%d bytes are no whole number of names", len(f.names))
	}
	full := uint64(0)
	for i := 0; i < len(f.slots); i += slotBytes {
		if le.Uint32(f.slots[i+12:])&slotFull == 0 {
			continue
		}
		full++
		if at := int32(le.Uint32(f.slots[i+8:])); at < -1 || int(at) >= count {
			return bad(trieHead+i+8, "name %d of %d", at, count)
		}
	}
	if full == n {
		return bad(trieHead, "no slot is empty")
	}
	for i := range count {
		b := f.names[i*nameBytes:]
		// The next name always stands further on: a list cannot be a ring.
		if next := int32(le.Uint32(b[4:])); next != -1 && (int(next) <= i || int(next) >= count) {
			return f.master.Corrupt(sectionNames, i*nameBytes+4, "name %d is followed by %d of %d", i, next, count)
		}
		if e := le.Uint32(b); uint64(e) >= uint64(f.master.Len()) {
			return f.master.Corrupt(sectionNames, i*nameBytes, "entity %d of %d", e, f.master.Len())
		}
	}
	return nil
}

// fingerprint tells apart programs that cut names into different words: a trie
// built by one is useless to the other.
func fingerprint() uint64 {
	const probe = "Société Générale Corporation, Inc. Limited S&P/ASX Macy's JD.com Warner Bros. Discovery 阿里巴巴集团 and Company O’Reilly Coca-Cola Ørsted A!"
	h := uint64(offset64)
	for _, w := range cut(probe, nil) {
		h = step(h, w)
	}
	return h
}
