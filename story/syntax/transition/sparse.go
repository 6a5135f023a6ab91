package transition

import (
	"cmp"
	"encoding/binary"
	"math/bits"
	"slices"
	"strings"
)

// Sparse is a table of the weights of many classes. A feature's slot falls into a
// bucket of 32 bytes: eight that tell its features apart and eight times three that
// say where the rows of the features begin, counted in pairs of bytes.
//
//	bucket: | tag 0 ... tag 7 | row 0 (3 bytes) | ... | row 7 |
//	row:    | number of classes, 0 | class, weight | class, weight | ... |
//
// Row 0 of the table is empty: places that are not taken point to it.
type Sparse struct {
	buckets, rows string
	bits          uint
}

const (
	sparseBytes = 32
	sparseSlots = 8
)

// OpenSparse reads a table that BuildSparse wrote. The rows are read where they
// lie; the buckets are copied, for the reason that OpenDense gives.
func OpenSparse(data string) (Sparse, bool) {
	if len(data) < 4 {
		return Sparse{}, false
	}
	n := int(word32(data, 0))
	if n < 1<<(SlotBits-8) || n&(n-1) != 0 || len(data) < 4+n*sparseBytes+2 {
		return Sparse{}, false
	}
	head := 4 + n*sparseBytes
	return Sparse{buckets: strings.Clone(data[4:head]), rows: data[head:], bits: uint(bits.TrailingZeros(uint(n)))}, true // #nosec G115 -- small
}

// Score adds the weights of the features to sum, by class. As with [Dense.Score]
// everything is fetched for all features before any of it is used, so that the
// waits for memory overlap: the tags of the buckets, then the heads of the rows.
func (s Sparse) Score(features []uint32, sum *[256]int32) {
	shift := SlotBits - s.bits
	mask := uint32(1)<<shift - 1
	var tags [MaxTagFeatures]uint64
	features = features[:min(len(features), MaxTagFeatures)]
	for i, slot := range features {
		tags[i] = word64(s.buckets, int(slot>>shift)*sparseBytes)
	}
	var starts, counts [MaxTagFeatures]int // of rows: where they begin, their classes
	n := uint(0)
	for i, slot := range features {
		m := zeroByte(tags[i] ^ uint64(slot&mask)*ones)
		at := int(slot>>shift)*sparseBytes + 7 + 3*firstByte(m)
		starts[n%MaxTagFeatures] = int(word32(s.buckets, at)>>8) * 2
		if m != 0 {
			n++
		}
	}
	n = min(n, MaxTagFeatures)
	for i, start := range starts[:n] {
		counts[i] = int(s.rows[start])
	}
	for i, start := range starts[:n] {
		for row := s.rows[start+2 : start+2+2*counts[i]]; len(row) >= 2; row = row[2:] {
			sum[row[0]] += unpack(row[1])
		}
	}
}

func word32(s string, at int) uint32 {
	s = s[at : at+4]
	return uint32(s[0]) | uint32(s[1])<<8 | uint32(s[2])<<16 | uint32(s[3])<<24
}

// Cell is one weight of one class.
type Cell struct {
	Class uint8
	W     float32
}

// Row is a feature with the classes it speaks for or against.
type Row struct {
	Slot  uint32
	Cells []Cell
}

func (r Row) size() float32 {
	size := float32(0)
	for _, c := range r.Cells {
		size = max(size, c.W, -c.W)
	}
	return size
}

// BuildSparse writes a table of 2^bucketBits buckets. Of a bucket's features the
// eight with the largest weights are kept.
func BuildSparse(rows []Row, bucketBits uint) []byte {
	slices.SortFunc(rows, func(a, b Row) int { return cmp.Or(cmp.Compare(b.size(), a.size()), cmp.Compare(a.Slot, b.Slot)) })
	shift := SlotBits - bucketBits
	n := 1 << bucketBits
	buckets := make([]byte, n*sparseBytes)
	filled := make([]uint8, n)
	tail := []byte{0, 0}
	largest := float32(0)
	if len(rows) > 0 {
		largest = rows[0].size()
	}
	for _, r := range rows {
		at := r.Slot >> shift
		k := int(filled[at])
		if k == sparseSlots {
			continue
		}
		filled[at]++
		bucket := buckets[int(at)*sparseBytes:][:sparseBytes]
		bucket[k] = byte(r.Slot & (1<<shift - 1))
		start := len(tail) / 2
		bucket[8+3*k], bucket[9+3*k], bucket[10+3*k] = byte(start), byte(start>>8), byte(start>>16)
		head := len(tail)
		tail = append(tail, 0, 0)
		for _, c := range r.Cells {
			if b := pack(float64(c.W / largest)); b != 0 {
				tail = append(tail, c.Class, b)
				tail[head]++
			}
		}
	}
	data := binary.LittleEndian.AppendUint32(nil, uint32(n)) // #nosec G115 -- a power of two
	return append(append(data, buckets...), tail...)
}
