package corporate

import (
	"encoding/binary"
	"hash/crc32"
	"math"
	"slices"
	"sync"

	"newstape/fault"
	"newstape/internal/linear"
)

// Model reads sentences. Many may use it at once.
type Model struct {
	lexicon    *lexicon
	words      *linear.Model // of a sentence
	story      *storyModel   // of a sentence in its story
	thresholds [types]float64
	readers    *sync.Pool // of *reader, whose tables are large
}

// The file is drawn in docs/formats.md.
const (
	magic      = "NTCORPOR"
	version    = 1
	headerSize = 24 + 8*types
)

func pack(thresholds [types]float64, words, story []byte) []byte {
	le := binary.LittleEndian
	b := append([]byte(magic), make([]byte, headerSize-len(magic))...)
	le.PutUint32(b[8:], version)
	le.PutUint32(b[12:], uint32(len(words)))
	le.PutUint32(b[16:], uint32(len(story)))
	for t, x := range thresholds {
		le.PutUint64(b[24+8*t:], math.Float64bits(x))
	}
	le.PutUint32(b[20:], headerSum(b))
	return append(append(b, words...), story...)
}

// headerSum is of all of the header but itself; the parts have their own.
func headerSum(b []byte) uint32 {
	table := crc32.MakeTable(crc32.Castagnoli)
	return crc32.Update(crc32.Checksum(b[:20], table), table, b[24:headerSize])
}

// Load reads a model that [Train] wrote, in place: b must not change.
func Load(b []byte) (*Model, error) {
	le := binary.LittleEndian
	broken := func(format string, args ...any) error {
		return fault.New(fault.Corrupt, "open model of corporate events: "+format, args...).
			Try("newstape train corporate, with this version of the program")
	}
	switch {
	case len(b) < headerSize || string(b[:8]) != magic:
		return nil, broken("byte 0: not such a file")
	case headerSum(b) != le.Uint32(b[20:]):
		return nil, broken("byte 20: the header's checksum does not fit")
	case le.Uint32(b[8:]) != version:
		return nil, broken("byte 8: version %d, not %d", le.Uint32(b[8:]), version)
	}
	n, rest := uint64(le.Uint32(b[12:])), uint64(le.Uint32(b[16:]))
	if uint64(len(b)) != headerSize+n+rest {
		return nil, broken("byte 12: the parts do not fill the file")
	}
	words, err := linear.Open(b[headerSize:][:n:n])
	if err != nil {
		return nil, broken("byte %d: %w", headerSize, err)
	}
	story, err := linear.Open(b[headerSize+n:])
	if err != nil {
		return nil, broken("byte %d: %w", headerSize+n, err)
	}
	if !slices.Equal(words.Classes(), names()) || len(story.Classes()) != 1 {
		return nil, broken("byte %d: it knows other types", headerSize)
	}
	m := &Model{lexicon: newLexicon(), words: words, story: newStoryModel(story)}
	m.readers = &sync.Pool{New: func() any { return newReader(m.lexicon) }}
	for t := range m.thresholds {
		m.thresholds[t] = math.Float64frombits(le.Uint64(b[24+8*t:]))
	}
	return m, nil
}

func names() []string {
	var out []string
	for _, t := range All() {
		out = append(out, string(t))
	}
	return out
}
