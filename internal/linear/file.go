package linear

import (
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"math"
	"math/bits"
)

// The file is drawn in docs/formats.md.
const (
	magic      = "NTLINEAR"
	version    = 1
	headerSize = 32
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// File is the classifier with its weights rounded to bytes, as [Open] reads it.
// Features whose weights all round to nothing are left out.
func (w *Weights) File() []byte {
	k := len(w.classes)
	scale := w.scales()
	le := binary.LittleEndian
	var keys []uint32
	var entries []byte
	for i, key := range w.keys {
		row, some := make([]byte, k), false
		for c, x := range w.rows[i*k:][:k] {
			q := int8(0)
			if scale[c] > 0 {
				q = int8(math.RoundToEven(float64(x / scale[c])))
			}
			row[c], some = byte(q), some || q != 0
		}
		if some {
			keys = append(keys, key)
			entries = append(le.AppendUint32(entries, key), row...)
		}
	}
	b := make([]byte, headerSize)
	for _, name := range w.classes {
		b = append(le.AppendUint32(b, uint32(len(name))), name...)
	}
	for len(b)%4 != 0 {
		b = append(b, 0)
	}
	for c := range k {
		b = le.AppendUint32(b, math.Float32bits(w.bias[c]))
	}
	for c := range k {
		b = le.AppendUint32(b, math.Float32bits(scale[c]))
	}
	shift := shiftFor(len(keys))
	next := 0
	for bucket := range bucketsFor(shift) + 1 {
		for next < len(keys) && uint64(keys[next])>>shift < uint64(bucket) {
			next++
		}
		b = le.AppendUint32(b, uint32(next))
	}
	b = append(b, entries...)
	copy(b, magic)
	le.PutUint32(b[8:], version)
	le.PutUint32(b[12:], uint32(k))
	le.PutUint32(b[16:], uint32(len(keys)))
	le.PutUint32(b[20:], uint32(len(b)-headerSize))
	le.PutUint32(b[24:], crc32.Checksum(b[headerSize:], castagnoli))
	le.PutUint32(b[28:], crc32.Checksum(b[:28], castagnoli))
	return b
}

// scales are, by class, the weight that one step of a byte stands for.
func (w *Weights) scales() []float32 {
	k := len(w.classes)
	scale := make([]float32, k)
	for i, x := range w.rows {
		scale[i%k] = max(scale[i%k], x, -x)
	}
	for c := range scale {
		scale[c] /= math.MaxInt8
	}
	return scale
}

// shiftFor is how far a key is shifted to give its bucket: two keys in a bucket
// or so.
func shiftFor(keys int) int { return 32 - max(1, min(24, bits.Len(uint(keys)/2))) }

func bucketsFor(shift int) int { return 1 << (32 - shift) }

// Open reads a file in place: b must not change as long as the model is used.
func Open(b []byte) (*Model, error) {
	m, err := open(b)
	if err != nil {
		return nil, fmt.Errorf("open linear model: %w", err)
	}
	return m, nil
}

func open(b []byte) (*Model, error) {
	le := binary.LittleEndian
	switch {
	case len(b) < headerSize || string(b[:8]) != magic:
		return nil, fmt.Errorf("byte 0: not such a file")
	case crc32.Checksum(b[:28], castagnoli) != le.Uint32(b[28:]):
		return nil, fmt.Errorf("byte 28: the header's checksum does not fit")
	case le.Uint32(b[8:]) != version:
		return nil, fmt.Errorf("byte 8: version %d, not %d", le.Uint32(b[8:]), version)
	case uint64(len(b)-headerSize) != uint64(le.Uint32(b[20:])):
		return nil, fmt.Errorf("byte 20: %d bytes follow the header, not %d", len(b)-headerSize, le.Uint32(b[20:]))
	case crc32.Checksum(b[headerSize:], castagnoli) != le.Uint32(b[24:]):
		return nil, fmt.Errorf("byte 24: the checksum of what follows does not fit")
	}
	k, n := int(le.Uint32(b[12:])), int(le.Uint32(b[16:]))
	if k < 1 || k > maxClasses || n > maxFeatures {
		return nil, fmt.Errorf("byte 12: %d classes and %d features", k, n)
	}
	r := reader{b: b, at: headerSize}
	m := &Model{shift: shiftFor(n)}
	for range k {
		size := r.take(4)
		if size == nil {
			break
		}
		m.classes = append(m.classes, string(r.take(int(le.Uint32(size)))))
	}
	r.take((4 - r.at%4) % 4)
	m.bias, m.scale = r.floats(k), r.floats(k)
	m.index, m.entries = r.take(4*(bucketsFor(m.shift)+1)), r.take((4+k)*n)
	if r.short || r.at != len(b) {
		return nil, fmt.Errorf("byte %d: the parts do not fill the file", r.at)
	}
	last := uint32(0)
	for i := 0; i < len(m.index); i += 4 {
		at := le.Uint32(m.index[i:])
		if at < last || at > uint32(n) {
			return nil, fmt.Errorf("the index of keys goes back")
		}
		last = at
	}
	return m, nil
}

// reader cuts parts off b and remembers that one did not fit.
type reader struct {
	b     []byte
	at    int
	short bool
}

func (r *reader) take(n int) []byte {
	if r.short || n < 0 || n > len(r.b)-r.at {
		r.short = true
		return nil
	}
	r.at += n
	return r.b[r.at-n : r.at : r.at]
}

func (r *reader) floats(n int) []float32 {
	b := r.take(4 * n)
	out := make([]float32, len(b)/4)
	for i := range out {
		out[i] = math.Float32frombits(binary.LittleEndian.Uint32(b[4*i:]))
		if x := float64(out[i]); math.IsNaN(x) || math.IsInf(x, 0) {
			r.short = true
		}
	}
	return out
}
