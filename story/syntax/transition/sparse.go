package transition

import (
	"cmp"
	"encoding/binary"
	"math/bits"
	"slices"
)

// Sparse is a table of the weights of many classes, read where it lies. A
// feature's slot falls into a bucket of 32 bytes: eight that tell its features
// apart and eight times three that say where the rows of the features begin,
// counted in pairs of bytes.
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

// OpenSparse reads a table that BuildSparse wrote.
func OpenSparse(data string) (Sparse, bool) {
	if len(data) < 4 {
		return Sparse{}, false
	}
	n := int(word32(data, 0))
	if n < 1<<(SlotBits-8) || n&(n-1) != 0 || len(data) < 4+n*sparseBytes+2 {
		return Sparse{}, false
	}
	head := 4 + n*sparseBytes
	return Sparse{buckets: data[4:head], rows: data[head:], bits: uint(bits.TrailingZeros(uint(n)))}, true // #nosec G115 -- small
}

// Score adds the weights of the features to sum, by class.
func (s Sparse) Score(features []uint32, sum *[256]int32) {
	shift := SlotBits - s.bits
	mask := uint32(1)<<shift - 1
	// Where the rows begin is found for all features before any row is read, so
	// that the waits for memory overlap.
	var starts [64]int
	n := 0
	for _, slot := range features {
		at := int(slot>>shift) * sparseBytes
		bucket := s.buckets[at : at+sparseBytes]
		m := zeroByte(word64(bucket, 0) ^ uint64(slot&mask)*ones)
		if m == 0 {
			continue
		}
		k := bits.TrailingZeros64(m) >> 3
		starts[n&63] = int(word32(bucket, 7+3*k)>>8) * 2
		n++
	}
	for _, start := range starts[:min(n, 64)] {
		end := start + 2 + 2*int(s.rows[start])
		for row := s.rows[start+2 : end]; len(row) >= 2; row = row[2:] {
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
