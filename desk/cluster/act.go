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
	phrases              map[uint64][]act
	gaps                 map[uint64][]gap // by the first word of two
	starts               map[uint64]uint8 // of a phrase's first stem, how many words the longest has
	kinds                []string         // kinds[0] is ""
	kindCodes, axisCodes codes
	follow               []bool         // kinds that only follow up
	single               map[uint8]bool // kinds of which a company has hardly two in a week
	macro                map[uint8]bool // kinds of which an economy has hardly two in a week; these stories need no party
	axes                 []string       // axes[0] is ""
	kin                  [][]float64    // how far two kinds are told of one event, 1 on the diagonal
}

var acts = sync.OnceValue(func() *lexicon {
	lx := &lexicon{phrases: map[uint64][]act{}, gaps: map[uint64][]gap{}, starts: map[uint64]uint8{}, kinds: []string{""}, single: map[uint8]bool{}, macro: map[uint8]bool{}, axes: []string{""}}
	type pair struct {
		x, y uint8
		part float64
	}
	var kin []pair
	for _, row := range table.Rows(actsTable) {
		if len(row) != 4 {
			continue // the tests read the table
		}
		n, err := strconv.Atoi(row[1])
		if err != nil {
			continue
		}
		if row[0] == "~" {
			if two := strings.Fields(row[3]); len(two) == 2 {
				kin = append(kin, pair{number(&lx.kinds, two[0]), number(&lx.kinds, two[1]), float64(n) / 10})
			}
			continue
		}
		kind, single := strings.CutSuffix(row[0], "!")
		kind, macro := strings.CutSuffix(kind, "!")
		a := act{kind: number(&lx.kinds, kind), weight: uint8(n)}
		if single {
			lx.single[a.kind] = true
		}
		if macro {
			lx.macro[a.kind] = true
		}
		if axis := strings.TrimRight(row[2], "+-"); axis != "" {
			a.axis, a.minus = number(&lx.axes, axis), strings.HasSuffix(row[2], "-")
		}
		for phrase := range strings.FieldsSeq(row[3]) {
			lx.add(phrase, a)
		}
	}
	lx.kin = make([][]float64, len(lx.kinds))
	lx.follow = make([]bool, len(lx.kinds))
	for i, kind := range lx.kinds {
		lx.kin[i] = make([]float64, len(lx.kinds))
		lx.kin[i][i] = 1
		lx.follow[i] = strings.HasPrefix(kind, "_")
	}
	for _, k := range kin {
		lx.kin[k.x][k.y], lx.kin[k.y][k.x] = k.part, k.part
	}
	lx.kindCodes, lx.axisCodes = newCodes(lx.kinds), newCodes(lx.axes)
	return lx
})

// codes stand for the names of acts.tsv in stored signatures: a part of their
// hash, so that rows of the table may move. A name that the table has no more is
// none. A test holds them apart.
type codes struct {
	of    []uint16
	place map[uint16]uint8
}

func newCodes(names []string) codes {
	c := codes{of: make([]uint16, len(names)), place: map[uint16]uint8{}}
	for i, name := range names {
		if i > 0 {
			c.of[i] = uint16(short(name) >> 16)
			c.place[c.of[i]] = uint8(i)
		}
	}
	return c
}

func (c codes) code(i uint8) uint16 {
	if int(i) >= len(c.of) {
		return 0
	}
	return c.of[i]
}

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

// gap is a second word that may follow a first with others between.
type gap struct {
	then uint64
	acts []act
}

// gapMost is how many words on the second of two words may stand.
const gapMost = 4

// add enters a phrase of the table: words behind '_' follow at once, the word
// behind '~' within gapMost words; '|' stands between words of which one will do.
func (lx *lexicon) add(phrase string, a act) {
	if first, then, ok := strings.Cut(phrase, "~"); ok {
		for f := range strings.SplitSeq(first, "|") {
			for t := range strings.SplitSeq(then, "|") {
				lx.addGap(f, t, a)
			}
		}
		return
	}
	whole := []string{""}
	for part := range strings.SplitSeq(phrase, "_") {
		var next []string
		for _, w := range whole {
			for choice := range strings.SplitSeq(part, "|") {
				next = append(next, w+" "+choice)
			}
		}
		whole = next
	}
	for _, w := range whole {
		words := spare(cutWords(w))
		if len(words) == 0 {
			continue
		}
		key := phraseKey(words)
		if !slices.Contains(lx.phrases[key], a) {
			lx.phrases[key] = append(lx.phrases[key], a)
		}
		first := xxh3.HashString(words[0].stem)
		lx.starts[first] = max(lx.starts[first], uint8(len(words)))
	}
}

func (lx *lexicon) addGap(first, then string, a act) {
	f, t := cutWords(first), cutWords(then)
	if len(f) != 1 || len(t) != 1 {
		return // the tests read the table
	}
	key, next := xxh3.HashString(f[0].stem), xxh3.HashString(t[0].stem)
	for i, g := range lx.gaps[key] {
		if g.then == next {
			if !slices.Contains(g.acts, a) {
				lx.gaps[key][i].acts = append(g.acts, a)
			}
			return
		}
	}
	lx.gaps[key] = append(lx.gaps[key], gap{next, []act{a}})
}

// spare leaves out numbers and the little words between the words of a phrase:
// "cut about 10% of its workforce" is "cut workforce".
func spare(words []word) []word {
	out := make([]word, 0, len(words))
	for _, w := range words {
		if !w.digit && !little[w.low] {
			out = append(out, w)
		}
	}
	return out
}

var little = set("the a an its his her their of about nearly roughly thousand million billion trillion percent el la los las su sus un una del unos unas")

func phraseKey(words []word) uint64 {
	h := uint64(0)
	for _, w := range words {
		h = mix(h ^ xxh3.HashString(w.stem))
	}
	return h
}

// alike is how far two kinds are told of one event, 0 to 1. A kind that this
// program does not know is like none.
func (lx *lexicon) alike(x, y uint8) float64 {
	if n := len(lx.kinds); int(x) >= n || int(y) >= n {
		return 0
	}
	return lx.kin[x][y]
}

// follows: the kind is a way of following up, not an event of its own.
func (lx *lexicon) follows(kind uint8) bool { return int(kind) < len(lx.follow) && lx.follow[kind] }

// name is a kind as reasons write it.
func (lx *lexicon) name(kind uint8) string {
	if int(kind) < len(lx.kinds) {
		return lx.kinds[kind]
	}
	return "unknown"
}

// axis is an axis as reasons write it.
func (lx *lexicon) axis(axis uint8) string {
	if int(axis) < len(lx.axes) {
		return lx.axes[axis]
	}
	return "unknown"
}
