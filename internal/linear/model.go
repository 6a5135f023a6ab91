package linear

import "encoding/binary"

// Model is a classifier read in place. Many may use it at once.
type Model struct {
	classes []string
	bias    []float32
	scale   []float32
	shift   int
	index   []byte // u32 a bucket of keys: its first
	keys    []byte // u32 each, ascending
	rows    []byte // an int8 a class
}

// Classes are the classes' names.
func (m *Model) Classes() []string { return m.classes }

// Features is how many features have weights.
func (m *Model) Features() int { return len(m.keys) / 4 }

// Scores adds up the weights of an example's features, one score a class. It
// reuses the memory of into, which may be nil.
func (m *Model) Scores(features []Feature, into []float32) []float32 {
	k := len(m.classes)
	if cap(into) < k {
		into = make([]float32, k)
	}
	into = into[:k]
	clear(into)
	for _, f := range features {
		for c, q := range m.row(f.Key) {
			into[c] += float32(float32(int8(q)) * f.Value)
		}
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

// row gives a feature's weights, nil when it has none.
func (m *Model) row(key uint32) []byte {
	le := binary.LittleEndian
	bucket := 4 * int(key>>m.shift)
	lo, hi := le.Uint32(m.index[bucket:]), le.Uint32(m.index[bucket+4:])
	for i := int(lo); i < int(hi); i++ {
		if le.Uint32(m.keys[4*i:]) == key {
			k := len(m.classes)
			return m.rows[i*k : i*k+k : i*k+k]
		}
	}
	return nil
}
