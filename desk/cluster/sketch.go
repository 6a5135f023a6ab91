package cluster

import (
	"math/bits"
	"slices"

	"github.com/zeebo/xxh3"
)

// Sizes of what is kept of a text.
const (
	shingle    = 3  // words of a shingle
	sketchMost = 96 // smallest shingle hashes kept
	bandCount  = 8  // bands of MinHash by which copies meet
	bandRows   = 4  // a band of so many minima
	leadsMost  = 3  // sentences whose hash is a key
	leadWords  = 8  // words that make a sentence worth it
	simBits    = 64 // of the SimHash
	simNear    = 6  // bits in which two texts of nearly the same words may differ
)

// shingles hashes each run of three words, each hash once.
func shingles(words []word) []uint64 {
	if len(words) == 0 {
		return nil
	}
	hs := make([]uint64, len(words))
	for i, w := range words {
		hs[i] = xxh3.HashString(w.low)
	}
	n := max(1, len(words)-shingle+1)
	out := make([]uint64, n)
	for i := range n {
		h := uint64(0)
		for k := range min(shingle, len(words)-i) {
			h = mix(h ^ hs[i+k] + uint64(k))
		}
		out[i] = h
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// mix spreads the bits of x (the finaliser of SplitMix64).
func mix(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// bottom keeps the smallest of sorted hashes, by their upper halves. Of two
// texts, all shingles below the smaller of their last hashes are known, which is
// a fair sample of either, however long.
func bottom(sorted []uint64) []uint32 {
	out := make([]uint32, 0, sketchMost)
	for _, h := range sorted[:min(len(sorted), sketchMost)] {
		out = append(out, uint32(h>>32))
	}
	return slices.Compact(out)
}

// bands hashes minima of the shingles under independent orders, a few to a
// band: two texts with a share j of their shingles in common have an equal band
// with probability 1-(1-j^4)^8, which is .89 at .7.
func bands(hashes []uint64) []uint32 {
	if len(hashes) == 0 {
		return nil
	}
	out := make([]uint32, bandCount)
	for b := range bandCount {
		key := uint64(b)
		for r := range bandRows {
			salt := mix(uint64(b*bandRows + r))
			least := ^uint64(0)
			for _, h := range hashes {
				least = min(least, (h^salt)*0x9fb21c651e98df25)
			}
			key = mix(key ^ least)
		}
		out[b] = uint32(key)
	}
	return out
}

// simhash is Charikar's hash of weighted features: texts of nearly the same words
// differ in few bits, in whatever order the words come.
func simhash(terms []term) uint64 {
	var sum [simBits]int
	for _, t := range terms {
		h := mix(uint64(t.hash))
		for b := range simBits {
			if h>>b&1 == 1 {
				sum[b] += int(t.weight)
			} else {
				sum[b] -= int(t.weight)
			}
		}
	}
	out := uint64(0)
	for b, n := range sum {
		if n > 0 {
			out |= 1 << b
		}
	}
	return out
}

// overlap is the share of a's shingles that b has, the share of b's that a has,
// and how many of a's were looked at.
func overlap(a, b *Signature) (ofA, ofB float64, seen int) {
	if len(a.sketch) == 0 || len(b.sketch) == 0 {
		return 0, 0, 0
	}
	limit := min(a.reach(), b.reach())
	i, k, na, nb, shared := 0, 0, 0, 0, 0
	for i < len(a.sketch) && a.sketch[i] <= limit || k < len(b.sketch) && b.sketch[k] <= limit {
		switch {
		case k == len(b.sketch) || i < len(a.sketch) && a.sketch[i] < b.sketch[k]:
			na, i = na+1, i+1
		case i == len(a.sketch) || b.sketch[k] < a.sketch[i]:
			nb, k = nb+1, k+1
		default:
			na, nb, shared = na+1, nb+1, shared+1
			i, k = i+1, k+1
		}
	}
	if na == 0 || nb == 0 {
		return 0, 0, 0
	}
	return float64(shared) / float64(na), float64(shared) / float64(nb), min(na, nb)
}

// reach is the hash up to which the sketch knows all shingles.
func (s *Signature) reach() uint32 {
	if int(s.shingles) <= len(s.sketch) {
		return ^uint32(0)
	}
	return s.sketch[len(s.sketch)-1]
}

func distance(a, b uint64) int { return bits.OnesCount64(a ^ b) }
