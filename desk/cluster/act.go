package cluster

import (
	_ "embed"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/zeebo/xxh3"

	"newstape/internal/table"
)

//go:embed acts.tsv
var actsTable string

// act is a row of acts.tsv.
type act struct {
	kind   uint8 // index into lexicon.kinds, 0 for none
	weight uint8
	axis   uint8 // index into lexicon.axes, 0 for none
	minus  bool  // the side of the axis
}

// lexicon is acts.tsv made ready: phrases by the hash of their joined stems.
type lexicon struct {
	phrases map[uint64][]act
	starts  map[uint64]uint8 // of a phrase's first stem, how many words the longest has
	kinds   []string         // kinds[0] is ""
	single  map[uint8]bool   // kinds of which a company has hardly two in a week
	axes    []string         // axes[0] is ""
}

var acts = sync.OnceValue(func() *lexicon {
	lx := &lexicon{phrases: map[uint64][]act{}, starts: map[uint64]uint8{}, kinds: []string{""}, single: map[uint8]bool{}, axes: []string{""}}
	for _, row := range table.Rows(actsTable) {
		if len(row) != 4 {
			continue // the tests read the table
		}
		n, err := strconv.Atoi(row[1])
		if err != nil {
			continue
		}
		kind, single := strings.CutSuffix(row[0], "!")
		a := act{kind: number(&lx.kinds, kind), weight: uint8(n)}
		if single {
			lx.single[a.kind] = true
		}
		if axis := strings.TrimRight(row[2], "+-"); axis != "" {
			a.axis, a.minus = number(&lx.axes, axis), strings.HasSuffix(row[2], "-")
		}
		for phrase := range strings.FieldsSeq(row[3]) {
			lx.add(phrase, a)
		}
	}
	return lx
})

// number is the place of a name in a list, which grows by it when it is new.
func number(list *[]string, name string) uint8 {
	if name == "-" {
		return 0
	}
	k := slices.Index(*list, name)
	if k < 0 {
		k = len(*list)
		*list = append(*list, name)
	}
	return uint8(k)
}

func (lx *lexicon) add(phrase string, a act) {
	words := cutWords(strings.ReplaceAll(phrase, "_", " "))
	if len(words) == 0 {
		return
	}
	key := phraseKey(words)
	if !slices.Contains(lx.phrases[key], a) {
		lx.phrases[key] = append(lx.phrases[key], a)
	}
	first := xxh3.HashString(words[0].stem)
	lx.starts[first] = max(lx.starts[first], uint8(len(words)))
}

func phraseKey(words []word) uint64 {
	h := uint64(0)
	for _, w := range words {
		h = mix(h ^ xxh3.HashString(w.stem))
	}
	return h
}

// told is an act that a run of words tells.
type told struct {
	at, n   int
	key     uint64
	acts    []act
	negated bool
}

// find gives the longest phrases in order of place; a word of one is in no other.
func (lx *lexicon) find(words []word) []told {
	var out []told
	for i := 0; i < len(words); {
		longest := int(lx.starts[xxh3.HashString(words[i].stem)])
		n := 0
		for k := min(longest, len(words)-i); k > 0; k-- {
			if words[i+k-1].sentence != words[i].sentence {
				continue
			}
			key := phraseKey(words[i : i+k])
			if as, ok := lx.phrases[key]; ok {
				out = append(out, told{i, k, key, as, negated(words, i)})
				n = k
				break
			}
		}
		i += max(1, n)
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
			case words[t.at].sentence == 0:
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

// follows: the kind is a way of following up, not an event of its own.
func (lx *lexicon) follows(kind uint8) bool { return strings.HasPrefix(lx.kinds[kind], "_") }
