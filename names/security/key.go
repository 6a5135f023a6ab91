package security

import (
	"cmp"
	"encoding/binary"
	"hash/fnv"
	"slices"
)

// entity makes the nth entity, once.
func (x *index) entity(n int) *Entity {
	if e := x.made[n].Load(); e != nil {
		return e
	}
	le := binary.LittleEndian
	from, to := le.Uint32(x.places[4*n:]), le.Uint32(x.places[4*n+4:])
	e := decodeEntity(x.records[from:to], x.words)
	if x.made[n].CompareAndSwap(nil, e) {
		return e
	}
	return x.made[n].Load()
}

// key is a row of the tables that find entities: a hash, the entity's number and
// the listing's. Rows are in order of hash, then entity, then listing.
type key struct {
	hash            uint64
	entity, listing uint32
}

const keySize = 16

func hashKey(s string) uint64 {
	h := fnv.New64a()
	_, _ = h.Write([]byte(s))
	return h.Sum64()
}

func readKey(b []byte, i int) key {
	le := binary.LittleEndian
	b = b[i*keySize:]
	return key{le.Uint64(b), le.Uint32(b[8:]), le.Uint32(b[12:])}
}

// keys calls f with the rows of a string's hash until f says that it is done.
func (x *index) keys(table []byte, s string, f func(*Entity, int) bool) {
	n, h := len(table)/keySize, hashKey(s)
	lo, hi := 0, n
	for lo < hi {
		if mid := (lo + hi) / 2; readKey(table, mid).hash < h {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	for ; lo < n; lo++ {
		k := readKey(table, lo)
		if k.hash != h || int(k.entity) < len(x.made) && f(x.entity(int(k.entity)), int(k.listing)) {
			return
		}
	}
}

func (x *index) issuer(id string) (found *Entity, ok bool) {
	x.keys(x.ids, id, func(e *Entity, _ int) bool {
		if e.ID == id {
			found = e
		}
		return found != nil
	})
	return found, found != nil
}

func (x *index) ticker(ticker string) (out []Line) {
	x.keys(x.tickers, ticker, func(e *Entity, at int) bool {
		if at < len(e.Listings) && e.Listings[at].Ticker == ticker {
			out = append(out, Line{e, &e.Listings[at]})
		}
		return false
	})
	return out
}

func sortKeys(keys []key) []byte {
	slices.SortFunc(keys, func(a, b key) int {
		return cmp.Or(cmp.Compare(a.hash, b.hash), cmp.Compare(a.entity, b.entity), cmp.Compare(a.listing, b.listing))
	})
	out := make([]byte, 0, len(keys)*keySize)
	for _, k := range keys {
		out = binary.LittleEndian.AppendUint64(out, k.hash)
		out = binary.LittleEndian.AppendUint32(out, k.entity)
		out = binary.LittleEndian.AppendUint32(out, k.listing)
	}
	return out
}
