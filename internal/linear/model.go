package linear

import "encoding/binary"

// Model is a classifier read in place. Many may use it at once.
type Model struct {
	classes []string
	bias    []float32
	scale   []float32
	shift   int
	index   []byte // u32 a bucket of keys: its first
	entries []byte // a feature each, ascending: u32 key, an int8 a class
}

// Classes are the classes' names.
func (m *Model) Classes() []string { return m.classes }

// Features is how many features have weights.
func (m *Model) Features() int { return len(m.entries) / (4 + len(m.classes)) }

// most is up to how many classes features of value 1 are added as whole numbers,
// which is faster.
const most = 64

// Scores adds up the weights of an example's features, one score a class. It
// reuses the memory of into, which may be nil.
func (m *Model) Scores(features []Feature, into []float32) []float32 {
	k := len(m.classes)
	if cap(into) < k {
		into = make([]float32, k)
	}
	into = into[:k]
	clear(into)
	var whole [most]int32
	for _, f := range features {
		row := m.row(f.Key)
		if f.Value == 1 && len(row) <= most {
			sums := whole[:len(row)]
			for c, q := range row {
				sums[c] += int32(int8(q))
			}
			continue
		}
		sums := into[:len(row)]
		for c, q := range row {
			sums[c] += float32(float32(int8(q)) * f.Value)
		}
	}
	for c := range min(k, most) {
		into[c] += float32(whole[c])
	}
	for c := range into {
		into[c] = m.bias[c] + float32(into[c]*m.scale[c])
	}
	return into
}

// Weight is what one unit of a feature adds to a class's score; 0 when the
// feature is unknown.
func (m *Model) Weight(key uint32, class int) float32 {
	row := m.row(key)
	if row == nil || class < 0 || class >= len(row) {
		return 0
	}
	return float32(int8(row[class])) * m.scale[class]
}

// row gives a feature's weights, nil when it has none. Key and weights lie side
// by side, since reading from memory is what a score costs.
func (m *Model) row(key uint32) []byte {
	le := binary.LittleEndian
	bucket := 4 * int(key>>m.shift)
	ends := m.index[bucket : bucket+8]
	lo, hi := int(le.Uint32(ends)), int(le.Uint32(ends[4:]))
	size := 4 + len(m.classes)
	for at := lo * size; at < hi*size; at += size {
		if entry := m.entries[at : at+size : at+size]; le.Uint32(entry) == key {
			return entry[4:]
		}
	}
	return nil
}
