package bars

import (
	"encoding/binary"
	"hash/crc32"

	"newstape/fault"
)

// Version is the number in the header of the files that this package writes. A
// reader knows every version up to it.
const Version = 1

// The kinds of file.
const (
	magicIndex  = "NTAPEIDX"
	magicColumn = "NTAPECOL"
	magicMonth  = "NTAPEMON"
)

// headerSize is the length of the header that every file begins with:
//
//	0 magic [8] | 8 version u32 | 12 field u32 | 16 payload bytes u64 |
//	24 payload CRC-32C u32 | 28 CRC-32C of bytes 0-27 u32
const headerSize = 32

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// seal makes the header of a payload.
func seal(magic string, field uint32, size uint64, crc uint32) []byte {
	h := make([]byte, 0, headerSize)
	h = append(h, magic...)
	h = binary.LittleEndian.AppendUint32(h, Version)
	h = binary.LittleEndian.AppendUint32(h, field)
	h = binary.LittleEndian.AppendUint64(h, size)
	h = binary.LittleEndian.AppendUint32(h, crc)
	return binary.LittleEndian.AppendUint32(h, crc32.Checksum(h, castagnoli))
}

// unseal checks a whole file against its header and gives the payload and its
// CRC.
func unseal(name string, b []byte, magic string, field uint32) ([]byte, uint32, error) {
	if len(b) < headerSize {
		return nil, 0, corrupt(name, 0, "%d bytes, shorter than the header of %d", len(b), headerSize)
	}
	if got := string(b[:8]); got != magic {
		return nil, 0, corrupt(name, 0, "magic %q, not %q", got, magic)
	}
	le := binary.LittleEndian
	if got, want := crc32.Checksum(b[:28], castagnoli), le.Uint32(b[28:]); got != want {
		return nil, 0, corrupt(name, 28, "header CRC-32C %08x, computed %08x", want, got)
	}
	if v := le.Uint32(b[8:]); v < 1 || v > Version {
		return nil, 0, fault.New(fault.Corrupt, "price file %s: offset 8: version %d; this program reads 1 to %d", name, v, Version).
			Try("a newer newstape, or pull the prices again")
	}
	if f := le.Uint32(b[12:]); f != field {
		return nil, 0, corrupt(name, 12, "holds field %d, not field %d: was it swapped with another file?", f, field)
	}
	payload := b[headerSize:]
	if size := le.Uint64(b[16:]); size != uint64(len(payload)) {
		return nil, 0, corrupt(name, 16, "payload of %d bytes announced, %d present", size, len(payload))
	}
	want := le.Uint32(b[24:])
	if got := crc32.Checksum(payload, castagnoli); got != want {
		return nil, 0, corrupt(name, headerSize, "payload CRC-32C %08x, computed %08x", want, got)
	}
	return payload, want, nil
}

// corrupt is the error for a file that fails its checks.
func corrupt(name string, offset int, format string, args ...any) error {
	all := append([]any{name, offset}, args...)
	return fault.New(fault.Corrupt, "price file %s: offset %d: "+format, all...).
		Try("pull the prices again with `newstape pull prices`, or restore the data set from a copy")
}
