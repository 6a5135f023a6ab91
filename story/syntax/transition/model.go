// Package transition tags words and builds dependency trees, with linear models
// over hashed features.
//
// In: the words of a sentence (MakeWord). Out: a fine tag, a head and a label for
// each. The steps, each of them linear in the words:
//
//	tag     from left to right, with the tags before (TagFeatures)
//	strip   punctuation becomes a property of the words beside it (Plain)
//	parse   twice by moves, from the left and from the right (State)
//	join    where the two differ, the arbiter chooses (Arbiter)
//	tie     punctuation to the finished tree (Marks)
//
// A feature is a template with its values, hashed to a slot; Dense and Sparse keep
// the weights of slots. The learners of story/syntax/train call the same functions
// for features, so that training and use cannot differ.
//
// Limits: one root; labels are numbers that the caller names. The tree of each
// parser is projective, that of the arbiter nearly always.
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
	Mark      bool   // it is punctuation
	Kind      uint32 // bits of what the arbiter counts between two words
}

// Parser is one direction: moves and the labels of arcs.
type Parser struct {
	Moves  Dense
	Labels Sparse
}

// Model is a trained tagger and parser. It is read only.
type Model struct {
	Fine    []Fine
	Root    uint8 // the label of the root, and of nothing else
	Punct   uint8 // that of punctuation
	Labels  uint8 // the number of labels
	Tags    Sparse
	Forward Parser // reads from the left
	Back    Parser // reads from the right
	Choices Dense  // of the arbiter and of marks
	Closed  Closed // none in training
	mark    [256]bool
	kind    [256]uint32
}

const magic = "nsyntax2"

// The sections of a model file, in order.
const (
	SectionFine = iota
	SectionTags
	SectionMoves
	SectionLabels
	SectionBackMoves
	SectionBackLabels
	SectionChoices
	Sections
)

// EncodeFine writes the first section: the three labels, then the tags.
func EncodeFine(root, punct, labels uint8, all []Fine) []byte {
	out := []byte{root, punct, labels}
	for _, f := range all {
		mark := byte(0)
		if f.Mark {
			mark = 1
		}
		out = append(out, f.Universal, mark)
		out = binary.LittleEndian.AppendUint32(out, f.Kind)
		out = append(out, byte(len(f.Own)))
		out = append(out, f.Own...)
	}
	return out
}

// Write gives the model file: a magic word, the length of each section in four
// bytes, the sections.
func Write(all [Sections][]byte) []byte {
	data := []byte(magic)
	for _, s := range all {
		data = binary.LittleEndian.AppendUint32(data, uint32(len(s))) // #nosec G115 -- megabytes
	}
	for _, s := range all {
		data = append(data, s...)
	}
	return data
}

var errDamaged = errors.New("syntax model: damaged")

// Open reads a model file. Its rows of weights are used where they lie.
func Open(data string) (*Model, error) {
	head := len(magic) + 4*Sections
	if len(data) < head || data[:len(magic)] != magic {
		return nil, errors.New("syntax model: no model of this version")
	}
	var part [Sections]string
	rest := data[head:]
	for i := range part {
		n := int(word32(data, len(magic)+4*i))
		if n > len(rest) {
			return nil, fmt.Errorf("syntax model: section %d ends after the file", i)
		}
		part[i], rest = rest[:n], rest[n:]
	}
	m := &Model{}
	if err := m.SetFine(part[SectionFine]); err != nil {
		return nil, err
	}
	for section, table := range map[int]*Sparse{
		SectionTags: &m.Tags, SectionLabels: &m.Forward.Labels, SectionBackLabels: &m.Back.Labels,
	} {
		var ok bool
		if *table, ok = OpenSparse(part[section]); !ok {
			return nil, fmt.Errorf("%w: section %d", errDamaged, section)
		}
	}
	for section, table := range map[int]*Dense{
		SectionMoves: &m.Forward.Moves, SectionBackMoves: &m.Back.Moves, SectionChoices: &m.Choices,
	} {
		var ok bool
		if *table, ok = OpenDense(part[section]); !ok {
			return nil, fmt.Errorf("%w: section %d", errDamaged, section)
		}
	}
	return m, nil
}

// SetFine reads what EncodeFine wrote.
func (m *Model) SetFine(s string) error {
	if len(s) < 3 {
		return errDamaged
	}
	m.Root, m.Punct, m.Labels = s[0], s[1], s[2]
	for s = s[3:]; len(s) > 0; {
		if len(s) < 7 || len(s) < 7+int(s[6]) || len(m.Fine) == 250 {
			return fmt.Errorf("%w: tags", errDamaged)
		}
		k, n := len(m.Fine), 7+int(s[6])
		f := Fine{Universal: s[0], Mark: s[1] == 1, Kind: word32(s, 2), Own: s[7:n]}
		m.Fine = append(m.Fine, f)
		m.mark[k], m.kind[k] = f.Mark, f.Kind
		s = s[n:]
	}
	if len(m.Fine) == 0 {
		return fmt.Errorf("%w: no tags", errDamaged)
	}
	return nil
}

// IsMark are the tags of punctuation.
func (m *Model) IsMark() *[256]bool { return &m.mark }

// Kind are the bits of each tag that the arbiter counts between two words.
func (m *Model) Kind() *[256]uint32 { return &m.kind }
