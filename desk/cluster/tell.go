package cluster

import (
	"slices"

	"github.com/zeebo/xxh3"
)

// told is an act that a run of words tells.
type told struct {
	sentence int
	key      uint64
	acts     []act
	negated  bool
}

// find gives the phrases in order of place, the longest at each; a word of one
// begins no other.
func (lx *lexicon) find(words []word) []told {
	words = spare(words)
	stems := make([]uint64, len(words))
	for i, w := range words {
		stems[i] = xxh3.HashString(w.stem)
	}
	var out []told
	for i := 0; i < len(words); i++ {
		for _, g := range lx.gaps[stems[i]] {
			for k := i + 1; k < min(i+1+gapMost, len(words)) && words[k].sentence == words[i].sentence; k++ {
				if stems[k] == g.then {
					out = append(out, told{words[i].sentence, mix(stems[i] ^ g.then), g.acts, negated(words, i)})
					break
				}
			}
		}
		for n := min(int(lx.starts[stems[i]]), len(words)-i); n > 0; n-- {
			if words[i+n-1].sentence != words[i].sentence {
				continue
			}
			key := uint64(0)
			for _, s := range stems[i : i+n] {
				key = mix(key ^ s)
			}
			if as, ok := lx.phrases[key]; ok {
				out = append(out, told{words[i].sentence, key, as, negated(words, i)})
				i += n - 1
				break
			}
		}
	}
	return out
}

// negated: one of the three words before turns the act around.
func negated(words []word, i int) bool {
	for k := max(0, i-3); k < i; k++ {
		if words[k].sentence == words[i].sentence && turns[words[k].low] {
			return true
		}
	}
	return false
}

var turns = set("not no never fail fails failed refuse refuses refused declines declined without didnt doesnt wont cannot against avoids avoid averts averted instead unlikely nunca sin rechaza niega evita evito 不 未 没")

// weighted is a kind with its share of what the story tells, 1 to 255.
type weighted struct {
	kind   uint8
	weight uint8
}

// sides are the axes of which a story takes a side: the axis's number, negative
// for its minus side.
type sides []int8

// tell sums up what a story tells: its kinds, the heaviest first, and its sides.
// The title counts most, then the first sentence.
func (lx *lexicon) tell(title, body []word) ([]weighted, sides) {
	score := make([]float64, len(lx.kinds))
	plus, minus := make([]float64, len(lx.axes)), make([]float64, len(lx.axes))
	seen := map[uint64]bool{}
	add := func(words []word, inTitle bool) {
		for _, t := range lx.find(words) {
			factor := 1.0
			switch {
			case inTitle:
				factor = 3
			case t.sentence == 0:
				factor = 2
			}
			for _, a := range t.acts {
				if !seen[t.key] {
					score[a.kind] += factor * float64(a.weight)
				}
				if a.axis == 0 || factor == 1 {
					continue
				}
				if a.minus != t.negated {
					minus[a.axis] += factor
				} else {
					plus[a.axis] += factor
				}
			}
			seen[t.key] = true
		}
	}
	add(title, true)
	add(body, false)
	var s sides
	for i := 1; i < len(plus); i++ {
		switch {
		case plus[i] > 0 && minus[i] == 0:
			s = append(s, int8(i))
		case minus[i] > 0 && plus[i] == 0:
			s = append(s, int8(-i))
		}
	}
	return heaviest(score), s
}

// kindsMost is how many kinds are kept.
const kindsMost = 6

func heaviest(score []float64) []weighted {
	top := 0.0
	for k := 1; k < len(score); k++ {
		top = max(top, score[k])
	}
	var out []weighted
	for k := 1; k < len(score); k++ {
		if score[k] > 0 && score[k] >= top/8 {
			out = append(out, weighted{uint8(k), uint8(max(1, min(255, 4*score[k])))})
		}
	}
	slices.SortStableFunc(out, func(a, b weighted) int { return int(b.weight) - int(a.weight) })
	return out[:min(len(out), kindsMost)]
}
