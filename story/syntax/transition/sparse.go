package transition

import (
	"cmp"
	"encoding/binary"
	"math/bits"
	"slices"
)

// Sparse is a table of the weights of many classes, read where it lies. A
// feature's slot falls into a bucket; the head of the table says where each bucket
// begins in the tail, which holds its features one after the other:
//
//	feature: | tag (1 byte) | number of classes | class, weight | class, weight | ... |
type Sparse struct {
	starts, tail string
	bits         uint
}

// OpenSparse reads a table that BuildSparse wrote.
func OpenSparse(data string) (Sparse, bool) {
	if len(data) < 4 {
		return Sparse{}, false
	}
	n := int(word32(data, 0))
	head := 4 + 4*(n+1)
	if n == 0 || n&(n-1) != 0 || n < 1<<(SlotBits-8) || len(data) < head {
		return Sparse{}, false
	}
	s := Sparse{starts: data[4:head], tail: data[head:], bits: uint(bits.TrailingZeros(uint(n)))} // #nosec G115 -- small
	return s, int(word32(s.starts, 4*n)) == len(s.tail)
}

// Score adds the weights of the features to sum, by class.
func (s Sparse) Score(features []uint32, sum *[256]int32) {
	shift := SlotBits - s.bits
	mask := uint32(1)<<shift - 1
	for _, slot := range features {
		k := int(slot>>shift) * 4
		tail := s.tail[word32(s.starts, k):word32(s.starts, k+4)]
		tag := byte(slot & mask)
		for len(tail) >= 2 {
			n := 2 + 2*int(tail[1])
			if tail[0] == tag {
				for row := tail[2:n]; len(row) >= 2; row = row[2:] {
					sum[row[0]] += int32(int8(row[1])) // #nosec G115 -- the same bits
				}
				break
			}
			tail = tail[n:]
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
	W     int8
}

// Row is a feature with the classes it speaks for or against.
type Row struct {
	Slot  uint32
	Cells []Cell
}

// BuildSparse writes a table of 2^bucketBits buckets.
func BuildSparse(rows []Row, bucketBits uint) []byte {
	slices.SortFunc(rows, func(a, b Row) int { return cmp.Compare(a.Slot, b.Slot) })
	shift := SlotBits - bucketBits
	n := 1 << bucketBits
	var tail []byte
	starts := make([]uint32, 0, n+1)
	for _, r := range rows {
		for len(starts) <= int(r.Slot>>shift) {
			starts = append(starts, uint32(len(tail))) // #nosec G115 -- a few megabytes
		}
		tail = append(tail, byte(r.Slot&(1<<shift-1)), byte(len(r.Cells)))
		for _, c := range r.Cells {
			tail = append(tail, c.Class, byte(c.W))
		}
	}
	for len(starts) <= n {
		starts = append(starts, uint32(len(tail))) // #nosec G115 -- a few megabytes
	}
	data := binary.LittleEndian.AppendUint32(nil, uint32(n)) // #nosec G115 -- a power of two
	for _, at := range starts {
		data = binary.LittleEndian.AppendUint32(data, at)
	}
	return append(data, tail...)
}
