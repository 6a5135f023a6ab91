package model

import (
	"encoding/binary"
	"hash/crc32"

	"newstape/fault"
	"newstape/ledger/attribution/chain"
	"newstape/ledger/attribution/sight"
)

// The file is drawn in docs/formats.md: a heading, then table and steps of cues,
// of roles at first and second reading, and of the judge.
const (
	magic      = "NTATTRIB"
	version    = 1
	headerSize = 16
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// File is the model as [Open] reads it.
func (m *Model) File() []byte {
	b := make([]byte, headerSize)
	for _, t := range []*Tagger{&m.Cue, &m.Role, &m.Again, &m.Judge} {
		b = t.Table.Append(b)
		b = chain.AppendSteps(b, t.Steps)
	}
	copy(b, magic)
	binary.LittleEndian.PutUint32(b[8:], version)
	binary.LittleEndian.PutUint32(b[12:], crc32.Checksum(b[headerSize:], castagnoli))
	return b
}

// Open reads a model in place: file must not change while it is in use.
func Open(file []byte) (*Model, error) {
	if len(file) < headerSize || string(file[:8]) != magic {
		return nil, fault.New(fault.Corrupt, "attribution model: no such file").Try("newstape train attribution")
	}
	if v := binary.LittleEndian.Uint32(file[8:]); v != version {
		return nil, fault.New(fault.Corrupt, "attribution model: version %d, not %d", v, version).Try("newstape train attribution")
	}
	if crc32.Checksum(file[headerSize:], castagnoli) != binary.LittleEndian.Uint32(file[12:]) {
		return nil, fault.New(fault.Corrupt, "attribution model: its checksum is wrong").Try("newstape train attribution")
	}
	m := &Model{}
	rest := file[headerSize:]
	for _, part := range []struct {
		t     *Tagger
		edges int
	}{{&m.Cue, sight.CueEdges}, {&m.Role, sight.RoleEdges}, {&m.Again, sight.RoleEdges}, {&m.Judge, 1}} {
		var err error
		if part.t.Table, rest, err = chain.ReadTable(rest); err != nil {
			return nil, err
		}
		if part.t.Steps, rest, err = chain.ReadSteps(rest, part.edges); err != nil {
			return nil, err
		}
	}
	return m, nil
}
