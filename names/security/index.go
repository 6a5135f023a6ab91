package security

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"hash/crc32"
	"io/fs"
	"sync/atomic"

	"newstape/fault"
	"newstape/internal/mapped"
)

// IndexVersion is the number in the header of the index files that this package
// writes. A reader knows every version up to it.
const IndexVersion = 1

const (
	indexMagic = "NTAPENAM"
	headerSize = 32 // magic [8], version u32, 0 u32, payload bytes u64, payload CRC-32C u32, CRC-32C of the 28 bytes before u32
	entrySize  = 32 // name [16], offset u64, bytes u64
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// The sections that every index has.
const (
	sectionAbout    = "about"
	sectionWords    = "words"
	sectionEntities = "entities"
	sectionPlaces   = "places"
	sectionIDs      = "ids"
	sectionTickers  = "tickers"
)

// Section is a named part of an index file. Other rooms add their own.
type Section struct {
	Name  string // at most 16 bytes
	Bytes []byte
}

// index is an open index file: its bytes, and the entities that were asked for.
type index struct {
	path    string
	bytes   []byte
	close   func() error
	about   About
	parts   map[string]Section
	words   []string
	records []byte // of the entities
	places  []byte // u32 a record: where it begins; one more: where the last ends
	ids     []byte
	tickers []byte
	made    []atomic.Pointer[Entity]
}

// OpenIndex maps an index file and checks every byte of it against its CRC. An
// index that was built beside other embedded tables than this program's is
// refused: the hand-written rows in it may be old.
func OpenIndex(path string) (*Master, error) {
	m, err := OpenHistory(path)
	if err != nil {
		return nil, err
	}
	if got := m.file.about.Embedded; got != Fingerprint() {
		_ = m.Close()
		return nil, fault.New(fault.Corrupt, "names %s: built beside other embedded tables (%s; this program has %s)", path, got, Fingerprint()).
			Try("newstape pull securities --to with its folder, which builds it anew from the files kept there")
	}
	return m, nil
}

// OpenHistory opens an index whatever tables it was built beside, for the next
// pull to learn from which periods it knows.
func OpenHistory(path string) (*Master, error) {
	b, closer, err := mapped.File(path)
	if err != nil {
		return nil, fault.New(fault.NotFound, "open names: %w", err).Try("newstape pull securities --to with the folder")
	}
	m, err := openBytes(path, b)
	if err != nil {
		if closer != nil {
			_ = closer()
		}
		return nil, err
	}
	m.file.close = closer
	return m, nil
}

func openBytes(path string, b []byte) (*Master, error) {
	x := &index{path: path, bytes: b}
	if err := x.unseal(); err != nil {
		return nil, err
	}
	if err := x.directory(); err != nil {
		return nil, err
	}
	if err := x.load(); err != nil {
		return nil, err
	}
	m := &Master{file: x, common: map[string]bool{}}
	if err := m.readWords(tables, "tables/common_words.txt"); err != nil {
		return nil, err
	}
	return m, nil
}

// unseal checks the header and the payload's CRC.
func (x *index) unseal() error {
	b, le := x.bytes, binary.LittleEndian
	if len(b) < headerSize {
		return x.corrupt(0, "%d bytes, shorter than the header of %d", len(b), headerSize)
	}
	if got := string(b[:8]); got != indexMagic {
		return x.corrupt(0, "magic %q, not %q", got, indexMagic)
	}
	if got, want := crc32.Checksum(b[:28], castagnoli), le.Uint32(b[28:]); got != want {
		return x.corrupt(28, "header CRC-32C %08x, computed %08x", want, got)
	}
	if v := le.Uint32(b[8:]); v < 1 || v > IndexVersion {
		return fault.New(fault.Corrupt, "names %s: offset 8: version %d; this program reads 1 to %d", x.path, v, IndexVersion).
			Try("a newer newstape, or pull the securities again")
	}
	if size := le.Uint64(b[16:]); size != uint64(len(b)-headerSize) {
		return x.corrupt(16, "payload of %d bytes announced, %d present", size, len(b)-headerSize)
	}
	if got, want := crc32.Checksum(b[headerSize:], castagnoli), le.Uint32(b[24:]); got != want {
		return x.corrupt(headerSize, "payload CRC-32C %08x, computed %08x", want, got)
	}
	return nil
}

// directory reads which section lies where.
func (x *index) directory() error {
	le := binary.LittleEndian
	b := x.bytes[headerSize:]
	if len(b) < 8 {
		return x.corrupt(headerSize, "no directory")
	}
	n := int(le.Uint32(b))
	if n > (len(b)-8)/entrySize {
		return x.corrupt(headerSize, "%d sections announced in %d bytes", n, len(b))
	}
	x.parts = make(map[string]Section, n)
	for i := range n {
		at := headerSize + 8 + i*entrySize
		e := x.bytes[at : at+entrySize]
		name := string(trimZeros(e[:16]))
		from, size := le.Uint64(e[16:]), le.Uint64(e[24:])
		if from > uint64(len(x.bytes)) || size > uint64(len(x.bytes))-from {
			return x.corrupt(at, "section %q lies at %d to %d of %d bytes", name, from, from+size, len(x.bytes))
		}
		if _, twice := x.parts[name]; twice {
			return x.corrupt(at, "section %q stands twice", name)
		}
		x.parts[name] = Section{Name: name, Bytes: x.bytes[from : from+size : from+size]}
	}
	for _, name := range []string{sectionAbout, sectionWords, sectionEntities, sectionPlaces, sectionIDs, sectionTickers} {
		if _, ok := x.parts[name]; !ok {
			return x.corrupt(headerSize, "no section %q", name)
		}
	}
	return nil
}

func trimZeros(b []byte) []byte {
	for len(b) > 0 && b[len(b)-1] == 0 {
		b = b[:len(b)-1]
	}
	return b
}

// load checks the tables of fixed width and reads the two small sections.
func (x *index) load() error {
	if err := json.Unmarshal(x.parts[sectionAbout].Bytes, &x.about); err != nil {
		return x.Corrupt(sectionAbout, 0, "%v", err)
	}
	d := &decoder{b: x.parts[sectionWords].Bytes}
	for n := d.count(1); n > 0 && !d.short; n-- {
		x.words = append(x.words, d.str())
	}
	if d.short {
		return x.Corrupt(sectionWords, d.at, "the section ends inside a word")
	}
	x.records, x.places = x.parts[sectionEntities].Bytes, x.parts[sectionPlaces].Bytes
	x.ids, x.tickers = x.parts[sectionIDs].Bytes, x.parts[sectionTickers].Bytes
	if len(x.places) < 4 || len(x.places)%4 != 0 {
		return x.Corrupt(sectionPlaces, 0, "%d bytes", len(x.places))
	}
	last := uint32(0)
	for at := 0; at < len(x.places); at += 4 {
		next := binary.LittleEndian.Uint32(x.places[at:])
		if next < last || int(next) > len(x.records) {
			return x.Corrupt(sectionPlaces, at, "a record at %d, after %d, of %d bytes", next, last, len(x.records))
		}
		last = next
	}
	for name, b := range map[string][]byte{sectionIDs: x.ids, sectionTickers: x.tickers} {
		if len(b)%keySize != 0 {
			return x.Corrupt(name, 0, "%d bytes are no whole number of keys", len(b))
		}
	}
	x.made = make([]atomic.Pointer[Entity], len(x.places)/4-1)
	return nil
}

// Corrupt is the error for a section that fails its checks.
func (x *index) Corrupt(section string, offset int, format string, args ...any) error {
	return x.corrupt(-1, "section %q, byte %d: %s", section, offset, fmt.Sprintf(format, args...))
}

func (x *index) corrupt(offset int, format string, args ...any) error {
	where := ""
	if offset >= 0 {
		where = fmt.Sprintf("offset %d: ", offset)
	}
	return fault.New(fault.Corrupt, "names %s: %s%s", x.path, where, fmt.Sprintf(format, args...)).
		Try("newstape pull securities --to with its folder, or restore it from a copy")
}

// Corrupt is the error for a section of an open index that fails the checks of
// the room that reads it.
func (m *Master) Corrupt(section string, offset int, format string, args ...any) error {
	if m.file == nil {
		return fault.New(fault.Internal, "embedded names: section %q: %s", section, fmt.Sprintf(format, args...))
	}
	return m.file.Corrupt(section, offset, format, args...)
}

// Section is a part of the index file that another room has put there; false
// when there is none, as in the embedded master.
func (m *Master) Section(name string) ([]byte, bool) {
	if m.file == nil {
		return nil, false
	}
	s, ok := m.file.parts[name]
	return s.Bytes, ok
}

// About is what an index says of itself; empty for the embedded master.
func (m *Master) About() About {
	if m.file == nil {
		return About{}
	}
	return m.file.about
}

// Close gives the mapped file back. Nothing of the master may be used after.
func (m *Master) Close() error {
	if m.file == nil || m.file.close == nil {
		return nil
	}
	return m.file.close()
}

// Fingerprint names the embedded tables of this program.
func Fingerprint() string {
	h := sha256.New()
	names, _ := fs.Glob(tables, "tables/*")
	for _, name := range names {
		b, _ := tables.ReadFile(name)
		fmt.Fprintf(h, "%s %d\n", name, len(b))
		_, _ = h.Write(b)
	}
	return fmt.Sprintf("%x", h.Sum(nil)[:8])
}
