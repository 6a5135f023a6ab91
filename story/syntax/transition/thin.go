package transition

import "encoding/binary"

// Thin takes the weights out of a table of BuildSparse whose byte is smaller than
// least: they are most of its size and decide little.
func Thin(data []byte, least int8) []byte {
	s, ok := OpenSparse(string(data))
	if !ok {
		panic("transition: a table just written cannot be read")
	}
	n := 1 << s.bits
	buckets := make([]byte, n*sparseBytes)
	tail := []byte{0, 0}
	for at := range n {
		old, bucket := s.buckets[at*sparseBytes:][:sparseBytes], buckets[at*sparseBytes:][:sparseBytes]
		filled := 0
		for k := range sparseSlots {
			start := int(word32(old, 7+3*k)>>8) * 2
			row := []byte{0, 0}
			for i := range int(s.rows[start]) {
				class, w := s.rows[start+2+2*i], s.rows[start+3+2*i]
				if q := int8(w); q >= least || -q >= least { // #nosec G115 -- the same bits
					row = append(row, class, w)
					row[0]++
				}
			}
			if row[0] == 0 {
				continue
			}
			place := len(tail) / 2
			bucket[filled] = old[k]
			bucket[8+3*filled], bucket[9+3*filled], bucket[10+3*filled] = byte(place), byte(place>>8), byte(place>>16)
			tail = append(tail, row...)
			filled++
		}
	}
	out := binary.LittleEndian.AppendUint32(nil, uint32(n)) // #nosec G115 -- a power of two
	return append(append(out, buckets...), tail...)
}
