package thread

import (
	"hash/fnv"
	"slices"

	"newstape/story/text"
)

// Near-duplicate texts are found by minwise hashing (Broder 1997): the share of
// sketchLen hash functions whose least value over the five-word runs of two texts
// is the same estimates the share of runs that the texts have in common.
const (
	runLen     = 5
	sketchLen  = 64
	bandLen    = 4    // rows of a band: texts that agree on one are compared
	sameCopies = 0.40 // estimated share from which two texts are one copy
	leastRuns  = 20   // shorter texts are compared as wholes only
)

// copyGroups gives each story the number of its group of near copies.
func copyGroups(stories []Story) []int {
	group := make([]int, len(stories))
	sketches := make([][]uint64, len(stories))
	bands := map[[2]uint64]int{} // band and its hash -> first story
	whole := map[string]int{}
	for i := range stories {
		group[i] = i
		if k, ok := whole[stories[i].Article.Text]; ok {
			group[i] = group[k]
			sketches[i] = sketches[k]
			continue
		}
		whole[stories[i].Article.Text] = i
		sketches[i] = sketch(stories[i].Doc)
		if sketches[i] == nil {
			continue
		}
		for b := 0; b < sketchLen; b += bandLen {
			h := fnv.New64a()
			for _, x := range sketches[i][b : b+bandLen] {
				_, _ = h.Write([]byte{byte(x), byte(x >> 8), byte(x >> 16), byte(x >> 24), byte(x >> 32), byte(x >> 40), byte(x >> 48), byte(x >> 56)})
			}
			key := [2]uint64{uint64(b), h.Sum64()}
			k, ok := bands[key]
			if !ok {
				bands[key] = i
				continue
			}
			if group[i] == i && alike(sketches[i], sketches[k]) >= sameCopies {
				group[i] = group[k]
			}
		}
	}
	return group
}

// sketch is nil for a text too short to tell.
func sketch(doc text.Document) []uint64 {
	var words []uint64
	for _, s := range doc.Sentences {
		for _, t := range s.Tokens {
			if t.Kind == text.Word || t.Kind == text.Number {
				h := fnv.New64a()
				_, _ = h.Write([]byte(t.In(doc.Text)))
				words = append(words, h.Sum64())
			}
		}
	}
	if len(words) < leastRuns+runLen {
		return nil
	}
	out := slices.Repeat([]uint64{^uint64(0)}, sketchLen)
	for i := 0; i+runLen <= len(words); i++ {
		run := uint64(0)
		for _, w := range words[i : i+runLen] {
			run = (run ^ w) * 0x100000001b3
		}
		for k := range out {
			out[k] = min(out[k], mix(run+uint64(k)*0x9e3779b97f4a7c15))
		}
	}
	return out
}

// mix is the finaliser of SplitMix64 (Steele, Lea and Flood 2014).
func mix(x uint64) uint64 {
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// alike is the share of a sketch that two texts have in common.
func alike(a, b []uint64) float64 {
	if a == nil || b == nil {
		return 0
	}
	same := 0
	for i := range a {
		if a[i] == b[i] {
			same++
		}
	}
	return float64(same) / sketchLen
}
