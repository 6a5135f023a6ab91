package chain

import (
	"cmp"
	"encoding/binary"
	"math"
	"slices"

	"newstape/fault"
)

// Table holds the weights of features: rows of four bytes in buckets of four. A
// row is 16 bits of the feature's hash, then the weights of labels 1 and 2 as
// signed bytes in units of the scale. A feature that is not there weighs
// nothing; one in some 16,000 unknown features is taken for another's.
type Table struct {
	rows    []byte
	buckets uint64
	scale   float32
}

const (
	rowSize    = 4
	bucketRows = 4
	bucketSize = rowSize * bucketRows
	maxBuckets = 1 << 24
)

// Add adds the weights of the feature to s.
func (t *Table) Add(feature uint64, s *Scores) {
	w1, w2 := t.Weights(feature)
	s[1] += w1
	s[2] += w2
}

// bucket is where the feature's bucket begins.
func (t *Table) bucket(feature uint64) int { return int(feature>>32*t.buckets>>32) * bucketSize }

// Weights are the feature's weights for labels 1 and 2.
func (t *Table) Weights(feature uint64) (w1, w2 float32) {
	at := t.bucket(feature)
	b := t.rows[at : at+bucketSize]
	tag := uint16(feature >> 8)
	for k := 0; k < bucketSize; k += rowSize {
		row := binary.LittleEndian.Uint32(b[k:])
		if uint16(row) == tag && row>>16 != 0 {
			return float32(int8(row>>16)) * t.scale, float32(int8(row>>24)) * t.scale
		}
	}
	return 0, 0
}

// Weighted is a feature with its weights for labels 1 and 2 and the number of
// times it was seen in training.
type Weighted struct {
	Feature uint64
	W       [2]float32
	Seen    int
}

// Pack lays out features in a table of so many buckets of 16 bytes: those that matter
// most first, by their weight times the root of the times they were seen; those
// that find their bucket full are left out, and so are those that round to
// nothing. The order of features does not matter.
func Pack(features []Weighted, buckets int) *Table {
	t := &Table{rows: make([]byte, bucketSize*buckets), buckets: uint64(buckets), scale: clip / 127}
	slices.SortFunc(features, func(a, b Weighted) int {
		return cmp.Or(cmp.Compare(b.worth(), a.worth()), cmp.Compare(a.Feature, b.Feature))
	})
	for _, f := range features {
		a, b := t.round(f.W[0]), t.round(f.W[1])
		if a == 0 && b == 0 {
			continue
		}
		t.insert(f.Feature, uint32(uint8(a))<<16|uint32(uint8(b))<<24)
	}
	return t
}

// clip is the greatest weight that a table holds.
const clip = 4.0

func (w Weighted) worth() float64 {
	return float64(max(abs(w.W[0]), abs(w.W[1]))) * math.Sqrt(float64(1+w.Seen))
}

func abs(x float32) float32 { return max(x, -x) }

func (t *Table) round(x float32) int8 {
	return int8(math.RoundToEven(float64(min(max(x, -clip), clip) / t.scale)))
}

func (t *Table) insert(feature uint64, weights uint32) {
	at := t.bucket(feature)
	b := t.rows[at : at+bucketSize]
	for k := 0; k < bucketSize; k += rowSize {
		row := binary.LittleEndian.Uint32(b[k:])
		if row>>16 == 0 {
			binary.LittleEndian.PutUint32(b[k:], weights|uint32(uint16(feature>>8)))
			return
		}
		if uint16(row) == uint16(feature>>8) {
			return // the worthier of two that look alike
		}
	}
}

// Append writes the table after b.
func (t *Table) Append(b []byte) []byte {
	b = binary.LittleEndian.AppendUint32(b, uint32(t.buckets))
	b = binary.LittleEndian.AppendUint32(b, math.Float32bits(t.scale))
	return append(b, t.rows...)
}

// ReadTable reads a table at the head of b, in place, and gives what follows it.
func ReadTable(b []byte) (*Table, []byte, error) {
	if len(b) < 8 {
		return nil, nil, damaged("a table of weights")
	}
	buckets, scale := binary.LittleEndian.Uint32(b), math.Float32frombits(binary.LittleEndian.Uint32(b[4:]))
	if buckets < 1 || buckets > maxBuckets || !(scale > 0 && scale < 1) || len(b)-8 < bucketSize*int(buckets) {
		return nil, nil, damaged("a table of weights")
	}
	n := 8 + bucketSize*int(buckets)
	return &Table{rows: b[8:n:n], buckets: uint64(buckets), scale: scale}, b[n:], nil
}

// AppendSteps writes steps after b.
func AppendSteps(b []byte, steps []Step) []byte {
	b = binary.LittleEndian.AppendUint32(b, uint32(len(steps)))
	for _, st := range steps {
		for _, row := range st {
			for _, x := range row {
				b = binary.LittleEndian.AppendUint32(b, math.Float32bits(x))
			}
		}
	}
	return b
}

// ReadSteps reads n steps at the head of b and gives what follows them.
func ReadSteps(b []byte, n int) ([]Step, []byte, error) {
	const size = 4 * Labels * Labels
	if len(b) < 4 || int(binary.LittleEndian.Uint32(b)) != n || len(b)-4 < n*size {
		return nil, nil, damaged("the scores of steps")
	}
	out := make([]Step, n)
	b = b[4:]
	for k := range out {
		for x := range Labels {
			for y := range Labels {
				v := math.Float32frombits(binary.LittleEndian.Uint32(b))
				if v != v || abs(v) > -Never {
					return nil, nil, damaged("the scores of steps")
				}
				out[k][x][y], b = v, b[4:]
			}
		}
	}
	return out, b, nil
}

func damaged(what string) error {
	return fault.New(fault.Internal, "read %s of the attribution model: not as it was written", what).Try("newstape train attribution")
}
