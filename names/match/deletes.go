package match

// maxEdits is how many letters may be wrong in a word of a length for the index
// to find it by its letters. Shorter words are found only as they are, or by
// sound.
func maxEdits(length int) int {
	switch {
	case length < 4:
		return 0
	case length < 8:
		return 1
	}
	return 2
}

// deletePrefix bounds the letters from which some are dropped: mistakes further
// in are found by the other keys.
const deletePrefix = 12

// deletes calls use with the hash of w and of every word that dropping up to n
// letters of its first twelve makes. Two words within n edits share one of these
// (symmetric delete, after W. Garbe's SymSpell). A hash may come twice.
func deletes(w string, n int, use func(uint64)) {
	head := w[:min(len(w), deletePrefix)]
	use(hash64(head))
	if n == 0 {
		return
	}
	var buf, buf2 [deletePrefix]byte
	for i := range len(head) {
		if i > 0 && head[i] == head[i-1] {
			continue // dropping either of a pair gives the same word
		}
		one := append(append(buf[:0], head[:i]...), head[i+1:]...)
		use(hash64(one))
		if n < 2 {
			continue
		}
		for j := i; j < len(one); j++ {
			if j > i && one[j] == one[j-1] {
				continue
			}
			two := append(append(buf2[:0], one[:j]...), one[j+1:]...)
			use(hash64(two))
		}
	}
}

// hash64 is FNV-1a with a final mix, so that any bits of it may choose a bucket.
func hash64[T string | []byte](s T) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	h ^= h >> 33
	h *= 0xff51afd7ed558ccd
	h ^= h >> 33
	return h
}
