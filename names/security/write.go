package security

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"
	"runtime"

	"newstape/fault"
)

// About is what an index file says of itself.
type About struct {
	// Embedded names the embedded tables that it was built beside.
	Embedded string `json:"embedded"`
	// Pulls are the pulls that made it, oldest first.
	Pulls []Pull `json:"pulls"`
}

// Pull is one pull of securities.
type Pull struct {
	Date    string   `json:"date"` // 2026-11-29
	Sources []Source `json:"sources"`
}

// Source is a file that a pull has read.
type Source struct {
	Name     string `json:"name"` // sec, nasdaq, otherlisted, financedatabase, gleif
	From     string `json:"from"` // file or address
	SHA256   string `json:"sha256"`
	Bytes    int64  `json:"bytes"`
	Rows     int    `json:"rows"`     // that the file holds
	Accepted int    `json:"accepted"` // of them
}

// New makes a master of entities, which it keeps. Their order is the order of
// [Master.Entities]: hand-written ones first, then by rank.
func New(entities []*Entity) (*Master, error) {
	m := &Master{
		byID:     make(map[string]*Entity, len(entities)),
		byTicker: make(map[string][]place, len(entities)),
		common:   map[string]bool{},
	}
	if err := m.readWords(tables, "tables/common_words.txt"); err != nil {
		return nil, err
	}
	for _, e := range entities {
		if e.ID == "" || m.byID[e.ID] != nil {
			return nil, fault.New(fault.Internal, "master of names: the ID %q of %q is empty or stands twice", e.ID, e.Name)
		}
		m.add(e)
	}
	return m, nil
}

// WriteIndex writes entities, in the order of [Master.Entities], to an index
// file in one step: a reader sees the old file or the new one, whole. IDs must
// be unique.
func WriteIndex(path string, entities []*Entity, about About, more ...Section) error {
	parts, err := sections(entities, about, more)
	if err != nil {
		return err
	}
	if err := replaceFile(path, parts); err != nil {
		return fault.New(fault.BadInput, "write names %s: %w", path, err).Try("a folder that can be written, with room for the index")
	}
	return nil
}

func sections(entities []*Entity, about About, more []Section) ([]Section, error) {
	if about.Pulls == nil {
		about.Pulls = []Pull{}
	}
	head, err := json.Marshal(about)
	if err != nil {
		return nil, fmt.Errorf("index of names: %w", err)
	}
	records := &encoder{at: map[string]uint64{}}
	var places []byte
	var ids, tickers []key
	for i, e := range entities {
		places = binary.LittleEndian.AppendUint32(places, uint32(len(records.b)))
		records.entity(e)
		ids = append(ids, key{hashKey(e.ID), uint32(i), 0})
		for k := range e.Listings {
			tickers = append(tickers, key{hashKey(e.Listings[k].Ticker), uint32(i), uint32(k)})
		}
	}
	if uint64(len(records.b)) > 1<<32-1 {
		return nil, fault.New(fault.TooLarge, "index of names: records of %d bytes, more than 4 GiB", len(records.b))
	}
	places = binary.LittleEndian.AppendUint32(places, uint32(len(records.b)))
	words := &encoder{}
	words.num(uint64(len(records.words)))
	for _, w := range records.words {
		words.str(w)
	}
	return append([]Section{
		{sectionAbout, head},
		{sectionWords, words.b},
		{sectionEntities, records.b},
		{sectionPlaces, places},
		{sectionIDs, sortKeys(ids)},
		{sectionTickers, sortKeys(tickers)},
	}, more...), nil
}

// layout is the directory of sections, each at a multiple of 8 behind it.
func layout(parts []Section) ([]byte, error) {
	le := binary.LittleEndian
	size := headerSize + 8 + len(parts)*entrySize
	dir := le.AppendUint64(nil, uint64(len(parts)))
	for _, p := range parts {
		if len(p.Name) > 16 || p.Name == "" {
			return nil, fault.New(fault.Internal, "index of names: section name %q is empty or over 16 bytes", p.Name)
		}
		dir = append(dir, p.Name...)
		dir = append(dir, make([]byte, 16-len(p.Name))...)
		dir = le.AppendUint64(dir, uint64(size))
		dir = le.AppendUint64(dir, uint64(len(p.Bytes)))
		size = aligned(size + len(p.Bytes))
	}
	return dir, nil
}

func aligned(n int) int { return (n + 7) &^ 7 }

// header is the first bytes of a file with a payload of that size and CRC.
func header(size uint64, crc uint32) []byte {
	le := binary.LittleEndian
	h := append([]byte(nil), indexMagic...)
	h = le.AppendUint32(h, IndexVersion)
	h = le.AppendUint32(h, 0)
	h = le.AppendUint64(h, size)
	h = le.AppendUint32(h, crc)
	return le.AppendUint32(h, crc32.Checksum(h, castagnoli))
}

// writeTo writes sections behind a header, which comes last since it holds the
// CRC of the rest.
func writeTo(f io.WriteSeeker, parts []Section) error {
	dir, err := layout(parts)
	if err != nil {
		return err
	}
	if _, err := f.Seek(headerSize, io.SeekStart); err != nil {
		return err
	}
	size, crc := 0, uint32(0)
	put := func(b []byte) {
		if err == nil {
			_, err = f.Write(b)
		}
		size += len(b)
		crc = crc32.Update(crc, castagnoli, b)
	}
	put(dir)
	for i, p := range parts {
		put(p.Bytes)
		if i < len(parts)-1 {
			put(make([]byte, aligned(size)-size))
		}
	}
	if err != nil {
		return err
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return err
	}
	_, err = f.Write(header(uint64(size), crc))
	return err
}

// replaceFile puts new content under a name in one step.
func replaceFile(path string, parts []Section) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".writing-*")
	if err != nil {
		return err
	}
	err = writeTo(f, parts)
	// Public facts: whoever may read the folder may read them.
	if err = errors.Join(err, f.Chmod(0o644), f.Sync(), f.Close()); err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return syncDir(filepath.Dir(path))
}

// syncDir makes a folder's entries durable, where folders can be synced.
func syncDir(dir string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
