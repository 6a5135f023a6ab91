package transition

import (
	"cmp"
	"encoding/binary"
	"math/bits"
	"slices"
)

// Dense is a table of the weights of moves, read where it lies. A feature's slot
// falls into a bucket of 64 bytes, one cache line: eight bytes that tell its eight
// features apart, then eight times seven bytes with three weights of 16 bits.
//
//	bucket: | tag 0..7 | pad, w0 w1 w2 | pad, w0 w1 w2 | ... |
type Dense struct {
	data string
	bits uint // of the bucket's number
}

const (
	bucketBytes = 64
	bucketSlots = 8
)

// OpenDense reads a table that BuildDense wrote.
func OpenDense(data string) (Dense, bool) {
	n := len(data) / bucketBytes
	if n == 0 || len(data)%bucketBytes != 0 || n&(n-1) != 0 || n < 1<<(SlotBits-8) {
		return Dense{}, false
	}
	return Dense{data: data, bits: uint(bits.TrailingZeros(uint(n)))}, true // #nosec G115 -- small
}

// Score adds the weights of the features' moves.
func (d Dense) Score(features []uint32) (sum [Moves]int32) {
	shift := SlotBits - d.bits
	mask := uint32(1)<<shift - 1
	var a, b, c int32
	for _, slot := range features {
		at := int(slot>>shift) * bucketBytes
		bucket := d.data[at : at+bucketBytes]
		tag := uint64(slot&mask) * 0x0101010101010101
		x := word64(bucket, 0) ^ tag
		// The lowest set bit marks the first byte of x that is zero.
		m := (x - 0x0101010101010101) & ^x & 0x8080808080808080
		if m == 0 {
			continue
		}
		k := bits.TrailingZeros64(m) >> 3
		w := word64(bucket, 7+7*k)
		a += int32(int16(w >> 16)) // #nosec G115 -- sixteen bits each
		b += int32(int16(w >> 32)) // #nosec G115
		c += int32(int16(w >> 48)) // #nosec G115
	}
	return [Moves]int32{a, b, c}
}

func word64(s string, at int) uint64 {
	s = s[at : at+8]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}

// Weights are those of one feature.
type Weights struct {
	Slot uint32
	W    [Moves]int16
}

func (w Weights) size() int {
	return int(max(w.W[0], w.W[1], w.W[2])) - int(min(w.W[0], w.W[1], w.W[2]))
}

// BuildDense writes a table of 2^bucketBits buckets. Of a bucket's features the
// eight that move scores most are kept.
func BuildDense(all []Weights, bucketBits uint) []byte {
	shift := SlotBits - bucketBits
	buckets := make([][]Weights, 1<<bucketBits)
	for _, w := range all {
		if w.size() > 0 {
			k := w.Slot >> shift
			buckets[k] = append(buckets[k], w)
		}
	}
	data := make([]byte, len(buckets)*bucketBytes)
	for k, ws := range buckets {
		slices.SortFunc(ws, func(a, b Weights) int {
			return cmp.Or(cmp.Compare(b.size(), a.size()), cmp.Compare(a.Slot, b.Slot))
		})
		bucket := data[k*bucketBytes:][:bucketBytes]
		for i, w := range ws[:min(len(ws), bucketSlots)] {
			bucket[i] = byte(w.Slot & (1<<shift - 1))
			for m, v := range w.W {
				binary.LittleEndian.PutUint16(bucket[9+7*i+2*m:], uint16(v)) // #nosec G115 -- the same bits
			}
		}
	}
	return data
}
