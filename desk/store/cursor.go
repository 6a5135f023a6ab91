package store

import (
	"encoding/base64"
	"encoding/binary"
	"math"

	"github.com/zeebo/xxh3"

	"newstape/fault"
)

// cursor is the place where a page ended: the sort values of its last item.
type cursor struct {
	at   int64   // time, or the bits of a score
	n    int64   // number of the story
	ord  int64   // of a row in its story
	id   string  // of a cluster or list change
	rank float64 // of a page by relevance
}

// cursorVersion changes when the layout does.
const cursorVersion = 1

// asked tells questions apart: a cursor is good for the one it was made for.
func (a Ask) asked(what string) uint64 {
	return xxh3.HashString(what + "\x00" + a.Order + "\x00" + a.Query.String())
}

// encode writes a cursor: version, 4 bytes of check, then the fields.
func (c cursor) encode(asked uint64) string {
	b := make([]byte, 5, 48)
	b[0] = cursorVersion
	b = binary.AppendVarint(b, c.at)
	b = binary.AppendVarint(b, c.n)
	b = binary.AppendVarint(b, c.ord)
	b = binary.BigEndian.AppendUint64(b, math.Float64bits(c.rank))
	b = append(b, c.id...)
	binary.BigEndian.PutUint32(b[1:], uint32(xxh3.HashSeed(b[5:], asked))) // #nosec G115 -- the low half
	return base64.RawURLEncoding.EncodeToString(b)
}

// decode reads what encode wrote for the same question.
func decode(s string, asked uint64) (cursor, error) {
	bad := func() (cursor, error) {
		return cursor{}, fault.New(fault.BadUsage, "the cursor %.40q is not one that this question gave", s).
			Try("the cursor of the page before, or none for the first page")
	}
	b, err := base64.RawURLEncoding.DecodeString(s)
	if err != nil || len(b) < 5 || len(b) > 200 || b[0] != cursorVersion ||
		binary.BigEndian.Uint32(b[1:]) != uint32(xxh3.HashSeed(b[5:], asked)) { // #nosec G115 -- the low half
		return bad()
	}
	b = b[5:]
	var c cursor
	for _, into := range []*int64{&c.at, &c.n, &c.ord} {
		v, size := binary.Varint(b)
		if size <= 0 {
			return bad()
		}
		*into, b = v, b[size:]
	}
	if len(b) < 8 {
		return bad()
	}
	c.rank = math.Float64frombits(binary.BigEndian.Uint64(b))
	c.id = string(b[8:])
	return c, nil
}
