package bars

import (
	"encoding/binary"
	"math"
	"unsafe"
)

// encoder appends little-endian values.
type encoder struct{ b []byte }

func (e *encoder) u8(v uint8)    { e.b = append(e.b, v) }
func (e *encoder) u32(v uint32)  { e.b = binary.LittleEndian.AppendUint32(e.b, v) }
func (e *encoder) u64(v uint64)  { e.b = binary.LittleEndian.AppendUint64(e.b, v) }
func (e *encoder) f64(v float64) { e.u64(floatBits(v)) }

func (e *encoder) str(s string) {
	e.u32(uint32(len(s)))
	e.b = append(e.b, s...)
}

// align pads with zeros to a multiple of eight.
func (e *encoder) align() {
	for len(e.b)%8 != 0 {
		e.b = append(e.b, 0)
	}
}

// floatBits gives every NaN the same bits, so that equal data make equal files.
func floatBits(v float64) uint64 {
	if v != v {
		return math.Float64bits(math.NaN())
	}
	return math.Float64bits(v)
}

// decoder reads little-endian values and remembers the first error; after it
// every value is zero. Lengths are checked against what is left before anything
// is allocated from them.
type decoder struct {
	file string
	b    []byte
	off  int
	err  error
}

// fail records an error at the present offset of the file.
func (d *decoder) fail(format string, args ...any) {
	if d.err == nil {
		d.err = corrupt(d.file, headerSize+d.off, format, args...)
	}
}

func (d *decoder) left() int { return len(d.b) - d.off }

// take is the next n bytes, nil when they are not there.
func (d *decoder) take(n int) []byte {
	if d.err != nil {
		return nil
	}
	if n < 0 || n > d.left() {
		d.fail("%d bytes needed, %d left", n, d.left())
		return nil
	}
	out := d.b[d.off : d.off+n]
	d.off += n
	return out
}

func (d *decoder) u8() uint8 {
	if b := d.take(1); b != nil {
		return b[0]
	}
	return 0
}

func (d *decoder) u32() uint32 {
	if b := d.take(4); b != nil {
		return binary.LittleEndian.Uint32(b)
	}
	return 0
}

func (d *decoder) u64() uint64 {
	if b := d.take(8); b != nil {
		return binary.LittleEndian.Uint64(b)
	}
	return 0
}

func (d *decoder) f64() float64 { return math.Float64frombits(d.u64()) }

func (d *decoder) str() string { return string(d.take(d.count(1))) }

// count reads the number of things that follow, each at least min bytes long.
func (d *decoder) count(minBytes int) int {
	n := d.u32()
	if d.err == nil && uint64(n)*uint64(minBytes) > uint64(d.left()) {
		d.fail("%d entries announced, %d bytes left", n, d.left())
		return 0
	}
	return int(n)
}

// below reads a number that must be less than limit.
func (d *decoder) below(limit int, what string) int {
	v := d.u32()
	if d.err == nil && uint64(v) >= uint64(limit) {
		d.fail("%s %d of %d", what, v, limit)
		return 0
	}
	return int(v)
}

func (d *decoder) align() {
	for d.err == nil && d.off%8 != 0 {
		if d.u8() != 0 {
			d.fail("padding is not zero")
		}
	}
}

// floats views bytes as float64 without copying where the machine's layout is
// the file's, and decodes them elsewhere.
func floats(b []byte) []float64 {
	n := len(b) / 8
	if n == 0 {
		return nil
	}
	start := unsafe.Pointer(unsafe.SliceData(b)) //nolint:gosec // viewed only as far as b reaches
	if littleEndian() && uintptr(start)%8 == 0 {
		return unsafe.Slice((*float64)(start), n) //nolint:gosec // n is len(b)/8, and start is aligned
	}
	out := make([]float64, n)
	for i := range out {
		out[i] = math.Float64frombits(binary.LittleEndian.Uint64(b[8*i:]))
	}
	return out
}

func littleEndian() bool { return binary.NativeEndian.Uint16([]byte{1, 0}) == 1 }
