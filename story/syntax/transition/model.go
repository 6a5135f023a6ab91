// Package transition tags words and builds dependency trees by moves, with linear
// models over hashed features.
package transition

import (
	"encoding/binary"
	"errors"
	"fmt"
)

// Fine is a part of speech as the tagger tells them apart: the universal one with
// the treebank's own, such as VERB with VBD.
type Fine struct {
	Universal uint8
	Own       string
}

// Model is a trained tagger and parser. It is read only.
type Model struct {
	Fine  []Fine
	Tags  Sparse
	Moves Dense
	Label Sparse
}

const magic = "nsyntax1"

// The sections of a model file, in order.
const (
	sectionFine = iota
	sectionTags
	sectionMoves
	sectionLabel
	sections
)

// Parts are the bytes that a model file is made of.
type Parts struct {
	Fine               []Fine
	Tags, Moves, Label []byte
}

// Write gives the model file: a magic word, the length of each section in four
// bytes, the sections.
func (p Parts) Write() []byte {
	var fine []byte
	for _, f := range p.Fine {
		fine = append(fine, f.Universal, byte(len(f.Own)))
		fine = append(fine, f.Own...)
	}
	all := [sections][]byte{fine, p.Tags, p.Moves, p.Label}
	data := []byte(magic)
	for _, s := range all {
		data = binary.LittleEndian.AppendUint32(data, uint32(len(s))) // #nosec G115 -- megabytes
	}
	for _, s := range all {
		data = append(data, s...)
	}
	return data
}

// Open reads a model file; its tables are used where they lie.
func Open(data string) (*Model, error) {
	head := len(magic) + 4*sections
	if len(data) < head || data[:len(magic)] != magic {
		return nil, errors.New("syntax model: no model of this version")
	}
	var part [sections]string
	rest := data[head:]
	for i := range part {
		n := int(word32(data, len(magic)+4*i))
		if n > len(rest) {
			return nil, fmt.Errorf("syntax model: section %d ends after the file", i)
		}
		part[i], rest = rest[:n], rest[n:]
	}
	m := &Model{}
	for s := part[sectionFine]; len(s) >= 2; {
		n := 2 + int(s[1])
		if n > len(s) {
			return nil, errors.New("syntax model: damaged tags")
		}
		m.Fine = append(m.Fine, Fine{Universal: s[0], Own: s[2:n]})
		s = s[n:]
	}
	var okTags, okMoves, okLabel bool
	m.Tags, okTags = OpenSparse(part[sectionTags])
	m.Moves, okMoves = OpenDense(part[sectionMoves])
	m.Label, okLabel = OpenSparse(part[sectionLabel])
	if !okTags || !okMoves || !okLabel || len(m.Fine) == 0 {
		return nil, errors.New("syntax model: damaged tables")
	}
	return m, nil
}
