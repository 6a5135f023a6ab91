package cluster

import (
	"encoding/binary"
	"math"

	"newstape/fault"
)

// version is the first byte of a signature's binary form.
const version = 1

// MarshalBinary writes the signature, at most about 1.8 KB: a version byte, then
// its parts in the order of Signature, little-endian, each list behind its
// length in one byte.
func (s Signature) MarshalBinary() ([]byte, error) {
	if len(s.ID) > 255 {
		return nil, fault.New(fault.BadInput, "signature of a story: its ID has %d bytes, most is 255", len(s.ID))
	}
	lx := acts()
	b := make([]byte, 0, 1200)
	le := binary.LittleEndian
	b = append(b, version, byte(len(s.ID)))
	b = append(b, s.ID...)
	b = le.AppendUint64(b, uint64(s.when))
	b = le.AppendUint32(b, s.outlet)
	b = le.AppendUint32(b, s.first)
	b = append(b, flag(s.corrected), byte(s.tongue), s.quarters)
	b = le.AppendUint64(b, s.sim)
	b = le.AppendUint16(b, s.shingles)
	for _, list := range [...][]uint32{s.sketch, s.bands, s.leads} {
		b = append(b, byte(len(list)))
		for _, x := range list {
			b = le.AppendUint32(b, x)
		}
	}
	b = append(b, byte(len(s.terms)))
	for _, t := range s.terms {
		b = append(le.AppendUint32(b, t.hash), t.weight)
	}
	b = append(b, byte(len(s.names)))
	for _, n := range s.names {
		b = append(le.AppendUint32(b, n.hash), flag(n.lead))
	}
	b = append(b, byte(len(s.parties)))
	for _, p := range s.parties {
		b = le.AppendUint16(b, p.country)
		b = append(le.AppendUint32(le.AppendUint32(b, p.hash), p.word), p.relevance, flag(p.main)|flag(p.state)<<1|flag(p.place)<<2)
	}
	b = append(b, byte(len(s.figures)))
	for _, f := range s.figures {
		b = append(le.AppendUint32(b, math.Float32bits(f.value)), byte(f.unit), f.digits, f.measure, flag(f.lead))
	}
	for _, list := range [...][]weighted{s.kinds, s.headline} {
		b = append(b, byte(len(list)))
		for _, k := range list {
			b = append(le.AppendUint16(b, lx.kindCodes.code(k.kind)), k.weight)
		}
	}
	b = append(b, byte(len(s.sides)))
	for _, x := range s.sides {
		b = append(le.AppendUint16(b, lx.axisCodes.code(uint8(max(x, -x)))), flag(x < 0))
	}
	b = append(b, byte(len(s.events)))
	for _, e := range s.events {
		b = le.AppendUint32(le.AppendUint32(le.AppendUint32(b, e.kind), e.actor), e.recipient)
		b = le.AppendUint32(b, uint32(e.day))
	}
	return b, nil
}

func flag(on bool) byte {
	if on {
		return 1
	}
	return 0
}

// UnmarshalBinary reads what MarshalBinary wrote. On any other bytes it fails
// and leaves the signature as it was.
func (s *Signature) UnmarshalBinary(data []byte) error {
	r := reader{data: data}
	if v := r.byte(); v != version && !r.bad {
		return fault.New(fault.BadInput, "signature of a story: version %d, this program reads %d", v, version).Try("signing the story again")
	}
	var n Signature
	n.ID = string(r.take(int(r.byte())))
	n.when = int64(r.uint64())
	n.outlet = r.uint32()
	n.first = r.uint32()
	n.corrected = r.byte() == 1
	n.tongue = tongue(r.byte())
	n.quarters = r.byte()
	n.sim = r.uint64()
	n.shingles = r.uint16()
	n.sketch, n.bands, n.leads = list(&r, r.uint32), list(&r, r.uint32), list(&r, r.uint32)
	n.terms = list(&r, func() term { return term{r.uint32(), r.byte()} })
	n.names = list(&r, func() name { return name{r.uint32(), r.byte() == 1} })
	n.parties = list(&r, func() party {
		p := party{country: r.uint16(), hash: r.uint32(), word: r.uint32(), relevance: r.byte()}
		f := r.byte()
		p.main, p.state, p.place = f&1 != 0, f&2 != 0, f&4 != 0
		return p
	})
	n.figures = list(&r, func() figure {
		return figure{math.Float32frombits(r.uint32()), unit(r.byte()), r.byte(), r.byte(), r.byte() == 1}
	})
	lx := acts()
	kind := func() weighted { return weighted{lx.kindCodes.place[r.uint16()], r.byte()} }
	n.kinds, n.headline = list(&r, kind), list(&r, kind)
	n.sides = list(&r, func() int8 {
		axis := int8(lx.axisCodes.place[r.uint16()])
		if r.byte() == 1 {
			return -axis
		}
		return axis
	})
	n.events = list(&r, func() happening { return happening{r.uint32(), r.uint32(), r.uint32(), int32(r.uint32())} })
	if r.bad || len(r.data) > 0 {
		return fault.New(fault.BadInput, "signature of a story: %d bytes are not one", len(data)).Try("signing the story again")
	}
	*s = n
	return nil
}

// reader takes values off the head of its data; once there are too few it is bad
// and gives zeros.
type reader struct {
	data []byte
	bad  bool
}

func (r *reader) take(n int) []byte {
	if len(r.data) < n {
		r.bad, r.data = true, nil
		return make([]byte, n)
	}
	out := r.data[:n]
	r.data = r.data[n:]
	return out
}

func (r *reader) byte() byte     { return r.take(1)[0] }
func (r *reader) uint16() uint16 { return binary.LittleEndian.Uint16(r.take(2)) }
func (r *reader) uint32() uint32 { return binary.LittleEndian.Uint32(r.take(4)) }
func (r *reader) uint64() uint64 { return binary.LittleEndian.Uint64(r.take(8)) }

// list reads a length and so many values; nil for none.
func list[T any](r *reader, read func() T) []T {
	n := int(r.byte())
	if n == 0 || r.bad {
		return nil
	}
	out := make([]T, n)
	for i := range out {
		out[i] = read()
	}
	return out
}
