package linear

import "math/bits"

const (
	hashSeed  = 0x9e3779b97f4a7c15 // 2^64 over the golden ratio
	hashPrime = 0xd6e8feb86659fd93 // an odd multiplier with half its bits set
)

// Hash gives 64 well mixed bits of s, without allocating. It is part of the file
// format: models know their features by it.
func Hash[S ~string | ~[]byte](s S) uint64 {
	h := hashSeed ^ uint64(len(s))*hashPrime
	for len(s) >= 8 {
		h = fold(h^word(s, 8), hashPrime)
		s = s[8:]
	}
	return finish(fold(h^word(s, len(s)), hashPrime))
}

// Mix hashes two hashes in their order: Mix(a, b) is not Mix(b, a). A template
// of a feature is the first, what stands in it the second; a bigram is a Mix of
// a Mix.
func Mix(a, b uint64) uint64 {
	return finish(fold(bits.RotateLeft64(a, 23)^hashSeed, b^hashPrime) ^ a)
}

// Key is the feature's key that a hash stands for.
func Key(h uint64) uint32 { return uint32(h >> 32) }

// word reads the first n <= 8 bytes, the lowest first.
func word[S ~string | ~[]byte](s S, n int) uint64 {
	var v uint64
	for i := range n {
		v |= uint64(s[i]) << (8 * i)
	}
	return v
}

// fold multiplies to 128 bits and joins the halves.
func fold(a, b uint64) uint64 {
	hi, lo := bits.Mul64(a|1, b)
	return hi ^ lo ^ a
}

func finish(h uint64) uint64 {
	h ^= h >> 32
	h *= hashPrime
	h ^= h >> 29
	h *= hashPrime
	return h ^ h>>32
}
