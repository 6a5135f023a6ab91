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
	var rows [block][]byte
	for len(features) > 0 {
		n := min(len(features), block)
		m.find(features[:n], &rows)
		for i, f := range features[:n] {
			row := rows[i]
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
		features = features[n:]
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

// block is how many features are looked up at once.
const block = 64

// find gives the rows of up to block features. What a score costs is waiting for
// memory, so the buckets of all are read before the first entries of all, and those
// before any is compared: the waits overlap.
func (m *Model) find(features []Feature, rows *[block][]byte) {
	le := binary.LittleEndian
	size := 4 + len(m.classes)
	var ends [block]uint64
	for i, f := range features {
		ends[i&(block-1)] = le.Uint64(m.index[4*int(f.Key>>m.shift):])
	}
	var first [block]byte
	for i := range features {
		if at := int(uint32(ends[i&(block-1)])) * size; at < len(m.entries) { // #nosec G115 -- the lower half
			first[i&(block-1)] = m.entries[at]
		}
	}
	for i, f := range features {
		rows[i&(block-1)] = nil
		lo, hi := int(uint32(ends[i&(block-1)])), int(ends[i&(block-1)]>>32) // #nosec G115 -- two halves
		if lo < hi-1 || lo < hi && first[i&(block-1)] == byte(f.Key) {
			rows[i&(block-1)] = m.within(lo*size, hi*size, f.Key)
		}
	}
}

// row gives a feature's weights, nil when it has none. Key and weights lie side
// by side, since reading from memory is what a score costs.
func (m *Model) row(key uint32) []byte {
	ends := binary.LittleEndian.Uint64(m.index[4*int(key>>m.shift):])
	size := 4 + len(m.classes)
	return m.within(int(uint32(ends))*size, int(ends>>32)*size, key) // #nosec G115 -- two halves
}

// within looks for a key between two places of the entries.
func (m *Model) within(from, to int, key uint32) []byte {
	size := 4 + len(m.classes)
	for at := from; at < to; at += size {
		if entry := m.entries[at : at+size : at+size]; binary.LittleEndian.Uint32(entry) == key {
			return entry[4:]
		}
	}
	return nil
}
