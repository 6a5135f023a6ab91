package transition

import (
	"cmp"
	"math"
	"math/bits"
	"slices"
	"strings"
)

// Dense is a table of the weights of moves. A feature's slot falls into a bucket of
// 64 bytes, one cache line: sixteen bytes that tell its features apart, then three
// weights of a byte for each.
//
//	bucket: | tag 0 ... tag 15 | w0 w1 w2 of feature 0 | w0 w1 w2 of 1 | ... |
//
// A place that is not taken has weights of zero, so it does no harm to find it.
type Dense struct {
	data string
	bits uint // of the bucket's number
}

const (
	bucketBytes = 64
	bucketSlots = 16
)

// OpenDense reads a table that BuildDense wrote. It copies it, since a large copy
// begins at the start of a page, where a file in the binary begins anywhere, and a
// bucket on two cache lines is waited for twice.
func OpenDense(data string) (Dense, bool) {
	n := len(data) / bucketBytes
	if n == 0 || len(data)%bucketBytes != 0 || n&(n-1) != 0 || n < 1<<(SlotBits-8) {
		return Dense{}, false
	}
	return Dense{data: strings.Clone(data), bits: uint(bits.TrailingZeros(uint(n)))}, true // #nosec G115 -- small
}

const (
	ones  = 0x0101010101010101
	highs = 0x8080808080808080
)

// zeroByte has a bit set in the first byte of x that is zero, in none when there
// is none; later bits may be wrong.
func zeroByte(x uint64) uint64 { return (x - ones) & ^x & highs }

// Score adds the weights of the features' moves. Reading a story mostly waits for
// these tables, which are larger than the caches of a processor. So the tags of all
// features are fetched first, in a loop so short that many waits overlap; then
// all features are found, with nothing that branches on what the table holds; then
// the weights are added.
func (d Dense) Score(features []uint32) (sum [Moves]int32) {
	shift := SlotBits - d.bits
	mask := uint32(1)<<shift - 1
	var tags [MaxMoveFeatures]uint64 // the first eight of each bucket
	features = features[:min(len(features), MaxMoveFeatures)]
	for i, slot := range features {
		tags[i] = word64(d.data, int(slot>>shift)*bucketBytes)
	}
	var found [MaxMoveFeatures]int // where the weights of a feature begin
	n := uint(0)
	for i, slot := range features {
		at := int(slot>>shift) * bucketBytes
		tag := uint64(slot&mask) * ones
		m, second := zeroByte(tags[i]^tag), zeroByte(word64(d.data, at+8)^tag)
		at += 15
		if m == 0 {
			at += 3 * 8
		}
		if m == 0 {
			m = second
		}
		found[n%MaxMoveFeatures] = at + 3*firstByte(m)
		if m != 0 {
			n++
		}
	}
	var a, b, c int32
	for _, at := range found[:min(n, MaxMoveFeatures)] {
		w := word32(d.data, at)
		a += unpack(byte(w >> 8))
		b += unpack(byte(w >> 16))
		c += unpack(byte(w >> 24))
	}
	return [Moves]int32{a, b, c}
}

// firstByte is the number of the byte of the first bit that zeroByte set: the bit
// is moved to the foot of its byte, and the product brings that byte's number to
// the top.
func firstByte(m uint64) int {
	const numbers = 1<<53 | 2<<45 | 3<<37 | 4<<29 | 5<<21 | 6<<13 | 7<<5
	return int((m & -m) >> 7 * numbers >> 61) // #nosec G115 -- three bits
}

func word64(s string, at int) uint64 {
	s = s[at : at+8]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}

// Weights are those of one feature.
type Weights struct {
	Slot uint32
	W    [Moves]float32
}

func (w Weights) size() float32 { return max(w.W[0], w.W[1], w.W[2]) - min(w.W[0], w.W[1], w.W[2]) }

// BuildDense writes a table of 2^bucketBits buckets. Of a bucket's features the
// sixteen that move scores most are kept.
func BuildDense(all []Weights, bucketBits uint) []byte {
	slices.SortFunc(all, func(a, b Weights) int {
		return cmp.Or(cmp.Compare(b.size(), a.size()), cmp.Compare(a.Slot, b.Slot))
	})
	largest := 0.0
	for _, w := range all {
		for _, v := range w.W {
			largest = max(largest, math.Abs(float64(v)))
		}
	}
	shift := SlotBits - bucketBits
	data := make([]byte, bucketBytes<<bucketBits)
	filled := make([]uint8, 1<<bucketBits)
	for _, w := range all {
		at := w.Slot >> shift
		k := int(filled[at])
		if k == bucketSlots {
			continue
		}
		var q [Moves]byte
		for m, v := range w.W {
			q[m] = pack(float64(v) / largest)
		}
		if q == [Moves]byte{} {
			continue
		}
		filled[at]++
		bucket := data[int(at)*bucketBytes:][:bucketBytes]
		bucket[k] = byte(w.Slot & (1<<shift - 1))
		for m := range q {
			bucket[bucketSlots+Moves*k+m] = q[m]
		}
	}
	return data
}
