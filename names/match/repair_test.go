package match

import (
	"encoding/binary"
	"hash/crc32"
)

// repairSums writes the checksum of every section that lies inside b.
func repairSums(b []byte) {
	for i := range sectionCount {
		h := b[headerSize+i*sectionSize:]
		at, size := binary.LittleEndian.Uint64(h), binary.LittleEndian.Uint64(h[8:])
		if at <= uint64(len(b)) && size <= uint64(len(b))-at {
			binary.LittleEndian.PutUint32(h[16:], crc32.Checksum(b[at:at+size], castagnoli))
		}
	}
}
