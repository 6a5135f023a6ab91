package match

import (
	"encoding/binary"
	"hash/crc32"

	"newstape/fault"
)

// The index is one file of sections, drawn in docs/formats.md. Numbers are
// little-endian; arrays of 32-bit numbers lie as they are used, so that a mapped
// file needs no decoding.
const (
	indexMagic   = "NTNAMES\x01"
	indexVersion = 1
	headerSize   = 16
	sectionSize  = 24
)

// The sections, in file order.
const (
	sText         = iota // letters of all tokens, one after another
	sTokens              // where each token's letters begin; one more number than tokens
	sTable               // hash table of tokens: token+1, or 0
	sDeletes             // buckets of delete keys
	sSounds              // buckets of sounds
	sJoined              // buckets of names without spaces, of initials, and of their deletes
	sPostings            // buckets: token -> names
	sNames               // per name: where its tokens begin; one more number than names
	sNameToks            // tokens of all names, one after another
	sNameMeta            // per name: reference, kind and flags, form classes, weight
	sOriginals           // where each name as written begins; one more number than names
	sOriginalText        // names as written
	sPayload             // the caller's bytes
	sectionCount
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// numbers is an array of 32-bit numbers inside the file.
type numbers []byte

func (n numbers) len() int        { return len(n) / 4 }
func (n numbers) at(i int) uint32 { return binary.LittleEndian.Uint32(n[4*i:]) }
func (n numbers) mono(last int) bool {
	before := uint32(0)
	for i := range n.len() {
		x := n.at(i)
		if x < before {
			return false
		}
		before = x
	}
	return n.len() > 0 && n.at(0) == 0 && int(before) == last
}

// encode lays the sections behind a header with their places and checksums.
func encode(sections *[sectionCount][]byte) []byte {
	size := headerSize + sectionCount*sectionSize
	for _, s := range sections {
		size += (len(s) + 7) &^ 7
	}
	out := make([]byte, 0, size)
	out = append(out, indexMagic...)
	out = binary.LittleEndian.AppendUint32(out, indexVersion)
	out = binary.LittleEndian.AppendUint32(out, sectionCount)
	at := headerSize + sectionCount*sectionSize
	for _, s := range sections {
		out = binary.LittleEndian.AppendUint64(out, uint64(at))
		out = binary.LittleEndian.AppendUint64(out, uint64(len(s)))
		out = binary.LittleEndian.AppendUint32(out, crc32.Checksum(s, castagnoli))
		out = binary.LittleEndian.AppendUint32(out, 0)
		at += (len(s) + 7) &^ 7
	}
	for _, s := range sections {
		out = append(out, s...)
		for len(out)%8 != 0 {
			out = append(out, 0)
		}
	}
	return out
}

// decode finds the sections and checks their checksums.
func decode(b []byte) (sections [sectionCount][]byte, err error) {
	if len(b) < headerSize+sectionCount*sectionSize || string(b[:8]) != indexMagic {
		return sections, fault.New(fault.Corrupt, "open name index: %d bytes, which do not begin as an index does", len(b)).Try("build it again from the lists")
	}
	if v := binary.LittleEndian.Uint32(b[8:]); v != indexVersion {
		return sections, fault.New(fault.Corrupt, "open name index: offset 8: version %d, this program reads %d", v, indexVersion).Try("build it again from the lists")
	}
	if n := binary.LittleEndian.Uint32(b[12:]); n != sectionCount {
		return sections, fault.New(fault.Corrupt, "open name index: offset 12: %d sections, want %d", n, sectionCount)
	}
	for i := range sections {
		h := b[headerSize+i*sectionSize:]
		at, size, sum := binary.LittleEndian.Uint64(h), binary.LittleEndian.Uint64(h[8:]), binary.LittleEndian.Uint32(h[16:])
		if at > uint64(len(b)) || size > uint64(len(b))-at {
			return sections, fault.New(fault.Corrupt, "open name index: section %d lies outside the file of %d bytes: it is cut off", i, len(b)).Try("build it again from the lists")
		}
		sections[i] = b[at : at+size : at+size]
		if crc32.Checksum(sections[i], castagnoli) != sum {
			return sections, fault.New(fault.Corrupt, "open name index: offset %d: section %d has another checksum than the header says", at, i).Try("build it again from the lists")
		}
	}
	return sections, nil
}

// buckets are lists of pairs (rest of a hash, value), found by the first bits of
// the hash: 2^bits+1 places, then the pairs.
type buckets struct {
	bits   uint
	places numbers
	pairs  numbers
}

type hashed struct {
	hash  uint64
	value uint32
}

// layBuckets sorts pairs into buckets and drops repeats.
func layBuckets(all []hashed) []byte {
	bits := uint(4)
	for 1<<bits < len(all)/4 && bits < 22 {
		bits++
	}
	sortHashed(all)
	kept := all[:0]
	for i, h := range all {
		if i == 0 || h != all[i-1] {
			kept = append(kept, h)
		}
	}
	places := make([]uint32, 1<<bits+1)
	for _, h := range kept {
		places[h.hash>>(64-bits)+1]++
	}
	for i := 1; i < len(places); i++ {
		places[i] += places[i-1]
	}
	out := binary.LittleEndian.AppendUint32(nil, uint32(bits))
	out = binary.LittleEndian.AppendUint32(out, uint32(len(kept)))
	for _, p := range places {
		out = binary.LittleEndian.AppendUint32(out, p)
	}
	for _, h := range kept {
		out = binary.LittleEndian.AppendUint32(out, uint32(h.hash))
		out = binary.LittleEndian.AppendUint32(out, h.value)
	}
	return out
}

// openBuckets checks that every place lies inside and every value is below limit.
func openBuckets(b []byte, limit int) (buckets, bool) {
	if len(b) < 8 {
		return buckets{}, false
	}
	bits, n := binary.LittleEndian.Uint32(b), int(binary.LittleEndian.Uint32(b[4:]))
	if bits < 4 || bits > 22 || len(b) != 8+4*(1<<bits+1)+8*n {
		return buckets{}, false
	}
	k := buckets{uint(bits), numbers(b[8 : 8+4*(1<<bits+1)]), numbers(b[8+4*(1<<bits+1):])}
	if !k.places.mono(n) {
		return buckets{}, false
	}
	for i := range n {
		if int(k.pairs.at(2*i+1)) >= limit {
			return buckets{}, false
		}
	}
	return k, true
}

// each calls use with the values under a hash.
func (k *buckets) each(hash uint64, use func(uint32)) {
	i := int(hash >> (64 - k.bits))
	for j := int(k.places.at(i)); j < int(k.places.at(i+1)); j++ {
		if k.pairs.at(2*j) == uint32(hash) {
			use(k.pairs.at(2*j + 1))
		}
	}
}
